"""Decide what is said of a notice now, and where: a post, an update, or nothing yet.

A message is always rendered from what the store holds at that moment, so that it may be rendered
again and nothing is lost: a recovery, an acknowledgement, a snooze.
"""

import logging
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.alert_cards import Since, alert_message, group_message, reminder_message
from bot.limits import Message
from bot.notices import digest_message
from kpi_store import outbox
from kpi_store.alert_acts import Done, done, silence
from kpi_store.audiences import agreed
from kpi_store.disclosed import told_to
from kpi_store.domain.alert import Alert
from kpi_store.domain.notice import Digest, Group, Refresh, Reminder
from kpi_store.domain.period import said_date
from kpi_store.outbox import Pending
from kpi_store.store import Store
from kpi_store.told import Look, Told, about, last_turned, looking, of_key, recovery

log = logging.getLogger(__name__)

ON_ITS_WAY = (outbox.PENDING, outbox.SENDING, outbox.HELD)
OVER = "nothing is left to say"


@dataclass(frozen=True)
class Post:
    """A message to be posted, in a *thread* where one is named; `broadcast`: in both."""

    message: Message
    thread: str | None = None
    broadcast: bool = False


@dataclass(frozen=True)
class Update:
    """A message to be put in the place of the one that stands as *ts*."""

    message: Message
    ts: str
    key: str


@dataclass(frozen=True)
class Unsaid:
    """Nothing is said; *state* and *why* are kept in the outbox."""

    state: str
    why: str


@dataclass(frozen=True)
class NotYet:
    """What it follows on has not been posted: it waits for that."""


Plan = Post | Update | Unsaid | NotYet


@dataclass(frozen=True)
class Sources:
    """What plans are made from; `channel` is Slack's id of the notice's channel."""

    store: Store
    client: WebClient
    channel: str
    now: datetime

    def told(self, alert: Alert) -> Alert:
        """The change as the readers of the channel may be told of it."""
        return told_to(agreed(self.store, self.channel).audience, self.store, alert)


def plan(sources: Sources, pending: Pending) -> Plan:
    """What is to be said of *pending* as things stand."""
    notice = pending.notice
    look = looking(sources.store)
    match notice:
        case Alert():
            return _alert(sources, look, pending, notice)
        case Group():
            return _group(sources, look, pending.channel, notice)
        case Reminder():
            return _reminder(sources, look, pending.channel, notice)
        case Refresh():
            return _refresh(sources, look, pending.channel, notice)
        case Digest():
            return Post(digest_message(notice))
        case _:
            assert_never(notice)


def _alert(sources: Sources, look: Look, pending: Pending, alert: Alert) -> Plan:
    rows = about(look, alert.area, alert.indicator, pending.channel)
    told = next(one for one in rows if one.id == pending.id)
    acts = done(sources.store, alert.area, alert.indicator, sources.channel)
    if (silent := silence(acts, sources.now)) is not None:
        return Unsaid(*_silenced(silent))
    message = alert_message(sources.told(alert), _since(sources, look, rows, told, acts))
    before = last_turned(rows, before=pending.id)
    if not told.turned and before:
        if before.state in ON_ITS_WAY:
            return NotYet()
        if before.state == outbox.SENT:
            return Post(message, _thread(look, before))
    heading = of_key(look, alert.area, alert.within, pending.channel) if alert.within else None
    if heading and heading.state in ON_ITS_WAY:
        return NotYet()
    return Post(message, heading.ts if heading else None)


def _group(sources: Sources, look: Look, channel: str, group: Group) -> Plan:
    quiet = [
        silence(done(sources.store, one.area, one.indicator, sources.channel), sources.now)
        for one in group.alerts
    ]
    if all(quiet):
        return Unsaid(*_silenced(next(one for one in quiet if one)))
    silent = {one.key for one, by in zip(group.alerts, quiet, strict=True) if by}
    return Post(_spoken(sources, look, group, channel, silent))


def _spoken(
    sources: Sources, look: Look, group: Group, channel: str, silent: Set[str] = frozenset()
) -> Message:
    """The heading of those changes of *group* that the channel is, or was, told of."""
    alerts, recovered = [], []
    for alert in group.alerts:
        rows = about(look, alert.area, alert.indicator, channel)
        told = next((one for one in rows if one.key == alert.key), None)
        if told and told.state not in (outbox.SNOOZED, outbox.MUTED) and alert.key not in silent:
            alerts.append(sources.told(alert))
            after = recovery(rows, told)
            recovered.append(after and sources.told(after))
    return group_message(replace(group, alerts=tuple(alerts)), recovered)


def _reminder(sources: Sources, look: Look, channel: str, reminder: Reminder) -> Plan:
    area, indicator = reminder.area, reminder.alert.indicator
    rows = about(look, area, indicator, channel)
    newest = rows[-1] if rows else None
    if newest is None or not newest.turned or newest.alert is None:
        return Unsaid(outbox.SENT, OVER)
    acts = done(sources.store, area, indicator, sources.channel)
    if (silent := silence(acts, sources.now)) is not None:
        return Unsaid(*_silenced(silent))
    first = of_key(look, area, reminder.alert.key, channel)
    message = reminder_message(reminder, sources.told(newest.alert), Since(acts=acts))
    thread = _thread(look, first) if first and first.state == outbox.SENT else None
    return Post(message, thread, broadcast=thread is not None)


def _refresh(sources: Sources, look: Look, channel: str, notice: Refresh) -> Plan:
    told = of_key(look, notice.area, notice.of, channel)
    if told is None or (told.state not in ON_ITS_WAY and told.ts is None):
        return Unsaid(outbox.SENT, OVER)
    if told.ts is None:
        return NotYet()
    if isinstance(told.notice, Group):
        return Update(_spoken(sources, look, told.notice, channel), told.ts, told.key)
    if told.alert is None:
        return Unsaid(outbox.SENT, OVER)
    alert = told.alert
    rows = about(look, alert.area, alert.indicator, channel)
    acts = done(sources.store, alert.area, alert.indicator, sources.channel)
    since = _since(sources, look, rows, told, acts)
    return Update(alert_message(sources.told(alert), since), told.ts, told.key)


def _since(
    sources: Sources, look: Look, rows: tuple[Told, ...], told: Told, acts: tuple[Done, ...]
) -> Since:
    earlier = last_turned(rows, before=told.id) if told.turned else None
    after = recovery(rows, told)
    return Since(
        recovery=after and sources.told(after),
        acts=tuple(one for one in acts if one.key == told.key),
        earlier=_address(sources, _thread(look, earlier)) if earlier else "",
    )


def _thread(look: Look, told: Told) -> str | None:
    """The thread in which *told* stands: its own, or that of the heading it stands under."""
    within = told.alert.within if told.alert else ""
    heading = of_key(look, told.notice.area, within, told.channel) if within else None
    return heading.ts if heading and heading.ts else told.ts


def _address(sources: Sources, ts: str | None) -> str:
    """Where a message can be found; '' where Slack does not say."""
    if ts is None:
        return ""
    try:
        found = sources.client.chat_getPermalink(channel=sources.channel, message_ts=ts)
    except SlackApiError as refusal:
        log.warning("An earlier alert cannot be linked: %s.", refusal.response.get("error"))
        return ""
    return str(found["permalink"])


def _silenced(by: Done) -> tuple[str, str]:
    """The state and the reason of what is not said because somebody asked for silence."""
    if by.until:
        return outbox.SNOOZED, f"until {said_date(by.until)}, by {by.by}"
    return outbox.MUTED, f"by {by.by} on {said_date(by.day)}"
