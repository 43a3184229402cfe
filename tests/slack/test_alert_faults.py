"""Whatever goes wrong on the way, each notice is posted exactly once and none is lost."""

import random
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest

import bot.alerts
from bot.alerts import Dispatcher
from kpi_store.alert_acts import Act, do
from kpi_store.domain.alert import Alert
from kpi_store.store import Store
from kpi_store.told import looking, of_key
from tests.slack.alerting import (
    DAY,
    WAITS,
    Clock,
    indicators,
    keys,
    living,
    made_editor,
    published,
    states,
    told,
    turned_red,
    turned_together,
    working,
)
from tests.slackworld.driver import speaking, waited
from tests.slackworld.workspace import Slack

FAULTS: dict[str, dict[str, Any]] = {
    "the line is cut": {},
    "the answer is lost": {"after": True},
    "Slack fails": {"status": 500},
    "Slack fails when it is done": {"status": 500, "after": True},
    "Slack says to wait": {"status": 429, "error": "ratelimited", "retry_after": 20},
    "Slack is busy": {"error": "service_unavailable"},
}
KILLS = 200
MONTHS = [f"{year}-{month:02}" for year in (2020, 2021, 2022, 2023) for month in range(1, 13)]


def stands(slack: Slack, channel: str, alerts: list[Alert]) -> dict[str, dict[str, Any]]:
    """The messages of *alerts* by key, once each; what leads a group stands there as well."""
    said = told(slack, channel)
    counted = Counter(one["metadata"]["event_payload"]["key"] for one in said)
    assert {key: count for key, count in counted.items() if count > 1} == {}
    assert {alert.key for alert in alerts} - set(counted) == set()
    return {one["metadata"]["event_payload"]["key"]: one for one in said}


@pytest.fixture
def finish(council: Store, dispatcher: Dispatcher, clock: Clock) -> Callable[[], None]:
    """Deliver until nothing waits, as time goes by: less than clocks may differ by."""

    def run() -> None:
        for clock.ahead in (timedelta(seconds=after) for after in range(1, 300, 40)):
            dispatcher.deliver_all()
            if not states(council):
                return
        raise AssertionError(states(council))

    return run


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", ["the alert", "the recovery", "the update"])
def test_a_fault_at_any_call_leaves_each_message_once_and_up_to_date(
    slack: Slack,
    council: Store,
    dispatcher: Dispatcher,
    channel: str,
    clock: Clock,
    finish: Callable[[], None],
    call: str,
    fault: str,
) -> None:
    (alert,) = turned_red(council)
    if call != "the alert":
        dispatcher.deliver_all()
    recovered = published(council, alert.indicator, "2020-01", "Green")
    assert recovered
    method = "chat.update" if call == "the update" else "chat.postMessage"
    broken = slack.fault(method, **FAULTS[fault])
    dispatcher.deliver_all()
    assert broken.times == 0
    finish()
    said = stands(slack, channel, [alert, recovered])
    assert "*Recovered*: now ● Green" in said[alert.key]["text"]
    assert said[recovered.key]["thread_ts"] == said[alert.key]["ts"]
    assert len(said) == 2


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_within_a_group_leaves_its_heading_and_details_once(
    slack: Slack,
    council: Store,
    dispatcher: Dispatcher,
    channel: str,
    finish: Callable[[], None],
    fault: str,
) -> None:
    alerts = turned_together(council, indicators(council)[:4])
    slack.fault("chat.postMessage", times=2, **FAULTS[fault])
    finish()
    said = stands(slack, channel, alerts)
    (heading,) = slack.messages(channel)
    assert len(said) == len(alerts) + 1
    assert {said[one.key]["thread_ts"] for one in alerts} == {heading["ts"]}


def test_killed_at_every_step_of_delivery(
    slack: Slack, council: Store, channel: str, finish: Callable[[], None], clock: Clock
) -> None:
    """A step is just before or after a commit, or just after a call; the last life survives all.

    On the server, where a life takes longer to begin, it is every third.
    """
    turns, recoveries, wanted = [], [], indicators(council)
    stride = 1 if council.database.dialect.name == "sqlite" else 3
    with living(council, slack, channel) as lives:
        for round_, step in enumerate(range(1, 200, stride)):
            pair = [wanted[(2 * round_ + one) % 12] for one in (0, 1)]
            when = {"period": MONTHS[round_ // 6], "channel": channel}
            turns += turned_together(council, pair, rating="Red", **when)
            acted(council, turns[-1], channel, "Seen", clock)
            recoveries += turned_together(council, pair, rating="Green", **when)
            if lives.live(f"step {step}") == "done 0":
                break
            finish()
    finish()
    assert step > 50
    assert len(turns) == len(recoveries) == 2 * (round_ + 1)
    said = stands(slack, channel, [*turns, *recoveries])
    for turned, recovered in zip(turns, recoveries, strict=True):
        assert "*Recovered*" in said[turned.key]["text"]
        assert said[recovered.key]["thread_ts"] == said[turned.key]["thread_ts"]
    assert sum("Acknowledged" in one["text"] for one in said.values()) == round_ + 1


def test_200_random_kills(
    slack: Slack, council: Store, channel: str, finish: Callable[[], None]
) -> None:
    """Workers are killed at random moments while ratings turn to red and back again."""
    seed = random.randrange(10**9)
    sys.stdout.write(f"seed {seed}\n")
    chance = random.Random(seed)
    red: dict[str, Alert] = {}
    recoveries: dict[str, str] = {}
    everything: list[Alert] = []
    wanted = indicators(council)[:12]
    with living(council, slack, channel) as lives:
        for life in range(KILLS):
            lives.begin(f"after {chance.uniform(0, 0.03):.4f}")
            indicator, month = wanted[life % len(wanted)], MONTHS[life // len(wanted)]
            rating = "Green" if indicator in red else "Red"
            alert = published(council, indicator, month, rating, channel=channel)
            if alert and rating == "Red":
                red[indicator] = alert
            elif alert and indicator in red:
                recoveries[red.pop(indicator).key] = alert.key
            everything += [alert] if alert else []
            assert lives.end() == "killed"
        assert lives.live("whole 60") == "done 0"
    finish()
    assert len(everything) > KILLS // 2
    said = stands(slack, channel, everything)
    for key, recovery in recoveries.items():
        assert "*Recovered*" in said[key]["text"]
        assert said[recovery]["thread_ts"] == said[key]["ts"]


def test_four_workers_on_one_outbox(
    slack: Slack, council: Store, channel: str, finish: Callable[[], None]
) -> None:
    alerts = turned_red(council, 15)
    alerts += turned_together(council, indicators(council))
    with ExitStack() as stack:
        workers = [stack.enter_context(working(council, slack, channel)) for _ in range(4)]
        for alert in alerts[:15]:
            back = published(council, alert.indicator, "2020-01", "Green")
            alerts += [back] if back else []
        assert [one.wait(WAITS) for one in workers] == [0, 0, 0, 0]
    finish()
    said = stands(slack, channel, alerts)
    for alert in alerts[:15]:
        assert "Recovered" in said[alert.key]["text"]


def test_an_update_that_was_overtaken_is_made_again(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str, clock: Clock
) -> None:
    """While Slack is slow to take one update, somebody does more about the same alert."""
    (alert,) = turned_red(council, channel=channel)
    dispatcher.deliver_all()
    acted(council, alert, channel, "First", clock)
    slow = slack.fault("chat.update", late=True)
    with working(council, slack, channel) as worker:
        assert slow.reached.wait(WAITS)
        acted(council, alert, channel, "Second", clock)
        dispatcher.deliver_all()
        slow.release.set()
        assert worker.wait(WAITS) == 0
    clock.ahead += bot.alerts.LEASE
    dispatcher.deliver_all()
    (message,) = slack.messages(channel)
    assert "First" in message["text"]
    assert "Second" in message["text"]


def test_a_dropped_socket_keeps_no_alert_back(
    slack: Slack, council: Store, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.alerts, "BETWEEN", 0.05)
    made_editor(slack, council, "anna")
    with speaking(slack, council, mode="socket", today=lambda: DAY, alert_channel=channel) as world:
        slack.front.refresh()
        (alert,) = turned_red(council)
        (posted,) = waited(lambda: world.standing(channel), "the alert")
        slack.front.refresh()
        assert world.submit(world.open_form(posted, "Acknowledge"), value="Seen") is None
        waited(lambda: "Seen" in world.standing(channel)[0].text, "the acknowledgement")
    assert keys(slack, channel) == [alert.key]


def acted(store: Store, alert: Alert, channel: str, words: str, clock: Clock) -> None:
    held = of_key(looking(store), alert.area, alert.key, channel)
    assert held
    do(store, held, Act.ACKNOWLEDGED, channel=channel, by="U0ANNA", now=clock(), words=words)
