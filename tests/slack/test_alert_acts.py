"""Somebody does something about an alert: it is recorded, and the alert's message shows it."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

import bot.alerts
from kpi_store import outbox
from kpi_store.alert_acts import LONDON, Act, done
from kpi_store.domain.notice import Reminder
from kpi_store.domain.period import said_date
from kpi_store.store import Store
from kpi_store.told import looking, of_key
from tests.conftest import NewDatabase
from tests.slack.alerting import (
    DAY,
    WAITS,
    indicators,
    made_editor,
    turned_red,
    turned_together,
)
from tests.slackworld.driver import Reply, World, speaking, waited
from tests.slackworld.workspace import ADMIN, Slack


@pytest.fixture(scope="module")
def store(slack: Slack, new_database: NewDatabase, seeded_url: str) -> Iterator[Store]:
    """A store of the papers, in which Anna may act on alerts and Ben has no role."""
    store = Store.open(new_database(seeded_url))
    made_editor(slack, store, "anna")
    yield store
    store.close()


@pytest.fixture(scope="module", params=["socket", "http"])
def world(slack: Slack, store: Store, request: pytest.FixtureRequest) -> Iterator[World]:
    """The bot posting alerts without dawdling, over Socket Mode and then over HTTP."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bot.alerts, "BETWEEN", 0.05)
        with speaking(slack, store, mode=request.param, today=lambda: DAY) as world:
            yield world


@pytest.fixture
def alert(world: World, store: Store, channel: str) -> Reply:
    """An alert that has just been posted in a channel of its own."""
    turned_red(store, channel=channel)
    (posted,) = waited(lambda: world.standing(channel), "the alert")
    return posted


def shows(world: World, alert: Reply, words: str) -> Reply:
    """The alert's message, once it says *words*."""
    return waited(
        lambda: [one for one in world.standing(alert.channel)[:1] if words in one.text],
        f"{words!r} in {world.standing(alert.channel)[0].text!r}",
    )[0]


def day(ahead: int) -> str:
    return str((datetime.now(LONDON) + timedelta(days=ahead)).date())


@pytest.mark.parametrize("asked", ["without a mention", "with one"])
def test_what_is_asked_in_an_alerts_thread_is_of_its_indicator(
    world: World, alert: Reply, asked: str
) -> None:
    ask = world.mention if asked == "with one" else world.follow_up
    answer = ask("and its target?", thread=alert.ts, channel=alert.channel)
    assert answer.words.startswith(f"Target for indicator {number_in(alert)}")
    again = world.follow_up("what about the target", alert.ts, channel=alert.channel, by="ben")
    assert again.words == answer.words


def test_an_alert_may_be_asked_about_before_the_bot_knows_that_it_arrived(
    world: World, store: Store, channel: str
) -> None:
    slow = world.slack.fault("chat.postMessage", after=True, hold=True)
    turned_red(store, channel=channel)
    assert slow.reached.wait(WAITS)  # it stands in the channel, and Slack has not said so
    (alert,) = world.standing(channel)
    answer = world.follow_up("and its target?", alert.ts, channel=channel)
    slow.release.set()
    assert answer.words.startswith(f"Target for indicator {number_in(alert)}")


def test_the_heading_of_several_alerts_opens_a_thread_in_which_to_ask(
    world: World, store: Store, channel: str
) -> None:
    alerts = turned_together(store, indicators(store)[:2], period="2020-01", channel=channel)
    (heading,) = waited(lambda: world.standing(channel), "the heading")
    waited(lambda: len(world.thread(channel, heading.ts)) > len(alerts), "each of them")
    answer = world.follow_up("what's indicator 16 in Q1?", heading.ts, channel=channel)
    assert answer.words.startswith("Q1 2019/20: 28 weeks")


def number_in(alert: Reply) -> str:
    found = re.search(r"[Ii]ndicator (\d+)", alert.text)
    assert found
    return found[1]


def test_an_alert_is_acknowledged_with_a_comment(world: World, alert: Reply, store: Store) -> None:
    form = world.open_form(alert, "Acknowledge")
    assert world.submit(form, value="We <!channel> are & were looking at it") is None
    said = shows(world, alert, "Acknowledged by <@")
    today = said_date(datetime.now(LONDON).date())
    assert f"on {today}: We &lt;!channel&gt; are &amp; were looking at it" in said.text
    assert "turned ■ Red" in said.text
    assert "Acknowledged by" in said.shown


def test_an_alert_is_acknowledged_without_a_word(world: World, alert: Reply) -> None:
    assert world.submit(world.open_form(alert, "Acknowledge")) is None
    assert shows(world, alert, "Acknowledged by <@").text.count("Acknowledged") == 1


def test_the_action_taken_is_added_and_cannot_be_empty(world: World, alert: Reply) -> None:
    form = world.open_form(alert, "Add the action")
    assert world.submit(form, value="  ") == {"said": "Say what is being done."}
    assert world.submit(form, value="Two more social workers from January") is None
    assert "Two more social workers" in shows(world, alert, "Action added by <@").text


def test_an_alert_is_put_off_until_a_later_day(world: World, alert: Reply, store: Store) -> None:
    form = world.open_form(alert, "Snooze")
    assert "Choose a day after today" in world.submit(form, selected_date=day(0))["said"]
    assert world.submit(form, selected_date=day(9)) is None
    shows(world, alert, "Snoozed until")
    here = [one for one in outbox.waiting(store) if one.channel == alert.channel]
    (reminder,) = [one for one in here if isinstance(one.notice, Reminder)]
    due = reminder.not_before.astimezone(LONDON)
    assert (str(due.date()), due.hour) == (day(9), 9)


def test_a_channel_is_muted_for_an_indicator_and_hears_of_it_again(
    world: World, alert: Reply, store: Store
) -> None:
    muted = world.turn(alert, "Mute here")
    assert "Muted here by <@" in muted.text
    assert "Mute here" not in [one["text"]["text"] for one in muted.buttons]
    heard = world.turn(muted, "Unmute")
    assert "No longer muted here, by <@" in heard.text
    assert "Unmute" not in [one["text"]["text"] for one in heard.buttons]


def test_the_trend_is_shown_in_the_thread(world: World, alert: Reply) -> None:
    trend = world.press(alert, "Show trend")
    assert trend.thread == alert.ts
    assert "50" in trend.words


def test_a_button_of_an_alert_that_is_not_held_says_so_to_the_person(
    world: World, alert: Reply
) -> None:
    told = world.press_alone(alert, "Mute here", value='{"area": "merton", "key": "unheard of"}')
    assert "not held any more" in told.words


def test_who_has_no_role_may_read_an_alert_and_not_act_on_it(
    world: World, alert: Reply, store: Store
) -> None:
    admin = world.slack.id_of(ADMIN)
    for label in ("Acknowledge", "Snooze until", "Add the action", "Mute here"):
        told = world.press_alone(alert, label, by="ben")
        assert told.words == (
            f"Only an editor may act on an alert. Ask <@{admin}> for `/kpi role @you editor`."
        )
    form = world.open_form(alert, "Acknowledge")  # opened by Anna, sent by somebody who may not
    before = len(world.slack.calls("chat.postEphemeral"))
    assert world.submit(form, by="ben", value="Seen") is None
    (told,) = waited(lambda: world.slack.calls("chat.postEphemeral")[before:], "the refusal")
    assert told["text"].startswith("Only an editor may act on an alert.")
    about = json.loads(alert.button("Mute here")["value"])
    told_of = of_key(looking(store), about["area"], about["key"], alert.channel)
    assert told_of and told_of.alert
    assert done(store, "merton", told_of.alert.indicator, alert.channel) == ()
    assert "50" in world.press(alert, "Show trend").words


def test_every_act_is_kept_with_who_did_it_and_when(
    world: World, store: Store, channel: str
) -> None:
    (turned,) = turned_red(store, channel=channel)
    (alert,) = waited(lambda: world.standing(channel), "the alert")
    world.submit(world.open_form(alert, "Acknowledge"), value="Seen")
    world.turn(shows(world, alert, "Acknowledged by"), "Mute here")
    first, second = done(store, "merton", turned.indicator, alert.channel)
    assert (first.act, first.words, second.act) == (Act.ACKNOWLEDGED, "Seen", Act.MUTED)
    assert first.by == second.by == world.slack.person("anna").auth_test()["user_id"]
    assert datetime.now(UTC) - first.at < timedelta(minutes=1)
