"""The add-in's page, in Excel and in a browser: its frame, its addresses, what it may load."""

import re

import pytest
from playwright.sync_api import Browser, Page

from excel_addin.server import PROJECT
from tests.excel.chromium import page_marks
from tests.excel.client import Served

MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function")

pytestmark = page_marks


def opened(browser: Browser, served: Served, path: str, **how: object) -> tuple[Page, list[str]]:
    """The page at *path*, and what goes wrong in it."""
    page = browser.new_page(**how)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(f"{served.address}{path}")
    return page, faults


def test_the_task_pane_opened_in_a_browser_gives_way_to_the_page_at_the_root(browser, served):
    page, faults = opened(browser, served, "/taskpane.html#/formulas")
    page.get_by_role("heading", level=1, name="The index in a cell").wait_for()
    assert page.url == f"{served.address}/#/formulas"
    assert faults == []
    page.close()


def test_an_address_that_is_none_is_said_and_leads_back(browser, served):
    page, faults = opened(browser, served, "/#/nowhere/%E0%A4%A")
    page.get_by_role("heading", level=1, name="There is no such page").wait_for()
    page.get_by_role("link", name="Back to the index").click()
    page.get_by_role("heading", level=1, name="Performance index").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert faults == []
    page.close()


def test_the_skip_link_comes_first_and_leads_past_the_header(browser, served):
    page, _ = opened(browser, served, "/#/formulas")
    page.get_by_role("heading", level=1, name="The index in a cell").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.url.endswith("#/formulas")
    page.close()


@pytest.mark.parametrize("path", ["/", "/taskpane.html", "/static/js/pane/main.js"])
def test_no_script_but_our_own_may_run(served, path):
    """In Excel alone may a style be set inline: its Office.js does that."""
    policy = served.get(path).headers["content-security-policy"]
    inline = "" if path == "/" else "style-src 'self' 'unsafe-inline';"
    assert inline in policy
    assert "unsafe" not in policy.replace(inline, "")
    assert "http:" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self'") or policy.startswith(
        "default-src 'self'"
    )


def test_no_script_of_the_page_writes_markup_or_runs_text():
    """What is stored is only ever set as text, so there is nothing to escape and to forget."""
    scripts = [*(PROJECT / "static" / "js" / "pane").glob("*.js")]
    assert scripts
    for script in scripts:
        assert not MARKUP.search(script.read_text()), script.name
