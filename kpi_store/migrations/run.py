"""Run Alembic on a database, under the same lock that writers hold."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.pool import NullPool

from kpi_store.database import Database
from kpi_store.domain.errors import StoreUnavailable


def upgrade(database: Database, to: str = "head") -> None:
    """Apply the migrations up to *to*, in one transaction; a second program waits, then finds
    nothing left to do."""
    _run(database, lambda config: command.upgrade(config, to))


def downgrade(database: Database, to: str = "base") -> None:
    """Take the migrations back down to *to*, in one transaction. Everything held is lost."""
    _run(database, lambda config: command.downgrade(config, to))


@contextmanager
def connected(database: Database) -> Iterator[sa.Connection]:
    """A SQLAlchemy connection to *database* inside one writing transaction."""

    def connect() -> Any:
        connection: Any = database.connect()
        if database.dialect.name == "postgresql":
            connection.autocommit = False
        return connection

    driver = "postgresql+psycopg" if database.dialect.name == "postgresql" else "sqlite"
    engine = sa.create_engine(f"{driver}://", creator=connect, poolclass=NullPool)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(database.dialect.lock)
            yield connection
    except sa.exc.DBAPIError as fault:
        if fault.orig is None or not database.is_outage(fault.orig):
            raise
        raise StoreUnavailable(database.sentence(fault.orig)) from fault
    finally:
        engine.dispose()


def _run(database: Database, act: Callable[[Config], None]) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    with connected(database) as connection:
        config.attributes["connection"] = connection
        act(config)
