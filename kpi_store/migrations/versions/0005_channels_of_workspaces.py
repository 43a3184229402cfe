"""Hold which workspace a channel belongs to, where several installed the bot."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, empty: every channel so far is the council's own."""
    op.create_table(
        "workspace_channel",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("channel"),
    )


def downgrade() -> None:
    """Drop it: what other workspaces follow cannot be told to them any more."""
    op.drop_table("workspace_channel")
