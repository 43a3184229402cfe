"""Answer with a list: which indicators, which ratings, what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpi_store.domain.answer import Answer, ChangeSaid, Kind, Row
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.observation import Observation
from kpi_store.domain.paper import Paper
from kpi_store.domain.period import Period, said_date
from kpi_store.domain.period_words import LATEST
from kpi_store.domain.reading import Reading, What
from kpi_store.domain.saying import (
    figure_text,
    find_row,
    newest_figure,
    newest_rating,
    newest_state,
    said,
    target_text,
)
from kpi_store.list_conditions import condition_words, holds, miss
from kpi_store.lookup_answers import rating_said
from kpi_store.store import Snapshot

Change = tuple[str, ChangeSaid]  # the code of the publication that brought it, and what it is

KINDS = {
    What.CORRECTIONS: ("correction",),
    What.RATINGS: ("rating change",),
    What.BOTH: ("correction", "rating change"),
    What.DECISIONS: ("decision",),
    What.NOT_REPORTED: ("not reported",),
    What.ANY: ("correction", "rating change", "decision", "not reported"),
}
NONE = {
    What.CORRECTIONS: "no corrections",
    What.RATINGS: "no changes of rating",
    What.DECISIONS: "no decisions",
    What.NOT_REPORTED: "nothing said to be unreported",
}  # in the paper that was asked for


def list_answer(snapshot: Snapshot, held: Edition, reading: Reading, base: Answer) -> Answer:
    """Return *base* with one row for each listing that the reading's filter lets through.

    In the paper's order; those that miss their target by how far, as a share of it.
    """
    wanted = set(reading.filter.grades)
    period = reading.periods[0]
    rows: list[tuple[Decimal, Row]] = []
    by_miss = "below_target" in dict(reading.filter.conditions)
    for listing in held:
        if reading.filter.section and listing.section != reading.filter.section:
            continue
        series = snapshot.series(held.area, listing.key)
        rating_row = newest_rating(series) if period == LATEST else find_row(series, period, held)
        grade = rating_row.effective if rating_row else None
        if wanted and (grade is None or not wanted & {grade, "*"}):
            continue
        if not all(
            holds(one, snapshot, held, listing, series=series, today=base.today)
            for one in reading.filter.conditions
        ):
            continue
        row = _row(snapshot, held, listing, period, series=series, today=base.today)
        rows.append((miss(series, listing) if by_miss else Decimal(0), row))
    rows.sort(key=lambda one: -one[0])
    told = tuple(row for _, row in rows)
    return replace(base, kind=Kind.LIST, rows=told, heading=_heading(held, reading, told))


def several_answer(snapshot: Snapshot, held: Edition, reading: Reading, base: Answer) -> Answer:
    """Return *base* with one row for each indicator and period that were asked for together."""
    rows = tuple(
        _row(
            snapshot,
            held,
            listing,
            period,
            series=snapshot.series(held.area, listing.key),
            today=base.today,
        )
        for listing in reading.listings
        for period in reading.periods
    )
    return replace(base, kind=Kind.LIST, rows=rows, heading=held.title)


def changes_answer(
    snapshot: Snapshot,
    held: Edition,
    base: Answer,
    *,
    since: date | None,
    what: What = What.ANY,
    of: Sequence[Listing] = (),
    paper: Paper | None = None,
) -> Answer:
    """Return *base* with the corrections, rating changes, decisions and gaps known after *since*.

    None means since ever; *what*, *of* and *paper* narrow it to one sort, to some indicators and
    to what one paper brought. Each is said as its paper says it, newest paper first.
    """
    changes = [
        said
        for publication, said in (
            *_corrections(snapshot, held, since),
            *_rating_changes(snapshot, held),
            *_decisions(snapshot, held),
            *_gaps(snapshot, held),
        )
        if paper is None or publication == paper.code
    ]
    numbers = {one.number for one in of}
    kept = [
        one
        for one in changes
        if (since is None or (one.date is not None and one.date >= since))
        and one.kind in KINDS[what]
        and (not numbers or numbers & set(one.numbers))
    ]
    kept.sort(key=lambda one: one.date or date.min, reverse=True)
    count = f"{len(kept)} change{'' if len(kept) == 1 else 's'}"
    when = f" since {said_date(since)}" if since else ""
    where = f"{held.title}, {paper.title}" if paper else held.title
    none = NONE.get(what, "nothing changed") if paper else "nothing changed"
    heading = f"{where}: {count if kept else none}{when}."
    return replace(base, kind=Kind.CHANGES, changes=tuple(kept), heading=heading)


def _row(
    snapshot: Snapshot,
    held: Edition,
    listing: Listing,
    period: Period | str,
    *,
    series: Sequence[Observation],
    today: date,
) -> Row:
    if period == LATEST:
        figure = newest_figure(series, listing) or newest_state(series, today)
    else:
        figure = find_row(series, period, held)
    rating = newest_rating(series) if period == LATEST else figure
    return Row(
        number=listing.number,
        list=listing.list,
        key=listing.key,
        name=listing.name,
        section=listing.section,
        figure=said(figure, listing) if figure else None,
        rating=rating_said(rating, series, listing, held, snapshot) if rating else None,
        target=target_text(listing, held),
    )


def _heading(held: Edition, reading: Reading, rows: Sequence[Row]) -> str:
    grades = [grade for code in reading.filter.grades if (grade := held.scheme.grade(code))]
    rated = f" rated {' or '.join(grade.label for grade in grades)}" if grades else ""
    section = f" in {reading.filter.section}" if reading.filter.section else ""
    period = reading.periods[0]
    when = f" for {period.words()}" if isinstance(period, Period) else ""
    what = "indicator" if len(rows) == 1 else "indicators"
    own = sum(1 for row in rows if row.rating and row.rating.published)
    apart = f" ({own} as published, {len(rows) - own} worked out here)" if grades and rows else ""
    met = ",".join(f" {condition_words(one)}" for one in reading.filter.conditions)
    conditions = dict(reading.filter.conditions)
    when = "" if "missing" in conditions else when
    order = "; furthest first" if "below_target" in conditions and len(rows) > 1 else ""
    return f"{held.title}{section}: {len(rows) or 'no'} {what}{rated}{met}{when}{apart}{order}."


def _corrections(snapshot: Snapshot, held: Edition, since: date | None) -> Iterator[Change]:
    for row in snapshot.corrections(held.area, since):
        listing = held.by_key(row.indicator)
        if listing is None or not row.tells:
            continue
        history = {one.row: one for one in snapshot.history(held.area, row.indicator, row.period)}
        old = history.get(row.corrects) if row.corrects is not None else None
        unit = listing.unit.value
        was = figure_text(old, unit) if old and old.tells else "a figure no paper here holds"
        words = (
            f"{listing.label.capitalize()}, {row.period.words()}: corrected from {was} "
            f"to {figure_text(row, unit)}. {row.reason}"
        )
        numbers, source = (listing.number,), row.source
        said = ChangeSaid("correction", row.known_from, numbers, words, source.title)
        yield source.publication, said


def _rating_changes(snapshot: Snapshot, held: Edition) -> Iterator[Change]:
    for one in snapshot.rating_changes(held.area):
        listing = held.by_key(one.indicator)
        if listing:
            where = f"{listing.label.capitalize()}, {one.period.words()}"
            words = f"{where}: rating change printed {one.raw!r}."
            said = ChangeSaid("rating change", one.date, (listing.number,), words, one.title)
            yield one.publication, said


def _decisions(snapshot: Snapshot, held: Edition) -> Iterator[Change]:
    for one in snapshot.decisions(held.area):
        if one.edition == held.code:
            when = "" if one.effective else " The paper does not say from when."
            words = f"Decision: {one.text}{when}"
            said = ChangeSaid("decision", one.date, tuple(one.numbers), words, one.title)
            yield one.publication, said


def _gaps(snapshot: Snapshot, held: Edition) -> Iterator[Change]:
    for one in snapshot.not_reported(held.area):
        listing = held.by_key(one.indicator)
        if listing:
            words = (
                f"{listing.label.capitalize()}, {one.period.words()}: {one.status}. {one.reason}"
            )
            said = ChangeSaid("not reported", one.date, (listing.number,), words, one.title)
            yield one.publication, said
