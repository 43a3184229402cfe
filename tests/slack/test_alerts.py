"""A rating turns red; the channel is told once, whatever goes wrong on the way."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

import bot.alerts
from bot.alerts import Dispatcher, WorkspaceRefusedError, dispatching
from bot.app import client_for_alerts
from kpi_store import outbox
from kpi_store.domain.alert import Alert
from kpi_store.domain.period import Period
from kpi_store.domain.wording import alert_in_words
from kpi_store.recording import record
from kpi_store.store import Store
from tests.slack.driver import Slack, speaking, waited

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)
CHILD_PROTECTION = "11"
WAITS = 30.0  # seconds for a process to start and work on a busy machine


@pytest.fixture(autouse=True)
def no_fault_is_left_over(slack: Slack) -> Iterator[None]:
    yield
    slack.front.faults.clear()


class Clock:
    """The machine's clock, which a test may put forward."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def channel(slack: Slack) -> str:
    return slack.new_channel()


@pytest.fixture
def dispatcher(slack: Slack, council: Store, channel: str, clock: Clock) -> Dispatcher:
    return Dispatcher(council, client_for_alerts(slack.settings()), channel, clock)


@pytest.fixture
def short_history(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the newest two messages of a channel are searched, not the newest thousand."""
    monkeypatch.setattr(bot.alerts, "PAGES", 2)
    monkeypatch.setattr(bot.alerts, "PAGE", 1)


def turned_red(store: Store, count: int = 1, *, channel: str = "") -> list[Alert]:
    """Publish *count* of Merton's indicators as Red that were not; returns the alerts."""
    alerts: list[Alert] = []
    with store.snapshot() as held:
        listings = list(held.edition("merton-2019-20"))
    for listing in listings:
        if len(alerts) == count:
            break
        done = record(
            store,
            edition="merton-2019-20",
            indicator_key=listing.key,
            period=Period.of("2019-12"),
            value="50",
            source="The December return",
            rating="Red",
            today=DAY,
            now=datetime.now(UTC),
            channel=channel,
        )
        alerts += done.alerts
    assert len(alerts) == count
    return alerts


def keys(slack: Slack, channel: str) -> list[str]:
    """The keys of the alerts that stand in the channel, oldest first."""
    client = client_for_alerts(slack.settings())
    said = client.conversations_history(channel=channel, limit=500, include_all_metadata=True)
    return [one["metadata"]["event_payload"]["key"] for one in reversed(said["messages"])]


def states(store: Store) -> list[str]:
    return [one.state for one in outbox.waiting(store)]


def test_an_alert_is_posted_once(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str
) -> None:
    (alert,) = turned_red(council)
    dispatcher.deliver_all()
    dispatcher.deliver_all()
    (message,) = slack.messages(channel)
    assert message["text"] == alert_in_words(alert)
    assert "turned Red" in message["text"]
    assert keys(slack, channel) == [alert.key]
    assert states(council) == []


def test_an_alert_may_name_a_channel_of_its_own(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str
) -> None:
    own = slack.new_channel()
    (alert,) = turned_red(council, channel=own)
    dispatcher.deliver_all()
    assert keys(slack, own) == [alert.key]
    assert keys(slack, channel) == []


def test_a_post_whose_answer_is_lost_is_not_repeated(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str, clock: Clock
) -> None:
    (alert,) = turned_red(council)
    slack.fault("chat.postMessage", after=True)
    dispatcher.deliver_all()
    assert states(council) == ["pending"]
    clock.ahead += timedelta(minutes=2)
    dispatcher.deliver_all()
    assert keys(slack, channel) == [alert.key]
    assert states(council) == []


def test_a_post_that_never_arrived_is_made_later(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str, clock: Clock
) -> None:
    (alert,) = turned_red(council)
    slack.fault("chat.postMessage")
    dispatcher.deliver_all()
    assert keys(slack, channel) == []
    clock.ahead += timedelta(minutes=2)
    dispatcher.deliver_all()
    assert keys(slack, channel) == [alert.key]


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


def test_a_worker_killed_between_the_post_and_its_note_leaves_one_message(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str, clock: Clock
) -> None:
    (alert,) = turned_red(council)
    fault = slack.fault("chat.postMessage", after=True, hold=True)
    with working(council, slack, channel):
        assert fault.reached.wait(WAITS)  # Slack has it, the worker does not know, and is killed
    fault.release.set()
    assert states(council) == ["sending"]
    dispatcher.deliver_all()
    assert states(council) == ["sending"]  # its lease is not over
    clock.ahead += bot.alerts.LEASE
    dispatcher.deliver_all()
    assert keys(slack, channel) == [alert.key]
    assert states(council) == []


def test_two_workers_never_post_the_same_alert(slack: Slack, council: Store, channel: str) -> None:
    alerts = turned_red(council, 12)
    with working(council, slack, channel) as one, working(council, slack, channel) as other:
        assert [one.wait(WAITS), other.wait(WAITS)] == [0, 0]
    assert sorted(keys(slack, channel)) == sorted(alert.key for alert in alerts)
    assert states(council) == []


def test_slack_says_when_to_try_again(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str, clock: Clock
) -> None:
    (alert,) = turned_red(council)
    slack.fault("chat.postMessage", status=429, error="ratelimited", retry_after=90)
    dispatcher.deliver_all()
    (waiting,) = outbox.waiting(council)
    assert (waiting.state, waiting.attempts) == ("pending", 0)
    clock.ahead += timedelta(seconds=80)
    assert dispatcher.deliver_all() == 0
    clock.ahead += timedelta(seconds=20)
    dispatcher.deliver_all()
    assert keys(slack, channel) == [alert.key]


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "msg_blocks_too_long"])
def test_what_slack_will_never_take_is_given_up_and_kept_in_sight(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str, error: str
) -> None:
    first, second = turned_red(council, 2)
    slack.fault("chat.postMessage", error=error)
    dispatcher.deliver_all()
    (waiting,) = outbox.waiting(council)
    assert (waiting.state, waiting.error, waiting.key) == ("dead", error, first.key)
    assert keys(slack, channel) == [second.key]


@pytest.mark.parametrize("error", ["token_revoked", "missing_scope"])
def test_a_workspace_that_refuses_us_stops_the_alerts_until_the_next_start(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str, error: str
) -> None:
    alerts = turned_red(council, 2)
    slack.fault("chat.postMessage", error=error)
    with pytest.raises(WorkspaceRefusedError, match=error):
        dispatcher.deliver_all()
    assert states(council) == ["held", "pending"]
    with dispatching(dispatcher):
        waited(lambda: not states(council), "both alerts")
    assert sorted(keys(slack, channel)) == sorted(alert.key for alert in alerts)


def test_an_alert_that_slack_fails_on_eight_times_is_given_up(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str, clock: Clock
) -> None:
    turned_red(council)
    slack.fault("chat.postMessage", status=500, times=100)
    for _ in range(10):
        dispatcher.deliver_all()
        clock.ahead += bot.alerts.LONGEST_WAIT
    assert states(council) == ["dead"]
    assert keys(slack, channel) == []


@pytest.mark.usefixtures("short_history")
def test_where_nobody_can_tell_whether_it_was_posted_it_is_not_posted_again(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str, clock: Clock
) -> None:
    (alert,) = turned_red(council)
    slack.fault("chat.postMessage", after=True)
    dispatcher.deliver_all()
    for words in ("Thanks", "All well?", "Yes"):
        slack.person("anna").chat_postMessage(channel=channel, text=words)
    clock.ahead += timedelta(minutes=2)
    dispatcher.deliver_all()
    (waiting,) = outbox.waiting(council)
    assert (waiting.state, waiting.key) == ("dead", alert.key)
    assert "look in the channel" in waiting.error
    assert len(slack.messages(channel)) == 4


def test_stopping_finishes_what_was_claimed(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str
) -> None:
    alerts = turned_red(council, 2)
    fault = slack.fault("chat.postMessage", status=500, hold=True)
    with dispatching(dispatcher):
        assert fault.reached.wait(WAITS)
        Thread(target=lambda: (time.sleep(0.2), fault.release.set())).start()
    (first, second) = outbox.waiting(council)
    assert (first.attempts, second.attempts) == (1, 0)
    assert [first.state, second.state] == ["pending", "pending"]
    assert {first.key, second.key} == {alert.key for alert in alerts}


def test_the_running_bot_posts_what_turns_red_while_it_runs(
    slack: Slack, council: Store, channel: str
) -> None:
    with speaking(slack, council, mode="http", today=lambda: DAY, alert_channel=channel):
        (alert,) = turned_red(council)
        waited(lambda: slack.messages(channel), "the alert")
    assert keys(slack, channel) == [alert.key]


def test_a_figure_that_does_not_turn_a_rating_red_says_nothing(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str
) -> None:
    for month, value in (("2019-11", "16"), ("2019-12", "17")):  # inside 12-20 %
        record(
            council,
            edition="merton-2019-20",
            indicator_key=_key(council, CHILD_PROTECTION),
            period=Period.of(month),
            value=value,
            source="The December return",
            today=DAY,
            now=datetime.now(UTC),
        )
    (alert,) = turned_red(council)
    dispatcher.deliver_all()
    assert keys(slack, channel) == [alert.key]


def _key(store: Store, number: str) -> str:
    with store.snapshot() as held:
        return held.edition("merton-2019-20").numbered(number)[0].key


def test_no_figure_travels_in_the_metadata_that_other_apps_can_read(
    slack: Slack, council: Store, dispatcher: Dispatcher
) -> None:
    (alert,) = turned_red(council)
    dispatcher.deliver_all()
    sent = slack.calls("chat.postMessage")[-1]["metadata"]
    assert sent == {"event_type": "kpi_alert", "event_payload": {"key": alert.key}}
    assert alert.indicator not in alert.key
