"""Say what an indicator is held against: a target as printed, and judgement bands."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class TargetKind(StrEnum):
    """What sort of target the paper prints; none of these is a number made up."""

    VALUE = "value"
    RANGE = "range"
    DIRECTION = "direction"
    BENCHMARK = "benchmark-relative"
    NONE = "none"  # printed "Not a target measure"
    NEW = "new"  # printed "New": no target yet
    UNDEFINED = "undefined"  # printed "Range", and no bounds
    NOT_SET = "not set"  # the cell is blank, or the paper prints no targets


@dataclass(frozen=True)
class Target:
    """A target as printed (`raw`) and as read; `year` is the year the paper heads it with.

    `operator` is '<' or '>' where printed ("<20"); `direction` is 'increase' or 'decrease';
    `benchmark` is the area to compare with. Numbers are in the indicator's unit.
    """

    raw: str
    kind: TargetKind
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    year: str | None = None
    operator: str | None = None
    direction: str | None = None
    benchmark: str | None = None


@dataclass(frozen=True)
class Band:
    """A judgement band as printed; a side that is open has no bound.

    '85+' has low 85 and no high; '<14' has high 14, not itself inside (`excludes_edge`);
    '49-26' is read in either order.
    """

    raw: str
    low: Decimal | None = None
    high: Decimal | None = None
    excludes_edge: bool = False


@dataclass(frozen=True)
class Bands:
    """The three Ofsted-like judgement bands of a scorecard row (S4), as printed."""

    ri: Band
    good: Band
    outstanding: Band
    confirmed: bool = True  # False: misprinted so that no rating may lean on them
    why: str = ""
