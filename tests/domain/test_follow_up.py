"""What a follow-up leaves unsaid is what was said before in the thread."""

import pytest

from kpi_store.domain.answer import Field
from kpi_store.domain.period import Period
from kpi_store.domain.reading import Asks, What
from tests.domain.readings import numbers, reading


@pytest.mark.parametrize(
    ("before", "words", "number", "period"),
    [
        ("primary permanent exclusions in April", "n secondary", "28", "2019-04"),
        ("primary permanent exclusions in April", "plus the secondary ones", "28", "2019-04"),
        ("reception surplus places 2017/18", "oops, I meant year 7", "31", "2017/18"),
        ("indicator 5 in April", "sorry, 13", "13", "2019-04"),
        ("how many children in care in April", "UASC?", "14", "2019-04"),
        ("how many children in care in April", "and on child protection plans?", "5", "2019-04"),
        ("LAC rate in April", "and on child protection plans?", "4", "2019-04"),
        ("LAC rate in April", "the count for the same month", "13", "2019-04"),
        ("child protection caseload in May", "no, I meant the LAC ones", "15", "2019-05"),
        ("primary permanent exclusions 18/19", "what about the year before", "27", "2017/18"),
    ],
)
def test_another_indicator_is_asked_for_the_same_period(before, words, number, period):
    asked = reading(words, before)
    assert numbers(asked) == [number]
    assert asked.periods == (Period.of(period),)


def test_a_reply_chooses_by_the_order_in_which_the_bot_offered():
    before = "agency % (bot: agency social workers (39) or agency foster carers (21)?)"
    assert numbers(reading("the 2nd one", before)) == ["21"]
    assert numbers(reading("both please", before)) == ["39", "21"]


@pytest.mark.parametrize("words", ["how has it been moving", "is it going up"])
def test_what_is_asked_of_it_names_no_other_indicator(words):
    """'moving' by itself would be the moves of placement of 19."""
    assert numbers(reading(words, "indicator 34")) == ["34"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("is that good or bad", Field.RATING),
        ("everything you have on it", Field.ALL),
        ("how often do you get that", Field.NOTES),
    ],
)
def test_what_is_asked_of_that_is_asked_of_what_was_named(words, field):
    asked = reading(words, "EHCPs within 20 weeks")
    assert (numbers(asked), asked.field) == (["3"], field)


def test_this_year_after_last_year_is_the_latest():
    assert reading("and this year?", "adoptions last year").periods == ("latest",)


def test_the_ones_of_another_section_are_those_most_like_what_was_asked():
    asked = reading("and the child protection ones?", "what colour are LAC reviews?")
    assert (numbers(asked), asked.field) == (["9"], Field.RATING)


@pytest.mark.parametrize("words", ["and us?", "ours?"])
def test_our_own_figure_is_asked_for_after_that_of_an_area(words):
    asked = reading(words, "London's figure for 26")
    assert (numbers(asked), asked.field) == (["26"], Field.VALUE)


@pytest.mark.parametrize("words", ["LAC", "the looked after one", "15", "the second one"])
def test_a_reply_chooses_among_what_was_offered(words):
    asked = reading(words, "caseload target in April?")
    assert (numbers(asked), asked.field) == (["15"], Field.TARGET)


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("thanks", Asks.HELP),
        ("which are red", Asks.LIST),
        ("what about library books", Asks.NOT_HELD),
    ],
)
def test_what_is_no_reply_is_read_afresh(words, asks):
    assert reading(words, "average caseload").asks is asks


@pytest.mark.parametrize(
    "words",
    ["and the actual?", "how did we do in the end", "so what did we actually get", "result?"],
)
def test_the_actual_figure_goes_back_from_the_target(words):
    asked = reading(words, "target for care proceedings")
    assert (numbers(asked), asked.field) == (["16"], Field.VALUE)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("rag?", Field.RATING),
        ("what's the colour", Field.RATING),
        ("looks rather low, any reason?", Field.NARRATIVE),
        ("how does that sit nationally", Field.ENGLAND),
        ("is that any good compared with London", Field.LONDON),
        ("why is there no figure", Field.NARRATIVE),
    ],
)
def test_another_field_is_asked_of_the_same_indicator(words, field):
    asked = reading(words, "proven re-offending rate")
    assert (numbers(asked), asked.field) == (["36"], field)


@pytest.mark.parametrize(
    ("before", "words", "what", "expected"),
    [
        ("what was corrected?", "only 20", What.CORRECTIONS, ["20"]),
        ("which ratings changed", "and repeat child protection plans?", What.RATINGS, ["11"]),
        ("what did the panel decide", "just the caseload ones", What.DECISIONS, ["7", "15"]),
        ("anything corrected in the November 2019 report?", "39?", What.CORRECTIONS, ["39"]),
    ],
)
def test_a_name_narrows_the_changes_asked_about(before, words, what, expected):
    asked = reading(words, before)
    assert (asked.asks, asked.what, numbers(asked)) == (Asks.CHANGES, what, expected)


def test_a_question_of_its_own_after_changes_is_read_afresh():
    asked = reading("what is the value of 16", "which ratings changed")
    assert (asked.asks, asked.field, numbers(asked)) == (Asks.LOOKUP, Field.VALUE, ["16"])


@pytest.mark.parametrize(
    "words",
    ["and next year?", "email it to me", "then delete it", "forecast?", "what about libraries"],
)
def test_what_cannot_be_answered_is_not_answered_from_the_thread(words):
    assert reading(words, "agency social workers").asks is Asks.NOT_HELD
