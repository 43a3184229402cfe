"""Declare the tables of proposed publications: what was submitted, and what was decided.

What was submitted is never altered. A decision is a row of its own, and the newest counts; a
proposal without one waits.
"""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Text
from sqlmodel import Field

from kpi_store.tables import Exact, Moment, Row


class ProposalRow(Row, table=True):
    """Figures that somebody submitted together, with the source they named."""

    __tablename__ = "proposal"

    area: str = Field(primary_key=True)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    edition: str
    sheet: str
    source: str = Field(sa_type=Text)
    dated: str  # the paper's date as typed; '' where none was
    reason: str = Field(sa_type=Text)  # why figures held are replaced; '' where none is
    by: str
    at: datetime = Field(sa_type=Moment)


class ProposedRow(Row, table=True):
    """One cell of a proposal; a cell that was refused keeps `why`, and proposes nothing."""

    __tablename__ = "proposed"

    area: str = Field(primary_key=True)
    proposal: int = Field(primary_key=True, sa_type=BigInteger)
    position: int = Field(primary_key=True)
    cell: str  # of the sheet: 'L11'
    typed: str = Field(sa_type=Text)
    indicator: str  # '' where the row names none
    period: str  # '' where the column heads none
    figure: str = Field(sa_type=Text)  # as it is read: '95%'
    was: Decimal | None = Field(sa_type=Exact)  # the figure held when it was submitted
    value: Decimal | None = Field(sa_type=Exact)
    why: str = Field(sa_type=Text)  # it was refused; '' for what is proposed


class ProposalActRow(Row, table=True):
    """What was decided about a proposal: accepted, rejected or withdrawn."""

    __tablename__ = "proposal_act"

    area: str = Field(primary_key=True)
    proposal: int = Field(primary_key=True, sa_type=BigInteger)
    seq: int = Field(primary_key=True, sa_type=BigInteger)
    state: str
    by: str
    at: datetime = Field(sa_type=Moment)
    comment: str = Field(sa_type=Text)
