"""Slack refuses an alert: it waits, is held or is given up, and stays in sight."""

from datetime import timedelta

import pytest

import bot.alerts
import bot.sending
from bot.alerts import Dispatcher, WorkspaceRefusedError, dispatching
from kpi_store import outbox
from kpi_store.alerts_command import alerts_in_words, send_again
from kpi_store.store import Store
from tests.slack.alerting import Clock, keys, states, turned_red
from tests.slackworld.driver import waited
from tests.slackworld.workspace import Slack


@pytest.fixture
def short_history(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the newest two messages of a channel are searched, not the newest thousand."""
    monkeypatch.setattr(bot.sending, "PAGES", 2)
    monkeypatch.setattr(bot.sending, "PAGE", 1)


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


def test_what_was_given_up_is_sent_again_when_somebody_says_so(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str, clock: Clock
) -> None:
    first, second = turned_red(council, 2)
    slack.fault("chat.postMessage", error="is_archived", times=2)
    dispatcher.deliver_all()
    one, other = outbox.waiting(council)
    assert one.words().startswith(f"{one.id} dead")
    assert "(is_archived)" in one.words()
    assert send_again(council, str(other.id), now=clock()) == (
        f"Alert {other.id} will be sent again."
    )
    dispatcher.deliver_all()
    assert keys(slack, channel) == [second.key]
    assert send_again(council, "all", now=clock()) == "1 will be sent again."
    dispatcher.deliver_all()
    assert sorted(keys(slack, channel)) == sorted([first.key, second.key])
    assert alerts_in_words(council) == "No alert is waiting."
