"""Record figures from the words of the command line, and say what came of them."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kpi_store.answering import find_listing
from kpi_store.config import settings
from kpi_store.domain.errors import KpiError
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.quantity import say
from kpi_store.domain.saying import said as said_figure
from kpi_store.domain.wording import alert_in_words
from kpi_store.record_file import record_file
from kpi_store.recording import Recorded, record
from kpi_store.store import Store


@dataclass(frozen=True)
class RecordedWords:
    """What was recorded, in words and whole."""

    words: str
    recorded: Recorded | tuple[Recorded, ...]


def record_figure(
    store: Store,
    indicator: str,
    period: str | None,
    value: str | None,
    *,
    source: str,
    rating: str | None,
    narrative: str,
    reason: str,
    edition: str | None,
    today: date,
    now: datetime,
) -> RecordedWords:
    """Record the figure and return what to say; raises KpiError for anything that is not clear.

    Without a period, *indicator* is a file with the figures of one paper (record_file.py).
    """
    if period is None or value is None:
        if period or rating or narrative or reason:
            raise KpiError("A figure needs its indicator, its period and its value: 11 Q3 18.")
        file = Path(indicator)
        all_done = record_file(store, file, source=source, edition=edition, today=today, now=now)
        words = "\n".join(_in_words(*one) for one in all_done)
        return RecordedWords(words, tuple(one for one, _, _ in all_done))
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
    return RecordedWords(_in_words(done, held, listing), done)


def _in_words(done: Recorded, held: Edition, listing: Listing) -> str:
    """What is now held, what it replaced, how it rates, and whether an alert waits."""
    unit, row = listing.unit.value, done.observation
    said = said_figure(row, listing)
    lines = [f"Recorded {said.text} for {listing.label} in {said.period_words} ({held.title})."]
    old = done.replaced
    if old is not None and old.value is not None:
        lines.append(f"It corrects {say(old.value, unit)}: {row.reason.rstrip('.')}.")
    lines.append(f"Rating: {done.rated.reason.rstrip('.')}.")
    if row.published and (grade := held.scheme.grade(row.published)):
        lines.append(f"Published rating: {grade.label}.")
    if done.alert:
        lines.append(f"An alert waits for Slack: {alert_in_words(done.alert).splitlines()[0]}")
    return "\n".join(lines)
