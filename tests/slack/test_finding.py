"""An indicator is found by part of its name, in any edition, and what is picked is answered."""

import json
from typing import Any

import pytest

from kpi_store.finding import find
from kpi_store.store import Store
from tests.slack.conftest import TODAY
from tests.slackworld.driver import World
from tests.slackworld.workspace import MANIFEST, Slack


@pytest.mark.parametrize(
    ("typed", "number", "edition"),
    [
        ("care proc", "16", "merton-2019-20"),
        ("CARE PROCEEDINGS", "16", "merton-2019-20"),
        ("average weeks care procedings", "16", "merton-2019-20"),  # a letter is missing
        ("11", "11", "merton-2019-20"),
        ("NEET", "33", "merton-2019-20"),
        ("suit", "52", "sefton-2017-18"),  # the index in force has none
        ("suitable acomodation", "52", "sefton-2017-18"),
    ],
)
def test_the_best_fit_comes_first_and_of_equals_the_index_in_force(
    papers: Store, typed: str, number: str, edition: str
) -> None:
    best = find(papers, typed, today=TODAY, limit=10)[0].choice
    assert (best.number, best.edition) == (number, edition)


def test_indicators_of_every_edition_are_found_by_their_own_names(papers: Store) -> None:
    with papers.snapshot(TODAY) as held:
        listings = [(head.code, one) for head in held.editions() for one in held.edition(head.code)]
    lost = [
        (code, listing.key)
        for code, listing in listings[::5]
        if (code, listing.key)
        not in {
            (one.choice.edition, one.choice.key)
            for one in find(papers, listing.name, today=TODAY, limit=50)
        }
    ]
    assert lost == []
    assert len(listings) > 200


def test_nothing_typed_offers_the_index_from_its_beginning(papers: Store) -> None:
    found = find(papers, " ", today=TODAY, limit=5)
    assert [one.choice.number for one in found] == ["1", "2", "3", "4", "5"]


def test_what_goes_by_no_name_is_not_found(papers: Store) -> None:
    assert find(papers, "gargoyles", today=TODAY, limit=5) == ()


def test_an_indicator_is_looked_up_by_the_command_and_picked(slack_world: World) -> None:
    found = slack_world.command("find care proc")
    assert "indicator 16" in found.words
    options = slack_world.type_into(found, "suitable")
    assert options[0]["text"]["text"].startswith("52. Percentage of care leavers")
    answered = slack_world.choose(found, options[0])
    assert "Indicator 52, Percentage of care leavers" in answered.words
    assert options[0]["description"]["text"] in answered.words
    assert answered.raw["response_type"] == "ephemeral"


def test_doubt_can_be_ended_by_another_indicator_of_another_edition(slack_world: World) -> None:
    doubt = slack_world.mention("indicator 3 in Appendix H: what is the target?")
    options = slack_world.type_into(doubt, "re-referrals")
    other = next(one for one in options if "sefton" in json.loads(one["value"])["edition"])
    answered = slack_world.choose(doubt, other)
    assert answered.thread == doubt.thread
    assert answered.words.startswith("Target for indicator")
    assert other["description"]["text"] in answered.words
    assert slack_world.follow_up("and in Q1?", doubt.thread).words.startswith("Target for")


def test_slack_takes_everything_that_is_offered(slack_world: World) -> None:
    found = slack_world.command("find")
    for typed in ("", "child", "percentage of"):
        offered = slack_world.type_into(found, typed)
        assert 0 < len(offered) <= 100
        for option in offered:
            assert 0 < len(option["text"]["text"]) <= 75
            assert 0 < len(option["description"]["text"]) <= 75
            assert len(option["value"]) <= 150


def test_what_is_not_found_is_said_and_escaped(slack_world: World) -> None:
    reply = slack_world.command("find gargoyles <b>")
    assert "No indicator of any edition goes by “gargoyles <b>”" in reply.words
    assert "<b>" not in reply.text + reply.shown
    assert slack_world.type_into(reply, "gargoyles") == []


def test_a_very_long_question_leaves_the_picker_usable(slack_world: World) -> None:
    doubt = slack_world.mention("indicator 3 in Appendix H" + " and so on" * 40)
    (picker,) = doubt.pickers
    assert len(picker["block_id"]) <= 255
    (option, *_) = slack_world.type_into(doubt, "suitable")
    assert "Indicator 52" in slack_world.choose(doubt, option).words


def test_the_shortcut_reads_a_message_for_the_person_alone(slack_world: World) -> None:
    before: list[dict[str, Any]] = slack_world.slack.messages(slack_world.channel)
    reply = slack_world.what_does_this_say("Does anybody know care proceedings in Q2?")
    assert "weeks" in reply.words
    assert reply.raw["replace_original"] is False
    said = slack_world.slack.messages(slack_world.channel)
    assert [one["text"] for one in said[len(before) :]] == [
        "Does anybody know care proceedings in Q2?"
    ]


def test_doubt_of_the_shortcut_is_settled_between_the_two(slack_world: World) -> None:
    doubt = slack_world.what_does_this_say("indicator 3 in Appendix H")
    chosen = doubt.buttons[0]["text"]["text"]
    assert chosen.split(". ", 1)[1].rstrip("…") in slack_world.press(doubt, chosen).words


def test_a_message_without_words_is_said_to_have_none(slack_world: World) -> None:
    assert slack_world.what_does_this_say("").words.startswith("That message has no words")


def test_the_bots_own_conversation_offers_prompts_that_are_understood(slack_world: World) -> None:
    slack = slack_world.slack
    count = len(slack.calls("assistant.threads.setSuggestedPrompts"))
    channel = slack_world.open_conversation()
    # The next answer there proves that the prompts were offered before it.
    assert slack_world.dm("help").channel == channel
    offered = slack.calls("assistant.threads.setSuggestedPrompts")[count:]
    assert [one["channel_id"] for one in offered] == [channel]
    for prompt in offered[0]["prompts"]:
        assert "Which do you mean" not in slack_world.dm(prompt["message"]).words
    assert len(offered[0]["prompts"]) <= 4
    for prompt in MANIFEST["features"]["agent_view"]["suggested_prompts"]:
        assert prompt in offered[0]["prompts"]


def test_the_bots_own_conversation_shows_that_an_answer_is_coming(slack_world: World) -> None:
    answered = slack_world.dm("what's indicator 11 in Q2?")
    status = slack_world.slack.calls("assistant.threads.setStatus")[-1]
    assert (status["channel_id"], status["thread_ts"]) == (answered.channel, answered.thread)
    assert status["status"]


def test_where_slack_knows_no_agents_the_answer_comes_all_the_same(
    slack_world: World, slack: Slack
) -> None:
    for method in ("setStatus", "setSuggestedPrompts"):
        slack.fault(f"assistant.threads.{method}", error="unknown_method")
    slack_world.open_conversation()
    assert "20 %" in slack_world.dm("what's indicator 11 in Q2?").words
