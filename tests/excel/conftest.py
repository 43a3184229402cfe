"""A store seeded from the real papers, on each database, served by the add-in on a free port."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, sync_playwright

from excel_addin import session
from kpi_store import open_store
from kpi_store.store import Store
from tests.excel.chromium import CHROMIUM, FLAGS
from tests.excel.client import TODAY, Served
from tests.excel.serving import serving


@pytest.fixture(scope="session")
def store(new_database: Callable[[str], str]) -> Iterator[object]:
    opened = open_store(new_database(""), today=TODAY)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def served(store: object) -> Iterator[Served]:
    with serving(store) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for one module: while playwright runs, nothing else may run a loop of its own."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def papers(new_database: Callable[[str], str], seeded_url: str) -> Iterator[Store]:
    """A store with the council's papers that no test records into."""
    opened = Store.open(new_database(seeded_url))
    yield opened
    opened.close()


@pytest.fixture
def only_the_papers(served: Served, papers: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The running add-in answers from the papers alone, whatever other tests have recorded."""
    asked = replace(session.current(), store=papers)
    monkeypatch.setattr(session._Process, "session", asked)
