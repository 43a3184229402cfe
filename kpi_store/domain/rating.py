"""Rate a figure: is it good enough, by the rule of its edition?

A rating says whether a figure is good enough. Whether it is getting better is direction.py. The
published rating is never touched here: this one is worked out beside it.

>>> from kpi_store.domain.scheme import Rule
>>> RULES[Rule.RANGE].__name__
'against_range'
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kpi_store.domain.band_rules import by_bands, stated
from kpi_store.domain.comparison_rules import against_baseline, against_benchmark
from kpi_store.domain.indicator import Listing, Polarity
from kpi_store.domain.observation import Observation, Status
from kpi_store.domain.quantity import say
from kpi_store.domain.rated import Case, Rate, Rated, RatingState, unrated
from kpi_store.domain.scheme import Rule, Scheme
from kpi_store.domain.target import TargetKind
from kpi_store.domain.target_rules import (
    against_expected_range,
    against_floor,
    against_range,
    against_target,
    against_target_and_direction,
    against_thresholds,
)

__all__ = ["Case", "Rated", "RatingState", "fits", "rate", "rule_of"]

RULES: Mapping[Rule, Rate] = {
    Rule.TARGET: against_target,
    Rule.FLOOR: against_floor,
    Rule.THRESHOLDS: against_thresholds,
    Rule.TARGET_AND_DIRECTION: against_target_and_direction,
    Rule.RANGE: against_range,
    Rule.CLOSEST: against_target,
    Rule.BANDS: by_bands,
    Rule.DIRECTIONAL: against_baseline,
    Rule.BENCHMARK: against_benchmark,
    Rule.EXPECTED_RANGE: against_expected_range,
}

FROM_TARGET: Mapping[TargetKind, Rule] = {
    TargetKind.VALUE: Rule.TARGET,
    TargetKind.RANGE: Rule.RANGE,
    TargetKind.DIRECTION: Rule.DIRECTIONAL,
    TargetKind.BENCHMARK: Rule.BENCHMARK,
    TargetKind.NONE: Rule.NOT_RATED,
}


ABSENT: Mapping[Status, tuple[RatingState, str]] = {
    Status.NOT_DUE: (RatingState.NOT_DUE, "The figure is not yet due"),
    Status.SUPPRESSED: (RatingState.SUPPRESSED, "The figure is suppressed"),
    Status.NOT_REPORTED: (RatingState.NO_DATA, "No figure is reported"),
    Status.NOT_AVAILABLE: (RatingState.NO_DATA, "The figure is not available"),
    Status.NOT_APPLICABLE: (RatingState.NO_DATA, "A figure is printed as not applicable"),
    Status.NEW: (RatingState.NO_DATA, "The indicator is new and has no figure"),
    Status.WITHDRAWN: (RatingState.NO_DATA, "The figure was withdrawn"),
}


def rate(
    listing: Listing,
    scheme: Scheme,
    value: Decimal | None,
    *,
    status: Status = Status.PUBLISHED,
    baseline: Decimal | None = None,
    benchmark: Decimal | None = None,
    year_before: Decimal | None = None,
    note: str = "",
) -> Rated:
    """Return the rating of *value* by the listing's rule, with one sentence that says why.

    All numbers are in the listing's unit. Edges belong to the better grade. The figure is compared
    at its own printed decimals (or the scheme's `places`): a target printed finer is rounded half
    up to them. Whether a target of last year may be used is for the caller to say. A figure in
    doubt is not rated until it is confirmed; *note* says what the doubt is.
    """
    if unratable := _no_target(listing):
        return unratable
    if value is None or status in (Status.WITHDRAWN, Status.SUPPRESSED):
        state, why = ABSENT.get(status, (RatingState.NO_DATA, "No figure is held"))
        return unrated(state, f"{why}, so it is not rated.")
    if status is Status.IN_DOUBT:
        doubt = f" ({note})" if note else ""
        said = say(value, listing.unit.value)
        reason = f"{said} is in doubt{doubt}, so it is not rated until it is confirmed."
        return unrated(RatingState.IN_DOUBT, reason)
    case = Case(listing, scheme, value, status, baseline, benchmark, year_before)
    rule = rule_of(listing)
    if rule is Rule.CLOSEST:
        either_way = replace(listing.polarity, value=Polarity.CLOSEST)
        case = replace(case, listing=replace(listing, polarity=either_way))
    return replace(RULES[rule](case), rule=rule, case=case)


def rule_of(listing: Listing) -> Rule:
    """The rule that rates *listing*: the one it declares, else bands, else as its target asks."""
    if listing.limits.rule:
        return listing.limits.rule
    if listing.bands is not None and stated(listing.bands):
        return Rule.BANDS
    rule = FROM_TARGET.get(listing.target.kind, Rule.NOT_RATED)
    if rule is Rule.TARGET and listing.polarity.value is Polarity.CLOSEST:
        return Rule.CLOSEST
    return rule


def fits(
    listing: Listing, scheme: Scheme, published: str, figures: Sequence[Observation]
) -> tuple[Observation, ...]:
    """The figures whose own rating would be the *published* grade, in the order given.

    A published rating does not always lean on the latest figure: four of the five in the June
    2019 index fit the outturn of 2018/19 (domain facts 0.2).
    """
    return tuple(
        one
        for one in figures
        if (grade := rate(listing, scheme, one.value, status=one.status, note=one.note).grade)
        and grade.code == published.lower()
    )


def _no_target(listing: Listing) -> Rated | None:
    """The state of a listing that nothing can be rated against, whatever its figure."""
    rule, raw = rule_of(listing), listing.target.raw.strip()
    if rule is not Rule.NOT_RATED:
        return None
    match listing.target.kind:
        case TargetKind.NEW:
            return unrated(
                RatingState.NEW, "The indicator is new and has no target yet: not rated."
            )
        case TargetKind.UNDEFINED:
            reason = f"The target is printed as “{raw}”, without bounds, so it is not rated."
            return unrated(RatingState.TARGET_UNDEFINED, reason)
        case TargetKind.NOT_SET:
            return unrated(RatingState.NO_TARGET, "The paper sets no target, so it is not rated.")
        case _:
            reason = "It is not a target measure: shown for context, so it is not rated."
            return unrated(RatingState.NOT_TARGET, reason)
