"""Type into the index workbook as a person does in Excel, and save it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl

Typing = Mapping[tuple[str, str], object]  # (the number, the heading) -> what is typed there


def at(sheet: Any, number: str, heading: str) -> Any:
    """The cell of the indicator *number* under *heading*."""
    cells = [one for row in sheet.iter_rows() for one in row]
    column = next(one.column for one in cells if one.value == heading)
    row = next(one.row for one in cells if one.column == 1 and str(one.value) == number)
    return sheet.cell(row, column)


def type_into(
    file: Path, cells: Typing, to: Path | None = None, change: Callable[[Any], object] | None = None
) -> Path:
    """Type *cells* into the index in *file*, then *change* its sheet, and save it as *to*."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    for (number, heading), said in cells.items():
        at(sheet, number, heading).value = said
    if change:
        change(sheet)
    book.save(to or file)
    return to or file
