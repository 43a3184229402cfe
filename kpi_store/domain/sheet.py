"""Find an index in a sheet of cells, and what somebody typed where its formulas stood.

A sheet is what the cells hold, as a workbook keeps it: a formula begins with '='. Nothing here
knows an edition; submitted.py compares what is found with one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_store.domain.errors import BadValue, KpiError, quoted
from kpi_store.domain.quantity import Unit

Held = str | int | float | bool | None  # what one cell holds

LIVE = re.compile(r"(?<![\w.])(?:_xldudf_)?KPI[A-Z]*\s*\(", re.IGNORECASE)
ERROR = re.compile(r"#[A-Z/0]+[!?]?")  # '#N/A', '#VALUE!': shown by Excel, typed by nobody
LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')  # of a number format: text, colour, padding
DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
DIGITS = 15  # that Excel keeps of a number


@dataclass(frozen=True)
class Sheet:
    """What a sheet holds from its cell (*row*, *column*) on, and how its numbers are shown."""

    name: str
    cells: tuple[tuple[Held, ...], ...]
    formats: tuple[tuple[str, ...], ...]
    row: int = 1
    column: int = 1


@dataclass(frozen=True)
class SheetCell:
    """One cell of an indicator's row; `address` is its place: 'L11'."""

    address: str
    heading: str
    holds: Held
    number_format: str

    @property
    def column(self) -> str:
        """The letters of its column: 'L'."""
        return self.address.rstrip("0123456789")

    @property
    def is_empty(self) -> bool:
        return self.holds is None or self.holds == ""

    @property
    def is_formula(self) -> bool:
        return isinstance(self.holds, str) and self.holds.startswith("=")

    @property
    def is_left_alone(self) -> bool:
        """Whether it still asks the store, or shows an error: nobody has typed here."""
        said = self.holds if isinstance(self.holds, str) else ""
        return bool((self.is_formula and LIVE.search(said)) or ERROR.fullmatch(said))

    @property
    def text(self) -> str:
        """What it holds, as text: 95, not 95.0."""
        if self.holds is None:
            return ""
        if isinstance(self.holds, bool):
            return str(self.holds).upper()
        if isinstance(self.holds, int | float):
            return f"{Decimal(format(self.holds, f'.{DIGITS}g')):f}"
        return self.holds.strip()


@dataclass(frozen=True)
class SheetRow:
    """A row under the headings, with what it says its indicator's number and name are."""

    number: str
    name: str
    cells: tuple[SheetCell, ...]


def rows_of(sheet: Sheet, number: str, name: str) -> tuple[SheetRow, ...]:
    """The rows of *sheet* under the headings *number* and *name*; KpiError where it has none."""
    top = next((at for at, row in enumerate(sheet.cells) if _heads(row, {number, name})), None)
    if top is None:
        raise KpiError(
            f"The sheet {quoted(sheet.name)} has no row headed '{number}' and '{name}'. "
            f"Open the index that 'kpi index' wrote."
        )
    headings = tuple(_words(one) for one in sheet.cells[top])
    return tuple(_rows(sheet, top, headings, [headings.index(one) for one in (number, name)]))


def title_of(sheet: Sheet) -> str:
    """The first words of the sheet: the index's title."""
    return next((_words(one) for row in sheet.cells for one in row if _words(one)), "")


def figure_typed(cell: SheetCell, unit: Unit) -> str:
    """What was typed into *cell* as a figure of *unit* would be written: '95%', '1,967'.

    Raises BadValue where the cell holds a formula or a date, or does not say what is meant.
    """
    if cell.is_formula:
        raise BadValue(cell.text, "it is a formula; type the figure itself")
    if isinstance(cell.holds, bool) or not isinstance(cell.holds, int | float):
        return cell.text
    shown = LITERAL.sub("", cell.number_format)
    if DATE.search(shown):
        raise BadValue(cell.text, "Excel took it for a date; type the figure as text, after a '")
    if "%" in shown:
        return f"{(Decimal(cell.text) * 100).normalize():f}%"
    if unit is Unit.PERCENT and 0 < abs(cell.holds) <= 1:
        hundredfold = f"{(Decimal(cell.text) * 100).normalize():f}"
        why = f"it may mean {cell.text} % or {hundredfold} %; type {hundredfold}, or '{cell.text}%"
        raise BadValue(cell.text, why)
    return cell.text


def address(row: int, column: int) -> str:
    """The name of a cell, both counted from 1.

    >>> address(11, 12), address(2, 28)
    ('L11', 'AB2')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _heads(row: Sequence[Held], wanted: set[str]) -> bool:
    return wanted <= {_words(one) for one in row}


def _rows(
    sheet: Sheet, top: int, headings: Sequence[str], places: Sequence[int]
) -> Iterator[SheetRow]:
    for down, (row, formats) in enumerate(
        zip(sheet.cells[top + 1 :], sheet.formats[top + 1 :], strict=True), start=top + 1
    ):
        cells = tuple(
            SheetCell(
                address(sheet.row + down, sheet.column + across),
                headings[across],
                holds,
                formats[across],
            )
            for across, holds in enumerate(row)
        )
        number, name = (cells[place].text for place in places)
        yield SheetRow(number, " ".join(name.split()), cells)


def _words(held: Held) -> str:
    return " ".join(str(held).split()) if held is not None else ""
