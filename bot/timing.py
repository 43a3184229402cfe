"""Agree when a channel or a person is told things: `/kpi digest`, `/kpi quiet`, `/kpi panel`."""

from dataclasses import replace
from datetime import date, datetime

from bot.blocks import Message, plain
from bot.desk import Desk
from bot.following import Reader, allow_change, reader_meant
from bot.permits import require
from bot.places import Place
from kpi_store.domain.audience import Role
from kpi_store.domain.period import said_date
from kpi_store.domain.timetable import LONDON, Digests, QuietHours, Rhythm, read_day
from kpi_store.timetables import (
    Timetable,
    agree,
    next_due,
    panels,
    set_panel,
    timetable_of,
)

OFF = ("off", "none", "no", "never")
NO_PANEL = "No panel is in the diary: say when it meets, such as `/kpi panel 6 November 2019`."


def digest(desk: Desk, words: str, place: Place) -> Message:
    """Agree how often a digest comes, or say what is agreed."""
    reader, rest = reader_meant(desk, words, place)
    agreed = timetable_of(desk.store, reader.channel)
    if rest.strip():
        allow_change(desk, reader, place.user)
        wanted = None if rest.strip().lower() in OFF else Digests.parse(rest)
        agreed = _agreed(desk, replace(agreed, digests=wanted), place.user)
    return plain(_digest_said(desk, reader, agreed))


def quiet(desk: Desk, words: str, place: Place) -> Message:
    """Agree the hours in which nothing is sent, or say what is agreed."""
    reader, rest = reader_meant(desk, words, place)
    agreed = timetable_of(desk.store, reader.channel)
    if rest.strip():
        allow_change(desk, reader, place.user)
        wanted = None if rest.strip().lower() in OFF else QuietHours.parse(rest)
        agreed = _agreed(desk, replace(agreed, quiet=wanted), place.user)
    who = "you" if reader.is_person else "this channel"
    if agreed.quiet is None:
        return plain(f"No quiet hours hold for {who}: what turns red is sent at once.")
    return plain(
        f"Quiet hours hold for {who} from {agreed.quiet.start:%H:%M} to {agreed.quiet.end:%H:%M} "
        "every day, in London's time. What turns red in them is sent when they end."
    )


def panel(desk: Desk, words: str, place: Place) -> Message:
    """Put a day in the panel's diary, take one out with 'off', or say what is in it."""
    first, _, rest = words.strip().partition(" ")
    meets = first.lower() not in OFF
    if said := (words if meets else rest).strip():
        require(desk.places, place.user, Role.EDITOR, "change the diary")
        day = read_day(said)
        set_panel(desk.store, day, meets=meets, by=place.user, now=desk.now())
        does = "meets" if meets else "does not meet"
        return plain(f"The panel {does} on {_on(day)}.\n{_diary(desk)}")
    return plain(_diary(desk))


def _agreed(desk: Desk, wanted: Timetable, user: str) -> Timetable:
    agree(desk.store, wanted, by=user, now=desk.now())
    return wanted


def _digest_said(desk: Desk, reader: Reader, agreed: Timetable) -> str:
    who = reader.does("get")
    if agreed.digests is None:
        return f"{who} no digest. Say `/kpi digest weekly at 08:30`, or monthly, or panel."
    due = next_due(agreed.digests, panels(desk.store), now=desk.now())
    said = f"{who} a digest {agreed.digests.words()}, London's time"
    if due:
        return f"{said}; the next on {_on(due)}."
    return f"{said}. {NO_PANEL}" if agreed.digests.rhythm is Rhythm.PANEL else f"{said}."


def _diary(desk: Desk) -> str:
    today = desk.now().astimezone(LONDON).date()
    coming = [_on(day) for day in panels(desk.store) if day >= today]
    return f"In the diary: {'; '.join(coming)}." if coming else NO_PANEL


def _on(day: date) -> str:
    when = day.astimezone(LONDON).date() if isinstance(day, datetime) else day
    return f"{when:%A} {said_date(when)}"
