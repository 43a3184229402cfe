"""Lay out an edition as the index its council knows: columns, headings, and rows of cells.

The columns are those of the edition's layout (specs/layouts.json). Nothing here knows a file
format: see workbook_sheets.py.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpi_store.config import specs_folder
from kpi_store.domain.answer import Answer, Field
from kpi_store.domain.area import Area
from kpi_store.domain.indicator import Edition
from kpi_store.domain.observation import Observation
from kpi_store.domain.period import Period, PeriodKind, said_date
from kpi_store.layout_specs import PERIODS, Column, Layout, Shows
from kpi_store.replying import blank_answer
from kpi_store.spec_files import layout_of
from kpi_store.store import Snapshot
from kpi_store.workbook_cells import Cell, IndexedRow


@dataclass(frozen=True)
class IndexRow:
    """One indicator: a cell for each column, under headings from the widest to the nearest.

    `asked` is how a formula names it; '' where the number in its first column will do.
    """

    headings: tuple[str, ...]
    asked: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Index:
    """The whole sheet."""

    title: str  # the edition's: by it a sheet is known again when it comes back
    panel: str
    sheet: str
    upright: bool  # A4 portrait, where others are A3 landscape
    sources: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[IndexRow, ...]

    def place(self, shows: Shows) -> int | None:
        """Where the column that shows this stands, counted from 0."""
        return next((n for n, one in enumerate(self.columns) if one.shows is shows), None)

    def head(self, shows: Shows) -> str:
        """The heading of the column that shows this."""
        place = self.place(shows)
        return "" if place is None else self.columns[place].head

    def periods(self) -> range:
        """Where the columns of periods stand; they are neighbours."""
        places = [n for n, one in enumerate(self.columns) if one.shows is Shows.PERIOD]
        return range(places[0], places[-1] + 1) if places else range(0)


def index_of(snapshot: Snapshot, held: Edition, *, today: date, as_of: date | None = None) -> Index:
    """Return the index of *held* as *snapshot* knows it, in the columns its readers know."""
    base = blank_answer(held, "", Field.ALL, today=today, as_of=as_of)
    return laid_out(snapshot, held, layout_of(specs_folder(), held.code), base)


def laid_out(snapshot: Snapshot, held: Edition, layout: Layout | None, base: Answer) -> Index:
    """Return the index of *held* in the paper's order and in *layout*.

    Each rating is the one that *base* becomes when it is asked for that indicator's newest.
    """
    series = {one.key: snapshot.series(held.area, one.key) for one in held}
    layout = layout or usual_layout(held, snapshot.areas())
    columns = tuple(_columns(layout, series.values()))
    return Index(
        title=held.title,
        panel=layout.panel,
        sheet=layout.sheet,
        upright=layout.page == "A4 portrait",
        sources=tuple(_sources(snapshot, held)),
        columns=columns,
        rows=tuple(
            _row(IndexedRow(snapshot, held, one, series[one.key], base), layout, columns)
            for one in held
        ),
    )


def _sources(snapshot: Snapshot, held: Edition) -> Iterator[str]:
    """The papers that the figures are from, each with its date."""
    papers = [one for one in snapshot.publications() if one.edition == held.code]
    for one in papers:
        when = said_date(one.date) if one.date else "undated"
        yield one.title if when in one.title else f"{one.title} ({when})"
    if not papers:
        when = said_date(held.dated) if held.dated else "undated"
        yield f"{held.title} ({when}), which prints no figures"


def usual_layout(held: Edition, areas: Mapping[str, Area]) -> Layout:
    """The layout of an edition that specs/layouts.json does not have: a column for all it holds."""
    name = areas[held.area].name if held.area in areas else ""
    years = {one.target.year for one in held if one.target.year}
    target = " ".join(["Target", *(years if len(years) == 1 else ())])
    columns = [
        Column(shows=Shows.NUMBER, head="No.", width=5),
        Column(shows=Shows.NAME, head="Performance Indicator", width=42),
        Column(shows=Shows.FREQUENCY, head="Frequency", width=11),
        Column(shows=Shows.TARGET, head=target, width=13),
        *(
            Column(shows=Shows.YEAR, head=f"{name} {year}", of=year, width=16)
            for year in held.prior_years
        ),
        *(
            Column(shows=Shows.AREA, head=areas[one].name, of=one, width=17)
            for one in held.benchmark_areas
        ),
        Column(shows=Shows.RATING, head="Rating", width=14),
        Column(shows=Shows.LATER, width=10),
        Column(shows=Shows.TREND, head="Trend", width=14),
        Column(shows=Shows.NOTES, head="Notes", width=32),
    ]
    return Layout(code=held.code, columns=columns)


def _columns(layout: Layout, every: Iterable[Sequence[Observation]]) -> Iterator[Column]:
    """The layout's columns, those for later periods made one for each that is held."""
    printed = [Period.of(one.of) for one in layout.columns if one.shows in PERIODS]
    last = max((one.end for one in printed), default=date.min)
    told = {row.period for rows in every for row in rows if row.period not in printed}
    later = sorted(one for one in told if one.kind is not PeriodKind.UNKNOWN and one.end > last)
    for column in layout.columns:
        if column.shows is Shows.LATER:
            for one in later:
                head = {"shows": Shows.PERIOD, "head": one.words(), "of": one.code}
                yield column.model_copy(update=head)
        elif column.shows is not Shows.TREND or later or printed:
            yield column


def _row(one: IndexedRow, layout: Layout, columns: Sequence[Column]) -> IndexRow:
    listing = one.listing
    headings = (layout.over(listing.list), listing.section or "", listing.subsection or "")
    alone = len(one.held.numbered(listing.number)) == 1
    return IndexRow(
        headings=headings,
        asked="" if alone else listing.key,
        cells=tuple(one.cell(column) for column in columns),
    )
