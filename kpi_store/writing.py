"""Add rows to the store: every row gets the next number, and none is changed or taken away."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kpi_store.database import Connection, Dialect
from kpi_store.domain.observation import Observation
from kpi_store.reading import Reads, Snapshot
from kpi_store.rows import WRITTEN, Entry, Row, entry_row


def insert(table: str, columns: Sequence[str]) -> str:
    """The statement that adds a row with *columns* to *table*."""
    return f"insert into {table} ({', '.join(columns)}) values ({', '.join('?' for _ in columns)})"


OBSERVATION = insert("observation", WRITTEN)
TALLY = "select last from tally where name = 'row'"
SETTLE = "update tally set last = ? where name = 'row'"
SETTLE_ANSWERS = "update tally set last = ? where name in ('row', 'answer')"
# What answers are made of. A row added to any other table is the store's own affair.
ANSWERED_FROM = tuple(
    f"insert into {table} ("
    for table in (
        *("area", "edition", "listing", "lineage", "publication"),
        *("observation", "narrative", "statement", "seeded"),
    )
)


class Writer:
    """One writing transaction; use it inside `Store.writing`."""

    def __init__(self, connection: Connection, reads: Reads, dialect: Dialect) -> None:
        self.dialect = dialect
        self._connection = connection
        self._reads = reads
        self._last: int | None = None
        self._answers_change = False
        self._waiting: list[tuple[str, Row]] = []

    def snapshot(self, as_of: date | None = None) -> Snapshot:
        """What is held on the day *as_of*, with what this transaction has added so far."""
        self._flush()
        return Snapshot(self._connection, self._reads, as_of)

    def number(self) -> int:
        """The next row number of the store."""
        if self._last is None:
            self._last = int(self.run(TALLY).fetchone()[0])
        self._last += 1
        return self._last

    def add(self, entry: Entry) -> Observation:
        """Add one figure; returns its observation with the row number it got."""
        number = self._number_of(entry)
        self.put(OBSERVATION, entry_row(self.dialect, entry, number))
        return replace(entry.observation, row=number)

    def add_all(self, entries: Iterable[Entry]) -> int:
        """Add many figures, in their order; returns how many."""
        rows = [entry_row(self.dialect, entry, self._number_of(entry)) for entry in entries]
        self.run_all(OBSERVATION, rows)
        return len(rows)

    def put(self, statement: str, values: Row) -> None:
        """Run one statement whose outcome nobody waits for, before whatever comes next."""
        self._note(statement)
        self._waiting.append((statement, values))

    def run(self, statement: str, values: Row = ()) -> Any:
        """Run one statement; gives the driver's cursor."""
        self._flush()
        self._note(statement)
        return self._connection.execute(self.dialect.sql(statement), values)

    def run_all(self, statement: str, rows: Sequence[Row]) -> None:
        """Run one statement for each of *rows*."""
        self._flush()
        if rows:
            self._note(statement)
            self._connection.cursor().executemany(self.dialect.sql(statement), rows)

    def settle(self) -> None:
        """Send what waits, and note the last number given out, before `Store.writing` commits.

        What changes answers is noted with that number too: it is the store's version.
        """
        if self._answers_change:
            last = self.number() if self._last is None else self._last
            self.put(SETTLE_ANSWERS, (last,))
        elif self._last is not None:
            self.put(SETTLE, (self._last,))
        self._flush()

    def _note(self, statement: str) -> None:
        self._answers_change |= statement.startswith(ANSWERED_FROM)

    def _flush(self) -> None:
        """Send the statements that wait together: a server answers them all in one go."""
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            with self.dialect.together(self._connection):
                for statement, values in waiting:
                    self._connection.execute(self.dialect.sql(statement), values)

    def _number_of(self, entry: Entry) -> int:
        """The row number that *entry* was given already, else the next."""
        number = entry.observation.row
        return self.number() if number is None else number
