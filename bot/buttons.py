"""Make the buttons under an answer: a choice where it is in doubt, and more, or less, of it."""

import json
import re
from collections.abc import Iterable

from bot.limits import BUTTON_TEXT, BUTTON_VALUE, BUTTONS, Block, shortened, unmarked
from bot.shown import Shown, View
from kpi_store.domain.answer import Answer, Choice

PICK = re.compile(r"pick-\d+")  # the action ids of the buttons that offer a choice
TURN = re.compile(r"turn-[a-z]+")  # and of those that change what a message shows


def choices(answer: Answer) -> list[Block]:
    """The choices as buttons; every choice also stands in the words above them."""
    values = [(choice, _pressed(choice, answer.asked)) for choice in answer.choices[:BUTTONS]]
    return row_of(
        button(f"pick-{place}", label_of(choice), value)
        for place, (choice, value) in enumerate(values, start=1)
        if len(value) <= BUTTON_VALUE  # a very long question: its choices are typed, not pressed
    )


def turns(answer: Answer, shown: Shown, *, shortened_here: bool) -> list[Block]:
    """The buttons that show more of an answer about one indicator, less of it, or its trend."""
    subject = answer.subject
    if subject is None or not shown.fits:
        return []
    about = f"indicator {subject.number}"
    offered = []
    if shown.view is View.FULL:
        offered.append(_turn("less", "Less", f"Show less about {about}", shown, View.SHORT))
    elif shortened_here:
        offered.append(_turn("more", "More", f"Show more about {about}", shown, View.FULL))
    if shown.view is View.TREND:
        offered.append(_turn("short", "Hide trend", f"Hide {about}'s trend", shown, View.SHORT))
    elif answer.trend is None and (answer.figure or answer.latest):
        offered.append(_turn("trend", "Show trend", f"Show {about}'s trend", shown, View.TREND))
    return row_of(offered)


def paging(shown: Shown, *, before: int | None, after: int | None, size: int) -> list[Block]:
    """The buttons that show other rows of a table: those before, and the next *size*."""
    offered = []
    if before is not None:
        offered.append(button("turn-back", "Back", shown.at(before).value, "Show the rows before"))
    if after is not None:
        label = f"Next {size}"
        offered.append(
            button("turn-next", label, shown.at(after).value, f"Show the next {size} rows")
        )
    return row_of(offered)


def button(action: str, label: str, value: str, spoken: str = "") -> Block:
    """A button; *spoken* is what a screen reader says where the label alone says too little."""
    made: Block = {
        "type": "button",
        "action_id": action,
        "text": unmarked(label, BUTTON_TEXT),
        "value": value,
    }
    return made | ({"accessibility_label": shortened(spoken, BUTTON_TEXT)} if spoken else {})


def row_of(buttons: Iterable[Block]) -> list[Block]:
    """The block that holds *buttons*; none where there are none."""
    elements = list(buttons)
    return [{"type": "actions", "elements": elements}] if elements else []


def label_of(choice: Choice) -> str:
    """The indicator as a button names it: '3 (contractual). Re-referrals'."""
    within = f" ({choice.list})" if choice.list else ""
    return f"{choice.number}{within}. {choice.name}"


def _turn(action: str, label: str, spoken: str, shown: Shown, view: View) -> Block:
    return button(f"turn-{action}", label, shown.seen(view).value, spoken)


def _pressed(choice: Choice, asked: str) -> str:
    """The question as it reads once the choice is made: same period, same field, one indicator."""
    which = f"indicator {choice.number}" + (f" {choice.list}" if choice.list else "")
    return json.dumps({"words": f"{which}: {asked}", "edition": choice.edition})
