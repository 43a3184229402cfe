"""Hold the rule by which an edition rates: its grades, its tolerance, and where each came from.

Grades are data, never four colours written into code: blue has no standard meaning between
councils (domain facts 1.1), so an edition that does not define blue has no blue.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Rule(StrEnum):
    """The rules of domain facts 1.2; the target of a listing supplies the numbers."""

    TARGET = "target with tolerance"
    FLOOR = "target with floor"
    THRESHOLDS = "explicit thresholds"
    TARGET_AND_DIRECTION = "target tolerance plus direction"
    RANGE = "range"
    CLOSEST = "closest to target"
    BANDS = "judgement bands"
    DIRECTIONAL = "directional"
    BENCHMARK = "benchmark-relative"
    EXPECTED_RANGE = "expected range"
    NOT_RATED = "not a target measure"


class ToleranceKind(StrEnum):
    POINTS = "points"
    PER_CENT = "per cent of target"
    UNITS = "units"


@dataclass(frozen=True)
class Grade:
    """One step of a scheme, best first in the scheme's list; `colour` is for painting only."""

    code: str  # 'green', 'below requires improvement'
    label: str  # as said: 'Green', 'below Requires Improvement'
    meaning: str
    colour: str  # '#rrggbb'
    symbol: str  # so that colour never stands alone
    alarming: bool = False  # red, and its like: turning to it or leaving it is an alert


@dataclass(frozen=True)
class Tolerance:
    """How far short of the target is still green, and still amber.

    In points for percentages where `kind` is points, in per cent of the target for counts and
    weeks; `inferred` says that the papers never print it.
    """

    green: Decimal
    amber: Decimal
    kind: ToleranceKind
    inferred: bool
    why: str = ""


@dataclass(frozen=True)
class Scheme:
    """An edition's way of rating, its grades best first.

    `places` rounds figure and target half up before they are compared; None: the decimals the
    figure was printed with.
    """

    code: str
    title: str
    grades: tuple[Grade, ...]
    tolerance: Tolerance | None = None  # for percentages
    tolerance_amounts: Tolerance | None = None  # for counts, rates and weeks
    expects: str = ""  # 'bands' when the edition rates by judgement bands
    source: str = ""
    places: int | None = None

    def grade(self, code: str) -> Grade | None:
        return next((g for g in self.grades if g.code == code.lower()), None)


@dataclass(frozen=True)
class Limits:
    """What a listing declares for its own rule beyond its target, where a paper prints it.

    `rule` None: follows from the target. `floor`, `red`, `amber`, `green` are thresholds in the
    indicator's unit; `low` and `high` the expected range of an activity measure.
    """

    rule: Rule | None = None
    floor: Decimal | None = None
    red: Decimal | None = None
    amber: Decimal | None = None
    green: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    tolerance: Tolerance | None = None
