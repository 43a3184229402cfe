"""Do the specs say what Merton's index of June 2019 prints, cell for cell? (checked by hand)"""

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_store.publication_specs import PublicationSpec
from kpi_store.specs import CatalogueSpec

SPECS = Path(__file__).resolve().parents[2] / "specs"


def read(name):
    return json.loads((SPECS / name).read_text(encoding="utf-8"), parse_float=Decimal)


CATALOGUE = read("indicators.json")
JUNE = read("publications/merton-2019-06-26.json")
NOVEMBER = read("publications/merton-2019-11-06.json")
EDITIONS = {one["code"]: one for one in CATALOGUE["editions"]}
INDEX = {one["number"]: one for one in EDITIONS["merton-2019-20"]["listings"]}
PAPERS = {
    one["code"]: (SPECS / "papers" / one["file"]).read_text(encoding="utf-8").split("\n")
    for one in CATALOGUE["papers"]
}


def figure(number, area, period):
    place = (number, area, period)
    (one,) = [f for f in JUNE["figures"] if (f["number"], f["area"], f["period"]) == place]
    return one


def codes(of):
    return {one["code"] for one in of.get("findings", [])}


# Every row, and nothing but what is printed


def test_the_files_are_as_the_models_describe_them():
    CatalogueSpec.model_validate(CATALOGUE)
    PublicationSpec.model_validate(JUNE)
    PublicationSpec.model_validate(NOVEMBER)


def test_the_index_has_its_39_indicators_in_order():
    assert list(INDEX) == [str(number) for number in range(1, 40)]


@pytest.mark.parametrize("code", ["merton-2019-20", "merton-37"])
def test_every_row_keeps_its_cells_exactly_as_the_paper_has_them(code):
    edition = EDITIONS[code]
    for one in edition["listings"]:
        line = PAPERS[edition["paper"]][one["printed"]["line"] - 1]
        assert one["printed"]["cells"] == line.split("\t"), one["number"]


def test_no_line_of_the_index_with_a_frequency_is_left_out():
    rows = {
        number
        for number, line in enumerate(PAPERS["merton-2019-06-26"], start=1)
        if re.search(r"\t(Monthly|Quarterly|Annual)\t", line)
    }
    assert rows == {one["printed"]["line"] for one in INDEX.values()}


def test_every_figure_of_june_is_a_cell_of_its_own_row():
    for one in JUNE["figures"]:
        cells = INDEX[one["number"]]["printed"]["cells"]
        assert one["line"] == INDEX[one["number"]]["printed"]["line"]
        assert one["raw"] in cells, one


def test_every_printed_cell_of_june_between_target_and_notes_is_held():
    for number, one in INDEX.items():
        cells = one["printed"]["cells"]
        printed = Counter(cell for cell in cells[cells.index(one["frequency"]) + 2 : -1] if cell)
        held = Counter(f["raw"] for f in JUNE["figures"] if f["number"] == number and f["raw"])
        held += Counter(r["raw"] for r in JUNE["ratings"] if r["number"] == number)
        assert held == printed, number


def test_a_value_is_the_number_its_cell_begins_with():
    for one in JUNE["figures"]:
        if "value" in one:
            number = re.match(r"[\d,]+(\.\d+)?", one["raw"])[0].replace(",", "")
            assert str(one["value"]) == number, one


def test_what_is_not_a_figure_has_a_status_and_no_value():
    assert {one["status"] for one in JUNE["figures"] if "value" not in one} == {
        "not reported",
        "not applicable",
        "not available",
        "new",
    }


# The damaged rows


@pytest.mark.parametrize(
    ("number", "line", "printed"),
    [
        ("10", 142, "100"),
        ("11", 143, "11 _U"),
        ("32", 170, "32Youth service participation rate"),
        ("37", 175, "37 TF: Number of Families engaged for Expanded Programme"),
        ("39", 177, "39 % agency social workers (New)"),
    ],
)
def test_a_damaged_number_is_read_and_its_cell_is_kept(number, line, printed):
    one = INDEX[number]
    assert (one["printed"]["line"], one["printed"]["cells"][0]) == (line, printed)
    assert codes(one) & {"number-damaged", "number-glued", "number-in-name"}


@pytest.mark.parametrize(
    "number", ["23", "24", "25", "26", "27", "28", "33", "34", "35", "36", "38"]
)
def test_a_number_lost_on_the_second_page_is_a_finding(number):
    assert "number-missing" in codes(INDEX[number])
    assert not INDEX[number]["printed"]["cells"][0].startswith(number)


def test_scanning_damage_in_the_name_of_11_is_read_over_and_kept():
    assert "Plan Dor the second" in INDEX["11"]["printed"]["cells"][1]
    assert INDEX["11"]["name"].endswith("Child Protection Plan for the second or subsequent time")


def test_a_status_printed_in_the_name_is_a_status():
    marked = {number: one["status"] for number, one in INDEX.items() if "status" in one}
    assert marked == {"7": "new", "14": "proposed", "15": "new", "39": "new"}
    assert not any(re.search(r"\((New|PROPOSED)\)", one["name"]) for one in INDEX.values())
    assert INDEX["3"]["name"].endswith("(new, including exceptions)")  # the plans are new


def test_the_sections_are_read_from_their_damaged_headings():
    sections = Counter(one["section"] for one in INDEX.values())
    assert sections == {
        "Assessments": 3,
        "Child protection": 8,
        "Looked After Children": 12,
        "Childrens Centres and Schools": 8,
        "Young People and Services": 8,
    }


# Targets


@pytest.mark.parametrize(
    ("number", "raw", "kind", "value"),
    [
        ("2", "93%", "value", Decimal(93)),
        ("16", "26 weeks", "value", Decimal(26)),
        ("32", "1800", "value", Decimal(1800)),
        ("1", "Not a target measure", "none", None),
        ("7", "New", "new", None),
        ("30", "Range", "undefined", None),
    ],
)
def test_a_target_is_of_the_kind_that_is_printed(number, raw, kind, value):
    target = INDEX[number]["target"]
    assert (target["raw"], target["kind"], target.get("value")) == (raw, kind, value)
    assert target["year"] == "2018/19"


def test_the_target_of_11_is_a_range_of_12_to_20():
    target = INDEX["11"]["target"]
    assert (target["raw"], target["kind"]) == ("range 12- 20%", "range")
    assert (target["low"], target["high"]) == (12, 20)
    assert INDEX["11"]["codes"] == ["NI 65"]


# Figures of June, by hand


@pytest.mark.parametrize(
    ("number", "area", "period", "raw", "value"),
    [
        ("2", "merton", "2019-05", "95%", "95"),
        ("2", "merton", "2018/19", "78%", "78"),
        ("3", "merton", "2017/18", "34% (Jan 2018)", "34"),
        ("3", "england", "2018-01", "61.3% (Jan 2018)", "61.3"),
        ("4", "merton", "2019-04", "37.0", "37.0"),
        ("11", "merton", "2019-05", "18%", "18"),
        ("13", "england", "2017/18", "75420 (2017-18)", "75420"),
        ("16", "merton", "2017/18", "31 weeks", "31"),
        ("16", "england", "unknown", "31", "31"),
        ("19", "merton", "2018/19", "2%", "2"),
        ("24", "london", "2019-08-31", "96% (31 August 2019)", "96"),
        ("27", "london", "AY 2015/16", "105(AY 2015/16)", "105"),
        ("27", "merton", "2019-05", "1", "1"),
        ("32", "merton", "2017/18", "1,967", "1967"),
        ("33", "merton", "2017/18", "1.6% (Q4)", "1.6"),
        ("33", "merton", "2019-04", "2.0%", "2.0"),
        ("36", "london", "2013", "1.10(2013)", "1.10"),
        ("38", "merton", "2018/19", "0%", "0"),
        ("39", "london", "2017", "26.5% (2017)", "26.5"),
    ],
)
def test_a_figure_is_read_as_it_is_printed(number, area, period, raw, value):
    one = figure(number, area, period)
    assert (one["raw"], str(one["value"])) == (raw, value)


def test_the_rate_beside_a_count_keeps_its_own_unit():
    one = figure("35", "london", "2016")
    assert one["raw"] == "405.50 rate per 100,000 (2016)"
    assert (one["value"], one["unit"]) == ("405.50", "per 100,000")
    assert INDEX["35"]["unit"]["reads"] == "count"


@pytest.mark.parametrize(
    ("number", "area", "period", "raw", "status"),
    [
        ("3", "merton", "2019-05", "", "not reported"),
        ("18", "merton", "2019-04", "", "not reported"),
        ("16", "merton", "2018/19", "", "not reported"),
        ("6", "merton", "2019-Q4", "n/a", "not applicable"),
        ("10", "merton", "2019-05", "n/a", "not applicable"),
        ("7", "merton", "2017/18", "New", "new"),
        ("17", "london", "unknown", "Not published", "not available"),
        ("1", "england", "unknown", "No benchmarking available", "not available"),
    ],
)
def test_an_absent_figure_says_which_way_it_is_absent(number, area, period, raw, status):
    one = figure(number, area, period)
    assert (one["raw"], one["status"], "value" in one) == (raw, status, False)


def test_no_figure_is_held_for_a_month_after_may_but_the_printed_na_of_6():
    later = {
        one["number"]
        for one in JUNE["figures"]
        if re.fullmatch(r"20(19|20)-(Q\d|\d\d)", one["period"])
        and one["period"] not in ("2019-04", "2019-05")
    }
    assert later == {"6"}


# Ratings of June


def test_june_rates_five_indicators_and_no_period_is_stated():
    rated = {one["number"]: one["grade"] for one in JUNE["ratings"] if one["grade"]}
    assert rated == {"2": "red", "3": "green", "9": "green", "11": "amber", "17": "amber"}
    assert not any(one["period_stated"] for one in JUNE["ratings"])


def test_a_blank_rating_is_no_rating():
    rated = {one["number"] for one in JUNE["ratings"]}
    assert rated.isdisjoint({"8", "19", "20", "21", "22", "24", "26", "33", "34", "35", "38"})


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("2", "rating-fits-outturn"),
        ("11", "rating-inside-range"),
        ("16", "suspicious-repeat"),
        ("18", "basis-conflict"),
        ("19", "outlier"),
        ("24", "impossible-date"),
        ("25", "target-conflict"),
        ("35", "unit-conflict"),
        ("38", "not-collected"),
        ("6", "not-applicable-ahead"),
    ],
)
def test_a_trap_of_the_index_is_a_finding(number, code):
    assert code in codes(INDEX[number])


@pytest.mark.parametrize(
    ("number", "basis", "cumulative"),
    [
        ("2", "year to date", True),
        ("13", "snapshot", False),
        ("18", "year to date", True),
        ("27", "academic year to date", True),
        ("33", "month", False),
    ],
)
def test_what_a_figure_covers_is_stated(number, basis, cumulative):
    one = INDEX[number]
    assert (one["basis"]["reads"], one["cumulative"]["reads"]) == (basis, cumulative)


def test_only_33_and_34_are_in_arrears():
    late = {number for number, one in INDEX.items() if one["arrears"]["months"]}
    assert late == {"33", "34"}
