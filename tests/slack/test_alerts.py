"""A rating turns red; the channel is told once, whatever goes wrong on the way."""

import time
from datetime import UTC, datetime, timedelta
from threading import Thread

import bot.alerts
from bot.alerts import Dispatcher, dispatching
from kpi_store import outbox
from kpi_store.domain.period import Period
from kpi_store.domain.wording import alert_in_words
from kpi_store.recording import record
from kpi_store.store import Store
from tests.slack.alerting import DAY, WAITS, Clock, keys, states, turned_red, working
from tests.slackworld.driver import speaking, waited
from tests.slackworld.workspace import Slack

CHILD_PROTECTION = "11"


def test_an_alert_is_posted_once(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str
) -> None:
    (alert,) = turned_red(council)
    dispatcher.deliver_all()
    dispatcher.deliver_all()
    (message,) = slack.messages(channel)
    assert message["text"] == alert_in_words(alert)
    assert "turned ■ Red" in message["text"]
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


def test_no_figure_travels_in_the_metadata_that_other_apps_can_read(
    slack: Slack, council: Store, dispatcher: Dispatcher
) -> None:
    (alert,) = turned_red(council)
    dispatcher.deliver_all()
    sent = slack.calls("chat.postMessage")[-1]["metadata"]
    assert sent == {"event_type": "kpi_alert", "event_payload": {"key": alert.key}}
    assert alert.indicator not in alert.key


def _key(store: Store, number: str) -> str:
    with store.snapshot() as held:
        return held.edition("merton-2019-20").numbered(number)[0].key
