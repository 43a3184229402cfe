"""Answer `=KPI(indicator, [period], [field], [as_of], [edition])` and KPICARD: arguments to cells.

Literals, cells and ranges are combined as Excel does it: a column of indicators against a row of
periods fills a table. Knows nothing of xlwings, so every flavour of Excel add-in shares it.
"""

from collections.abc import Callable, Mapping
from datetime import date

from excel_addin import arguments, cells
from excel_addin.arguments import BadArgument, Cell, Grid
from excel_addin.card import Card, card
from excel_addin.cells import Shown
from kpi_store.domain.answer import Answer, Field
from kpi_store.domain.errors import KpiError

Ask = Callable[[str, str | None, date | None, str | None], Answer]
Show = Callable[[Answer, Field], Shown | Card]

WRONG = "#VALUE!"
LARGEST = 20_000  # cells of one formula; the whole of a year's index is under a thousand


def kpi(  # noqa: PLR0917 - the formula's own arguments, in its own order
    ask: Ask,
    indicator: object,
    period: object = None,
    field: object = None,
    as_of: object = None,
    edition: object = None,
) -> list[list[Shown | Card]]:
    """Return the cells of one formula, row by row.

    In a table a cell that cannot be answered shows '#VALUE!' and the others stand; a formula of
    one cell, or one with no cell that can be answered, raises KpiError with the reason.
    """
    given = {"indicator": indicator, "period": period, "field": field}
    return _filled(ask, {**given, "as_of": as_of, "edition": edition}, cells.shown)


def kpicard(
    ask: Ask,
    indicator: object,
    period: object = None,
    as_of: object = None,
    edition: object = None,
) -> list[list[Shown | Card]]:
    """Return the figures as `kpi` does, each with what is known about it on a card."""
    given = {"indicator": indicator, "period": period, "as_of": as_of, "edition": edition}
    return _filled(ask, given, lambda answer, _: card(answer))


def _filled(ask: Ask, given: Mapping[str, object], show: Show) -> list[list[Shown | Card]]:
    """The cells that the arguments, by name, fill; each holds what *show* makes of its answer."""
    grids = {name: arguments.grid(one, name) for name, one in given.items()}
    rows, columns = _size(grids)
    spread = {name for name, one in grids.items() if len(one) * len(one[0]) > 1}
    table: list[list[Shown | Card]] = []
    faults: list[KpiError] = []
    for row in range(rows):
        line: list[Shown | Card] = []
        for column in range(columns):
            here = {name: _at(one, row, column) for name, one in grids.items()}
            try:
                line.append(_cell(ask, here, spread, show))
            except KpiError as fault:
                faults.append(fault)
                line.append(WRONG)
        table.append(line)
    if faults and all(shown in (WRONG, "") for line in table for shown in line):
        raise faults[0]
    return table


def _cell(ask: Ask, given: Mapping[str, Cell], spread: set[str], show: Show) -> Shown | Card:
    """One cell of the table; *spread* names the arguments that are ranges."""
    for one in given.values():
        if arguments.is_error(one):
            return str(one)  # an error in a cell passes through, as in any formula
    if "indicator" in spread and arguments.is_blank(given["indicator"]):
        return ""  # a blank row of the table
    if "period" in spread and arguments.is_nothing(given["period"]):
        return ""  # a column without a heading: the newest figure would be a guess
    field = arguments.field_of(given.get("field"))
    answer = ask(
        arguments.indicator_words(given["indicator"]),
        arguments.period_words(given["period"]),
        arguments.day(given["as_of"]),
        arguments.edition_words(given["edition"]),
    )
    return show(answer, field)


def _size(grids: Mapping[str, Grid]) -> tuple[int, int]:
    """The rows and columns that all arguments fill; each has that many, or one."""
    rows = max(len(one) for one in grids.values())
    columns = max(len(one[0]) for one in grids.values())
    for name, one in grids.items():
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
