"""What a period is: its days, its code, its neighbours and its name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_store.domain.errors import UnknownPeriod
from kpi_store.domain.period import UNKNOWN, Period, PeriodKind, said_date


@pytest.mark.parametrize(
    ("code", "kind", "start", "end", "words"),
    [
        ("2019-05", PeriodKind.MONTH, date(2019, 5, 1), date(2019, 5, 31), "May 2019"),
        ("2019-Q2", PeriodKind.QUARTER, date(2019, 7, 1), date(2019, 9, 30), "Q2 2019/20"),
        ("2019-Q4", PeriodKind.QUARTER, date(2020, 1, 1), date(2020, 3, 31), "Q4 2019/20"),
        ("2018/19", PeriodKind.YEAR, date(2018, 4, 1), date(2019, 3, 31), "2018/19"),
        ("1999/00", PeriodKind.YEAR, date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
        (
            "AY 2017/18",
            PeriodKind.ACADEMIC_YEAR,
            date(2017, 9, 1),
            date(2018, 8, 31),
            "academic year 2017/18",
        ),
        ("2016", PeriodKind.CALENDAR_YEAR, date(2016, 1, 1), date(2016, 12, 31), "2016"),
        ("2019-08-31", PeriodKind.DATE, date(2019, 8, 31), date(2019, 8, 31), "31 August 2019"),
        (
            "2017-04-baseline",
            PeriodKind.BASELINE,
            date(2017, 4, 1),
            date(2017, 4, 30),
            "April 2017 baseline",
        ),
    ],
)
def test_a_code_says_the_days_and_the_words(code, kind, start, end, words):
    period = Period.of(code)
    assert (period.kind, period.start, period.end) == (kind, start, end)
    assert (period.words(), str(period)) == (words, code)


@pytest.mark.parametrize(
    "code",
    ["2019-13", "2019-00", "2019-Q5", "2019-Q0", "2018/20", "2018/2019", "2019-02-30", "AY 2017",
     "0000", "9999/00", "May 2019", "", " 2019-05", "２０１９-05"],
)  # fmt: skip
def test_what_is_no_period_is_refused_in_a_sentence(code):
    with pytest.raises(UnknownPeriod, match="try 'Q2'"):
        Period.of(code)


@pytest.mark.parametrize(
    ("code", "previous", "year_before"),
    [
        ("2019-04", "2019-03", "2018-04"),
        ("2019-01", "2018-12", "2018-01"),
        ("2019-Q1", "2018-Q4", "2018-Q1"),
        ("2019-Q4", "2019-Q3", "2018-Q4"),
        ("2018/19", "2017/18", "2017/18"),
        ("AY 2017/18", "AY 2016/17", "AY 2016/17"),
        ("2000/01", "1999/00", "1999/00"),
        ("2016", "2015", "2015"),
    ],
)
def test_the_period_before_and_the_same_one_last_year(code, previous, year_before):
    period = Period.of(code)
    assert (str(period.previous()), str(period.year_before())) == (previous, year_before)


@pytest.mark.parametrize("code", ["2017-04-baseline", "2019-08-31", "unknown"])
def test_a_baseline_a_date_and_an_unknown_period_have_none_before(code):
    assert Period.of(code).previous() is None
    assert Period.of(code).year_before() is None


def test_q2_shares_its_column_with_september():
    assert Period.of("2019-Q2").same_column() == Period.of("2019-09")
    assert Period.of("2019-09").same_column() == Period.of("2019-Q2")
    assert Period.of("2020-03").same_column() == Period.of("2019-Q4")
    assert Period.of("2019-08").same_column() is None


def test_the_unknown_period_sorts_before_every_other():
    assert sorted([Period.of("2016"), UNKNOWN])[0] is UNKNOWN


def test_a_date_is_said_without_leading_noughts():
    assert said_date(date(2019, 11, 6)) == "6 November 2019"


DAYS = st.dates(date(1990, 1, 1), date(2098, 12, 31))


@given(day=DAYS)
def test_every_day_lies_in_its_month_quarter_and_year(day):
    for period in (Period.month_of(day), Period.quarter_of(day), Period.year_of(day)):
        assert period.start <= day <= period.end
        assert Period.of(period.code) == period


@given(day=DAYS)
def test_periods_follow_one_another_without_a_gap(day):
    for period in (Period.month_of(day), Period.quarter_of(day), Period.year_of(day)):
        before = period.previous()
        assert (period.start - before.end).days == 1
        assert before < period


@given(day=DAYS)
def test_a_year_before_is_the_same_month_of_the_year_before(day):
    month = Period.month_of(day)
    assert (month.year_before().start.year, month.year_before().start.month) == (
        day.year - 1,
        day.month,
    )
