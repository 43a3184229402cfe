"""Rate a stored figure: find among the held rows what its rule compares it with."""

from collections.abc import Sequence

from kpi_store.domain.indicator import Listing
from kpi_store.domain.observation import Observation
from kpi_store.domain.period import Period, PeriodKind
from kpi_store.domain.rated import Rated, RatingState, unrated
from kpi_store.domain.rating import rate
from kpi_store.domain.scheme import Scheme
from kpi_store.domain.target import TargetKind


def graded(
    row: Observation,
    listing: Listing,
    scheme: Scheme,
    series: Sequence[Observation],
    benchmarks: Sequence[Observation] = (),
) -> Rated:
    """The rating worked out for *row*.

    *series* holds the newest rows of its indicator and area, *benchmarks* those of the area that
    its target names; the baseline, the year before and the newest benchmark are taken from them.
    A target is carried over to later years, never back to a year before the one it is headed.
    """
    if row.value is not None and _before_target(row.period, listing):
        year = listing.target.year
        why = f"No target is printed for {row.period.words()}: the one held is headed {year}"
        return unrated(RatingState.NO_TARGET, f"{why}, so it is not rated.")
    before = row.period.year_before()
    return rate(
        listing,
        scheme,
        row.value,
        status=row.status,
        note=row.note,
        baseline=next((o.value for o in series if o.period.kind is PeriodKind.BASELINE), None),
        benchmark=next((o.value for o in reversed(benchmarks) if o.value is not None), None),
        year_before=next((o.value for o in series if before and o.period == before), None),
    )


def _before_target(period: Period, listing: Listing) -> bool:
    target = listing.target
    rates = target.kind not in (TargetKind.NONE, TargetKind.NEW, TargetKind.UNDEFINED)
    return bool(rates and target.year and period.end < Period.of(target.year).start)
