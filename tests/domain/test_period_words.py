"""What people type for a period, read on 6 November 2019 against the index of 2019/20."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_store.domain.errors import UnknownPeriod
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import Clock, find_periods, read_period

NOVEMBER = Clock(date(2019, 11, 6), 2019)


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("Q2", "2019-Q2"),
        ("quarter 2", "2019-Q2"),
        ("2nd quarter", "2019-Q2"),
        ("fourth quarter", "2019-Q4"),
        ("Q2 2019/20", "2019-Q2"),
        ("Q2 17/18", "2017-Q2"),
        ("2018/19 Q3", "2018-Q3"),
        ("Jul-Sep", "2019-Q2"),
        ("January to March", "2019-Q4"),
        ("Jan-Mar 2020", "2019-Q4"),
        ("Sept 19", "2019-09"),
        ("Sep-19 / Q2", "2019-Q2"),
        ("September 2019 / Q2", "2019-Q2"),
        ("30-Sep-19", "2019-09"),
        ("30 Sep 2019", "2019-09"),
        ("1 May 19", "2019-05"),
        ("09/2019", "2019-09"),
        ("2019-09", "2019-09"),
        ("30/09/2019", "2019-09"),
        ("2019-09-30", "2019-09"),
        ("end of May", "2019-05"),
        ("February", "2020-02"),
        ("last month", "2019-10"),
        ("last quarter", "2019-Q2"),
        ("last year", "2018/19"),
        ("18/19", "2018/19"),
        ("2018-19", "2018/19"),
        ("2017-04-baseline", "2017-04-baseline"),
        ("AY 2017/18", "AY 2017/18"),
        ("AY17/18", "AY 2017/18"),
        ("academic year 2017/18", "AY 2017/18"),
        ("17/18 school year", "AY 2017/18"),
        ("April's", "2019-04"),
        ("septembers", "2019-09"),
    ],
)
def test_a_period_in_its_usual_forms(typed, period):
    assert read_period(typed, NOVEMBER) == Period.of(period)


@pytest.mark.parametrize("typed", ["", "latest", "right now", "this year", "YTD"])
def test_words_for_the_newest_figure(typed):
    assert read_period(typed, NOVEMBER) == "latest"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Q5", "four, Q1 to Q4"),
        ("Q0", "four, Q1 to Q4"),
        ("17/19", "not a year and the one after it"),
        ("31/02/2019", "not in the calendar"),
        ("2019-02-30", "not in the calendar"),
        ("Jul to Aug", "not one of the four quarters"),
        ("Dec-19 / Q2", "does not end in that month"),
        ("banana", "not a period"),
        ("AY 2017/19", "not a year and the one after it"),
        ("Q1 or Q2", "not a period"),
    ],
)
def test_what_is_no_period_is_refused_with_a_sentence(typed, why):
    with pytest.raises(UnknownPeriod, match=why):
        read_period(typed, NOVEMBER)


def test_a_bare_quarter_belongs_to_the_year_of_the_edition_asked():
    assert read_period("Q2", Clock(date(2019, 11, 6), 2017)) == Period.of("2017-Q2")


def test_without_an_edition_year_a_bare_month_is_the_newest_that_has_begun():
    clock = Clock(date(2026, 11, 22))
    assert read_period("December", clock) == Period.of("2025-12")
    assert read_period("October", clock) == Period.of("2026-10")
    assert read_period("Q4", clock) == Period.of("2025-Q4")


def test_two_periods_in_a_question_are_both_found_in_order():
    found = find_periods("compare Q2 with the May 2019 figure", NOVEMBER)
    assert [one.period and one.period.code for one in found] == ["2019-Q2", "2019-05"]


@given(st.integers(2000, 2098), st.integers(1, 4))
def test_a_quarter_survives_being_said_and_read(year, number):
    quarter = Period.quarter(year, number)
    assert read_period(quarter.words(), NOVEMBER) == quarter


@given(st.integers(2000, 2098), st.integers(1, 12))
def test_a_month_survives_being_said_and_read(year, month):
    period = Period.month(year, month)
    assert read_period(period.words(), NOVEMBER) == period


@given(st.text(max_size=200))
def test_any_text_is_a_period_or_is_refused(text):
    try:
        result = read_period(text, NOVEMBER)
    except UnknownPeriod as refusal:
        assert "try" in str(refusal)
    else:
        assert isinstance(result, Period) or result in {"latest", "baseline"}
