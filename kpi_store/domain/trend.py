"""Choose the figures of an indicator that make a trend: those that can be set against one another.

Only figures of one kind of period are, of one basis, each still standing. A figure that adds up
over the year is set against the same point of other years only. Fewer than three make no trend.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpi_store.domain.direction import broken, usable
from kpi_store.domain.indicator import Listing, adds_up, comparable_kind
from kpi_store.domain.observation import Observation
from kpi_store.domain.period import Period, PeriodKind

ENOUGH = 3  # two figures are a movement, which direction.py says
WHOLE_YEARS = (PeriodKind.YEAR, PeriodKind.ACADEMIC_YEAR, PeriodKind.CALENDAR_YEAR)
LONGEST = 240  # periods looked through for gaps: twenty years of months


@dataclass(frozen=True)
class Trend:
    """Rows that are comparable, oldest first; `gaps` are the periods among them without one."""

    points: tuple[Observation, ...]
    gaps: tuple[Period, ...]
    broken: str = ""  # why older figures of the same kind are left out

    @property
    def enough(self) -> bool:
        return len(self.points) >= ENOUGH


def trend(series: Sequence[Observation], listing: Listing) -> Trend:
    """Return the largest set of comparable figures in *series*, one area's rows oldest first.

    Of two sets that make a trend, the one of the kind of period that *listing* reports by.
    """
    groups: dict[tuple[PeriodKind, int], list[Observation]] = {}
    for one in series:
        if usable(one) and one.period.kind is not PeriodKind.UNKNOWN:
            groups.setdefault(_group(one.period, listing), []).append(one)
    found = [_run(sorted(rows, key=lambda row: row.period), listing) for rows in groups.values()]
    wanted = comparable_kind(listing)

    def worth(one: Trend) -> tuple[bool, bool, int, Period]:
        last = one.points[-1].period
        return (one.enough, one.enough and last.kind is wanted, len(one.points), last)

    return max(found, key=worth, default=Trend((), ()))


def _group(period: Period, listing: Listing) -> tuple[PeriodKind, int]:
    """What a figure must share with another to be set against it."""
    point = period.end.month if adds_up(listing) and period.kind not in WHOLE_YEARS else 0
    # A baseline is where the quarters begin; one that adds up begins afresh each year.
    quarters = period.kind is PeriodKind.BASELINE and not adds_up(listing)
    return (PeriodKind.QUARTER if quarters else period.kind, point)


def _run(rows: list[Observation], listing: Listing) -> Trend:
    """The rows since the last break of the series, and the periods among them that lack one."""
    start, why = 0, ""
    for place, (before, now) in enumerate(pairwise(rows), start=1):
        if reason := broken(before, now):
            start, why = place, reason
    kept = rows[start:]
    held = {row.period for row in kept}
    gaps = []
    first = next((row.period for row in kept if row.period.kind is not PeriodKind.BASELINE), None)
    period: Period | None = kept[-1].period
    for _ in range(LONGEST):
        if period is None or first is None or period <= first:
            break
        if period not in held:
            gaps.append(period)
        yearly = adds_up(listing) and period.kind not in WHOLE_YEARS
        period = period.year_before() if yearly else period.previous()
    return Trend(tuple(kept), tuple(reversed(gaps)), why)
