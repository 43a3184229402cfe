"""Remember in a button what its message shows, so that pressing it can show more, or other rows.

A button holds the question and the day it was answered, never a figure: what it shows next is
asked for again, as known on that day.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum

from bot.limits import BUTTON_VALUE


class View(StrEnum):
    """How much of an answer is shown."""

    SHORT = "short"
    FULL = "full"
    TREND = "trend"


@dataclass(frozen=True)
class Shown:
    """A question as it was put on *day*, and which part of its answer is seen."""

    words: str
    day: date
    edition: str | None = None
    context: tuple[str, ...] = ()
    view: View = View.SHORT
    start: int = 0  # of a table's rows, the first that is seen

    @classmethod
    def read(cls, value: str) -> "Shown":
        """Return what the button's *value* holds."""
        held = json.loads(value)
        held |= {"day": date.fromisoformat(held["day"]), "view": View(held["view"])}
        return cls(**held | {"context": tuple(held["context"])})

    @property
    def value(self) -> str:
        """What a button holds of this; `read` reads it."""
        return json.dumps(asdict(self) | {"day": self.day.isoformat()}, ensure_ascii=False)

    @property
    def fits(self) -> bool:
        """Whether a button can hold it at all: a very long question cannot be asked again."""
        return len(replace(self, view=View.SHORT, start=10_000).value) <= BUTTON_VALUE

    def seen(self, view: View) -> "Shown":
        return replace(self, view=view)

    def at(self, start: int) -> "Shown":
        return replace(self, start=start)
