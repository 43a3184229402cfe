"""Say whether the store is there and ready to answer, changing nothing in it."""

from pathlib import Path

from kpi_store import migrations
from kpi_store.config import default_database_url, specs_digest, specs_folder
from kpi_store.database import SQLITE, Database
from kpi_store.domain.errors import KpiError
from kpi_store.store import Store

START = "'kpi up' makes it ready."


class NotReady(KpiError):
    """The store cannot answer as it is; says why, and what makes it ready."""


def condition(url: str) -> str:
    """What there is to say of the store at *url*, where it is ready.

    Raises NotReady, or StoreUnavailable or BadSetting, with what to do otherwise.
    """
    own = default_database_url()
    if url == own and not Path(url.removeprefix("sqlite:///")).exists():
        raise NotReady(f"There is no store yet: {START}")
    database = Database.named(url)
    if database.dialect is SQLITE and not Path(database.place).exists():
        raise NotReady(f"There is no store at {database.said} yet: {START}")
    try:
        held = migrations.version(database)
        if held is not None and held not in migrations.KNOWN:
            raise NotReady(migrations.too_new(database, held))
        if held != migrations.HEAD:
            have = f"has tables of version {held}" if held else "has no tables yet"
            raise NotReady(f"{database.said} {have}, not {migrations.HEAD}: {START}")
        store = Store(database)
        seeded = store.seeded_with()
        if seeded is None:
            raise NotReady(f"{database.said} is empty: {START}")
        newer = (
            "" if seeded == specs_digest(specs_folder()) else " The next start applies new specs."
        )
        return f"{database.said}, tables of version {held}, answers of {store.version()}.{newer}"
    finally:
        database.close()
