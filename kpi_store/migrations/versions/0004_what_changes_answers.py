"""Tally the last row that changed what is answered, apart from rows of other kinds."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Begin where the rows are."""
    op.execute("INSERT INTO tally (name, last) SELECT 'answer', last FROM tally WHERE name = 'row'")


def downgrade() -> None:
    """Forget it; the next upgrade begins where the rows are then."""
    op.execute("DELETE FROM tally WHERE name = 'answer'")
