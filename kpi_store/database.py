"""Say which database is meant, open it, and run statements on it, one transaction at a time.

The drivers are used as they are: a read stays within a few microseconds of the driver's own, and
a question does not pay for importing SQLAlchemy, which only the migrations need. Statements are
written once, with `?` for a value, in the SQL that SQLite and PostgreSQL share.
"""

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol
from urllib.parse import urlsplit

from kpi_store.domain.errors import StoreUnavailable

PATIENCE = 10.0  # seconds to wait for another writer
MOST_CONNECTIONS = 16  # of one process to a database; more threads than that take turns
LOCK = 0x6B7069  # 'kpi': the advisory lock that the writers of one PostgreSQL database share
POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")


class Connection(Protocol):
    """What the store needs of a driver's connection."""

    def execute(self, statement: Any, values: Any = (), /) -> Any: ...
    def cursor(self) -> Any: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class Dialect:
    """Where the two databases differ: how to begin, and how a value is handed over and back."""

    name: str
    begin_reading: str
    begin_writing: str
    lock: str  # what begin_writing does beyond beginning, for who has begun already
    table_exists: str
    day: Callable[[date], Any]
    read_day: Callable[[Any], date]
    amount: Callable[[Decimal], Any]
    read_amount: Callable[[Any], Decimal]
    moment: Callable[[datetime], Any]
    read_moment: Callable[[Any], datetime]
    sql: Callable[[str], str]
    together: Callable[[Any], AbstractContextManager[Any]]  # statements sent without waiting


def _same(value: Any) -> Any:
    return value


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


SQLITE = Dialect(
    name="sqlite",
    begin_reading="BEGIN",
    begin_writing="BEGIN IMMEDIATE",
    lock="BEGIN IMMEDIATE",
    table_exists="select name from sqlite_master where type = 'table' and name = ?",
    day=date.isoformat,
    read_day=cache(date.fromisoformat),
    amount="{:f}".format,
    read_amount=Decimal,
    moment=_utc_text,
    read_moment=datetime.fromisoformat,
    sql=_same,
    together=nullcontext,
)
POSTGRES = Dialect(
    name="postgresql",
    begin_reading="BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    begin_writing=f"BEGIN; SELECT pg_advisory_xact_lock({LOCK})",
    lock=f"SELECT pg_advisory_xact_lock({LOCK})",
    table_exists="select name from (select to_regclass(%s)::text as name) as t where name <> ''",
    day=_same,
    read_day=_same,
    amount=_same,
    read_amount=_same,
    moment=_utc,
    read_moment=_utc,
    sql=lambda statement: statement.replace("?", "%s"),
    together=lambda connection: connection.pipeline(),
)


class Database:
    """A database that can be connected to; `said` names it in a sentence, without the password.

    Safe to share between threads: each transaction has a connection to itself.
    """

    def __init__(self, dialect: Dialect, said: str, driver: ModuleType, place: str) -> None:
        self.dialect = dialect
        self.said = said
        self.place = place
        self._driver = driver
        self._idle: deque[Connection] = deque()
        self._turns = threading.BoundedSemaphore(MOST_CONNECTIONS)

    @classmethod
    def named(cls, url: str) -> "Database":
        """The database of *url*; raises StoreUnavailable when it names none we can use."""
        scheme, colon, rest = url.strip().partition("://")
        if scheme in ("sqlite", "sqlite+pysqlite") and colon:
            return _sqlite(rest)
        if scheme in POSTGRESQL and colon:
            return _postgresql(f"postgresql://{rest}")
        raise StoreUnavailable(
            "The database URL is not one this store can use. Set KPI_DATABASE_URL to "
            "'sqlite:///kpi.db' or 'postgresql://user:password@host/database'."
        )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database from its first statement on."""
        with self._transaction(self.dialect.begin_reading, "ROLLBACK") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other writer runs beside; kept whole, or not at all."""
        with self._transaction(self.dialect.begin_writing, "COMMIT") as connection:
            yield connection

    @contextmanager
    def rehearsing(self) -> Iterator[Connection]:
        """A transaction like `writing`, of which nothing is kept."""
        with self._transaction(self.dialect.begin_writing, "ROLLBACK") as connection:
            yield connection

    @contextmanager
    def _transaction(self, begin: str, end: str) -> Iterator[Connection]:
        with self._turns:
            connection = self._begun(begin)
            try:
                yield connection
                connection.execute(end)
            except BaseException as fault:
                self._undo(connection)
                if self.is_outage(fault):
                    raise StoreUnavailable(self.sentence(fault)) from fault
                raise
            self._idle.append(connection)

    def _begun(self, begin: str) -> Connection:
        """A connection with its transaction begun; an idle one that has died is replaced."""
        while True:
            try:
                connection, fresh = self._idle.pop(), False
            except IndexError:
                connection, fresh = self.connect(), True
            try:
                connection.execute(begin)
            except self._driver.Error as fault:
                connection.close()
                if fresh or self.dialect is SQLITE:
                    raise StoreUnavailable(self.sentence(fault)) from fault
                continue
            return connection

    def _undo(self, connection: Connection) -> None:
        """Leave nothing half done: what cannot be rolled back is closed, which undoes it too."""
        try:
            connection.execute("ROLLBACK")
        except self._driver.Error:
            with suppress(self._driver.Error):  # a dead connection need not close politely
                connection.close()
        else:
            self._idle.append(connection)

    def is_outage(self, fault: BaseException) -> bool:
        """Whether *fault* is the database's doing, not a mistake in a statement of ours."""
        kind = type(fault)
        if self.dialect is SQLITE:
            return kind in (self._driver.OperationalError, self._driver.DatabaseError)
        return isinstance(fault, self._driver.OperationalError | self._driver.InterfaceError)

    def connect(self) -> Connection:
        """A new connection; raises StoreUnavailable with what is wrong."""
        try:
            if self.dialect is SQLITE:
                return _open_file(self.place)
            connection: Connection = self._driver.connect(
                self.place, autocommit=True, connect_timeout=10
            )
            connection.execute(f"SET lock_timeout = {int(1000 * PATIENCE)}")
        except self._driver.Error as fault:
            raise StoreUnavailable(self.sentence(fault)) from fault
        return connection

    def sentence(self, fault: BaseException) -> str:
        """What went wrong with this database, as a person can act on it; never a password."""
        lines = [line.strip() for line in str(fault).splitlines() if line.strip()]
        why = lines[0] if lines else type(fault).__name__
        password = urlsplit(self.place).password if self.dialect is POSTGRES else None
        if password:
            why = why.replace(password, "...")
        if "locked" in why or "lock timeout" in why:
            why = f"another program has been writing to it for {PATIENCE:g} seconds; try again"
        return f"The database {self.said} cannot be used: {why.rstrip('.')}."

    def close(self) -> None:
        """Close every connection that is not in use."""
        while self._idle:
            self._idle.pop().close()


def _sqlite(rest: str) -> Database:
    place = rest.removeprefix("/")
    if not rest.startswith("/") or not place or place == ":memory:":
        raise StoreUnavailable(
            "The database URL names no file. Write 'sqlite:///kpi.db' for a file here, "
            "or 'sqlite:////full/path/kpi.db'."
        )
    folder = Path(place).absolute().parent
    if not folder.is_dir():
        raise StoreUnavailable(
            f"The database {place} cannot be opened: the folder {folder} does not exist."
        )
    return Database(SQLITE, place, sqlite3, place)


def _postgresql(url: str) -> Database:
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError as fault:
        raise StoreUnavailable(
            "The database URL cannot be read: its host or port is malformed. "
            "Write 'postgresql://user:password@host:5432/database'."
        ) from fault
    import psycopg  # only those who use PostgreSQL pay for its import

    try:
        psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError as fault:  # its words may repeat the password
        raise StoreUnavailable(
            "The database URL cannot be read. "
            "Write 'postgresql://user:password@host:5432/database', with % signs as %25."
        ) from fault
    user = f"{parts.username}@" if parts.username else ""
    said = f"postgresql://{user}{parts.hostname or ''}{port}{parts.path}"
    return Database(POSTGRES, said, psycopg, url)


def _open_file(place: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        place, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        _write_ahead(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work side by side (WAL); the file remembers it once set.

    SQLite does not wait its turn for this one, so two programs that open a new file at the same
    moment may meet: the later one asks again.
    """
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    patience = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as fault:
            if "locked" not in str(fault) or time.monotonic() > patience:
                raise
            time.sleep(0.05)
        else:
            return
