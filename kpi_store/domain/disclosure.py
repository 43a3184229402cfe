"""Say which figures an audience may be shown, so that no child can be recognised by a number.

The rule (domain facts 1.9): a number of one to five children is suppressed, and so is one that
would give such a number away: a step of a figure that adds up through the year, or the last part
of a total whose other parts are shown. Nought is shown, and so is six. What a paper of the
council prints is public already: only a place marked public is spared it too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kpi_store.domain.audience import Audience
from kpi_store.domain.indicator import Basis, Listing, adds_up
from kpi_store.domain.observation import Observation, Status
from kpi_store.domain.period import Period, PeriodKind, financial_year
from kpi_store.domain.quantity import Unit

SMALLEST, LARGEST = 1, 5
SPAN = f"{SMALLEST}–{LARGEST}"
FEW = f"a number from {SMALLEST} to {LARGEST} is not shown here, so that no child is recognised"
TELLING = f"together with others shown it would give away a number from {SMALLEST} to {LARGEST}"
COUNTS = (Unit.COUNT, Unit.NOT_STATED)  # what may be a number of children
SPANNING = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
FLOWS = (Basis.MONTH, Basis.QUARTER)  # a year's or quarter's figure is the sum of its parts


@dataclass(frozen=True)
class Policy:
    """What one audience is spared."""

    words: bool  # words by which a child could be recognised
    recorded: bool  # small numbers that no paper prints
    printed: bool  # small numbers that a paper prints


POLICIES: Mapping[Audience, Policy] = {
    Audience.OFFICERS: Policy(words=False, recorded=False, printed=False),
    Audience.KEEPERS: Policy(words=True, recorded=False, printed=False),
    Audience.COUNCIL: Policy(words=True, recorded=True, printed=False),
    Audience.PUBLIC: Policy(words=True, recorded=True, printed=True),
}


def counts_children(listing: Listing) -> bool:
    """Whether its figures may be numbers of children or families; the specs say where not."""
    return listing.of_children and listing.unit.value in COUNTS


def is_small(value: Decimal | None) -> bool:
    """Whether *value* is a number, or a difference, of so few that they could be recognised.

    >>> [is_small(Decimal(number)) for number in (0, 1, 5, 6, -3)]
    [False, True, True, False, True]
    """
    return value is not None and SMALLEST <= abs(value) <= LARGEST


def shown(
    series: Sequence[Observation], listing: Listing, policy: Policy
) -> tuple[Observation, ...]:
    """Return *series* with the figures suppressed that *policy* spares the reader."""
    reasons = suppressed(series, listing, policy)
    if not reasons:
        return tuple(series)
    return tuple(
        without_figure(row, reasons[row.period]) if row.period in reasons else row for row in series
    )


def suppressed(
    series: Sequence[Observation], listing: Listing, policy: Policy
) -> dict[Period, str]:
    """Why each figure that must not be shown is not: the newest row of each period is given."""
    if not counts_children(listing) or not (policy.recorded or policy.printed):
        return {}
    rows = [row for row in series if row.value is not None]
    reasons = {row.period: FEW for row in rows if is_small(row.value) and _spared(row, policy)}
    if adds_up(listing):
        reasons |= _steps(rows, listing, policy, reasons)
    elif listing.basis.value in FLOWS:
        reasons |= _last_parts(rows, policy, reasons)
    return reasons


def before_correction(
    old: Observation, new: Observation, listing: Listing, policy: Policy
) -> Observation:
    """Return *old*, which *new* replaced, as it may be shown beside it: 12 made 14 tells of two."""
    if old.value is None or not counts_children(listing) or not _spared(old, policy):
        return old
    if is_small(old.value):
        return without_figure(old, FEW)
    if new.value is not None and is_small(new.value - old.value):
        return without_figure(old, TELLING)
    return old


def without_figure(row: Observation, why: str) -> Observation:
    """Return *row* without its figure and all that was worked out from it."""
    return replace(
        row,
        value=None,
        raw=SPAN if why == FEW else "",
        status=Status.SUPPRESSED,
        computed=None,
        note="",
        reason=why,
    )


def _spared(row: Observation, policy: Policy) -> bool:
    return policy.printed if row.source.is_paper else policy.recorded


def _steps(
    rows: Sequence[Observation],
    listing: Listing,
    policy: Policy,
    reasons: Mapping[Period, str],
) -> dict[Period, str]:
    """Figures of a year that differ from the one shown before them by a small number."""
    found: dict[Period, str] = {}
    academic = listing.basis.value is Basis.ACADEMIC_YEAR_TO_DATE
    before: dict[int, Decimal] = {}
    for row in sorted(rows, key=lambda one: one.period):
        if row.period.kind not in SPANNING or row.value is None or row.period in reasons:
            continue
        year = _year(row.period.end, academic=academic)
        step = row.value - before.get(year, Decimal(0))
        if is_small(step) and _spared(row, policy):
            found[row.period] = TELLING
        else:
            before[year] = row.value
    return found


def _year(day: date, *, academic: bool) -> int:
    if academic:
        return day.year if day.month >= 9 else day.year - 1
    return financial_year(day)


def _last_parts(
    rows: Sequence[Observation], policy: Policy, reasons: Mapping[Period, str]
) -> dict[Period, str]:
    """One figure more of each total of which a single part would be suppressed."""
    found: dict[Period, str] = {}
    for total, parts in _totals(rows):
        hidden = {*reasons, *found}
        if total.period in hidden or sum(part.period in hidden for part in parts) != 1:
            continue
        others = [part for part in parts if part.period not in hidden and _spared(part, policy)]
        if others:
            found[min(others, key=lambda one: (one.value or 0, one.period)).period] = TELLING
        elif _spared(total, policy):
            found[total.period] = TELLING
    return found


def _totals(rows: Sequence[Observation]) -> Iterator[tuple[Observation, list[Observation]]]:
    """Each figure with the shorter periods' that tile its period and add up to it."""
    for total in rows:
        for kind in (PeriodKind.MONTH, PeriodKind.QUARTER):
            parts = [
                row
                for row in rows
                if row.period.kind is kind
                and row.period != total.period
                and total.period.start <= row.period.start
                and row.period.end <= total.period.end
            ]
            days = sum((row.period.end - row.period.start).days + 1 for row in parts)
            whole = (total.period.end - total.period.start).days + 1
            if (
                len(parts) > 1
                and days == whole
                and sum(row.value or 0 for row in parts) == (total.value)
            ):
                yield total, parts
