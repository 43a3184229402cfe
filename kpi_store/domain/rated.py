"""Say what rating a figure comes to: a grade or the state that stands in for one, and why.

Every state but `RATED` is an answer too: no colour is given, and the reason says what is lacking.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpi_store.domain.indicator import Listing
from kpi_store.domain.observation import Status
from kpi_store.domain.quantity import Unit, at_precision, decimals, plain, say, say_gap
from kpi_store.domain.scheme import Grade, Rule, Scheme, Tolerance, ToleranceKind


class RatingState(StrEnum):
    """Whether there is a grade, or what there is instead (domain facts 1.2)."""

    RATED = "rated"
    NOT_TARGET = "not a target measure"
    NEW = "new (no target)"
    NO_DATA = "no data"
    NOT_DUE = "not yet due"
    SUPPRESSED = "suppressed"
    TARGET_UNDEFINED = "target undefined"
    NO_TARGET = "no target set"
    BANDS_INCONSISTENT = "bands inconsistent"
    BETWEEN_BANDS = "between bands"
    IN_BOTH_BANDS = "in both bands"
    OUTSIDE_EXPECTED = "outside expected range"
    NO_BASELINE = "no baseline"
    NO_BENCHMARK = "no benchmark"
    NO_GOOD_DIRECTION = "no good direction"
    TOLERANCE_UNDEFINED = "tolerance undefined"
    IN_DOUBT = "figure in doubt"  # suspected not to be what was measured (trap 31)
    NOT_COMPARABLE = "not comparable"
    NO_GRADE = "no grade for it"  # the scheme has no grade for what the rule finds


@dataclass(frozen=True)
class Case:
    """What a rating is worked out from; all numbers are in the listing's unit."""

    listing: Listing
    scheme: Scheme
    value: Decimal
    status: Status = Status.PUBLISHED
    baseline: Decimal | None = None
    benchmark: Decimal | None = None
    year_before: Decimal | None = None

    @property
    def unit(self) -> Unit:
        return self.listing.unit.value

    @property
    def tolerance(self) -> Tolerance | None:
        """The listing's own tolerance, else the scheme's for percentages or for amounts."""
        if own := self.listing.limits.tolerance:
            return own
        return self.scheme.tolerance if self.unit is Unit.PERCENT else self.scheme.tolerance_amounts

    def said(self, number: Decimal | None = None) -> str:
        """*number* with its unit; the figure itself where none is given."""
        return say(self.value if number is None else number, self.unit)

    def said_gap(self, gap: Decimal) -> str:
        return say_gap(abs(gap), self.unit)

    def at_figure(self, bound: Decimal) -> Decimal:
        """*bound* at the precision it is compared at.

        That is the figure's printed precision: a bound with more decimals than the figure is
        rounded half up to the figure's; a figure with more decimals than the bound is not rounded.
        The scheme's `places`, where set, rounds both.
        """
        places = decimals(self.value) if self.scheme.places is None else self.scheme.places
        return at_precision(bound, places) if decimals(bound) > places else bound

    def figure(self) -> Decimal:
        """The figure at the precision it is compared at."""
        return self.at_figure(self.value)

    def rounding(self, *bounds: Decimal) -> str:
        """A clause that says so where rounding changed a number, else nothing."""
        if all(self.at_figure(one) == one for one in (self.value, *bounds)):
            return ""
        places = decimals(self.value) if self.scheme.places is None else self.scheme.places
        how = "whole numbers" if places == 0 else f"{places} decimal{'' if places == 1 else 's'}"
        return f", compared at {how}"


@dataclass(frozen=True)
class Rated:
    """A rating worked out: its grade or the state instead, one sentence why, and what it leant on.

    `meets_target` is None where the question does not arise; `inferred` is True where the grade
    leans on a tolerance that no paper prints.
    """

    grade: Grade | None
    state: RatingState
    reason: str
    rule: Rule | None = None
    meets_target: bool | None = None
    inferred: bool = False
    case: Case | None = None


Rate = Callable[[Case], Rated]


def unrated(state: RatingState, reason: str, *, meets: bool | None = None) -> Rated:
    return Rated(None, state, reason, meets_target=meets)


def graded(
    case: Case, code: str, why: str, *, meets: bool | None = None, leans: Tolerance | None = None
) -> Rated:
    """The grade *code* of the scheme with *why*, which ends in 'so Green' or the like.

    *leans* is the tolerance that decided, if one did; the sentence owns up to an inferred one.
    """
    grade = case.scheme.grade(code)
    if grade is None:
        reason = f"{why}; {case.scheme.title} has no grade for that, so it is not rated."
        return unrated(RatingState.NO_GRADE, reason, meets=meets)
    inferred = leans is not None and leans.inferred
    ours = "; the tolerance is ours, the papers do not print it" if inferred else ""
    return Rated(
        grade,
        RatingState.RATED,
        f"{why}, so {grade.label}{ours}.",
        meets_target=meets,
        inferred=inferred,
    )


def said_tolerance(case: Case, amount: Decimal, tolerance: Tolerance) -> str:
    """A tolerance as it is said: '3 points', '3 % of the target', '2 weeks'."""
    match tolerance.kind:
        case ToleranceKind.POINTS:
            return f"{plain(amount)} point{'' if amount == 1 else 's'}"
        case ToleranceKind.PER_CENT:
            return f"{plain(amount)} % of the target"
        case _:
            return case.said_gap(amount)


def said_span(low: Decimal, high: Decimal, unit: Unit) -> str:
    """A span as it is said: '12-20 %'."""
    return f"{plain(low)}-{say(high, unit)}"
