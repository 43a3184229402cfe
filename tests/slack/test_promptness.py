"""Slack is told within 3 seconds that a thing is received, whatever the store does."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Event, Thread
from typing import Any

import pytest

from kpi_store import database
from kpi_store.store import Store
from tests.slack.alerting import place_of
from tests.slack.conftest import TODAY
from tests.slackworld.driver import Mode, World, speaking, waited
from tests.slackworld.workspace import BOT_USER, Slack

pytestmark = pytest.mark.alone
QUESTION = "what's indicator 11 in Q2?"
SLACKS_PATIENCE = 3.0  # seconds
SIGNATURE_LASTS = 301  # seconds, for Slack's own is 300
AT_ONCE = 100


@contextmanager
def busy(store: Store) -> Iterator[None]:
    """Another program writes to the store meanwhile, and lets nobody else write."""
    begun, enough = Event(), Event()

    def write() -> None:
        with store.writing() as writer:
            writer.run("delete from delivery where key = 'nothing'")
            begun.set()
            enough.wait()

    other = Thread(target=write)
    other.start()
    begun.wait()
    try:
        yield
    finally:
        enough.set()
        other.join()


def took(work: Callable[[], Any]) -> float:
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def asked(world: World) -> dict[str, Any]:
    return {**world.say(f"<@{BOT_USER}> {QUESTION}"), "type": "app_mention"}


def answered(slack: Slack, events: Sequence[Mapping[str, Any]]) -> bool:
    """Whether something was posted in the thread of each of *events*."""
    threads = {one.get("thread_ts") for one in slack.calls("chat.postMessage")}
    return threads >= {one["ts"] for one in events}


def test_a_mention_is_received_at_once_while_the_store_is_busy(
    slack_world: World, papers: Store
) -> None:
    event = asked(slack_world)
    with busy(papers):
        assert took(lambda: slack_world.deliver(event)) < SLACKS_PATIENCE
    assert "20 %" in slack_world.answer_to(event).words


def test_commands_and_pickers_are_received_at_once_while_the_store_is_busy(
    slack_world: World, papers: Store
) -> None:
    """More of them than are taken up at once, so that some wait for others."""
    found = slack_world.command("find care")
    answers = []
    with busy(papers):
        for _ in range(20):
            begun = time.monotonic()
            answers.append(slack_world.command_sent(QUESTION))
            assert time.monotonic() - begun < SLACKS_PATIENCE
        assert took(lambda: slack_world.type_into(found, "care")) < SLACKS_PATIENCE
    assert all("20 %" in answer().words for answer in answers)


def test_what_was_received_is_answered_though_its_signature_has_grown_old(
    http_world: World, papers: Store
) -> None:
    event = asked(http_world)
    at = int(time.time()) - 298
    with busy(papers):
        for other in [asked(http_world) for _ in range(20)]:  # what everybody is busy with
            http_world.deliver(other)
        http_world.deliver(event, signed_at=at)
        waited(lambda: time.time() > at + SIGNATURE_LASTS, "the signature to grow old")
    assert "20 %" in http_world.answer_to(event).words


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_a_question_is_answered_though_the_store_cannot_be_written(
    slack: Slack, papers: Store, mode: Mode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    hasty = Store.open(place_of(papers))
    with closing(hasty), speaking(slack, hasty, mode=mode, today=lambda: TODAY) as world:
        event = asked(world)
        with busy(papers):
            world.deliver(event)
            assert "20 %" in world.answer_to(event).words


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_a_hundred_mentions_at_once_are_all_received_and_answered(
    slack: Slack, papers: Store, mode: Mode
) -> None:
    with speaking(slack, papers, mode=mode, today=lambda: TODAY) as world:
        events = [asked(world) for _ in range(AT_ONCE)]
        with ThreadPoolExecutor(AT_ONCE) as people:
            times = list(people.map(lambda event: took(lambda: world.deliver(event)), events))
        assert max(times) < SLACKS_PATIENCE

        waited(lambda: answered(slack, events), "a hundred answers")
        said = [world.thread(world.channel, event["ts"]) for event in events]
    assert [len(one) for one in said] == [2] * AT_ONCE
    assert all("20 %" in one[1]["text"] for one in said)


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_what_was_received_is_answered_before_the_bot_stops(
    slack: Slack, papers: Store, mode: Mode
) -> None:
    with speaking(slack, papers, mode=mode, today=lambda: TODAY) as world:
        events = [asked(world) for _ in range(25)]
        with busy(papers):
            for event in events:
                world.deliver(event)
    assert [len(world.thread(world.channel, one["ts"])) for one in events] == [2] * len(events)
