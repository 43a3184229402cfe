"""Read editions, their listings and their lineage as they stood, and remember those read.

An edition's version says everything about it: its own words, its listings and its links. So an
edition read once serves until its version changes, in this program or in another.
"""

import json
from dataclasses import replace

from kpi_store.database import Connection, Database
from kpi_store.domain.area import Area
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.lineage import Link
from kpi_store.held import EditionHead
from kpi_store.payload import loads
from kpi_store.rows import Row

HEADS = """
    select code, title, area, aliases, dated, version, is_default, position from edition
    where known_from <= ? order by code, version"""
AREAS = "select code, payload from area where known_from <= ? order by code, version"
EDITION = "select payload from edition where area = ? and code = ? and version = ?"
LISTINGS = """
    select key, position, payload from listing
    where area = ? and edition = ? and version <= ? order by key, version"""
LINKS = """
    select payload from lineage
    where area = ? and edition = ? and version = ? order by position"""


class Definitions:
    """Editions and areas of one database, kept as long as the store is open."""

    def __init__(self, database: Database) -> None:
        self._dialect = database.dialect
        self._editions: dict[tuple[str, int], Edition] = {}
        self._areas: dict[str, Area] = {}

    def heads(self, connection: Connection, known: Row) -> tuple[EditionHead, ...]:
        """The newest version of each edition by the day *known*, in the order of the specs."""
        rows = connection.execute(self._dialect.sql(HEADS), known).fetchall()
        last = {row[0]: row for row in rows}
        return tuple(self._head(row) for row in sorted(last.values(), key=lambda row: int(row[7])))

    def areas(self, connection: Connection, known: Row) -> dict[str, Area]:
        """The areas by their code."""
        rows = dict(connection.execute(self._dialect.sql(AREAS), known).fetchall())
        for payload in rows.values():
            if payload not in self._areas:
                self._areas[payload] = loads(Area, payload)
        return {code: self._areas[payload] for code, payload in rows.items()}

    def edition(self, connection: Connection, head: EditionHead) -> Edition:
        """The whole edition at the version of *head*."""
        key = (head.code, head.version)
        if key not in self._editions:
            self._editions[key] = self._read(connection, head)
        return self._editions[key]

    def _read(self, connection: Connection, head: EditionHead) -> Edition:
        sql = self._dialect.sql
        where = (head.area, head.code, head.version)
        payload = connection.execute(sql(EDITION), where).fetchone()[0]
        rows = connection.execute(sql(LISTINGS), where).fetchall()
        last = {key: (position, listing) for key, position, listing in rows}
        kept = sorted((position, text) for position, text in last.values() if text is not None)
        links = connection.execute(sql(LINKS), where).fetchall()
        return replace(
            loads(Edition, payload),
            listings=tuple(loads(Listing, text) for _, text in kept),
            links=tuple(loads(Link, text) for (text,) in links),
            version=head.version,
        )

    def _head(self, row: Row) -> EditionHead:
        code, title, area, aliases, dated, version, is_default, _ = row
        return EditionHead(
            code=code,
            title=title,
            area=area,
            aliases=tuple(json.loads(aliases)),
            dated=None if dated is None else self._dialect.read_day(dated),
            version=version,
            is_default=bool(is_default),
        )
