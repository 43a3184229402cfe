"""The client that Excel loads, run in Chromium: what is typed, what is sent, what is shown.

Only office.js is replaced (office.js beside this file); everything else is what is served.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.excel.chromium import HOST, needs_chromium
from tests.excel.client import BATCH, CALL, Served

NOT_AVAILABLE = {"type": "Error", "errorType": "NotAvailable"}

pytestmark = needs_chromium


class Excel:
    """The add-in's page as Excel keeps it open, and the requests it sends."""

    def __init__(self, browser: Browser, served: Served, *, batched: bool = True) -> None:
        self.page: Page = browser.new_page()
        self.posts: list[str] = []
        self.faults: list[str] = []
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        mock = Path(__file__).with_name("office.js").read_text()
        self.page.route(
            "**/dist/office.js",
            lambda route: route.fulfill(body=mock, content_type="text/javascript"),
        )
        if not batched:
            self.page.route(
                "**/js/main.js",
                lambda route: route.fulfill(body="", content_type="text/javascript"),
            )
        self.page.goto(f"{served.address}/taskpane.html?{HOST}")
        self.page.wait_for_function("globalThis.isReady?.('KPI')")
        self.page.unroute_all()  # a route in place slows every request
        self.page.on("request", self._note)

    def _note(self, request) -> None:
        if request.method == "POST":
            self.posts.append(request.url[request.url.index("/", 8) :])

    def type(self, *args: object) -> object:
        """What the cell of =KPI(*args) shows."""
        return self.spill("KPI", *args)

    def spill(self, function: str, *args: object) -> object:
        """What the cells of =function(*args) show, row by row."""
        return self.page.evaluate("([id, args]) => formula(id, args)", [function, list(args)])

    def data(self, function: str, *args: object) -> object:
        """What Excel is handed for =function(*args): numbers with their formats and cards."""
        return self.page.evaluate("([id, args]) => answer(id, args)", [function, list(args)])

    def calculate(self, formulas: list[tuple[object, ...]]) -> list[object]:
        """What the cells of a sheet show that Excel calculates all at once."""
        return self.page.evaluate(
            "all => Promise.all(all.map((args, row) => formula('KPI', args, `Index!C${row + 1}`)))",
            [list(one) for one in formulas],
        )


@pytest.fixture
def excel(browser: Browser, served: Served) -> Iterator[Excel]:
    opened = Excel(browser, served)
    yield opened
    opened.page.close()
    assert opened.faults == []


def test_the_formula_typed_shows_the_figure(excel):
    assert excel.type(2, "May 2019") == [[95]]
    assert excel.posts == [CALL]


def test_a_figure_that_is_not_held_shows_not_available(excel):
    assert excel.type(2, "Q2") == [[NOT_AVAILABLE]]
    assert excel.type(2, "Q2", "rating") == [["Red"]]


def test_a_wrong_argument_shows_the_sentence_on_hover_and_is_sent_once(excel):
    shown = excel.type(2, "Q9")
    assert shown["code"] == "#VALUE!"
    assert shown["message"].startswith("'Q9' is not a quarter: there are four, Q1 to Q4; try 'Q2'")
    assert excel.posts == [CALL]


def test_a_column_against_a_row_spills(excel):
    assert excel.type([[2], [4]], [["Apr-19", "May-19"]]) == [[89, 95], [37, 34.7]]


def test_a_number_is_handed_over_with_its_unit_and_a_card_where_one_is_asked_for(excel):
    ninety_five = {"basicValue": 95, "numberFormat": '0"%"'}
    assert excel.data("KPI", 2, "May 2019") == [[{"type": "FormattedNumber", **ninety_five}]]
    [[card]] = excel.data("KPICARD", 2, "May 2019")
    assert card | {"type": "Double", **ninety_five} == card
    assert card["properties"]["Rating"] == {"type": "String", "basicValue": "Red"}
    assert excel.spill("KPICARD", 2, "May 2019") == [[95]]


def test_a_table_spills_with_its_headers_and_a_wrong_section_says_which_there_are(excel):
    headers, *rows = excel.spill("KPITABLE", "Assessments", "May 2019")
    assert headers[:5] == ["No.", "Indicator", "Section", "Period", "Value"]
    assert [(row[0], row[4]) for row in rows] == [(1, NOT_AVAILABLE), (2, 95), (3, NOT_AVAILABLE)]
    assert "Its sections: Assessments; Child" in excel.spill("KPITABLE", "Finance")["message"]
    assert excel.spill("KPICHANGES", "26 June 2019")[1][1] == "Correction"
    assert excel.spill("KPIFIND", "court delays", 1)[1][0] == 16


def test_every_field_that_is_offered_to_choose_from_is_answered(excel):
    offered = excel.page.evaluate(
        """async () => {
            const reply = await fetch("/xlwings/custom-functions-meta.json");
            const { enums } = await reply.json();
            return enums.find((one) => one.id === "KPI.FIELD").values.map((one) => one.stringValue);
        }"""
    )
    assert len(offered) == 13
    shown = excel.calculate([(2, "May 2019", field) for field in offered])
    assert [one for one in shown if "code" in one] == []
    assert shown[offered.index("rating")] == [["Red"]]


FORMULAS: list[tuple[object, ...]] = [
    (2, "May 2019"),
    (2, "Q2"),
    (2, "Q2", "rating"),
    (11, "Q2", "target"),
    ("neets", "May 2019"),
    (99, "Q2"),
    (2, "Q9"),
    ([[2], [4]], [["Apr-19", "May-19"]]),
    (16, "Q1", "value", "2019-06-26"),
    (16, "Q1", "value", "2019-11-06"),
]


def test_500_cells_are_one_request_and_show_what_500_requests_show(browser, served, excel):
    sheet = FORMULAS * 50
    together = excel.calculate(sheet)
    assert excel.posts == [BATCH]

    singly = Excel(browser, served, batched=False)
    assert singly.calculate(sheet) == together
    assert singly.posts == [CALL] * 500
    singly.page.close()


def test_different_functions_of_a_sheet_share_a_request_and_stay_apart(excel):
    shown = excel.page.evaluate(
        """() => Promise.all([
            formula("KPI", [2, "May 2019"]),
            formula("KPICARD", [2, "May 2019"]),
            formula("KPITABLE", ["Finance"]),
            formula("KPIFIND", ["court delays", 1]),
            formula("KPI", [2, "May 2019"]),
        ])"""
    )
    assert excel.posts == [BATCH]
    assert shown[0] == shown[1] == shown[4] == [[95]]
    assert shown[2]["message"].startswith("'Finance' is not a section")
    assert shown[3][1][0] == 16


def test_a_sheet_of_more_cells_is_sent_in_parts(excel):
    assert excel.calculate([(2, "May 2019")] * 1001) == [[[95]]] * 1001
    assert excel.posts == [BATCH, BATCH, CALL]


def test_calculating_again_asks_again(excel):
    excel.calculate([(2, "May 2019")] * 3)
    excel.calculate([(2, "May 2019")] * 3)
    assert excel.posts == [BATCH, BATCH]


def test_two_people_s_calls_are_never_sent_as_one(excel):
    """Calls that carry different sign-ins stay apart, whatever they ask."""
    excel.page.evaluate(
        "let turn = 0; globalThis.getAuth = async () =>"
        " ({token: `Bearer e30.e30.${turn++ % 2}`, provider: ''})"
    )
    assert excel.calculate([(2, "May 2019")] * 6) == [[[95]]] * 6
    assert excel.posts == [BATCH, BATCH]


def test_with_the_server_gone_the_cells_say_so_and_come_back(excel):
    assert excel.type(2, "May 2019") == [[95]]
    excel.page.context.set_offline(True)
    shown = excel.calculate([(2, "May 2019")] * 2)
    assert [one["code"] for one in shown] == ["#VALUE!", "#VALUE!"]
    assert all("Network error" in one["message"] for one in shown)
    assert "Network error" in excel.spill("KPITABLE", "Assessments")["message"]
    excel.page.context.set_offline(False)
    assert excel.calculate([(2, "May 2019")] * 2) == [[[95]], [[95]]]
