"""Hold what people call a paper, and call the November 2019 report by its month alone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BY_DAY, BY_MONTH = "merton-2019-11-06", "merton-2019-11"


def upgrade() -> None:
    """Add the names, none as yet, and write the report's code anew wherever it stands."""
    names = sa.Column("aliases", sa.Text(), nullable=False, server_default="[]")
    op.add_column("publication", names)
    _rename(BY_DAY, BY_MONTH)


def downgrade() -> None:
    """Write the report's code as it was, and drop the names."""
    _rename(BY_MONTH, BY_DAY)
    op.drop_column("publication", "aliases")


def _rename(old: str, new: str) -> None:
    run = op.get_bind().execute
    run(sa.text("update publication set code = :new where code = :old"), {"old": old, "new": new})
    for table in ("observation", "narrative", "statement"):
        said = sa.text(f"update {table} set publication = :new where publication = :old")
        run(said, {"old": old, "new": new})
    inside = "update statement set payload = replace(payload, :old, :new) where publication = :code"
    told = {"old": f'"publication":"{old}"', "new": f'"publication":"{new}"', "code": new}
    run(sa.text(inside), told)
