"""Do the store's work with the bare driver and the right index: the floor it is measured against.

A table as one would write it for this work alone: no Decimals, no dates, no observations, no
rating rules; rows come back as the driver gives them. `(...) is true` is the store's own way to a
good plan on PostgreSQL (kpi_store/reading.py): without it the floor would be ten times higher.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any

COLUMNS = "indicator, area, period, known_at, value, raw, status, published, computed, source, line"
TABLE = """
    create table floor (
        indicator text not null, area text not null, period text not null, known_at text not null,
        value numeric, raw text, status text, published text, computed text, source text,
        line integer, primary key (indicator, area, period, known_at))"""
INDEX = """
    create index floor_of_period
    on floor (area, period, indicator, known_at, value, published, computed)"""
OUTBOX = "create table floor_outbox (id integer primary key, key text unique, payload text)"
INSERT = f"insert into floor ({COLUMNS}) values ({', '.join('?' * 11)})"
POINT = f"""
    select {COLUMNS} from floor where indicator = ? and area = ? and period = ? and known_at <= ?
    order by known_at desc limit 1"""
SERIES = f"""
    select {COLUMNS} from floor
    where indicator = ? and area = ? and period >= ? and (known_at <= ?) is true
    order by period, known_at"""
RATED = """
    select indicator, value, published, computed from floor
    where area = ? and period = ? and (known_at <= ?) is true order by indicator, known_at"""
RECORD = "insert into floor_outbox (id, key, payload) values (?, ?, ?)"


class Floor:
    """The bare driver on a database of its own; PostgreSQL when *url* names a server."""

    def __init__(self, url: str) -> None:
        self.on_server = not url.startswith("sqlite")
        if self.on_server:
            import psycopg

            self.connection: Any = psycopg.connect(url, autocommit=True)
            self.begin = "begin"
        else:
            place = url.removeprefix("sqlite:///") + ".floor"
            self.connection = sqlite3.connect(place, isolation_level=None)
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = FULL")
            self.begin = "begin immediate"
        for statement in (TABLE + ("" if self.on_server else " without rowid"), INDEX, OUTBOX):
            self.connection.execute(statement)
        sql = (lambda text: text.replace("?", "%s")) if self.on_server else str
        self._point, self._series, self._rated = sql(POINT), sql(SERIES), sql(RATED)
        self._insert, self._record = sql(INSERT), sql(RECORD)

    def add_all(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self.connection.execute(self.begin)
        self.connection.cursor().executemany(self._insert, list(rows))
        self.connection.execute("commit")

    def point(self, area: str, indicator: str, period: str, known: str) -> Any:
        values = (indicator, area, period, known)
        return self.connection.execute(self._point, values).fetchone()

    def series(self, area: str, indicator: str, since: str, known: str) -> dict[str, Any]:
        rows = self.connection.execute(self._series, (indicator, area, since, known))
        return {row[2]: row for row in rows.fetchall()}

    def index(self, area: str, period: str, known: str) -> dict[str, Any]:
        rows = self.connection.execute(self._rated, (area, period, known)).fetchall()
        return {row[0]: row for row in rows}

    def red(self, area: str, period: str, known: str) -> list[str]:
        cells = self.index(area, period, known)
        return [key for key, row in cells.items() if (row[2] or row[3]) == "red"]

    def record(self, number: int, row: tuple[Any, ...]) -> None:
        """Look at the cell, add the figure, add an alert; one transaction."""
        self.connection.execute(self.begin)
        self.point(row[1], row[0], row[2], "9999-12-31")
        self.connection.execute(self._insert, row)
        self.connection.execute(self._record, (number, f"key-{number}", "an alert's words" * 20))
        self.connection.execute("commit")

    def settle(self) -> None:
        """Let the database look at its tables, as it would do by itself before long."""
        self.connection.execute("vacuum analyze" if self.on_server else "analyze")

    def close(self) -> None:
        self.connection.close()
