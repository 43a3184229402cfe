"""A store seeded from the real papers, on each database, served by the add-in on a free port."""

from collections.abc import Callable, Iterator

import pytest

from kpi_store import open_store
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
