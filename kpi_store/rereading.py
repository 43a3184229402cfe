"""Add what has changed in the specs to what is held: other readings of a paper, other targets.

The rows added are known from today. Where a later paper holds a cell, it goes on holding it: its
row is stated again after the changed one.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kpi_store.domain.observation import Change, Observation, Status
from kpi_store.paper_figures import OTHERWISE, Figures, observation, rated_anew
from kpi_store.printed import Place, Printed, cells
from kpi_store.publication_specs import PublicationSpec
from kpi_store.rows import period_of

REREAD = "the reading of the paper was changed"
TAKEN_OUT = "the paper was found not to print it"

ROWS_OF = """
    select area, indicator, period, seq from observation
    where area = ? and publication = ? order by known_from, seq"""
OF_EDITION = "select seq from observation where area = ? and indicator = ? and edition = ?"


class Cell(NamedTuple):
    """The last row that a paper gave rise to in a cell, and all the rows of that cell."""

    last: Observation
    history: tuple[Observation, ...]


def read_again(figures: Figures, paper: PublicationSpec, *, today: date) -> None:
    """Add what *paper*, already held, is now read to print otherwise."""
    figures.begin(None)
    held = _held(figures, paper)
    for cell in cells(paper, figures.edition):
        before = held.pop(cell.place, None)
        if before is None:
            _found(figures, cell, paper, today)
        elif _reads_otherwise(cell, before):
            _change(figures, cell, paper, before, today)
    for gone in held.values():
        if gone.last.reason != TAKEN_OUT:
            _take_out(figures, gone, today)
    figures.write()


def rate_again(figures: Figures, keys: Iterable[str], *, today: date) -> None:
    """Rate the held figures of the listings *keys* anew; add a row where the grade is another."""
    figures.begin(None)
    edition = figures.edition
    for key in keys:
        found = figures.writer.run(OF_EDITION, (edition.area, key, edition.code)).fetchall()
        ours = {number for (number,) in found}
        for row in list(figures.held(edition.area, key).values()):
            if row.row in ours and figures.grade(row)[0] != row.computed:
                _restate(figures, row, today)
    figures.write()


def _held(figures: Figures, paper: PublicationSpec) -> dict[Place, Cell]:
    areas = {paper.area, *(one.area for one in paper.figures), *figures.edition.benchmark_areas}
    found: dict[Place, Cell] = {}
    for area in sorted(areas):
        last = {
            (area, indicator, period): number
            for _, indicator, period, number in figures.writer.run(ROWS_OF, (area, paper.code))
        }
        for place, number in last.items():
            history = figures.snapshot.history(area, place[1], period_of(place[2]))
            row = next(one for one in history if one.row == number)
            found[place] = Cell(row, history)
    return found


def _reads_otherwise(cell: Printed, before: Cell) -> bool:
    held = before.last
    if not cell.has_figure:
        return held.published != cell.published
    if (cell.value, cell.raw, cell.status) != (held.value, held.raw, held.status):
        return True
    if (cell.note, cell.line) != (held.note, held.source.line):
        return True
    if cell.reason != held.reason and (cell.reason or held.reason not in (REREAD, OTHERWISE)):
        return True
    inherited = cell.published is None and held.change is Change.RATING
    return (cell.published != held.published and not inherited) or _old_otherwise(cell, before)


def _old_otherwise(cell: Printed, before: Cell) -> bool:
    """Whether the figure that a printed correction replaces is now read otherwise."""
    old = cell.correction.old if cell.correction else None
    rows = {one.row: one for one in before.history}
    row = before.last
    while row.corrects is not None and row.corrects in rows and row.status is not Status.WITHDRAWN:
        row = rows[row.corrects]
    wanted: tuple[Decimal | None, str] = (old.value, old.raw) if old else (None, "")
    return (
        cell.correction is not None
        and row.status is Status.WITHDRAWN
        and (row.value, row.raw) != wanted
    )


def _found(figures: Figures, cell: Printed, paper: PublicationSpec, today: date) -> None:
    """A cell that was overlooked so far: a paper that came later, if any, goes on holding it."""
    holder = figures.held(cell.area, cell.listing.key).get(cell.period.code)
    if holder is not None and cell.value is None and not cell.published:
        return
    figures.enter(cell, paper, today)
    if holder is not None and _came_later(holder, paper):
        _restate(figures, holder, today)


def _change(
    figures: Figures, cell: Printed, paper: PublicationSpec, before: Cell, today: date
) -> None:
    held = before.last
    holder = figures.held(cell.area, cell.listing.key).get(cell.period.code)
    new = observation(cell, paper, today)
    if not cell.has_figure:
        row = rated_anew(held, new)
    elif _old_otherwise(cell, before):
        corrects = figures.replaced(cell, None, new)
        row = replace(new, change=Change.CORRECTION, corrects=corrects)
    else:
        change = Change.RATING if cell.value == held.value else Change.CORRECTION
        reason = cell.reason or REREAD
        row = replace(new, change=change, corrects=held.row, reason=reason)
    figures.keep(row)
    if holder is not None and holder.source.publication != paper.code:
        _restate(figures, holder, today)


def _take_out(figures: Figures, gone: Cell, today: date) -> None:
    """Withdraw what the paper does not print after all; what another paper prints holds again."""
    held = gone.last
    figures.keep(
        replace(
            held,
            value=None,
            raw="",
            status=Status.WITHDRAWN,
            known_from=today,
            published=None,
            note="",
            change=Change.CORRECTION,
            reason=TAKEN_OUT,
            corrects=held.row,
        )
    )
    others = [
        one
        for one in gone.history
        if one.source.publication != held.source.publication and one.status is not Status.WITHDRAWN
    ]
    if others:
        _restate(figures, others[-1], today)


def _restate(figures: Figures, row: Observation, today: date) -> None:
    """Say *row* again as known from today, rated by the edition as it is now."""
    figures.keep(replace(row, known_from=today, change=Change.RERATED, corrects=row.row))


def _came_later(holder: Observation, paper: PublicationSpec) -> bool:
    return (holder.known_from or date.min) > (paper.date or date.min)
