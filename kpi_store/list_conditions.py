"""Say whether an indicator meets a condition of a list: no target, worse than London, no Q2."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from kpi_store.domain.direction import Improvement, Movement, direction
from kpi_store.domain.errors import KpiError
from kpi_store.domain.indicator import Edition, Listing, meets
from kpi_store.domain.observation import Observation, Status
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import LATEST
from kpi_store.domain.quantity import Unit
from kpi_store.domain.saying import find_row, newest_figure, newest_rating
from kpi_store.domain.target import TargetKind
from kpi_store.domain.target_rules import shortfall
from kpi_store.store import Snapshot

SAID = {  # a condition in the heading of a list, by its name; its value where {} stands
    "frequency": "reported {}",
    "no_target": "without a target",
    "target": "with a target of {}",
    "no_benchmark": "with nothing to compare with",
    "no_rating": "without a rating",
    "flag": "{} or proposed",
    "basis": "counted {}",
    "missing": "without a figure for {}",
    "below_target": "off target",
    "worse_than": "worse than {}",
    "better_than": "better than {}",
    "worse_since": "worse than {}",
    "improved_since": "better than {}",
    "changed_since": "changed since {}",
}
BEFORE = "the figure before"  # what is compared with where no period is said
WITHOUT_TARGET = (TargetKind.NONE, TargetKind.NEW, TargetKind.UNDEFINED, TargetKind.NOT_SET)


def holds(
    condition: tuple[str, str],
    snapshot: Snapshot,
    held: Edition,
    listing: Listing,
    *,
    series: Sequence[Observation],
    today: date,
) -> bool:
    """Whether *listing*, with its newest rows *series*, meets *condition* (name and value)."""
    name, value = condition
    figure = newest_figure(series, listing)
    newest = _certain(figure)
    match name:
        case "frequency":
            return listing.frequency == value
        case "no_target":
            return listing.target.kind in WITHOUT_TARGET
        case "target":
            percent = not value.endswith("%") or listing.unit.value is Unit.PERCENT
            return percent and listing.target.value == Decimal(value.rstrip("%"))
        case "no_benchmark":
            return not any(_benchmark(snapshot, area, listing) for area in held.benchmark_areas)
        case "no_rating":
            return newest_rating(series) is None
        case "flag":
            return listing.status in ("new", "proposed")
        case "basis":
            return listing.basis.value.value.endswith(value.replace("_", " "))
        case "missing":
            row = find_row(series, Period.of(value), held) if value != LATEST else figure
            held_back = row is not None and row.status is Status.SUPPRESSED
            return not held_back and (_certain(row) is None)
        case "below_target":
            target = listing.target.value
            met = (
                newest
                and target
                and meets(newest.value or Decimal(0), target, listing.polarity.value)
            )
            return bool(newest and target) and met is False
        case "worse_than" | "better_than":
            better = _better(snapshot, value, listing, newest)
            return better is (name == "better_than") if better is not None else False
        case "worse_since" | "improved_since" | "changed_since":
            return newest is not None and _moved(condition, series, newest, held, listing)
        case _:
            raise KpiError(f"Lists cannot be narrowed by {name!r}.")


def condition_words(condition: tuple[str, str]) -> str:
    """A condition as the heading of a list says it: 'worse than London', 'without a target'."""
    name, value = condition
    if name in ("missing", "worse_since", "improved_since", "changed_since"):
        value = BEFORE if value == LATEST else Period.of(value).words()
        value = "the newest period" if name == "missing" and value == BEFORE else value
    elif name in ("worse_than", "better_than"):
        value = value.title()
    elif name == "frequency":
        value = "annually" if value == "Annual" else value.lower()
    return SAID[name].format(value.replace("_", " "))


def miss(series: Sequence[Observation], listing: Listing) -> Decimal:
    """How far the newest figure misses its target, as a share of it; nothing where it does not."""
    newest, target = newest_figure(series, listing), listing.target.value
    if newest is None or newest.value is None or not target:
        return Decimal(0)
    return (shortfall(newest.value, target, listing.polarity.value) or Decimal(0)) / abs(target)


def _moved(
    condition: tuple[str, str],
    series: Sequence[Observation],
    newest: Observation,
    held: Edition,
    listing: Listing,
) -> bool:
    """Whether the figure has got worse, has improved, or has changed either way.

    Since a period it is set against that period's figure; else against the one before it.
    """
    name, since = condition
    if since != LATEST:
        base = _certain(find_row(series, Period.of(since), held))
        if base is None or base.period.end >= newest.period.end:
            return False  # nothing is known of the time since
        series = (base, newest)
    travel = direction(series, newest.period, listing)
    if name == "changed_since":
        return travel.movement in (Movement.UP, Movement.DOWN)
    wanted = Improvement.WORSE if name == "worse_since" else Improvement.BETTER
    return travel.improvement is wanted


def _certain(row: Observation | None) -> Observation | None:
    """The row, if it has a figure that is not in doubt: nothing is concluded from another."""
    if row is None or row.value is None or row.status is Status.IN_DOUBT:
        return None
    return row


def _benchmark(snapshot: Snapshot, area: str, listing: Listing) -> Observation | None:
    return newest_figure(snapshot.series(area, listing.key))


def _better(
    snapshot: Snapshot, area: str, listing: Listing, newest: Observation | None
) -> bool | None:
    """Whether the council's figure beats the area's; None where they cannot be compared."""
    other = _benchmark(snapshot, area, listing)
    if newest is None or newest.value is None or other is None or other.value is None:
        return None
    if listing.unit.value is Unit.COUNT or newest.value == other.value:
        return None
    return meets(newest.value, other.value, listing.polarity.value)
