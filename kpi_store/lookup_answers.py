"""Answer about one indicator: its figure, rating, target, direction, benchmarks and history."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kpi_store.domain.answer import (
    Answer,
    CorrectionSaid,
    DirectionSaid,
    Field,
    RatingSaid,
    Said,
    Subject,
)
from kpi_store.domain.direction import direction
from kpi_store.domain.indicator import Edition, Listing, meets
from kpi_store.domain.observation import Observation, Status
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import LATEST
from kpi_store.domain.quantity import Unit, say_gap
from kpi_store.domain.saying import (
    distance,
    figure_text,
    find_row,
    newest_figure,
    newest_rating,
    newest_state,
    remarks,
    said,
    subject,
    target_text,
    trend_said,
)
from kpi_store.grading import graded
from kpi_store.held import ACTION, Narrative
from kpi_store.store import Snapshot


def lookup_answer(
    snapshot: Snapshot, held: Edition, listing: Listing, period: Period | str, base: Answer
) -> Answer:
    """Return *base* filled with everything held about *listing* for *period*."""
    series = snapshot.series(held.area, listing.key)
    row = find_row(series, period, held)
    asked = period if isinstance(period, Period) else None
    newest = newest_figure(series, listing)
    if period == LATEST:
        row = newest or newest_state(series, base.as_of or base.today)
    figure = said(row, listing) if row else None
    if figure is None and asked is not None:
        figure = _absent(snapshot, held, listing, asked, base)
    held_figure = figure is not None and figure.value is not None
    rating_row = newest_rating(series) if period == LATEST else row
    shown = rating_said(row, series, listing, held, snapshot) if row else None
    later = None
    if rating_row is not None and rating_row is not row:
        later = rating_said(rating_row, series, listing, held, snapshot)
    latest = said(newest, listing) if newest and not held_figure else None
    rated_value = row.value if row else None
    benchmarks = _benchmarks(snapshot, held, listing, base.field)
    return replace(
        base,
        subject=_subject(snapshot, held, listing),
        figure=figure,
        latest=latest,
        rating=shown,
        latest_rating=later,
        target=listing.target,
        target_text=target_text(listing, held),
        distance=distance(rated_value, listing),
        direction=_direction(series, row, listing),
        benchmarks=tuple(one for _, one in benchmarks),
        benchmark_areas=tuple(area for area, _ in benchmarks),
        series=tuple(said(one, listing) for one in series if one.tells)
        if base.field is Field.TREND
        else (),
        trend=trend_said(series, listing) if base.field is Field.TREND else None,
        prior=tuple(said(one, listing) for one in series if one.period.code in held.prior_years),
        corrections=_corrections(snapshot, held, listing, row),
        narrative=_narrative(snapshot, held, listing, row, rating_row),
        rating_change=_rating_change(snapshot, held, listing, rating_row),
        remarks=remarks(held, listing),
    )


def _subject(snapshot: Snapshot, held: Edition, listing: Listing) -> Subject:
    """The indicator; where its rationale is another edition's, that edition's title is said."""
    told, lender = subject(listing), listing.rationale_from
    if lender in ("", held.code):
        return replace(told, rationale_from="")
    titles = {head.code: head.title for head in snapshot.editions()}
    return replace(told, rationale_from=titles.get(lender, lender))


def rating_said(
    row: Observation,
    series: Sequence[Observation],
    listing: Listing,
    held: Edition,
    snapshot: Snapshot,
) -> RatingSaid:
    """The grade that counts for a row, with the published and the computed kept apart."""
    area = listing.target.benchmark
    benchmarks = snapshot.series(area, listing.key) if area else ()
    rated = graded(row, listing, held.scheme, series, benchmarks)
    published = held.scheme.grade(row.published) if row.published else None
    effective = published or rated.grade
    differs = ""
    if published and rated.grade and published != rated.grade:
        differs = f"Published {published.label}, but worked out {rated.grade.label}"
    return RatingSaid(
        period=row.period.code,
        period_words=row.period.words(),
        published=published.label if published else None,
        computed=rated.grade.label if rated.grade else None,
        effective=effective.label if effective else None,
        state=str(rated.state),
        reason=rated.reason,
        differs=differs,
        note=row.note if published else "",
        symbol=effective.symbol if effective else "",
        colour=effective.colour if effective else "",
        alarming=effective is not None and effective.alarming,
    )


def comparison(
    answer: Answer, listing: Listing, against: Sequence[Period | str]
) -> tuple[str, ...]:
    """How the figure stands to each area compared with; counts of two areas are not comparable."""
    figure = answer.figure if answer.figure and answer.figure.value is not None else answer.latest
    if figure is None or figure.value is None:
        return ("There is no figure to compare.",)
    told = []
    unit = listing.unit.value
    for area, one in zip(answer.benchmark_areas, answer.benchmarks, strict=True):
        if one.value is None or not {area.lower(), "region"} & {str(name) for name in against}:
            continue
        if unit is Unit.COUNT:
            told.append(f"Numbers of {area} and of one council are not comparable.")
            continue
        gap = figure.value - one.value
        side = "the same as" if gap == 0 else "above" if gap > 0 else "below"
        by = "" if gap == 0 else f"{say_gap(abs(gap), unit)} "
        mine = f"{figure.text} ({figure.period_words})"
        when = "period not stated" if one.period == "unknown" else one.period_words
        judged = _judged(meets(figure.value, one.value, listing.polarity.value) if gap else None)
        told.append(f"{mine} is {by}{side} {area}'s {one.text} ({when}){judged}.")
    return tuple(told)


def _judged(better: bool | None) -> str:
    """What a gap means; nothing where there is none, or no way is good."""
    if better is None:
        return ""
    return ", which is better" if better else ", which is worse"


def _absent(
    snapshot: Snapshot, held: Edition, listing: Listing, asked: Period, base: Answer
) -> Said:
    """Why nothing is held for a period: the paper's reason, not due yet, or not reported."""
    known = base.as_of or base.today
    status, why, source = Status.NOT_REPORTED, "", ""
    if asked.end > known:
        status, why = Status.NOT_DUE, "the period had not ended"
    for gap in snapshot.not_reported(held.area):
        shared = asked.same_column()
        if gap.indicator == listing.key and gap.period in {asked, shared}:
            status, why, source = gap.status, gap.reason, gap.title
    return Said(
        period=asked.code,
        period_words=asked.words(),
        value=None,
        raw="",
        text=str(status),
        status=str(status),
        known_from=None,
        source=source,
        line=None,
        why=why,
    )


def _direction(
    series: Sequence[Observation], row: Observation | None, listing: Listing
) -> DirectionSaid | None:
    if row is None or row.value is None:
        return None
    moved = direction(series, row.period, listing)
    return DirectionSaid(
        movement=str(moved.movement),
        improvement=str(moved.improvement),
        words=moved.words.rstrip("."),
        printed=listing.arrow,
    )


def _benchmarks(
    snapshot: Snapshot, held: Edition, listing: Listing, field: Field
) -> list[tuple[str, Said]]:
    """The newest figure of each area the edition compares with, beside the area's name."""
    names = snapshot.areas()
    wanted = {Field.ENGLAND: {"england"}, Field.LONDON: {"london"}}.get(field)
    if field is Field.REGION:
        wanted = set(held.benchmark_areas) - {"england"}
    told = []
    for code in held.benchmark_areas:
        if wanted is not None and code not in wanted:
            continue
        rows = snapshot.series(code, listing.key)
        newest = newest_figure(rows) or (rows[-1] if rows and wanted else None)
        if newest:
            told.append((names[code].name, said(newest, listing)))
    return told


def _corrections(
    snapshot: Snapshot, held: Edition, listing: Listing, row: Observation | None
) -> tuple[CorrectionSaid, ...]:
    if row is None or row.corrects is None:
        return ()
    history = {one.row: one for one in snapshot.history(held.area, listing.key, row.period)}
    chain: list[CorrectionSaid] = []
    current: Observation | None = row
    while current is not None and current.corrects is not None:
        old = history.get(current.corrects)
        if old is None or old.value != current.value:
            was = figure_text(old, listing.unit.value) if old and old.tells else "unknown"
            now = said(current, listing).text
            why, paper, day = current.reason, current.source.title, current.known_from
            chain.append(CorrectionSaid(row.period.words(), was, now, why, paper, day))
        current = old
    return tuple(chain)


def _narrative(
    snapshot: Snapshot, held: Edition, listing: Listing, *rows: Observation | None
) -> tuple[str, ...]:
    """What the papers say beside the figures shown."""
    wanted = {one.period.code for one in rows if one is not None}
    told = snapshot.narratives(held.area, listing.key)
    return narrative_said(one for one in told if one.period.code in wanted)


def narrative_said(narratives: Iterable[Narrative]) -> tuple[str, ...]:
    """Each paper's words with its title; words that could name a child are withheld."""
    told = []
    for one in narratives:
        if one.officers_only:
            told.append(
                f"{one.title} comments on this; withheld here because few children are meant."
            )
        else:
            action = ", action" if one.kind == ACTION else ""
            told.append(f"{one.title}{action}: {one.text}")
    return tuple(dict.fromkeys(told))


def _rating_change(
    snapshot: Snapshot, held: Edition, listing: Listing, row: Observation | None
) -> str:
    """What the papers say of a change of rating to the one shown, '' where nothing."""
    for change in snapshot.rating_changes(held.area):
        if row is None or change.indicator != listing.key or change.period != row.period:
            continue
        old, new = (held.scheme.grade(code or "") for code in (change.old, change.new))
        if new:
            was = old.label if old else f"{change.raw.split(' to ')[0]!r}"
            return f"Its rating was reported as changing from {was} to {new.label}."
    return ""
