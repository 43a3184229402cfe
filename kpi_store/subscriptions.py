"""Hold what channels and people follow, with who asked for it and when.

Nothing is taken away: to stop following is a row of its own, and the newest row of the same thing
counts. A person is held by the channel of their direct messages with the bot.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kpi_store.domain.alert import Alert
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.rows import Row
from kpi_store.store import Store, Writer
from kpi_store.writing import insert


class Follows(StrEnum):
    """What sort of thing is followed."""

    RED = "red"
    EDITION = "edition"
    SECTION = "section"
    INDICATOR = "indicator"


@dataclass(frozen=True)
class Wanted:
    """One thing to follow: everything red ('' for every edition's), or a part of one edition.

    `what` is a section's name or an indicator's key, and '' for the other two.
    """

    kind: Follows
    edition: str
    what: str = ""


@dataclass(frozen=True)
class Subscription:
    """What a channel follows, and who asked for it when; `number` is the row's own."""

    number: int
    channel: str
    wanted: Wanted
    by: str
    at: datetime


ADD = insert("subscription", ("seq", "channel", "edition", "kind", "what", "active", "by", "at"))
NEWEST = """
    not exists (
        select 1 from subscription newer
        where newer.channel = one.channel and newer.edition = one.edition
            and newer.kind = one.kind and newer.what = one.what and newer.seq > one.seq)"""
OF_CHANNEL = f"""
    select seq, channel, edition, kind, what, by, at from subscription one
    where channel = ? and active and {NEWEST} order by seq"""
FOLLOWERS = f"""
    select distinct channel from subscription one
    where active and {NEWEST} and (
        (kind = 'red' and edition in ('', ?)) or (kind = 'edition' and edition = ?)
        or (kind = 'section' and edition = ? and what = ?)
        or (kind = 'indicator' and what = ?))
    order by channel"""


def follow(store: Store, channel: str, wanted: Wanted, *, by: str, now: datetime) -> bool:
    """Let *channel* follow *wanted*; False when it does already."""
    return _put(store, channel, wanted, active=True, by=by, now=now)


def unfollow(store: Store, channel: str, wanted: Wanted, *, by: str, now: datetime) -> bool:
    """Let *channel* follow *wanted* no longer; False when it does not."""
    return _put(store, channel, wanted, active=False, by=by, now=now)


def of_channel(store: Store, channel: str) -> tuple[Subscription, ...]:
    """What *channel* follows, in the order in which it was asked for."""
    dialect = store.database.dialect
    with store.database.reading() as connection:
        rows = connection.execute(dialect.sql(OF_CHANNEL), (channel,)).fetchall()
    return tuple(
        Subscription(seq, place, _wanted(edition, kind, what), by, dialect.read_moment(at))
        for seq, place, edition, kind, what, by, at in rows
    )


def heard_by(
    writer: Writer, alerts: Iterable[Alert], held: Edition, *, channel: str
) -> dict[str, list[Alert]]:
    """Which of *alerts* of an edition each place hears: *channel* all, a follower its own."""
    heard: dict[str, list[Alert]] = {}
    for alert in alerts:
        listing = held.by_key(alert.indicator)
        section = (listing.section if listing else None) or ""
        where: Row = (held.code, held.code, held.code, section, alert.indicator)
        followers = [row[0] for row in writer.run(FOLLOWERS, where).fetchall()]
        for place in dict.fromkeys((channel, *followers)):
            heard.setdefault(place, []).append(alert)
    return heard


def covers(wanted: Wanted, listing: Listing) -> bool:
    """Whether *wanted* takes in *listing*: the rule by which a follower hears an alert.

    The indicator itself is followed through every edition that lists it.
    """
    match wanted.kind:
        case Follows.RED:
            return wanted.edition in ("", listing.edition)
        case Follows.EDITION:
            return wanted.edition == listing.edition
        case Follows.SECTION:
            return (wanted.edition, wanted.what) == (listing.edition, listing.section)
        case Follows.INDICATOR:
            return wanted.what == listing.key


def _put(
    store: Store, channel: str, wanted: Wanted, *, active: bool, by: str, now: datetime
) -> bool:
    with store.writing() as writer:
        rows = writer.run(OF_CHANNEL, (channel,)).fetchall()
        held = {_wanted(edition, kind, what) for _, _, edition, kind, what, _, _ in rows}
        if (wanted in held) is active:
            return False
        moment = writer.dialect.moment(now)
        thing = (wanted.edition, str(wanted.kind), wanted.what)
        writer.put(ADD, (writer.number(), channel, *thing, active, by, moment))
    return True


def _wanted(edition: str, kind: str, what: str) -> Wanted:
    return Wanted(Follows(kind), edition, what)
