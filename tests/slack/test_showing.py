"""What a person sees of an answer: its first lines, more of it, its trend, and tables by pages."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import kpi_store
from bot.desk import APOLOGY
from tests.slack.conftest import TODAY
from tests.slackworld.driver import Reply, World, speaking
from tests.slackworld.workspace import Slack

CORRECTED = "indicator 16"  # 28 weeks, corrected from 31 by the November paper
TREND = "trend for Sefton 1"  # three comparable figures: 517.0, 487.0 and 487.5
NO_TREND = "indicator 4"  # two months and two years
BENCHMARK = "England 31 weeks"
EVERYTHING = "list everything"  # the 39 of the index


def of_kind(reply: Reply, kind: str) -> list[dict[str, Any]]:
    return [block for block in reply.blocks if block["type"] == kind]


def rows(reply: Reply) -> list[list[str]]:
    """The rows of the table that is seen, its headings first."""
    (table,) = of_kind(reply, "table")
    return [[cell["text"] for cell in row] for row in table["rows"]]


def labels(reply: Reply) -> list[str]:
    return [button["text"]["text"] for button in reply.buttons]


@pytest.fixture
def plain_workspace(slack_world: World) -> Iterator[World]:
    """A workspace whose plan has neither tables nor charts."""
    slack_world.slack.front.without = frozenset({"table", "data_visualization"})
    yield slack_world
    slack_world.slack.front.without = frozenset()


def test_an_answer_is_short_at_first_and_its_text_says_everything(slack_world: World) -> None:
    reply = slack_world.mention(CORRECTED)
    for first in ("28 weeks", "■ Red (published)", "26 weeks", "was 31 weeks, now 28 weeks"):
        assert first in reply.shown
    assert BENCHMARK not in reply.shown
    assert BENCHMARK in reply.words
    assert labels(reply) == ["More", "Show trend"]


def test_what_is_said_and_done_about_a_red_is_seen_at_once(slack_world: World) -> None:
    red = slack_world.mention("indicator 2")
    assert "this has brought performance down" in red.shown
    assert "action: The AD and Head of Service have agreed actions to improve timeli" in red.shown
    green = slack_world.mention("indicator 11 in Q2")
    assert "● Green (published)" in green.shown
    (comment,) = [
        line for line in green.words.splitlines() if "Amber rating has been removed" in line
    ]
    assert comment not in green.shown
    assert comment in slack_world.turn(green, "More").shown


def test_more_shows_the_rest_in_place_and_less_folds_it_again(slack_world: World) -> None:
    reply = slack_world.mention(CORRECTED)
    more = slack_world.turn(reply, "More")
    assert more.ts == reply.ts
    assert BENCHMARK in more.shown
    assert "This indicator has now been rated Red" in more.shown
    assert more.words == reply.words
    less = slack_world.turn(more, "Less")
    assert less.shown == reply.shown
    assert len(slack_world.thread(reply.channel, reply.thread)) == 2


def test_more_of_what_one_person_sees_replaces_it_for_that_person(slack_world: World) -> None:
    before = slack_world.slack.messages(slack_world.channel)
    more = slack_world.turn(slack_world.command(CORRECTED), "More")
    assert BENCHMARK in more.shown
    assert "Less" in labels(more)
    assert slack_world.slack.messages(slack_world.channel) == before


def test_more_of_a_follow_up_is_still_about_what_was_asked_before(slack_world: World) -> None:
    first = slack_world.mention("care proceedings in Q2")
    second = slack_world.mention("and in Q1?", thread=first.thread)
    assert "Q1 2019/20: 28 weeks" in slack_world.turn(second, "More").shown


def test_an_answer_with_nothing_more_to_say_has_no_more_button(slack_world: World) -> None:
    assert labels(slack_world.mention("indicator 40")) == []


def test_a_button_holds_the_question_and_no_figure(slack_world: World) -> None:
    for button in slack_world.mention(CORRECTED).buttons:
        assert "28" not in button["value"]
        assert json.loads(button["value"])["words"] == CORRECTED
        assert button["accessibility_label"]


def test_a_button_pressed_later_shows_what_was_known_when_it_was_made(
    slack: Slack, papers: Any
) -> None:
    day = [date(2019, 6, 27)]  # the November paper rates indicator 2 Red for Q2; June's does not
    with speaking(slack, papers, mode="http", today=lambda: day[0]) as world:
        reply = world.mention("indicator 2")
        day[0] = TODAY
        more = world.turn(reply, "More")
        assert "as known on 27 June 2019" in more.shown
        assert "Q2 2019/20" not in more.shown
        assert "Q2 2019/20" in world.mention("indicator 2").shown


def test_a_message_that_cannot_be_turned_stays_and_the_person_is_told(slack_world: World) -> None:
    reply = slack_world.mention(CORRECTED)
    (actions,) = of_kind(reply, "actions")
    broken = [
        {**one, "value": json.dumps(json.loads(one["value"]) | {"edition": "no-such"})}
        for one in actions["elements"]
    ]
    told = slack_world.press_alone(replace(reply, blocks=[{**actions, "elements": broken}]), "More")
    assert "no-such" in told.words
    (now,) = (
        one for one in slack_world.thread(reply.channel, reply.thread) if one["ts"] == reply.ts
    )
    assert now["blocks"] == reply.blocks


def test_a_trend_of_three_figures_is_a_chart_with_the_figures_beneath(slack_world: World) -> None:
    reply = slack_world.mention(TREND)
    (drawn,) = of_kind(reply, "data_visualization")
    (line,) = drawn["chart"]["series"]
    assert [point["value"] for point in line["data"]] == [517.0, 487.0, 487.5]
    assert drawn["chart"]["axis_config"]["y_label"] == "per 10,000, rolling 12 months"
    assert drawn["chart"]["type"] == "line"
    beneath = json.dumps(reply.blocks[reply.blocks.index(drawn) + 1 :])
    for figure in ("517.0 per 10,000", "487.0 per 10,000", "487.5 per 10,000"):
        assert figure in reply.words
        assert figure in beneath


def test_too_few_figures_for_a_trend_are_said_to_be_too_few(slack_world: World) -> None:
    reply = slack_world.turn(slack_world.mention(NO_TREND), "Show trend")
    assert not of_kind(reply, "data_visualization")
    assert "Only two comparable figures are held (April 2019: 37.0 per 10,000" in reply.shown
    assert "a trend needs three" in reply.words
    assert labels(slack_world.turn(reply, "Hide trend")) == ["More", "Show trend"]


def test_the_trend_of_an_answer_is_shown_in_the_answer(slack_world: World) -> None:
    reply = slack_world.mention("Sefton indicator 1")
    shown = slack_world.turn(reply, "Show trend")
    assert shown.ts == reply.ts
    assert of_kind(shown, "data_visualization")
    assert "487.0 per 10,000" in shown.words


def test_what_is_red_is_a_table_that_can_be_read_and_copied(slack_world: World) -> None:
    heads, *lines = rows(slack_world.mention("what's red?"))
    assert heads == ["No.", "Indicator", "Figure", "Period", "Rating", "Target"]
    assert [line[0] for line in lines] == ["2", "16", "22"]
    assert lines[1][2:5] == ["28 weeks", "Q1 2019/20", "■ Red (published) for Q2 2019/20"]
    assert all(cell for line in lines for cell in line)


def test_what_changed_is_a_table_with_its_papers(slack_world: World) -> None:
    heads, *lines = rows(slack_world.mention("what changed?"))
    assert heads == ["Known from", "No.", "What", "Change", "Paper"]
    assert [line[1] for line in lines][:3] == ["2", "11", "16"]
    assert {line[4] for line in lines} == {"Performance Report of 6 November 2019"}


def test_a_long_list_is_paged_in_place(slack_world: World) -> None:
    first = slack_world.mention(EVERYTHING)
    assert [line[0] for line in rows(first)[1:]] == [str(number) for number in range(1, 16)]
    assert "Rows 1-15 of 39." in first.shown
    second = slack_world.turn(first, "Next 15")
    assert second.ts == first.ts
    assert [line[0] for line in rows(second)[1:]] == [str(number) for number in range(16, 31)]
    last = slack_world.turn(second, "Next 9")
    assert labels(last) == ["Back"]
    assert rows(last)[-1][0] == "39"
    assert rows(slack_world.turn(last, "Back")) == rows(second)
    assert "39. " in first.words


def test_a_list_for_one_person_is_paged_for_that_person(slack_world: World) -> None:
    second = slack_world.turn(slack_world.command(EVERYTHING), "Next 15")
    assert rows(second)[1][0] == "16"


def test_where_slack_takes_no_table_the_rows_come_as_text(
    plain_workspace: World, papers: Any
) -> None:
    said = kpi_store.in_words(kpi_store.ask(papers, "what's red?", today=TODAY))
    for reply in (plain_workspace.mention("what's red?"), plain_workspace.command("what's red?")):
        assert reply.words == said
        assert not of_kind(reply, "table")
        for figure in ("95 %", "28 weeks", "■ Red (published) for Q2 2019/20"):
            assert figure in reply.shown


def test_where_slack_takes_no_table_a_list_is_paged_as_text(plain_workspace: World) -> None:
    first = plain_workspace.mention(EVERYTHING)
    assert "15 · " in first.shown
    second = plain_workspace.turn(first, "Next 15")
    assert "16 · " in second.shown
    assert "15 · " not in second.shown


def test_where_slack_takes_no_chart_the_figures_come_as_text(plain_workspace: World) -> None:
    reply = plain_workspace.mention(TREND)
    assert not of_kind(reply, "data_visualization")
    assert "487.0 per 10,000" in reply.shown


def test_a_refusal_for_another_reason_is_not_tried_again(slack_world: World) -> None:
    tries = len(slack_world.slack.calls("chat.postMessage"))
    slack_world.slack.fault("chat.postMessage", error="is_archived")
    assert slack_world.mention("what's red?").words == APOLOGY
    assert len(slack_world.slack.calls("chat.postMessage")) == tries + 3  # the person's is one
