"""Open the add-in's page in Chromium, in a browser or in Excel, and note every fault in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.excel.chromium import HOST
from tests.excel.client import Served

OFFICE = "\n".join(Path(__file__).with_name(name).read_text() for name in ("office.js", "sheet.js"))


class Pane:
    """The page, and what a person does with it."""

    def __init__(self, page: Page, served: Served) -> None:
        self.page = page
        self.served = served
        self.faults: list[str] = []  # errors of scripts, and what the security policy refused
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", self._note)

    def _note(self, line) -> None:
        if line.type == "error" and "Failed to load resource" not in line.text:
            self.faults.append(line.text)

    def open(self, address: str, heading: str) -> "Pane":
        """Go to an address such as '#/indicator/16' and wait for its heading."""
        self.page.goto(f"{self.served.address}/{address}")
        return self.arrived(heading)

    def arrived(self, heading: str) -> "Pane":
        self.heading(heading).wait_for()
        return self

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", name=name, exact=True)

    def section(self, name: str) -> str:
        """The words under a heading."""
        return self.page.get_by_role("region", name=name, exact=True).inner_text()

    @property
    def said(self) -> str:
        """What a screen reader was told last."""
        return self.page.locator("#status").inner_text()

    def told(self, words: str) -> None:
        """Wait until a screen reader is told something with these words."""
        expect(self.page.locator("#status")).to_contain_text(words)

    @property
    def focused(self) -> str:
        return self.page.evaluate(
            "(document.activeElement.id || document.activeElement.textContent).trim()"
        )

    @property
    def overflows(self) -> int:
        """How many pixels the page is wider than its window."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )


@contextmanager
def in_a_browser(browser: Browser, served: Served, **how: object) -> Iterator[Pane]:
    """The page in a plain browser; afterwards nothing went wrong in it."""
    context = browser.new_context(**how)
    pane = Pane(context.new_page(), served)
    yield pane
    context.close()
    assert pane.faults == []


@contextmanager
def in_excel(browser: Browser, served: Served, more: str = "") -> Iterator[Pane]:
    """The page as Excel's task pane, over a workbook of a few cells: sheet.js, and *more*."""
    with in_a_browser(browser, served, viewport={"width": 350, "height": 800}) as pane:
        pane.page.route(
            "**/dist/office.js",
            lambda route: route.fulfill(body=OFFICE + more, content_type="text/javascript"),
        )
        pane.page.goto(f"{served.address}/taskpane.html?{HOST}")
        pane.arrived("Performance Index 2019/20")
        pane.page.unroute_all()
        yield pane
