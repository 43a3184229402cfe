"""Read the store as it was known on one day: figures, editions, papers and their words.

Every read is one statement that seeks one index: a cell's rows lie side by side, oldest first, so
the last one wins, whether the day asked for is today or long past.
"""

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from kpi_store.database import Connection, Database
from kpi_store.definitions import Definitions
from kpi_store.domain.area import Area
from kpi_store.domain.errors import UnknownEdition
from kpi_store.domain.indicator import Edition
from kpi_store.domain.observation import RECORDED, Observation
from kpi_store.domain.period import Period, PeriodKind
from kpi_store.held import (
    Cell,
    Decision,
    EditionHead,
    Finding,
    Narrative,
    NotReported,
    Publication,
    RatingChange,
)
from kpi_store.payload import loads
from kpi_store.rows import (
    ALWAYS,
    NOW,
    READ,
    Row,
    cells,
    newest,
    observation_reader,
    period_of,
)

T = TypeVar("T")

COLUMNS = ", ".join(READ)
INDICATOR, PERIOD = READ.index("indicator"), READ.index("period")

# Written so that PostgreSQL checks it row by row: taken for a bound of the index, which it is not
# where columns before it are open, it makes the plan kept for a prepared statement a bad one.
IN_TIME = "(known_from <= ?) is true"

POINT = f"""
    select {COLUMNS} from observation
    where area = ? and indicator = ? and period_end = ? and period = ? and known_from <= ?
    order by known_from desc, seq desc limit 1"""
HISTORY = f"""
    select {COLUMNS} from observation
    where area = ? and indicator = ? and period_end = ? and period = ? and known_from <= ?
    order by known_from, seq"""
SERIES = f"""
    select {COLUMNS} from observation
    where area = ? and indicator = ? and period_end >= ? and {IN_TIME}
    order by period_end, period, known_from, seq"""
RATINGS = f"""
    select indicator, value, status, published, computed from observation
    where area = ? and period = ? and {IN_TIME}
    order by indicator, known_from, seq"""
INDEX = f"""
    select {COLUMNS} from observation
    where area = ? and period = ? and {IN_TIME}
    order by indicator, known_from, seq"""
WINDOW = f"""
    select {COLUMNS} from observation
    where area = ? and period_end >= ? and {IN_TIME}
    order by indicator, period_end, period, known_from, seq"""
CORRECTIONS = f"""
    select {COLUMNS} from observation
    where area = ? and known_from >= ? and known_from <= ?
        and corrects is not null and change = 'correction'
    order by known_from, seq"""
PUBLICATIONS = """
    select code, title, area, edition, paper, dated, up_to, version, aliases from publication
    where known_from <= ? order by area, position, code, version"""
NARRATIVES = """
    select publication, version, known_from, period, kind, text, officers_only, line, why
    from narrative where area = ? and indicator = ? and known_from <= ? order by seq"""
STATEMENTS = """
    select publication, version, payload from statement
    where area = ? and kind = ? and known_from <= ? order by seq"""

DECISION, RATING_CHANGE, NOT_REPORTED, FINDING = "decision", "rating change", "gap", "finding"


@lru_cache(maxsize=4096)
def _stated(what: Any, payload: str) -> Any:
    """What a statement says: the same words always say the same."""
    return loads(what, payload)


def of_edition(code: str) -> str:
    """What stands in the place of a paper's code for statements of an edition's own table."""
    return f"edition:{code}"


class Reads:
    """How the rows of one database are read; made once, shared by its snapshots."""

    def __init__(self, database: Database) -> None:
        self.day = database.dialect.day
        self.read_day = database.dialect.read_day
        self.sql = database.dialect.sql
        self.observation = observation_reader(database.dialect)
        self.definitions = Definitions(database)


class Snapshot:
    """Everything as it was known on one day, read in one transaction."""

    def __init__(self, connection: Connection, reads: Reads, as_of: date | None) -> None:
        self._connection = connection
        self._reads = reads
        self._known = reads.day(as_of or NOW)
        self._heads: tuple[EditionHead, ...] | None = None
        self._papers: tuple[Publication, ...] | None = None

    # Figures

    def figure(self, area: str, indicator: str, period: Period) -> Observation | None:
        """The row that held for a cell; None where no row was known."""
        where = (area, indicator, self._reads.day(period.end), period.code, self._known)
        row = self._run(POINT, where).fetchone()
        return None if row is None else self._reads.observation(area, row)

    def history(self, area: str, indicator: str, period: Period) -> tuple[Observation, ...]:
        """All rows of a cell, in the order they became known."""
        where = (area, indicator, self._reads.day(period.end), period.code, self._known)
        return self._observations(area, self._run(HISTORY, where).fetchall())

    def series(
        self,
        area: str,
        indicator: str,
        kind: PeriodKind | None = None,
        since: date | None = None,
    ) -> tuple[Observation, ...]:
        """The newest row of each period that ends *since* that day or later, oldest first."""
        where = (area, indicator, self._reads.day(since or date.min), self._known)
        rows = newest(self._run(SERIES, where).fetchall(), PERIOD)
        found = self._observations(area, rows.values())
        return found if kind is None else tuple(one for one in found if one.period.kind is kind)

    def ratings(self, area: str, period: Period) -> dict[str, Cell]:
        """Every indicator's value and grades for a period: one read of one index."""
        return cells(self._run(RATINGS, (area, period.code, self._known)).fetchall())

    def index(self, area: str, period: Period) -> dict[str, Observation]:
        """Every indicator's row for a period, whole."""
        rows = self._run(INDEX, (area, period.code, self._known)).fetchall()
        read = self._reads.observation
        return {key: read(area, row) for key, row in newest(rows, INDICATOR).items()}

    def window(self, area: str, since: date) -> dict[str, tuple[Observation, ...]]:
        """Per indicator, the newest row of each period that ends *since* that day or later."""
        rows = self._run(WINDOW, (area, self._reads.day(since), self._known)).fetchall()
        read = self._reads.observation
        found: dict[str, list[Observation]] = {}
        for row in {(row[INDICATOR], row[PERIOD]): row for row in rows}.values():
            found.setdefault(row[INDICATOR], []).append(read(area, row))
        return {indicator: tuple(those) for indicator, those in found.items()}

    def corrections(self, area: str, since: date | None = None) -> tuple[Observation, ...]:
        """The rows that replaced another, known *since* that day or later, oldest first."""
        where = (area, self._reads.day(since or ALWAYS), self._known)
        return self._observations(area, self._run(CORRECTIONS, where).fetchall())

    # Definitions

    def editions(self) -> tuple[EditionHead, ...]:
        """Every edition without its listings, the default one marked."""
        if self._heads is None:
            self._heads = self._reads.definitions.heads(self._connection, (self._known,))
        return self._heads

    def default_edition(self) -> str:
        """The code of the edition that is meant when none is named."""
        heads = self.editions()
        if not heads:
            raise UnknownEdition("the default", [])
        return next((head.code for head in heads if head.is_default), heads[0].code)

    def edition(self, code: str) -> Edition:
        """The edition with its listings and links; raises UnknownEdition."""
        head = next((head for head in self.editions() if head.code == code), None)
        if head is None:
            raise UnknownEdition(code, [head.code for head in self.editions()])
        return self._reads.definitions.edition(self._connection, head)

    def areas(self) -> dict[str, Area]:
        """The areas by their code."""
        return self._reads.definitions.areas(self._connection, (self._known,))

    # Papers and their words

    def publications(self) -> tuple[Publication, ...]:
        """Every paper held, in the order of the specs' papers by area."""
        if self._papers is None:
            rows = self._run(PUBLICATIONS, (self._known,)).fetchall()
            last = {row[0]: row for row in rows}
            self._papers = tuple(self._paper(row) for row in last.values())
        return self._papers

    def narratives(self, area: str, indicator: str) -> tuple[Narrative, ...]:
        """The words about an indicator, in the order they were entered."""
        rows = self._run(NARRATIVES, (area, indicator, self._known)).fetchall()
        papers = self._paper_versions()
        return tuple(
            self._narrative(indicator, row, papers.get((row[0], row[1])))
            for row in rows
            if (row[0], row[1]) in papers or row[0] == RECORDED
        )

    def decisions(self, area: str) -> tuple[Decision, ...]:
        """What the committee decided, as the papers print it."""
        return self._statements(area, DECISION, Decision)

    def rating_changes(self, area: str) -> tuple[RatingChange, ...]:
        """The changes of rating that the papers print, one for each indicator they name."""
        return self._statements(area, RATING_CHANGE, RatingChange)

    def not_reported(self, area: str) -> tuple[NotReported, ...]:
        """The figures that the papers say they could not report, and why."""
        return self._statements(area, NOT_REPORTED, NotReported)

    def findings(self, edition: str) -> tuple[Finding, ...]:
        """The faults found in the edition's own table, then in the papers that use it."""
        head = next((head for head in self.editions() if head.code == edition), None)
        if head is None:
            return ()
        found = self._statements(head.area, FINDING, Finding)
        ours = [one for one in found if one.edition == edition]
        return tuple(sorted(ours, key=lambda one: one.publication != ""))

    # How

    def _run(self, statement: str, values: Row) -> Any:
        return self._connection.execute(self._reads.sql(statement), values)

    def _observations(self, area: str, rows: Iterable[Row]) -> tuple[Observation, ...]:
        read = self._reads.observation
        return tuple([read(area, row) for row in rows])

    def _statements(self, area: str, kind: str, what: type[T]) -> tuple[T, ...]:
        rows = self._run(STATEMENTS, (area, kind, self._known)).fetchall()
        kept: Any = what  # mypy takes no type for a key
        valid = self._paper_versions().keys() | {
            (of_edition(head.code), head.version) for head in self.editions()
        }
        return tuple(
            _stated(kept, payload)
            for publication, version, payload in rows
            if (publication, version) in valid
        )

    def _narrative(self, indicator: str, row: Row, paper: Publication | None) -> Narrative:
        publication, _, known_from, period, kind, text, officers_only, line, why = row
        return Narrative(
            publication=publication,
            title=paper.title if paper else why,
            date=paper.date if paper else self._reads.read_day(known_from),
            indicator=indicator,
            period=period_of(period),
            kind=kind,
            text=text,
            officers_only=bool(officers_only),
            line=line,
            why=why if paper else "",
        )

    def _paper_versions(self) -> dict[tuple[str, int], Publication]:
        return {(paper.code, paper.version): paper for paper in self.publications()}

    def _paper(self, row: Row) -> Publication:
        code, title, area, edition, paper, dated, up_to, version, aliases = row
        return Publication(
            code=code,
            title=title,
            area=area,
            edition=edition,
            paper=paper,
            date=None if dated is None else self._reads.read_day(dated),
            up_to=up_to,
            version=version,
            aliases=tuple(json.loads(aliases)),
        )
