"""Export everything held for an edition, one object a listing, as known on a date."""

from collections.abc import Sequence
from datetime import date

from kpi_store.disclosed import seen_by
from kpi_store.domain.audience import Audience
from kpi_store.domain.direction import direction
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.observation import Observation
from kpi_store.domain.saying import newest_figure
from kpi_store.domain.target import Band
from kpi_store.lookup_answers import rating_said
from kpi_store.store import Snapshot, Store

Exported = dict[str, object]


def export(store: Store, edition: str, *, as_of: date) -> list[Exported]:
    """Return the listings of *edition* in their order, each with what was known on *as_of*.

    An exported file is read like an unmarked channel: see domain/disclosure.py.
    Keys and shapes are those of the README's table; figures are in the listing's unit.
    """
    with seen_by(Audience.COUNCIL, store, as_of) as snapshot:
        held = snapshot.edition(edition)
        return [_listing(snapshot, held, one) for one in held]


def _listing(snapshot: Snapshot, held: Edition, one: Listing) -> Exported:
    series = snapshot.series(held.area, one.key)
    prior = [row for row in series if row.period.code in held.prior_years]
    figures = [row for row in series if row.period.code not in held.prior_years]
    return {
        "number": one.number,
        "list": one.list,
        "key": one.key,
        "name": one.name,
        "section": one.section,
        "subsection": one.subsection,
        "monitored_by": one.monitored_by,
        "owner": one.owner,
        "status": one.status,
        "frequency": one.frequency,
        "unit": one.unit.value,
        "polarity": one.polarity.value,
        "basis": one.basis.value,
        "cumulative": one.cumulative.value,
        "arrears_months": one.arrears_months.value,
        "target": {
            "raw": one.target.raw,
            "kind": one.target.kind,
            "value": one.target.value,
            "low": one.target.low,
            "high": one.target.high,
            "year": one.target.year,
        },
        "prior": [
            {"period": row.period.code, "raw": row.raw, "value": row.value, "status": row.status}
            for row in reversed(prior)
        ],
        "benchmarks": [
            {
                "area": area,
                "raw": row.raw,
                "value": row.value,
                "period": None if row.period.code == "unknown" else row.period.code,
            }
            for area in held.benchmark_areas
            for row in snapshot.series(area, one.key)
        ],
        "bands": {
            "ri": _band(one.bands.ri if one.bands else None),
            "good": _band(one.bands.good if one.bands else None),
            "outstanding": _band(one.bands.outstanding if one.bands else None),
        },
        "notes": one.notes,
        "rationale": one.rationale,
        "figures": [_figure(snapshot, held, one, row) for row in figures],
        "ratings": _ratings(snapshot, held, one, series),
        "direction": _direction(one, series),
    }


def _band(band: Band | None) -> Exported:
    if band is None:
        return {"raw": "", "low": None, "high": None}
    return {"raw": band.raw, "low": band.low, "high": band.high}


def _figure(snapshot: Snapshot, held: Edition, one: Listing, row: Observation) -> Exported:
    corrects = None
    if row.corrects is not None:
        history = {old.row: old for old in snapshot.history(held.area, one.key, row.period)}
        old = history.get(row.corrects)
        if old is not None:
            corrects = {"raw": old.raw, "value": old.value, "reason": row.reason}
    return {
        "period": row.period.code,
        "raw": row.raw,
        "value": row.value,
        "status": row.status,
        "known_from": row.known_from,
        "source": row.source.title,
        "line": row.source.line,
        "note": row.note,
        "reason": row.reason,
        "corrects": corrects,
    }


def _ratings(
    snapshot: Snapshot, held: Edition, one: Listing, series: Sequence[Observation]
) -> list[Exported]:
    ratings: list[Exported] = []
    for row in series:
        if row.value is None and row.published is None:
            continue
        told = rating_said(row, series, one, held, snapshot)
        ratings.append(
            {
                "period": row.period.code,
                "published": told.published,
                "computed": told.computed,
                "state": told.state,
                "reason": told.reason,
                "differs": told.differs,
            }
        )
    return ratings


def _direction(one: Listing, series: Sequence[Observation]) -> Exported:
    newest = newest_figure(series, one)
    if newest is None:
        return {"printed": one.arrow, "movement": None, "improvement": None}
    moved = direction(series, newest.period, one)
    return {
        "printed": one.arrow,
        "movement": moved.movement,
        "improvement": moved.improvement,
        "words": moved.words,
    }
