"""Keep what somebody did about an alert: acknowledged it, put it off, acted on it, or muted it.

Who did what and when is added and never changed. Whether a channel is to be left in peace about an
indicator follows from the newest of these acts.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from kpi_store import outbox
from kpi_store.announcing import refresh
from kpi_store.domain.alert import Alert
from kpi_store.domain.errors import BadValue
from kpi_store.domain.notice import Reminder, opaque
from kpi_store.domain.period import said_date
from kpi_store.rows import Row
from kpi_store.store import Store
from kpi_store.told import Told, about, looking_within
from kpi_store.writing import insert

LONDON = ZoneInfo("Europe/London")
MORNING = time(9, 0)  # when a reminder comes, on the day an alert was put off until

ADD = insert(
    "alert_act",
    ("area", "indicator", "channel", "seq", "key", "act", "words", "until", "by", "at"),
)
DONE = """
    select key, act, words, until, by, at from alert_act
    where area = ? and indicator = ? and channel = ? order by seq"""


class Act(StrEnum):
    """What can be done about an alert."""

    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    ACTION = "action"
    MUTED = "muted"
    UNMUTED = "unmuted"


@dataclass(frozen=True)
class Done:
    """An act: about the alert `key`, by the person with Slack's id `by`."""

    key: str
    act: Act
    words: str
    until: date | None
    by: str
    at: datetime

    @property
    def day(self) -> date:
        """The day it was done, by the clock on the wall."""
        return self.at.astimezone(LONDON).date()


def do(
    store: Store,
    told: Told,
    act: Act,
    *,
    channel: str,
    by: str,
    now: datetime,
    words: str = "",
    until: date | None = None,
) -> None:
    """Record that *by* did *act* about the alert *told* to *channel*; its message follows suit.

    Raises BadValue for an act without the words or the day it needs.
    """
    alert = told.alert
    if alert is None:
        raise BadValue(told.key, "only an alert can be acknowledged, put off or muted")
    said = " ".join(words.split())
    if "\x00" in said:
        raise BadValue(said, "it holds a character that is not text")
    if act is Act.ACTION and not said:
        raise BadValue(words, "say what is being done")
    today = now.astimezone(LONDON).date()
    if act is Act.SNOOZED and (until is None or until <= today):
        day = said_date(until) if until else "no day"
        raise BadValue(day, f"choose a day after today, {said_date(today)}")
    with store.writing() as writer:
        number, dialect = writer.number(), writer.dialect
        day_said = None if until is None else dialect.day(until)
        what = (alert.key, str(act), said, day_said, by, dialect.moment(now))
        writer.put(ADD, (alert.area, alert.indicator, channel, number, *what))
        refresh(writer, alert, number, channel=told.channel, now=now)
        rows = about(looking_within(writer), alert.area, alert.indicator, told.channel)
        again = _told_again(alert, act, number, until, rows)
        if again:
            due = datetime.combine(again.until, MORNING, LONDON) if again.until else now
            outbox.add(writer, again, channel=told.channel, now=now, not_before=due)


def done(store: Store, area: str, indicator: str, channel: str) -> tuple[Done, ...]:
    """What was done about *indicator* in *channel*, oldest first."""
    dialect = store.database.dialect
    with store.database.reading() as connection:
        rows: list[Row] = connection.execute(
            dialect.sql(DONE), (area, indicator, channel)
        ).fetchall()
    return tuple(
        Done(
            key=key,
            act=Act(act),
            words=words,
            until=None if until is None else dialect.read_day(until),
            by=by,
            at=dialect.read_moment(at),
        )
        for key, act, words, until, by, at in rows
    )


def silence(acts: tuple[Done, ...], now: datetime) -> Done | None:
    """The act by which nothing is to be said *now*, if one is in force."""
    newest = next((one for one in reversed(acts) if one.act in _OF_SILENCE), None)
    if newest is None or newest.act is Act.UNMUTED:
        return None
    over = newest.until is not None and newest.until <= now.astimezone(LONDON).date()
    return None if newest.act is Act.SNOOZED and over else newest


_OF_SILENCE = (Act.SNOOZED, Act.MUTED, Act.UNMUTED)


def _told_again(
    alert: Alert, act: Act, number: int, until: date | None, rows: tuple[Told, ...]
) -> Reminder | None:
    """The reminder that *act* calls for: after a snooze, or when what was muted may be said."""
    if act is Act.SNOOZED and until:
        return Reminder(opaque("reminder", alert.key, number), alert.area, alert, until)
    unsaid = rows[-1].alert if rows and rows[-1].turned else None
    if act is Act.UNMUTED and unsaid and rows[-1].state == outbox.MUTED:
        return Reminder(opaque("reminder", unsaid.key, number), alert.area, unsaid, None)
    return None
