"""A reading and the answer line by which it is scored say the same."""

from functools import cache
from pathlib import Path

import pytest

from kpi_store.domain.answer import Field
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.period import Period
from kpi_store.domain.reading import Asks, Filter, Reading, What
from kpi_store.domain.reading_line import as_line, field_word, filter_words
from kpi_store.spec_files import load

SPECS = Path(__file__).parents[2] / "specs"
TODAY = "merton-2019-20"


@cache
def editions() -> dict[str, Edition]:
    return dict(load(SPECS).editions)


def numbered(number: str, edition: str = TODAY, of_list: str | None = None) -> Listing:
    (only,) = (one for one in editions()[edition].numbered(number) if one.list == of_list)
    return only


def test_a_figure_asked_for_is_a_lookup_with_number_period_and_field():
    reading = Reading(Asks.LOOKUP, TODAY, (numbered("11"),), (Period.of("2019-Q2"),), Field.RATING)
    assert as_line(reading, TODAY, "q1") == {
        "id": "q1",
        "outcome": "answered",
        "kind": "lookup",
        "indicators": [11],
        "periods": ["2019-Q2"],
        "field": "rating",
    }


def test_no_period_is_the_latest_and_no_id_is_left_out():
    line = as_line(Reading(Asks.LOOKUP, TODAY, (numbered("27"), numbered("28"))), TODAY)
    assert line["indicators"] == [27, 28]
    assert line["periods"] == ["latest"]
    assert "id" not in line


@pytest.mark.parametrize(
    ("field", "word"),
    [
        (Field.ENGLAND, "benchmark:england"),
        (Field.LONDON, "benchmark:london"),
        (Field.PRIOR, "prior_year"),
        (Field.NARRATIVE, "notes"),
        (Field.NOTES, "notes"),
        (Field.STATUS, "notes"),
        (Field.REASON, "rating"),
        (Field.NAME, "definition"),
        (Field.RATIONALE, "rationale"),
        (Field.ALL, "all"),
    ],
)
def test_a_field_is_written_in_the_words_of_the_score(field, word):
    assert field_word(field) == word


def test_seftons_national_average_is_not_called_englands():
    only = numbered("2", "sefton-2017-18")
    reading = Reading(Asks.LOOKUP, "sefton-2017-18", (only,), field=Field.ENGLAND)
    assert as_line(reading, TODAY)["field"] == "benchmark:national"


def test_a_comparison_names_its_other_side():
    reading = Reading(Asks.COMPARE, TODAY, (numbered("12"),), against=("england", "london"))
    line = as_line(reading, TODAY)
    assert (line["kind"], line["with"]) == ("compare", "england+london")
    earlier = Reading(
        Asks.COMPARE,
        TODAY,
        (numbered("12"),),
        (Period.of("2019-05"),),
        against=(Period.of("2017/18"),),
    )
    line = as_line(earlier, TODAY)
    assert (line["periods"], line["with"]) == (["2019-05"], "period:2017/18")
    before = Reading(Asks.COMPARE, TODAY, (numbered("12"),), against=("prior",))
    assert as_line(before, TODAY)["with"] == "prior_year"


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Filter(), "all"),
        (Filter(("red", "amber")), "rating=amber,red"),
        (Filter(("*",)), "rating=*"),
        (Filter(section="Child protection"), "section=Child protection"),
        (
            Filter(("red",), "Assessments", (("frequency", "Annual"), ("below_target", ""))),
            "rating=red;section=Assessments;frequency=Annual;below_target",
        ),
        (Filter(conditions=(("missing", "2019-Q2"),)), "missing=2019-Q2"),
    ],
)
def test_a_list_is_written_by_its_conditions(wanted, words):
    assert filter_words(wanted) == words
    line = as_line(Reading(Asks.LIST, TODAY, filter=wanted), TODAY)
    assert (line["kind"], line["filter"]) == ("list", words)
    assert "indicators" not in line


def test_changes_of_any_sort_are_both_and_of_no_indicator_are_all():
    line = as_line(Reading(Asks.CHANGES, TODAY), TODAY)
    assert (line["kind"], line["what"], line["indicators"]) == ("changes", "both", [])
    one = Reading(Asks.CHANGES, TODAY, (numbered("20"),), what=What.CORRECTIONS)
    assert as_line(one, TODAY)["what"] == "corrections"
    assert as_line(one, TODAY)["indicators"] == [20]


def test_a_doubt_offers_its_candidates():
    reading = Reading(Asks.UNCLEAR, TODAY, candidates=(numbered("7"), numbered("15")))
    assert as_line(reading, TODAY) == {"outcome": "asked", "candidates": [7, 15]}


def test_a_refusal_says_why_and_may_name_the_indicator():
    plain = Reading(Asks.NOT_HELD, TODAY, refusal="No such thing.")
    assert as_line(plain, TODAY) == {"outcome": "refused", "reason": "No such thing."}
    named = Reading(Asks.NOT_HELD, TODAY, (numbered("13"),), refusal="Not yet.")
    assert as_line(named, TODAY)["indicators"] == [13]
    assert as_line(Reading(Asks.HELP, TODAY), TODAY)["outcome"] == "refused"


def test_another_edition_is_named_with_its_measure_number_and_list():
    only = numbered("16", "merton-37")
    assert as_line(Reading(Asks.LOOKUP, "merton-37", (only,), field=Field.ALL), TODAY) == {
        "outcome": "answered",
        "kind": "other_edition",
        "periods": ["latest"],
        "field": "all",
        "measure": "Timeliness of Looked After Children reviews",
        "number": 16,
        "edition": "merton-37",
    }


def test_what_appendix_h_still_discusses_is_numbered_on_in_its_contractual_list():
    only = numbered("42", "appendix-h", "still-for-discussion")
    line = as_line(Reading(Asks.LOOKUP, "appendix-h", (only,)), TODAY)
    assert (line["number"], line["list"]) == (42, "contractual")
    other = numbered("5", "appendix-h", "non-contractual")
    line = as_line(Reading(Asks.LOOKUP, "appendix-h", (other,)), TODAY)
    assert (line["number"], line["list"]) == (5, "non-contractual")


def test_the_default_edition_is_not_named_in_its_own_lines():
    assert "edition" not in as_line(Reading(Asks.NOT_HELD, TODAY, refusal="No."), TODAY)
    other = Reading(Asks.NOT_HELD, "merton-37", refusal="No.")
    assert as_line(other, TODAY)["edition"] == "merton-37"
