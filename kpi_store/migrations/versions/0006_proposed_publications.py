"""Hold proposed publications, the cells they came from, and what was decided about them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
EXACT = sa.Text().with_variant(sa.Numeric(), "postgresql")
KEYS = {
    "proposal": ("area", "id"),
    "proposed": ("area", "proposal", "position"),
    "proposal_act": ("area", "proposal", "seq"),
}


def upgrade() -> None:
    """Create the tables, empty."""
    columns: dict[str, tuple[sa.Column[Any], ...]] = {
        "proposal": (
            *(_word("area"), _big("id"), _word("edition"), _word("sheet"), _text("source")),
            *(_word("dated"), _text("reason"), _word("by"), _moment("at")),
        ),
        "proposed": (
            *(_word("area"), _big("proposal"), sa.Column("position", sa.Integer(), nullable=False)),
            *(_word("cell"), _text("typed"), _word("indicator"), _word("period")),
            *(_text("figure"), _exact("was"), _exact("value"), _text("why")),
        ),
        "proposal_act": (
            *(_word("area"), _big("proposal"), _big("seq"), _word("state"), _word("by")),
            *(_moment("at"), _text("comment")),
        ),
    }
    for table, said in columns.items():
        op.create_table(table, *said, sa.PrimaryKeyConstraint(*KEYS[table]))


def downgrade() -> None:
    """Drop the tables, and all that was proposed."""
    for table in reversed(KEYS):
        op.drop_table(table)


def _word(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _big(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _exact(name: str) -> sa.Column[Any]:
    return sa.Column(name, EXACT, nullable=True)


def _moment(name: str) -> sa.Column[Any]:
    return sa.Column(name, MOMENT, nullable=False)
