"""Create the first tables: editions, papers, observations, their words, and the outbox."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

EXACT = sa.Text().with_variant(sa.Numeric(), "postgresql")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")

TABLES = (
    "outbox",
    "tally",
    "seeded",
    "statement",
    "narrative",
    "observation",
    "publication",
    "lineage",
    "listing",
    "edition",
    "area",
)


def upgrade() -> None:
    """Create every table, and the tally at nought."""
    _definitions()
    _papers()
    _observations()
    _affairs()
    op.execute("INSERT INTO tally (name, last) VALUES ('row', 0)")


def downgrade() -> None:
    """Drop every table, and all that is in them."""
    for table in TABLES:
        op.drop_table(table)


def _text(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=null)


def _word(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=null)


def _whole(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _big(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=null, autoincrement=False)


def _day(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=null)


def _moment(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, MOMENT, nullable=null)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _of_edition() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["area", "edition", "version"], ["edition.area", "edition.code", "edition.version"]
    )


def _definitions() -> None:
    op.create_table(
        "area",
        *(_word("code"), _whole("version"), _day("known_from"), _text("payload")),
        sa.PrimaryKeyConstraint("code", "version"),
    )
    op.create_table(
        "edition",
        *(_word("area"), _word("code"), _whole("version"), _day("known_from")),
        *(_whole("position"), _flag("is_default"), _word("title"), _day("dated", null=True)),
        *(_text("aliases"), _text("payload")),
        sa.PrimaryKeyConstraint("area", "code", "version"),
    )
    op.create_table(
        "listing",
        *(_word("area"), _word("edition"), _word("key"), _whole("version")),
        *(_whole("position"), _text("payload", null=True)),
        sa.PrimaryKeyConstraint("area", "edition", "key", "version"),
        _of_edition(),
    )
    op.create_table(
        "lineage",
        *(_word("area"), _word("edition"), _whole("version"), _whole("position")),
        _text("payload"),
        sa.PrimaryKeyConstraint("area", "edition", "version", "position"),
        _of_edition(),
    )


def _papers() -> None:
    op.create_table(
        "publication",
        *(_word("area"), _word("code"), _whole("version"), _day("known_from")),
        *(_whole("position"), _word("edition"), _word("title"), _word("paper")),
        *(_day("dated", null=True), _word("up_to")),
        sa.PrimaryKeyConstraint("area", "code", "version"),
    )
    op.create_table(
        "narrative",
        *(_word("area"), _word("indicator"), _big("seq")),
        *(_word("publication"), _whole("version"), _day("known_from"), _word("period")),
        *(_word("kind"), _text("text"), _whole("line", null=True), _flag("officers_only")),
        _text("why"),
        sa.PrimaryKeyConstraint("area", "indicator", "seq"),
    )
    op.create_table(
        "statement",
        *(_word("area"), _word("kind"), _big("seq")),
        *(_word("publication"), _whole("version"), _day("known_from"), _word("edition")),
        _text("payload"),
        sa.PrimaryKeyConstraint("area", "kind", "seq"),
    )


def _observations() -> None:
    op.create_table(
        "observation",
        *(_word("area"), _word("indicator"), _day("period_end"), _word("period")),
        *(_day("known_from"), _big("seq")),
        *(sa.Column("value", EXACT, nullable=True), _text("raw"), _word("status")),
        *(_word("published", null=True), _word("computed", null=True), _word("state")),
        *(_word("change"), _text("reason"), _text("note")),
        *(_word("publication"), _text("source_title"), _whole("line", null=True)),
        *(_big("corrects", null=True), _word("edition")),
        *(_moment("recorded_at"), _word("recorded_by")),
        sa.PrimaryKeyConstraint("area", "indicator", "period_end", "period", "known_from", "seq"),
        sa.UniqueConstraint("area", "seq"),
        sa.ForeignKeyConstraint(["area", "corrects"], ["observation.area", "observation.seq"]),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "observation_of_period",
        "observation",
        [
            *("area", "period", "indicator", "known_from", "seq"),
            *("value", "status", "published", "computed"),
        ],
    )
    corrected = sa.text("corrects IS NOT NULL")
    op.create_index(
        "observation_correction",
        "observation",
        ["area", "known_from"],
        sqlite_where=corrected,
        postgresql_where=corrected,
    )


def _affairs() -> None:
    op.create_table(
        "seeded",
        *(_big("seq"), _word("digest"), _day("today"), _moment("applied_at")),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table("tally", _word("name"), _big("last"), sa.PrimaryKeyConstraint("name"))
    op.create_table(
        "outbox",
        *(_word("area"), _big("id"), _word("key"), _word("channel"), _text("payload")),
        *(_word("state"), _whole("attempts"), _moment("created_at"), _moment("not_before")),
        *(_moment("lease_until", null=True), _moment("first_sent_at", null=True)),
        *(_word("ts", null=True), _text("error")),
        sa.PrimaryKeyConstraint("area", "id"),
        sa.UniqueConstraint("area", "key", "channel"),
    )
    op.create_index("outbox_waiting", "outbox", ["state", "not_before"])
