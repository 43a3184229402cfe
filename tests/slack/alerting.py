"""Turn ratings red, run workers, and read which alerts stand in a channel."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import client_for_alerts
from kpi_store import audiences, outbox
from kpi_store.domain.alert import Alert
from kpi_store.domain.audience import Role
from kpi_store.domain.period import Period
from kpi_store.recording import Figure, record, record_all
from kpi_store.store import Store
from tests.slackworld.workspace import ADMIN, Slack

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


def turned_together(
    store: Store,
    wanted: Sequence[str],
    *,
    period: str = "2019-12",
    rating: str = "Red",
    channel: str = "",
) -> list[Alert]:
    """Publish a paper that rates all *wanted* of Merton's indicators alike; returns the alerts."""
    done = record_all(
        store,
        [Figure(one, Period.of(period), "50", rating=rating) for one in wanted],
        edition="merton-2019-20",
        source="The December paper",
        today=DAY,
        now=datetime.now(UTC),
        channel=channel,
    )
    return [one.alert for one in done if one.alert]


def made_editor(slack: Slack, store: Store, *names: str) -> None:
    """Let people act on alerts and agree what a channel is told."""
    for name in names:
        person, by = slack.id_of(name), slack.id_of(ADMIN)
        audiences.give(store, person, Role.EDITOR, by=by, now=datetime.now(UTC))


def indicators(store: Store) -> list[str]:
    """Those of Merton's index that no paper rates Red."""
    with store.snapshot() as held:
        return [
            listing.key
            for listing in held.edition("merton-2019-20")
            if all(row.effective != "red" for row in held.series("merton", listing.key))
        ]


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


def place_of(store: Store) -> str:
    """The URL of the store's database."""
    place = store.database.place
    return f"sqlite:///{place}" if store.database.dialect.name == "sqlite" else place


@contextmanager
def working(store: Store, slack: Slack, channel: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker in a process of its own."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.slack.worker", place_of(store), slack.api, channel], cwd=ROOT
    )
    try:
        yield worker
    finally:
        worker.kill()
        worker.wait()


class Lives:
    """Workers that come one after another, and most of which are killed (lives.py)."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def begin(self, how: str) -> None:
        """Begin one life: 'step 7', 'after 0.03' or 'whole 600'."""
        assert self._process.stdin
        self._process.stdin.write(f"{how}\n")
        self._process.stdin.flush()

    def end(self) -> str:
        """Wait for its end; 'killed' or 'done 0'."""
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def live(self, how: str) -> str:
        self.begin(how)
        return self.end()


@contextmanager
def living(store: Store, slack: Slack, channel: str) -> Iterator[Lives]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.slack.lives", place_of(store), slack.api, channel],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield Lives(process)
        finally:
            process.kill()
