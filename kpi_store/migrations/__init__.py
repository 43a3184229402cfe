"""Bring a database to the shape this version of the software reads, once, on first start."""

from typing import TYPE_CHECKING

from kpi_store.domain.errors import StoreUnavailable

if TYPE_CHECKING:
    from kpi_store.database import Database

KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
HEAD = KNOWN[-1]


def ready(database: "Database") -> None:
    """Migrate *database* when it is new or older; raises StoreUnavailable when it is newer.

    A database that is up to date costs two small reads, and Alembic is not imported.
    """
    held = version(database)
    if held == HEAD:
        return
    if held is not None and held not in KNOWN:
        raise StoreUnavailable(too_new(database, held))
    from kpi_store.migrations.run import upgrade

    upgrade(database)


def too_new(database: "Database", held: str) -> str:
    """What is said of a database whose tables newer software has made."""
    return (
        f"The database {database.said} is at version {held}, which this version of the "
        f"software does not know (it knows up to {HEAD}). Install the newer software, or "
        "name another database."
    )


def version(database: "Database") -> str | None:
    """The version of the tables held; None for a database without them."""
    with database.reading() as connection:
        found = connection.execute(database.dialect.table_exists, ("alembic_version",)).fetchone()
        row = connection.execute("select version_num from alembic_version") if found else None
        held = row.fetchone() if row else None
    return str(held[0]) if held else None
