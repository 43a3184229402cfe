"""Keep proposed publications: what was submitted, by whom, and what was decided about it.

What was submitted is never altered. A decision is a row of its own; a proposal without one waits.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kpi_store.database import Dialect
from kpi_store.domain.errors import KpiError
from kpi_store.rows import Row
from kpi_store.store import Store, Writer
from kpi_store.writing import insert


class State(StrEnum):
    """What became of a proposal."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # by whoever submitted it


@dataclass(frozen=True)
class Proposed:
    """One cell of a proposal, by its indicator's key and its period's code.

    `was` is the figure held when it was submitted, None for none; `value` the one proposed. A cell
    that was refused has `why`, and proposes nothing.
    """

    cell: str
    typed: str
    indicator: str
    period: str
    figure: str
    was: Decimal | None
    value: Decimal | None
    why: str = ""


@dataclass(frozen=True)
class Submission:
    """What somebody submits: the figures of one paper, with the source they name.

    `dated` is the paper's date as typed, and `reason` why figures held are replaced.
    """

    area: str
    edition: str
    sheet: str
    source: str
    dated: str
    reason: str
    by: str
    rows: tuple[Proposed, ...]

    @property
    def proposed(self) -> tuple[Proposed, ...]:
        """The rows that would be recorded."""
        return tuple(one for one in self.rows if not one.why)


@dataclass(frozen=True)
class Proposal:
    """A submission as it stands; `decided_by` and `decided_at` are '' and None while it waits."""

    id: int
    submitted: Submission
    at: datetime
    state: State = State.WAITING
    decided_by: str = ""
    decided_at: datetime | None = None
    comment: str = ""


class UnknownProposal(KpiError):
    def __init__(self, number: int | str) -> None:
        super().__init__(f"There is no proposal {number}. 'kpi proposals' lists those that wait.")


MOST = 2**31  # more proposals than a council makes; a number beyond fits no database

Look = Callable[[str, tuple[Any, ...]], Sequence[Row]]

ROW = ("cell", "typed", "indicator", "period", "figure", "was", "value", "why")
ADD = insert(
    "proposal", ("area", "id", "edition", "sheet", "source", "dated", "reason", "by", "at")
)
ADD_ROW = insert("proposed", ("area", "proposal", "position", *ROW))
ADD_ACT = insert("proposal_act", ("area", "proposal", "seq", "state", "by", "at", "comment"))
LAST = "select coalesce(max(id), 0) from proposal"
HEADS = """
    select p.area, p.id, p.edition, p.sheet, p.source, p.dated, p.reason, p.by, p.at,
        a.state, a.by, a.at, a.comment
    from proposal p left join proposal_act a
        on a.area = p.area and a.proposal = p.id and not exists (
            select 1 from proposal_act newer
            where newer.area = a.area and newer.proposal = a.proposal and newer.seq > a.seq)"""
WAITING = f"{HEADS} where a.state is null order by p.id desc"
DECIDED = f"{HEADS} where a.state is not null order by p.id desc limit ?"
ONE = f"{HEADS} where p.id = ?"
ROWS = f"select {', '.join(ROW)} from proposed where area = ? and proposal = ? order by position"


def add(writer: Writer, submission: Submission, *, now: datetime) -> Proposal:
    """Keep *submission* as a proposal that waits."""
    number = int(writer.run(LAST).fetchone()[0]) + 1
    one, dialect = submission, writer.dialect
    words = (one.edition, one.sheet, one.source, one.dated, one.reason, one.by)
    writer.put(ADD, (one.area, number, *words, dialect.moment(now)))
    for position, row in enumerate(one.rows):
        amounts = (_amount(dialect, row.was), _amount(dialect, row.value))
        said = (row.cell, row.typed, row.indicator, row.period, row.figure)
        writer.put(ADD_ROW, (one.area, number, position, *said, *amounts, row.why))
    return Proposal(number, submission, now)


def decide(
    writer: Writer, proposal: Proposal, state: State, *, by: str, now: datetime, comment: str
) -> None:
    """Keep that *by* has brought *proposal* to *state*."""
    moment = writer.dialect.moment(now)
    where = (proposal.submitted.area, proposal.id, writer.number())
    writer.put(ADD_ACT, (*where, state.value, by, moment, comment))


def waiting(store: Store) -> tuple[Proposal, ...]:
    """The proposals that wait, the newest first."""
    return _found(store, WAITING)


def decided(store: Store, *, most: int = MOST) -> tuple[Proposal, ...]:
    """The proposals that were decided, the newest first, and *most* at most."""
    return _found(store, DECIDED, (most,))


def proposal_of(store: Store, number: int) -> Proposal:
    """The proposal *number*; raises UnknownProposal."""
    found = _found(store, ONE, (number,)) if number <= MOST else ()
    if not found:
        raise UnknownProposal(number)
    return found[0]


def proposal_within(writer: Writer, number: int) -> Proposal:
    """The proposal *number* as it stands in a writing transaction; raises UnknownProposal."""

    def look(statement: str, values: tuple[Any, ...]) -> Sequence[Row]:
        rows: Sequence[Row] = writer.run(statement, values).fetchall()
        return rows

    heads = look(ONE, (number,)) if number <= MOST else ()
    if not heads:
        raise UnknownProposal(number)
    return _proposal(writer.dialect, look, heads[0])


def _found(store: Store, heads: str, values: tuple[Any, ...] = ()) -> tuple[Proposal, ...]:
    dialect = store.database.dialect
    with store.database.reading() as connection:

        def look(statement: str, values: tuple[Any, ...]) -> Sequence[Row]:
            rows: Sequence[Row] = connection.execute(dialect.sql(statement), values).fetchall()
            return rows

        return tuple(_proposal(dialect, look, row) for row in look(heads, values))


def _proposal(dialect: Dialect, look: Look, head: Row) -> Proposal:
    area, number, edition, sheet, source, dated, reason, by, at, *decided = head
    rows = tuple(_row(dialect, row) for row in look(ROWS, (area, number)))
    submitted = Submission(area, edition, sheet, source, dated, reason, by, rows)
    state, decided_by, decided_at, comment = decided
    waiting = Proposal(number, submitted, dialect.read_moment(at))
    if state is None:
        return waiting
    moment = dialect.read_moment(decided_at)
    return Proposal(number, submitted, waiting.at, State(state), decided_by, moment, comment)


def _row(dialect: Dialect, row: Row) -> Proposed:
    cell, typed, indicator, period, figure, was, value, why = row
    held, proposed = (None if one is None else dialect.read_amount(one) for one in (was, value))
    return Proposed(cell, typed, indicator, period, figure, held, proposed, why)


def _amount(dialect: Dialect, value: Decimal | None) -> Any:
    return None if value is None else dialect.amount(value)
