"""What a list is to hold, what changes are asked about, and what no index can be asked."""

import pytest

from kpi_store.domain.answer import Field
from kpi_store.domain.question_words import NO_ERRANDS, NOT_YET
from kpi_store.domain.reading import Asks, What
from tests.domain.readings import numbers, reading

CP = "Child protection"
LAC = "Looked After Children"


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("which of them can't be compared with any other council", ("no_benchmark", "")),
        ("is there a measure that nobody else publishes", ("no_benchmark", "")),
        ("which ones have neither an England nor a London figure", ("no_benchmark", "")),
        ("which do we see once every three months", ("frequency", "Quarterly")),
        ("which come round every twelve months", ("frequency", "Annual")),
        ("which have lately been added", ("flag", "new")),
        ("measures whose April and May figures differ", ("changed_since", "2019-04")),
        ("which have gone up or down between Q1 and now", ("changed_since", "2019-Q1")),
        ("which got worse in May than they were in April", ("worse_since", "2019-04")),
        ("which are we ahead of London on? I need two for a speech", ("better_than", "london")),
    ],
)
def test_a_condition_is_said_in_many_ways(words, condition):
    asked = reading(words)
    assert asked.asks is Asks.LIST, asked
    assert asked.filter.conditions == (condition,)


@pytest.mark.parametrize(
    ("words", "section", "grades", "conditions"),
    [
        ("run through the child protection set", CP, (), ()),
        ("list the looked after kids suite", LAC, (), ()),
        ("centres and schools, list them all", "Childrens Centres and Schools", (), ()),
        ("cp ones w/o a target", CP, (), (("no_target", ""),)),
        ("any LAC measures that are amber", LAC, ("amber",), ()),
        ("reds n greens", "", ("red", "green"), ()),
    ],
)
def test_a_section_may_be_listed_with_a_condition(words, section, grades, conditions):
    asked = reading(words)
    assert asked.asks is Asks.LIST, asked
    assert asked.filter.section == section
    assert set(asked.filter.grades) == set(grades)
    assert asked.filter.conditions == conditions


@pytest.mark.parametrize(
    "words",
    ["which indicators are late", "which indicators should I fret about", "what do I do"],
)
def test_a_condition_that_is_not_known_is_no_list_of_everything(words):
    assert reading(words).asks is not Asks.LIST


def test_two_periods_of_years_gone_by_are_not_set_against_the_newest_figures():
    assert reading("which figures differ between 2016/17 and 2017/18").asks is not Asks.LIST


@pytest.mark.parametrize(
    ("words", "what", "expected"),
    [
        ("which figures could officers not get hold of in time", What.NOT_REPORTED, []),
        ("what have you not managed to report", What.NOT_REPORTED, []),
        ("is the adoption indicator being broken in two", What.DECISIONS, ["23"]),
        ("have the exclusion measures been merged", What.DECISIONS, ["27", "28"]),
        (
            "did the committee vote to put the two caseload ones together",
            What.DECISIONS,
            ["7", "15"],
        ),
        ("is the agency worker indicator being scrapped", What.DECISIONS, ["39"]),
        ("will any of the indicators be joined up or divided", What.DECISIONS, []),
        ("what is happening to the caseload indicators", What.DECISIONS, ["7", "15"]),
        ("has the colour of repeat child protection plans shifted", What.RATINGS, ["11"]),
        ("what got amended since June, numbers and ratings", What.BOTH, []),
    ],
)
def test_changes_are_those_of_what_is_named_else_of_any(words, what, expected):
    asked = reading(words)
    assert asked.asks is Asks.CHANGES, asked
    assert asked.what is what
    assert numbers(asked) == expected


@pytest.mark.parametrize(
    "words",
    [
        "families split up by care proceedings",
        "how many adoptions were approved",
        "combined LAC number",
        "how long does it take a court to decide a care case",
    ],
)
def test_what_is_counted_may_be_split_and_nobody_decides_it(words):
    assert reading(words).asks is not Asks.CHANGES


def test_who_waits_is_counted_where_a_measure_counts_them():
    asked = reading("Sefton children waiting for adoption")
    assert (asked.asks, asked.field, numbers(asked)) == (Asks.LOOKUP, Field.VALUE, ["48"])


def test_the_newest_validated_figure_is_the_figure():
    asked = reading("most recent validated figure for care proceedings")
    assert (asked.asks, asked.field, numbers(asked)) == (Asks.LOOKUP, Field.VALUE, ["16"])


@pytest.mark.parametrize("words", ["both caseloads", "the two caseloads in May"])
def test_both_of_two_in_doubt_are_meant(words):
    assert numbers(reading(words)) == ["7", "15"]


@pytest.mark.parametrize(
    "words",
    [
        "remind us to look at 16",
        "could somebody chase the CASA figure",
        "strike quoracy off the index, please",
        "tell the director that 16 is red",
        "let Priya know the UASC number",
        "forward the exclusions to finance",
        "arrange a meeting about agency workers",
        "get the EHCP team to send Q2",
    ],
)
def test_an_errand_is_refused(words):
    asked = reading(words)
    assert (asked.asks, asked.refusal) == (Asks.NOT_HELD, NO_ERRANDS)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("remind me what 16 is", "16"),
        ("let me know the number of UASC", "14"),
        ("tell us about 16", "16"),
        ("compare 16 to the London average", "16"),
        ("CC reach", "25"),
    ],
)
def test_to_be_told_is_no_errand(words, number):
    assert numbers(reading(words)) == [number]


@pytest.mark.parametrize(
    "words",
    [
        "how many looked after children will there be by the summer",
        "projected exclusions for the rest of the year",
        "next year's UASC number",
        "where will repeat plans end up in two years' time",
        "are we going to have more agency workers",
        "which will turn red next quarter",
    ],
)
def test_what_has_not_happened_is_not_held(words):
    asked = reading(words)
    assert asked.asks is Asks.NOT_HELD, asked


def test_a_forecast_of_what_is_held_is_refused_by_name():
    asked = reading("next year's UASC number")
    assert (asked.refusal, numbers(asked)) == (NOT_YET, ["14"])


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("will the caseload indicators be merged", Asks.CHANGES),
        ("when will care proceedings be reported", Asks.LOOKUP),
        ("members will ask about UASC in May, how many", Asks.LOOKUP),
    ],
)
def test_will_may_be_asked_of_a_decision_or_a_report(words, asks):
    assert reading(words).asks is asks


@pytest.mark.parametrize(
    "words",
    [
        "is that good or bad",
        "the one you told us about before",
        "what was that figure again",
        "how bad is it",
        "can you resend that number",
    ],
)
def test_that_with_nothing_before_it_is_asked_back(words):
    assert reading(words).asks is Asks.UNCLEAR
