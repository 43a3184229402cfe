"""Rate a figure by where it stands to a baseline or to another area's figure."""

from kpi_store.domain.indicator import Polarity, adds_up
from kpi_store.domain.quantity import Unit
from kpi_store.domain.rated import Case, Rated, RatingState, graded, unrated

MET, NOT_MET = ("met", "green"), ("not met", "red")


def against_baseline(case: Case) -> Rated:
    """Met when the figure moved from the baseline as the target asks; no movement does not meet it.

    A figure that adds up over the year is held only against the same point last year.
    """
    target = case.listing.target
    if target.direction not in ("increase", "decrease"):
        reason = f"The target is printed as “{target.raw}”, which names no direction: not rated."
        return unrated(RatingState.TARGET_UNDEFINED, reason)
    baseline, named = case.baseline, "the baseline"
    if adds_up(case.listing):
        baseline, named = case.year_before, "the same point last year, which was"
        if baseline is None and case.baseline is not None:
            reason = (
                f"{case.said()} adds up over the year and the baseline of "
                f"{case.said(case.baseline)} is not of the same point of a year, so the target "
                f"“{target.raw}” cannot be held against it."
            )
            return unrated(RatingState.NOT_COMPARABLE, reason)
    if baseline is None:
        reason = f"The target is “{target.raw}” and no baseline is held, so it is not rated."
        return unrated(RatingState.NO_BASELINE, reason)
    moved = case.figure() - case.at_figure(baseline)
    wanted = moved > 0 if target.direction == "increase" else moved < 0
    where = "no change" if moved == 0 else f"{case.said_gap(moved)} {'up' if moved > 0 else 'down'}"
    link = "of " if named == "the baseline" else ""
    says = (
        f"{case.said()} against {named} {link}{case.said(baseline)}: {where}"
        f"{case.rounding(baseline)}, where the target is “{target.raw}”"
    )
    return _graded(case, says, met=wanted)


def against_benchmark(case: Case) -> Rated:
    """Met when the figure is on the asked side of the other area's; equal does not meet 'below'.

    The side is the target's operator, else the good direction. Counts of two areas are never
    compared.
    """
    target = case.listing.target
    if case.unit is Unit.COUNT:
        reason = "Counts of two areas cannot be compared, so it is not rated."
        return unrated(RatingState.NOT_COMPARABLE, reason)
    if case.benchmark is None:
        reason = f"The target is “{target.raw}” and no figure to compare with is held: not rated."
        return unrated(RatingState.NO_BENCHMARK, reason)
    below = _asks_below(case)
    if below is None:
        reason = f"The target is “{target.raw}” and no direction is stated as good: not rated."
        return unrated(RatingState.NO_GOOD_DIRECTION, reason)
    gap = case.figure() - case.at_figure(case.benchmark)
    side = "level" if gap == 0 else f"{case.said_gap(gap)} {'above' if gap > 0 else 'below'}"
    says = (
        f"{case.said()} against {case.said(case.benchmark)}: {side}"
        f"{case.rounding(case.benchmark)}, where the target is “{target.raw}”"
    )
    return _graded(case, says, met=gap < 0 if below else gap > 0)


def _asks_below(case: Case) -> bool | None:
    target, polarity = case.listing.target, case.listing.polarity.value
    if target.operator or target.direction:
        return target.operator == "<" or target.direction == "decrease"
    if polarity in (Polarity.LOWER, Polarity.HIGHER):
        return polarity is Polarity.LOWER
    return None


def _graded(case: Case, says: str, *, met: bool) -> Rated:
    codes = MET if met else NOT_MET
    code = next((one for one in codes if case.scheme.grade(one)), codes[0])
    if case.scheme.grade(code) is None:
        says = f"{says}, which is {'met' if met else 'not met'}"
    return graded(case, code, says, meets=met)
