"""What people say around a measure, instead of it, and beside it that it is not held by."""

import pytest

from kpi_store.domain.answer import Field
from kpi_store.domain.reading import Asks, What
from tests.domain.readings import reading, understanding


def numbers(words: str, *before: str) -> list[str]:
    asked = reading(words, *before)
    assert asked.asks is Asks.LOOKUP, asked
    return [one.number for one in asked.listings]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("could you possibly remind me whereabouts we stand with quorate conferences", "8"),
        ("honestly I keep forgetting the persistent absence one, sorry", "29"),
        ("quick one colleagues: proven re-offending, roughly?", "36"),
        ("a constituent asked me for the headline number of looked after children", "13"),
        ("Ofsted are coming, so how many children are in care", "13"),
        ("sorry to bother you again, children on child protection plans per 10,000", "4"),
        ("is it fair to say agency social workers remain a worry? the exact share if able", "39"),
    ],
)
def test_plain_english_around_a_name_names_nothing(words, number):
    assert numbers(words) == [number]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("how many desks are still free for the eleven year olds starting high school", "31"),
        ("share of locum staff among our social workers", "39"),
        ("do our contractors get checked up on every quarter", "38"),
        ("did a junior school throw any child out for good", "27"),
        ("single assmts signed off by day 45", "2"),
        ("share of confs that were quorate", "8"),
        ("caseload of staff working with kids in care", "15"),
        ("do social workers get round to see kids on plans when they ought to", "10"),
        ("kids already on one before who are put on a plan once more", "11"),
        ("what part of our fostering do we farm out", "21"),
        ("sixteen and seventeen year olds with no work, school or training", "33"),
        ("UASC cohort on the books", "14"),
        ("do parents get special needs plans by the deadline", "3"),
    ],
)
def test_a_measure_is_found_by_what_people_say_instead_of_its_name(words, number):
    assert numbers(words) == [number]


def test_a_common_english_word_is_never_taken_for_a_mistyped_one():
    finder = understanding()._finder("merton-2019-20")
    said = "supposed heading managed dealt"  # not support, hearing, manager, death
    assert finder.mended(said) == said
    assert finder.mended("adoptoin proceedngs") == "adoption proceedings"


def test_an_abbreviation_is_not_seen_in_a_word_that_begins_like_its_plural():
    asked = reading("is the number of looked after children rising")  # RIs: requires improvement
    assert [one.number for one in asked.listings] == ["13"]
    assert asked.field is Field.DIRECTION


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("how much money goes into the youth service", "money"),
        ("how satisfied are families with adoption", "satisfaction"),
        ("which secondary school has the most permanent exclusions", "each school"),
        ("how many girls have a child protection plan", "boys and girls"),
        ("how long is the waiting list for children's centres", "waiting"),
    ],
)
def test_what_no_measure_is_held_by_is_refused_by_its_name(words, said):
    asked = reading(words)
    assert asked.asks is Asks.NOT_HELD, asked
    assert said in asked.refusal


def test_a_rate_of_what_is_only_counted_is_not_held():
    asked = reading("UASC rate per 10,000")
    assert asked.asks is Asks.NOT_HELD
    assert "no such rate" in asked.refusal
    assert numbers("child protection rate per 10,000") == ["4"]


def test_what_stands_in_a_measures_own_name_is_held_by_it():
    asked = reading("Appendix H: total cost and average cost per residential placement")
    assert [one.number for one in asked.listings] == ["2"]


def test_ten_thousand_is_no_number_of_an_indicator():
    asked = reading("the rate per 10,000 for May")
    assert asked.asks is Asks.UNCLEAR
    assert "Which indicator" in asked.refusal


def test_may_is_a_verb_where_it_stands_as_one():
    assert str(reading("it may be down: what are the NEETs").periods[0]) == "latest"
    assert str(reading("NEETs in may").periods[0]) == "2019-05"


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("secondary permanent exclusions in the autumn term", "2019-12"),
        ("secondary permanent exclusions, summer term 2018/19", "2019-07"),
        ("secondary permanent exclusions, spring term 2019", "2019-03"),
    ],
)
def test_a_school_term_is_the_month_it_ends_in(words, period):
    asked = reading(words)
    assert [one.number for one in asked.listings] == ["28"]
    assert [str(one) for one in asked.periods] == [period]


@pytest.mark.parametrize("words", ["indicator 5, Dec-19", "LAC numbers in January 2020"])
def test_a_period_that_has_not_come_is_refused_by_its_name(words):
    asked = reading(words)
    assert asked.asks is Asks.NOT_HELD
    assert "has not come yet" in asked.refusal
    assert reading("indicator 5, Nov-19").asks is Asks.LOOKUP  # it has begun


@pytest.mark.parametrize("words", ["indicator 2 in H3", "single assessments on time, H1"])
def test_no_figure_is_held_by_the_half_year(words):
    asked = reading(words)
    assert asked.asks is Asks.NOT_HELD
    assert "half-year" in asked.refusal


@pytest.mark.parametrize(
    "words",
    [
        "is my son on a child protection plan",
        "who is the social worker for Ellie",
        "give me the names of the children in care",
    ],
)
def test_a_question_about_a_person_is_refused_before_anything_is_looked_for(words):
    asked = reading(words)
    assert asked.asks is Asks.NOT_HELD
    assert "nothing about any child" in asked.refusal


def test_one_word_of_a_longer_name_is_not_enough_to_choose_between_two():
    asked = reading("how many children are in the system")
    assert asked.asks is Asks.UNCLEAR
    assert len(asked.candidates) > 1


@pytest.mark.parametrize(
    ("before", "words", "number"),
    [
        ("average caseload for child protection workers", "and for LAC?", "15"),
        ("are the children's centres good or outstanding", "what about schools then", "26"),
        ("number of family groups on plans", "is that going up", "6"),
    ],
)
def test_a_follow_up_is_read_with_the_words_before_it(before, words, number):
    assert numbers(words, before) == [number]


def test_a_correction_is_asked_of_the_indicator_pointed_to():
    asked = reading("has that been corrected?", "what was indicator 16 in Q1")
    assert (asked.asks, asked.what) == (Asks.CHANGES, What.CORRECTIONS)
    assert [one.number for one in asked.listings] == ["16"]


def test_a_list_is_narrowed_in_its_thread():
    red = reading("just child protection", "what's red?")
    assert red.asks is Asks.LIST
    assert (red.filter.grades, red.filter.section) == (("red",), "Child protection")
    worse = reading("and England instead?", "which are worse than London?")
    assert worse.filter.conditions == (("worse_than", "england"),)


def test_a_decision_on_several_measures_is_of_each_of_them():
    asked = reading("what did the committee decide about the caseload indicators?")
    assert (asked.asks, asked.what) == (Asks.CHANGES, What.DECISIONS)
    assert [one.number for one in asked.listings] == ["7", "15"]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("youth crime", ["35", "36"]),
        ("young offenders?", ["35", "36"]),
        ("are our kids in care settled", ["19", "20"]),
    ],
)
def test_words_that_stand_for_two_measures_ask_which(words, offered):
    asked = reading(words)
    assert asked.asks is Asks.UNCLEAR
    assert [one.number for one in asked.candidates] == offered


@pytest.mark.parametrize(
    "words",
    [
        "how many young offenders are there",
        "what share of LAC are UASC",
        "is the EHCP portal in use",
        "NEET, outer average",
        "repeat protection plans within 2 years",
        "special guardianship orders on their own",
        "secondary exclusions by school",
        "how many boys are in care",
    ],
)
def test_what_is_near_a_measure_and_not_held_is_refused(words):
    assert reading(words).asks is Asks.NOT_HELD
