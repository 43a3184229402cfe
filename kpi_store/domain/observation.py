"""Hold one figure as it was known: its value or why there is none, its rating, its source."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kpi_store.domain.period import Period

RECORDED = "recorded"  # stands for the publication of a figure that was typed in


class Status(StrEnum):
    """What kind of figure a row holds, or why it holds none; these are different states."""

    PUBLISHED = "published"
    PROVISIONAL = "provisional"
    VALIDATED = "validated"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    IN_DOUBT = "in doubt"  # printed, but suspected not to be what was measured (trap 31)
    NOT_REPORTED = "not reported"
    NOT_DUE = "not due"
    NOT_AVAILABLE = "not available"
    NOT_APPLICABLE = "not applicable"
    NEW = "new"
    SUPPRESSED = "suppressed"


class Change(StrEnum):
    """Why a row was added to a cell that may already have one."""

    FIRST = "first"
    CORRECTION = "correction"
    RATING = "rating"  # the published rating changed, the figure did not
    RERATED = "rated again"  # the target or scheme changed


@dataclass(frozen=True)
class Source:
    """Where a figure was printed: the publication, its title, and the paper's file and line."""

    publication: str
    title: str
    line: int | None = None

    @property
    def is_paper(self) -> bool:
        """Whether a paper prints the figure; else somebody typed it in."""
        return self.publication != RECORDED


@dataclass(frozen=True)
class Observation:
    """One cell (area, indicator, period) as known from a date on.

    `value` is in the indicator's unit and None where `status` says why. `published` is the grade
    as printed, `computed` the grade worked out by the engine when the row was added; either may
    be None. `known_from` None means the paper carries no date: known at every as-of date.
    """

    area: str
    indicator: str
    period: Period
    value: Decimal | None
    raw: str
    status: Status
    known_from: date | None
    source: Source
    published: str | None = None
    computed: str | None = None
    note: str = ""  # a flag on the cell itself: "unexplained *", "period of rating not stated"
    change: Change = Change.FIRST
    reason: str = ""
    row: int | None = None  # the store's own number for the row
    corrects: int | None = None  # the row that this one replaces

    @property
    def tells(self) -> bool:
        """Whether there is a figure, even if it may not be shown here."""
        return self.value is not None or self.status is Status.SUPPRESSED

    @property
    def effective(self) -> str | None:
        """The grade that counts: published where there is one, else computed."""
        return self.published or self.computed
