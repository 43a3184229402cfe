"""Record one figure from the words of the command line, and say what came of it."""

from dataclasses import dataclass
from datetime import date, datetime

from kpi_store.answering import find_listing
from kpi_store.config import settings
from kpi_store.recording import Recorded, record
from kpi_store.store import Store


@dataclass(frozen=True)
class Said:
    """What was recorded, in words and whole."""

    words: str
    recorded: Recorded


def record_figure(
    store: Store,
    indicator: str,
    period: str,
    value: str,
    *,
    source: str,
    rating: str | None,
    narrative: str,
    reason: str,
    edition: str | None,
    today: date,
    now: datetime,
) -> Said:
    """Record the figure and return what to say; raises KpiError for anything that is not clear."""
    held, listing, when = find_listing(store, indicator, period, today=today, edition=edition)
    done = record(
        store,
        edition=held.code,
        indicator_key=listing.key,
        period=when,
        value=value,
        source=source,
        rating=rating,
        narrative=narrative,
        reason=reason,
        today=today,
        now=now,
        channel=settings().alert_channel or "",
    )
    return Said(words=_words(done), recorded=done)
