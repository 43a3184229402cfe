"""The page's part for submitting: what is typed in the sheet, its preview, and who decides."""

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

from excel_addin import session
from excel_addin.session import Session
from kpi_store.config import Settings
from kpi_store.domain.sheet import address
from kpi_store.sheet_file import read_workbook
from tests.excel.chromium import page_marks
from tests.excel.client import TODAY
from tests.excel.pane import Pane, in_a_browser, in_excel
from tests.workbooks import Typing, type_into

MORE = Path(__file__).with_name("typed.js").read_text()

pytestmark = [
    *page_marks,
    pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning:openpyxl"),
]


@pytest.fixture
def opened(served, council, monkeypatch) -> Session:
    """The session of the running add-in, on a store of this test's own."""
    mine = Session(council, lambda: TODAY, Settings("unused"), alone=True)
    monkeypatch.setattr(session._Process, "session", mine)
    return mine


@pytest.fixture
def pane(browser, served, opened) -> Iterator[Pane]:
    with in_excel(browser, served, MORE) as page:
        yield page


@pytest.fixture
def typing(pane, index_file, tmp_path) -> Callable[[Typing], Pane]:
    """Opens the page over the index workbook into which somebody has typed."""

    def typed(cells: Typing) -> Pane:
        file = type_into(index_file("merton-2019-20"), cells, tmp_path / "typed.xlsx")
        one = read_workbook(file)
        held = {
            f"{one.name}!{address(y, x)}": {
                "values": cell if cell is not None else "",
                "format": one.formats[y - 1][x - 1],
                **({"formula": cell} if str(cell).startswith("=") else {}),
            }
            for y, row in enumerate(one.cells, start=1)
            for x, cell in enumerate(row, start=1)
        }
        last = address(len(one.cells), len(one.cells[0]))
        pane.page.evaluate(
            "([cells, used]) => Object.assign(sheet, {cells, used})", [held, f"A1:{last}"]
        )
        pane.page.get_by_role("link", name="Submit", exact=True).click()
        return pane.arrived("Submit figures")

    return typed


def press(pane: Pane, name: str) -> None:
    pane.page.get_by_role("button", name=name, exact=True).click()


def table(pane: Pane, caption: str) -> list[str]:
    """The rows of a table, each as its words."""
    rows = pane.page.get_by_role("table", name=caption).locator("tbody tr")
    rows.first.wait_for()
    return [" ".join(one.split()) for one in rows.all_inner_texts()]


def test_what_is_typed_is_previewed_submitted_accepted_and_asked_again(typing, index_file):
    pane = typing({("11", "Sep-19 / Q2"): "45%", ("2", "May-19"): 95})
    press(pane, "Preview what I typed")
    pane.told("1 figure would change; 1 figure held already and left out; 1 alert would go out")
    (eleven,) = table(pane, "What would change")
    assert eleven.startswith("O21 11. % of Children that became the subject")
    assert "Q2 2019/20 20 % → becomes 45 %" in eleven
    assert "Green (published) → becomes Red (worked out)" in eleven
    assert "45 % is outside the range 12-20 %" in eleven
    assert "turned" in pane.page.get_by_role("main").inner_text()

    pane.page.get_by_label("Where the figures come from").fill("Typed by a test")
    press(pane, "Submit")  # the reason is asked for by the form itself
    assert pane.page.get_by_text("Proposal 1").count() == 0
    pane.page.get_by_label("Why figures held already are replaced").fill("Recount")
    press(pane, "Submit")
    pane.told("waits to be accepted. Nothing is recorded yet. You may accept it yourself, below.")
    assert pane.page.evaluate("formula('KPI', [11, 'Q2'])") == [[20]]

    press(pane, "Show proposal 1")
    pane.page.get_by_role("table", name="What would change").wait_for()
    press(pane, "Accept proposal 1")
    pane.told("was accepted by")
    assert pane.page.evaluate("formula('KPI', [11, 'Q2'])") == [[45]]
    press(pane, "Put the sheet's formulas back")
    pane.told("2 formulas put back.")
    formulas = pane.page.evaluate(
        "['O21', 'K11'].map((one) => sheet.cells[`${sheet.name}!${one}`].formula)"
    )
    fresh = openpyxl.load_workbook(index_file("merton-2019-20")).worksheets[0]
    assert formulas == [fresh[one].value.text for one in ("O21", "K11")]


def test_a_refused_cell_says_why_in_the_page_and_beside_it_in_the_sheet(typing):
    cells = {("2", "Jul-19"): "n/a", ("2", "Target 2018/19"): 90, ("4", "Jul-19"): 31}
    pane = typing(cells)
    pane.page.evaluate("sheet.noted.push('D11')")  # a cell with a note takes no comment
    press(pane, "Preview what I typed")
    target, july = table(pane, "Refused")
    assert july.startswith("M11 n/a indicator 2 in July 2019: 'n/a' cannot be recorded: it is not")
    assert target.startswith("D11 90 indicator 2: 'Target 2018/19' is not a figure of a period")
    assert "1 refused cell could not be marked" in pane.page.get_by_role("main").inner_text()
    (beside,) = pane.page.evaluate("sheet.comments")
    assert beside["cell"] == "M11"
    assert beside["content"].startswith("Not submitted: 'n/a' cannot be recorded")
    press(pane, "Go to cell M11")
    pane.page.wait_for_function("sheet.selected === 'Performance Index!M11'")

    pane.page.get_by_label("Where the figures come from").fill("Typed by a test")
    pane.page.get_by_label("Submit without the cells that are refused").check()
    press(pane, "Submit")
    pane.told("Proposal 1 of")
    pane.page.evaluate("sheet.cells[`${sheet.name}!M11`] = {values: 91, format: 'General'}")
    press(pane, "Preview what I typed")
    pane.told("2 figures would change; 1 cell refused")
    assert pane.page.evaluate("sheet.comments") == []


def test_what_a_formula_spills_into_was_typed_by_nobody(typing):
    pane = typing({})
    pane.page.evaluate(
        """() => {
          sheet.hasSpill = null;
          sheet.cells["Performance Index!M10"] = {formula: "=KPI(A10:A11,M8)", values: 5};
          sheet.cells["Performance Index!M11"] = {values: 77, format: "General"};
          sheet.spills["Performance Index!M11"] = "Performance Index!M10";
        }"""
    )
    press(pane, "Preview what I typed")
    pane.told("0 figures would change; no alert would go out.")


def test_a_sheet_that_is_no_index_is_said(typing):
    pane = typing({})
    pane.page.evaluate("sheet.used = 'B9:C12'")
    press(pane, "Preview what I typed")
    pane.told("which is no index's title. Go to the index that 'kpi index' wrote")


def test_a_proposal_is_taken_back_with_its_reason_and_stands_under_decided(typing):
    pane = typing({("4", "Jul-19"): 31})
    press(pane, "Preview what I typed")
    pane.page.get_by_label("Where the figures come from").fill("<b>Typed</b> by a test")
    press(pane, "Submit")
    pane.told("Proposal 1 of")
    assert "Source: <b>Typed</b> by a test." in pane.page.get_by_role("main").inner_text()
    press(pane, "Take back proposal 1")
    pane.told("Say why it is turned down")
    pane.page.get_by_label("Comment on proposal 1").fill("Wrong return")
    press(pane, "Take back proposal 1")
    pane.told("was withdrawn by")
    assert "was withdrawn by" in pane.focused
    assert "No proposal waits." in pane.page.get_by_role("main").inner_text()


def test_in_a_browser_what_waits_can_be_decided_and_nothing_typed(browser, served, opened):
    with in_a_browser(browser, served) as pane:
        pane.open("#/submit", "Submit figures")
        words = pane.page.get_by_role("main").inner_text()
        assert "open this page in Excel" in words
        assert "No proposal waits." in words


def test_without_a_role_the_page_says_whom_to_ask(browser, served, opened, monkeypatch):
    signed = Session(opened.store, opened.today, opened.settings, tenant="ours")
    monkeypatch.setattr(session._Process, "session", signed)
    with in_a_browser(browser, served) as pane:
        pane.open("#/submit", "Submit figures")
        words = pane.page.get_by_role("main").inner_text()
        assert "may not see what is proposed: that needs the role of an editor." in words


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_preview_has_no_fault_that_axe_can_find_and_fits_a_narrow_screen(typing, scheme):
    pane = typing({("11", "Sep-19 / Q2"): "45%", ("2", "Jul-19"): "n/a", ("2", "May-19"): 95})
    pane.page.emulate_media(color_scheme=scheme)
    pane.page.set_viewport_size({"width": 320, "height": 800})
    press(pane, "Preview what I typed")
    table(pane, "Refused")
    found = Axe().run(pane.page, context={"exclude": [["#xlwings-office-ready-error"]]})
    assert found.violations_count == 0, found.generate_report()
    assert pane.overflows <= 0
