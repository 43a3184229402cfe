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
from kpi_store.domain.errors import (
    KpiError,
    UnknownEdition,
    UnknownIndicator,
    UnknownPeriod,
    quoted,
)
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.observation import Observation
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import read_period
from kpi_store.domain.saying import find_row
from kpi_store.domain.sheet import (
    Sheet,
    SheetCell,
    SheetRow,
    figure_typed,
    rows_of,
    title_of,
)
from kpi_store.layout_specs import Shows
from kpi_store.store import Snapshot, Store
from kpi_store.workbook import Index, index_of
from kpi_store.workbook_cells import Cell

NAMING = (Shows.NUMBER, Shows.NAME)

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

    Raises UnknownEdition where *edition* names none, and KpiError where the sheet is no index.
    """
    code = edition_code(store, edition, today) if edition else _titled(store, sheet, today)
    beside = _beside(store, code, today)
    with store.snapshot(today) as snapshot:
        held = snapshot.edition(code)
        index = index_of(snapshot, held, today=today)
        rows = rows_of(sheet, *(index.head(one) for one in NAMING))
        live = {cell.column for row in rows for cell in row.cells if cell.is_left_alone}
        reader = _Reader(snapshot, held, _columns(index), beside, frozenset(live))
        found = [typed for row in rows for typed in reader.row(row, today)]
    return held, tuple(_twice(found))


def _titled(store: Store, sheet: Sheet, today: date) -> str:
    """The code of the edition whose title *sheet* begins with."""
    title = title_of(sheet)
    try:
        return edition_code(store, title, today)
    except UnknownEdition as fault:
        raise KpiError(
            f"The sheet {quoted(sheet.name)} begins with {quoted(title)}, which is no index's "
            "title. Go to the index that 'kpi index' wrote, and leave its title as it was."
        ) from fault


@dataclass(frozen=True)
class _Reader:
    snapshot: Snapshot
    held: Edition
    columns: Mapping[str, Period]
    beside: Beside
    live: frozenset[str]  # the columns with formulas of ours; a file of values has none

    def row(self, row: SheetRow, today: date) -> Iterator[Typed]:
        """Every cell of *row* that somebody typed into, in their order."""
        listing = self._listing(row)
        series = self.snapshot.series(self.held.area, listing.key) if listing else ()
        for cell in row.cells:
            if cell.is_left_alone:
                continue
            period = self._period(cell, today)
            if (period is None or not self.live) and self._is_shown(cell, listing):
                continue
            if period is None and self._is_unheaded(cell):
                yield self._without_a_period(cell, listing)
            elif period is None:
                yield from self._not_a_figure(cell, listing)
            elif cell.is_empty:
                yield from self._emptied(cell, listing, find_row(series, period, self.held))
            else:
                yield self._figure(cell, row, listing, period, series)

    def _shown(self, cell: SheetCell, listing: Listing | None) -> tuple[Cell, ...]:
        """What the index shows in this cell, to each of those it may be written for."""
        return self.beside.get((listing.key, cell.heading), ()) if listing else ()

    def _is_shown(self, cell: SheetCell, listing: Listing | None) -> bool:
        """Whether the cell holds what an index has there."""
        return any(_shows(one, cell) for one in self._shown(cell, listing))

    def _listing(self, row: SheetRow) -> Listing | None:
        named = self.held.numbered(row.number)
        return next((one for one in named if _same(one.name, row.name)), None)

    def _period(self, cell: SheetCell, today: date) -> Period | None:
        if cell.heading in self.columns:
            return self.columns[cell.heading]
        if not self._is_unheaded(cell):
            return None
        try:
            period = read_period(cell.heading, clock_of(self.held, today))
        except UnknownPeriod:
            return None
        return period if isinstance(period, Period) else None

    def _is_unheaded(self, cell: SheetCell) -> bool:
        """Whether our formulas stand in its column under a heading that is not the index's.

        A column without them is the person's own, whatever it is headed.
        """
        known = any(cell.heading == said for _, said in self.beside)
        return cell.column in self.live and not known and not cell.is_empty

    def _without_a_period(self, cell: SheetCell, listing: Listing | None) -> Typed:
        why = (
            f"Its column is headed {quoted(cell.heading)}, which names no period of "
            f"{self.held.title}. Put the heading back."
        )
        return Typed(cell.address, cell.text, listing, None, why=why)

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
        shown = self._shown(cell, listing)
        if not shown:
            return
        was = f"it reads {quoted(str(shown[0].shown))}" if shown[0].shown else "it is empty"
        why = (
            f"'{cell.heading}' is not a figure of a period and is not recorded from a workbook; "
            f"in the index {was}. Undo it, or ask whoever keeps the index."
        )
        yield Typed(cell.address, cell.text, listing, None, why=why)


def _columns(index: Index) -> dict[str, Period]:
    return {one.head: Period.of(one.of) for one in index.columns if one.shows is Shows.PERIOD}


def _beside(store: Store, code: str, today: date) -> Beside:
    """What each cell may show, to whomever the index was written."""
    found: dict[tuple[str, str], tuple[Cell, ...]] = {}
    for audience in Audience:
        with seen_by(audience, store, today) as snapshot:
            held = snapshot.edition(code)
            index = index_of(snapshot, held, today=today)
        for listing, row in zip(held, index.rows, strict=True):
            for column, cell in zip(index.columns, row.cells, strict=True):
                if column.shows not in NAMING:
                    key = (listing.key, column.head)
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
