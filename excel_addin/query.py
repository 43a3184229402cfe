"""Answer `=KPI(indicator, [period], [field], [as_of], [edition])`: arguments in, cells out.

Literals, cells and ranges are combined as Excel does it: a column of indicators against a row of
periods fills a table. Knows nothing of xlwings, so every flavour of Excel add-in shares it.
"""

from collections.abc import Callable
from datetime import date

from excel_addin import arguments, cells
from excel_addin.arguments import BadArgument, Cell, Grid
from excel_addin.cells import Shown
from kpi_store.domain.answer import Answer
from kpi_store.domain.errors import KpiError

Ask = Callable[[str, str | None, date | None, str | None], Answer]

WRONG = "#VALUE!"
NAMES = ("indicator", "period", "field", "as_of", "edition")
LARGEST = 20_000  # cells of one formula; the whole of a year's index is under a thousand


def kpi(  # noqa: PLR0917 - the formula's own arguments, in its own order
    ask: Ask,
    indicator: object,
    period: object = None,
    field: object = None,
    as_of: object = None,
    edition: object = None,
) -> list[list[Shown]]:
    """Return the cells of one formula, row by row.

    In a table a cell that cannot be answered shows '#VALUE!' and the others stand; a formula of
    one cell, or one with no cell that can be answered, raises KpiError with the reason.
    """
    given = (indicator, period, field, as_of, edition)
    grids = [arguments.grid(one, name) for one, name in zip(given, NAMES, strict=True)]
    rows, columns = _size(grids)
    spread = [len(one) * len(one[0]) > 1 for one in grids]
    table: list[list[Shown]] = []
    faults: list[KpiError] = []
    for row in range(rows):
        line: list[Shown] = []
        for column in range(columns):
            try:
                line.append(_cell(ask, [_at(one, row, column) for one in grids], spread))
            except KpiError as fault:
                faults.append(fault)
                line.append(WRONG)
        table.append(line)
    if faults and all(shown in (WRONG, "") for line in table for shown in line):
        raise faults[0]
    return table


def _cell(ask: Ask, given: list[Cell], spread: list[bool]) -> Shown:
    """One cell of the table; *spread* says which arguments are ranges."""
    for one in given:
        if arguments.is_error(one):
            return str(one)  # an error in a cell passes through, as in any formula
    indicator, period, field, as_of, edition = given
    if spread[0] and arguments.is_blank(indicator):
        return ""  # a blank row of the table
    if spread[1] and arguments.is_nothing(period):
        return ""  # a column without a heading: the newest figure would be a guess
    what = arguments.field_of(field)
    answer = ask(
        arguments.indicator_words(indicator),
        arguments.period_words(period),
        arguments.day(as_of),
        arguments.edition_words(edition),
    )
    return cells.shown(answer, what)


def _size(grids: list[Grid]) -> tuple[int, int]:
    """The rows and columns that all arguments fill; each has that many, or one."""
    rows = max(len(one) for one in grids)
    columns = max(len(one[0]) for one in grids)
    for one, name in zip(grids, NAMES, strict=True):
        if len(one) not in (1, rows) or len(one[0]) not in (1, columns):
            raise BadArgument(
                f"The {name} has {len(one)} rows and {len(one[0])} columns, "
                f"which does not fit {rows} rows and {columns} columns."
            )
    if rows * columns > LARGEST:
        raise BadArgument(f"One formula fills at most {LARGEST:,} cells, not {rows * columns:,}.")
    return rows, columns


def _at(one: Grid, row: int, column: int) -> Cell:
    line = one[row if len(one) > 1 else 0]
    return line[column if len(line) > 1 else 0]
