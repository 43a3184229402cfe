"""Every row of the real papers comes out again, cell by cell as a person reads it on paper.

The cells below were read from the papers' text by hand, the damaged ones among them: S1 is
Appendix 2, S2 Appendix H, S3 the November report, S4 the Sefton scorecard, S5 the index.
"""

from datetime import date
from typing import Any

import pytest

from kpi_store.as_json import plain_data
from kpi_store.exporting import export

NOVEMBER = date(2019, 11, 6)
JUNE = date(2019, 6, 26)


@pytest.fixture(scope="session")
def exported(new_database, seeded_url):
    from kpi_store.store import Store

    store = Store.open(new_database(seeded_url))
    kept: dict[tuple[str, date], list[Any]] = {}

    def of(edition: str, as_of: date = NOVEMBER) -> list[Any]:
        if (edition, as_of) not in kept:
            kept[edition, as_of] = plain_data(export(store, edition, as_of=as_of))
        return kept[edition, as_of]

    yield of
    store.close()


def listing(rows: list[Any], number: int, within: str | None = None) -> Any:
    (one,) = [row for row in rows if row["number"] == str(number) and row["list"] == within]
    return one


def cell(one: Any, part: str, **where: str) -> Any:
    (found,) = [row for row in one[part] if where.items() <= row.items()]
    return found


@pytest.mark.parametrize(
    ("edition", "rows"),
    [("merton-2019-20", 39), ("merton-37", 37), ("sefton-2017-18", 55), ("appendix-h", 108)],
)
def test_no_row_is_lost(exported, edition, rows):
    assert len(exported(edition)) == rows
    assert len({row["key"] for row in exported(edition)}) == rows


def test_appendix_h_keeps_its_three_lists(exported):
    lists = [row["list"] for row in exported("appendix-h")]
    assert lists.count("contractual") == 33
    assert lists.count("still-for-discussion") == 11
    assert lists.count("non-contractual") == 64


@pytest.mark.parametrize(
    ("number", "period", "value", "raw"),
    [
        (2, "2019-04", 89, "89%"),  # S5:133
        (2, "2019-05", 95, "95%"),
        (4, "2019-05", 34.7, "34.7"),  # S5:136
        (5, "2019-04", 174, "174"),  # S5:137
        (9, "2019-04", 97, "97%"),  # S5:141
        (10, "2019-04", 87, "87%"),  # S5:142, number printed "100"
        (11, "2019-05", 18, "18%"),  # S5:143, number printed "11 _U"
        (12, "2019-05", 32.6, "32.6"),  # S5:145
        (13, "2019-05", 153, "153"),  # S5:146
        (23, "2019-05", 0, "0"),  # S5:159, number not printed
        (28, "2019-05", 6, "6"),  # S5:165, number not printed
        (33, "2019-04", 2.0, "2.0%"),  # S5:171, number not printed
        (34, "2019-05", 1.2, "1.2%"),  # S5:172, number not printed
        (1, "2019-Q1", 23, "23"),  # S3:32
        (3, "2019-Q1", 47, "47%"),  # S3:34
        (39, "2019-Q1", 15.1, "15.1%"),  # S3:43
        (11, "2019-Q2", 20, "20%"),  # S3:53
    ],
)
def test_a_figure_of_the_index(exported, number, period, value, raw):
    figure = cell(listing(exported("merton-2019-20"), number), "figures", period=period)
    assert figure["value"] == value
    assert raw in figure["raw"]


@pytest.mark.parametrize(
    ("number", "year", "value"),
    [
        (2, "2018/19", 78),
        (2, "2017/18", 89),
        (3, "2017/18", 34),  # printed "34% (Jan 2018)"
        (16, "2017/18", 31),  # printed "31 weeks"
        (16, "2018/19", None),
        (19, "2018/19", 2),
        (32, "2017/18", 1967),  # printed "1,967", number glued to the name
        (36, "2017/18", 0.5),
        (37, "2018/19", 320),
        (7, "2017/18", None),  # printed "New"
    ],
)
def test_a_prior_year_of_the_index(exported, number, year, value):
    assert cell(listing(exported("merton-2019-20"), number), "prior", period=year)["value"] == value


@pytest.mark.parametrize(
    ("number", "area", "value", "period"),
    [
        (3, "england", 61.3, "2018-01"),
        (12, "london", 49, "2017/18"),  # printed "49 (2017-18)"
        (13, "england", 75420, "2017/18"),
        (16, "england", 31, None),
        (19, "london", 12, "2016/17"),
        (24, "england", 96, "2019-08-31"),  # printed in a paper of June 2019
        (28, "london", 805, "AY 2015/16"),  # printed "805(AY 2015/16)"
        (35, "london", 405.5, "2016"),
        (36, "london", 1.1, "2013"),
        (17, "england", None, None),  # printed "Not published"
    ],
)
def test_a_benchmark_keeps_its_own_period(exported, number, area, value, period):
    one = cell(listing(exported("merton-2019-20"), number), "benchmarks", area=area)
    assert (one["value"], one["period"]) == (value, period)


@pytest.mark.parametrize(
    ("number", "kind", "value", "low", "high"),
    [
        (1, "none", None, None, None),
        (2, "value", 93, None, None),
        (7, "new", None, None, None),
        (11, "range", None, 12, 20),
        (16, "value", 26, None, None),
        (30, "undefined", None, None, None),
        (32, "value", 1800, None, None),
    ],
)
def test_a_target_of_the_index(exported, number, kind, value, low, high):
    target = listing(exported("merton-2019-20"), number)["target"]
    assert (target["kind"], target["value"], target["low"], target["high"]) == (
        kind,
        value,
        low,
        high,
    )


@pytest.mark.parametrize(
    ("row", "period", "value"),
    [
        (1, "2017-04-baseline", 517.0),  # S4:6
        (1, "2017-Q2", 487.5),
        (3, "2017-Q2", 23.6),  # S4:8, nothing before
        (8, "2017-Q1", 66.7),  # S4:13, printed "66.7*"
        (24, "2017-Q1", 82),  # S4:29, printed "82%"
        (26, "2017-Q2", 27.8),  # S4:31
        (30, "2017-Q1", None),  # S4:35, printed "NA"
        (31, "2017-Q2", 4),  # S4:36
        (34, "2017-Q2", 89.0),  # S4:41, after the header is repeated
        (47, "2017-Q2", 75.0),  # S4:54
        (51, "2017-Q1", 0),  # S4:58
        (55, "2017-Q2", 48.5),  # S4:62, the last row
    ],
)
def test_a_figure_of_the_sefton_scorecard(exported, row, period, value):
    figure = cell(listing(exported("sefton-2017-18"), row), "figures", period=period)
    assert figure["value"] == value


@pytest.mark.parametrize(
    ("row", "ri", "good", "outstanding"),
    [
        (2, (20, 25), (15, 19), (None, 14)),  # "20-25", "19-15", "<14"
        (9, (40, 50), (26, 49), (25, None)),  # "40-50", "49-26", ">25": misprinted
        (12, (50, 61), (61, 81), (81, None)),  # dragged down from the row above
        (24, (65, 80), (80, 90), (90, 101)),
        (30, (60, 69), (70, 79), (80, 80)),  # "80", not "80+"
        (46, (26, 35), (20, 25), (10, 19)),  # "35-26", "25-20", "19-10"
        (48, (None, None), (None, None), (None, None)),  # "Decrease"
    ],
)
def test_judgement_bands_as_printed_in_either_order(exported, row, ri, good, outstanding):
    bands = listing(exported("sefton-2017-18"), row)["bands"]
    assert [(band["low"], band["high"]) for band in bands.values()] == [ri, good, outstanding]


@pytest.mark.parametrize(
    ("row", "arrow", "movement", "improvement"),
    [
        (2, "↓", "down", "better"),  # S4:7
        (25, "↑", "up", "worse"),  # S4:30
        (26, "↓", "up", "worse"),  # S4:31: the arrow means worse
        (6, "↑", "up", "better"),  # S4:11
        (53, "", "not comparable", "unknown"),  # S4:60: year to date against a whole year
    ],
)
def test_direction_of_travel_beside_the_printed_arrow(exported, row, arrow, movement, improvement):
    direction = listing(exported("sefton-2017-18"), row)["direction"]
    assert direction["printed"] == arrow
    assert (direction["movement"], direction["improvement"]) == (movement, improvement)


def test_published_and_computed_ratings_are_both_kept(exported):
    rows = exported("merton-2019-20", JUNE)
    two = cell(listing(rows, 2), "ratings", period="2019-05")
    assert (two["published"], two["computed"]) == ("Red", "Green")
    eleven = cell(listing(rows, 11), "ratings", period="2019-05")
    assert (eleven["published"], eleven["computed"]) == ("Amber", "Green")
    outturn = cell(listing(rows, 2), "ratings", period="2018/19")
    assert (outturn["published"], outturn["computed"]) == (None, "Red")


def test_what_november_corrected_was_not_known_in_june(exported):
    june = {row["period"] for row in listing(exported("merton-2019-20", JUNE), 16)["figures"]}
    assert "2019-Q1" not in june
    now = cell(listing(exported("merton-2019-20"), 16), "figures", period="2019-Q1")
    assert now["value"] == 28
    assert now["corrects"]["value"] == 31
    assert now["known_from"] == "2019-11-06"
    for quarter in ("2019-Q1", "2019-Q2"):
        twenty = cell(listing(exported("merton-2019-20"), 20), "figures", period=quarter)
        assert (twenty["value"], twenty["corrects"]["value"]) == (73, 23)


def test_a_suspected_zero_is_not_rated_red(exported):
    rating = cell(listing(exported("merton-2019-20"), 38), "ratings", period="2018/19")
    assert (rating["published"], rating["computed"]) == (None, None)
    assert rating["state"] == "figure in doubt"


def test_the_rationale_that_ran_on_is_put_back_together(exported):
    rows = exported("merton-37")
    assert listing(rows, 20)["rationale"].endswith(
        "their likely needs and our progress in recruiting In-house foster carers."
    )
    assert listing(rows, 21)["rationale"].startswith("In view of the above")
    # Indicator 21 of the index is number 20 there: the rationale follows the measure.
    assert "IFA placements" in listing(exported("merton-2019-20"), 21)["rationale"]


@pytest.mark.parametrize(
    ("number", "within", "name", "board"),
    [
        (1, "contractual", "% of re-referrals to CSC within 12 months", None),
        (44, "still-for-discussion", "% of tribunals conceded", None),
        (16, "non-contractual", "Number of children subject to a CP Plan", "LSCB"),
        (54, "non-contractual", "Number of looked after children adopted", "Adoption Returns"),
        (64, "non-contractual", "% of case work judged to be 'inadequate'", "Quality Assurance"),
    ],
)
def test_a_row_of_appendix_h(exported, number, within, name, board):
    one = listing(exported("appendix-h"), number, within)
    assert one["name"] == name
    assert one["target"]["kind"] == "not set"
    assert one["figures"] == []
    assert (board is None and one["monitored_by"] is None) or board in one["monitored_by"]
