"""Say in Excel's own code how a cell shows a number as its paper prints it."""

import re
from decimal import Decimal

from kpi_store.domain.quantity import Unit, decimals

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
SUFFIX = {Unit.PERCENT: "%", Unit.WEEKS: " weeks", Unit.DAYS: " days"}
LONGEST_UNIT = 40  # characters around a printed number that are its unit or year, not a story


def number_format(value: Decimal | None, raw: str, unit: Unit) -> str:
    """The format by which a cell with *value* shows what is printed as *raw*.

    >>> number_format(Decimal("34"), "34% (Jan 2018)", Unit.PERCENT)
    '0"% (Jan 2018)"'
    >>> number_format(Decimal("1967"), "1,967", Unit.COUNT)
    '#,##0'
    """
    suffix = SUFFIX.get(unit, "")
    if value is None:
        return "General" + _quoted(suffix)
    digits, before, after = "0", "", suffix
    found = NUMBER.search(raw)
    around = (raw[: found.start()], raw[found.end() :]) if found else ("", "")
    if found and Decimal(found[0].replace(",", "")) == abs(value):
        digits = "#,##0" if "," in found[0] else "0"
        if len("".join(around)) <= LONGEST_UNIT:
            before, after = around[0].rstrip("-"), around[1]
    if unit is Unit.PERCENT and "%" not in after:
        after = f"%{after}"
    places = decimals(value)
    return _quoted(before) + digits + (f".{'0' * places}" if places else "") + _quoted(after)


def _quoted(words: str) -> str:
    kept = "".join(one for one in words if one.isprintable() and one != '"')
    return f'"{kept}"' if kept else ""
