"""The logs say what happened, where and how long it took, and never what was said."""

import json
import logging
from datetime import UTC, date, datetime
from typing import Any

import pytest

from kpi_store.domain.period import Period
from kpi_store.logs import JsonLines
from kpi_store.recording import record
from kpi_store.store import Store
from tests.conftest import NewDatabase
from tests.slack.test_running import started
from tests.slackworld.driver import World, waited
from tests.slackworld.emulator import free_port
from tests.slackworld.workspace import ADMIN, Slack

QUESTION = "what is indicator 5 in September 2019, gargoyles aside?"
NEVER = ("4321", "4,321", "gargoyle", "hartfield", "anna", "clare", "traceback")


def test_a_day_of_the_bot_is_logged_without_a_figure_a_question_or_a_name(
    slack: Slack, new_database: NewDatabase, seeded_url: str
) -> None:
    url, place, elsewhere = new_database(seeded_url), slack.new_channel(), slack.new_channel()
    port = free_port()
    settings = {"KPI_ALERT_CHANNEL": place, "KPI_SLACK_ADMINS": slack.id_of(ADMIN)}
    with started(slack, url, "--http", f"127.0.0.1:{port}", **settings) as process:
        told = process.stderr
        assert told is not None
        lines = [next(line for line in told if "Listening for Slack" in line)]
        _publish_as_red(url)
        waited(lambda: slack.messages(place), "the alert")
        world = World(slack, "http", f"http://127.0.0.1:{port}")
        assert "4,321" in world.mention("indicator 5 in September 2019", channel=place).words
        world.mention(QUESTION, channel=place)
        world.command("channel public", by=ADMIN, channel=place)
        world.command(QUESTION, channel=place)
        slack.fault("conversations.info", error="fatal_error")
        world.mention(QUESTION, channel=elsewhere)
        process.terminate()
        lines += told.read().splitlines()
        assert process.wait() == 0
    for never in NEVER:
        assert never not in "\n".join(lines).lower()
    said = [json.loads(line) for line in lines]
    asked = [one for one in said if one["event"] == "A question was put."]
    outcomes = [(one["channel"], one["outcome"]) for one in asked]
    assert outcomes[0] == (place, "answered")
    assert outcomes[-1] == (elsewhere, "refused")
    assert all(one["ms"] >= 0 and one["level"] == "info" for one in asked)
    assert {"channel": place, "outcome": "sent"}.items() <= _one(said, "A notice was sent.").items()
    assert _one(said, "An order was given.")["outcome"] == "channel"
    assert "fatal_error" in _one(said, "Slack says nothing of a channel: fatal_error.")["event"]


def test_what_others_log_is_kept_as_its_place_and_not_its_words() -> None:
    line = _logged("slack_bolt.App", "Unhandled request: {'text': 'the Hartfield Road case'}")
    assert line["logger"] == "slack_bolt.App"
    assert "Hartfield" not in json.dumps(line)


@pytest.mark.parametrize("name", ["bot.desk", "uvicorn.error"])
def test_our_own_words_are_kept(name: str) -> None:
    assert _logged(name, "Connected.")["event"] == "Connected."


def test_a_fault_is_logged_by_its_kind_and_place_and_not_its_words() -> None:
    try:
        raise ValueError("'the Hartfield Road case' is not a figure")
    except ValueError as fault:
        line = _logged("bot.desk", "A question could not be answered.", fault)
    assert line["exception"] == "ValueError"
    assert line["trace"][0].endswith(
        "test_a_fault_is_logged_by_its_kind_and_place_and_not_its_words"
    )
    assert "Hartfield" not in json.dumps(line)


def _publish_as_red(url: str) -> None:
    store = Store.open(url)
    with store.snapshot() as held:
        (listing,) = held.edition("merton-2019-20").numbered("5")
    record(
        store,
        edition="merton-2019-20",
        indicator_key=listing.key,
        period=Period.of("2019-09"),
        value="4321",
        source="The gargoyle return",
        rating="Red",
        narrative="The Hartfield Road case",
        today=date(2019, 11, 6),
        now=datetime.now(UTC),
    )
    store.close()


def _logged(name: str, words: str, fault: Exception | None = None) -> Any:
    trace = None if fault is None else (type(fault), fault, fault.__traceback__)
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, words, (), trace)
    return json.loads(JsonLines().format(record))


def _one(lines: list[dict[str, Any]], event: str) -> dict[str, Any]:
    (line,) = [one for one in lines if one["event"] == event]
    return line
