"""Rate a figure by judgement bands, as they are printed.

Nothing is rounded into a band and nothing is invented round one: a figure that no band holds, or
that two hold, has no grade, and worse than the Requires Improvement band is only called that
(domain facts 1.11, and traps 72 to 80).
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from kpi_store.domain.indicator import Polarity
from kpi_store.domain.quantity import Unit
from kpi_store.domain.rated import Case, Rated, RatingState, graded, unrated
from kpi_store.domain.target import Band, Bands
from kpi_store.domain.target_rules import meets_target

BELOW = "below requires improvement"
LABELS = {
    "requires improvement": "Requires Improvement",
    "good": "Good",
    "outstanding": "Outstanding",
}


def named(bands: Bands) -> tuple[tuple[str, Band], ...]:
    """The bands with their grade codes, worst first."""
    codes = tuple(LABELS)
    return tuple(zip(codes, (bands.ri, bands.good, bands.outstanding), strict=True))


def stated(bands: Bands) -> tuple[tuple[str, Band], ...]:
    """The bands that have a bound: a blank cell is no band."""
    return tuple(
        (code, one) for code, one in named(bands) if one.low is not None or one.high is not None
    )


def holds(band: Band, value: Decimal) -> bool:
    """Whether *value* is in *band*, ends included unless the paper prints '<' or '>'.

    A band with no bound at all holds nothing.
    """
    if band.low is None and band.high is None:
        return False
    if band.excludes_edge and value in (band.low, band.high):
        return False
    return (band.low is None or value >= band.low) and (band.high is None or value <= band.high)


def order(bands: Bands) -> Polarity:
    """Which way is good by the order of the bands across their columns; NONE where they disagree.

    Each band is compared with the next by whichever of its ends both of them print.
    """
    ways = set()
    printed = [band for _, band in stated(bands)]
    for worse, better in pairwise(printed):
        worse_end, better_end = _comparable(worse, better)
        if worse_end is None or better_end is None or worse_end == better_end:
            continue
        ways.add(Polarity.HIGHER if better_end > worse_end else Polarity.LOWER)
    return ways.pop() if len(ways) == 1 else Polarity.NONE


def misprint(bands: Bands, polarity: Polarity) -> str:
    """Why the bands cannot be meant as they are printed, or nothing.

    They run one way from worse to better, that way is the indicator's own, and the best of them is
    not open towards the worse side ('>25' where lower is better).
    """
    way = order(bands)
    if way is Polarity.NONE:
        return "The bands do not run one way from worse to better"
    if polarity in (Polarity.HIGHER, Polarity.LOWER) and polarity is not way:
        return f"The bands run as if {way} were better, and {polarity} is better"
    _, best = stated(bands)[-1]
    open_side = best.low if way is Polarity.HIGHER else best.high
    if open_side is None:
        return f"The best band is printed as “{best.raw}”, which holds the worst figures too"
    return ""


def by_bands(case: Case) -> Rated:
    """The band that holds the figure; a state where none does, two do, or they are misprinted.

    The sentence also says whether the year-end target is met, because a target may lie inside
    the Requires Improvement band.
    """
    bands = case.listing.bands
    if bands is None or not stated(bands):
        return unrated(RatingState.NO_TARGET, "The paper prints no bands, so it is not rated.")
    meets = meets_target(case)
    if not bands.confirmed:
        why = bands.why.rstrip(".") or "they contradict each other"
        reason = f"The bands are not usable as printed ({why}), so {case.said()} is not rated."
        return unrated(RatingState.BANDS_INCONSISTENT, reason, meets=meets)
    if misprint(bands, case.listing.polarity.value):
        reason = f"{misprint(bands, case.listing.polarity.value)}, so {case.said()} is not rated."
        return unrated(RatingState.BANDS_INCONSISTENT, reason, meets=meets)
    way = order(bands)
    value = case.figure()
    found = [(code, band) for code, band in stated(bands) if holds(band, value)]
    rounding, target = case.rounding(), _said_target(case, meets)
    match found:
        case [(code, band)]:
            why = f"{case.said()} is inside the {_said(code, band, case.unit)}{rounding}"
            rated = graded(case, code, why, meets=meets)
        case []:
            rated = _outside(case, stated(bands), way, meets=meets)
        case _:
            both = " and the ".join(_said(code, band, case.unit) for code, band in found)
            reason = f"{case.said()} is in both the {both}{rounding}, so it is not rated."
            rated = unrated(RatingState.IN_BOTH_BANDS, reason, meets=meets)
    if not target:
        return rated
    sentence = f"{rated.reason.removesuffix('.')}; {target}."
    return Rated(rated.grade, rated.state, sentence, meets_target=meets, inferred=rated.inferred)


def _outside(
    case: Case, bands: Sequence[tuple[str, Band]], way: Polarity, *, meets: bool | None
) -> Rated:
    value = case.figure()
    worst_code, worst = bands[0]
    best_code, best = bands[-1]
    edge = worst.low if way is Polarity.HIGHER else worst.high
    if edge is not None and _worse(value, edge, way):
        if worst_code != "requires improvement":
            reason = f"{case.said()} is worse than the {_said(worst_code, worst, case.unit)}, the"
            reason = f"{reason} lowest the paper prints, so it is not rated."
            return unrated(RatingState.BETWEEN_BANDS, reason, meets=meets)
        why = f"{case.said()} is worse than the {_said(worst_code, worst, case.unit)}"
        return graded(case, BELOW, why, meets=meets)
    top = best.high if way is Polarity.HIGHER else best.low
    if top is not None and _worse(top, value, way):
        reason = (
            f"{case.said()} is beyond the {_said(best_code, best, case.unit)}, and the paper does "
            "not say what that is, so it is not rated."
        )
        return unrated(RatingState.BETWEEN_BANDS, reason, meets=meets)
    (worse_code, worse), (better_code, better) = _neighbours(value, bands, way)
    reason = (
        f"{case.said()} lies between the {_said(worse_code, worse, case.unit)} and the "
        f"{_said(better_code, better, case.unit)}, so it is not rated."
    )
    return unrated(RatingState.BETWEEN_BANDS, reason, meets=meets)


def _neighbours(
    value: Decimal, bands: Sequence[tuple[str, Band]], way: Polarity
) -> tuple[tuple[str, Band], tuple[str, Band]]:
    """The two bands that *value* lies between."""
    for worse, better in reversed(list(pairwise(bands))):
        end = worse[1].high if way is Polarity.HIGHER else worse[1].low
        if end is not None and not _worse(value, end, way):
            return worse, better
    return bands[0], bands[1]


def _worse(value: Decimal, than: Decimal, way: Polarity) -> bool:
    return value < than if way is Polarity.HIGHER else value > than


def _said(code: str, band: Band, unit: Unit) -> str:
    raw = band.raw.strip()
    percent = " %" if unit is Unit.PERCENT and "%" not in raw else ""
    return f"{LABELS[code]} band {raw}{percent}"


def _said_target(case: Case, meets: bool | None) -> str:
    target = case.listing.target
    if meets is None or target.value is None:
        return ""
    goal = f"the year-end target of {target.operator or ''}{case.said(target.value)}"
    return f"it meets {goal}" if meets else f"it does not meet {goal}"


def _comparable(worse: Band, better: Band) -> tuple[Decimal | None, Decimal | None]:
    if worse.low is not None and better.low is not None:
        return worse.low, better.low
    if worse.high is not None and better.high is not None:
        return worse.high, better.high
    return (
        worse.low if worse.low is not None else worse.high,
        better.low if better.low is not None else better.high,
    )
