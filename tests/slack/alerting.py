"""Turn ratings red, run workers, and read which alerts stand in a channel."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import client_for_alerts
from kpi_store import outbox
from kpi_store.domain.alert import Alert
from kpi_store.domain.period import Period
from kpi_store.recording import Figure, record, record_all
from kpi_store.store import Store
from tests.slack.workspace import Slack

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)
WAITS = 30.0  # seconds for a process to start and work on a busy machine


class Clock:
    """The machine's clock, which a test may put forward."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def published(
    store: Store, indicator: str, period: str, rating: str, *, channel: str = "", **more: Any
) -> Alert | None:
    """Publish an indicator of Merton's as *rating*; returns the alert it was worth."""
    words = {"value": "50", "source": f"The return for {period}", **more}
    return record(
        store,
        edition="merton-2019-20",
        indicator_key=indicator,
        period=Period.of(period),
        rating=rating,
        today=DAY,
        now=datetime.now(UTC),
        channel=channel,
        **words,
    ).alert


def turned_red(store: Store, count: int = 1, *, channel: str = "") -> list[Alert]:
    """Publish *count* of Merton's indicators as Red that were not; returns the alerts."""
    alerts: list[Alert] = []
    for indicator in indicators(store):
        if len(alerts) == count:
            break
        source = "The December return"
        alert = published(store, indicator, "2019-12", "Red", channel=channel, source=source)
        alerts += [alert] if alert else []
    assert len(alerts) == count
    return alerts


def turned_together(store: Store, wanted: Sequence[str], *, channel: str = "") -> list[Alert]:
    """Publish a paper in which the *wanted* of Merton's indicators turn Red; returns the alerts."""
    done = record_all(
        store,
        [Figure(one, Period.of("2019-12"), "50", rating="Red") for one in wanted],
        edition="merton-2019-20",
        source="The December paper",
        today=DAY,
        now=datetime.now(UTC),
        channel=channel,
    )
    return [one.alert for one in done if one.alert]


def indicators(store: Store) -> list[str]:
    with store.snapshot() as held:
        return [listing.key for listing in held.edition("merton-2019-20")]


def keys(slack: Slack, channel: str) -> list[str]:
    """The keys of what stands in the channel and its threads, oldest first in each."""
    return [one["metadata"]["event_payload"]["key"] for one in told(slack, channel)]


def told(slack: Slack, channel: str) -> list[dict[str, Any]]:
    """What the bot has said unasked in the channel and its threads, with what travels unseen."""
    client = client_for_alerts(slack.settings())
    said = client.conversations_history(channel=channel, limit=1000, include_all_metadata=True)
    found: list[dict[str, Any]] = []
    for first in reversed(said["messages"]):
        thread = client.conversations_replies(
            channel=channel, ts=first["ts"], limit=1000, include_all_metadata=True
        )
        found += [one for one in thread["messages"] if "metadata" in one]
    return found


def states(store: Store) -> list[str]:
    return [one.state for one in outbox.waiting(store)]


@contextmanager
def working(store: Store, slack: Slack, channel: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker in a process of its own."""
    url = store.database.place
    if store.database.dialect.name == "sqlite":
        url = f"sqlite:///{url}"
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.slack.worker", url, slack.api, channel], cwd=ROOT
    )
    try:
        yield worker
    finally:
        worker.kill()
        worker.wait()
