"""The specs folder is read whole: a bad file is refused with every problem named."""

import copy
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_store.domain.errors import BadSpec
from kpi_store.domain.indicator import Polarity
from kpi_store.domain.quantity import Unit
from kpi_store.domain.target import TargetKind
from kpi_store.spec_files import load, schemas

SPECS = Path(__file__).parents[2] / "specs"
LISTING = {
    "number": "9",
    "key": "merton-cp-reviews",
    "name": "% of reviews completed within timescale",
    "section": "Child protection",
    "printed": {"line": 2, "cells": ["9", "% of reviews", "96%", "97%"]},
    "frequency": "Monthly",
    "unit": {"reads": "%", "source": "printed", "why": "the name prints %"},
    "polarity": {"reads": "higher", "source": "inferred", "why": "timely reviews are good"},
    "basis": {"reads": "snapshot", "source": "printed", "why": "as at the end of the month"},
    "cumulative": {"reads": False, "source": "inferred", "why": "a snapshot"},
    "arrears": {"months": 0, "source": "inferred", "why": "none is printed"},
    "target": {"raw": "96%", "kind": "value", "value": 96, "year": "2018/19"},
}
CATALOGUE = {
    "$schema": "indicators.schema.json",
    "default_edition": "merton-2019-20",
    "papers": [{"code": "merton", "title": "The index", "file": "merton.txt", "by": "Merton"}],
    "areas": [{"code": "merton", "name": "Merton", "kind": "council"}],
    "schemes": [
        {
            "code": "merton-brag",
            "title": "Merton BRAG rating",
            "grades": [
                {
                    "code": "green",
                    "label": "Green",
                    "meaning": "on target",
                    "colour": "#2e7d32",
                    "symbol": "●",
                }
            ],
            "source": "line 1",
        }
    ],
    "abbreviations": [],
    "editions": [
        {
            "code": "merton-2019-20",
            "title": "Performance Index 2019/20",
            "area": "merton",
            "paper": "merton",
            "year": "2019/20",
            "dated": "2019-06-26",
            "scheme": "merton-brag",
            "listings": [LISTING],
        }
    ],
    "lineage": [],
}
PUBLICATION = {
    "code": "merton-2019-06-26",
    "title": "Performance Index 2019/20",
    "area": "merton",
    "edition": "merton-2019-20",
    "paper": "merton",
    "date": "2019-06-26",
    "up_to": "2019-05",
    "figures": [
        {
            "number": "9",
            "area": "merton",
            "period": "2019-04",
            "column": "Apr-19",
            "raw": "97%",
            "value": 97,
            "line": 2,
        }
    ],
}


@pytest.fixture
def catalogue():
    return copy.deepcopy(CATALOGUE)


@pytest.fixture
def publication():
    return copy.deepcopy(PUBLICATION)


@pytest.fixture
def written(tmp_path):
    """Write a specs folder and return it; the paper has a heading and one row."""

    def write(catalogue=None, publication=None):
        (tmp_path / "papers").mkdir(exist_ok=True)
        (tmp_path / "papers" / "merton.txt").write_text(
            "No.\tPerformance Indicators\n9\t% of reviews\t96%\t97%\n", encoding="utf-8"
        )
        (tmp_path / "publications").mkdir(exist_ok=True)
        (tmp_path / "indicators.json").write_text(json.dumps(catalogue or CATALOGUE))
        (tmp_path / "publications" / "june.json").write_text(json.dumps(publication or PUBLICATION))
        return tmp_path

    return write


def problems(folder):
    with pytest.raises(BadSpec) as refused:
        load(folder)
    assert all(one in str(refused.value) for one in refused.value.problems)
    return refused.value.problems


def test_a_sound_folder_becomes_editions_areas_and_publications(written):
    specs = load(written())
    listing = specs.editions["merton-2019-20"].by_key("merton-cp-reviews")
    assert (listing.target.value, listing.target.raw) == (Decimal(96), "96%")
    assert (listing.unit.value, listing.polarity.why) == (Unit.PERCENT, "timely reviews are good")
    assert specs.areas["merton"].name == "Merton"
    assert [one.code for one in specs.publications] == ["merton-2019-06-26"]


def test_a_number_keeps_the_decimals_it_is_written_with(written, catalogue):
    catalogue["editions"][0]["listings"][0]["target"]["value"] = "95.50"
    assert str(load(written(catalogue)).editions["merton-2019-20"].listings[0].target.value) == (
        "95.50"
    )
    folder = written()
    text = (folder / "indicators.json").read_text().replace('"value": 96', '"value": 95.50')
    (folder / "indicators.json").write_text(text)
    assert str(load(folder).editions["merton-2019-20"].listings[0].target.value) == "95.50"


def test_an_unknown_key_is_refused(written, catalogue):
    catalogue["editions"][0]["listings"][0]["targt"] = {}
    assert problems(written(catalogue)) == (
        "indicators.json: merton-2019-20 9: targt: is not a key of the specs",
    )


def test_a_missing_key_is_refused(written, catalogue):
    del catalogue["editions"][0]["listings"][0]["polarity"]["why"]
    assert problems(written(catalogue)) == (
        "indicators.json: merton-2019-20 9: polarity.why: is missing",
    )


def test_a_word_that_is_no_polarity_is_named(written, catalogue):
    catalogue["editions"][0]["listings"][0]["polarity"]["reads"] = "up"
    (problem,) = problems(written(catalogue))
    assert problem.startswith("indicators.json: merton-2019-20 9: polarity.reads: ")
    assert problem.endswith("not 'up'")


def test_a_number_written_twice_in_one_list_is_refused(written, catalogue):
    twin = {**copy.deepcopy(LISTING), "key": "another"}
    catalogue["editions"][0]["listings"].append(twin)
    assert problems(written(catalogue)) == (
        "indicators.json: merton-2019-20 9: number: the number is written twice",
    )


def test_a_number_may_return_in_another_list_but_a_key_may_not(written, catalogue):
    twin = {**copy.deepcopy(LISTING), "list": "contractual"}
    catalogue["editions"][0]["listings"].append(twin)
    assert problems(written(catalogue)) == (
        "indicators.json: merton-2019-20: merton-cp-reviews: the key is written twice",
    )


def test_a_period_that_is_none_is_refused(written, publication):
    publication["figures"][0]["period"] = "2019-13"
    (problem,) = problems(written(publication=publication))
    assert problem.startswith(
        "publications/june.json: merton-2019-06-26: figures 9: period: '2019-13' is not in the"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"code": "a",\n "b": }', "indicators.json: line 2: it is not JSON: Expecting value"),
        ('{"code": "a", "code": "b"}', "indicators.json: b: code: is written twice"),
        ('{"value": NaN}', "indicators.json: NaN is not a number"),
        ("", "indicators.json: line 1: it is not JSON: Expecting value"),
    ],
)
def test_what_is_not_json_is_refused_with_its_line(written, text, problem):
    folder = written()
    (folder / "indicators.json").write_text(text)
    assert problems(folder) == (problem,)


def test_a_missing_catalogue_is_a_problem(tmp_path):
    assert problems(tmp_path) == ("indicators.json: the file is missing",)


def test_a_file_that_is_not_utf_8_is_a_problem(written):
    folder = written()
    (folder / "indicators.json").write_bytes(b"\xff\xfe{}")
    (problem,) = problems(folder)
    assert problem.startswith("indicators.json: the file cannot be read: ")


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ({"raw": "96%", "kind": "value"}, "target.value: a target of kind 'value' needs it"),
        (
            {"raw": "range 12- 20%", "kind": "range", "low": 12},
            "target.high: a target of kind 'range' needs it",
        ),
        (
            {"raw": "range", "kind": "range", "low": 20, "high": 12},
            "target.low: 20 is above high 12",
        ),
        (
            {"raw": "Below", "kind": "benchmark-relative", "benchmark": "mars"},
            "target.benchmark: no area is called mars",
        ),
    ],
)
def test_a_target_has_the_numbers_its_kind_needs(written, catalogue, target, problem):
    catalogue["editions"][0]["listings"][0]["target"] = target
    assert problems(written(catalogue)) == (f"indicators.json: merton-2019-20 9: {problem}",)


def test_printed_cells_are_the_papers_line(written, catalogue):
    catalogue["editions"][0]["listings"][0]["printed"]["cells"][2] = "95%"
    assert problems(written(catalogue)) == (
        "indicators.json: merton-2019-20 9: printed.cells: they are not line 2 of the paper",
    )


def test_a_figure_is_on_the_line_it_names(written, publication):
    publication["figures"][0]["raw"] = "98%"
    publication["findings"] = [
        {"code": "a", "place": "b", "severity": "note", "printed": "", "why": "c", "line": 77}
    ]
    assert problems(written(publication=publication)) == (
        "publications/june.json: merton-2019-06-26: findings a: line: the paper has no line 77",
        "publications/june.json: merton-2019-06-26: figures 9: raw: “98%” is not on line 2 of the "
        "paper",
    )


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"number": "99"}, "figures 99: merton-2019-20 has no number 99"),
        ({"area": "mars"}, "figures 9 2019-04: no area is called mars"),
        (
            {"value": None},
            "figures 9 2019-04: value: 'published' needs a value, or a status that says why there "
            "is none",
        ),
        (
            {"status": "not due"},
            "figures 9 2019-04: status: 'not due' has no value, and 97 is given",
        ),
    ],
)
def test_a_figure_belongs_to_its_edition(written, publication, change, problem):
    publication["figures"][0].update(change)
    assert problems(written(publication=publication)) == (
        f"publications/june.json: merton-2019-06-26: {problem}",
    )


def test_a_grade_the_scheme_does_not_have_is_refused(written, publication):
    publication["ratings"] = [
        {
            "number": "9",
            "period": "2019-04",
            "period_stated": False,
            "raw": "97%",
            "grade": "blue",
            "line": 2,
        }
    ]
    assert problems(written(publication=publication)) == (
        "publications/june.json: merton-2019-06-26: ratings 9: grade: merton-brag has no grade "
        "'blue'",
    )


@pytest.mark.parametrize(
    ("aliases", "problem"),
    [
        (["June"], "'June' names a period, and no paper"),
        (["June 2019"], "'June 2019' names a period, and no paper"),
        (["June figures"], "'June figures' names a period, and no paper"),
        (
            ["performance index 2019/20"],
            "'performance index 2019/20' is what merton-2019-20 is called",
        ),
        (["June paper", "june Paper"], "'june paper' is written twice"),
    ],
)
def test_a_papers_name_is_no_period_and_no_editions(written, publication, aliases, problem):
    publication["aliases"] = aliases
    assert problems(written(publication=publication)) == (
        f"publications/june.json: merton-2019-06-26: aliases: {problem}",
    )


def test_a_paper_without_a_date_has_no_names(written, publication):
    publication |= {"aliases": ["June paper"], "date": None}
    (problem,) = problems(written(publication=publication))
    assert problem.endswith("aliases: a paper without a date cannot be asked for by name")


def test_two_papers_do_not_share_a_name(written, publication):
    folder = written(publication=publication | {"aliases": ["June paper"]})
    other = publication | {"code": "other", "aliases": ["June Paper"]}
    (folder / "publications" / "other.json").write_text(json.dumps(other))
    assert problems(folder) == (
        "publications/other.json: other: aliases: 'June Paper' is also publications/june.json's",
    )


def test_lineage_names_places_that_exist(written, catalogue):
    catalogue["lineage"] = [
        {
            "before": [{"edition": "merton-37", "number": "9"}],
            "after": [{"edition": "merton-2019-20", "number": "10"}],
            "degree": "same",
            "why": "the same name",
            "source": "inferred",
        }
    ]
    assert problems(written(catalogue)) == (
        "indicators.json: lineage: before: no edition is called merton-37",
        "indicators.json: lineage: after: merton-2019-20 has no number 10",
    )


def test_every_problem_of_every_file_is_reported_at_once(written, catalogue, publication):
    catalogue["default_edition"] = "merton-2020-21"
    catalogue["editions"][0]["scheme"] = "blue"
    catalogue["editions"][0]["prior_years"] = ["2018/20"]
    publication["edition"] = "merton-2020-21"
    publication["up_to"] = "May"
    found = problems(written(catalogue, publication))
    assert len(found) == 5
    assert {one.split(":")[0] for one in found} == {"indicators.json", "publications/june.json"}


def test_the_digest_follows_every_file(written, publication):
    before = load(written()).digest
    assert load(written()).digest == before
    publication["title"] = "Performance Index 2019/20 (R)"
    assert load(written(publication=publication)).digest != before


# The council's own specs.


@pytest.fixture(scope="module")
def specs():
    return load(SPECS)


@pytest.mark.parametrize(
    ("edition", "rows"),
    [("merton-2019-20", 39), ("merton-37", 37), ("sefton-2017-18", 55), ("appendix-h", 108)],
)
def test_no_row_of_a_paper_is_lost(specs, edition, rows):
    assert len(specs.editions[edition].listings) == rows


def test_the_index_of_2019_borrows_its_rationale_from_appendix_2(specs):
    timeliness = specs.editions["merton-2019-20"].numbered("2")[0]
    assert timeliness.rationale
    assert timeliness.rationale_from == "merton-37"
    older = specs.editions["merton-37"].numbered("2")[0]
    assert (older.rationale, older.rationale_from) == (timeliness.rationale, "merton-37")


def test_indicator_39_is_new_and_has_no_rationale_to_borrow(specs):
    agency = specs.editions["merton-2019-20"].numbered("39")[0]
    assert (agency.target.kind, agency.rationale, agency.rationale_from) == (
        TargetKind.NEW,
        "",
        "",
    )


def test_a_link_carries_the_keys_of_its_places(specs):
    (proceedings,) = (
        link
        for link in specs.editions["merton-2019-20"].links
        if any((p.edition, p.number) == ("merton-37", "15") for p in link.before)
        and link.degree == "renumbered"
    )
    assert [place.number for place in proceedings.after] == ["16"]
    assert proceedings.after[0].key == specs.editions["merton-37"].numbered("15")[0].key


def test_the_range_of_indicator_11_is_read_from_its_words(specs):
    repeat_plans = specs.editions["merton-2019-20"].numbered("11")[0]
    assert repeat_plans.target.raw == "range 12- 20%"
    assert (repeat_plans.target.low, repeat_plans.target.high) == (12, 20)
    assert repeat_plans.polarity.value is Polarity.RANGE


def test_the_schemas_beside_the_specs_are_those_of_the_models():
    for name, text in schemas().items():
        assert (SPECS / name).read_text(encoding="utf-8") == text, f"write {name} again"


def test_a_copy_of_the_specs_has_the_same_digest(specs, tmp_path):
    shutil.copytree(SPECS, tmp_path / "specs")
    assert load(tmp_path / "specs").digest == specs.digest
