"""Read the first sheet of a workbook file: what each cell holds, formulas as they are written."""

import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kpi_store.domain.errors import KpiError, quoted
from kpi_store.domain.sheet import Held, Sheet

LARGEST = 20_000_000  # bytes of a workbook when it is unpacked: an index takes under 1,000,000
# what openpyxl raises for a file that is not what it should be
MALFORMED = (zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError)
MOST_ROWS, MOST_COLUMNS = 2_000, 200


def read_workbook(file: Path) -> Sheet:
    """The sheet with the index, which is the first of *file*; KpiError where it cannot be read."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(file) as packed:
            if sum(one.file_size for one in packed.infolist()) > LARGEST:
                raise KpiError(f"{quoted(file.name)} is too large to be an index.")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out: only cells are read
            book = openpyxl.load_workbook(file)
    except (OSError, *MALFORMED, InvalidFileException) as fault:
        why = f"{quoted(file.name)} cannot be read as an .xlsx workbook: {fault}"
        raise KpiError(f"{why.rstrip('.')}.") from fault
    sheet = book.worksheets[0]
    rows = tuple(
        tuple(row)
        for row in sheet.iter_rows(
            max_row=min(sheet.max_row, MOST_ROWS), max_col=min(sheet.max_column, MOST_COLUMNS)
        )
    )
    return Sheet(
        name=sheet.title,
        cells=tuple(tuple(_held(cell.value) for cell in row) for row in rows),
        formats=tuple(tuple(str(cell.number_format) for cell in row) for row in rows),
    )


def _held(value: Any) -> Held:
    """What a cell holds; a formula of any kind as its text."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, datetime | date | time | timedelta):
        return str(value)  # no figure, whatever it is
    return f"={str(getattr(value, 'text', '')).removeprefix('=')}"
