"""Give what keeps tables of its own beside the store's an engine on the same database."""

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from kpi_store.store import Store


def engine_of(store: Store) -> sa.Engine:
    """A SQLAlchemy engine that connects as *store* does."""
    database = store.database
    driver = "postgresql+psycopg" if database.dialect.name == "postgresql" else "sqlite"
    return sa.create_engine(f"{driver}://", creator=database.connect, poolclass=NullPool)
