"""Hold when each channel is told things, and on which days the panel meets.

Every agreement is a row with who made it and when, and the newest counts. When a digest is due is
worked out by APScheduler's CronTrigger, used as a calculator only: nothing here waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, takewhile
from typing import Any

from kpi_store.domain.timetable import LONDON, Digests, QuietHours, Rhythm
from kpi_store.rows import Row
from kpi_store.store import Store
from kpi_store.writing import insert

LOOK_BACK = timedelta(days=40)  # a digest missed for longer is made with the next one

ADD = insert("timetable", ("channel", "seq", "digest", "quiet_from", "quiet_to", "by", "at"))
ADD_PANEL = insert("panel", ("dated", "seq", "active", "by", "at"))
OF_CHANNEL = """
    select channel, digest, quiet_from, quiet_to, at from timetable where channel = ?
    order by seq desc"""
ALL = "select channel, digest, quiet_from, quiet_to, at from timetable order by channel, seq desc"
PANELS = """
    select dated from panel one where active and not exists (
        select 1 from panel newer where newer.dated = one.dated and newer.seq > one.seq)
    order by dated"""


@dataclass(frozen=True)
class Timetable:
    """What is agreed with a channel; `since` is when its digest was agreed as it is now."""

    channel: str
    digests: Digests | None = None
    quiet: QuietHours | None = None
    since: datetime | None = None


def timetable_of(store: Store, channel: str) -> Timetable:
    """What is agreed with *channel*; by default no digest and no quiet hours."""
    with store.database.reading() as connection:
        sql = store.database.dialect.sql(OF_CHANNEL)
        rows = connection.execute(sql, (channel,)).fetchall()
    return _newest(store, rows) if rows else Timetable(channel)


def with_digests(store: Store) -> list[Timetable]:
    """The timetables of every channel that gets a digest."""
    with store.database.reading() as connection:
        rows = connection.execute(store.database.dialect.sql(ALL)).fetchall()
    found = [_newest(store, list(those)) for _, those in groupby(rows, key=lambda row: row[0])]
    return [one for one in found if one.digests]


def agree(store: Store, wanted: Timetable, *, by: str, now: datetime) -> None:
    """Keep *wanted* as what is agreed with its channel from *now* on."""
    quiet = wanted.quiet
    hours = (f"{quiet.start:%H:%M}", f"{quiet.end:%H:%M}") if quiet else ("", "")
    with store.writing() as writer:
        digest, moment = str(wanted.digests or ""), writer.dialect.moment(now)
        writer.put(ADD, (wanted.channel, writer.number(), digest, *hours, by, moment))


def quiet_until(store: Store, channel: str, now: datetime) -> datetime | None:
    """When the quiet hours that hold for *channel* at *now* end; None where none hold."""
    quiet = timetable_of(store, channel).quiet
    return quiet.until(now) if quiet else None


def panels(store: Store) -> list[date]:
    """The days on which the panel meets, in order."""
    dialect = store.database.dialect
    with store.database.reading() as connection:
        rows = connection.execute(dialect.sql(PANELS)).fetchall()
    return [dialect.read_day(row[0]) for row in rows]


@dataclass(frozen=True)
class LastPanel:
    """The day of the last panel, and how that is known."""

    day: date
    why: str


def last_panel(store: Store, edition: str, today: date) -> LastPanel | None:
    """The last panel in the diary by *today*; else the day of the edition's newest paper."""
    met = [day for day in panels(store) if day <= today]
    if met:
        return LastPanel(met[-1], "The last panel in the diary.")
    with store.snapshot(today) as snapshot:
        papers = [one.date for one in snapshot.publications() if one.edition == edition]
    days = [day for day in papers if day]
    why = "No panel stands in the diary: the day is that of the newest paper."
    return LastPanel(max(days), why) if days else None


def set_panel(store: Store, day: date, *, meets: bool, by: str, now: datetime) -> None:
    """Keep that the panel meets on *day*, or that it does not."""
    with store.writing() as writer:
        dialect = writer.dialect
        writer.put(ADD_PANEL, (dialect.day(day), writer.number(), meets, by, dialect.moment(now)))


def last_due(
    digests: Digests, meetings: Sequence[date], *, after: datetime, now: datetime
) -> datetime | None:
    """The last moment after *after*, and not after *now*, at which a digest was due.

    The digest before a panel is not made any more once its day is over.
    """
    if digests.rhythm is Rhythm.PANEL:
        today = now.astimezone(LONDON).date()
        eves = [_eve(day, digests) for day in meetings if day >= today]
        return max((one for one in eves if after < one <= now), default=None)
    trigger, found = _trigger(digests), None
    start = max(after, now - LOOK_BACK) + timedelta(microseconds=1)
    while (due := trigger.get_next_fire_time(None, start)) and due <= now:
        found, start = due, due + timedelta(seconds=1)
    return found


def next_due(digests: Digests, meetings: Sequence[date], *, now: datetime) -> datetime | None:
    """The next moment after *now* at which a digest is due; None where no panel is in sight."""
    if digests.rhythm is Rhythm.PANEL:
        return min((one for day in meetings if (one := _eve(day, digests)) > now), default=None)
    soon = now + timedelta(microseconds=1)
    due: datetime | None = _trigger(digests).get_next_fire_time(None, soon)
    return due


def _eve(panel: date, digests: Digests) -> datetime:
    return datetime.combine(panel - timedelta(days=1), digests.at, LONDON)


def _trigger(digests: Digests) -> Any:
    from apscheduler.triggers.cron import CronTrigger

    when = {"day_of_week": "mon"} if digests.rhythm is Rhythm.WEEKLY else {"day": "1st mon"}
    return CronTrigger(hour=digests.at.hour, minute=digests.at.minute, timezone=LONDON, **when)


def _newest(store: Store, rows: Sequence[Row]) -> Timetable:
    """What the newest of *rows* (newest first) says, and since when its digest has been so."""
    channel, digest, start, end, _ = rows[0]
    same = list(takewhile(lambda row: row[1] == digest, rows))
    return Timetable(
        channel,
        Digests.parse(digest) if digest else None,
        QuietHours.parse(f"{start}-{end}") if start else None,
        store.database.dialect.read_moment(same[-1][4]),
    )
