"""Open the store: the one place where a database is opened and a transaction begins.

Reads go through a Snapshot (reading.py, remembering.py), writes through a Writer (writing.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from kpi_store import migrations
from kpi_store.database import Database
from kpi_store.held import EditionHead
from kpi_store.reading import Reads, Snapshot
from kpi_store.remembering import Remembering
from kpi_store.writing import Writer

SEEDED = "select digest from seeded order by seq desc limit 1"
VERSION = f"select last, ({SEEDED}) from tally where name = 'answer'"

__all__ = ["EditionHead", "Snapshot", "Store", "Writer"]


class Store:
    """Figures, definitions and papers in one database; may be shared between threads."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._reads = Reads(database)

    @classmethod
    def open(cls, url: str) -> "Store":
        """The store at *url*, its tables made or migrated when they need it.

        Raises StoreUnavailable when the URL names no database that can be used.
        """
        database = Database.named(url)
        try:
            migrations.ready(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    @contextmanager
    def snapshot(self, as_of: date | None = None) -> Iterator[Snapshot]:
        """Everything as known on the day *as_of* (None: all that is held), at one moment."""
        with self.database.reading() as connection:
            yield Remembering(connection, self._reads, as_of)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Add rows in one transaction, with no other writer beside; all of them or none."""
        with self.database.writing() as connection:
            writer = Writer(connection, self._reads, self.database.dialect)
            yield writer
            writer.settle()

    @contextmanager
    def rehearsing(self) -> Iterator[Writer]:
        """Do what `writing` does and keep none of it: to see what would come of it."""
        with self.database.rehearsing() as connection:
            yield Writer(connection, self._reads, self.database.dialect)

    def seeded_with(self) -> str | None:
        """The digest of the specs applied last; None for a store that is still empty."""
        with self.database.reading() as connection:
            row = connection.execute(SEEDED).fetchone()
        return None if row is None else str(row[0])

    def version(self) -> str:
        """A short text, such as '2041-9f3ab2c1', that changes whenever what is answered does.

        It says the last row that answers are made from, and the specs applied last. Alerts on
        their way, conversations, roles and subscriptions leave it alone. One small query.
        """
        with self.database.reading() as connection:
            last, digest = connection.execute(VERSION).fetchone()
        return f"{last}-{(digest or 'empty')[:8]}"

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()
