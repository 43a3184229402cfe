"""Which figures make a trend, and what is said where they make none: gaps are never zero."""

from kpi_store.domain.indicator import Basis
from kpi_store.domain.observation import Status
from kpi_store.domain.saying import trend_said
from kpi_store.domain.trend import trend
from tests.domain.listings import listing, of, seen

MONTHLY = listing(of("90"))
TO_DATE = listing(of("90"), basis=Basis.YEAR_TO_DATE, cumulative=True)


def codes(found):
    return [one.period.code for one in found.points]


def test_months_are_a_trend_and_the_years_before_them_are_not_among_them():
    series = [
        *(seen(year, "80") for year in ("2016/17", "2017/18", "2018/19")),
        *(seen(month, "90") for month in ("2019-04", "2019-05", "2019-06")),
    ]
    found = trend(series, MONTHLY)
    assert codes(found) == ["2019-04", "2019-05", "2019-06"]
    assert found.enough


def test_two_figures_are_no_trend_and_are_said():
    said = trend_said([seen("2019-04", "89"), seen("2019-05", "95")], MONTHLY)
    assert said.points == ()
    assert said.words == (
        "Only two comparable figures are held (April 2019: 89 %; May 2019: 95 %); "
        "a trend needs three."
    )


def test_one_figure_and_none_are_said_to_be_so():
    assert trend_said([], MONTHLY).words == "No figure is held; a trend needs three."
    one = trend_said([seen("2019-05", "95"), seen("2019-06", None)], MONTHLY)
    assert one.words == "Only one figure is held (May 2019: 95 %); a trend needs three."


def test_figures_of_different_kinds_of_period_are_no_trend():
    series = [seen("2018/19", "80"), seen("2019-Q1", "81"), seen("2019-05", "95")]
    assert trend_said(series, MONTHLY).words == (
        "No two of these figures are comparable; a trend needs three."
    )


def test_a_month_without_a_figure_is_a_gap_and_not_zero():
    series = [
        seen("2019-04", "89"),
        seen("2019-05", None, status=Status.NOT_REPORTED),
        seen("2019-07", "91"),
        seen("2019-08", "93"),
    ]
    said = trend_said(series, MONTHLY)
    assert [one.period for one in said.points] == ["2019-04", "2019-07", "2019-08"]
    assert said.gaps == ("May 2019", "June 2019")
    assert "No figure is held for May 2019, June 2019: a gap, not zero." in said.words
    assert all(one.value for one in said.points)


def test_what_adds_up_is_set_against_the_same_point_of_each_year_only():
    within = [seen(month, "9") for month in ("2019-04", "2019-05", "2019-06", "2019-07")]
    assert not trend(within, TO_DATE).enough
    assert "adds up over the year" in trend_said(within, TO_DATE).words
    across = [seen(f"{year}-Q2", "9") for year in (2016, 2017, 2019)]
    found = trend([*across, seen("2019-Q1", "4")], TO_DATE)
    assert codes(found) == ["2016-Q2", "2017-Q2", "2019-Q2"]
    assert [gap.code for gap in found.gaps] == ["2018-Q2"]


def test_quarters_begin_with_their_baseline():
    series = [seen("2017-04-baseline", "57"), seen("2017-Q1", "60"), seen("2017-Q2", "69")]
    assert codes(trend(series, MONTHLY)) == ["2017-04-baseline", "2017-Q1", "2017-Q2"]


def test_a_trend_begins_anew_where_the_basis_changes():
    series = [
        seen("2019-03", "50"),
        seen("2019-04", "89", note="on another basis"),
        *(seen(month, "90") for month in ("2019-05", "2019-06", "2019-07")),
    ]
    found = trend(series, MONTHLY)
    assert codes(found) == ["2019-05", "2019-06", "2019-07"]
    assert "on another basis" in trend_said(series, MONTHLY).words


def test_a_figure_that_was_withdrawn_is_no_point():
    series = [seen(month, "90") for month in ("2019-04", "2019-05", "2019-06")]
    series.append(seen("2019-07", "12", status=Status.WITHDRAWN))
    assert codes(trend(series, MONTHLY)) == ["2019-04", "2019-05", "2019-06"]
