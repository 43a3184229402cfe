"""The page as Excel's task pane: explain the selected cell, insert a formula, refresh, offline."""

import warnings
from collections.abc import Iterator

import openpyxl
import pytest

from kpi_store.domain.audience import Audience
from kpi_store.index_command import write_index
from tests.excel.chromium import HOST, page_marks
from tests.excel.client import TODAY
from tests.excel.pane import Pane, in_a_browser, in_excel
from tests.workbooks import at

pytestmark = page_marks

ELEVEN = (
    "11. % of Children that became the subject of a Child Protection Plan "
    "for the second or subsequent time"
)


@pytest.fixture
def pane(browser, served) -> Iterator[Pane]:
    with in_excel(browser, served) as opened:
        yield opened


def cell(pane: Pane, address: str, formula: str = "", value: object = "") -> None:
    """Put something into a cell of the workbook."""
    pane.page.evaluate(
        "([at, formula, values]) => (sheet.cells[at] = {formula: formula || values, values})",
        [address, formula, value],
    )


def explained(pane: Pane, address: str) -> str:
    """What the page says of a cell that is selected."""
    pane.page.evaluate("at => (sheet.selected = at)", address)
    pane.page.get_by_role("button", name="Explain the selected cell").click()
    sheet, place = address.split("!")
    pane.arrived(f"Cell '{sheet}'!{place}" if " " in sheet else f"Cell {address}")
    return " ".join(pane.page.get_by_role("main").inner_text().split())


def test_a_cell_is_explained_by_what_its_formula_asks(pane):
    cell(pane, "Index!C5", '=KPI(11,"Q2","rating")', "Green")
    words = explained(pane, "Index!C5")
    assert '=KPI(11,"Q2","rating")' in words
    assert (
        "Its rating, in a word: Rating of indicator 11: ● Green (published), Q2 2019/20." in words
    )
    assert "20 % is inside the range 12-20 %, so Green." in words
    assert ELEVEN in words
    assert pane.page.locator(".asked").get_attribute("aria-label") == "Figure and rating"
    assert pane.focused == "Cell Index!C5"


def test_arguments_that_are_cells_and_names_are_read_from_the_workbook(pane):
    """As the index workbook writes it: names for the day and the edition, and Excel's prefix."""
    cell(pane, "Index!A7", value=11)
    cell(pane, "Index!D4", value="May-19")
    cell(pane, "Front page!B2", value=43_642)  # 26 June 2019, as Excel keeps a date
    pane.page.evaluate("sheet.names.KPI_AS_OF = \"'Front page'!B2\"")
    cell(pane, "Index!D7", '=IFNA(_xldudf_KPI($A7,D$4,,KPI_AS_OF),"")', 18)
    words = explained(pane, "Index!D7")
    assert "The figure (as when left out): May 2019: 18 % (year to date)." in words
    assert "As known on 26 June 2019." in words


def test_every_figure_of_the_index_workbook_can_be_explained(pane, papers, tmp_path):
    """The workbook that `kpi index` writes, its cells and names as Excel opens them."""
    file = tmp_path / "index.xlsx"
    write_index(papers, file, edition=None, as_of=None, today=TODAY, audience=Audience.COUNCIL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it leaves the sparklines out
        book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    may, rating = at(sheet, "11", "May-19"), at(sheet, "11", "BRAG rating")
    for one in (may, rating):
        cell(pane, f"{sheet.title}!{one.coordinate}", one.value.text, 18)
    cell(pane, f"{sheet.title}!{at(sheet, '11', 'No.').coordinate}", value=11)
    for name, defined in book.defined_names.items():
        place = defined.attr_text.replace("$", "").replace("'", "")
        pane.page.evaluate("([name, at]) => (sheet.names[name] = at)", [name, place])
        cell(pane, place, value=sheet[place.split("!")[1]].value if name == "KPI_EDITION" else "")
    words = explained(pane, f"{sheet.title}!{may.coordinate}")
    assert "The figure (as when left out): May 2019: 18 % (year to date)." in words
    words = explained(pane, f"{sheet.title}!{rating.coordinate}")
    assert "Rating of indicator 11: ● Green (published), Q2 2019/20." in words


def test_a_cell_of_a_table_that_spills_is_explained_by_its_row_and_column(pane):
    for row, number in enumerate((2, 4), start=5):
        cell(pane, f"Index!A{row}", value=number)
    for letter, month in (("D", "Apr-19"), ("E", "May-19")):
        cell(pane, f"Index!{letter}4", value=month)
    cell(pane, "Index!D5", "=KPI(A5:A6,D4:E4)", 89)
    cell(pane, "Index!E6", value=34.7)
    pane.page.evaluate("sheet.spills['Index!E6'] = 'Index!D5'")
    assert "May 2019: 34.7 per 10,000" in explained(pane, "Index!E6")


def test_a_cell_of_kpitable_is_explained_by_the_indicator_of_its_row(pane):
    table = pane.page.evaluate("formula('KPITABLE', ['Child protection', 'May 2019'])")
    cell(pane, "Index!B3", '=KPITABLE("Child protection","May 2019")', table[0][0])
    for row, line in enumerate(table[1:], start=4):
        cell(pane, f"Index!B{row}", value=line[0])
        cell(pane, f"Index!G{row}", value=line[5])
        pane.page.evaluate("at => (sheet.spills[at] = 'Index!B3')", f"Index!G{row}")
    place = next(row for row, line in enumerate(table, start=3) if line[0] == 11)
    words = explained(pane, f"Index!G{place}")
    assert "Its rating, in a word: Rating of indicator 11:" in words
    assert "18 %" in words
    assert "This cell has no KPI formula" in explained(pane, "Index!B3")


def test_a_true_date_and_a_name_of_another_sheet_are_read_as_the_cell_reads_them(pane):
    cell(pane, "Months of 2019!B1", value=43_586)  # 1 May 2019
    cell(pane, "Index!C5", "=KPI(\"neets\",'Months of 2019'!$B$1)", 1.1)
    assert "May 2019:" in explained(pane, "Index!C5")


def test_a_card_is_explained_as_the_figure_it_carries(pane):
    cell(pane, "Index!C5", '=KPICARD(11,"May 2019",DATE(2019,6,26))', 18)
    words = explained(pane, "Index!C5")
    assert "May 2019: 18 % (year to date)." in words
    assert "As known on 26 June 2019." in words


def test_a_cell_without_the_formula_says_so(pane):
    cell(pane, "Index!C5", "=SUM(A1:A3)", 6)
    assert "This cell has no KPI formula" in explained(pane, "Index!C5")
    cell(pane, "Index!C6", '="=KPI(2)"', "=KPI(2)")
    assert "This cell has no KPI formula" in explained(pane, "Index!C6")
    cell(pane, "Index!C7", '=KPIFIND("court delays")', 16)
    assert "This cell has no KPI formula" in explained(pane, "Index!C7")


def test_a_wrong_argument_is_explained_with_the_sentence_the_cell_has_on_hover(pane):
    cell(pane, "Index!C5", '=KPI(2,"Q9")', "#VALUE!")
    assert "'Q9' is not a quarter: there are four, Q1 to Q4;" in explained(pane, "Index!C5")
    cell(pane, "Index!C6", '=KPI("care","Q2")', "#VALUE!")
    assert "That fits more than one indicator. Which do you mean?" in explained(pane, "Index!C6")
    cell(pane, "Index!C7", '=KPI(ROW()-3,"Q2")', 1)
    assert "worked out by Excel, and cannot be read here: ROW()-3" in explained(pane, "Index!C7")
    cell(pane, "Index!C8", "=KPI([Other.xlsx]Sheet1!$A$1)", 1)
    assert "cannot be read here: [Other.xlsx]Sheet1!$A$1" in explained(pane, "Index!C8")


def test_the_formula_of_what_is_shown_goes_into_the_selected_cell(pane):
    pane.page.goto(f"{pane.page.url.split('#')[0]}#/indicator/11?period=Q2")
    pane.arrived(ELEVEN)
    pane.page.get_by_role("button", name="Insert into the selected cell").click()
    pane.told("Written into Index!C5.")
    formula = pane.page.evaluate("sheet.cells['Index!C5'].formula")
    assert formula == '=KPI(11,"Q2 2019/20")'
    assert pane.page.evaluate("formula('KPI', [11, 'Q2 2019/20'])") == [[20]]


def test_a_cell_that_is_not_empty_is_replaced_only_when_asked_twice(pane):
    cell(pane, "Index!C5", "=A1+A2", 7)
    pane.page.goto(f"{pane.page.url.split('#')[0]}#/indicator/11?period=Q2")
    pane.arrived(ELEVEN)
    button = pane.page.get_by_role("button", name="Insert into the selected cell")
    button.click()
    pane.told("Index!C5 is not empty.")
    assert pane.page.evaluate("sheet.cells['Index!C5'].formula") == "=A1+A2"
    button.click()
    pane.told("Written into Index!C5.")


def test_refresh_calculates_everything_and_stamps_the_workbook(pane, served):
    pane.page.evaluate(
        "Object.assign(sheet.names, {KPI_REFRESHED: 'Index!B1', KPI_STORE: 'Index!B2'})"
    )
    pane.page.clock.set_fixed_time("2019-11-06T14:30:00Z")
    pane.page.get_by_role("button", name="Refresh").click()
    pane.told("Refreshed at 6 November 2019 at")
    version = served.get("/kpi/state").body["version"]
    assert f"store version {version}" in pane.said
    assert pane.page.evaluate("sheet.calculations") == ["Full"]
    assert pane.page.evaluate("sheet.cells['Index!B2'].values") == version
    stamped = pane.page.evaluate("sheet.cells['Index!B1']")
    assert stamped["values"] == "6 November 2019 at 14:30"
    assert stamped["format"] == "@"  # a date would show as ##### in a narrow cell


def test_refresh_does_without_the_named_cells(pane):
    pane.page.get_by_role("button", name="Refresh").click()
    pane.told("Refreshed at")
    assert pane.page.evaluate("sheet.calculations") == ["Full"]
    assert pane.page.evaluate("sheet.cells") == {}


def test_with_the_server_gone_refresh_says_what_the_cells_show(pane):
    cell(pane, "Index!B1", value=43_775)
    pane.page.evaluate("sheet.cells['Index!B1'].text = '6 November 2019 14:30'")
    pane.page.evaluate("sheet.names.KPI_REFRESHED = 'Index!B1'")
    pane.page.context.set_offline(True)
    pane.page.get_by_role("button", name="Refresh").click()
    pane.told("The server cannot be reached.")
    assert pane.said.endswith(
        "The cells show the values of the last refresh, 6 November 2019 14:30."
    )
    assert pane.page.evaluate("sheet.calculations") == []
    pane.page.context.set_offline(False)


FORMULAS = {
    "=kpi(2)": [2],
    '=SUM(KPI(2,"Q1"),KPI(4))': [2, "Q1"],
    '=IF(A1="KPI(9)",KPI( 2 , "a, (b) ""c""" ),0)': [2, 'a, (b) "c"'],
    '=_xldudf_KPI(-1.5,TRUE,,DATE(2019,6,1),"old")': [-1.5, True, None, "2019-06-01", "old"],
    '=KPILIVE(2,"Q2","rating","old")': [2, "Q2", "rating", None, "old"],
    "=KPI('A, (B) ''C'''!$A$1,Sheet2!B2:C3)": [
        {"sheet": "A, (B) 'C'", "cells": "A1"},
        {"sheet": "Sheet2", "cells": "B2:C3"},
    ],
    "=MYKPI(2)": None,
    "=KPI2(2)": None,
    "=KPICHANGES(2)": None,
    "KPI(2)": None,
    "=KPI(2": None,
}


def test_formulas_of_every_shape_are_taken_apart(pane):
    read = """async (formula) => {
        const { callIn, meant } = await import('/static/js/pane/formula.js');
        const given = callIn(formula)?.written.map(meant);
        return given?.map((one) => one.reference ?? one.value) ?? null;
    }"""
    for formula, given in FORMULAS.items():
        padded = None if given is None else [*given, *[None] * (5 - len(given))]
        assert pane.page.evaluate(read, formula) == padded, formula


def test_the_page_can_be_read_though_excel_never_says_that_it_is_ready(browser, served):
    with in_a_browser(browser, served) as pane:
        silent = "globalThis.Office = {onReady: () => new Promise(() => {})};"
        pane.page.route(
            "**/static/**/*.js",
            lambda route: (
                route.fulfill(
                    body=silent if route.request.url.endswith("/office.js") else "",
                    content_type="text/javascript",
                )
                if "/pane/" not in route.request.url
                else route.continue_()
            ),
        )
        pane.page.route("**/custom-functions-code.js", lambda route: route.fulfill(body=""))
        pane.page.goto(f"{served.address}/taskpane.html?{HOST}")
        pane.arrived("Performance Index 2019/20")


def test_no_script_but_the_add_in_s_own_may_run_in_the_task_pane(pane):
    pane.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'),"
        " {textContent: 'globalThis.taken = true'}))"
    )
    assert pane.page.evaluate("globalThis.taken") is None
    assert "Content Security Policy" in pane.faults.pop()
