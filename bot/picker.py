"""Offer indicators of every edition to choose from, by a picker with type-ahead.

What is chosen comes back as a question and the code of its edition.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.limits import BUTTON_TEXT, Block, Message, section, unmarked
from bot.mrkdwn import escaped
from kpi_store.domain.answer import Choice
from kpi_store.domain.lookup_words import name_of
from kpi_store.finding import Found

FIND = "find"  # the action id of the picker
OFFERED = 50  # choices while typing; Slack takes 100
SHOWN = 5  # of what is found, in words
BLOCK_ID = 255
ANOTHER = "another: "  # how the id of a picker's block begins, before what was asked


def picker(label: str, asked: str = "") -> Block:
    """A picker; what is chosen is asked as *asked*, where Slack has room to carry that along."""
    carried = f"{ANOTHER}{asked}"
    element = {
        "type": "external_select",
        "action_id": FIND,
        "placeholder": unmarked(label),
        "min_query_length": 0,
    }
    return {
        "type": "actions",
        "block_id": carried if len(carried) <= BLOCK_ID else ANOTHER,
        "elements": [element],
    }


def options(found: Sequence[Found]) -> list[dict[str, Any]]:
    """What the picker offers: number and name, the edition beneath."""
    return [
        {
            "text": unmarked(
                f"{one.choice.number}{_within(one.choice)}. {one.choice.name}", BUTTON_TEXT
            ),
            "description": unmarked(one.edition_title, BUTTON_TEXT),
            "value": json.dumps({"words": _which(one.choice), "edition": one.choice.edition}),
        }
        for one in found
    ]


def chosen(action: Mapping[str, Any]) -> tuple[str, str]:
    """The question that a pressed button or a picked option stands for, and its edition's code."""
    if "selected_option" not in action:
        value = json.loads(action["value"])
        return value["words"], value["edition"]
    value = json.loads(action["selected_option"]["value"])
    asked = str(action.get("block_id", "")).removeprefix(ANOTHER)
    return f"{value['words']}: {asked}" if asked else value["words"], value["edition"]


def find_message(words: str, found: Sequence[Found]) -> Message:
    """Return what was found by *words*, and a picker to look further."""
    if not found:
        first = (
            f"No indicator of any edition goes by “{words}”. Type in the picker to look further."
        )
    elif words:
        first = f"Found by “{words}”:"
    else:
        first = "Type part of a name or a number to find an indicator of any edition."
    shown = found[:SHOWN] if words else ()
    lines = [first, *(f"- {name_of(one.choice)} [{one.edition_title}]" for one in shown)]
    if len(found) > len(shown) > 0:
        lines.append("The picker finds more.")
    said = escaped("\n".join(lines))
    return {"text": said, "blocks": [section(said), picker("Find an indicator")]}


def _which(choice: Choice) -> str:
    return f"indicator {choice.number}" + (f" {choice.list}" if choice.list else "")


def _within(choice: Choice) -> str:
    return f" ({choice.list})" if choice.list else ""
