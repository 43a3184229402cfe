"""What is said in a thread the bot is in: follow-ups are answered, people are left in peace."""

from contextlib import ExitStack
from typing import Any

import pytest

from kpi_store.store import Store
from tests.slack.alerting import place_of
from tests.slack.conftest import TODAY
from tests.slackworld.driver import Mode, World, speaking
from tests.slackworld.workspace import BOT_USER, Slack

QUESTION = "care proceedings in Q2"


def test_a_follow_up_needs_no_mention(slack_world: World) -> None:
    first = slack_world.mention(QUESTION)
    second = slack_world.follow_up("and in Q1?", first.thread)
    assert second.words.startswith("Q1 2019/20: 28 weeks")
    third = slack_world.follow_up("what about the target", first.thread, by="ben")
    assert third.words.startswith("Target for indicator 16: 26 weeks")


def test_a_choice_that_was_pressed_is_what_a_follow_up_is_about(slack_world: World) -> None:
    doubt = slack_world.mention("indicator 3 in Appendix H")
    chosen = next(one for one in doubt.buttons if "non-contractual" in one["text"]["text"])
    picked = slack_world.press(doubt, chosen["text"]["text"])
    name = chosen["text"]["text"].split(". ", 1)[1].rstrip("…")
    assert name in picked.words
    followed = slack_world.follow_up("and its target?", doubt.thread)
    assert followed.words.startswith("Target for indicator 3")
    assert name in followed.words


def test_what_people_say_to_each_other_in_a_thread_of_ours_gets_no_answer(
    slack_world: World,
) -> None:
    first = slack_world.mention(QUESTION)
    remarks = [
        "indicator 2 looks fine to me",
        "thanks!",
        "I think we should take this to the panel and talk it over",
        "<@U0BEN> what's indicator 11 in Q2?",
        "<!here> what's indicator 11 in Q2?",
    ]
    for said in remarks:
        slack_world.remark(said, first.thread, by="ben")
    # Silence is proven by what must speak, and it still follows on what was asked of the bot.
    assert slack_world.follow_up("and in Q1?", first.thread).words.startswith("Q1 2019/20: 28 week")
    standing = slack_world.thread(first.channel, first.thread)
    assert len(standing) == 2 + len(remarks) + 2


def test_a_thread_among_people_gets_no_answer(slack_world: World) -> None:
    opened = slack_world.remark("what's indicator 11 in Q2?")
    event = slack_world.remark("and in Q1?", opened["ts"], by="ben")
    slack_world.deliver({**event, "subtype": "thread_broadcast", "parent_user_id": None})
    slack_world.mention(QUESTION)
    assert len(slack_world.thread(opened["channel"], opened["ts"])) == 2


def test_a_mention_that_comes_as_a_message_too_is_answered_once(slack_world: World) -> None:
    first = slack_world.mention(QUESTION)
    event = slack_world.say(f"<@{BOT_USER}> and in Q1?", thread=first.thread)
    slack_world.deliver({**event, "channel_type": "channel"})
    slack_world.deliver({**event, "type": "app_mention"})
    slack_world.deliver({**event, "channel_type": "channel"})
    slack_world.answer_to(event)
    slack_world.follow_up("and the target?", first.thread)
    assert len(slack_world.thread(first.channel, first.thread)) == 6


def test_a_follow_up_in_a_private_channel_is_heard_too(slack_world: World) -> None:
    first = slack_world.mention(QUESTION)
    event = slack_world.say("and in Q1?", thread=first.thread)
    slack_world.deliver({**event, "channel_type": "group"})
    assert "28 weeks" in slack_world.answer_to(event).words


def test_bots_edits_and_deletions_in_a_thread_of_ours_get_no_answer(slack_world: World) -> None:
    first = slack_world.mention(QUESTION)
    changes: list[dict[str, Any]] = [
        {"bot_id": "B0OTHER"},
        {"user": "USLACKBOT"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"edited": {"user": "U0ANNA", "ts": "1.2"}},
    ]
    for changed in changes:
        event = slack_world.say("and in Q1?", thread=first.thread)
        slack_world.deliver({**event, "channel_type": "channel", **changed})
    slack_world.follow_up("and the target?", first.thread)
    assert len(slack_world.thread(first.channel, first.thread)) == 2 + len(changes) + 2


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_a_restart_forgets_neither_what_was_asked_nor_what_was_answered(
    slack: Slack, papers: Store, mode: Mode
) -> None:
    with speaking(slack, papers, mode=mode, today=lambda: TODAY) as world:
        first = world.mention(QUESTION)
        event = {**world.say(f"<@{BOT_USER}> {QUESTION}"), "type": "app_mention"}
        world.deliver(event)
        world.answer_to(event)
        channel = world.channel
    with speaking(slack, papers, mode=mode, today=lambda: TODAY) as world:
        world.channel = channel
        world.deliver(event, again=1)
        assert world.follow_up("and in Q1?", first.thread).words.startswith("Q1 2019/20: 28 weeks")
    assert len(world.thread(channel, event["ts"])) == 2  # the bot has finished all it was told


def test_two_bots_on_one_store_answer_one_event_once(slack: Slack, papers: Store) -> None:
    """As where HTTP is scaled out: Slack delivers again, and another machine gets it."""
    other = Store.open(place_of(papers))
    with ExitStack() as stack:
        stack.callback(other.close)
        worlds = [
            stack.enter_context(speaking(slack, store, mode="http", today=lambda: TODAY))
            for store in (papers, other)
        ]
        one = worlds[0]
        worlds[1].channel = one.channel
        events = [{**one.say(f"<@{BOT_USER}> {QUESTION}"), "type": "app_mention"} for _ in range(5)]
        for event in events:
            for world in worlds:
                world.deliver(event, event_id=f"Ev{event['ts']}")
        followed = worlds[1].follow_up("and in Q1?", one.answer_to(events[0]).thread)
        assert followed.words.startswith("Q1 2019/20: 28 weeks")
    counts = [len(one.thread(event["channel"], event["ts"])) for event in events]
    assert counts == [4, 2, 2, 2, 2]
