"""Lay out the forms by which a person says what is done about an alert, and read what is said."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from bot.alert_cards import ACKNOWLEDGE, ACTION, SNOOZE
from bot.limits import Block, unmarked
from kpi_store.alert_acts import Act
from kpi_store.domain.period import said_date

FORM = "alert-form"
SAID = "said"  # both the block and the element that a person fills in
LONGEST = 1000  # characters of a comment: the message that shows it has room for several
WEEK = timedelta(days=7)
ACTS = {ACKNOWLEDGE: Act.ACKNOWLEDGED, SNOOZE: Act.SNOOZED, ACTION: Act.ACTION}


@dataclass(frozen=True)
class About:
    """Which alert a form is about, as it stands in Slack, and what is to be done."""

    area: str
    key: str
    channel: str
    thread: str
    act: Act


@dataclass(frozen=True)
class Filled:
    """What a person said in a form."""

    about: About
    words: str = ""
    until: date | None = None


def form(about: About, *, today: date) -> dict[str, Any]:
    """The modal that asks for what *about*'s act needs."""
    match about.act:
        case Act.SNOOZED:
            title, label = "Snooze until", "Say nothing more here about this indicator until"
            asked: Block = {"type": "datepicker", "initial_date": str(today + WEEK)}
        case Act.ACTION:
            title, label = "Add the action taken", "What is being done"
            asked = _text()
        case _:
            title, label = "Acknowledge", "Comment, if you like"
            asked = _text()
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": json.dumps(asdict(about)),
        "title": unmarked(title),
        "submit": unmarked("Save"),
        "close": unmarked("Cancel"),
        "blocks": [
            {
                "type": "input",
                "block_id": SAID,
                "label": unmarked(label),
                "element": {**asked, "action_id": SAID},
                "optional": about.act is Act.ACKNOWLEDGED,
            }
        ],
    }


def filled(view: Mapping[str, Any]) -> Filled:
    """What was said in the form *view*."""
    told = json.loads(view["private_metadata"])
    about = About(**told | {"act": Act(told["act"])})
    said = view["state"]["values"][SAID][SAID]
    day = said.get("selected_date")
    until = date.fromisoformat(day) if day else None
    return Filled(about, words=said.get("value") or "", until=until)


def amiss(said: Filled, *, today: date) -> str:
    """What keeps a form from being taken, in a sentence; '' when nothing does."""
    if said.about.act is Act.ACTION and not said.words.strip():
        return "Say what is being done."
    if said.about.act is Act.SNOOZED and (said.until is None or said.until <= today):
        return f"Choose a day after today, {said_date(today)}."
    return ""


def _text() -> Block:
    return {"type": "plain_text_input", "multiline": True, "max_length": LONGEST}
