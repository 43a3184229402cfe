"""Make the cells of an index: a number as its paper prints it, or the paper's word for none.

Nothing here knows a file format. A cell never shows nought for what is not held.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import assert_never

from kpi_store.domain.answer import Answer, Field
from kpi_store.domain.indicator import Edition, Frequency, Listing
from kpi_store.domain.observation import Observation, Status
from kpi_store.domain.period import Period, PeriodKind
from kpi_store.domain.period_words import BASELINE, LATEST
from kpi_store.domain.quantity import Unit
from kpi_store.domain.saying import figure_text, find_row, rating_word
from kpi_store.domain.target import TargetKind
from kpi_store.held import Narrative
from kpi_store.layout_specs import Column, Shows
from kpi_store.lookup_answers import lookup_answer
from kpi_store.number_format import number_format
from kpi_store.store import Snapshot

LONGEST_NUMBER = 21  # characters: a number is not wrapped, and shows ### where it is too wide
LONGEST_WORD = 40  # characters of a paper's word for a missing figure that are no story


@dataclass(frozen=True)
class Question:
    """What a live cell asks of its indicator: the worksheet function's own words."""

    period: str = ""  # '': the newest
    field: str = ""  # '': the figure


@dataclass(frozen=True)
class Cell:
    """What one cell shows, how a number in it is written, and what is said beside it."""

    shown: Decimal | str = ""
    number_format: str = "General"
    comment: str = ""
    corrected: bool = False
    worked_out: bool = False  # a rating that no paper prints
    asks: Question | None = None  # it can be live


@dataclass(frozen=True)
class IndexedRow:
    """An indicator with everything its cells are made from."""

    snapshot: Snapshot
    held: Edition
    listing: Listing
    series: Sequence[Observation]
    base: Answer

    def cell(self, column: Column) -> Cell:  # noqa: PLR0912 - a case for each thing a column shows
        """What stands under *column*."""
        listing = self.listing
        match column.shows:
            case Shows.NUMBER:
                number = listing.number
                return Cell(Decimal(number) if number.isdecimal() else number, "0")
            case Shows.NAME:
                return Cell(listing.name)
            case Shows.RATIONALE:
                return Cell(listing.rationale)
            case Shows.FREQUENCY:
                frequency = listing.frequency
                return Cell("" if frequency is Frequency.NOT_STATED else str(frequency))
            case Shows.TARGET:
                return _target(listing)
            case Shows.YEAR:
                rows = {one.period.code: one for one in self.series}
                return _of_others(rows.get(column.of), listing.unit.value)
            case Shows.AREA:
                found = self.snapshot.series(column.of, listing.key)
                return _of_others(found[-1] if found else None, listing.unit.value)
            case Shows.BAND:
                band = getattr(listing.bands, column.of, None)
                return Cell(band.raw if band else "")
            case Shows.RATING:
                return _rating(self)
            case Shows.PERIOD:
                return self._period(Period.of(column.of))
            case Shows.ARROW:
                return Cell(listing.arrow)
            case Shows.COMMENTS:
                told = self.snapshot.narratives(self.held.area, listing.key)
                return Cell("\n".join(dict.fromkeys(_words(one) for one in told)))
            case Shows.NOTES:
                return Cell(listing.notes)
            case Shows.TREND | Shows.LATER:
                return Cell()
            case _:
                assert_never(column.shows)

    def _period(self, period: Period) -> Cell:
        cell = _with_history(self.snapshot, self.listing, find_row(self.series, period, self.held))
        asked = BASELINE if period.kind is PeriodKind.BASELINE else period.words()
        return replace(cell, asks=Question(asked))


def _words(one: Narrative) -> str:
    if one.officers_only:
        return f"{one.title} comments on this; withheld here because few children are meant."
    return one.text


def _target(listing: Listing) -> Cell:
    target, unit = listing.target, listing.unit.value
    if listing.bands and target.raw == listing.bands.ri.raw:
        return Cell()  # the paper prints it in its band's column and leaves the target's blank
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
        case Status.NOT_AVAILABLE if len(row.raw) <= LONGEST_WORD and row.raw:
            word = row.raw
        case _:
            word = str(row.status)
    why = _sentences(row.reason, _source(row)) if word and row.reason not in ("", word) else ""
    return Cell(word, number_format(None, "", unit), why)


def _of_others(row: Observation | None, unit: Unit) -> Cell:
    """A figure of another year or area: text where what is printed with it would not fit."""
    cell = _figure(row, unit)
    if row and isinstance(cell.shown, Decimal) and len(row.raw) > LONGEST_NUMBER:
        return replace(cell, shown=row.raw, number_format="General")
    return cell


def _with_history(snapshot: Snapshot, listing: Listing, row: Observation | None) -> Cell:
    """A figure with, where it was corrected, what it replaced and why."""
    cell = _figure(row, listing.unit.value)
    if row is None or row.corrects is None or not row.tells:
        return cell
    history = snapshot.history(row.area, row.indicator, row.period)
    old = next((one for one in history if one.row == row.corrects), None)
    was = figure_text(old, listing.unit.value) if old and old.tells else "no paper held here says"
    told = _sentences(f"Corrected. Before: {was}.", row.reason, row.note, _source(row))
    marked = cell.number_format
    if isinstance(cell.shown, Decimal):  # one literal at the end, not two beside one another
        marked = f'{marked[:-1]} †"' if marked.endswith('"') else f'{marked}" †"'
    return replace(cell, number_format=marked, comment=told, corrected=True)


def _rating(one: IndexedRow) -> Cell:
    """The rating as a cell says it, with whose it is and why."""
    told = lookup_answer(one.snapshot, one.held, one.listing, LATEST, one.base).counting
    asks = Question(field=Field.RATING)
    if told is None or one.listing.target.kind is TargetKind.NONE:
        return Cell(rating_word(told), asks=asks)
    whose, source = "", ""
    if told.published:
        whose = f"{told.published}, as published for {told.period_words}."
    elif told.effective:
        whose = f"{told.effective}, worked out here for {told.period_words}; no paper prints it."
    if told.effective:
        source = next(_source(row) for row in one.series if row.period.code == told.period)
    said = _sentences(whose, told.note, told.reason, told.differs, source)
    worked_out = bool(told.effective) and told.published is None
    return Cell(rating_word(told), comment=said, worked_out=worked_out, asks=asks)


def _source(row: Observation) -> str:
    line = f", line {row.source.line}" if row.source.line else ""
    return f"Source: {row.source.title}{line}."


def _sentences(*said: str) -> str:
    """Each sentence on a line of its own, the empty ones left out."""
    return "\n".join(one[:1].upper() + one[1:] for one in said if one)
