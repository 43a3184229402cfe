"""Do the specs say what Appendix 2 and the November paper print, and how the index follows?"""

import json
import re
from decimal import Decimal
from pathlib import Path

SPECS = Path(__file__).resolve().parents[2] / "specs"


def read(name):
    return json.loads((SPECS / name).read_text(encoding="utf-8"), parse_float=Decimal)


CATALOGUE = read("indicators.json")
JUNE = read("publications/merton-2019-06-26.json")
NOVEMBER = read("publications/merton-2019-11-06.json")
EDITIONS = {one["code"]: one for one in CATALOGUE["editions"]}
INDEX = {one["number"]: one for one in EDITIONS["merton-2019-20"]["listings"]}
OLDER = {one["number"]: one for one in EDITIONS["merton-37"]["listings"]}


def links(degree):
    """(edition, numbers) before and after, of the links of that degree among Merton's editions."""
    return {
        (
            tuple(place["number"] for place in link.get("before", [])),
            tuple(place["number"] for place in link.get("after", [])),
        )
        for link in CATALOGUE["lineage"]
        if link["degree"] == degree
        and all(
            place["edition"].startswith("merton")
            for place in [*link.get("before", []), *link.get("after", [])]
        )
    }


# Appendix 2 and lineage


def test_appendix_2_has_its_37_indicators_in_order():
    assert list(OLDER) == [str(number) for number in range(1, 38)]


def test_appendix_2_sets_no_target():
    assert {one["target"]["kind"] for one in OLDER.values()} == {"not set"}


def test_the_text_of_20_that_runs_on_into_21_is_joined_and_the_cells_are_kept():
    assert OLDER["20"]["printed"]["cells"][2].endswith("their likely needs and")
    assert OLDER["20"]["rationale"].endswith(
        "their likely needs and our progress in recruiting In-house foster carers."
    )
    assert OLDER["21"]["rationale"].startswith("In view of the above we have set ambitious")


def test_every_other_rationale_is_as_printed():
    for number, one in OLDER.items():
        if number not in ("20", "21"):
            assert one["rationale"] == one["printed"]["cells"][2]


def test_22_of_37_are_renumbered_and_12_are_the_same():
    assert links("renumbered") == {
        *(((str(n),), (str(n + 1),)) for n in range(15, 36)),
        (("37",), ("38",)),
    }
    assert links("same") == {((str(n),), (str(n),)) for n in (*range(1, 7), *range(8, 14))}


def test_the_other_numbers_are_reused_dropped_redefined_or_new():
    assert links("number reused") == {((n,), (n,)) for n in ("7", "14", "15")}
    assert links("dropped") == {(("7",), ()), (("14",), ())}
    assert links("redefined") == {(("36",), ("37",))}
    assert links("new") == {((), (n,)) for n in ("7", "14", "15", "39")}


def test_a_key_is_shared_exactly_by_the_same_and_the_renumbered():
    shared = {
        (before["number"], after["number"])
        for before in OLDER.values()
        for after in INDEX.values()
        if before["key"] == after["key"]
    }
    joined = links("same") | links("renumbered")
    assert shared == {(before[0], after[0]) for before, after in joined}


def test_the_decisions_of_november_have_a_date_and_no_effective_date():
    decided = [one for one in CATALOGUE["lineage"] if one.get("decided")]
    assert [one["degree"] for one in decided] == ["merged", "split"]
    assert links("merged") == {(("7", "15"), ())}
    assert links("split") == {(("23",), ())}
    assert all(one["decided"] == "2019-11-06" for one in decided)
    assert all(one.get("effective") is None for one in decided)


# November


def test_november_says_two_corrections_and_makes_six():
    assert [(c["number"], c["period"], str(c["value"])) for c in NOVEMBER["corrections"]] == [
        ("1", "2019-Q1", "23"),
        ("3", "2019-Q1", "47"),
        ("16", "2019-Q1", "28"),
        ("20", "2019-Q1", "73"),
        ("20", "2019-Q2", "73"),
        ("21", "2019-Q1", "34"),
        ("39", "2019-Q1", "15.1"),
    ]
    assert "count-conflict" in {one["code"] for one in NOVEMBER["findings"]}


def test_a_correction_holds_the_old_figure_only_where_it_is_printed():
    old = {one["number"]: one["old"] for one in NOVEMBER["corrections"]}
    assert old["16"] == {"raw": "31", "value": 31}
    assert old["20"] == {"raw": "23%", "value": 23}
    assert {number for number, one in old.items() if one is None} == {"1", "3", "21", "39"}


def test_care_proceedings_is_validated_by_cafcass():
    one = next(c for c in NOVEMBER["corrections"] if c["number"] == "16")
    assert (one["source"], one["status"]) == ("Cafcass", "validated")


def test_november_prints_one_figure_of_its_own():
    (one,) = NOVEMBER["figures"]
    assert (one["number"], one["period"], one["raw"], one["value"]) == (
        "11",
        "2019-Q2",
        "20%",
        20,
    )


def test_november_changes_three_ratings_and_names_two_that_have_none():
    assert [(c["numbers"], c["raw"], c["new"]) for c in NOVEMBER["rating_changes"]] == [
        (["2"], "G to R", "red"),
        (["11"], "A to G", "green"),
        (["16"], "n/a to R", "red"),
        (["27", "28"], "Not a target measure", None),
    ]


def test_what_could_not_be_reported_in_november():
    assert [(n["number"], n["period"], n["status"]) for n in NOVEMBER["not_reported"]] == [
        ("8", "2019-Q2", "not reported"),
        ("16", "2019-Q2", "not available"),
        ("33", "2019-09", "not available"),
        ("34", "2019-09", "not available"),
        ("37", "2019-Q2", "not available"),
    ]


def test_the_family_of_indicator_16_is_told_of_to_officers_only():
    telling = [one for one in NOVEMBER["narrative"] if "one family" in one["text"]]
    assert [one["numbers"] for one in telling] == [["16"]]
    assert telling[0]["officers_only"]
    said = json.dumps(
        {
            key: [one for one in rows if not one.get("officers_only")]
            for key, rows in NOVEMBER.items()
            if isinstance(rows, list) and key != "aliases"
        },
        default=str,
    )
    assert not re.search(r"\b(52|59)\b weeks|52 and 59|two children", said)


def test_no_person_named_in_the_papers_is_in_the_specs():
    said = json.dumps(
        [JUNE, NOVEMBER, EDITIONS["merton-2019-20"], EDITIONS["merton-37"]], default=str
    )
    assert not re.search("Wardell|Braund|Stringer|Mittelstadt", said)


def test_no_specs_text_has_doubled_spaces():
    for one in [*INDEX.values(), *OLDER.values()]:
        read_words = [one["name"], *one["aliases"], *(f["why"] for f in one.get("findings", []))]
        read_words += [one[key]["why"] for key in ("unit", "polarity", "basis", "cumulative")]
        assert not [words for words in read_words if "  " in words or words != words.strip()]
