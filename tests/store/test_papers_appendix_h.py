"""Appendix H is in the specs row for row: three lists, their groups and the boards that watch."""

import json
from collections import Counter
from pathlib import Path

import pytest

SPECS = Path(__file__).parents[2] / "specs"
PAPER = (SPECS / "papers/appendix-h.txt").read_text(encoding="utf-8").split("\n")
SIDES = ("before", "after")
CONTRACTUAL, DISCUSSED, OTHER = "contractual", "still-for-discussion", "non-contractual"


@pytest.fixture(scope="module")
def catalogue():
    return json.loads((SPECS / "indicators.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rows(catalogue):
    (edition,) = [e for e in catalogue["editions"] if e["code"] == "appendix-h"]
    return {(row["list"], row["number"]): row for row in edition["listings"]}


@pytest.fixture(scope="module")
def degrees(catalogue):
    """The degree of every link across or inside editions, by the two ends in either order."""
    found = {}
    for link in catalogue["lineage"]:
        ends = [
            [(p["edition"], p.get("list"), p["number"]) for p in link.get(s, [])] for s in SIDES
        ]
        found.update({frozenset((b, a)): link["degree"] for b in ends[0] for a in ends[1]})
    return found


def test_the_three_lists_have_33_and_11_and_64_rows(rows):
    assert Counter(kind for kind, _ in rows) == {CONTRACTUAL: 33, DISCUSSED: 11, OTHER: 64}
    assert [n for kind, n in rows if kind == CONTRACTUAL] == [str(n) for n in range(1, 34)]
    assert [n for kind, n in rows if kind == DISCUSSED] == [str(n) for n in range(34, 45)]
    assert [n for kind, n in rows if kind == OTHER] == [str(n) for n in range(1, 65)]


def test_every_row_of_the_paper_is_listed_and_kept_as_printed(rows):
    numbered = {n for n, words in enumerate(PAPER, 1) if words[:1].isdigit()}
    assert {row["printed"]["line"] for row in rows.values()} == numbered
    for (_, number), row in rows.items():
        cells = PAPER[row["printed"]["line"] - 1].split("\t")
        assert row["printed"]["cells"] == cells == [number, row["name"]]


def test_a_key_belongs_to_one_row_because_numbers_restart(rows):
    assert len({row["key"] for row in rows.values()}) == 108
    assert rows[CONTRACTUAL, "11"]["name"] == "Number of referrals"
    assert rows[OTHER, "11"]["name"].startswith("% of formal complaints")


@pytest.mark.parametrize(
    ("place", "line", "headings"),
    [
        ((CONTRACTUAL, "1"), 10, ("Safeguarding and child in need", None, None)),
        ((CONTRACTUAL, "24"), 36, ("Fostering", None, None)),
        ((CONTRACTUAL, "33"), 48, ("Workforce", None, None)),
        ((DISCUSSED, "34"), 51, ("LDD and SEN", None, None)),
        ((DISCUSSED, "41"), 59, ("LDD and SEN", None, None)),
        (
            (OTHER, "1"),
            66,
            ("Financial Performance Indicators (monitored quarterly)", "Fostering", None),
        ),
        (
            (OTHER, "30"),
            105,
            ("Performance Indicators monitored through the LSCB", "Other - CSE", "LSCB"),
        ),
        (
            (OTHER, "53"),
            134,
            (
                "Performance Indicators monitored through the Corporate Parenting Panel",
                "Care Leavers",
                "Corporate Parenting Panel",
            ),
        ),
        (
            (OTHER, "56"),
            140,
            (
                "Performance Indicators monitored through statutory Adoption Returns",
                "Adoption",
                "statutory Adoption Returns",
            ),
        ),
        (
            (OTHER, "64"),
            152,
            (
                "Performance Indicators monitored through the Trust's Quality Assurance Framework",
                "Workforce",
                "Trust's Quality Assurance Framework",
            ),
        ),
    ],
)
def test_a_row_stands_under_its_headings(rows, place, line, headings):
    row = rows[place]
    assert row["printed"]["line"] == line
    assert (row["section"], row.get("subsection"), row.get("monitored_by")) == headings


@pytest.mark.parametrize(
    ("place", "measured"),
    [
        ((CONTRACTUAL, "2"), ("%", "month", "Monthly")),
        ((CONTRACTUAL, "7"), ("per 10,000", "snapshot", "not stated")),
        ((CONTRACTUAL, "13"), ("count", "snapshot", "Monthly")),
        ((CONTRACTUAL, "30"), ("cases per worker", "snapshot", "not stated")),
        ((OTHER, "1"), ("composite", "not stated", "Quarterly")),
        ((OTHER, "9"), ("count", "month", "Quarterly")),
        ((OTHER, "24"), ("%", "year", "Annual")),
        ((OTHER, "25"), ("count", "year to date", "not stated")),
        ((OTHER, "43"), ("composite", "not stated", "not stated")),
        ((OTHER, "61"), ("text", "not stated", "not stated")),
    ],
)
def test_unit_basis_and_frequency_come_from_the_name(rows, place, measured):
    row = rows[place]
    assert (row["unit"]["reads"], row["basis"]["reads"], row["frequency"]) == measured


def test_what_is_still_discussed_is_not_in_force(rows):
    for (listed, _), row in rows.items():
        expected = "still for discussion" if listed == DISCUSSED else "in force"
        assert row.get("status", "in force") == expected


def test_an_open_question_in_a_name_is_kept_as_a_question(rows):
    asked = {place: row["asks"] for place, row in rows.items() if row.get("asks")}
    assert asked == {(CONTRACTUAL, "15"): "6 months?", (DISCUSSED, "35"): "establish timetable"}


def test_the_paper_sets_no_targets_and_names_no_council(catalogue, rows):
    assert {row["target"]["kind"] for row in rows.values()} == {"not set"}
    (edition,) = [e for e in catalogue["editions"] if e["code"] == "appendix-h"]
    assert (edition["area"], edition["year"], edition["dated"]) == ("not-stated", None, None)
    (scheme,) = [s for s in catalogue["schemes"] if s["code"] == edition["scheme"]]
    assert scheme["grades"] == []


H, S, M = "appendix-h", "sefton-2017-18", "merton-2019-20"
SAME, NEARLY = "same measure elsewhere", "nearly the same elsewhere"


@pytest.mark.parametrize(
    ("one", "other", "degree"),
    [
        ((H, CONTRACTUAL, "12"), (H, OTHER, "16"), SAME),
        ((H, CONTRACTUAL, "5"), (H, OTHER, "23"), NEARLY),
        ((H, CONTRACTUAL, "20"), (H, OTHER, "39"), NEARLY),
        ((H, CONTRACTUAL, "27"), (H, DISCUSSED, "34"), NEARLY),
        ((S, None, "25"), (H, OTHER, "17"), SAME),  # line 30: children on plans per 10,000
        ((S, None, "26"), (H, CONTRACTUAL, "3"), NEARLY),  # line 31: any repeat, or in 2 years
        ((M, None, "2"), (S, None, "7"), NEARLY),  # line 12: 45 days
        ((M, None, "19"), (H, CONTRACTUAL, "18"), NEARLY),  # three moves are not three placements
        ((M, None, "20"), (H, OTHER, "38"), SAME),
        ((M, None, "35"), (H, OTHER, "60"), SAME),
        ((M, None, "39"), (H, CONTRACTUAL, "29"), NEARLY),
    ],
)
def test_a_measure_found_elsewhere_is_linked_with_its_degree(degrees, one, other, degree):
    assert degrees[frozenset((one, other))] == degree


def test_the_highest_caseload_is_linked_to_no_average_caseload(degrees):
    linked = {end for ends in degrees for end in ends}
    assert (S, None, "46") not in linked  # line 53
