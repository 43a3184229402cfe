"""Say which way a figure moved since the one before, and whether that is better.

Movement and improvement are two things, and the papers mix them in one arrow (domain facts 1.4):
the printed arrow is kept beside both. Only like is compared with like.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpi_store.domain.indicator import Listing, Polarity, adds_up
from kpi_store.domain.observation import Observation, Status
from kpi_store.domain.period import Period, PeriodKind
from kpi_store.domain.quantity import at_precision, decimals, say, say_gap
from kpi_store.domain.target import TargetKind

# A figure whose note or reason speaks of one of these begins a new series.
BREAK = re.compile(r"\b(basis|definition|is the baseline)\b", re.IGNORECASE)
ARROWS = {"↑": "up", "↓": "down", "↔": "same"}


class Movement(StrEnum):
    """Which way the number went."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NOT_COMPARABLE = "not comparable"
    UNKNOWN = "unknown"


class Improvement(StrEnum):
    """Whether the movement is good; NEITHER where no way is good or nothing moved."""

    BETTER = "better"
    WORSE = "worse"
    NEITHER = "neither"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Direction:
    """Movement and improvement since `against`; `printed` is the paper's own arrow, as it stands.

    `words` is one clause without a full stop, such as 'down 1.1 points since Q1 2017/18 (22.6 % to
    21.5 %), which is better'.
    """

    movement: Movement
    improvement: Improvement
    words: str
    against: Observation | None = None
    printed: str = ""

    @property
    def agrees(self) -> bool | None:
        """Whether the printed arrow says the movement; None where either says nothing."""
        if self.printed not in ARROWS or self.movement not in ARROWS.values():
            return None
        return ARROWS[self.printed] == self.movement


def direction(series: Sequence[Observation], at: Period, listing: Listing) -> Direction:
    """Return the direction of travel of *listing* at the period *at*.

    *series* holds one area's newest row of each period. A figure that adds up over the year is
    compared only with the same point last year; any other with the newest earlier figure of its
    own kind of period, and a quarter that has none with the baseline. Figures are compared at the
    coarser of their printed precisions.
    """
    now = next((one for one in series if one.period == at and usable(one)), None)
    if now is None:
        return _none(listing, Movement.UNKNOWN, f"no figure is held for {at.words()}")
    if at.kind is PeriodKind.BASELINE:
        return _none(listing, Movement.UNKNOWN, "a baseline has nothing before it")
    before = _before(series, now, listing)
    if before is None:
        if adds_up(listing) and any(one.period < at and usable(one) for one in series):
            why = "the figure adds up over the year and the same point last year is not held"
            return _none(listing, Movement.NOT_COMPARABLE, f"not comparable: {why}")
        return _none(listing, Movement.UNKNOWN, f"no earlier figure to set {at.words()} against")
    if why := broken(before, now):
        return _none(listing, Movement.NOT_COMPARABLE, f"not comparable: {why}", before)
    return _compared(before, now, listing)


def usable(one: Observation) -> bool:
    """Whether it holds a figure that still stands."""
    return one.value is not None and one.status not in (Status.WITHDRAWN, Status.SUPPRESSED)


def _before(
    series: Sequence[Observation], now: Observation, listing: Listing
) -> Observation | None:
    """The row that *now* is compared with, if it is held."""
    earlier = [one for one in series if one.period.end < now.period.end and usable(one)]
    whole = now.period.kind in (PeriodKind.YEAR, PeriodKind.ACADEMIC_YEAR, PeriodKind.CALENDAR_YEAR)
    if adds_up(listing) and not whole:
        wanted = now.period.year_before()
        return next((one for one in earlier if one.period == wanted), None)
    same_kind = [one for one in earlier if one.period.kind is now.period.kind]
    if now.period.kind is PeriodKind.QUARTER and not same_kind:
        same_kind = [
            one
            for one in series
            if one.period.kind is PeriodKind.BASELINE
            and one.period.start <= now.period.start
            and usable(one)
        ]
    return max(same_kind, key=lambda one: one.period, default=None)


def broken(before: Observation, now: Observation) -> str:
    """Why the two rows are not of one series, or nothing."""
    if (before.status is Status.VALIDATED) != (now.status is Status.VALIDATED):
        return "only one of the two figures is validated by its outside source"
    for one in (before, now):
        if BREAK.search(f"{one.note} {one.reason}"):
            return f"the figure of {_since(one.period)} is on another basis"
        if one.status is Status.IN_DOUBT:
            return f"the figure of {_since(one.period)} is in doubt"
    return ""


def _compared(before: Observation, now: Observation, listing: Listing) -> Direction:
    assert before.value is not None and now.value is not None  # both are usable
    places = min(decimals(before.value), decimals(now.value))
    old, new = at_precision(before.value, places), at_precision(now.value, places)
    unit = listing.unit.value
    since = _since(before.period)
    span = f"({say(before.value, unit)} to {say(now.value, unit)})"
    if old == new:
        rounded = before.value != now.value
        at = f", at {_places(places)}" if rounded else ""
        words = f"no change since {since} {span}{at}"
        return Direction(Movement.SAME, Improvement.NEITHER, words, before, listing.arrow)
    movement = Movement.UP if new > old else Movement.DOWN
    improvement, judged = _improvement(old, new, listing)
    words = f"{movement} {say_gap(abs(new - old), unit)} since {since} {span}, {judged}"
    return Direction(movement, improvement, words, before, listing.arrow)


def _since(period: Period) -> str:
    return f"the {period.words()}" if period.kind is PeriodKind.BASELINE else period.words()


def _improvement(old: Decimal, new: Decimal, listing: Listing) -> tuple[Improvement, str]:
    """Whether *new* is better than *old*, and the words for it."""
    if listing.target.kind is TargetKind.NONE:
        return Improvement.NEITHER, "neither better nor worse: it is not a target measure"
    far = _distance(old, listing), _distance(new, listing)
    if far[0] is None or far[1] is None:
        return Improvement.NEITHER, "neither better nor worse: no way is stated as good"
    if far[0] == far[1]:
        inside = "inside the range" if far[0] == 0 else "as far off as before"
        return Improvement.NEITHER, f"neither better nor worse: {inside}"
    if far[1] < far[0]:
        return Improvement.BETTER, "which is better"
    return Improvement.WORSE, "which is worse"


def _distance(value: Decimal, listing: Listing) -> Decimal | None:
    """How far *value* is from good, for comparing two values; None where no way is good."""
    target = listing.target
    match listing.polarity.value:
        case Polarity.HIGHER:
            return -value
        case Polarity.LOWER:
            return value
        case Polarity.CLOSEST if target.value is not None:
            return abs(value - target.value)
        case Polarity.RANGE if target.low is not None and target.high is not None:
            return max(target.low - value, value - target.high, Decimal(0))
        case _:
            return None


def _places(places: int) -> str:
    return "whole numbers" if places == 0 else f"{places} decimal{'' if places == 1 else 's'}"


def _none(
    listing: Listing, movement: Movement, words: str, against: Observation | None = None
) -> Direction:
    return Direction(movement, Improvement.UNKNOWN, words, against, listing.arrow)
