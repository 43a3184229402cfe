"""Turn a listing and its rows into what an answer says of them: a figure, a target, a remark."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from kpi_store.domain.answer import RatingSaid, Said, Subject, TrendSaid
from kpi_store.domain.indicator import Basis, Edition, Listing, adds_up, comparable_kind
from kpi_store.domain.lineage import Degree
from kpi_store.domain.observation import Observation, Status
from kpi_store.domain.period import Period, PeriodKind
from kpi_store.domain.period_words import BASELINE
from kpi_store.domain.quantity import Unit, plain, say, say_gap
from kpi_store.domain.target import TargetKind
from kpi_store.domain.trend import trend

NO_GRADE = "no grade for it"  # the scheme has no word for what its rule finds
UNRATED = frozenset({"no data", "not yet due", ""})  # rating states that mean: no figure to rate
WORTH_A_REMARK = (
    Degree.MERGED,
    Degree.SPLIT,
    Degree.REDEFINED,
    Degree.REPLACED,
    Degree.NUMBER_REUSED,
)


def subject(listing: Listing) -> Subject:
    """The listing as an answer names it."""
    basis = listing.basis.value
    if basis is Basis.NOT_STATED or listing.basis.source == "printed":
        said_basis = str(basis)
    else:
        said_basis = f"{basis}, inferred"
    return Subject(
        number=listing.number,
        list=listing.list,
        key=listing.key,
        name=listing.name,
        section=listing.section,
        unit=listing.unit.value,
        frequency=listing.frequency,
        basis=said_basis,
        polarity=listing.polarity.value,
        status=listing.status,
        notes=listing.notes,
        rationale=listing.rationale,
        rationale_from=listing.rationale_from,
        owner=listing.owner,
    )


def find_row(
    series: Sequence[Observation], period: Period | str, held: Edition
) -> Observation | None:
    """The row for *period*: its own, or that of the column it shares with another period.

    An academic year may stand in a financial year's column, whose cell then says so (S5 line 165).
    """
    rows = {one.period.code: one for one in series}
    if period == BASELINE:
        return next((one for one in series if one.period.kind is PeriodKind.BASELINE), None)
    if not isinstance(period, Period):
        return None
    own = rows.get(period.code)
    if own is None and period.kind is PeriodKind.ACADEMIC_YEAR:
        column = rows.get(period.code.removeprefix("AY "))
        return column if column and period.code in column.raw else None
    shared = period.same_column() if held.quarter_is_last_month else None
    other = rows.get(shared.code) if shared else None
    if own is not None and (own.value is not None or other is None or other.value is None):
        return own
    return other or own


def newest_figure(
    series: Sequence[Observation], listing: Listing | None = None
) -> Observation | None:
    """The newest row that holds a figure, or one that is suppressed.

    A quarter wins over the month it ends with where *listing* is reported by quarters: a comment
    may print the month's own figure beside it (S4 line 14).
    """
    held = [one for one in series if one.tells]
    if not held:
        return None
    kind = comparable_kind(listing) if listing else None
    return max(held, key=lambda one: (one.period.end, one.period.kind is kind, one.period))


def newest_state(series: Sequence[Observation], day: date) -> Observation | None:
    """The newest row of a period that had ended by *day*: why there is no figure."""
    return next((one for one in reversed(series) if one.period.end <= day), None)


def newest_rating(series: Sequence[Observation]) -> Observation | None:
    """The newest row that carries a grade, published or computed."""
    return next((one for one in reversed(series) if one.effective), None)


def said(row: Observation, listing: Listing) -> Said:
    """A row's figure as it is said, with its unit, or why it holds none."""
    unit = listing.unit.value
    return Said(
        period=row.period.code,
        period_words=row.period.words(),
        value=row.value,
        raw=row.raw,
        text=figure_text(row, unit),
        status=str(row.status),
        known_from=row.known_from,
        source=row.source.title,
        line=row.source.line,
        why=row.reason if row.value is None else "",
        note=row.note,
    )


def figure_text(row: Observation, unit: Unit) -> str:
    """A row's figure with its unit, or why it holds none: 'suppressed (1–5)', 'not due'."""
    if row.value is not None:
        return say(row.value, unit)
    return (
        f"{row.status} ({row.raw})" if row.status is Status.SUPPRESSED and row.raw else row.status
    )


def target_text(listing: Listing, held: Edition) -> str:
    """The target as it is said, with the year its column is headed when that is another."""
    target, unit = listing.target, listing.unit.value
    match target.kind:
        case TargetKind.VALUE if target.value is not None:
            words = f"{target.operator or ''}{say(target.value, unit)}"
        case TargetKind.RANGE if target.low is not None and target.high is not None:
            words = f"{plain(target.low)}-{say(target.high, unit)}"
        case TargetKind.NONE:
            return "not a target measure"
        case TargetKind.NEW:
            return "new, none set yet"
        case TargetKind.UNDEFINED:
            return f"printed as {target.raw!r}, without bounds"
        case TargetKind.NOT_SET:
            return "none is printed"
        case _:
            words = target.raw
    if target.year and held.year and target.year != held.year:
        return f"{words} (headed {target.year} in the paper)"
    return words


def distance(value: Decimal | None, listing: Listing) -> str:
    target = listing.target
    if value is None or target.kind is not TargetKind.VALUE or target.value is None:
        return ""
    gap = value - target.value
    if gap == 0:
        return "It is exactly met."
    side = "above" if gap > 0 else "below"
    return f"The figure is {say_gap(abs(gap), listing.unit.value)} {side} it."


@lru_cache(maxsize=4096)
def remarks(held: Edition, listing: Listing) -> tuple[str, ...]:
    """What a reader must know of the measure's past and future: merged, split, redefined."""
    told = []
    for link in held.links:
        keys = {place.key for place in (*link.before, *link.after)}
        if listing.key in keys and link.degree in WORTH_A_REMARK:
            why = link.why.rstrip(".")
            told.append(f"{why[:1].upper()}{why[1:]}.")
    return tuple(told)


def rating_word(rating: RatingSaid | None) -> str:
    """A rating in a word or two: its grade, else why there is none; '' for no figure to rate."""
    if rating is None:
        return ""
    if rating.effective:
        return rating.effective
    if rating.state in UNRATED:
        return ""
    state = "not rated" if rating.state == NO_GRADE else rating.state
    return state[:1].upper() + state[1:]


def trend_said(series: Sequence[Observation], listing: Listing) -> TrendSaid:
    """The figures that make a trend, or a sentence on why they make none."""
    found = trend(series, listing)
    points = tuple(said(one, listing) for one in found.points)
    gaps = tuple(period.words() for period in found.gaps)
    yearly = " It adds up over the year: only the same point of each year compares."
    why = f" Before that {found.broken}." if found.broken else yearly if adds_up(listing) else ""
    if not found.enough:
        held = "; ".join(f"{one.period_words}: {one.text}" for one in points)
        match len(points), sum(1 for one in series if one.value is not None):
            case 0, _:
                few, why = "No figure is held", ""
            case 1, 1:
                few, why = f"Only one figure is held ({held})", ""
            case 1, _:
                few = "No two of these figures are comparable"
            case _:
                few = f"Only two comparable figures are held ({held})"
        return TrendSaid((), gaps, f"{few}; a trend needs three.{why}")
    between = f"{points[0].period_words} to {points[-1].period_words}"
    missing = f" No figure is held for {', '.join(gaps)}: a gap, not zero." if gaps else ""
    return TrendSaid(points, gaps, f"Trend, {between}: {len(points)} figures.{missing}{why}")
