"""Lists, comparisons, trends and changes as a person asks for them, checked against the papers."""

from datetime import date

import pytest

from kpi_store import answer, ask, in_words
from kpi_store.domain.answer import Kind, Outcome
from kpi_store.store import Store

TODAY = date(2019, 11, 6)


@pytest.fixture(scope="session")
def papers(new_database, seeded_url):
    store = Store.open(new_database(seeded_url))
    yield store
    store.close()


def numbers(papers, words: str) -> set[str]:
    said = ask(papers, words, today=TODAY)
    assert said.kind is Kind.LIST, said
    return {row.number for row in said.rows}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("annual indicators", {"29", "30", "31", "32"}),  # S5:166-168, 170
        ("where are we worse than London", {"3", "25"}),  # 47 against 52.4; 56 against 93
        ("which are below target", {"3", "9", "16", "17", "22", "35"}),  # not 38: 0 % is in doubt
        ("list assessments", {"1", "2", "3"}),
        ("which are new or proposed", {"7", "14", "15", "39"}),
        ("what's amber on child protection", set()),
        ("indicators with a target of 96%", {"9", "17"}),
        # April against May, as printed; 2 adds up through the year, 15 stayed at 15
        (
            "which indicators have changed since April",
            {"4", "5", "7", "9", "12", "13", "14", "17", "33", "34"},
        ),
        ("what has got worse since April", {"9"}),  # 97 to 95 %
        ("what has got worse since Q2", set()),  # no figure is of a later period
    ],
)
def test_a_list_holds_what_meets_its_condition(papers, words, expected):
    assert numbers(papers, words) == expected


def test_misses_of_a_target_come_furthest_first_as_a_share_of_it(papers):
    """47 of 55 %, 13 of 15 carers, 54 entrants for 50, 28 weeks for 26, 92 of 96 %, 95 of 96 %."""
    said = ask(papers, "which are furthest from target", today=TODAY)
    assert [row.number for row in said.rows] == ["3", "22", "35", "16", "17", "9"]


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("which are below target", "6 indicators off target; furthest first."),
        ("annual indicators", "4 indicators reported annually."),
        ("where are we worse than London", "2 indicators worse than London."),
        ("indicators with a target of 96%", "2 indicators with a target of 96%."),
        ("what has got worse since April", "1 indicator worse than April 2019."),
        ("which are new or proposed", "4 indicators new or proposed."),
        ("ones with no target", "23 indicators without a target."),
    ],
)
def test_the_heading_of_a_list_says_what_it_was_narrowed_to(papers, words, heading):
    said = ask(papers, words, today=TODAY)
    assert said.heading == f"Performance Index 2019/20: {heading}"


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("NEET value and target", "May 2019: 1.9 % (month)."),
        ("11 in Q2 and its rating", "Q2 2019/20: 20 % (year to date)."),
        ("why does 13 matter", "May 2019: 153 (snapshot)."),
    ],
)
def test_whatever_is_asked_of_an_indicator_its_figure_is_told_too(papers, words, figure):
    said = in_words(ask(papers, words, today=TODAY)).splitlines()
    assert any(line.startswith(figure) for line in said), said


def test_what_changed_since_a_day_leaves_out_what_was_known_before_it(papers):
    told = ask(papers, "what changed since 26 June 2019", today=TODAY)
    assert told.heading == "Performance Index 2019/20: 12 changes since 26 June 2019."
    kinds = [one.kind for one in told.changes]
    assert (kinds.count("correction"), kinds.count("rating change")) == (7, 5)
    later = ask(papers, "what changed since 7 November 2019", today=date(2019, 12, 6))
    assert later.heading == "Performance Index 2019/20: nothing changed since 7 November 2019."


def test_a_count_is_not_compared_between_areas(papers):
    said = in_words(ask(papers, "number of looked after children vs England", today=TODAY))
    assert "not comparable" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "LAC rate vs England",
            "32.6 per 10,000 (May 2019) is 31.4 below England's 64 per 10,000 (2017/18).",
        ),
        (
            "NEET v England",
            "0.7 points below England's 2.6 % (period not stated), which is better",
        ),
        (
            "EHCPs in 20 weeks compared with London",
            "5.4 points below London's 52.4 % (January 2018), which is worse",
        ),
    ],
)
def test_a_comparison_comes_first_and_says_which_is_better(papers, words, said):
    assert said in in_words(ask(papers, words, today=TODAY)).splitlines()[0]


def test_a_trend_is_every_figure_held_in_order(papers):
    first = in_words(ask(papers, "trend in the child protection plan rate", today=TODAY))
    assert first.splitlines()[0] == (
        "2017/18: 41.7 per 10,000; 2018/19: 39.4 per 10,000; "
        "April 2019: 37.0 per 10,000; May 2019: 34.7 per 10,000."
    )


def test_changes_can_be_asked_of_one_indicator(papers):
    said = ask(papers, "what was corrected for care proceedings", today=TODAY)
    assert said.kind is Kind.CHANGES
    (one,) = said.changes
    assert "from 31 weeks to 28 weeks" in one.words


def test_a_follow_up_keeps_what_it_does_not_say(papers):
    said = ask(papers, "and in Q1?", today=TODAY, context=["care proceedings in Q2"])
    assert said.subject is not None
    assert (said.subject.number, said.figure and said.figure.period) == ("16", "2019-Q1")


def test_a_follow_up_without_a_thread_asks_what_is_meant(papers):
    said = ask(papers, "and in Q1?", today=TODAY)
    assert said.outcome is Outcome.ASKED
    assert "Which indicator" in in_words(said)


def test_at_most_five_are_offered(papers):
    said = answer(papers, "children", today=TODAY)  # most of the index fits
    assert said.outcome is Outcome.ASKED
    assert len(said.choices) == 5


def test_a_section_in_a_cell_is_doubt_between_its_measures(papers):
    said = answer(papers, "looked after children", today=TODAY)
    assert said.outcome is Outcome.ASKED
    assert {choice.number for choice in said.choices} == {"12", "13"}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("library visits", "libraries"),
        ("Wandsworth child protection numbers", "Wandsworth"),
        ("how many re-referrals", "re-referrals"),
    ],
)
def test_what_is_not_held_is_refused_by_its_name(papers, words, named):
    said = ask(papers, words, today=TODAY)
    assert said.outcome is Outcome.REFUSED
    assert named.lower() in said.refusal.lower()
    assert said.figure is None
