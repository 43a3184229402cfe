"""What the page is drawn from: GET /kpi/api/..., over HTTP, compared with the papers."""

from urllib.parse import urlencode

import pytest

from kpi_store import answer
from kpi_store.domain.wording import in_words
from tests.excel.client import TODAY, Reply, Served

pytestmark = pytest.mark.usefixtures("only_the_papers")


def asked(served: Served, what: str, **given: str) -> Reply:
    query = urlencode(given, errors="surrogatepass")
    return served.get(f"/kpi/api/{what}" + (f"?{query}" if query else ""))


def told(served: Served, what: str, **given: str) -> dict:
    reply = asked(served, what, **given)
    assert reply.status == 200, reply.body
    assert isinstance(reply.body, dict)
    return reply.body


def test_typing_finds_indicators_of_every_edition_that_in_force_first(served):
    found = told(served, "search", q="care pro")["found"]
    assert (found[0]["number"], found[0]["edition"]) == ("16", "merton-2019-20")
    assert (found[1]["number"], found[1]["edition_title"]) == (
        "15",
        "Appendix 2: Rationale and linkages",
    )


def test_a_number_is_found_by_itself_and_more_is_said_to_be_left(served):
    assert told(served, "search", q="16")["found"][0]["number"] == "16"
    assert told(served, "search", q="")["more"] is True
    assert told(served, "search", q="xyzzy") == {"found": [], "more": False}


def test_the_index_stands_in_its_sections_with_how_many_have_which_rating(served):
    index = told(served, "index")
    assert index["edition_title"] == "Performance Index 2019/20"
    assert [one["name"] for one in index["sections"]] == [
        "Assessments",
        "Child protection",
        "Looked After Children",
        "Childrens Centres and Schools",
        "Young People and Services",
    ]
    assert sum(len(one["rows"]) for one in index["sections"]) == 39
    for section in index["sections"]:
        assert sum(one["count"] for one in section["ratings"]) == len(section["rows"])
    eleven = index["sections"][1]["rows"][-1]
    assert eleven["number"] == "11"
    assert eleven["figure"]["text"] == "20 %"
    assert eleven["rating"]["word"] == "Green"
    assert eleven["rating"]["symbol"] == "●"
    assert eleven["rating"]["by"] == "published"


def test_the_index_of_an_earlier_day_knows_nothing_of_november(served):
    index = told(served, "index", as_of="2019-06-26")
    assert index["known"] == "as known on 26 June 2019"
    (eleven,) = [row for s in index["sections"] for row in s["rows"] if row["number"] == "11"]
    assert eleven["figure"]["when"] == "May 2019"
    assert eleven["figure"]["text"] == "18 %"


def test_an_indicator_s_page_holds_what_the_papers_print_of_it(served):
    page = told(served, "indicator", key="16")
    assert page["first"] == "Q1 2019/20: 28 weeks (quarter, inferred)."
    assert page["subject"]["name"].startswith("Average number of weeks taken to complete Care")
    assert page["target"] == "26 weeks (headed 2018/19 in the paper)"
    assert [one["word"] for one in page["ratings"]] == ["Amber", "Red"]
    assert page["ratings"][1]["by"] == "published"
    (correction,) = page["corrections"]
    assert (correction["old"], correction["new"]) == ("31 weeks", "28 weeks")
    assert correction["date"] == "6 November 2019"
    assert page["benchmarks"][0]["area"] == "England"
    assert page["benchmarks"][0]["figure"]["text"] == "31 weeks"
    assert page["sources"] == ["Performance Report of 6 November 2019, line 36"]
    assert page["trend"]["points"] == []
    assert page["trend"]["words"].startswith("No two of these figures are comparable")


def test_an_indicator_s_page_says_what_it_was_before_and_what_is_alike_elsewhere(served):
    sixteen = [one["words"] for one in told(served, "indicator", key="16")["lineage"]]
    assert sixteen[0] == "Was number 15 in Appendix 2: Rationale and linkages."
    two = [one["words"] for one in told(served, "indicator", key="2")["lineage"]]
    assert (
        "Nearly the same is measured by number 7 in Sefton improvement-board scorecard 2017/18."
    ) in two
    before = told(served, "indicator", key="16", edition="Appendix 2")["lineage"]
    assert before[0]["words"].startswith("Became number 17 in Performance Index 2019/20")


def test_words_that_could_name_a_child_are_withheld_from_the_page(served):
    page = told(served, "indicator", key="16")
    assert page["narrative"][-1] == (
        "Performance Report of 6 November 2019 comments on this; "
        "withheld here because few children are meant."
    )


def test_the_formula_offered_asks_for_what_the_page_shows(served):
    assert told(served, "indicator", key="11")["formula"] == "=KPI(11)"
    assert told(served, "indicator", key="11", period="Q2")["formula"] == '=KPI(11,"Q2 2019/20")'
    before = told(served, "indicator", key="11", period="May 2019", as_of="2019-06-26")
    assert before["formula"] == '=KPI(11,"May 2019",,"2019-06-26")'
    older = told(served, "indicator", key="16", edition="merton-37")
    assert older["formula"] == '=KPI(16,,,,"merton-37")'
    trust = told(served, "indicator", key="h-re-referrals-12-months", edition="appendix-h")
    assert trust["formula"] == '=KPI("h-re-referrals-12-months",,,,"appendix-h")'


def test_doubt_offers_the_choices_and_what_is_not_held_says_what_the_bot_says(served, papers):
    doubt = told(served, "indicator", key="care")
    assert doubt["outcome"] == "asked"
    assert [one["number"] for one in doubt["choices"]] == ["1", "3", "16", "17"]
    absent = asked(served, "indicator", key="zzzz")
    assert absent.status == 404
    assert absent.body["detail"] == in_words(answer(papers, "zzzz", today=TODAY))


def test_since_is_read_as_kpichanges_reads_it(served):
    for since in ("7 November 2019", "7/11/2019", "2019-11-07"):
        heading = told(served, "changes", since=since)["heading"]
        assert heading == "Performance Index 2019/20: nothing changed since 7 November 2019."


def test_what_changed_is_told_newest_first(served):
    changed = told(served, "changes", since="2019-06-26")
    assert changed["heading"] == "Performance Index 2019/20: 19 changes since 26 June 2019."
    assert any("corrected from 31 weeks to 28 weeks" in one["words"] for one in changed["changes"])


@pytest.mark.parametrize(
    ("what", "given", "sentence"),
    [
        ("indicator", {}, "No indicator is given."),
        ("indicator", {"key": "2", "period": "Q9"}, "'Q9' is not a quarter"),
        ("indicator", {"key": "2", "edition": "x"}, "No edition is called 'x'."),
        ("indicator", {"key": "2", "as_of": "soon"}, "'soon' is not a date for as_of"),
        ("index", {"period": "never"}, "'never' is not a period"),
        ("index", {"edition": "x"}, "No edition is called 'x'."),
        ("changes", {"since": "x"}, "'x' is not a period"),
        ("search", {"q": "x" * 201}, "At most 200 characters are read, not 201."),
        ("search", {"q": "\x00"}, "'\\x00' holds characters that nobody can type."),
        ("search", {"q": "\x1b[31m"}, "'\\x1b[31m' holds characters"),
    ],
)
def test_a_wrong_parameter_is_refused_with_a_sentence(served, what, given, sentence):
    reply = asked(served, what, **given)
    assert reply.status == 400
    assert reply.body["detail"].startswith(sentence)


@pytest.mark.parametrize("words", ["'; drop table observation; --", "%", "\ud800", "٢", "🔴", "\\"])
@pytest.mark.parametrize("what", ["search", "index", "indicator", "changes"])
def test_odd_words_are_answered_and_never_a_fault_of_the_server(served, what, words):
    for name in ("q", "key", "period", "edition", "since", "as_of"):
        assert asked(served, what, **{"key": "2", name: words}).status in (200, 400, 404)


@pytest.mark.parametrize("edition", ["merton-37", "sefton-2017-18", "appendix-h"])
def test_every_indicator_of_every_edition_has_a_page(served, edition):
    index = told(served, "index", edition=edition)
    for section in index["sections"]:
        for row in section["rows"][::4]:
            page = told(served, "indicator", key=row["key"], edition=edition)
            assert page["subject"]["name"] == row["name"]
