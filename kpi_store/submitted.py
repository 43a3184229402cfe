"""Read what somebody typed into an index workbook: which figure of which period each cell gives.

A cell gives a figure, or a sentence says why it gives none. What is not a figure of a period
(a target, a year before, another area's figure) is not recorded from here; where it differs from
what the index shows, that is said. Whether a figure can be recorded is recording's to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kpi_store.answering import clock_of, edition_code
from kpi_store.disclosed import seen_by
from kpi_store.domain.audience import Audience
from kpi_store.domain.errors import KpiError, UnknownIndicator, UnknownPeriod, quoted
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.observation import Observation
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import read_period
from kpi_store.domain.saying import find_row
from kpi_store.domain.sheet import (
    NAME_HEADING,
    NUMBER_HEADING,
    Sheet,
    SheetCell,
    SheetRow,
    figure_typed,
    rows_of,
    title_of,
)
from kpi_store.store import Snapshot, Store
from kpi_store.workbook import Cell, index_of

RATING_HEADING, NOTES_HEADING = "BRAG rating", "Notes"
READERS = (Audience.KEEPERS, Audience.COUNCIL, Audience.PUBLIC)  # for whom an index is written

Beside = Mapping[tuple[str, str], tuple[Cell, ...]]  # what (key, heading) may show


@dataclass(frozen=True)
class Typed:
    """One cell that somebody typed into: the `figure` it gives, else `why` it gives none.

    `cell` is the sheet's own name for it; `listing` and `period` are None where unknown.
    """

    cell: str
    typed: str
    listing: Listing | None = None
    period: Period | None = None
    figure: str = ""
    why: str = ""


def read_sheet(
    store: Store, sheet: Sheet, *, today: date, edition: str | None = None
) -> tuple[Edition, tuple[Typed, ...]]:
    """The edition whose index *sheet* is, and the cells of it that somebody typed into.

    Raises UnknownEdition where neither *edition* nor the sheet's title names one, and KpiError
    where the sheet is no index.
    """
    rows = rows_of(sheet)
    code = edition_code(store, edition or title_of(sheet), today)
    beside = _beside(store, code, today)
    with store.snapshot(today) as snapshot:
        held = snapshot.edition(code)
        reader = _Reader(snapshot, held, _columns(snapshot, held), beside)
        found = [typed for row in rows for typed in reader.row(row, today)]
    return held, tuple(_twice(found))


@dataclass(frozen=True)
class _Reader:
    snapshot: Snapshot
    held: Edition
    columns: Mapping[str, Period]
    beside: Beside

    def row(self, row: SheetRow, today: date) -> Iterator[Typed]:
        """Every cell of *row* that somebody typed into, in their order."""
        listing = self._listing(row)
        series = self.snapshot.series(self.held.area, listing.key) if listing else ()
        for cell in row.cells:
            if cell.is_left_alone or cell.heading in (NUMBER_HEADING, NAME_HEADING):
                continue
            period = self._period(cell.heading, today)
            if period is None:
                yield from self._not_a_figure(cell, listing)
            elif cell.is_empty:
                yield from self._emptied(cell, listing, find_row(series, period, self.held))
            else:
                yield self._figure(cell, row, listing, period, series)

    def _listing(self, row: SheetRow) -> Listing | None:
        named = self.held.numbered(row.number)
        return next((one for one in named if _same(one.name, row.name)), None)

    def _period(self, heading: str, today: date) -> Period | None:
        if heading in self.columns:
            return self.columns[heading]
        if any(heading == said for _, said in self.beside) or not heading:
            return None
        try:
            period = read_period(heading, clock_of(self.held, today))
        except UnknownPeriod:  # a column of the person's own
            return None
        return period if isinstance(period, Period) else None

    def _figure(
        self,
        cell: SheetCell,
        row: SheetRow,
        listing: Listing | None,
        period: Period,
        series: Sequence[Observation],
    ) -> Typed:
        typed = Typed(cell.address, cell.text, listing, period)
        if listing is None:
            return replace(typed, why=self._not_listed(row))
        held = find_row(series, period, self.held)
        if held is not None and held.value is not None:
            period = held.period
        try:
            figure = figure_typed(cell, listing.unit.value)
        except KpiError as refusal:
            return replace(typed, period=period, why=str(refusal))
        said = figure if figure.endswith("%") else typed.typed
        return replace(typed, period=period, figure=figure, typed=said)

    def _not_listed(self, row: SheetRow) -> str:
        named = self.held.numbered(row.number)
        if not named:
            return str(UnknownIndicator(row.number, self.held.title))
        names = "; ".join(quoted(one.name) for one in named)
        return (
            f"The row is named {quoted(row.name)}, and indicator {row.number} of "
            f"{self.held.title} is {names}. Put the row's number and name right."
        )

    def _emptied(
        self, cell: SheetCell, listing: Listing | None, held: Observation | None
    ) -> Iterator[Typed]:
        if listing is not None and held is not None and held.value is not None:
            why = "Emptying a cell withdraws nothing: the figure held stays. Undo it."
            yield Typed(cell.address, "", listing, held.period, why=why)

    def _not_a_figure(self, cell: SheetCell, listing: Listing | None) -> Iterator[Typed]:
        shown = self.beside.get((listing.key, cell.heading), ()) if listing else ()
        if listing is None or not shown or any(_shows(one, cell) for one in shown):
            return
        was = f"it reads {quoted(str(shown[0].shown))}" if shown[0].shown else "it is empty"
        why = (
            f"'{cell.heading}' is not a figure of a period and is not recorded from a workbook; "
            f"in the index {was}. Undo it, or ask whoever keeps the index."
        )
        yield Typed(cell.address, cell.text, listing, None, why=why)


def _columns(snapshot: Snapshot, held: Edition) -> dict[str, Period]:
    index = index_of(snapshot, held)
    return dict(zip(index.period_headers, index.periods, strict=True))


def _beside(store: Store, code: str, today: date) -> Beside:
    """What each cell that is no figure of a period may show, to whomever the index was written."""
    found: dict[tuple[str, str], tuple[Cell, ...]] = {}
    for audience in READERS:
        with seen_by(audience, store, today) as snapshot:
            held = snapshot.edition(code)
            index = index_of(snapshot, held)
        for listing, row in zip(held, index.rows, strict=True):
            cells = dict(zip(index.headers, row.cells, strict=True))
            cells |= {RATING_HEADING: row.rating, NOTES_HEADING: Cell(row.notes)}
            for heading, cell in cells.items():
                key = (listing.key, heading)
                found[key] = (*found.get(key, ()), cell)
    return found


def _shows(shown: Cell, cell: SheetCell) -> bool:
    if isinstance(shown.shown, Decimal):
        numbers = isinstance(cell.holds, int | float) and not isinstance(cell.holds, bool)
        return numbers and Decimal(cell.text) == shown.shown
    return _same(shown.shown, cell.text)


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def _twice(found: Sequence[Typed]) -> Iterator[Typed]:
    """*found*, with every cell refused that gives a figure another cell gives too."""
    places: dict[tuple[str, Period], list[str]] = {}
    for one in found:
        if one.listing and one.period and not one.why:
            places.setdefault((one.listing.key, one.period), []).append(one.cell)
    for one in found:
        same = places.get((one.listing.key, one.period), []) if one.listing and one.period else []
        if len(same) > 1 and not one.why and one.listing and one.period:
            what = f"{one.listing.label} in {one.period.words()}"
            yield replace(one, why=f"The cells {' and '.join(same)} are all for {what}: keep one.")
        else:
            yield one
