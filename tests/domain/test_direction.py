"""Which way a figure went, and whether that is better: two things, never one arrow."""

import pytest

from kpi_store.domain.direction import Improvement, Movement, direction
from kpi_store.domain.indicator import Basis, Polarity
from kpi_store.domain.observation import Status
from kpi_store.domain.period import Period
from kpi_store.domain.quantity import Unit
from kpi_store.domain.target import Target, TargetKind
from tests.domain.listings import HIGHER, LOWER, between, listing, of, seen


def at(code):
    return Period.of(code)


@pytest.mark.parametrize(
    ("polarity", "figures", "arrow", "expected", "agrees"),
    [
        (LOWER, ("22.6", "21.5"), "↓", (Movement.DOWN, Improvement.BETTER), True),  # S4:7
        (LOWER, ("39.8", "42.6"), "↑", (Movement.UP, Improvement.WORSE), True),  # S4:30
        (LOWER, ("20.5", "27.8"), "↓", (Movement.UP, Improvement.WORSE), False),  # S4:31
        (HIGHER, ("41.0", "47.0"), "↑", (Movement.UP, Improvement.BETTER), True),  # S4:11
        (HIGHER, ("83", "83"), "↔", (Movement.SAME, Improvement.NEITHER), True),  # S4:32
        (HIGHER, ("45.0", "45.0"), "↓", (Movement.SAME, Improvement.NEITHER), False),  # S4:18
        (LOWER, ("487.0", "487.5"), "↔", (Movement.UP, Improvement.WORSE), False),  # S4:6
    ],
)
def test_seftons_arrows_beside_movement_and_improvement(polarity, figures, arrow, expected, agrees):
    series = [seen("2017-Q1", figures[0]), seen("2017-Q2", figures[1])]
    found = direction(series, at("2017-Q2"), listing(of("20"), polarity=polarity, arrow=arrow))
    assert (found.movement, found.improvement) == expected
    assert found.printed == arrow
    assert found.agrees is agrees


def test_the_words_say_since_when_from_what_to_what():
    series = [seen("2017-Q1", "22.6"), seen("2017-Q2", "21.5")]
    found = direction(series, at("2017-Q2"), listing(of("16"), polarity=LOWER))
    assert found.words == ("down 1.1 points since Q1 2017/18 (22.6 % to 21.5 %), which is better")


def test_a_quarter_without_a_previous_one_is_compared_with_the_baseline():
    series = [seen("2017-04-baseline", "57.0"), seen("2017-Q1", None), seen("2017-Q2", "69.0")]
    found = direction(series, at("2017-Q2"), listing(of("70")))  # S4:20
    assert found.movement is Movement.UP
    assert "since the April 2017 baseline (57.0 % to 69.0 %)" in found.words


def test_a_baseline_that_is_really_september_is_not_compared_with():
    baseline = seen(
        "2017-04-baseline", "22.5", note="the comment says that September's figure is the baseline"
    )
    found = direction([baseline, seen("2017-Q2", "22.5")], at("2017-Q2"), listing(of("60")))
    assert found.movement is Movement.NOT_COMPARABLE


def test_an_arrow_without_an_earlier_figure_moves_nothing():
    found = direction([seen("2017-Q2", "23.6")], at("2017-Q2"), listing(of("84"), arrow="↓"))
    assert (found.movement, found.improvement) == (Movement.UNKNOWN, Improvement.UNKNOWN)
    assert found.printed == "↓"
    assert found.agrees is None


def test_adoptions_so_far_this_year_are_not_compared_with_the_last_quarter():
    adopted = listing(
        of("10"), unit=Unit.COUNT, basis=Basis.YEAR_TO_DATE, cumulative=True, arrow="↑"
    )
    series = [seen("2017-04-baseline", "10"), seen("2017-Q1", "3"), seen("2017-Q2", "5")]
    found = direction(series, at("2017-Q2"), adopted)  # S4:57
    assert found.movement is Movement.NOT_COMPARABLE
    assert found.improvement is Improvement.UNKNOWN
    last_year = direction([seen("2016-Q2", "4"), *series], at("2017-Q2"), adopted)
    assert (last_year.movement, last_year.against.period.code) == (Movement.UP, "2016-Q2")


def test_exclusions_are_not_compared_across_the_start_of_the_school_year():
    excluded = listing(
        of("5"),
        unit=Unit.COUNT,
        polarity=LOWER,
        basis=Basis.ACADEMIC_YEAR_TO_DATE,
        cumulative=True,
    )
    series = [seen("2019-08", "14"), seen("2019-09", "1")]
    assert direction(series, at("2019-09"), excluded).movement is Movement.NOT_COMPARABLE


def test_two_whole_years_of_a_year_to_date_figure_are_compared():
    recruited = listing(of("15"), unit=Unit.COUNT, basis=Basis.YEAR_TO_DATE, cumulative=True)
    series = [seen("2017/18", "11"), seen("2018/19", "13")]
    found = direction(series, at("2018/19"), recruited)  # S5:155
    assert (found.movement, found.improvement) == (Movement.UP, Improvement.BETTER)


def test_a_month_is_never_compared_with_a_year():
    rate_of_plans = listing(Target("Not a target measure", TargetKind.NONE), unit=Unit.PER_10K)
    series = [seen("2018/19", "39.4"), seen("2019-04", "37.0")]
    assert direction(series, at("2019-04"), rate_of_plans).movement is Movement.UNKNOWN


def test_a_measure_without_target_moves_and_is_neither_better_nor_worse():
    plans = listing(Target("Not a target measure", TargetKind.NONE), unit=Unit.COUNT)
    found = direction([seen("2019-04", "174"), seen("2019-05", "163")], at("2019-05"), plans)
    assert (found.movement, found.improvement) == (Movement.DOWN, Improvement.NEITHER)


def test_a_different_printed_precision_is_compared_at_the_coarser():
    found = direction(
        [seen("2017-04-baseline", "87.3"), seen("2017-Q1", "87")], at("2017-Q1"), listing(of("80"))
    )  # S4:27 prints ↔
    assert found.movement is Movement.SAME
    assert "at whole numbers" in found.words


def test_validated_figures_are_not_compared_with_the_councils_own():
    weeks = listing(of("26"), unit=Unit.WEEKS, polarity=LOWER)
    series = [seen("2018-Q4", "31"), seen("2019-Q1", "28", status=Status.VALIDATED)]
    assert direction(series, at("2019-Q1"), weeks).movement is Movement.NOT_COMPARABLE


def test_a_change_of_definition_breaks_the_series():
    reason = "new definition: counted from the point of contact"
    series = [seen("2019-Q1", "95"), seen("2019-Q2", "80", reason=reason)]
    assert direction(series, at("2019-Q2"), listing(of("93"))).movement is Movement.NOT_COMPARABLE


@pytest.mark.parametrize(
    ("figures", "improvement"),
    [
        (("13", "17"), Improvement.NEITHER),  # both inside 12-20
        (("25", "21"), Improvement.BETTER),
        (("20", "23"), Improvement.WORSE),
    ],
)
def test_towards_a_range_is_better_and_inside_it_is_neither(figures, improvement):
    one = listing(between("12", "20"), polarity=Polarity.RANGE)
    series = [seen("2019-04", figures[0]), seen("2019-05", figures[1])]
    assert direction(series, at("2019-05"), one).improvement is improvement


def test_a_withdrawn_figure_is_not_compared_with():
    series = [seen("2019-04", "97", status=Status.WITHDRAWN), seen("2019-05", "95")]
    assert direction(series, at("2019-05"), listing(of("96"))).movement is Movement.UNKNOWN
