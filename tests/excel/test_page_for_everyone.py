"""The page for everyone: narrow, dark, large letters, a screen reader, enough contrast."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.excel.chromium import page_marks
from tests.excel.pane import Pane, in_a_browser, in_excel

pytestmark = page_marks

VIEWS = [
    "#/",
    "#/?edition=sefton-2017-18",
    "#/indicator/merton-care-proceedings-weeks",
    "#/indicator/sefton-cp-rate?edition=sefton-2017-18",
    "#/indicator/care",
    "#/changes",
    "#/submit",
    "#/formulas",
    "#/nowhere",
]


def shown(pane: Pane, view: str) -> None:
    """Show a view with everything in it unfolded."""
    pane.page.goto(f"{pane.served.address}/{view}")
    pane.page.locator("main h1").wait_for()
    pane.page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_has_a_fault_that_axe_can_find(browser, served, scheme):
    """Roles, names, order of headings, and contrast of at least 4.5 to 1, in both schemes."""
    with in_a_browser(browser, served, color_scheme=scheme) as pane:
        for view in VIEWS:
            shown(pane, view)
            found = Axe().run(pane.page)
            assert found.violations_count == 0, f"{view}: {found.generate_report()}"


def test_the_list_while_typing_has_no_fault_that_axe_can_find(browser, served):
    with in_a_browser(browser, served) as pane:
        shown(pane, "#/")
        pane.page.get_by_role("combobox", name="Find an indicator").fill("care")
        pane.page.locator("#found-0").wait_for()
        pane.page.keyboard.press("ArrowDown")
        found = Axe().run(pane.page)
        assert found.violations_count == 0, found.generate_report()


def test_the_task_pane_has_no_fault_that_axe_can_find(browser, served):
    ours = {"exclude": [["#xlwings-office-ready-error"]]}  # xlwings' own, hidden until it is needed
    with in_excel(browser, served) as pane:
        assert Axe().run(pane.page, context=ours).violations_count == 0
        pane.page.evaluate("sheet.cells['Index!C5'] = {formula: '=KPI(11,\"Q2\")', values: 20}")
        pane.page.get_by_role("button", name="Explain the selected cell").click()
        pane.arrived("Cell Index!C5")
        found = Axe().run(pane.page, context=ours)
        assert found.violations_count == 0, found.generate_report()
        assert pane.overflows <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_fits_a_narrow_screen(browser, served, scheme):
    screen = {"width": 320, "height": 640}
    with in_a_browser(browser, served, viewport=screen, color_scheme=scheme) as pane:
        for view in VIEWS:
            shown(pane, view)
            assert pane.overflows <= 0, view


def test_letters_of_twice_the_size_still_fit(browser, served):
    screen = {"width": 640, "height": 900}
    with in_a_browser(browser, served, viewport=screen) as pane:
        for view in VIEWS:
            shown(pane, view)
            pane.page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert pane.overflows <= 0, view


def test_dark_mode_is_dark(browser, served):
    lightness = {}
    for scheme in ("light", "dark"):
        with in_a_browser(browser, served, color_scheme=scheme) as pane:
            shown(pane, "#/")
            colour = pane.page.evaluate("getComputedStyle(document.body).backgroundColor")
            lightness[scheme] = sum(int(one) for one in colour[4:-1].split(","))
    assert lightness["dark"] < 150
    assert lightness["light"] > 600


def test_what_has_the_focus_can_be_seen(browser, served):
    with in_a_browser(browser, served) as pane:
        shown(pane, "#/")
        for _ in range(12):
            pane.page.keyboard.press("Tab")
            outline = pane.page.evaluate(
                "getComputedStyle(document.activeElement).outlineWidth.replace('px', '')"
            )
            assert float(outline) >= 2, pane.focused


def test_headings_follow_one_another_without_a_gap(browser, served):
    with in_a_browser(browser, served) as pane:
        for view in VIEWS:
            shown(pane, view)
            levels = pane.page.evaluate(
                "[...document.querySelectorAll('h1,h2,h3,h4')].map((one) => +one.tagName[1])"
            )
            assert levels[0] == 1, view
            assert levels.count(1) == 1, view
            assert all(after - before <= 1 for before, after in pairwise(levels)), view
