"""What `kpi check` reports on the council's own specs, and on bad ones."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_store.checking import check
from kpi_store.domain.band_checks import band_faults
from kpi_store.domain.figure_checks import Cell, bases, other_bases, over_a_hundred, repeats
from kpi_store.domain.period import Period
from kpi_store.domain.quantity import Unit
from kpi_store.spec_files import load
from tests.domain.listings import HIGHER, LOWER, bands, listing, of

SPECS = Path(__file__).parents[2] / "specs"


@pytest.fixture(scope="module")
def report():
    return check(SPECS)


def test_the_councils_specs_are_sound(report):
    assert report.problems == ()
    assert report.sound


def test_indicator_11_was_published_amber_inside_its_range(report):
    (found,) = (one for one in report.differences if one.number == "11")
    assert (found.edition, found.period) == ("merton-2019-20", "2019-05")
    assert (found.published, found.computed) == ("Amber", "Green")
    assert "18 % is inside the range 12-20 %, so Green." in found.sentence
    assert "Amber fits none of" in found.sentence


def test_published_red_of_indicator_2_fits_the_outturn_and_not_the_months(report):
    found = next(one for one in report.differences if one.number == "2")
    assert (found.published, found.computed, found.period) == ("Red", "Green", "2019-05")
    assert "Red fits 78 % for 2018/19 and not" in found.sentence
    assert "89 % for April 2019 or 95 % for May 2019." in found.sentence


def test_a_rating_without_a_figure_is_a_difference(report):
    (found,) = (one for one in report.differences if one.number == "16")
    assert (found.published, found.computed, found.period) == ("Red", None, "2019-Q2")
    assert "no data" in found.sentence


def test_ratings_that_agree_are_not_listed(report):
    assert not {"3", "9", "17"} & {one.number for one in report.differences}


def test_the_papers_findings_are_listed_with_their_lines(report):
    (count,) = (one for one in report.findings if one.code == "count-conflict")
    assert str(count) == (
        "merton-2019-11: paragraph 2.1: error: count-conflict: “two corrections”: six are "
        "listed: indicators 1, 3, 16, 20, 21 and 39 (line 29)"
    )


def test_a_fault_that_a_file_records_is_not_told_twice(report):
    told = [(one.place.split(":")[0], one.code) for one in report.findings if one.derived]
    assert ("sefton-2017-18 9", "bands-misprinted") not in told
    assert len(told) == len(set(told))


def test_a_broken_folder_reports_its_problems_and_nothing_else(tmp_path):
    folder = tmp_path / "specs"
    shutil.copytree(SPECS, folder)
    (folder / "publications" / "merton-2019-11-06.json").write_text("{}")
    report = check(folder)
    assert not report.sound
    assert "publications/merton-2019-11-06.json: code: is missing" in report.problems
    assert (report.findings, report.differences) == ((), ())


def test_the_report_is_printed_with_a_heading_for_each_part(report):
    lines = list(report.lines())
    assert lines[0] == "No problems in the specs."
    assert lines[1] == "4 differences between published and worked-out ratings:"
    assert lines[2].startswith("- merton-2019-20 2: published Red for May 2019")
    assert lines[6] == f"{len(report.findings)} findings in the papers:"
    assert len(lines) == 7 + len(report.findings)


@pytest.mark.parametrize(
    ("printed", "target", "polarity", "codes"),
    [
        (("65-74", "75-83", "85+"), "84", HIGHER, ["bands-gap", "target-in-gap"]),  # row 3
        (("65-79", "76-89", "90-100"), "65", HIGHER, ["bands-overlap", "target-inside-ri"]),
        (("40-50", "49-26", ">25"), "50", LOWER, ["bands-misprinted"]),  # row 9
        (("65-80", "80-90", "90-101"), "85", HIGHER, ["bands-overlap", "band-over-100"]),
        (("20-25", "19-15", "<14"), "16", LOWER, ["bands-gap"]),  # '<14' leaves out 14 itself
        (("35-40", "45-55", "55+"), "60", HIGHER,
         ["bands-gap", "bands-overlap", "target-inside-outstanding"]),  # row 55
    ],
)  # fmt: skip
def test_faults_of_bands_are_found(printed, target, polarity, codes):
    one = listing(of(target), polarity=polarity, bands=bands(*printed))
    assert [f.code for f in band_faults(one) if f.code != "bands-miss-decimals"] == codes


def test_whole_bands_leave_decimals_out_but_not_of_counts():
    printed = bands("65-79", "80-89", "90-100")
    assert "bands-miss-decimals" in {f.code for f in band_faults(listing(of("85"), bands=printed))}
    counts = listing(of("85"), unit=Unit.COUNT, bands=printed)
    assert list(band_faults(counts)) == []


@pytest.fixture(scope="module")
def index():
    return load(SPECS).editions["merton-2019-20"]


def pair(numbers, period, rate, count):
    """A rate per 10,000 and a count of Merton's, as the index prints them."""
    when = Period.of(period)
    return [
        Cell(numbers[0], "merton", when, period, Decimal(rate), Unit.PER_10K),
        Cell(numbers[1], "merton", when, period, Decimal(count), Unit.COUNT),
    ]


ONE_DECIMAL = [
    *pair("45", "2017/18", "41.7", "196"),
    *pair("45", "2018/19", "39.4", "185"),
    *pair("45", "2019-04", "37.0", "174"),
    *pair("45", "2019-05", "34.7", "163"),
    *pair(("12", "13"), "2019-04", "33.8", "159"),
    *pair(("12", "13"), "2019-05", "32.6", "153"),
]


def test_the_six_pairs_of_the_index_imply_one_population(index):
    found = bases(index, ONE_DECIMAL)
    low, high = max(base.low for base in found), min(base.high for base in found)
    assert (len(found), round(low), round(high)) == (6, 46972, 47005)
    assert list(other_bases(found)) == []


def test_a_pair_of_another_population_is_a_finding(index):
    wrong = pair("45", "2019-06", "34.7", "136")  # 163 with two digits swapped
    ((number, fault),) = other_bases(bases(index, [*ONE_DECIMAL, *wrong]))
    assert (number, fault.code) == ("4", "population-base")
    assert "46,972 to 47,005" in fault.why


def test_a_number_in_three_cells_of_two_areas_is_suspicious():
    when = Period.of("2017/18")
    cells = [
        Cell("16", "merton", when, "Merton 2017/18", Decimal(31), Unit.WEEKS),
        Cell("16", "england", when, "England", Decimal(31), Unit.WEEKS),
    ]
    assert list(repeats(cells)) == []
    cells.append(Cell("16", "merton", Period.of("2019-Q1"), "Q1", Decimal(31), Unit.WEEKS))
    ((number, fault),) = repeats(cells)
    assert (number, fault.printed) == ("16", "31")


def test_a_percentage_over_a_hundred_cannot_be():
    when = Period.of("2019-05")
    cells = [
        Cell("9", "merton", when, "May-19", Decimal(value), Unit.PERCENT) for value in (100, 101)
    ]
    assert [fault.printed for _, fault in over_a_hundred(cells)] == ["101"]
