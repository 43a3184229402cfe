"""Read and say amounts: a number with the unit the paper gives it.

A value is a Decimal that keeps the decimals it was printed with, because figures are compared at
their published precision (domain rule: round half up to the printed decimals).
"""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum

from kpi_store.domain.errors import BadValue

LARGEST = Decimal(10) ** 12
DECIMALS = 6


class Unit(StrEnum):
    """What a value counts."""

    PERCENT = "%"
    COUNT = "count"
    PER_10K = "per 10,000"
    PER_100K = "per 100,000"
    WEEKS = "weeks"
    DAYS = "days"
    CASES = "cases per worker"
    RATE = "rate"
    POUNDS = "£"
    TEXT = "text"
    COMPOSITE = "composite"
    NOT_STATED = "not stated"


NUMBER = re.compile(r"[<>≤≥]?\s*(-?\d{1,3}(?:,\d{3})+|-?\d+)(\.\d+)?(?![.,]?\d)")
SAID_UNITS = {
    Unit.PERCENT: re.compile(r"(%|per ?cent)$", re.IGNORECASE),
    Unit.WEEKS: re.compile(r"weeks?$", re.IGNORECASE),
    Unit.DAYS: re.compile(r"days?$", re.IGNORECASE),
    Unit.PER_10K: re.compile(r"per 10,?000$", re.IGNORECASE),
    Unit.PER_100K: re.compile(r"per 100,?000$", re.IGNORECASE),
    Unit.POUNDS: re.compile(r"^£"),
}


def read_number(words: str) -> Decimal:
    """Return the number *words* begin with: '1,967' is 1967, '78%' is 78, '26 weeks' is 26.

    Raises BadValue when they do not begin with a number that can be stored.
    """
    found = NUMBER.match(words.strip())
    if not found:
        raise BadValue(words, "it is not a number")
    try:
        value = Decimal(found[1].replace(",", "") + (found[2] or ""))
    except InvalidOperation as fault:  # pragma: no cover - the pattern allows only digits
        raise BadValue(words, "it is not a number") from fault
    if abs(value) >= LARGEST or -int(value.as_tuple().exponent) > DECIMALS:
        raise BadValue(words, f"at most 12 digits and {DECIMALS} decimals are kept")
    return value


def read_value(words: str, unit: Unit) -> Decimal:
    """Return the whole of *words* as a value of *unit*; raises BadValue with what is wrong."""
    bare = words.strip().rstrip("*").strip()
    for said, pattern in SAID_UNITS.items():
        if pattern.search(bare):
            if said is not unit:
                raise BadValue(words, f"the indicator's unit is '{unit}', not '{said}'")
            bare = pattern.sub("", bare).strip()
            break
    if not re.fullmatch(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", bare):
        raise BadValue(words, f"it is not a number of unit '{unit}'")
    value = read_number(bare)
    if unit is Unit.PERCENT and not 0 <= value <= 100:
        raise BadValue(words, "a percentage lies between 0 and 100")
    if unit is not Unit.NOT_STATED and value < 0:
        raise BadValue(words, "it is below zero")
    return value or abs(value)


def decimals(value: Decimal) -> int:
    """How many decimals *value* was printed with."""
    return max(0, -int(value.as_tuple().exponent))


def at_precision(value: Decimal, places: int) -> Decimal:
    """*value* rounded half up to *places* decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """*value* with thousands separators and no exponent: '1,967', '45', '0.5'.

    >>> plain(Decimal("75420")), plain(Decimal("32.60"))
    ('75,420', '32.60')
    """
    return f"{value:,f}"


def say(value: Decimal, unit: str) -> str:
    """*value* with its unit, as it is said: '95 %', '28 weeks', '34.7 per 10,000', '159'."""
    match unit:
        case Unit.PERCENT:
            return f"{plain(value)} %"
        case Unit.POUNDS:
            return f"£{plain(value)}"
        case Unit.WEEKS | Unit.DAYS:
            return f"{plain(value)} {unit if value != 1 else unit.rstrip('s')}"
        case Unit.PER_10K | Unit.PER_100K | Unit.CASES:
            return f"{plain(value)} {unit}"
        case _:
            return plain(value)


def say_gap(gap: Decimal, unit: str) -> str:
    """A difference between two values of *unit*: '1 point', '2.5 points', '3 weeks', '12'."""
    if unit == Unit.PERCENT:
        return f"{plain(gap)} point{'' if gap == 1 else 's'}"
    if unit in (Unit.WEEKS, Unit.DAYS):
        return say(gap, unit)
    return plain(gap)
