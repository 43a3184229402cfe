"""The tables are the ones declared, on both databases, and can be made by two at once."""

import multiprocessing
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from kpi_store import channel_tables, migrations, proposal_tables
from kpi_store.database import Database
from kpi_store.domain.errors import StoreUnavailable
from kpi_store.migrations.run import connected, downgrade
from kpi_store.seeding import seed
from kpi_store.store import Store
from kpi_store.tables import Row
from tests.conftest import NOW, TODAY


def test_the_migrations_make_the_tables_that_are_declared(database_url):
    database = Database.named(database_url)
    migrations.ready(database)
    with connected(database) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert {"delivery", "observation"} <= set(channel_tables.Row.metadata.tables)
        assert "proposal" in proposal_tables.Row.metadata.tables
        assert compare_metadata(context, Row.metadata) == []
    database.close()


def test_figures_lie_in_the_order_they_are_looked_up_in(database_url):
    """An area comes first in every key, then the indicator, then the period."""
    for table in Row.metadata.sorted_tables:
        key = [column.name for column in table.primary_key]
        if "area" in table.columns:
            assert key[0] == "area", table.name
    held = Row.metadata.tables["observation"].primary_key
    expected = ["area", "indicator", "period_end", "period", "known_from", "seq"]
    assert [column.name for column in held] == expected


def test_a_store_goes_down_to_nothing_and_up_again(database_url):
    database = Database.named(database_url)
    migrations.ready(database)
    downgrade(database)
    assert migrations.version(database) is None
    migrations.ready(database)
    assert migrations.version(database) == migrations.HEAD
    database.close()


def test_a_store_of_the_first_tables_keeps_its_figures_and_learns_the_papers_names(council, specs):
    downgrade(council.database, "0001")
    with council.database.reading() as connection:
        held = connection.execute("select code from publication where area = 'merton'").fetchall()
        figures = connection.execute("select count(*) from observation").fetchone()
    assert sorted(held) == [("merton-2019-06-26",), ("merton-2019-11-06",)]
    migrations.ready(council.database)
    seed(council, replace(specs, digest="newer"), today=TODAY, now=NOW)
    with council.database.reading() as connection:
        assert connection.execute("select count(*) from observation").fetchone() == figures
    with council.snapshot(TODAY) as today:
        names = {one.code: one.aliases for one in today.publications()}
        assert names["sefton-2017-q2"] == ()
        assert "November report" in names["merton-2019-11"]
        assert {one.publication for one in today.decisions("merton")} == {"merton-2019-11"}
        assert "merton-2019-11" in {one.publication for one in today.findings("merton-2019-20")}


def test_the_newest_migration_is_the_one_the_software_asks_for():
    folder = Path(migrations.__file__).parent
    script = ScriptDirectory(str(folder))
    assert script.get_heads() == [migrations.HEAD]
    assert {one.revision for one in script.walk_revisions()} == set(migrations.KNOWN)


def test_a_database_of_newer_software_is_left_alone(empty_store, database_url):
    with empty_store.writing() as writer:
        writer.run("update alembic_version set version_num = '9999'")
    with pytest.raises(StoreUnavailable, match=r"at version 9999.*Install the newer software"):
        Store.open(database_url)


def test_two_programs_may_open_a_new_database_at_the_same_moment(database_url):
    together = multiprocessing.get_context("spawn")
    ready = together.Barrier(4)
    queue = together.Queue()
    several = [together.Process(target=_open, args=(database_url, ready, queue)) for _ in range(4)]
    for one in several:
        one.start()
    outcomes = [queue.get(timeout=60) for _ in several]
    for one in several:
        one.join(timeout=60)
    assert outcomes == [migrations.HEAD] * 4


def _open(url, ready, queue):
    ready.wait()
    try:
        store = Store.open(url)
        queue.put(migrations.version(store.database))
        store.close()
    except Exception as fault:  # noqa: BLE001 - the parent asserts on what went wrong
        queue.put(repr(fault))


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("These are the minutes of the panel, and no database at all.\n" * 100)
    with pytest.raises(
        StoreUnavailable, match=r"notes\.txt cannot be used: file is not a database"
    ):
        Store.open(f"sqlite:///{file}")


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(StoreUnavailable, match=r"the folder .*nowhere does not exist"):
        Store.open(f"sqlite:///{tmp_path}/nowhere/kpi.db")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "kpi.db",
        "mysql://root@host/kpi",
        "postgresql",
        "sqlite://",
        "sqlite:///",
        "sqlite://kpi",
    ],
)
def test_a_url_that_names_no_database_gets_a_sentence(url):
    with pytest.raises(StoreUnavailable, match="database URL"):
        Store.open(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://clerk:s3cret@127.0.0.1:1/kpi",
        "postgres://clerk:s3cret@127.0.0.1:1/kpi",
        "postgresql+psycopg://clerk:s3cret@127.0.0.1:1/kpi",
        "postgresql://clerk:s3cret@127.0.0.1:port/kpi",
        "postgresql://clerk:s3cret@[::1/kpi",
        "postgresql://clerk:s3cret@127.0.0.1:1/kpi?nonsense=1",
        "postgresql://clerk:s3cret%@127.0.0.1:1/kpi",
    ],
)
def test_a_server_that_cannot_be_reached_is_said_without_the_password(url):
    with pytest.raises(StoreUnavailable) as refusal:
        Store.open(url)
    assert "s3cret" not in str(refusal.value)
    assert "database" in str(refusal.value)


def test_postgresql_may_be_named_in_any_of_its_usual_ways(postgresql):
    plain = postgresql.removeprefix("postgresql://")
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        database = Database.named(f"{scheme}://{plain}")
        with database.reading() as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        database.close()


def test_a_read_only_file_gets_a_sentence(tmp_path, monkeypatch):
    file = tmp_path / "kpi.db"
    Store.open(f"sqlite:///{file}").close()
    real = sqlite3.connect
    read_only = f"file:{file}?mode=ro"
    monkeypatch.setattr(sqlite3, "connect", lambda _, **more: real(read_only, uri=True, **more))
    store = Store.open(f"sqlite:///{file}")
    with pytest.raises(StoreUnavailable, match="readonly"), store.writing() as writer:
        writer.number()
    store.close()
