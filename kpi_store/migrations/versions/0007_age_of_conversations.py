"""Find the conversations that are old enough to be forgotten by one index seek."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the index."""
    op.create_index("conversation_age", "conversation", ["updated_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("conversation_age", "conversation")
