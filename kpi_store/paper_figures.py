"""Write the figures that a paper prints: rated, joined to what they replace, never overwriting.

A figure that differs from the one held before it is a correction and names it; a rating of a
figure held already carries the figure forward.
"""

from dataclasses import replace
from datetime import date, datetime

from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.observation import Change, Observation, Source, Status
from kpi_store.domain.rated import Rated
from kpi_store.grading import graded
from kpi_store.printed import UNSEEN, Printed, cells
from kpi_store.publication_specs import PublicationSpec
from kpi_store.rows import Entry
from kpi_store.store import Snapshot, Writer

OTHERWISE = "this paper prints another figure than an earlier one"
REPLACED = "the figure that the paper says it replaces"
NOT_OURS = "not rated here"  # a benchmark: another area's figure


class Figures:
    """Figures on their way into the store for one edition, within one writing transaction."""

    def __init__(self, writer: Writer, edition: Edition, *, now: datetime) -> None:
        self.writer = writer
        self.edition = edition
        self.snapshot: Snapshot = writer.snapshot()
        self._now = now
        self._series: dict[tuple[str, str], dict[str, Observation]] = {}
        self._new: list[Observation] = []

    def add_paper(self, paper: PublicationSpec) -> list[Observation]:
        """Add all that a new paper prints, known from its own date; returns the edition's own."""
        self.begin(paper.date)
        for cell in cells(paper, self.edition):
            self.enter(cell, paper, paper.date)
        return self.write()

    def begin(self, as_of: date | None) -> None:
        """Look at what is held as known on *as_of*: a paper replaces what was known before it."""
        self.snapshot = self.writer.snapshot(as_of)
        self._series.clear()
        self._new.clear()

    def held(self, area: str, indicator: str) -> dict[str, Observation]:
        """The newest row of each period of an indicator, with those about to be written."""
        key = (area, indicator)
        if key not in self._series:
            rows = self.snapshot.series(area, indicator)
            self._series[key] = {row.period.code: row for row in rows}
        return self._series[key]

    def keep(self, row: Observation, *, holds: bool = True) -> Observation:
        """Number *row*, to be rated when all of the paper is known; it *holds* its cell or not."""
        kept = replace(row, row=self.writer.number())
        self._new.append(kept)
        if holds:
            self.held(kept.area, kept.indicator)[kept.period.code] = kept
        return kept

    def write(self) -> list[Observation]:
        """Rate what was kept and add it, in the order it was kept; returns the edition's own."""
        entries = [self._entry(row) for row in self._new]
        self.writer.add_all(entries)
        return [one.observation for one in entries if one.observation.area == self.edition.area]

    def enter(self, cell: Printed, paper: PublicationSpec, known: date | None) -> None:
        """Keep one cell of a new paper, as it stands to the row that held the cell before."""
        held = self.held(cell.area, cell.listing.key).get(cell.period.code)
        new = observation(cell, paper, known)
        if cell.correction:
            corrects = self.replaced(cell, held, new)
            self.keep(replace(new, change=Change.CORRECTION, corrects=corrects))
        elif held is None or (held.value is None and cell.has_figure):
            self.keep(new)
        elif cell.value is None:  # it prints no figure of its own: the one held goes on
            if cell.published:
                self.keep(rated_anew(held, new))
        elif cell.value == held.value:
            published = cell.published or held.published
            self.keep(replace(new, change=Change.RATING, corrects=held.row, published=published))
        else:
            reason = cell.reason or OTHERWISE
            self.keep(replace(new, change=Change.CORRECTION, corrects=held.row, reason=reason))

    def replaced(self, cell: Printed, held: Observation | None, new: Observation) -> int | None:
        """The number of the row that a printed correction replaces.

        Where no paper held prints the earlier figure, a withdrawn row stands for it, known from
        the same day as the correction: before that day the store knew of neither.
        """
        old = cell.correction.old if cell.correction else None
        if held and held.value is not None and (old is None or held.value == old.value):
            return held.row
        withdrawn = replace(
            new,
            value=old.value if old else None,
            raw=old.raw if old else "",
            status=Status.WITHDRAWN,
            published=None,
            note="",
            reason=REPLACED if old else UNSEEN,
        )
        return self.keep(withdrawn, holds=False).row

    def grade(self, row: Observation) -> tuple[str | None, str]:
        """The grade worked out for *row* and its state; other areas' figures are not rated."""
        listing = self.edition.by_key(row.indicator)
        if row.area != self.edition.area or listing is None:
            return None, NOT_OURS
        rated = self.rated(row, listing)
        return (rated.grade.code if rated.grade else None), str(rated.state)

    def rated(self, row: Observation, listing: Listing) -> Rated:
        """The rating of a figure of the edition's own area, by all that is known with it."""
        series = sorted(self.held(row.area, row.indicator).values(), key=_when)
        other = listing.target.benchmark
        benchmarks = sorted(self.held(other, row.indicator).values(), key=_when) if other else ()
        return graded(row, listing, self.edition.scheme, series, benchmarks)

    def _entry(self, row: Observation) -> Entry:
        grade, state = self.grade(row)
        return Entry(replace(row, computed=grade), state, self.edition.code, self._now)


def observation(cell: Printed, paper: PublicationSpec, known: date | None) -> Observation:
    """The cell as a first row, known from the day *known*."""
    return Observation(
        area=cell.area,
        indicator=cell.listing.key,
        period=cell.period,
        value=cell.value,
        raw=cell.raw,
        status=cell.status,
        known_from=known,
        source=Source(paper.code, paper.title, cell.line),
        published=cell.published,
        note=cell.note,
        reason=cell.reason,
    )


def rated_anew(held: Observation, new: Observation) -> Observation:
    """The figure of *held* with the rating and the source of *new*, which prints no figure."""
    notes = (held.note, new.note, f"the figure is from {held.source.title}")
    return replace(
        held,
        known_from=new.known_from,
        source=new.source,
        published=new.published,
        note="; ".join(dict.fromkeys(note for note in notes if note)),
        change=Change.RATING,
        corrects=held.row,
    )


def _when(row: Observation) -> tuple[date, date]:
    return row.period.end, row.period.start
