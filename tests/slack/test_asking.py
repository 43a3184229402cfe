"""A person asks in Slack; the bot answers once, in the thread, with the store's own words."""

import time
from typing import Any

import pytest

import kpi_store
from bot.desk import APOLOGY
from tests.slack.conftest import TODAY
from tests.slackworld.driver import World, speaking
from tests.slackworld.workspace import BOT, BOT_USER, Slack, signed

QUESTION = "what's indicator 11 in Q2?"  # 20 % (November 2019 paper, table 1)
DOUBT = "indicator 3 in Appendix H"  # contractual 3 and non-contractual 3


def test_a_mention_is_answered_in_its_thread(slack_world: World, papers: Any) -> None:
    reply = slack_world.mention(QUESTION)
    assert "20 %" in reply.words.splitlines()[0]
    assert reply.words == kpi_store.in_words(kpi_store.ask(papers, QUESTION, today=TODAY))
    assert "20 %" in reply.shown
    standing = slack_world.slack.messages(reply.channel)
    assert reply.thread in {message["ts"] for message in standing}
    assert reply.ts not in {message["ts"] for message in standing}


def test_a_mention_inside_a_thread_is_answered_in_that_thread(slack_world: World) -> None:
    opened = slack_world.say("Has anybody read the November paper?", by="ben")
    reply = slack_world.mention(QUESTION, thread=opened["ts"])
    assert reply.thread == opened["ts"]
    assert "20 %" in reply.words


def test_a_direct_message_is_answered(slack_world: World) -> None:
    assert "20 %" in slack_world.dm(QUESTION).words


def test_the_command_answers_the_person_and_nobody_else(slack_world: World) -> None:
    before = slack_world.slack.messages(slack_world.channel)
    reply = slack_world.command(QUESTION)
    assert "20 %" in reply.words
    assert reply.raw["response_type"] == "ephemeral"
    assert slack_world.slack.messages(slack_world.channel) == before


def test_what_is_typed_comes_back_escaped(slack_world: World) -> None:
    reply = slack_world.mention("gargoyles &lt;b&gt; &amp; &lt;!channel&gt;")
    for raw in (reply.text, reply.shown):
        assert "<b>" not in raw
        assert "<!channel>" not in raw
    assert "gargoyles" in reply.words


def test_a_mention_delivered_three_times_is_answered_once(slack_world: World) -> None:
    event = {**slack_world.say(f"<@{BOT_USER}> {QUESTION}"), "type": "app_mention"}
    for again in range(3):
        slack_world.deliver(event, event_id=f"Ev{event['ts']}", again=again)
    slack_world.answer_to(event)
    slack_world.mention(QUESTION)
    assert len(slack_world.thread(event["channel"], event["ts"])) == 2


def test_one_mention_delivered_as_two_events_is_answered_once(slack_world: World) -> None:
    event = {**slack_world.say(f"<@{BOT_USER}> {QUESTION}"), "type": "app_mention"}
    slack_world.deliver(event)
    slack_world.deliver(event)
    slack_world.answer_to(event)
    slack_world.mention(QUESTION)
    assert len(slack_world.thread(event["channel"], event["ts"])) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"user": BOT_USER, "bot_id": BOT},  # its own message
        {"user": "U0OTHER", "bot_id": "B0OTHER"},  # another bot's
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"edited": {"user": "U0ANNA", "ts": "1.2"}},
    ],
)
def test_bots_and_edits_get_no_answer(slack_world: World, changed: dict[str, Any]) -> None:
    first = slack_world.dm(QUESTION)
    event = slack_world.say(QUESTION, channel=first.channel)
    slack_world.deliver({**event, "channel_type": "im", **changed})
    slack_world.dm(QUESTION)  # silence is proven by a later message that is answered
    assert len(slack_world.thread(first.channel, event["ts"], as_="anna")) == 1


def test_doubt_is_offered_as_buttons_that_answer_in_the_thread(slack_world: World) -> None:
    doubt = slack_world.mention(DOUBT)
    assert len(doubt.buttons) == 2
    chosen = doubt.buttons[1]["text"]["text"]
    reply = slack_world.press(doubt, chosen)
    assert reply.thread == doubt.thread
    assert chosen.split(". ", 1)[1].rstrip("…") in reply.words
    assert not reply.buttons


def test_doubt_of_a_command_stays_between_the_two(slack_world: World) -> None:
    doubt = slack_world.command(DOUBT)
    chosen = doubt.buttons[0]["text"]["text"]
    reply = slack_world.press(doubt, chosen)
    assert reply.raw["replace_original"] is False
    assert chosen.split(". ", 1)[1].rstrip("…") in reply.words


def test_a_rate_limit_is_waited_out(slack_world: World) -> None:
    slack_world.slack.fault("chat.postMessage", status=429, error="ratelimited", retry_after=1)
    assert "20 %" in slack_world.mention(QUESTION).words


def test_an_answer_whose_arrival_is_unknown_is_not_said_twice(slack_world: World) -> None:
    event = {**slack_world.say(f"<@{BOT_USER}> {QUESTION}"), "type": "app_mention"}
    slack_world.slack.fault("chat.postMessage", after=True)
    slack_world.deliver(event)
    slack_world.answer_to(event)
    slack_world.mention(QUESTION)
    assert len(slack_world.thread(event["channel"], event["ts"])) == 2


def test_a_fault_of_ours_is_answered_with_an_apology(slack: Slack, papers: Any) -> None:
    no_day: Any = None  # a clock that tells no day
    with speaking(slack, papers, mode="http", today=lambda: no_day) as world:
        assert world.mention(QUESTION).words == APOLOGY
        assert world.command(QUESTION).words == APOLOGY


def test_a_store_that_cannot_be_read_leaves_nobody_unanswered(slack: Slack) -> None:
    with speaking(slack, object(), mode="http", today=lambda: TODAY) as world:
        assert world.mention(QUESTION).words == APOLOGY


def test_a_line_that_slack_refreshes_is_taken_up_again(slack: Slack, papers: Any) -> None:
    with speaking(slack, papers, mode="socket", today=lambda: TODAY) as world:
        slack.front.refresh()
        assert "20 %" in world.mention(QUESTION).words


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed("{}", secret="another secret"),
        signed("{}", at=int(time.time()) - 301),  # Slack's own limit is 300 seconds
        signed('{"type": "event_callback"}'),  # the signature of another body
    ],
)
def test_what_slack_has_not_signed_is_turned_away(
    http_world: World, headers: dict[str, str]
) -> None:
    assert http_world.post("{}", {"Content-Type": "application/json", **headers}) == 401


def test_more_than_slack_ever_sends_is_not_read(http_world: World) -> None:
    assert http_world.post("x" * 1_000_001, {"Content-Type": "application/json"}) == 413


def test_a_follow_up_in_the_thread_keeps_what_it_does_not_say(slack_world: World) -> None:
    first = slack_world.mention("care proceedings in Q2")
    assert first.thread is not None
    second = slack_world.mention("and in Q1?", thread=first.thread)
    assert second.words.startswith("Q1 2019/20: 28 weeks")
    third = slack_world.mention("what about the target?", thread=first.thread)
    assert third.words.startswith("Target for indicator 16: 26 weeks")


def test_what_others_say_in_a_thread_is_not_taken_for_a_question(slack_world: World) -> None:
    first = slack_world.mention("care proceedings in Q2")
    assert first.thread is not None
    slack_world.say("indicator 2 looks fine to me", thread=first.thread, by="ben")
    assert slack_world.mention("and in Q1?", thread=first.thread).words.startswith(
        "Q1 2019/20: 28 weeks"
    )
