"""Hold what is agreed with channels and people, what they asked, and what they did."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
KEYS = {
    "delivery": ("key",),
    "conversation": ("channel", "thread"),
    "channel": ("channel", "seq"),
    "member": ("subject", "seq"),
    "subscription": ("seq",),
    "timetable": ("channel", "seq"),
    "panel": ("dated", "seq"),
    "digest_run": ("channel", "due_at"),
    "alert_act": ("area", "indicator", "channel", "seq"),
}
INDEXES = {
    "delivery_age": ("delivery", ["seen_at"]),
    "subscription_of_channel": ("subscription", ["channel"]),
}


def upgrade() -> None:
    """Create the tables, empty."""
    columns: dict[str, tuple[sa.Column[Any], ...]] = {
        "delivery": (_word("key"), _moment("seen_at")),
        "conversation": (
            *(_word("channel"), _word("thread"), _text("questions")),
            _moment("updated_at"),
        ),
        "channel": (
            *(_word("channel"), _big("seq"), _word("audience"), _yes("shared_allowed")),
            *_agreed(),
        ),
        "member": (_word("subject"), _big("seq"), _word("role"), *_agreed()),
        "subscription": (
            *(_big("seq"), _word("channel"), _word("edition"), _word("kind"), _word("what")),
            *(_yes("active"), *_agreed()),
        ),
        "timetable": (
            *(_word("channel"), _big("seq"), _word("digest")),
            *(_word("quiet_from"), _word("quiet_to"), *_agreed()),
        ),
        "panel": (_day("dated"), _big("seq"), _yes("active"), *_agreed()),
        "digest_run": (_word("channel"), _moment("due_at"), _moment("made_at")),
        "alert_act": (
            *(_word("area"), _word("indicator"), _word("channel"), _big("seq"), _word("key")),
            *(_word("act"), _text("words"), _day("until", null=True), *_agreed()),
        ),
    }
    for table, said in columns.items():
        op.create_table(table, *said, sa.PrimaryKeyConstraint(*KEYS[table]))
    for name, (table, of) in INDEXES.items():
        op.create_index(name, table, of)


def downgrade() -> None:
    """Drop the tables, and all that was agreed."""
    for table in reversed(KEYS):
        op.drop_table(table)


def _agreed() -> tuple[sa.Column[Any], ...]:
    return _word("by"), _moment("at")


def _word(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _big(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _yes(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _day(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=null)


def _moment(name: str) -> sa.Column[Any]:
    return sa.Column(name, MOMENT, nullable=False)
