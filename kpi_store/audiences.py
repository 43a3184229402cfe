"""Keep who reads a channel and who may do what, as agreed, by whom and when.

What is agreed is added as a row and the newest counts. A channel nobody has marked is read by the
council, and is not answered where another organisation shares it. Channels, people and groups
are held by Slack's ids.
"""

from dataclasses import dataclass
from datetime import datetime

from kpi_store.domain.audience import Audience, Role
from kpi_store.store import Store
from kpi_store.writing import insert

MARKABLE = (Audience.OFFICERS, Audience.PUBLIC)

CHANNEL = insert("channel", ("channel", "seq", "audience", "shared_allowed", "by", "at"))
MEMBER = insert("member", ("subject", "seq", "role", "by", "at"))
OF_CHANNEL = """
    select audience, shared_allowed, by, at from channel where channel = ?
    order by seq desc limit 1"""
MEMBERS = "select subject, role, by, at from member order by seq"


@dataclass(frozen=True)
class Agreed:
    """What holds for a channel; `by` and `at` say who agreed it and when, '' and None: nobody."""

    audience: Audience = Audience.COUNCIL
    shared_allowed: bool = False
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Member:
    """The role a person or a group has, with who gave it and when."""

    role: Role
    by: str
    at: datetime


def agreed(store: Store, channel: str) -> Agreed:
    """What holds for *channel*."""
    with store.database.reading() as connection:
        row = connection.execute(store.database.dialect.sql(OF_CHANNEL), (channel,)).fetchone()
    return Agreed() if row is None else _agreed(store, *row)


def mark(store: Store, channel: str, audience: Audience, *, by: str, now: datetime) -> None:
    """Agree that *audience* reads *channel*: officers, public, or council for no mark."""
    _agree(store, channel, audience=audience, allowed=None, by=by, now=now)


def allow_shared(store: Store, channel: str, *, allowed: bool, by: str, now: datetime) -> None:
    """Agree whether *channel* is answered although another organisation shares it."""
    _agree(store, channel, audience=None, allowed=allowed, by=by, now=now)


def members(store: Store) -> dict[str, Member]:
    """Every person and group that has a role, by id, in the order in which roles were given."""
    with store.database.reading() as connection:
        rows = connection.execute(MEMBERS).fetchall()
    read = store.database.dialect.read_moment
    newest = {subject: (role, by, at) for subject, role, by, at in rows}
    return {
        subject: Member(Role(role), by, read(at))
        for subject, (role, by, at) in newest.items()
        if role
    }


def give(store: Store, subject: str, role: Role | None, *, by: str, now: datetime) -> None:
    """Give a person or a group a role; None takes away the one they have."""
    with store.writing() as writer:
        moment = writer.dialect.moment(now)
        writer.put(MEMBER, (subject, writer.number(), role or "", by, moment))


def _agree(
    store: Store,
    channel: str,
    *,
    audience: Audience | None,
    allowed: bool | None,
    by: str,
    now: datetime,
) -> None:
    """Add a row for *channel* that keeps what is not agreed anew."""
    with store.writing() as writer:
        row = writer.run(OF_CHANNEL, (channel,)).fetchone()
        held = Agreed() if row is None else _agreed(store, *row)
        values = (
            audience or held.audience,
            held.shared_allowed if allowed is None else allowed,
        )
        moment = writer.dialect.moment(now)
        writer.put(CHANNEL, (channel, writer.number(), *values, by, moment))


def _agreed(store: Store, audience: str, allowed: object, by: str, at: object) -> Agreed:
    read = store.database.dialect.read_moment
    return Agreed(Audience(audience), bool(allowed), by, read(at))
