"""Which field of an indicator a question asks for, said as people say it."""

import pytest

from tests.domain.readings import INDEX, line, specs


def asked(words: str) -> tuple[list[int], str]:
    """The numbers and the field of a lookup, or what a comparison is with."""
    read = line(words)
    assert read["outcome"] == "answered", read
    return read["indicators"], read.get("field") or f"with {read.get('with', read['kind'])}"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Why is the council keen to cut agency social workers?", 39),
        ("what's behind our interest in secondary persistent absence", 29),
        ("remind me why we want care proceedings to be quicker", 16),
        ("why is quoracy something the panel looks at", 8),
        ("Explain why surplus reception places are on our scorecard", 30),
        ("why would we want fewer kids with agency foster carers", 21),
        ("what is the reason for keeping tabs on 3+ placement moves", 19),
        ("y do we track lac reviews on time", 17),
        ("why is transforming families here", 37),
        ("the CP rate isn't a target measure so why bother with it", 4),
        ("what do we get out of monitoring commissioned services", 38),
        ("what's the purpose of bringing CASAs to members", 1),
        ("why do we track the not knowns", 34),
        ("what is the reason for trying to get more children settled long term", 20),
        ("why are secondary exclusions of interest to scrutiny", 28),
        ("what does the panel gain from LAC review timeliness", 17),
    ],
)
def test_why_we_want_or_watch_a_measure_is_its_rationale(words, number):
    assert asked(words) == ([number], "rationale")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("why do care proceedings take so long", 16),
        ("why do we have so many looked after children", 13),
        ("why do we report CASAs so late", 1),
        ("why don't we report quoracy", 8),
        ("why are we recruiting fewer foster carers", 22),
        ("why are we missing the target on agency foster carers", 21),
        ("why is there no Q1 return for 37", 37),
        ("why aren't the not knowns in yet", 34),
        ("how come long term stability has gone down", 20),
        ("what's pushing up agency social workers", 39),
        ("what caused the rise in care proceedings weeks", 16),
        ("what explains the fall in LAC numbers", 13),
        ("y are care proceedings red", 16),
        ("how did commissioned services monitoring end up at 0%", 38),
        ("when do we get the CASA numbers", 1),
    ],
)
def test_why_a_figure_is_as_it_is_stands_in_the_notes(words, number):
    assert asked(words) == ([number], "notes")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("does the primary exclusions count start again in September", 27),
        ("is the secondary exclusions total reset each academic year", 28),
        ("adoptions and SGOs - does it build up through the year", 23),
        ("LAC participation in reviews, is that year to date or just the quarter", 18),
        ("is the LAC number a snapshot or cumulative", 13),
        ("3+ placement moves: rolling year or financial year", 19),
        ("how frequently do first time entrants get reported", 35),
        ("what is being done about single assessments", 2),
        ("what action is planned on care proceedings", 16),
    ],
)
def test_how_a_figure_runs_and_what_is_done_about_it_stands_in_the_notes(words, number):
    assert asked(words) == ([number], "notes")


@pytest.mark.parametrize(
    ("words", "number", "field"),
    [
        ("does the EHCP figure leave out exceptions", 3, "definition"),
        ("are SGOs counted in adoptions", 23, "definition"),
        ("which young people are counted in the reoffending rate", 36, "definition"),
        ("what population is children's centre reach based on", 25, "definition"),
        ("how does the LAC rate get worked out", 12, "definition"),
        ("CASA - what's it short for", 1, "definition"),
        ("what on earth is quorate", 8, "definition"),
        ("over what period does the repeat plans measure look back", 11, "definition"),
        ("are primary exclusions worse", 27, "direction"),
        ("single assessments: what's the pattern been", 2, "trend"),
        ("first time entrants: what would good look like", 35, "target"),
        ("are single assessments getting any quicker", 2, "direction"),
        ("are CP caseloads getting heavier", 7, "direction"),
        ("are we recruiting fewer foster carers", 22, "direction"),
        ("DoT for LAC rate", 12, "direction"),
        ("how has the CP rate changed over the year", 4, "trend"),
        ("how have UASC numbers moved since the summer", 14, "trend"),
        ("what's the limit for care proceedings", 16, "target"),
        ("what are we judged against on EHCPs", 3, "target"),
        ("adoptions prior-year", 23, "prior_year"),
        ("prev yr's figure for UASC", 14, "prior_year"),
    ],
)
def test_the_other_fields_in_other_words(words, number, field):
    assert asked(words) == ([number], field)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("how many schools are rated good", 26),
        ("are schools good or better", 26),
        ("how many reviews of CP plans are held when they should be", 9),
        ("schools with a good Ofsted rating", 26),
        ("year 7 places for children moving up from primary", 31),
        ("LAC number, snapshot 31/05/2019", 13),
        ("percentage of single assessments done within the legal limit", 2),
        ("how many children does the child protection register cover", 5),
        ("looked after children 2 years in the same placement", 20),
    ],
)
def test_words_of_a_measure_are_no_field_of_it(words, number):
    assert asked(words) == ([number], "value")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("are care proceedings over 26 weeks", 16),
        ("how close are care proceedings to the 26 weeks", 16),
        ("how far short of 96% are CP reviews", 9),
        ("foster carers recruited against the 15 we wanted", 22),
        ("is agency fostering within its 40%", 21),
    ],
)
def test_a_target_may_be_named_by_its_number(words, number):
    assert asked(words) == ([number], "with target")


@pytest.mark.parametrize(
    "words", ["how many care proceedings went over 26 weeks", "Single Assessments within 45 days"]
)
def test_a_number_in_a_measure_is_no_target(words):
    assert asked(words)[1] == "value"


def test_the_name_of_a_measure_is_its_figure_whatever_its_words_ask():
    for one in specs().editions[INDEX]:
        read = line(one.name)
        assert (read["indicators"], read["field"]) == ([int(one.number)], "value"), one.name


def test_a_decision_is_asked_with_a_why_too():
    assert line("why did the panel want to merge 7 and 15")["kind"] == "changes"
