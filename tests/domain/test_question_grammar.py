"""What a question asks for, in whatever words: lists, changes, fields, comparisons."""

from datetime import date

import pytest

from kpi_store.domain.reading import Asks
from tests.domain.readings import line, understanding


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("show me the reds", "rating=red"),
        ("any ambers", "rating=amber"),
        ("what isn't green", "rating=amber,red"),
        ("which LAC ones are rated", "rating=*;section=Looked After Children"),
        ("schools ones please", "section=Childrens Centres and Schools"),
        ("the LAC section", "section=Looked After Children"),
        ("list the child protection indicators", "section=Child protection"),
        ("which CP measures have no target", "section=Child protection;no_target"),
        ("which assessments are red", "rating=red;section=Assessments"),
        ("ones we report once a year", "frequency=Annual"),
        ("annual indicators without a benchmark", "no_benchmark;frequency=Annual"),
        ("which figures have nothing to compare them with", "no_benchmark"),
        ("anything with neither target nor rating", "no_target;no_rating"),
        ("which have not been rated", "no_rating"),
        ("which indicators have a target of 96%", "target=96%"),
        ("which are not hitting their target", "below_target"),
        ("where are we behind London", "worse_than=london"),
        ("which measures lag the national average", "worse_than=england"),
        ("what are we better at than England", "better_than=england"),
        ("what has got worse since Q1", "worse_since=2019-Q1"),
        ("which have improved since May", "improved_since=2019-05"),
        ("which indicators have changed since April", "changed_since=2019-04"),
        ("which ones are blank for May", "missing=2019-05"),
        ("what are the new indicators", "flag=new"),
        ("cumulative ones", "basis=year_to_date"),
        ("make me a list of the reds", "rating=red"),
        ("show me the whole index", "all"),
    ],
)
def test_lists_by_their_conditions(words, expected):
    asked = line(words)
    assert asked.get("kind") == "list", asked
    assert asked["filter"] == expected


@pytest.mark.parametrize(
    ("words", "what", "numbers"),
    [
        ("what was amended", "corrections", []),
        ("were any numbers restated", "corrections", []),
        ("has 9 been fixed", "corrections", [9]),
        ("was the CASA figure revised", "corrections", [1]),
        ("which ratings moved", "rating_changes", []),
        ("did indicator 16 turn red", "rating_changes", [16]),
        ("has 4 changed colour", "rating_changes", [4]),
        ("what did the panel decide", "decisions", []),
        ("which indicators weren't published", "not_reported", []),
    ],
)
def test_changes_of_every_sort(words, what, numbers):
    asked = line(words)
    assert asked.get("kind") == "changes", asked
    assert (asked["what"], asked["indicators"]) == (what, numbers)


@pytest.mark.parametrize("words", ["target for 16", "what is the target for 22", "target of 5"])
def test_a_target_for_a_number_is_of_that_indicator(words):
    asked = line(words)
    assert (asked["kind"], asked["field"]) == ("lookup", "target")
    assert asked["indicators"] == [int(words.split()[-1])]


def test_a_target_of_so_much_is_a_list():
    assert line("which have a target of 100%")["filter"] == "target=100%"


def test_a_corrected_figure_of_one_period_is_the_figure():
    asked = line("the revised figure for CASAs in Q1")
    assert (asked["kind"], asked["indicators"], asked["field"]) == ("lookup", [1], "value")


@pytest.mark.parametrize(
    ("words", "number", "field"),
    [
        ("pass mark for single assessments", 2, "target"),
        ("single assessments targit", 2, "target"),
        ("what should 9 be at? what are we aiming for", 9, "target"),
        ("CP rate Englnd", 4, "benchmark:england"),
        ("LAC rate nationally", 12, "benchmark:england"),
        ("show me the history of LAC numbers", 13, "trend"),
        ("NEET over time", 33, "trend"),
        ("is the number of children in care falling", 13, "direction"),
        ("why do we monitor adoptions", 23, "rationale"),
        ("what's the thinking behind care proceedings", 16, "rationale"),
        ("what counts as a CP visit", 10, "definition"),
        ("how is persistent absence worked out", 29, "definition"),
        ("why is 3 late", 3, "notes"),
        ("give me the lot on NEET", 33, "all"),
    ],
)
def test_fields_in_other_words(words, number, field):
    asked = line(words)
    assert asked.get("kind") == "lookup", asked
    assert (asked["indicators"], asked["field"]) == ([number], field)


@pytest.mark.parametrize(
    ("words", "number", "other"),
    [
        ("is 12 worse than London", 12, "london"),
        ("put LAC rate next to England", 12, "england"),
        ("more UASC now than in April?", 14, "period:2019-04"),
        ("did 13 change from 2017/18 to 2018/19", 13, "period:2017/18"),
        ("how do we do against everyone else on NEET", 33, "england+london"),
        ("is 9 below target", 9, "target"),
        ("is our LAC rate behind London", 12, "london"),
    ],
)
def test_comparisons_with_a_place_a_target_or_a_period(words, number, other):
    asked = line(words)
    assert asked.get("kind") == "compare", asked
    assert (asked["indicators"], asked["with"]) == ([number], other)


@pytest.mark.parametrize(
    "words",
    [
        "NEET in month 13",
        "NEET week 60",
        "LAC reviews, 30th February",
        "UASC on 31st June 2019",
        "LAC rate fifth quarter",
    ],
)
def test_a_period_that_cannot_be_is_refused(words):
    assert line(words)["outcome"] == "refused"


@pytest.mark.parametrize(
    "words",
    [
        "make 2 green",
        "raise the target to 95",
        "please can you change LAC reviews to 96",
        "set indicator 4 to 30",
    ],
)
def test_an_order_to_change_a_figure_is_refused(words):
    assert "kpi record" in line(words)["reason"]


@pytest.mark.parametrize(
    ("words", "what", "since"),
    [
        ("what changed since 26 June 2019", "both", date(2019, 6, 26)),
        ("what has changed since June?", "both", date(2019, 6, 1)),
        ("which ratings changed since 26 June 2019?", "rating_changes", date(2019, 6, 26)),
        ("corrections since 07/11/2019", "corrections", date(2019, 11, 7)),
        ("what changed?", "rating_changes", None),
    ],
)
def test_changes_are_asked_for_from_the_day_that_is_said(words, what, since):
    read = understanding().read(words, today=date(2019, 12, 6))
    assert (read.asks, read.what, read.since) == (Asks.CHANGES, what, since)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("what's the target for indicator 11?", "target"),
        ("what is the figure for indicator 11", "value"),
        ("what's the target for indicator 11 in Q2", "target"),
        ("what's indicator 11's target for Q2", "target"),
        ("what's the rating for repeat plans", "rating"),
        ("what is indicator 11 for?", "rationale"),
        ("what is the repeat plans one for", "rationale"),
    ],
)
def test_a_for_that_names_the_indicator_does_not_ask_what_it_is_for(words, field):
    asked = line(words)
    assert (asked["indicators"], asked["field"]) == ([11], field)
