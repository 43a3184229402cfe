"""Rate a figure against a target, a floor, thresholds or a range.

Edges belong to the better grade: a figure on the target meets it, and one that misses by exactly
the tolerance is inside it (domain facts 1.2; the November 2019 paper calls 20 % inside 12-20 %).
"""

from decimal import Decimal

from kpi_store.domain.indicator import Polarity
from kpi_store.domain.quantity import at_precision, plain
from kpi_store.domain.rated import (
    Case,
    Rated,
    RatingState,
    graded,
    said_span,
    said_tolerance,
    unrated,
)
from kpi_store.domain.scheme import Tolerance, ToleranceKind

GREEN, AMBER, RED = "green", "amber", "red"
HUNDRED = Decimal(100)


def shortfall(value: Decimal, target: Decimal, polarity: Polarity) -> Decimal | None:
    """How far *value* misses *target*: zero or less when it is met; None where no way is good."""
    match polarity:
        case Polarity.HIGHER:
            return target - value
        case Polarity.LOWER:
            return value - target
        case Polarity.CLOSEST:
            return abs(value - target)
        case _:
            return None


def against_target(case: Case) -> Rated:
    """Green to the tolerance's `green`, amber to its `amber`, red beyond; both edges included.

    A target printed with '<' or '>' is met only beyond it.
    """
    missed = _missed(case)
    if isinstance(missed, Rated):
        return missed
    says, gap = _says(case), missed
    if _met(case, gap):
        return graded(case, GREEN, says, meets=True)
    tolerance = case.tolerance
    if tolerance is None:
        if case.scheme.grade(AMBER) is None:
            return graded(case, RED, says, meets=False)
        reason = f"{says}; no tolerance is declared, so it is not rated."
        return unrated(RatingState.TOLERANCE_UNDEFINED, reason, meets=False)
    return _in_tolerance(case, says, gap, tolerance)


def against_floor(case: Case) -> Rated:
    """Green when the target is met, amber when only the floor is met, red below the floor."""
    floor = case.listing.limits.floor
    missed = _missed(case)
    if isinstance(missed, Rated):
        return missed
    if floor is None:
        return unrated(RatingState.TARGET_UNDEFINED, "No floor is stated, so it is not rated.")
    says = _says(case)
    if _met(case, missed):
        return graded(case, GREEN, says, meets=True)
    below = shortfall(case.figure(), case.at_figure(floor), case.listing.polarity.value)
    if below is not None and below <= 0:
        why = f"{says}, and the floor of {case.said(floor)} is met"
        return graded(case, AMBER, why, meets=False)
    why = f"{says}, and the floor of {case.said(floor)} is missed"
    return graded(case, RED, why, meets=False)


def against_thresholds(case: Case) -> Rated:
    """Green at `green` or better, amber at `amber` or better, else red from `red` on.

    Where no red threshold is stated everything worse than amber is red; where one is stated and
    the figure lies between it and amber, the paper does not say.
    """
    limits, polarity = case.listing.limits, case.listing.polarity.value
    if limits.green is None or (limits.amber is None and limits.red is None):
        reason = "The thresholds are not all stated, so it is not rated."
        return unrated(RatingState.TARGET_UNDEFINED, reason)
    stated = [one for one in (limits.green, limits.amber, limits.red) if one is not None]
    steps = [shortfall(one, limits.green, polarity) for one in stated]
    known = [one for one in steps if one is not None]
    if len(known) < len(steps) or polarity is Polarity.CLOSEST:
        return _no_way(case)
    if known != sorted(known):
        reason = "The thresholds are not in order from green to red, so it is not rated."
        return unrated(RatingState.BANDS_INCONSISTENT, reason)

    def reaches(bound: Decimal | None) -> bool:
        gap = None if bound is None else shortfall(case.figure(), case.at_figure(bound), polarity)
        return gap is not None and gap <= 0

    for code, bound in ((GREEN, limits.green), (AMBER, limits.amber)):
        if bound is not None and reaches(bound):
            return graded(case, code, f"{case.said()} reaches the {code} {case.said(bound)}")
    worse = "below" if polarity is Polarity.HIGHER else "above"
    if limits.red is None:
        return graded(case, RED, f"{case.said()} is {worse} the amber {case.said(stated[-1])}")
    if case.figure() == case.at_figure(limits.red):
        return graded(case, RED, f"{case.said()} is at the red {case.said(limits.red)}")
    if not reaches(limits.red):
        return graded(case, RED, f"{case.said()} is {worse} the red {case.said(limits.red)}")
    if limits.amber is None:
        return graded(case, AMBER, f"{case.said()} is between the green and the red threshold")
    reason = f"{case.said()} lies between the amber and the red threshold: the paper does not say."
    return unrated(RatingState.BETWEEN_BANDS, reason)


def against_target_and_direction(case: Case) -> Rated:
    """Green on target; off target, amber when no worse than the same period last year, else red.

    On target means met, or inside the tolerance's `green` where a tolerance is declared.
    """
    missed = _missed(case)
    if isinstance(missed, Rated):
        return missed
    says, tolerance = _says(case), case.tolerance
    if _met(case, missed):
        return graded(case, GREEN, says, meets=True)
    if tolerance is not None:
        allowed = _allowed(case, tolerance.green, tolerance)
        if allowed is not None and missed <= allowed:
            said = said_tolerance(case, tolerance.green, tolerance)
            why = f"{says}, inside the tolerance of {said}"
            return graded(case, GREEN, why, meets=False, leans=tolerance)
    if case.year_before is None:
        reason = f"{says}; the figure of the same period last year is not held, so it is not rated."
        return unrated(RatingState.NO_BASELINE, reason, meets=False)
    before = _missed(case, value=case.at_figure(case.year_before))
    assert isinstance(before, Decimal)  # the target and polarity are as they were above
    compared = f"the {case.said(case.year_before)} of the same period last year"
    if missed <= before:
        than = "as good as" if missed == before else "better than"
        return graded(case, AMBER, f"{says}, and {than} {compared}", meets=False, leans=tolerance)
    return graded(case, RED, f"{says}, and worse than {compared}", meets=False, leans=tolerance)


def against_range(case: Case) -> Rated:
    """Green inside the range with its ends, amber outside by at most the tolerance, red beyond.

    The tolerance is its wider one (`amber`): the narrower does not widen the range.
    """
    target = case.listing.target
    if target.low is None or target.high is None:
        reason = f"The target is printed as “{target.raw}”, without bounds, so it is not rated."
        return unrated(RatingState.TARGET_UNDEFINED, reason)
    span = said_span(target.low, target.high, case.unit)
    low, high, figure = case.at_figure(target.low), case.at_figure(target.high), case.figure()
    rounding = case.rounding(target.low, target.high)
    if low <= figure <= high:
        return graded(
            case, GREEN, f"{case.said()} is inside the range {span}{rounding}", meets=True
        )
    outside = low - figure if figure < low else figure - high
    way = "short" if figure < low else "over"
    says = f"{case.said()} is outside the range {span}: {case.said_gap(outside)} {way}{rounding}"
    tolerance = case.tolerance
    if tolerance is None:
        if case.scheme.grade(AMBER) is None:
            return graded(case, RED, says, meets=False)
        reason = f"{says}; no tolerance is declared, so it is not rated."
        return unrated(RatingState.TOLERANCE_UNDEFINED, reason, meets=False)
    allowed = _allowed(case, tolerance.amber, tolerance, low if figure < low else high)
    if allowed is None:
        return _no_share(says)
    said = said_tolerance(case, tolerance.amber, tolerance)
    if tolerance.kind is ToleranceKind.PER_CENT:
        said = f"{plain(tolerance.amber)} % of that end"
    code, where = (AMBER, "inside") if outside <= allowed else (RED, "beyond")
    why = f"{says}, {where} the tolerance of {said}"
    return graded(case, code, why, meets=False, leans=tolerance)


def against_expected_range(case: Case) -> Rated:
    """Never a grade: an activity measure inside its expected range, or flagged outside it."""
    limits, figure = case.listing.limits, case.figure()
    if limits.low is None and limits.high is None:
        reason = "No expected range is stated, so nothing is flagged."
        return unrated(RatingState.TARGET_UNDEFINED, reason)
    if limits.low is not None and figure < case.at_figure(limits.low):
        reason = f"{case.said()} is under the {case.said(limits.low)} expected: flagged, not rated."
        return unrated(RatingState.OUTSIDE_EXPECTED, reason)
    if limits.high is not None and figure > case.at_figure(limits.high):
        reason = f"{case.said()} is over the {case.said(limits.high)} expected: flagged, not rated."
        return unrated(RatingState.OUTSIDE_EXPECTED, reason)
    reason = f"{case.said()} is inside the range expected of an activity measure: not rated."
    return unrated(RatingState.NOT_TARGET, reason)


def meets_target(case: Case) -> bool | None:
    """Whether the figure meets its target; None where that has no value or no way is good."""
    gap = _missed(case)
    return _met(case, gap) if isinstance(gap, Decimal) else None


def _missed(case: Case, value: Decimal | None = None) -> Decimal | Rated:
    """How far the figure misses the target; a rating without grade where that cannot be said."""
    target = case.listing.target
    if target.value is None:
        reason = f"The target “{target.raw}” has no value to compare with, so it is not rated."
        return unrated(RatingState.TARGET_UNDEFINED, reason)
    figure = case.figure() if value is None else value
    gap = shortfall(figure, case.at_figure(target.value), case.listing.polarity.value)
    return _no_way(case) if gap is None else gap


def _met(case: Case, gap: Decimal) -> bool:
    return gap < 0 if case.listing.target.operator else gap <= 0


def _no_way(case: Case) -> Rated:
    reason = f"{case.said()} cannot be called better or worse: no direction is stated as good."
    return unrated(RatingState.NO_GOOD_DIRECTION, reason)


def _no_share(says: str) -> Rated:
    reason = f"{says}; a tolerance in per cent of 0 allows nothing to be told, so it is not rated."
    return unrated(RatingState.TOLERANCE_UNDEFINED, reason, meets=False)


def _says(case: Case) -> str:
    """'95 % against a target of 96 %: 1 point short'."""
    target = case.listing.target.value
    assert target is not None  # asked for by _missed
    goal = f"{case.listing.target.operator or ''}{case.said(target)}"
    gap = case.figure() - case.at_figure(target)
    polarity = case.listing.polarity.value
    if gap == 0:
        where = "on the limit" if case.listing.target.operator else "on target"
    else:
        under = "short" if polarity is not Polarity.LOWER else "under"
        over = "above" if polarity is Polarity.HIGHER else "over"
        where = f"{case.said_gap(gap)} {under if gap < 0 else over}"
    return f"{case.said()} against a target of {goal}: {where}{case.rounding(target)}"


def _allowed(
    case: Case, amount: Decimal, tolerance: Tolerance, of: Decimal | None = None
) -> Decimal | None:
    """The tolerance in the indicator's unit; None for a share of nothing."""
    if tolerance.kind is not ToleranceKind.PER_CENT:
        return amount
    whole = case.listing.target.value if of is None else of
    return abs(whole) * amount / HUNDRED if whole else None


def _in_tolerance(case: Case, says: str, gap: Decimal, tolerance: Tolerance) -> Rated:
    green = _allowed(case, tolerance.green, tolerance)
    amber = _allowed(case, tolerance.amber, tolerance)
    if green is None or amber is None:
        return _no_share(says)
    target = case.listing.target.value
    narrow = said_tolerance(case, tolerance.green, tolerance)
    wide = said_tolerance(case, tolerance.amber, tolerance)
    if tolerance.kind is ToleranceKind.PER_CENT and target:
        share = at_precision(gap * HUNDRED / abs(target), 1)
        says = f"{says} ({plain(share)} % of the target)"
        narrow, wide = f"{plain(tolerance.green)} %", f"{plain(tolerance.amber)} %"
    if gap <= green:
        code, where = GREEN, f"inside the tolerance of {narrow}"
    elif gap <= amber:
        code, where = AMBER, f"beyond {narrow} and inside the tolerance of {wide}"
    else:
        code, where = RED, f"beyond the tolerance of {wide}"
    return graded(case, code, f"{says}, {where}", meets=False, leans=tolerance)
