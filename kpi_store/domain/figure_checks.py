"""Find figures that cannot be, or cannot be told from a slip of the pen, in one index.

A percentage over 100, a count and a rate that imply another population than their neighbours, and
one number that stands in three columns (domain facts 1.8; traps 41 and 43).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kpi_store.domain.fault import Fault
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.period import Period
from kpi_store.domain.quantity import Unit, decimals, plain, say

PER = Decimal(10_000)
HALF = Decimal("0.5")
# A number that a percentage or a count comes to so often that repeating it says nothing.
COMMON = (Decimal(0), Decimal(1), Decimal(100))
REPEATS = 3


@dataclass(frozen=True)
class Cell:
    """One printed figure of an indicator; `column` says where it was printed."""

    number: str
    area: str
    period: Period
    column: str
    value: Decimal
    unit: Unit


@dataclass(frozen=True)
class Base:
    """The populations that a count and its rate can both be of, given how the rate is rounded."""

    low: Decimal
    high: Decimal
    count: Cell
    rate: Cell

    @classmethod
    def implied(cls, count: Cell, rate: Cell) -> "Base":
        """The population of *count* and *rate*: all that round to the rate as it is printed."""
        half = HALF.scaleb(-decimals(rate.value))
        highest = count.value * PER / (rate.value - half)
        return cls(count.value * PER / (rate.value + half), highest, count, rate)


def over_a_hundred(cells: Sequence[Cell]) -> Iterator[tuple[str, Fault]]:
    """The percentages over 100, each with its indicator's number."""
    for cell in cells:
        if cell.unit is Unit.PERCENT and cell.value > 100:
            said = f"{say(cell.value, cell.unit)} for {cell.period.words()} cannot be"
            yield cell.number, Fault("per-cent-over-100", "error", plain(cell.value), said)


def bases(edition: Edition, cells: Sequence[Cell]) -> tuple[Base, ...]:
    """The population that each count with its rate implies.

    A pair is a rate per 10,000 and a count that stand in neighbouring rows of one section, with
    the same basis, for the edition's own area and one period.
    """
    found = []
    for one, other in pairwise(edition.listings):
        pair = _pair(one, other)
        if pair is None:
            continue
        rate, count = pair
        rates = {c.period: c for c in cells if c.number == rate.number and c.area == edition.area}
        for cell in cells:
            held = rates.get(cell.period)
            ours = cell.number == count.number and cell.area == edition.area
            if held and ours and cell.value and held.value > 1:
                found.append(Base.implied(cell, held))
    return tuple(found)


def other_bases(found: Sequence[Base]) -> Iterator[tuple[str, Fault]]:
    """The pairs outside the population that most pairs agree on."""
    if not found:
        return
    edges = sorted({base.low for base in found})
    agreed = max(edges, key=lambda edge: sum(base.low <= edge <= base.high for base in found))
    inside = [base for base in found if base.low <= agreed <= base.high]
    low, high = max(base.low for base in inside), min(base.high for base in inside)
    for base in found:
        if base not in inside:
            why = (
                f"{plain(base.count.value)} and {say(base.rate.value, base.rate.unit)} for "
                f"{base.rate.period.words()} imply a population of {_people(base.low)} to "
                f"{_people(base.high)}, and the other pairs {_people(low)} to {_people(high)}"
            )
            yield base.rate.number, Fault("population-base", "warning", plain(base.rate.value), why)


def repeats(cells: Sequence[Cell]) -> Iterator[tuple[str, Fault]]:
    """The numbers printed in three cells or more of an indicator, in two areas or more."""
    where: dict[tuple[str, Decimal], list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.value not in COMMON:
            where[(cell.number, cell.value)].append(cell)
    for (number, value), same in where.items():
        if len(same) >= REPEATS and len({cell.area for cell in same}) > 1:
            columns = ", ".join(cell.column for cell in same)
            why = f"{plain(value)} stands in {len(same)} cells: {columns}"
            yield number, Fault("suspicious-repeat", "note", plain(value), why)


def _pair(one: Listing, other: Listing) -> tuple[Listing, Listing] | None:
    """The rate and the count of two neighbouring rows, if that is what they are."""
    by_unit = {one.unit.value: one, other.unit.value: other}
    if set(by_unit) != {Unit.PER_10K, Unit.COUNT}:
        return None
    alike = one.section == other.section and one.basis.value is other.basis.value
    return (by_unit[Unit.PER_10K], by_unit[Unit.COUNT]) if alike else None


def _people(number: Decimal) -> str:
    return f"{number:,.0f}"
