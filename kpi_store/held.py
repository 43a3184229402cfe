"""What the store hands out beside figures and editions: papers, their words, and light rows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from kpi_store.domain.observation import Status
from kpi_store.domain.paper import Paper
from kpi_store.domain.period import Period


@dataclass(frozen=True)
class EditionHead:
    """An edition without its listings: enough to choose one by. `version` counts its changes."""

    code: str
    title: str
    area: str
    aliases: tuple[str, ...]
    dated: date | None
    version: int
    is_default: bool = False


@dataclass(frozen=True, kw_only=True)
class Publication(Paper):
    """A paper as held; `version` counts the changes to its words."""

    area: str
    up_to: str
    version: int


NARRATIVE, ACTION = "narrative", "action"  # kinds of words: why, and what is done


@dataclass(frozen=True)
class Narrative:
    """Words about an indicator; `officers_only` words could identify a child."""

    publication: str
    title: str
    date: date | None
    indicator: str
    period: Period
    kind: str
    text: str
    officers_only: bool
    line: int | None
    why: str = ""


@dataclass(frozen=True)
class RatingChange:
    """A change of rating as a paper prints it, for one indicator; grades are codes."""

    publication: str
    title: str
    date: date | None
    edition: str
    indicator: str
    number: str
    period: Period
    raw: str
    old: str | None
    new: str | None
    text: str
    line: int


@dataclass(frozen=True)
class Decision:
    """What the committee decided; `effective` None: the paper does not say from when."""

    publication: str
    title: str
    edition: str
    indicators: tuple[str, ...]
    numbers: tuple[str, ...]
    text: str
    decided: date
    effective: date | None
    effect: str
    line: int
    date: date | None  # of the paper


@dataclass(frozen=True)
class NotReported:
    """A figure that a paper says could not be reported, and why."""

    publication: str
    title: str
    date: date | None
    edition: str
    indicator: str
    number: str
    period: Period
    status: Status
    reason: str
    raw: str
    line: int


@dataclass(frozen=True)
class Finding:
    """A fault in a paper, kept as printed with the reading beside it."""

    edition: str
    publication: str  # '' where the fault is in the edition's own table
    number: str
    code: str
    place: str
    severity: str
    printed: str
    reading: str | None
    why: str
    line: int


class Cell(NamedTuple):
    """One figure of an index with its ratings, and nothing else: see Snapshot.ratings.

    `amount` is as the database gives it; ask for the `value`.
    """

    indicator: str
    amount: Any
    status: str
    published: str | None
    computed: str | None

    @property
    def value(self) -> Decimal | None:
        """The figure, in the indicator's unit; None where `status` says why."""
        return None if self.amount is None else Decimal(self.amount)

    @property
    def effective(self) -> str | None:
        """The grade that counts: published where there is one, else computed."""
        return self.published or self.computed
