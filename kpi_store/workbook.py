"""Lay out an edition as the index the council knows: rows, columns and what each cell shows.

Nothing here knows a file format. A cell shows a number as its paper prints it, or the paper's word
for why there is none; it never shows nought for what is not held. See workbook_sheets.py.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.observation import Observation, Status
from kpi_store.domain.period import MONTHS, Period, PeriodKind, said_date
from kpi_store.domain.quantity import Unit, decimals
from kpi_store.domain.saying import figure_text, find_row, newest_rating
from kpi_store.domain.target import TargetKind
from kpi_store.lookup_answers import rating_said
from kpi_store.store import Snapshot

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
SUFFIX = {Unit.PERCENT: "%", Unit.WEEKS: " weeks", Unit.DAYS: " days"}
LONGEST_UNIT = 40  # characters around a printed number that are its unit or year, not a story


@dataclass(frozen=True)
class Cell:
    """What one cell shows, how a number in it is written, and what is said beside it."""

    shown: Decimal | str = ""
    number_format: str = "General"
    comment: str = ""
    corrected: bool = False
    worked_out: bool = False  # a rating that no paper prints


@dataclass(frozen=True)
class IndexRow:
    """One indicator; `cells` stand under the headers before the periods."""

    section: str
    cells: tuple[Cell, ...]
    rating: Cell
    periods: tuple[Cell, ...]
    notes: str


@dataclass(frozen=True)
class Index:
    """The whole sheet: `headers` stand before the rating, `periods` after it."""

    title: str
    sources: tuple[str, ...]
    headers: tuple[str, ...]
    periods: tuple[Period, ...]
    period_headers: tuple[str, ...]
    rows: tuple[IndexRow, ...]


def index_of(snapshot: Snapshot, held: Edition) -> Index:
    """Return the index of *held* as *snapshot* knows it, in the paper's order."""
    series = {one.key: snapshot.series(held.area, one.key) for one in held}
    periods = _periods(held, series.values())
    areas = snapshot.areas()
    name = areas[held.area].name if held.area in areas else ""
    benchmarks = [areas[one].name if one in areas else one for one in held.benchmark_areas]
    years = {one.target.year for one in held if one.target.year}
    headers = (
        *("No.", "Performance Indicator", "Frequency"),
        " ".join(["Target", *(years if len(years) == 1 else ())]),
        *(f"{name} {year}" for year in held.prior_years),
        *benchmarks,
    )
    return Index(
        title=held.title,
        sources=tuple(
            f"{one.title} ({said_date(one.date) if one.date else 'undated'})"
            for one in snapshot.publications()
            if one.edition == held.code
        ),
        headers=headers,
        periods=periods,
        period_headers=tuple(_header(held, one) for one in periods),
        rows=tuple(_row(snapshot, held, one, series[one.key], periods) for one in held),
    )


def _periods(held: Edition, every: Iterable[Sequence[Observation]]) -> tuple[Period, ...]:
    """The twelve months where a quarter is headed by its last one; else the periods with rows."""
    if held.year and held.quarter_is_last_month:
        first = int(held.year[:4])
        months = [Period.month(first + (month < 4), month) for month in (*range(4, 13), 1, 2, 3)]
        return tuple(Period.quarter_of(one.end) if one.same_column() else one for one in months)
    told = {row.period for rows in every for row in rows}
    return tuple(
        sorted(
            one
            for one in told
            if one.kind is not PeriodKind.UNKNOWN and one.code not in held.prior_years
        )
    )


def _header(held: Edition, period: Period) -> str:
    """'Apr-19', 'Jun-19 / Q1' where the edition heads a quarter so; else the period in words."""
    if not held.quarter_is_last_month:
        return period.words()
    month = f"{MONTHS[period.end.month - 1][:3]}-{period.end.year % 100:02}"
    return f"{month} / {period.code[-2:]}" if period.kind is PeriodKind.QUARTER else month


def _row(
    snapshot: Snapshot,
    held: Edition,
    listing: Listing,
    series: Sequence[Observation],
    periods: Sequence[Period],
) -> IndexRow:
    rows = {one.period.code: one for one in series}
    benchmarks = [snapshot.series(area, listing.key) for area in held.benchmark_areas]
    unit = listing.unit.value
    number = Decimal(listing.number) if listing.number.isdecimal() else listing.number
    return IndexRow(
        section=listing.section or "",
        cells=(
            Cell(number, "0"),
            Cell(listing.name),
            Cell("" if listing.frequency == "not stated" else str(listing.frequency)),
            _target(listing),
            *(_figure(rows.get(year), unit) for year in held.prior_years),
            *(_figure(found[-1] if found else None, unit) for found in benchmarks),
        ),
        rating=_rating(snapshot, held, listing, series),
        periods=tuple(
            _with_history(snapshot, listing, find_row(series, one, held)) for one in periods
        ),
        notes=listing.notes,
    )


def _target(listing: Listing) -> Cell:
    target, unit = listing.target, listing.unit.value
    if target.kind is TargetKind.VALUE and target.value is not None and not target.operator:
        return Cell(target.value, number_format(target.value, target.raw, unit))
    return Cell(target.raw)


def _figure(row: Observation | None, unit: Unit) -> Cell:
    """A figure as a number, or the paper's word for why there is none."""
    if row is None:
        return Cell(number_format=number_format(None, "", unit))
    if row.value is not None:
        doubt = _sentences("In doubt.", row.note) if row.status is Status.IN_DOUBT else ""
        return Cell(row.value, number_format(row.value, row.raw, unit), doubt)
    match row.status:
        case Status.SUPPRESSED:
            word = figure_text(row, unit)
        case Status.NOT_APPLICABLE | Status.NEW:
            word = row.raw
        case Status.NOT_REPORTED if not row.raw:
            word = ""  # the paper's cell is blank
        case Status.NOT_AVAILABLE if len(row.raw) <= LONGEST_UNIT and row.raw:
            word = row.raw
        case _:
            word = str(row.status)
    why = _sentences(row.reason, _source(row)) if word and row.reason not in ("", word) else ""
    return Cell(word, number_format(None, "", unit), why)


def _with_history(snapshot: Snapshot, listing: Listing, row: Observation | None) -> Cell:
    """A figure with, where it was corrected, what it replaced and why."""
    cell = _figure(row, listing.unit.value)
    if row is None or row.corrects is None or not row.tells:
        return cell
    history = snapshot.history(row.area, row.indicator, row.period)
    old = next((one for one in history if one.row == row.corrects), None)
    was = figure_text(old, listing.unit.value) if old and old.tells else "no paper held here says"
    told = _sentences(f"Corrected. Before: {was}.", row.reason, row.note, _source(row))
    return replace(cell, comment=told, corrected=True)


def _rating(
    snapshot: Snapshot, held: Edition, listing: Listing, series: Sequence[Observation]
) -> Cell:
    """The newest grade, as a list gives it; else the paper's words for a row that has none."""
    row = newest_rating(series)
    if row is None:
        none = listing.target.kind is TargetKind.NONE
        return Cell(listing.target.raw if none else "")
    told = rating_said(row, series, listing, held, snapshot)
    if told.published:
        whose = f"{told.published}, as published for {told.period_words}."
    else:
        whose = f"{told.computed}, worked out here for {told.period_words}; no paper prints it."
    said = _sentences(whose, told.note, told.reason, told.differs, _source(row))
    return Cell(told.effective or "", comment=said, worked_out=told.published is None)


def number_format(value: Decimal | None, raw: str, unit: Unit) -> str:
    """The format by which a cell with *value* shows what is printed as *raw*.

    >>> number_format(Decimal("34"), "34% (Jan 2018)", Unit.PERCENT)
    '0"% (Jan 2018)"'
    >>> number_format(Decimal("1967"), "1,967", Unit.COUNT)
    '#,##0'
    """
    suffix = SUFFIX.get(unit, "")
    if value is None:
        return "General" + _quoted(suffix)
    digits, before, after = "0", "", suffix
    found = NUMBER.search(raw)
    around = (raw[: found.start()], raw[found.end() :]) if found else ("", "")
    if found and Decimal(found[0].replace(",", "")) == abs(value):
        digits = "#,##0" if "," in found[0] else "0"
        if len("".join(around)) <= LONGEST_UNIT:
            before, after = around[0].rstrip("-"), around[1]
    if unit is Unit.PERCENT and "%" not in after:
        after = f"%{after}"
    places = decimals(value)
    return _quoted(before) + digits + (f".{'0' * places}" if places else "") + _quoted(after)


def _quoted(words: str) -> str:
    kept = "".join(one for one in words if one.isprintable() and one != '"')
    return f'"{kept}"' if kept else ""


def _source(row: Observation) -> str:
    line = f", line {row.source.line}" if row.source.line else ""
    return f"Source: {row.source.title}{line}."


def _sentences(*said: str) -> str:
    """Each sentence on a line of its own, the empty ones left out."""
    return "\n".join(one[:1].upper() + one[1:] for one in said if one)
