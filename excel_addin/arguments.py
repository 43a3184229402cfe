"""Read what a worksheet function was given: literals, cells and ranges, as Excel sends them.

A blank cell may arrive as None, "" or 0; a whole number as 2.0; a true date as its serial number.
All of that is settled here, once; what a period is called is the store's business.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from kpi_store.domain.answer import Field
from kpi_store.domain.errors import KpiError
from kpi_store.domain.period import MONTHS, Period

Cell = object
Grid = tuple[tuple[Cell, ...], ...]

SERIAL_ZERO = date(1899, 12, 30)  # Excel's day 0, once its 29 February 1900 is allowed for
FIRST_SERIAL = 20_000  # 3 October 1954; smaller numbers are never taken for dates
LAST_SERIAL = 73_050  # 31 December 2099
EXCEL_ERRORS = frozenset(
    {"#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
EXAMPLE = '=KPI(2,"Q2")'

FIELDS = {
    Field.VALUE: "The figure (as when left out)",
    Field.RATING: "Its rating, in a word",
    Field.REASON: "Why it is rated so, in a sentence",
    Field.TARGET: "A number, or a range in words",
    Field.DIRECTION: "Direction of travel, in words",
    Field.ENGLAND: "England's figure, where printed",
    Field.LONDON: "London's figure, where printed",
    Field.PRIOR: "The outturn of the year before",
    Field.NARRATIVE: "What the panel was told about it",
    Field.SOURCE: "The paper and line the figure is from",
    Field.NOTES: "The index's notes on the indicator",
    Field.NAME: "The indicator's name",
    Field.STATUS: "Published, corrected, not reported ...",
}
ALSO = {
    "figure": Field.VALUE,
    "brag": Field.RATING,
    "rag": Field.RATING,
    "region": Field.REGION,
    "rationale": Field.RATIONALE,
}


class BadArgument(KpiError):
    """What was typed into the formula cannot be used; shown as #VALUE! with the sentence."""


def grid(given: object, name: str) -> Grid:
    """Return an argument as rows of cells: one value is one row of one cell.

    Raises BadArgument when it is not a rectangle.
    """
    if not _is_list(given):
        return ((given,),)
    rows = [tuple(row) if _is_list(row) else (row,) for row in given]  # type: ignore[attr-defined]
    if all(not _is_list(row) for row in given):  # type: ignore[attr-defined]
        rows = [tuple(cell for (cell,) in rows)]
    if not rows or not rows[0] or any(len(row) != len(rows[0]) for row in rows):
        raise BadArgument(f"The {name} is not a cell or a rectangle of cells.")
    return tuple(rows)


def one_cell(given: object, name: str) -> Cell:
    """Return the only cell of an argument that takes one; raises BadArgument for a range."""
    rows = grid(given, name)
    if len(rows) * len(rows[0]) > 1:
        raise BadArgument(f"The {name} is one cell here, not a range of them.")
    (cell,) = rows[0]
    if is_error(cell):
        raise BadArgument(f"The {name} is the error {cell}.")
    return cell


def is_blank(cell: Cell) -> bool:
    """Whether nothing is given: an empty cell, or text of spaces only."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_nothing(cell: Cell) -> bool:
    """Blank, or the 0 that Excel may send for a reference to an empty cell."""
    return is_blank(cell) or (_is_number(cell) and cell == 0)


def is_error(cell: Cell) -> bool:
    """Whether the cell holds one of Excel's own errors, which pass through a formula."""
    return isinstance(cell, str) and cell in EXCEL_ERRORS


def indicator_words(cell: Cell) -> str:
    """Return an indicator as it is typed: 2.0 is '2'; raises BadArgument for blank and for 0."""
    if is_blank(cell):
        raise BadArgument(f"No indicator is given. Type its number or name, as in {EXAMPLE}.")
    words = _words(cell, "an indicator")
    if words == "0":
        raise BadArgument(
            f"0 is not an indicator (an empty cell counts as 0). "
            f"Type its number or name, as in {EXAMPLE}."
        )
    return words


def period_words(cell: Cell) -> str | None:
    """Return a period as it is typed, None for blank; a true date means the month it lies in."""
    if is_nothing(cell):
        return None
    found = _true_date(cell)
    return Period.month_of(found).code if found else _words(cell, "a period")


def day(cell: Cell) -> date | None:
    """Return a date given as serial number, '2019-11-06', '6/11/2019' or '6 November 2019'.

    None for blank; BadArgument otherwise.
    """
    if is_nothing(cell):
        return None
    found = _day_of_words(cell.strip()) if isinstance(cell, str) else _true_date(cell)
    if found:
        return found
    raise BadArgument(
        f"{_said(cell)} is not a date for as_of; try DATE(2019,11,6) or '2019-11-06'."
    )


def field_of(cell: Cell) -> Field:
    """Return the field a cell names, VALUE for blank; BadArgument names them all otherwise."""
    if is_nothing(cell):
        return Field.VALUE
    words = _words(cell, "a field").lower()
    named = next((field for field in FIELDS if field.value == words), None)
    if field := named or ALSO.get(words):
        return field
    known = ", ".join(field.value for field in FIELDS)
    raise BadArgument(f"{_said(cell)} is not a field. Fields: {known}.")


def words_to_find(cell: Cell) -> str:
    """Return what is looked for as typed: 11.0 is '11'; raises BadArgument for blank."""
    if is_blank(cell):
        raise BadArgument('No words are given. Type some, as in =KPIFIND("court delays").')
    return _words(cell, "words to look for")


def section_words(cell: Cell) -> str | None:
    """Return a section's name as typed, None for blank: the whole index."""
    return None if is_nothing(cell) else _words(cell, "a section")


def since_words(cell: Cell) -> str | None:
    """Return since when: a date as '2019-06-26', other words as typed ('Q1'), None for blank."""
    if is_nothing(cell):
        return None
    found = _day_of_words(cell.strip()) if isinstance(cell, str) else _true_date(cell)
    return found.isoformat() if found else _words(cell, "a date or a period")


def count_of(cell: Cell, *, blank: int, most: int) -> int:
    """Return how many rows are wanted, *blank* where nothing is said; BadArgument otherwise."""
    if is_blank(cell):
        return blank
    words = _words(cell, "a number of rows")
    if not words.isdecimal() or not 1 <= int(words) <= most:
        raise BadArgument(f"{_said(cell)} is not a number of rows from 1 to {most}.")
    return int(words)


def edition_words(cell: Cell) -> str | None:
    """Return an edition's code or name as typed, None for blank."""
    return None if is_nothing(cell) else _words(cell, "an edition")


def _is_list(given: object) -> bool:
    return isinstance(given, Sequence) and not isinstance(given, str | bytes)


def _words(cell: Cell, what: str) -> str:
    """The cell as text: a whole number without its decimals, text without outer spaces."""
    match cell:
        case bool():
            raise BadArgument(f"{_said(cell)} is not {what}.")
        case int():
            return str(cell)
        case float() if math.isfinite(cell):
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case str():
            return cell.strip()
        case _:
            raise BadArgument(f"{_said(cell)} is not {what}.")


def _said(cell: Cell) -> str:
    """The cell as it is quoted in a sentence, shortened where it is long."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = repr(cell)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _true_date(cell: Cell) -> date | None:
    """The day of a serial number, or of a date as classic xlwings hands it over."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not _is_number(cell) or not FIRST_SERIAL <= cell < LAST_SERIAL + 1:  # type: ignore[operator]
        return None  # nan and infinity compare false
    return SERIAL_ZERO + timedelta(days=int(cell))  # type: ignore[call-overload]


def _day_of_words(words: str) -> date | None:
    for reader in (date.fromisoformat, _day_month_year, _day_named_month):
        try:
            return reader(words)
        except ValueError:
            continue  # the next way of writing it; none left means it is not a date
    return None


def _day_month_year(words: str) -> date:
    return datetime.strptime(words, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no time zone


def _day_named_month(words: str) -> date:
    """'6 November 2019' or '6 Nov 2019', whatever language the machine speaks."""
    number, name, year = words.split()
    found = [
        place
        for place, month in enumerate(MONTHS, start=1)
        if name.lower() in (month.lower(), month[:3].lower())
    ]
    if len(found) != 1:
        raise ValueError(words)
    return date(int(year), found[0], int(number))
