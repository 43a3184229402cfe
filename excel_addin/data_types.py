"""Write cells as the data types of Excel: a number with its unit's format, a card, an error.

An Excel without them (custom functions runtime before 1.4) gets the number or the word alone.
"""

from functools import cache

from excel_addin.card import PROVIDER, Card
from excel_addin.cells import Number, Shown

ERRORS = {
    "#DIV/0!": "Div0",
    "#N/A": "NotAvailable",
    "#NAME?": "Name",
    "#NULL!": "Null",
    "#NUM!": "Num",
    "#REF!": "Ref",
    "#VALUE!": "Value",
}  # the errors that have a data type, by what a cell shows
FIRST_RUNTIME = (1, 4)  # of Office's custom functions that knows data types


def as_sent(cell: Shown | Card, runtime: str) -> object:
    """Return *cell* as JSON for an Excel whose custom functions have that *runtime*."""
    if _version(runtime) < FIRST_RUNTIME:
        cell = cell.figure if isinstance(cell, Card) else cell
        return float(cell) if isinstance(cell, Number) else cell
    if isinstance(cell, Card):
        said = {name: {"type": "String", "basicValue": words} for name, words in cell.said}
        return {**_figure(cell.figure), "properties": said, "provider": {"description": PROVIDER}}
    if isinstance(cell, Number):
        return {
            "type": "FormattedNumber",
            "basicValue": float(cell),
            "numberFormat": cell.number_format,
        }
    if isinstance(cell, str) and cell in ERRORS:
        return {"type": "Error", "errorType": ERRORS[cell]}
    return cell


def _figure(figure: Shown) -> dict[str, object]:
    if isinstance(figure, Number):
        return {
            "type": "Double",
            "basicValue": float(figure),
            "numberFormat": figure.number_format,
        }
    return {"type": "String", "basicValue": str(figure)}


@cache
def _version(runtime: str) -> tuple[int, ...]:
    return tuple(int(part) for part in runtime.split("."))
