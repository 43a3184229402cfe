"""The functions that spill a table, and the card, over HTTP on the council's own papers."""

import pytest

from kpi_store.answering import changes, listing
from kpi_store.domain.reading import What
from tests.excel.client import BATCH, CALL, TODAY, as_sent, call, held

NOT_AVAILABLE = {"type": "Error", "errorType": "NotAvailable"}
HEADERS = ["No.", "Indicator", "Section", "Period", "Value", "Rating", "Target", "Direction"]
OF_MERTON = ["Merton 2018/19", "Merton 2017/18", "England", "London"]
COLUMNS = {"value": 4, "rating": 5, "target": 6, "direction": 7, "england": 10, "london": 11}
SIXTH_OF_NOVEMBER = 43775  # as Excel counts days


def test_a_section_comes_with_its_headers_as_the_index_prints_it(served):
    headers, *rows = served.cells("KPITABLE", "Child protection", "May 2019")
    assert headers == HEADERS + OF_MERTON
    assert [row[0] for row in rows] == [4, 5, 6, 7, 8, 9, 10, 11]
    assert {row[2] for row in rows} == {"Child protection"}
    # row 4 of the index of 26 June 2019: 34.7 in May, 39.4, 41.7, 46.3 and 39.6 before the months
    first = rows[0]
    assert first[1] == "Child Protection Plans rate per 10,000"
    assert first[3:7] == ["May 2019", 34.7, "Not a target measure", "Not a target measure"]
    assert first[8:] == [39.4, 41.7, 46.3, 39.6]
    assert rows[1][4] == 163


def test_left_blank_it_is_the_whole_index_with_the_newest_figures(served):
    headers, *rows = served.cells("KPITABLE")
    assert [row[0] for row in rows] == list(range(1, 40))
    assert rows[1][3:6] == ["May 2019", 95, "Red"]  # rated by the November paper, for Q2
    assert rows[10][3:7] == ["Q2 2019/20", 20, "Green", "12-20 %"]
    assert len(headers) == len(rows[0]) == 12


@pytest.mark.parametrize("period", ["Q2", None])
def test_a_table_shows_in_every_cell_what_KPI_shows(served, period):
    _, *rows = served.cells("KPITABLE", None, period)
    numbers = [[row[0]] for row in rows]
    calls = [as_sent(numbers, period, field) for field in COLUMNS]
    singly = served.post(BATCH, {"calls": calls}).body["results"]
    for (field, place), one in zip(COLUMNS.items(), singly, strict=True):
        assert held(one["body"])["result"] == [[row[place]] for row in rows], field


def test_a_table_lists_what_the_store_lists(served, store):
    said = listing(store, "Q2", section="Looked After Children", today=TODAY)
    _, *rows = served.cells("KPITABLE", "looked after children", "Sep-19 / Q2")
    assert [row[1] for row in rows] == [one.name for one in said.rows]
    figures = [one.figure.value if one.figure else None for one in said.rows]
    assert [None if row[4] == NOT_AVAILABLE else row[4] for row in rows] == [
        None if figure is None else float(figure) for figure in figures
    ]


def test_a_table_is_as_known_on_a_day(served):
    def weeks(as_of):
        _, *rows = served.cells("KPITABLE", "Looked After Children", "Q1", as_of)
        return next(row[4] for row in rows if row[0] == 16)

    assert weeks(SIXTH_OF_NOVEMBER) == 28
    assert weeks("26 June 2019") == NOT_AVAILABLE


def test_another_edition_has_its_own_columns_and_numbers(served):
    headers, first, *_ = served.cells("KPITABLE", None, None, None, "sefton-2017-18")
    assert headers == [*HEADERS, "North West", "England"]
    assert (first[0], first[4], first[8:]) == (1, 487.5, [583.6, 532.2])
    _, first, *_ = served.cells("KPITABLE", "LDD and SEN", None, None, "appendix-h")
    assert first[0] == "27 (contractual)"  # each of its lists begins at 1


def test_changes_are_the_corrections_and_rating_changes_that_the_bot_tells(served, store):
    headers, *rows = served.cells("KPICHANGES", "2019-06-26")
    assert headers == ["Date", "What", "No.", "In words", "Source"]
    told = changes(store, "2019-06-26", today=TODAY, what=What.BOTH).changes
    assert [row[3] for row in rows] == [one.words for one in told]
    assert {row[1] for row in rows} == {"Correction", "Rating change"}
    weeks = next(row for row in rows if row[2] == 16)
    assert weeks[0] == SIXTH_OF_NOVEMBER
    assert weeks[3].startswith("Indicator 16, Q1 2019/20: corrected from 31 weeks to 28 weeks.")
    assert weeks[4] == "Performance Report of 6 November 2019"


@pytest.mark.parametrize("since", [None, 43642, "26/06/2019", "26 June 2019", "Q1", "2018/19"])
def test_since_is_a_date_or_a_period_however_it_is_typed(served, since):
    assert len(served.cells("KPICHANGES", since)) == 13  # 7 corrections, 5 ratings, headers


def test_where_nothing_changed_it_says_so(served):
    _, only = served.cells("KPICHANGES", "7 November 2019")
    assert only[3] == "Performance Index 2019/20: nothing changed since 7 November 2019."
    _, only = served.cells("KPICHANGES", None, "2019-06-26")
    assert "nothing changed" in only[3]  # all that is said of changes was said in November


def test_a_true_date_is_one_in_excel_too(served):
    result = served.post(CALL, call("KPICHANGES")).body["result"]
    assert result[1][0] == {
        "type": "FormattedNumber",
        "basicValue": SIXTH_OF_NOVEMBER,
        "numberFormat": "dd/MM/yyyy",
    }


def test_the_nearest_indicators_come_first_and_say_how_near_they_are(served):
    headers, *rows = served.cells("KPIFIND", "court delays", 2)
    assert headers == ["No.", "Indicator", "Section", "How near", "Edition", "Key"]
    assert rows[0] == [
        16,
        "Average number of weeks taken to complete Care proceedings against a national target of "
        "26 weeks",
        "Looked After Children",
        "close in words",
        "Performance Index 2019/20",
        "merton-care-proceedings-weeks",
    ]
    assert len(rows) == 2
    _, first, *_ = served.cells("KPIFIND", 11)
    assert (first[0], first[3]) == (11, "its number")
    _, first, *_ = served.cells("KPIFIND", "re-referrals", None, "appendix-h")
    assert (first[0], first[3], first[5]) == (
        "1 (contractual)",
        "its name has every word",
        "h-re-referrals-12-months",
    )
    _, first, *_ = served.cells("KPIFIND", "NEET")
    assert first[0] == 33


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        (("KPITABLE", "Finance"), "'Finance' is not a section of Performance Index 2019/20. Its"),
        (("KPITABLE", [["Assessments"], ["Finance"]]), "The section is one cell here, not a range"),
        (("KPITABLE", "#REF!"), "The section is the error #REF!."),
        (("KPITABLE", None, "Q9"), "'Q9' is not a quarter"),
        (("KPITABLE", None, None, "soon"), "'soon' is not a date for as_of"),
        (("KPITABLE", None, None, None, "surrey"), "No edition is called 'surrey'"),
        (("KPICHANGES", "soonish"), "'soonish' is not a period"),
        (("KPICHANGES", "latest"), "'latest' does not say since when"),
        (("KPIFIND", "gargoyles"), "No indicator is held that is like 'gargoyles'."),
        (("KPIFIND", ""), "No words are given"),
        (("KPIFIND", "plans", 0), "0 is not a number of rows from 1 to 50."),
        (("KPIFIND", "plans", "many"), "'many' is not a number of rows from 1 to 50."),
        (("KPIFIND", "plans", 5, "surrey"), "No edition is called 'surrey'"),
        (("KPICARD", "caseload", "May 2019"), "'caseload' fits more than one indicator: 7 "),
        (("KPICARD", 99), "99"),
    ],
)
def test_a_wrong_argument_is_refused_with_what_to_do(served, formula, sentence):
    assert sentence in served.cells(*formula)


def test_a_card_is_a_number_that_carries_what_stands_behind_it(served):
    [[card]] = served.post(CALL, call("KPICARD", 2, "May 2019")).body["result"]
    assert (card["type"], card["basicValue"], card["numberFormat"]) == ("Double", 95, '0"%"')
    said = {name: one["basicValue"] for name, one in card["properties"].items()}
    assert said == {
        "Indicator": "2 % of Single Assessments authorised within the statutory 45 days",
        "Period": "May 2019",
        "Rating": "Red",
        "Target": "93 % (headed 2018/19 in the paper)",
        "Reason": "95 % against a target of 93 %: 2 points above, so Green.",
        "Differs": "Published Red, but worked out Green",
        "Direction": "not comparable: the figure adds up over the year and the same point last "
        "year is not held",
        "Status": "published",
        "Source": "Performance Index 2019/20, supplementary agenda of 26 June 2019, line 133",
        "As known on": "6 November 2019",
    }
    assert card["provider"] == {"description": "Council KPIs"}


def test_cards_fill_a_range_and_a_figure_that_is_not_held_has_none(served):
    table = served.cells("KPICARD", [[2], [4], [None]], [["Apr-19", "May-19"]])
    assert table == [[89, 95], [37, 34.7], ["", ""]]
    assert served.cells("KPICARD", 2, "Q2") == [[NOT_AVAILABLE]]


def test_an_older_excel_gets_the_number_without_its_card(served):
    older = {**call("KPICARD", 2, "May 2019"), "runtime": "1.3"}
    assert served.post(CALL, older).body == {"result": [[95]]}
