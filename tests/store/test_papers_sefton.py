"""The Sefton scorecard of Q2 2017/18 is in the specs row for row, its damaged cells included."""

import json
from pathlib import Path

import pytest

SPECS = Path(__file__).parents[2] / "specs"
PAPER = (SPECS / "papers/sefton-2017-q2.txt").read_text(encoding="utf-8").split("\n")
LINES = [*range(6, 39), *range(41, 63)]  # 39 is blank and 40 repeats the header


@pytest.fixture(scope="module")
def listings():
    catalogue = json.loads((SPECS / "indicators.json").read_text(encoding="utf-8"))
    (edition,) = [e for e in catalogue["editions"] if e["code"] == "sefton-2017-18"]
    return {row["printed"]["line"]: row for row in edition["listings"]}


@pytest.fixture(scope="module")
def publication():
    path = SPECS / "publications/sefton-2017-q2.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def figures(publication):
    return {(f["line"], f["area"], f["period"]): f for f in publication["figures"]}


def findings(row):
    return {found["code"]: found for found in row["findings"]}


def edges(band):
    return band["raw"], band.get("low"), band.get("high"), band.get("excludes_edge", False)


def test_every_row_of_the_two_tables_is_listed_once_and_in_order(listings):
    assert list(listings) == LINES
    assert [row["number"] for row in listings.values()] == [str(n) for n in range(1, 56)]


def test_every_cell_is_kept_as_the_paper_prints_it(listings):
    for line, row in listings.items():
        assert row["printed"]["cells"] == PAPER[line - 1].split("\t"), line


def test_every_printed_figure_stands_once_beside_its_cell(listings, publication):
    columns = ["NW Av*", "National Av**", "Baseline April 2017", "Q1", "Q2"]
    header = PAPER[4].split("\t")
    in_columns = [f for f in publication["figures"] if f["column"] in columns]
    assert len(in_columns) == 55 * 3 + 16  # three columns of Sefton's own, 16 averages printed
    for figure in in_columns:
        cells = listings[figure["line"]]["printed"]["cells"]
        assert figure["raw"] == cells[header.index(figure["column"])]
        assert figure["number"] == listings[figure["line"]]["number"]


@pytest.mark.parametrize(
    ("cell", "raw", "value"),
    [
        ((6, "sefton", "2017-Q1"), "487.0", "487.0"),
        ((6, "sefton", "2017-Q2"), "487.5", 487.5),
        ((6, "north-west", "unknown"), "583.6", 583.6),
        ((6, "england", "unknown"), "532.2", 532.2),
        ((8, "sefton", "2017-Q2"), "23.6", 23.6),
        ((9, "sefton", "2017-04-baseline"), "61", 61),
        ((13, "sefton", "2017-Q1"), "66.7*", 66.7),
        ((14, "sefton", "2017-Q2"), "54.0", "54.0"),
        ((14, "sefton", "2017-09"), "53%", 53),
        ((25, "sefton", "2017-Q1"), "80*", 80),
        ((27, "sefton", "2017-Q1"), "87%", 87),
        ((31, "sefton", "2017-Q2"), "27.8", 27.8),
        ((35, "sefton", "2017-04-baseline"), "60%", 60),
        ((37, "sefton", "2017-Q1"), "80.0*", "80.0"),
        ((38, "sefton", "2017-Q1"), "73.3", 73.3),
        ((42, "england", "unknown"), "10%", 10),
        ((52, "sefton", "2017-Q1"), "98.0", "98.0"),
        ((58, "sefton", "2017-Q2"), "1", 1),
        ((60, "sefton", "2017-Q2"), "0", 0),
        ((62, "sefton", "2017-Q2"), "48.5", 48.5),
    ],
)
def test_a_figure_is_read_with_the_decimals_it_is_printed_with(figures, cell, raw, value):
    figure = figures[cell]
    assert (figure["raw"], figure["value"], figure["status"]) == (raw, value, "published")


def test_the_stars_without_a_footnote_are_said_beside_the_figure(figures, listings):
    starred = {line for (line, _, _), f in figures.items() if f["raw"].endswith("*")}
    assert starred == {13, 21, 25, 26, 37, 48, 49}
    for line in starred:
        assert "unexplained *" in figures[line, "sefton", "2017-Q1"]["note"]
        assert "unexplained-star" in findings(listings[line])
    assert "unexplained-star" not in findings(listings[38])  # 73.3 has none


def test_no_cases_is_not_applicable_and_a_blank_is_not_reported(figures):
    none = figures[35, "sefton", "2017-Q1"]
    assert (none["raw"], none["value"], none["status"]) == ("NA", None, "not applicable")
    blank = figures[27, "sefton", "2017-Q2"]
    assert (blank["raw"], blank["value"], blank["status"]) == ("", None, "not reported")
    assert blank["reason"].startswith("Cannot be reported this quarter due to a technical problem")


def test_the_rows_that_could_not_be_reported_say_why(publication, listings):
    numbers = {entry["number"] for entry in publication["not_reported"]}
    assert numbers == {listings[n]["number"] for n in (16, 24, 27, 28, 29, 35, 47, 53)}
    assert all(entry["reason"] for entry in publication["not_reported"])


@pytest.mark.parametrize(
    ("line", "ri", "good", "outstanding"),
    [
        (7, ("20-25", 20, 25, False), ("19-15", 15, 19, False), ("<14", None, 14, True)),
        (8, ("65-74", 65, 74, False), ("75-83", 75, 83, False), ("85+", 85, None, False)),
        (14, ("40-50", 40, 50, False), ("49-26", 26, 49, False), (">25", 25, None, True)),
        (29, ("65-80", 65, 80, False), ("80-90", 80, 90, False), ("90-101", 90, 101, False)),
        (35, ("60-69", 60, 69, False), ("70-79", 70, 79, False), ("80", 80, 80, False)),
        (53, ("35-26", 26, 35, False), ("25-20", 20, 25, False), ("19-10", 10, 19, False)),
        (6, ("Below regional average", None, None, False), *[("", None, None, False)] * 2),
    ],
)
def test_bands_are_read_in_either_order_and_kept_as_printed(listings, line, ri, good, outstanding):
    bands = listings[line]["bands"]
    assert edges(bands["ri"]) == ri
    assert edges(bands["good"]) == good
    assert edges(bands["outstanding"]) == outstanding


def test_only_the_row_whose_bands_contradict_themselves_may_not_be_rated(listings):
    unconfirmed = [n for n, row in listings.items() if not row["bands"].get("confirmed", True)]
    assert unconfirmed == [14]
    assert findings(listings[14])["bands-misprinted"]["reading"] == "40-50 / 49-26 / <26"


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (9, "bands-overlap", "75 lies in two bands"),
        (21, "bands-overlap", "76 to 79 lie in two bands"),
        (25, "bands-overlap", "76 to 79 lie in two bands"),
        (29, "bands-overlap", "80 and 90 lie in two bands"),
        (44, "bands-overlap", "6 lies in two bands"),
        (62, "bands-overlap", "55 lies in two bands"),
        (8, "bands-gap", "above 83 to below 85"),
        (11, "bands-gap", "above 80 to below 85"),
        (62, "bands-gap", "above 40 to below 45"),
        (8, "target-in-gap", "none of the bands"),
        (17, "bands-copied-down", "line 16"),
        (29, "band-over-100", "101"),
        (35, "band-without-plus", "read as 80 alone"),
        (14, "target-inside-ri", "40-50"),
        (31, "comment-cut-off", "middle of a sentence"),
        (16, "sentence-fused", "breaks off"),
        (17, "baseline-is-september", "September"),
        (53, "other-measure-in-comment", "not the highest caseload"),
    ],
)
def test_a_fault_of_the_paper_is_a_finding(listings, line, code, words):
    found = findings(listings[line])[code]
    assert words in found["why"]
    assert found["line"] == line


@pytest.mark.parametrize(
    ("line", "target"),
    [
        (7, {"raw": "16", "kind": "value", "value": 16, "year": "2017/18"}),
        (46, {"raw": "<20", "kind": "value", "value": 20, "operator": "<", "year": "2017/18"}),
        (24, {"raw": "", "kind": "not set"}),
        (34, {"raw": "Increase", "kind": "direction", "direction": "increase"}),
        (58, {"raw": "Reduction", "kind": "direction", "direction": "decrease"}),
        (
            6,
            {
                "raw": "Below regional average",
                "kind": "benchmark-relative",
                "benchmark": "north-west",
            },
        ),
    ],
)
def test_a_target_is_read_from_the_column_that_holds_it(listings, line, target):
    assert {k: v for k, v in listings[line]["target"].items() if v is not None} == target


def test_a_row_with_a_direction_in_place_of_bands_is_not_rated_by_bands(listings):
    rules = {n: row["limits"]["rule"] for n, row in listings.items() if "limits" in row}
    directional = dict.fromkeys((34, 36, 47, 55, 56, 57, 58, 60), "directional")
    assert rules == {6: "benchmark-relative", **directional}


@pytest.mark.parametrize(
    ("line", "arrow", "finding"),
    [
        (6, "↔", "arrow-says-no-change"),
        (8, "↓", "arrow-unsupported"),
        (18, "↓", "arrow-from-baseline"),
        (27, "↔", "arrow-of-an-older-pair"),
        (31, "↓", "arrow-means-worse"),
        (41, "↑", "arrow-is-movement"),
        (60, "", "arrow-missing"),
    ],
)
def test_the_arrow_is_kept_as_printed_and_its_doubt_beside_it(listings, line, arrow, finding):
    assert listings[line].get("arrow", "") == arrow
    assert finding in findings(listings[line])


@pytest.mark.parametrize(
    ("line", "polarity", "basis"),
    [
        (7, "lower", "rolling 12 months"),
        (9, "higher", "rolling 3 months"),
        (30, "lower", "snapshot"),
        (36, "higher", "year to date"),
        (57, "higher", "year to date"),
        (61, "higher", "survey or audit round"),
    ],
)
def test_polarity_and_basis_are_stated_with_their_source(listings, line, polarity, basis):
    row = listings[line]
    assert (row["polarity"]["reads"], row["basis"]["reads"]) == (polarity, basis)
    assert all(row[fact]["why"] for fact in ("polarity", "basis", "unit", "cumulative", "arrears"))


def test_every_comment_is_kept_and_those_about_a_few_children_are_for_officers(publication):
    comments = {n["line"]: n for n in publication["narrative"]}
    printed = {n: PAPER[n - 1].split("\t")[12] for n in LINES}
    assert {n: words for n, words in printed.items() if words} == {
        n: comment["text"] for n, comment in comments.items()
    }
    withheld = {n for n, comment in comments.items() if comment.get("officers_only")}
    assert withheld == {58, 59, 62}


def test_the_paper_carries_no_date_and_no_rating(publication):
    assert publication["date"] is None
    assert publication["ratings"] == []
