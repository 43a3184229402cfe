"""A store seeded from the real papers, on each database, served by the add-in on a free port."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from excel_addin import server
from kpi_store import open_store
from kpi_store.config import Settings
from tests.excel.client import TODAY, Served


@pytest.fixture(scope="session")
def store(new_database: Callable[[str], str]) -> Iterator[object]:
    opened = open_store(new_database(""), today=TODAY)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def served(store: object) -> Iterator[Served]:
    running, bound = server.make_server(
        Settings(database_url="unused"), store, today=lambda: TODAY, port=0, environment={}
    )
    thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]})
    thread.start()
    while not running.started and thread.is_alive():
        time.sleep(0.01)
    yield Served(bound.getsockname()[1])
    running.should_exit = True
    thread.join(timeout=30)
    bound.close()
