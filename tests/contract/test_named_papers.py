"""A paper that is named answers as known on its own date, in its own printed words."""

from datetime import date
from pathlib import Path

import pytest

from kpi_store import ask, in_words
from kpi_store.domain.answer import Kind
from kpi_store.store import Store
from tests.contract.test_read_command import answers, kpi_read

TODAY = date(2026, 11, 22)
PRINTED = Path(__file__).parents[2] / "specs" / "papers" / "merton-2019-11-06.txt"
TITLE = "Performance Report of 6 November 2019"
KNOWN = f"as known on 6 November 2019, with {TITLE}"


@pytest.fixture(scope="session")
def url(new_database, seeded_url) -> str:
    return new_database(seeded_url)


@pytest.fixture(scope="session")
def papers(url):
    store = Store.open(url)
    yield store
    store.close()


def told(papers: Store, words: str, *, today: date = TODAY, as_of: date | None = None) -> str:
    return in_words(ask(papers, words, today=today, as_of=as_of))


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (
            "what does the November report say about indicator 11?",
            "Amber rating has been removed for this indicator as performance is measured within "
            "acceptable range (12-20%).",
        ),
        (
            "according to the 6 November paper, why is 2 red?",
            "This is now a more accurate reflection of practice but means that this has brought "
            "performance down.",
        ),
        (
            "November 2019 report: EHCP",
            "Last quarter's figure to be replaced by monthly figure of 47%",
        ),
        ("November report: 27", "There has been a significant drop in numbers."),
        ("November report: 33", "The data for September was not available in time for this"),
        ("November report: 23", "To separate indicator 23 into its constituent parts."),
        ("november report: 16 in Q1", "We have amended Q1 figure to 28 weeks."),
    ],
)
def test_the_report_of_november_answers_in_its_words_as_known_on_its_day(papers, words, printed):
    assert printed in PRINTED.read_text(encoding="utf-8")
    said = told(papers, words)
    assert printed in said
    assert KNOWN in said


def test_the_words_that_could_name_a_child_stay_withheld(papers):
    said = told(papers, "what does the November report say about 16?")
    assert "52 and 59 weeks" in PRINTED.read_text(encoding="utf-8")
    assert "52 and 59" not in said
    assert "withheld here because few children are meant" in said


def test_the_index_of_june_knows_nothing_of_november(papers):
    reviews = ask(papers, "in the june 2019 index what was CP reviews", today=TODAY)
    assert (reviews.figure.text, reviews.figure.period) == ("95 %", "2019-05")
    assert reviews.as_of == date(2019, 6, 26)
    assert "as known on 26 June 2019, with Performance Index 2019/20, supp" in in_words(reviews)
    proceedings = ask(papers, "June index: 16 in Q1", today=TODAY)
    assert proceedings.figure.value is None
    assert "28 weeks" not in in_words(proceedings)
    assert in_words(proceedings).startswith(
        "Performance Index 2019/20, supplementary agenda of 26 June 2019 says nothing new about "
        "indicator 16 for Q1 2019/20; this was known then.\n"
    )


def test_a_paper_that_says_nothing_of_it_is_said_to_and_not_given_as_the_source(papers):
    first, second, *rest = told(papers, "november report: indicator 5 in May").splitlines()
    assert first == f"{TITLE} says nothing new about indicator 5 for May 2019; this was known then."
    assert second.startswith("May 2019: 163 ")
    assert rest[-1].startswith("Source: Performance Index 2019/20, supplementary agenda of 26 June")
    both = told(papers, "november report: 2 and 5")
    assert f"{TITLE} says nothing new about indicator 5; this was known then." in both


def test_a_paper_that_comments_without_a_figure_is_said_to_print_none(papers):
    first, second, *_ = told(papers, "november report: 27").splitlines()
    assert first == f"{TITLE} prints no figure for indicator 27; this was known then."
    assert second.startswith("May 2019: 1 ")


def test_changes_are_those_that_the_paper_brought(papers):
    corrections = ask(papers, "corrections in the November report", today=TODAY)
    assert corrections.kind is Kind.CHANGES
    assert [one.numbers[0] for one in corrections.changes] == [
        *("1", "3", "16", "20", "20", "21", "39"),
    ]
    assert {one.source for one in corrections.changes} == {TITLE}
    assert f"\nA{KNOWN[1:]}.\n" in in_words(corrections)
    none = ask(papers, "corrections in the June index", today=TODAY)
    assert (none.changes, none.heading[-15:]) == ((), "no corrections.")
    everything = ask(papers, "what's in the November report", today=TODAY)
    kinds = {one.kind for one in everything.changes}
    assert kinds == {"correction", "rating change", "decision", "not reported"}


def test_a_list_of_a_paper_is_as_known_on_its_day(papers):
    june = ask(papers, "list red in the June index", today=TODAY)
    assert [row.number for row in june.rows] == ["2", "22"]
    november = ask(papers, "what's red in the November report", today=TODAY)
    assert "16" in [row.number for row in november.rows]
    assert f"\nA{KNOWN[1:]}.\n" in in_words(november)


def test_an_earlier_day_of_knowledge_wins_and_the_paper_is_said_to_be_unknown(papers):
    june = date(2019, 6, 26)
    said = told(papers, "november report: 16 in Q1", as_of=june)
    assert said.startswith(f"{TITLE} was not known on 26 June 2019.\nNo figure is published")
    later = ask(papers, "november report: 16 in Q1", today=TODAY, as_of=date(2020, 1, 1))
    assert (later.as_of, later.figure.text) == (date(2019, 11, 6), "28 weeks")
    assert TITLE not in told(papers, "november report: 16", today=june)


def test_kpi_read_names_the_paper_in_words_and_in_json(url):
    said = kpi_read(url, "what does the November report say about 11").stdout.decode()
    assert f"(Performance Index 2019/20, by {TITLE})." in said
    assert "period: latest" in said
    (line,) = answers(kpi_read(url, "November report: 11", "--json", "--why"))
    assert (line["kind"], line["edition"], line["number"]) == (
        "other_edition",
        "merton-2019-11",
        11,
    )
    assert line["paper"] == "merton-2019-11"
    (june,) = answers(kpi_read(url, "June index: 11", "--json"))
    assert (june["kind"], june["paper"]) == ("lookup", "merton-2019-06-26")
    (plain,) = answers(kpi_read(url, "indicator 11", "--json"))
    assert "paper" not in plain
