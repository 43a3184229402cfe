"""What an answer looks like as a Slack message, and that Slack would take it."""

import html
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import limits
from bot.alert_cards import alert_message
from bot.blocks import PICK, Message, message, plain
from bot.mrkdwn import escaped, typed
from bot.shown import Shown
from kpi_store.domain.alert import Alert, Turn
from kpi_store.domain.answer import Answer, Choice, Kind, Outcome, RatingSaid, Row, Said
from kpi_store.domain.wording import in_words
from tests.slackworld.block_kit import too_large

TODAY = date(2019, 11, 6)
REFUSED = Answer(
    outcome=Outcome.REFUSED,
    kind=Kind.LOOKUP,
    asked="what's indicator 40?",
    edition="merton-2019-20",
    edition_title="Performance Index 2019/20",
    area="Merton",
    today=TODAY,
    refusal="Performance Index 2019/20 has no indicator 40; its numbers run from 1 to 39.",
)
RED = RatingSaid(
    "2019-Q2", "Q2 2019/20", "Red", "Red", "Red", "rated", "", symbol="🔴", colour="#d00"
)
FIGURE = Said("2019-Q2", "Q2 2019/20", Decimal(28), "28", "28 weeks", "published", TODAY, "S3", 71)
ALERT = Alert(
    key="opaque",
    turn=Turn.TURNED,
    edition="merton-2019-20",
    edition_title="Performance Index 2019/20",
    area="Merton",
    number="16",
    list=None,
    indicator="care-proceedings",
    name="Average number of weeks taken to complete care proceedings",
    period="2019-Q2",
    period_words="Q2 2019/20",
    before="Amber",
    after="Red",
    figure="40 weeks",
    target="26 weeks",
    reason="40 weeks against a target of 26 weeks: 14 weeks too long.",
    source="a paper <!here> & there",
    correction=False,
)


def listed(count: int, name: str = "Placements") -> Answer:
    rows = tuple(
        Row(str(n), None, f"k{n}", f"{name} {n}", "Child protection", FIGURE, RED, "26 weeks")
        for n in range(1, count + 1)
    )
    return replace(
        REFUSED, outcome=Outcome.ANSWERED, kind=Kind.LIST, refusal="", heading="Red", rows=rows
    )


def shown(said: Message) -> str:
    """Everything the blocks show, unescaped, a row of a table on a line."""
    texts = []
    for block in said["blocks"]:
        for holder in [block, *block.get("elements", ())]:
            text = holder.get("text")
            while isinstance(text, dict):
                text = text["text"]
            texts.append(text or "")
        texts += [" | ".join(cell["text"] for cell in row) for row in block.get("rows", ())]
    return html.unescape("\n".join(texts))


def test_a_refusal_is_said_as_the_command_line_says_it() -> None:
    said = message(REFUSED)
    assert said["text"] == in_words(REFUSED)
    assert in_words(REFUSED) in shown(said).replace("*", "")


@pytest.mark.parametrize("danger", ["<!channel>", "<@U1>", "<https://example.org|here>", "a & b"])
def test_nothing_stored_or_typed_reaches_slack_unescaped(danger: str) -> None:
    row = replace(listed(1).rows[0], name=danger)
    answers = [
        replace(REFUSED, refusal=f"No {danger} is held."),
        replace(listed(1), rows=(row,), heading=danger),
        asking(Choice("17", danger, "k17", danger, "m"), Choice("18", None, "k18", danger, "m")),
    ]
    messages = [message(one) for one in answers]
    messages += [plain(danger), alert_message(replace(ALERT, source=danger, narrative=danger))]
    for said in messages:
        assert danger not in said["text"]
        assert escaped(danger) in said["text"]
        for block in said["blocks"]:
            if block["type"] in {"section", "context"}:
                assert danger not in json.dumps(block)
            if block["type"] == "table":  # where an ampersand means nothing
                assert danger not in json.dumps(block) or "&" in danger


def test_a_rating_is_said_with_its_symbol_and_its_word() -> None:
    assert "🔴 Red" in shown(message(listed(1)))


@pytest.mark.parametrize("count", [1, 15, 39, 108, 400])
def test_every_row_of_a_long_list_is_on_one_of_its_pages(count: int) -> None:
    answer = listed(count, name="Percentage of children who became the subject of a plan")
    numbers: list[str] = []
    for said in all_pages(answer):
        assert too_large(said) is None
        numbers += re.findall(r"(?m)^(\d+) \| .*28 weeks", shown(said))
    assert numbers == [str(number) for number in range(1, count + 1)]


def test_a_page_says_which_rows_it_has_and_leads_to_the_next_and_back() -> None:
    first, second, third = all_pages(listed(39))
    assert "Rows 1-15 of 39." in shown(first)
    assert labels(first) == ["Next 15"]
    assert labels(second) == ["Back", "Next 9"]
    assert labels(third) == ["Back"]
    assert value(second, "Back").start == 0
    assert value(third, "Back").start == 15


def test_a_short_list_has_no_pages() -> None:
    (only,) = all_pages(listed(15))
    assert labels(only) == []
    assert "Rows" not in shown(only)


def test_a_list_too_long_asked_for_to_be_asked_again_says_what_it_leaves_out() -> None:
    said = message(replace(listed(400), asked="list " * 500))
    assert too_large(said) is None
    numbers = re.findall(r"(?m)^(\d+)\. .*28 weeks", shown(said))
    assert f"… {400 - len(numbers)} more: ask for one rating or section" in shown(said)
    assert "`/kpi list Child protection`" in shown(said)


def all_pages(answer: Answer) -> list[Message]:
    """Every page of a list, by its button that leads to the next."""
    found = [message(answer)]
    while any(label.startswith("Next") for label in labels(found[-1])):
        found.append(message(answer, value(found[-1], "Next")))
    return found


def labels(said: Message) -> list[str]:
    return [one["text"]["text"] for one in buttons(said)]


def value(said: Message, label: str) -> Shown:
    (one,) = (one for one in buttons(said) if one["text"]["text"].startswith(label))
    return Shown.read(one["value"])


def buttons(said: Message) -> list[dict[str, Any]]:
    rows = [block["elements"] for block in said["blocks"] if block["type"] == "actions"]
    return [one for row in rows for one in row]


@given(st.lists(st.text(alphabet="ab &<*\n", max_size=5000), max_size=40))
def test_whatever_is_said_slack_takes_it(parts: list[str]) -> None:
    said = message(replace(REFUSED, refusal="Refused.", remarks=tuple(parts)))
    assert too_large(said) is None


@given(st.text(alphabet="ab&<> ", max_size=2000).filter(str.strip))
def test_a_long_line_is_parted_between_words_and_never_inside_an_escape(line: str) -> None:
    blocks = limits.fitted([escaped(line)], [], more=lambda left: f"{left} more")
    pieces = [block["text"]["text"] for block in blocks]
    assert all(len(piece) <= limits.SECTION for piece in pieces)
    assert "".join(html.unescape("".join(pieces)).split()) == "".join(line.split())
    assert all(escaped(html.unescape(piece)) == piece for piece in pieces)


def asking(*choices: Choice) -> Answer:
    return replace(
        REFUSED,
        outcome=Outcome.ASKED,
        asked="placements in Q2",
        refusal="",
        choices=choices,
    )


def test_doubt_is_offered_as_buttons_and_in_words() -> None:
    said = message(
        asking(
            Choice("17", None, "k17", "Children with 3 or more placements", "merton-2019-20"),
            Choice("18", None, "k18", "Long-term placement stability " * 4, "merton-2019-20"),
        )
    )
    first, second = said["blocks"][-1]["elements"]
    assert first["text"]["text"] == "17. Children with 3 or more placements"
    assert second["text"]["text"].endswith("…")
    assert "Long-term placement stability " * 3 in said["text"]
    assert PICK.fullmatch(first["action_id"])
    assert first["action_id"] != second["action_id"]
    assert too_large(said) is None


def test_a_button_asks_the_same_question_of_one_indicator_of_one_edition() -> None:
    choice = Choice("3", "non-contractual", "k3", "Re-referrals", "appendix-h")
    button = message(asking(choice))["blocks"][-1]["elements"][0]
    assert json.loads(button["value"]) == {
        "words": "indicator 3 non-contractual: placements in Q2",
        "edition": "appendix-h",
    }


def test_an_alert_says_what_turned_and_against_what() -> None:
    said = alert_message(ALERT)
    for words in ("Indicator 16", "turned Red (from Amber)", "40 weeks for Q2 2019/20", "26 weeks"):
        assert words in said["text"]
        assert words in shown(said)


def test_what_a_person_types_is_read_without_slacks_marks() -> None:
    assert typed("<@U0KPI|kpi> what&lt;s  <mailto:a@b.c|red> &amp; <!here> amber?") == (
        "what<s red & amber?"
    )
