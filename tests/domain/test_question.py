"""What a question asks of the real editions, as a careful person would read it."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_store.domain.answer import Field
from kpi_store.domain.matching import Finder
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import Clock
from kpi_store.domain.question import read
from kpi_store.domain.reading import Asks
from kpi_store.domain.taking_apart import plain_words
from kpi_store.spec_files import load

SPECS = Path(__file__).parents[2] / "specs"


@cache
def finder(edition: str) -> Finder:
    return Finder(load(SPECS).editions[edition])


def reading(words: str, edition: str = "merton-2019-20"):
    year = finder(edition).edition.year
    clock = Clock(date(2019, 11, 6), int(year[:4]) if year else None)
    return read(words, finder(edition), clock)


def numbers(words: str, edition: str = "merton-2019-20") -> list[str]:
    asked = reading(words, edition)
    assert asked.asks is Asks.LOOKUP, asked
    return [one.number for one in asked.listings]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("what's indicator 11 in Q2?", "11"),
        ("ind11", "11"),
        ("#27 latest", "27"),
        ("no. 16", "16"),
        ("KPI-2 in May", "2"),
        ("11 q2", "11"),
        ("38, Q2 19/20", "38"),
        ("indicator 5, Sep-19", "5"),
        ("% of Single Assessments authorised within the statutory 45 days", "2"),
        ("UASC", "14"),
        ("neets in May", "33"),
        ("Looked After Children rate", "12"),
        ("number of looked after children", "13"),
        ("agency social workers", "39"),
        ("agency foster carers", "21"),
        ("loked after childern rate", "12"),
        ("persistant absenteeism secondary", "29"),
        ("NI 63", "20"),
        ("NI63", "20"),
    ],
)
def test_number_name_alias_code_and_misspelling_find_the_indicator(words, number):
    assert numbers(words) == [number]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("27/28", ["27", "28"]),
        ("indicators 4 to 6", ["4", "5", "6"]),
        ("4 and 5, end of May", ["4", "5"]),
    ],
)
def test_several_numbers_are_all_meant(words, expected):
    assert numbers(words) == expected


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("could you share 14 with the group for May", "14"),
        ("what was the frequency of 36 again", "36"),
        ("hmm 12 was odd in April", "12"),
        ("trajectory graph thing for 33?", "33"),
        ("what's 12 sitting at", "12"),
        ("is 16 good or bad", "16"),
        ("what makes 7 such a pain to report", "7"),
    ],
)
def test_a_number_where_an_indicator_is_named_is_one_though_words_beside_it_name_nothing(
    words, number
):
    assert numbers(words) == [number]


@pytest.mark.parametrize(
    "words", ["27 pelicans", "flat 14 leaking", "the number 36 bus stop", "meet at 12 in Q2"]
)
def test_a_number_of_something_else_is_no_indicator(words):
    assert reading(words).listings == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("primary + secondary permanent exclusions", ["27", "28"]),
        ("LAC and UASC numbers", ["13", "14"]),
        ("LAC plus CP plan numbers for May", ["5", "13"]),
        ("kids in care and kids on plans", ["5", "13"]),
        ("education, health and care plans", ["3"]),
        ("LAC rate and number", ["12", "13"]),
        ("number and rate of child protection plans", ["4", "5"]),
        ("adoptions and SGOs", ["23"]),
        ("29 n 36 in 17/18", ["29", "36"]),
        ("YJ FTEs + reoffending", ["35", "36"]),
        ("NEET and not known", ["33", "34"]),
        ("fostered by an agency and not by our own carers", ["21"]),
    ],
)
def test_two_names_said_together_are_both_meant_and_one_name_with_and_is_one(words, expected):
    assert numbers(words) == expected


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("kids on CPP, end of April", "5"),
        ("young people in care", "13"),
        ("no. on CPP", "5"),
        ("LAC rate", "12"),
        ("children in care per 10,000", "12"),
        ("allowing for our population, how many children are in care", "12"),
        ("LAC nos", "13"),
        ("totl numbr of kids in care", "13"),
    ],
)
def test_people_themselves_are_counted_unless_a_rate_is_said(words, number):
    assert numbers(words) == [number]


@pytest.mark.parametrize(
    ("words", "number"),
    [("what on earth is quorate", "8"), ("reoffending among our lot, honestly", "36")],
)
def test_a_name_alone_among_words_of_chat_is_still_found(words, number):
    assert numbers(words) == [number]


def test_a_whole_name_wins_over_a_longer_one_that_holds_it():
    """NEET is 33's name; 34 is of those whose status is not known."""
    assert numbers("NEET series for the board") == ["33"]
    assert numbers("NEET not known") == ["34"]
    assert numbers("Children subject of a CP plan, number") == ["5"]


def test_a_number_that_belongs_to_a_name_is_not_an_indicator():
    assert numbers("45 day single assessments") == ["2"]
    assert reading("18/19 figure for 5").periods == (Period.of("2018/19"),)


@pytest.mark.parametrize("words", ["surplus places", "stability of placements", "average caseload"])
def test_two_that_fit_equally_are_both_offered(words):
    asked = reading(words)
    assert asked.asks is Asks.UNCLEAR
    assert len(asked.candidates) == 2


@pytest.mark.parametrize(
    "words",
    [
        "library visits",
        "planning applications within 8 weeks",
        "council tax collection rate",
        "how many looked after children have had a dentist check",
        "indicator 57",
        "indicator 0",
        "Indicator 3.5, Q1",
        "11 in Q5",
        "set indicator 2 to green",
        "Outer London figure for 26",
        "inner London NEET",
        "get the red off indicator 16",
        "from now on call every indicator blue",
        "CP plans for neglect",
        "how many youth centres have we shut",
        "how many people want a council house",
        "which family was it with the long court case",
        "how many brothers and sisters in care get split up",
        "how many pupils have an EHCP",
        "how many midwives are there",
        "who do I ring about a child next door",
        "how would I become a foster carer",
        "pensioners in care homes",
        "remind us tomorrow to look at 27",
        "PA caseload",
        "value of our contracts",
        "year 12 surplus places",
        "28 jan 2031",
        "indicator -4",
        "how many youth clubs are there",
    ],
)
def test_what_is_not_held_is_refused_with_a_sentence(words):
    asked = reading(words)
    assert asked.asks is Asks.NOT_HELD
    assert asked.refusal.endswith(".")
    assert asked.listings == ()


def test_a_number_in_both_lists_of_appendix_h_is_doubtful_until_the_list_is_named():
    assert {one.list for one in reading("indicator 11", "appendix-h").candidates} == {
        "contractual",
        "non-contractual",
    }
    (contractual,) = reading("contractual indicator 11", "appendix-h").listings
    assert contractual.name == "Number of referrals"
    assert reading("contractual 11", "appendix-h").listings == (contractual,)
    (other,) = reading("non-contractual indicator 11", "appendix-h").listings
    assert other.name == "% of formal complaints responded to within timescales"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("target for NEET", Field.TARGET),
        ("what colour is 9?", Field.RATING),
        ("CP rate England", Field.ENGLAND),
        ("uasc london?", Field.LONDON),
        ("is indicator 13 going up", Field.DIRECTION),
        ("why does indicator 11 matter", Field.RATIONALE),
        ("why is indicator 2 red", Field.NARRATIVE),
        ("indicator 11 in Q2", Field.VALUE),
        ("what is a CASA", Field.DEFINITION),
        ("what's 12", Field.VALUE),
        ("17 tgt", Field.TARGET),
        ("reviews of looked after children held when they are supposed to be", Field.VALUE),
        ("LAC series", Field.TREND),
        ("5, April to date", Field.TREND),
        ("full card for 32", Field.ALL),
        ("27 and 28: school or financial year?", Field.NOTES),
        ("how often do we get the youth service figure", Field.NOTES),
        ("how often do they report 35", Field.NOTES),
        ("is 25 cumulative", Field.NOTES),
        ("tolerance for indicator 11", Field.TARGET),
        ("what share of assessments should be done in 45 days", Field.TARGET),
        ("what level of repeat plans is acceptable", Field.TARGET),
        ("what's UASC at", Field.VALUE),
        ("prior year comparator for 5", Field.PRIOR),
        ("why have we no NEET figure for September", Field.NARRATIVE),
        ("why was 26 monitored", Field.RATIONALE),
        ("what is the LAC rate meant to tell us", Field.RATIONALE),
        ("are there more children on CP plans than there used to be", Field.DIRECTION),
        ("NEET broken down by month", Field.TREND),
        (
            "what share of 16 and 17 year olds have we lost touch with since they left school",
            Field.VALUE,
        ),
    ],
)
def test_the_field_asked_for(words, field):
    assert reading(words).field is field


@pytest.mark.parametrize(
    ("words", "grades", "section"),
    [
        ("what's red?", ("red",), ""),
        ("which are amber or red", ("amber", "red"), ""),
        ("everything on child protection", (), "Child protection"),
        ("list", (), ""),
    ],
)
def test_questions_for_a_list(words, grades, section):
    asked = reading(words)
    assert asked.asks is Asks.LIST
    assert asked.filter.grades == grades
    assert asked.filter.section == section


@pytest.mark.parametrize(
    "words",
    ["what does indicator 21 cost", "confidence interval of 21", "indicator 27 by ward"],
)
def test_what_no_measure_is_held_by_is_refused_of_a_number_too(words):
    asked = reading(words)
    assert asked.asks is Asks.NOT_HELD
    assert asked.refusal.startswith("Performance Index 2019/20 holds nothing on")


def test_a_year_long_before_the_index_is_refused_and_one_in_a_name_is_no_period():
    asked = reading("youth service numbers 2009")
    assert asked.refusal == "Performance Index 2019/20 holds nothing before 2017/18."
    assert reading("Census 2011 population reached").periods == ("latest",)


def test_slack_markup_is_not_part_of_the_question():
    words = plain_words("<@U0123> `/kpi` *indicator 11* in Q2 :pray: <https://x.example|link>")
    assert words == "/kpi indicator 11 in Q2 link"
    assert plain_words("/kpi 11 Q2") == "11 Q2"


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_any_text_gives_a_reading(text):
    assert reading(text).asks in Asks


@pytest.mark.parametrize("number", range(1, 40))
@pytest.mark.parametrize(
    "words",
    [
        "why is {} not rated",
        "{}?",
        "what is {} in May",
        "{} target",
        "tell me about {}",
        "{} vs London",
    ],
)
def test_a_number_alone_is_that_indicator_whatever_numbers_stand_in_names(number, words):
    """Indicator 25's name holds '30%', 20's '2.5 years', 3's '20 week', 2's '45 days'."""
    asked = reading(words.format(number))
    assert [one.number for one in asked.listings] == [str(number)]
