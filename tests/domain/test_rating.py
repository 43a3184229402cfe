"""What a figure is rated: edges, tolerances, bands and the states that stand for no grade."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_store.domain.indicator import Basis, Polarity
from kpi_store.domain.observation import Status
from kpi_store.domain.quantity import Unit
from kpi_store.domain.rating import RatingState, fits, rate
from kpi_store.domain.scheme import Limits, Rule, Tolerance, ToleranceKind
from kpi_store.domain.target import Band, Bands, Target, TargetKind
from tests.domain.listings import (
    HIGHER,
    LOWER,
    MERTON,
    SEFTON,
    bands,
    between,
    listing,
    of,
    seen,
    towards,
)

OURS = "; the tolerance is ours, the papers do not print it."
CASELOAD = listing(Target("New", TargetKind.NEW), unit=Unit.CASES, polarity=LOWER)
RANGE_12_20 = listing(between("12", "20"), polarity=Polarity.RANGE)


def code(rated):
    return rated.grade.code if rated.grade else None


@pytest.mark.parametrize(
    ("figure", "target", "expected", "reason"),
    [
        ("97", "96", "green", "97 % against a target of 96 %: 1 point above, so Green."),
        ("96", "96", "green", "96 % against a target of 96 %: on target, so Green."),
        (
            "95",
            "96",
            "green",
            "95 % against a target of 96 %: 1 point short, inside the tolerance of 3 points, "
            f"so Green{OURS}",
        ),
        (
            "92",
            "96",
            "amber",
            "92 % against a target of 96 %: 4 points short, beyond 3 points and inside the "
            f"tolerance of 10 points, so Amber{OURS}",
        ),
        (
            "78",
            "93",
            "red",
            "78 % against a target of 93 %: 15 points short, beyond the tolerance of 10 points, "
            f"so Red{OURS}",
        ),
    ],
)
def test_merton_percentages_where_higher_is_better(figure, target, expected, reason):
    rated = rate(listing(of(target)), MERTON, Decimal(figure))
    assert (code(rated), rated.reason) == (expected, reason)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [("93", "green"), ("92.9", "amber"), ("86", "amber"), ("85.9", "red")],
)
def test_a_figure_that_misses_by_exactly_the_tolerance_is_inside_it(figure, expected):
    assert code(rate(listing(of("96")), MERTON, Decimal(figure))) == expected


def test_weeks_are_rated_by_per_cent_of_their_target_and_lower_is_better():
    proceedings = listing(of("26"), unit=Unit.WEEKS, polarity=LOWER)
    rated = rate(proceedings, MERTON, Decimal(28))
    assert rated.reason == (
        "28 weeks against a target of 26 weeks: 2 weeks over (7.7 % of the target), beyond 3 % "
        f"and inside the tolerance of 10 %, so Amber{OURS}"
    )
    assert code(rate(proceedings, MERTON, Decimal(26))) == "green"
    assert code(rate(proceedings, MERTON, Decimal(31))) == "red"


def test_the_reason_owns_up_to_the_tolerance_only_where_it_decided():
    assert not rate(listing(of("93")), MERTON, Decimal(95)).inferred
    assert rate(listing(of("96")), MERTON, Decimal(95)).inferred


def test_a_tolerance_the_paper_prints_is_not_called_ours():
    printed = Tolerance(Decimal(3), Decimal(10), ToleranceKind.POINTS, inferred=False)
    rated = rate(listing(of("96"), limits=Limits(tolerance=printed)), MERTON, Decimal(95))
    assert rated.reason.endswith("inside the tolerance of 3 points, so Green.")


def test_a_tolerance_in_units_is_said_in_units():
    weeks = Tolerance(Decimal(1), Decimal(4), ToleranceKind.UNITS, inferred=False)
    one = listing(of("26"), unit=Unit.WEEKS, polarity=LOWER, limits=Limits(tolerance=weeks))
    assert rate(one, MERTON, Decimal(28)).reason == (
        "28 weeks against a target of 26 weeks: 2 weeks over, beyond 1 week and inside the "
        "tolerance of 4 weeks, so Amber."
    )


def test_a_share_of_a_target_of_nothing_is_no_tolerance():
    none_wanted = listing(of("0"), unit=Unit.COUNT, polarity=LOWER)
    assert rate(none_wanted, MERTON, Decimal(3)).state is RatingState.TOLERANCE_UNDEFINED
    assert code(rate(none_wanted, MERTON, Decimal(0))) == "green"


def test_without_a_declared_tolerance_a_miss_has_no_colour():
    bare = replace(MERTON, tolerance=None)
    assert rate(listing(of("96")), bare, Decimal(95)).state is RatingState.TOLERANCE_UNDEFINED
    assert code(rate(listing(of("96")), bare, Decimal(96))) == "green"


@pytest.mark.parametrize(("figure", "expected"), [("19.9", "green"), ("20", "red")])
def test_a_target_printed_with_a_sign_is_met_only_beyond_it(figure, expected):
    two_grades = replace(MERTON, grades=(MERTON.grades[0], MERTON.grades[2]), tolerance=None)
    absence = listing(of("<20"), polarity=LOWER)
    rated = rate(absence, two_grades, Decimal(figure))
    assert code(rated) == expected
    assert "a target of <20 %" in rated.reason


@pytest.mark.parametrize(
    ("figure", "expected", "reason"),
    [
        ("12", "green", "12 % is inside the range 12-20 %, so Green."),
        ("17", "green", "17 % is inside the range 12-20 %, so Green."),
        ("20", "green", "20 % is inside the range 12-20 %, so Green."),  # S3 says so
        (
            "21",
            "amber",
            "21 % is outside the range 12-20 %: 1 point over, inside the tolerance of 10 points, "
            f"so Amber{OURS}",
        ),
        (
            "1",
            "red",
            "1 % is outside the range 12-20 %: 11 points short, beyond the tolerance of 10 "
            f"points, so Red{OURS}",
        ),
    ],
)
def test_a_range_holds_its_ends(figure, expected, reason):
    rated = rate(RANGE_12_20, MERTON, Decimal(figure))
    assert (code(rated), rated.reason) == (expected, reason)


def test_closest_to_target_counts_overshoot_and_shortfall_alike():
    near = listing(of("50"), polarity=Polarity.CLOSEST)
    assert code(rate(near, MERTON, Decimal(53))) == code(rate(near, MERTON, Decimal(47))) == "green"
    assert code(rate(near, MERTON, Decimal(61))) == code(rate(near, MERTON, Decimal(39))) == "red"


@pytest.mark.parametrize(
    ("figure", "expected"), [("95", "green"), ("94", "amber"), ("90", "amber"), ("89", "red")]
)
def test_target_with_floor(figure, expected):
    floored = listing(of("95"), limits=Limits(rule=Rule.FLOOR, floor=Decimal(90)))
    assert code(rate(floored, MERTON, Decimal(figure))) == expected


@pytest.mark.parametrize(
    ("figure", "expected"), [("5", "green"), ("5.1", "amber"), ("8", "amber"), ("8.1", "red")]
)
def test_explicit_thresholds_where_lower_is_better(figure, expected):
    limits = Limits(rule=Rule.THRESHOLDS, green=Decimal(5), amber=Decimal(8))
    one = listing(of("5"), polarity=LOWER, limits=limits)
    assert code(rate(one, MERTON, Decimal(figure))) == expected


def test_between_an_amber_and_a_red_threshold_the_paper_does_not_say():
    limits = Limits(rule=Rule.THRESHOLDS, green=Decimal(95), amber=Decimal(90), red=Decimal(80))
    one = listing(of("95"), limits=limits)
    assert rate(one, MERTON, Decimal(85)).state is RatingState.BETWEEN_BANDS
    assert code(rate(one, MERTON, Decimal(80))) == "red"


def test_thresholds_out_of_order_rate_nothing():
    limits = Limits(rule=Rule.THRESHOLDS, green=Decimal(80), amber=Decimal(90))
    one = listing(of("95"), limits=limits)
    assert rate(one, MERTON, Decimal(85)).state is RatingState.BANDS_INCONSISTENT


@pytest.mark.parametrize(
    ("figure", "before", "expected"),
    [("96", None, "green"), ("90", "88", "amber"), ("90", "90", "amber"), ("90", "91", "red")],
)
def test_off_target_the_same_period_last_year_decides(figure, before, expected):
    one = listing(of("96"), limits=Limits(rule=Rule.TARGET_AND_DIRECTION))
    year_before = None if before is None else Decimal(before)
    rated = rate(one, MERTON, Decimal(figure), year_before=year_before)
    assert code(rated) == expected


def test_off_target_without_last_years_figure_there_is_no_colour():
    one = listing(of("96"), limits=Limits(rule=Rule.TARGET_AND_DIRECTION))
    assert rate(one, MERTON, Decimal(90)).state is RatingState.NO_BASELINE


# Sefton's bands, as the scorecard prints them (S4).


@pytest.mark.parametrize(
    ("printed", "target", "polarity", "figure", "expected"),
    [
        (("20-25", "19-15", "<14"), "16", LOWER, "21.5", "requires improvement"),  # row 2
        (("20-25", "19-15", "<14"), "16", LOWER, "15", "good"),
        (("20-25", "19-15", "<14"), "16", LOWER, "13.9", "outstanding"),
        (("20-25", "19-15", "<14"), "16", LOWER, "25.1", "below requires improvement"),
        (("30-39", "40-49", "50-100"), "40", HIGHER, "16.0", "below requires improvement"),
        (("65-79", "80-89", "90-100"), "80", HIGHER, "91.0", "outstanding"),  # row 44
        (("16-25", "6-15", "0-5"), "10", LOWER, "11.0", "good"),  # row 36
        (("85-90", "80-84", "<80"), "84", LOWER, "89.0", "requires improvement"),  # row 34
    ],
)
def test_sefton_bands_are_read_in_either_order(printed, target, polarity, figure, expected):
    one = listing(of(target), polarity=polarity, bands=bands(*printed))
    assert code(rate(one, SEFTON, Decimal(figure))) == expected


@pytest.mark.parametrize(
    ("printed", "polarity", "figure", "state"),
    [
        (("20-25", "19-15", "<14"), LOWER, "14.5", RatingState.BETWEEN_BANDS),
        (("20-25", "19-15", "<14"), LOWER, "14", RatingState.BETWEEN_BANDS),  # '<14' has not 14
        (("65-74", "75-83", "85+"), HIGHER, "84", RatingState.BETWEEN_BANDS),  # row 3's target
        (("65-79", "76-89", "90-100"), HIGHER, "78", RatingState.IN_BOTH_BANDS),  # row 16
        (("16-25", "6-15", "0-6"), LOWER, "6", RatingState.IN_BOTH_BANDS),  # row 37
        (("60-69", "70-79", "80"), HIGHER, "85", RatingState.BETWEEN_BANDS),  # '80', not '80+'
        (("35-26", "25-20", "19-10"), LOWER, "8", RatingState.BETWEEN_BANDS),
        (("40-50", "49-26", ">25"), LOWER, "54.0", RatingState.BANDS_INCONSISTENT),  # row 9
        (("20-25", "19-15", "<14"), HIGHER, "16", RatingState.BANDS_INCONSISTENT),
    ],
)
def test_what_the_bands_do_not_say_is_not_rated(printed, polarity, figure, state):
    one = listing(of("16"), polarity=polarity, bands=bands(*printed))
    rated = rate(one, SEFTON, Decimal(figure))
    assert rated.grade is None
    assert rated.state is state


def test_bands_that_are_not_confirmed_rate_nothing_and_say_why():
    misprinted = replace(bands("40-50", "49-26", "<26"), confirmed=False, why="printed >25")
    rated = rate(listing(of("50"), polarity=LOWER, bands=misprinted), SEFTON, Decimal("54.0"))
    assert rated.state is RatingState.BANDS_INCONSISTENT
    assert "printed >25" in rated.reason


def test_a_figure_may_meet_the_target_and_require_improvement_together():
    supervision = listing(of("70"), bands=bands("70-79", "80-89", "90-100"))  # S4:18
    rated = rate(supervision, SEFTON, Decimal("71.0"))
    assert rated.reason == (
        "71.0 % is inside the Requires Improvement band 70-79 %, so Requires Improvement; "
        "it meets the year-end target of 70 %."
    )
    assert rated.meets_target


def test_worse_than_the_lowest_band_is_called_no_more_than_that():
    repeat_plans = listing(of("19"), polarity=LOWER, bands=bands("25-20", "19-16", "<15"))
    rated = rate(repeat_plans, SEFTON, Decimal("27.8"))
    assert rated.grade.label == "below requires improvement"
    assert rated.reason == (
        "27.8 % is worse than the Requires Improvement band 25-20 %, so below requires "
        "improvement; it does not meet the year-end target of 19 %."
    )


def test_a_direction_in_place_of_bands_is_held_against_the_baseline():
    blank = Bands(Band("Decrease"), Band(""), Band(""))  # S4:55 prints it in the RI column
    waiting = listing(towards("decrease"), unit=Unit.COUNT, polarity=LOWER, bands=blank)
    assert code(rate(waiting, MERTON, Decimal(14), baseline=Decimal(16))) == "green"
    assert code(rate(waiting, MERTON, Decimal(16), baseline=Decimal(16))) == "red"
    assert rate(waiting, MERTON, Decimal(14)).state is RatingState.NO_BASELINE


def test_a_scheme_without_a_grade_for_it_gives_none():
    waiting = listing(towards("decrease"), unit=Unit.COUNT, polarity=LOWER)
    rated = rate(waiting, SEFTON, Decimal(14), baseline=Decimal(16))
    assert rated.state is RatingState.NO_GRADE
    assert rated.meets_target
    assert rated.reason.startswith(
        "14 against the baseline of 16: 2 down, where the target is “Decrease”, which is met"
    )


def test_a_year_to_date_count_is_not_held_against_a_whole_years_baseline():
    adopted = listing(
        towards("increase"), unit=Unit.COUNT, basis=Basis.YEAR_TO_DATE, cumulative=True
    )
    rated = rate(adopted, MERTON, Decimal(5), baseline=Decimal(10))  # S4:57
    assert rated.state is RatingState.NOT_COMPARABLE
    assert code(rate(adopted, MERTON, Decimal(5), year_before=Decimal(3))) == "green"


def test_below_regional_average_needs_the_regional_average():
    target = Target("Below regional average", TargetKind.BENCHMARK, benchmark="north-west")
    referrals = listing(target, unit=Unit.PER_10K, polarity=LOWER)
    assert code(rate(referrals, MERTON, Decimal("487.5"), benchmark=Decimal("583.6"))) == "green"
    assert code(rate(referrals, MERTON, Decimal("583.6"), benchmark=Decimal("583.6"))) == "red"
    assert rate(referrals, MERTON, Decimal("487.5")).state is RatingState.NO_BENCHMARK


def test_counts_of_two_areas_are_never_compared():
    target = Target("Below regional average", TargetKind.BENCHMARK, benchmark="england")
    children = listing(target, unit=Unit.COUNT, polarity=LOWER)
    rated = rate(children, MERTON, Decimal(159), benchmark=Decimal(75420))
    assert rated.state is RatingState.NOT_COMPARABLE


def test_an_activity_measure_is_flagged_and_never_coloured():
    limits = Limits(rule=Rule.EXPECTED_RANGE, low=Decimal(100), high=Decimal(200))
    activity = listing(Target("", TargetKind.NOT_SET), unit=Unit.COUNT, limits=limits)
    outside = rate(activity, MERTON, Decimal(230))
    assert (outside.grade, outside.state) == (None, RatingState.OUTSIDE_EXPECTED)
    assert rate(activity, MERTON, Decimal(200)).state is RatingState.NOT_TARGET


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (TargetKind.NONE, RatingState.NOT_TARGET),
        (TargetKind.NEW, RatingState.NEW),
        (TargetKind.UNDEFINED, RatingState.TARGET_UNDEFINED),
        (TargetKind.NOT_SET, RatingState.NO_TARGET),
    ],
)
def test_what_has_no_target_has_a_state_and_no_colour(kind, state):
    rated = rate(listing(Target("Range", kind)), MERTON, Decimal(13))
    assert (rated.grade, rated.state) == (None, state)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (Status.NOT_DUE, RatingState.NOT_DUE),
        (Status.SUPPRESSED, RatingState.SUPPRESSED),
        (Status.NOT_REPORTED, RatingState.NO_DATA),
        (Status.NOT_AVAILABLE, RatingState.NO_DATA),
        (Status.NOT_APPLICABLE, RatingState.NO_DATA),
        (Status.WITHDRAWN, RatingState.NO_DATA),
    ],
)
def test_an_absent_figure_says_which_way_it_is_absent(status, state):
    assert rate(listing(of("93")), MERTON, None, status=status).state is state


def test_a_withdrawn_figure_is_not_rated_even_where_its_value_is_kept():
    rated = rate(listing(of("93")), MERTON, Decimal(95), status=Status.WITHDRAWN)
    assert rated.state is RatingState.NO_DATA


def test_a_figure_suspected_not_collected_is_not_rated_red():
    note = "suspected not collected: the notes speak of a time lag"  # S5:176
    rated = rate(listing(of("100")), MERTON, Decimal(0), status=Status.IN_DOUBT, note=note)
    assert (rated.grade, rated.state) == (None, RatingState.IN_DOUBT)
    assert "suspected not collected" in rated.reason


@pytest.mark.parametrize("polarity", [Polarity.NONE, Polarity.RANGE])
def test_no_good_direction_no_colour(polarity):
    rated = rate(listing(of("40"), polarity=polarity), MERTON, Decimal(46))
    assert rated.state is RatingState.NO_GOOD_DIRECTION


def test_a_target_printed_finer_than_the_figure_is_rounded_half_up_and_the_reason_says_so():
    rated = rate(listing(of("95.5")), MERTON, Decimal(96))
    assert rated.reason == (
        "96 % against a target of 95.5 %: on target, compared at whole numbers, so Green."
    )


def test_an_edition_may_round_the_figure_too():
    whole = replace(MERTON, places=0)
    assert rate(listing(of("96")), whole, Decimal("95.5")).meets_target
    assert not rate(listing(of("96")), MERTON, Decimal("95.5")).meets_target


def test_published_red_of_indicator_2_fits_the_outturn_and_neither_month():
    figures = [seen("2018/19", "78"), seen("2019-04", "89"), seen("2019-05", "95")]
    found = fits(listing(of("93")), MERTON, "Red", figures)
    assert [one.period.code for one in found] == ["2018/19"]


def test_published_amber_of_indicator_11_fits_no_figure():
    figures = [seen("2018/19", "16"), seen("2019-04", "17"), seen("2019-05", "18")]
    assert fits(RANGE_12_20, MERTON, "amber", figures) == ()


# Laws.

PERCENT = st.decimals(0, 100, places=1)
ORDER = {"green": 0, "amber": 1, "red": 2}


@given(figure=PERCENT, target=PERCENT)
def test_mirroring_the_polarity_mirrors_the_rating(figure, target):
    higher = rate(listing(of(str(target))), MERTON, figure)
    mirrored = listing(of(str(100 - target)), polarity=LOWER)
    assert higher.grade == rate(mirrored, MERTON, 100 - figure).grade


@given(one=PERCENT, other=PERCENT, target=PERCENT)
def test_a_worse_figure_is_never_rated_better(one, other, target):
    worse, better = sorted((one, other))
    low, high = (rate(listing(of(str(target))), MERTON, value) for value in (worse, better))
    assert ORDER[code(low)] >= ORDER[code(high)]


@given(one=PERCENT, other=PERCENT)
def test_a_worse_figure_is_never_in_a_better_band(one, other):
    timely = listing(of("80"), bands=bands("65-79", "80-89", "90-100"))
    worse, better = sorted((one, other))
    ranks = [grade.code for grade in SEFTON.grades]
    low, high = (code(rate(timely, SEFTON, value)) for value in (worse, better))
    if low is not None and high is not None:
        assert ranks.index(low) >= ranks.index(high)


@given(figure=PERCENT, target=PERCENT, polarity=st.sampled_from(list(Polarity)))
def test_there_is_a_grade_exactly_when_the_state_is_rated(figure, target, polarity):
    rated = rate(listing(of(str(target)), polarity=polarity), MERTON, figure)
    assert (rated.grade is not None) == (rated.state is RatingState.RATED)
    assert rated.reason.endswith(".")
