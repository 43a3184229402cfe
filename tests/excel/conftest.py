"""A store seeded from the real papers, on each database, served by the add-in on a free port."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from kpi_store import open_store
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()
