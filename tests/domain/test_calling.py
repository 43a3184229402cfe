"""Which paper a question names, and what else it says: the month alone stays a period."""

from dataclasses import replace

import pytest

from kpi_store.domain.answer import Field
from kpi_store.domain.calling import called
from kpi_store.domain.reading import Asks, Reading, What
from kpi_store.domain.reading_line import as_line
from tests.domain.readings import INDEX, numbers, reading, specs

JUNE, NOVEMBER = "merton-2019-06-26", "merton-2019-11"


def paper(reading: Reading) -> str:
    return reading.paper.code if reading.paper else ""


@pytest.mark.parametrize(
    ("words", "edition"),
    [
        ("seftn CP visits on time", "sefton-2017-18"),
        ("Appendex H number 30", "appendix-h"),
        ("Appendix 2 (37 indicators), item 22", "merton-37"),
        ("the Sefton improvement board scorecard: repeat plans?", "sefton-2017-18"),
    ],
)
def test_an_edition_is_known_by_a_name_with_a_letter_wrong_or_named_twice(words, edition):
    assert reading(words).edition == edition


@pytest.mark.parametrize(
    ("words", "code", "number", "periods"),
    [
        ("what does the November report say about indicator 11?", NOVEMBER, "11", ["latest"]),
        ("in the june 2019 index what was CP reviews", JUNE, "9", ["latest"]),
        ("November 2019 report: EHCP", NOVEMBER, "3", ["latest"]),
        ("report of 6th November 2019, indicator 16 in Q1", NOVEMBER, "16", ["2019-Q1"]),
        ("indicator 20 in the Nov '19 report", NOVEMBER, "20", ["latest"]),
        ("Performance Report of 6 November 2019: 39", NOVEMBER, "39", ["latest"]),
        ("how did the Nov 6 report rate care proceedings", NOVEMBER, "16", ["latest"]),
        ("the Nov. report on NEET", NOVEMBER, "33", ["latest"]),
        ("merton-2019-11-06: 3", NOVEMBER, "3", ["latest"]),
        ("indicator 6 November report", NOVEMBER, "6", ["latest"]),
        ("the 26 June paper on NEET in May", JUNE, "33", ["2019-05"]),
    ],
)
def test_a_paper_named_by_month_or_date_answers_and_is_no_period(words, code, number, periods):
    asked = reading(words)
    assert (paper(asked), numbers(asked)) == (code, [number])
    assert [str(one) for one in asked.periods] == periods


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("11 in November", "2019-11"),
        ("November figure for 11", "2019-11"),
        ("7th November report: 2", "2019-11"),  # of the day before nothing is held
        ("November 2018 report: indicator 2", "2018-11"),
        ("the report of November 2018, indicator 2", "2018-11"),
    ],
)
def test_a_month_alone_and_another_date_stay_the_month(words, period):
    asked = reading(words)
    assert (paper(asked), [str(one) for one in asked.periods]) == ("", [period])


def test_why_is_asked_of_the_paper_that_is_named():
    asked = reading("according to the 6 November paper, why is 2 red?")
    assert (paper(asked), numbers(asked), asked.field) == (NOVEMBER, ["2"], Field.NARRATIVE)


@pytest.mark.parametrize("words", ["what's in the November report", "November report?"])
def test_a_later_paper_alone_asks_for_all_that_it_brought(words):
    asked = reading(words)
    assert (asked.asks, asked.what, paper(asked)) == (Asks.CHANGES, What.ANY, NOVEMBER)


def test_the_editions_own_paper_alone_names_no_indicator():
    asked = reading("what's in the June index")
    assert (asked.asks, asked.candidates, paper(asked)) == (Asks.UNCLEAR, (), JUNE)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("corrections in the November report", What.CORRECTIONS),
        ("what did the committee decide in the November 2019 report?", What.DECISIONS),
        ("what could not be reported in the November paper", What.NOT_REPORTED),
    ],
)
def test_changes_are_asked_of_the_paper(words, what):
    asked = reading(words)
    assert (asked.asks, asked.what, paper(asked)) == (Asks.CHANGES, what, NOVEMBER)


@pytest.mark.parametrize(
    "words", ["what changed since the November report", "11 compared with the June index"]
)
def test_since_a_paper_says_when_and_not_where(words):
    assert paper(reading(words)) == ""


def test_a_thread_goes_on_with_the_paper_until_another_or_the_index_is_named():
    assert paper(reading("and in Q1?", "November report: 16")) == NOVEMBER
    other = reading("what about 11?", "November report: 16")
    assert (paper(other), numbers(other)) == (NOVEMBER, ["11"])
    june = reading("and the June index?", "November report: 16")
    assert (paper(june), numbers(june)) == (JUNE, ["16"])
    index = reading("and in the index?", "November report: 16")
    assert (paper(index), numbers(index)) == ("", ["16"])
    sefton = reading("and Sefton re-referrals?", "November report: 16")
    assert (paper(sefton), sefton.edition) == ("", "sefton-2017-18")


def test_a_paper_named_after_an_indicator_is_asked_about_it():
    asked = reading("what does the November report say?", "indicator 16 in Q1")
    assert (paper(asked), numbers(asked)) == (NOVEMBER, ["16"])


def test_a_paper_of_another_edition_than_the_one_named_is_refused():
    asked = reading("Sefton re-referrals in the November report")
    assert asked.asks is Asks.NOT_HELD
    assert asked.refusal.startswith("Performance Report of 6 November 2019 holds nothing of Sefton")


def test_an_edition_chosen_beforehand_hears_of_its_own_papers_only():
    assert paper(reading("November report: 2", edition=INDEX)) == NOVEMBER
    assert paper(reading("November report: 2", edition="sefton-2017-18")) == ""


def test_of_two_councils_papers_of_one_name_the_one_spoken_of_is_meant():
    ours = next(one for one in specs().papers if one.code == NOVEMBER)
    theirs = replace(ours, code="sefton-2019-11", edition="sefton-2017-18")
    editions = tuple(specs().editions.values())

    def meant(words: str, spoken_of: str) -> str:
        found = called(words, editions, (ours, theirs), spoken_of=spoken_of).paper
        return found.code if found else ""

    assert meant("November report: 2", INDEX) == NOVEMBER
    assert meant("November report: 2", "sefton-2017-18") == "sefton-2019-11"
    assert meant("Sefton's November report: 2", INDEX) == "sefton-2019-11"


def test_the_longest_name_is_taken_and_the_words_around_it_are_left():
    editions = tuple(specs().editions.values())
    found = called("in the June 2019 performance index, NEET", editions, specs().papers)
    assert (found.rest, found.edition) == ("NEET", INDEX)
    assert found.paper
    assert found.paper.code == JUNE


def test_a_lookup_in_a_later_paper_is_written_as_that_papers_and_its_own_as_a_lookup():
    line = as_line(reading("November report: England for 3"), INDEX)
    assert line == {
        "outcome": "answered",
        "kind": "other_edition",
        "edition": NOVEMBER,
        "paper": NOVEMBER,
        "measure": reading("3").listings[0].name,
        "number": 3,
        "periods": ["latest"],
        "field": "benchmark:england",
    }
    june = as_line(reading("June index: 3"), INDEX)
    assert (june["kind"], june["indicators"]) == ("lookup", [3])
    assert "edition" not in june


@pytest.mark.parametrize(
    ("words", "kind"),
    [("corrections in the November report", "changes"), ("list red in the November paper", "list")],
)
def test_changes_and_lists_of_a_paper_keep_their_kind(words, kind):
    line = as_line(reading(words), INDEX)
    assert line["kind"] == kind
    assert "edition" not in line
