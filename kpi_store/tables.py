"""Declare the tables: what a row of each kind holds, and the orders it can be found in.

Rows are added and never changed (the outbox and the tally are the store's own affairs, and are
not data). Whatever holds an area's data is found by area first, so that it can be partitioned by
area. `known_from` is the day a row was first known; 0001-01-01 stands for papers without a date,
which count as known on every day. Rows are read and written by statements (reading.py,
writing.py), not through these classes: they are what the migrations are checked against.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Dialect,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Numeric,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel


class Exact(TypeDecorator[Decimal]):
    """A Decimal that keeps the decimals it was printed with: 32.60 stays 32.60."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Numeric() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else f"{value:f}"

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps it as text that sorts."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        on_server = dialect.name == "postgresql"
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if on_server else Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(UTC)


def _of_edition() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["area", "edition", "version"], ["edition.area", "edition.code", "edition.version"]
    )


class Row(SQLModel):
    """What all the tables share: the collection they are declared in."""

    metadata: ClassVar[MetaData] = MetaData()


class AreaRow(Row, table=True):
    """Whose figures they are."""

    __tablename__ = "area"

    code: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    known_from: date
    payload: str = Field(sa_type=Text)


class EditionRow(Row, table=True):
    """An edition; `version` counts every change to it, to its listings or to its lineage."""

    __tablename__ = "edition"

    area: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    known_from: date
    position: int
    is_default: bool
    title: str
    dated: date | None
    aliases: str = Field(sa_type=Text)  # JSON
    payload: str = Field(sa_type=Text)  # the edition without its listings and links


class ListingRow(Row, table=True):
    """One indicator of an edition from that edition's version on; no payload: taken out."""

    __tablename__ = "listing"
    __table_args__ = (_of_edition(),)

    area: str = Field(primary_key=True)
    edition: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    position: int
    payload: str | None = Field(sa_type=Text)


class LineageRow(Row, table=True):
    """One link that touches the edition, written with each of the edition's versions."""

    __tablename__ = "lineage"
    __table_args__ = (_of_edition(),)

    area: str = Field(primary_key=True)
    edition: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    payload: str = Field(sa_type=Text)


class PublicationRow(Row, table=True):
    """A paper; `version` counts the changes to its words, whose rows carry it too."""

    __tablename__ = "publication"

    area: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    known_from: date
    position: int
    edition: str
    title: str
    paper: str
    dated: date | None
    up_to: str
    aliases: str = Field(sa_type=Text)  # JSON


class ObservationRow(Row, table=True):
    """One figure as known from a day on; see domain/observation.py for what the words mean."""

    __tablename__ = "observation"
    __table_args__ = (
        Index(
            "observation_of_period",
            *("area", "period", "indicator", "known_from", "seq"),
            *("value", "status", "published", "computed"),
        ),
        UniqueConstraint("area", "seq"),
        Index(
            "observation_correction",
            "area",
            "known_from",
            sqlite_where=text("corrects IS NOT NULL"),
            postgresql_where=text("corrects IS NOT NULL"),
        ),
        ForeignKeyConstraint(["area", "corrects"], ["observation.area", "observation.seq"]),
        {"sqlite_with_rowid": False},
    )

    area: str = Field(primary_key=True)
    indicator: str = Field(primary_key=True)
    period_end: date = Field(primary_key=True)
    period: str = Field(primary_key=True)
    known_from: date = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_type=BigInteger)  # order of entry; the row's number
    value: Decimal | None = Field(sa_type=Exact)
    raw: str = Field(sa_type=Text)
    status: str
    published: str | None
    computed: str | None
    state: str  # why there is no computed grade, or 'rated'
    change: str
    reason: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)
    publication: str
    source_title: str = Field(sa_type=Text)
    line: int | None
    corrects: int | None = Field(sa_type=BigInteger)
    edition: str
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str


class NarrativeRow(Row, table=True):
    """Words about an indicator, from a version of its publication."""

    __tablename__ = "narrative"

    area: str = Field(primary_key=True)
    indicator: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_type=BigInteger)
    publication: str
    version: int
    known_from: date
    period: str
    kind: str
    text: str = Field(sa_type=Text)
    line: int | None
    officers_only: bool
    why: str = Field(sa_type=Text)


class StatementRow(Row, table=True):
    """What a paper says that is no figure: a rating change, a decision, a gap, a finding.

    `kind` says which; `payload` holds it whole; `place` is the edition it speaks of.
    """

    __tablename__ = "statement"

    area: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_type=BigInteger)
    publication: str
    version: int
    known_from: date
    edition: str
    payload: str = Field(sa_type=Text)


class SeededRow(Row, table=True):
    """Which specs have been applied, and when."""

    __tablename__ = "seeded"

    seq: int = Field(primary_key=True, sa_type=BigInteger)
    digest: str
    today: date
    applied_at: datetime = Field(sa_type=Moment)


class TallyRow(Row, table=True):
    """The last row number given out ('row', held while writing), and the last that changed what
    is answered ('answer')."""

    __tablename__ = "tally"

    name: str = Field(primary_key=True)
    last: int = Field(sa_type=BigInteger)


class OutboxRow(Row, table=True):
    """An alert on its way; written in the transaction of the figure that caused it."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("area", "key", "channel"),
        Index("outbox_waiting", "state", "not_before"),
    )

    area: str = Field(primary_key=True)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    key: str
    channel: str  # '': the configured one
    payload: str = Field(sa_type=Text)
    state: str
    attempts: int
    created_at: datetime = Field(sa_type=Moment)
    not_before: datetime = Field(sa_type=Moment)
    lease_until: datetime | None = Field(sa_type=Moment)
    first_sent_at: datetime | None = Field(sa_type=Moment)
    ts: str | None
    error: str = Field(sa_type=Text)
