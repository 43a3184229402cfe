"""An alert from the turn to red to the recovery: told once, in one place, and kept up to date."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alert_cards import group_message
from bot.alerts import Dispatcher
from kpi_store import outbox
from kpi_store.alert_acts import LONDON, Act, do
from kpi_store.domain.alert import Alert
from kpi_store.domain.notice import Group
from kpi_store.store import Store
from kpi_store.told import looking, of_key
from tests.slack.alerting import (
    Clock,
    indicators,
    published,
    states,
    told,
    turned_red,
    turned_together,
)
from tests.slackworld.front import too_large
from tests.slackworld.workspace import Slack

FOUR = slice(0, 4)


@pytest.fixture
def said(slack: Slack, dispatcher: Dispatcher, channel: str) -> Callable[[], list[str]]:
    """Deliver what is due; what then stands in the channel and its threads."""

    def look() -> list[str]:
        dispatcher.deliver_all()
        return [str(one["text"]) for one in told(slack, channel)]

    return look


def test_a_recovery_is_told_in_the_thread_and_the_first_message_shows_it(
    slack: Slack, council: Store, said: Callable[[], list[str]], channel: str
) -> None:
    (alert,) = turned_red(council)
    assert len(said()) == 1
    published(council, alert.indicator, "2020-01", "Green")
    first, second = said()
    assert "turned ■ Red" in first
    assert "*Recovered*: now ● Green, 50 for January 2020." in first
    assert "left ■ Red, and is now ● Green" in second
    (top,) = slack.messages(channel)
    assert [one.get("thread_ts") for one in told(slack, channel)][1] == top["ts"]
    assert [one["text"]["text"] for one in top["blocks"][-1]["elements"]] == ["Show trend"]
    assert states(council) == []


def test_it_is_told_once_until_it_recovers_and_anew_after_that(
    slack: Slack, council: Store, said: Callable[[], list[str]], channel: str
) -> None:
    (alert,) = turned_red(council)
    assert published(council, alert.indicator, "2020-01", "Red") is None
    published(council, alert.indicator, "2020-02", "Green")
    published(council, alert.indicator, "2020-03", "Red")
    first, _, again = said()
    assert "for December 2019" in first
    assert "for March 2020" in again
    older, newer = slack.messages(channel)
    assert "Recovered" in older["text"]
    assert "Recovered" not in newer["text"]
    permalink = slack.person("ben").chat_getPermalink(channel=channel, message_ts=older["ts"])
    assert f"<{permalink['permalink']}|The thread of this indicator's earlier" in newer["text"]


def test_a_recovery_before_the_alert_was_posted_is_told_with_it(
    council: Store, said: Callable[[], list[str]]
) -> None:
    (alert,) = turned_red(council)
    published(council, alert.indicator, "2020-01", "Green")
    first, second = said()
    assert "Recovered" in first
    assert "left ■ Red" in second


def test_what_leaves_red_that_no_alert_here_told_of_is_a_message_of_its_own(
    slack: Slack, council: Store, said: Callable[[], list[str]], channel: str
) -> None:
    """Indicator 2 stands Red in the paper of June."""
    with council.snapshot() as held:
        (listing,) = held.edition("merton-2019-20").numbered("2")
    published(council, listing.key, "2019-Q2", "Green", value="96")
    (only,) = said()
    assert "left ■ Red" in only
    assert len(slack.messages(channel)) == 1


def test_an_alert_says_what_was_before_why_and_what_is_done(
    council: Store, said: Callable[[], list[str]]
) -> None:
    with council.snapshot() as held:
        (listing,) = held.edition("merton-2019-20").numbered("11")
    reason, narrative = "siblings were left out", "Several large families."
    published(
        *(council, listing.key, "2019-Q2", "Red"), value="45", reason=reason, narrative=narrative
    )
    (message,) = said()
    assert "turned ■ Red (from ● Green) by a correction: 45 % for Q2 2019/20." in message
    assert "Before: 20 % for Q2 2019/20, Green." in message
    assert narrative in message
    assert "Source: The return for 2019-Q2." in message


def test_the_changes_of_one_paper_are_one_message_and_a_thread(
    slack: Slack, council: Store, said: Callable[[], list[str]], channel: str
) -> None:
    alerts = turned_together(council, indicators(council)[FOUR])
    assert len(alerts) > 1
    heading, *details = said()
    (top,) = slack.messages(channel)
    assert top["text"] == heading
    assert f"The December paper: {len(alerts)} changes of rating" in heading
    assert heading.count("\n•") == len(alerts) == len(details)
    for alert, detail in zip(alerts, details, strict=True):
        assert f"• {alert.number}. {alert.name}: turned ■ Red" in heading
        assert f"Indicator {alert.number}, {alert.name}, turned ■ Red" in detail


def test_a_heading_shows_what_has_recovered_since(
    slack: Slack, council: Store, said: Callable[[], list[str]], channel: str
) -> None:
    first, second, *_ = turned_together(council, indicators(council)[FOUR])
    said()
    published(council, first.indicator, "2020-01", "Green")
    heading, detail, *rest = said()
    line, other = heading.splitlines()[1:3]
    assert "→ *Recovered*: now ● Green" in line
    assert second.name in other
    assert "Recovered" not in other
    assert "Recovered" in detail
    assert "left ■ Red" in rest[-1]  # in the same thread
    assert len(slack.messages(channel)) == 1


@pytest.mark.parametrize("count", [2, 40, 41, 400])
def test_a_long_heading_says_how_many_more_stand_in_its_thread(council: Store, count: int) -> None:
    (alert,) = turned_red(council)
    alerts = tuple(replace(alert, key=str(place)) for place in range(count))
    group = Group("k", "merton", "e", "Performance Index", "The paper", alerts)
    message = group_message(group, [None] * count)
    assert too_large(message) is None
    shown = message["text"].count("\n•")
    assert shown == min(count, 40)
    more = f"… and {count - shown} more. Each one stands in the thread below."
    assert (more in message["text"]) == (count > shown)


def test_what_is_put_off_is_kept_back_and_reminded_of_once_if_it_is_still_red(
    slack: Slack, council: Store, said: Callable[[], list[str]], channel: str, clock: Clock
) -> None:
    (alert,) = turned_red(council, channel=channel)
    said()
    snoozed(council, alert, channel, clock)
    published(council, alert.indicator, "2020-01", "Green", channel=channel)
    published(council, alert.indicator, "2020-02", "Red", channel=channel)
    assert len(said()) == 1
    assert states(council) == ["pending", "snoozed", "snoozed"]  # the reminder, and what came
    waits = [one.words() for one in outbox.waiting(council)]
    assert "until" in waits[1]
    assert "by U0ANNA" in waits[1]
    clock.ahead += timedelta(days=11)
    first, reminder = said()
    assert "turned ■ Red" in first
    assert reminder.startswith("Still ■ Red, put off until")
    assert "for February 2020" in reminder
    assert len(said()) == 2


def test_what_has_recovered_is_not_reminded_of(
    council: Store, said: Callable[[], list[str]], channel: str, clock: Clock
) -> None:
    (alert,) = turned_red(council, channel=channel)
    said()
    snoozed(council, alert, channel, clock)
    published(council, alert.indicator, "2020-01", "Green", channel=channel)
    clock.ahead += timedelta(days=5)
    first, *rest = said()
    assert "Recovered" in first
    clock.ahead += timedelta(days=6)
    assert said() == [first, *rest]


def test_a_muted_channel_hears_nothing_and_what_it_missed_once_it_is_not(
    council: Store, said: Callable[[], list[str]], channel: str, clock: Clock
) -> None:
    (alert,) = turned_red(council, channel=channel)
    published(council, alert.indicator, "2020-01", "Green", channel=channel)
    assert len(said()) == 2
    acted(council, alert, Act.MUTED, channel, clock)
    published(council, alert.indicator, "2020-02", "Red", channel=channel)
    assert len(said()) == 2
    assert states(council) == ["muted"]
    acted(council, alert, Act.UNMUTED, channel, clock)
    assert [one for one in said() if one.startswith("Still ■ Red, muted until now.")]


def test_silence_is_for_one_indicator_in_one_channel(
    slack: Slack, council: Store, dispatcher: Dispatcher, channel: str, clock: Clock
) -> None:
    other = slack.new_channel()
    (alert,) = turned_red(council, channel=channel)
    dispatcher.deliver_all()
    acted(council, alert, Act.MUTED, channel, clock)
    published(council, alert.indicator, "2020-01", "Green", channel=other)
    turned_red(council, channel=channel)
    dispatcher.deliver_all()
    assert len(told(slack, other)) == 1
    assert len(told(slack, channel)) == 2


def snoozed(store: Store, alert: Alert, channel: str, clock: Clock) -> None:
    until = clock().astimezone(LONDON).date() + timedelta(days=10)
    acted(store, alert, Act.SNOOZED, channel, clock, until=until)


def acted(store: Store, alert: Alert, act: Act, channel: str, clock: Clock, **more: object) -> None:
    held = of_key(looking(store), alert.area, alert.key, channel)
    assert held is not None
    do(store, held, act, channel=channel, by="U0ANNA", now=clock(), **more)  # type: ignore[arg-type]
