"""Open the store: make it on first use, seed it from the specs, and leave it alone when warm."""

from datetime import UTC, date, datetime
from pathlib import Path

from kpi_store.config import default_database_url, settings, specs_digest, specs_folder
from kpi_store.store import Store


def open_store(url: str | None = None, *, today: date) -> Store:
    """Return the store at *url* (default: the setting), migrated, and seeded from the specs.

    A second opening with the same specs changes nothing; changed specs are applied as changes
    dated *today*. Raises StoreUnavailable, BadSpec or BadSetting with what to do.
    """
    chosen = url or settings().database_url
    if chosen == default_database_url():
        Path(chosen.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    store = Store.open(chosen)
    folder = specs_folder()
    if store.seeded_with() != specs_digest(folder):
        from kpi_store.seeding import seed
        from kpi_store.spec_files import load

        channel = settings().alert_channel or ""
        seed(store, load(folder), today=today, now=datetime.now(UTC), channel=channel)
    return store
