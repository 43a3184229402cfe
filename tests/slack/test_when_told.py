"""Quiet hours hold back and lose nothing; who is told twice over is told once; a digest arrives."""

from datetime import UTC, datetime

from bot.alerts import Dispatcher
from bot.app import client_for_alerts
from bot.scheduling import scheduling
from kpi_store import outbox
from kpi_store.digests import put_due
from kpi_store.domain.timetable import Digests, QuietHours
from kpi_store.store import Store
from kpi_store.subscriptions import Follows, Wanted, follow
from kpi_store.timetables import Timetable, agree
from tests.slack.alerting import keys, turned_red
from tests.slackworld.driver import waited
from tests.slackworld.workspace import Slack

EVENING = datetime(2030, 1, 7, 19, 0, tzinfo=UTC)  # a Monday
MORNING = datetime(2030, 1, 8, 8, 0, tzinfo=UTC)


def deliver(slack: Slack, store: Store, channel: str, at: datetime) -> None:
    Dispatcher(store, client_for_alerts(slack.settings()), channel, lambda: at).deliver_all()


def test_an_alert_waits_until_the_quiet_hours_end(
    slack: Slack, council: Store, channel: str
) -> None:
    hours = QuietHours.parse("18:00-08:00")
    agree(council, Timetable(channel, quiet=hours), by="U1", now=datetime.now(UTC))
    (late,) = turned_red(council)
    deliver(slack, council, channel, EVENING)
    (waiting,) = outbox.waiting(council)
    assert (waiting.state, waiting.attempts, waiting.not_before) == ("pending", 0, MORNING)
    assert keys(slack, channel) == []
    deliver(slack, council, channel, MORNING)
    assert keys(slack, channel) == [late.key]


def test_the_configured_channel_hears_once_of_what_it_follows_too(
    slack: Slack, council: Store, channel: str
) -> None:
    everything = Wanted(Follows.RED, "")
    follow(council, channel, everything, by="U1", now=datetime.now(UTC))
    (alert,) = turned_red(council)  # by a program that is not told which channel is configured
    assert [one.channel for one in outbox.waiting(council)] == ["", channel]
    deliver(slack, council, channel, MORNING)
    assert keys(slack, channel) == [alert.key]
    assert outbox.waiting(council) == []


def test_a_digest_arrives_in_its_channel(slack: Slack, council: Store, channel: str) -> None:
    monday = datetime(2029, 12, 31, 8, 30, tzinfo=UTC)
    digest = Timetable(channel, Digests.parse("weekly"))
    agree(council, digest, by="U1", now=datetime(2029, 12, 28, tzinfo=UTC))
    assert put_due(council, now=monday) == 1
    deliver(slack, council, channel, monday)
    (message,) = slack.messages(channel)
    assert message["text"].startswith(
        "Performance Index 2019/20: digest of 31 December 2029.\nRed now: 3.\n2. "
    )
    assert "■ Red (published)" in message["text"]
    assert outbox.waiting(council) == []


def test_two_running_bots_make_a_digest_once(council: Store) -> None:
    monday = datetime(2029, 12, 31, 8, 30, tzinfo=UTC)
    for number in range(3):
        digest = Timetable(f"C{number}", Digests.parse("weekly"))
        agree(council, digest, by="U1", now=datetime(2029, 12, 28, tzinfo=UTC))
    with scheduling(council, lambda: monday), scheduling(council, lambda: monday):
        waited(lambda: len(outbox.waiting(council)) == 3, "the digests")
    assert [one.channel for one in outbox.waiting(council)] == ["C0", "C1", "C2"]
    assert put_due(council, now=monday) == 0
