"""Say a list or what changed as a table: the words of each cell, under a heading for each column.

A cell stands by itself, without the column beside it: 'no figure' and not a blank.
"""

from dataclasses import dataclass

from kpi_store.domain.answer import Answer, ChangeSaid, Kind, Outcome, Row
from kpi_store.domain.period import said_date
from kpi_store.domain.wording import rating_cell

LIST_HEADS = ("No.", "Indicator", "Figure", "Period", "Rating", "Target")
CHANGE_HEADS = ("Known from", "No.", "What", "Change", "Paper")


@dataclass(frozen=True)
class Table:
    """Headings and rows of cells, as many in each row as there are headings; no cell is empty."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table_of(answer: Answer) -> Table | None:
    """The table of an answer that is a list or says what changed; None where nothing is listed."""
    if answer.outcome is not Outcome.ANSWERED:
        return None
    match answer.kind:
        case Kind.LIST if answer.rows:
            return Table(LIST_HEADS, tuple(map(_row, answer.rows)))
        case Kind.CHANGES if answer.changes:
            return Table(CHANGE_HEADS, tuple(map(_change, answer.changes)))
        case _:
            return None


def _row(row: Row) -> tuple[str, ...]:
    figure, period = "no figure", "none"
    if row.figure is not None:
        held = row.figure.value is not None
        figure = row.figure.text if held else f"no figure ({row.figure.status})"
        period = row.figure.period_words
    number = f"{row.number} ({row.list})" if row.list else row.number
    return (number, row.name, figure, period, rating_cell(row), row.target or "none")


def _change(change: ChangeSaid) -> tuple[str, ...]:
    when = said_date(change.date) if change.date else "no date"
    numbers = ", ".join(change.numbers) or "none"
    return (when, numbers, change.kind, change.words, change.source or "not stated")
