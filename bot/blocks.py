"""Lay out an answer as a Slack message.

The words are the store's own (wording.py), the same as on the command line: here they only get
their places, their escapes and their buttons. The top-level text says everything too: it is the
notification and what a screen reader reads.
"""

import json
import re
from collections.abc import Callable, Sequence
from typing import TypedDict

from bot.limits import (
    BUTTON_TEXT,
    BUTTON_VALUE,
    BUTTONS,
    Block,
    context,
    fitted,
    fitted_text,
    shortened,
)
from bot.mrkdwn import bold, escaped
from kpi_store.domain.answer import Answer, Choice, Kind
from kpi_store.domain.wording import in_words

PICK = re.compile(r"pick-\d+")  # the action ids of the buttons that offer a choice
SMALL = 1000  # what still looks well in small print
SOURCE = "Source:"  # how the line that names the paper begins (wording.py)


class Message(TypedDict):
    """What Slack's posting methods take, besides the channel and the thread."""

    text: str
    blocks: list[Block]


def message(answer: Answer) -> Message:
    """Return the message that says *answer*: the answer first, its source in small print."""
    return _laid_out(in_words(answer), _buttons(answer), more=_narrower(answer))


def plain(words: str) -> Message:
    """Return the message that says *words* as they stand: a refusal or an apology."""
    return _laid_out(words, [], more="ask for less at a time", emphasis=escaped)


def _laid_out(
    words: str,
    buttons: Sequence[Block],
    *,
    more: str,
    emphasis: Callable[[str], str] = bold,
) -> Message:
    first, *rest = words.splitlines() or [""]
    small = [line for line in rest if line.startswith(SOURCE) and len(line) < SMALL]
    shown = [emphasis(first), *(escaped(line) for line in rest if line not in small)]
    return {
        "text": fitted_text(escaped(words)),
        "blocks": fitted(
            [line for line in shown if line.strip()],
            [*(context(escaped(line)) for line in small), *buttons],
            more=lambda left: f"… {left} more: {more}.",
        ),
    }


def _narrower(answer: Answer) -> str:
    """How to ask for what one message cannot hold."""
    match answer.kind:
        case Kind.LIST:
            named = (escaped(row.section) for row in answer.rows if row.section)
            sections = (f" or `/kpi list {name}`" for name in named)
            return "ask for one rating or section, such as `/kpi list red`" + next(sections, "")
        case Kind.CHANGES:
            return "ask about one indicator, such as `/kpi what changed for indicator 11?`"
        case _:
            return "`kpi ask` with the same words on the command line shows all"


def _buttons(answer: Answer) -> list[Block]:
    """The choices as buttons; every choice also stands in the words above them."""
    values = [(choice, _pressed(choice, answer.asked)) for choice in answer.choices[:BUTTONS]]
    elements = [
        {
            "type": "button",
            "action_id": f"pick-{place}",
            "text": {"type": "plain_text", "text": _label(choice), "emoji": False},
            "value": value,
        }
        for place, (choice, value) in enumerate(values, start=1)
        if len(value) <= BUTTON_VALUE  # a very long question: its choices are typed, not pressed
    ]
    return [{"type": "actions", "elements": elements}] if elements else []


def _label(choice: Choice) -> str:
    within = f" ({choice.list})" if choice.list else ""
    return shortened(f"{choice.number}{within}. {choice.name}", BUTTON_TEXT)


def _pressed(choice: Choice, asked: str) -> str:
    """The question as it reads once the choice is made: same period, same field, one indicator."""
    which = f"indicator {choice.number}" + (f" {choice.list}" if choice.list else "")
    return json.dumps({"words": f"{which}: {asked}", "edition": choice.edition})
