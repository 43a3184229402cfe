"""Hold the alerts and digests that wait to be delivered, so that each is posted once.

A row is claimed for a time (its lease) by comparing and setting: whoever changes the row as it
was seen has it, and nobody else, on both databases. The moment of the first attempt is kept
before the attempt is made, so that whoever comes after a crash knows to look before posting.
States: pending, sending, sent, held (the workspace refuses us: an operator must act), dead, and
snoozed or muted (somebody asked for silence about the indicator: nothing is said, or lost).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kpi_store.domain.errors import KpiError
from kpi_store.domain.notice import Notice
from kpi_store.domain.notice_words import in_brief
from kpi_store.notices import read, written
from kpi_store.rows import Row
from kpi_store.store import Store, Writer
from kpi_store.writing import insert

PENDING, SENDING, SENT, HELD, DEAD = "pending", "sending", "sent", "held", "dead"
SNOOZED, MUTED = "snoozed", "muted"

ADD = insert(
    "outbox",
    (
        *("area", "id", "key", "channel", "payload", "state", "attempts", "created_at"),
        *("not_before", "error"),
    ),
)
DUE = """
    select area, id, key, channel, payload, state, attempts, first_sent_at, lease_until from outbox
    where state in ('pending', 'sending') and not_before <= ?
        and (lease_until is null or lease_until <= ?) and (channel <> '' or ?)
    order by not_before, id limit ?"""
CLAIM = """
    update outbox set lease_until = ?
    where area = ? and id = ? and state = ? and attempts = ?
        and (lease_until = ? or (lease_until is null and ?))"""
OURS = "where area = ? and id = ? and lease_until = ? and state in ('pending', 'sending')"
TRYING = f"""
    update outbox set state = 'sending', attempts = attempts + 1,
        first_sent_at = coalesce(first_sent_at, ?) {OURS}"""
ARRIVED = """
    update outbox set state = 'sent', ts = ?, first_sent_at = coalesce(first_sent_at, ?),
        lease_until = null, error = '' where area = ? and id = ?"""
AGAIN = f"""
    update outbox set state = 'pending', not_before = ?, lease_until = null,
        attempts = attempts - case when state = 'sending' then ? else 0 end {OURS}"""
STOPPED = f"update outbox set state = ?, error = ?, lease_until = null {OURS}"
REVIVED = """
    update outbox set state = 'pending', attempts = 0, not_before = ?, error = ''
    where state = ?"""
AGAIN_ALL = """
    update outbox set state = 'pending', attempts = 0, not_before = ?, error = ''
    where state in ('held', 'dead', 'snoozed', 'muted') and (? or id = ?)"""
WAITING = """
    select id, key, channel, payload, state, attempts, created_at, not_before, error from outbox
    where state <> 'sent' order by id"""


class LostLeaseError(KpiError):
    """Another worker has taken the alert meanwhile; it must not be posted from here."""

    def __init__(self, pending: "Pending") -> None:
        super().__init__(f"Alert {pending.id} has been taken by another worker meanwhile.")


@dataclass(frozen=True)
class Pending:
    """An alert claimed until `lease_until`; `channel` '' means the configured one.

    `first_sent_at` is set when an attempt was made before: the message may have arrived.
    """

    id: int
    area: str
    key: str
    channel: str
    notice: Notice
    attempts: int
    first_sent_at: datetime | None
    lease_until: datetime


@dataclass(frozen=True)
class Waiting:
    """An alert that has not been delivered, and why not."""

    id: int
    key: str
    channel: str
    notice: Notice
    state: str
    attempts: int
    created_at: datetime
    not_before: datetime
    error: str

    def words(self) -> str:
        """One line for a person: '7 held: indicator 2 turned red, Q2 2019/20 (invalid_auth)'."""
        tried = f", tried {self.attempts} times" if self.attempts else ""
        why = f" ({self.error})" if self.error else ""
        return f"{self.id} {self.state}{tried}: {in_brief(self.notice)}{why}"


def add(
    writer: Writer,
    notice: Notice,
    *,
    channel: str,
    now: datetime,
    not_before: datetime | None = None,
) -> None:
    """Put a notice in the outbox, in the transaction of what caused it; due at once by default."""
    moment = writer.dialect.moment
    writer.put(
        ADD,
        (
            *(notice.area, writer.number(), notice.key, channel, written(notice), PENDING, 0),
            *(moment(now), moment(not_before or now), ""),
        ),
    )


def claim(
    store: Store, *, now: datetime, limit: int, lease: timedelta, unnamed: bool = True
) -> list[Pending]:
    """Up to *limit* notices that are due, oldest first, held by nobody else until *lease* is over.

    Choose a lease longer than a delivery can take. Those for the configured channel are left
    alone unless *unnamed*.
    """
    dialect = store.database.dialect
    moment, until = dialect.moment(now), dialect.moment(now + lease)
    with store.database.reading() as connection:
        due = connection.execute(dialect.sql(DUE), (moment, moment, unnamed, limit)).fetchall()
    if not due:
        return []
    claimed: list[Row] = []
    with store.writing() as writer:
        for row in due:
            area, number, _, _, _, state, attempts, _, seen = row
            was = (area, number, state, attempts, seen, seen is None)
            if writer.run(CLAIM, (until, *was)).rowcount == 1:
                claimed.append(row)
    moment_of = dialect.read_moment
    return [
        Pending(
            id=number,
            area=area,
            key=key,
            channel=channel,
            notice=read(payload),
            attempts=attempts,
            first_sent_at=None if first is None else moment_of(first),
            lease_until=moment_of(until),
        )
        for area, number, key, channel, payload, _, attempts, first, _ in claimed
    ]


def sending(store: Store, pending: Pending, *, now: datetime) -> None:
    """Note that an attempt begins *now*; raises LostLeaseError when it must not be made."""
    if not _settle(store, pending, TRYING, store.database.dialect.moment(now)):
        raise LostLeaseError(pending)


def sent(store: Store, pending: Pending, *, ts: str, now: datetime) -> None:
    """Note that the message stands in the channel as *ts*, whoever holds the lease by now."""
    with store.writing() as writer:
        moment = writer.dialect.moment(now)
        writer.run(ARRIVED, (ts, moment, pending.area, pending.id))


def later(store: Store, pending: Pending, *, not_before: datetime, refused: bool = False) -> bool:
    """Let it be tried again from *not_before* on; False when another worker has it by now.

    *refused* gives the attempt back: Slack said 'not now', and certainly posted nothing.
    """
    moment = store.database.dialect.moment(not_before)
    return _settle(store, pending, AGAIN, moment, 1 if refused else 0)


def dead(store: Store, pending: Pending, *, error: str) -> bool:
    """Give it up with *error*; False when another worker has it by now."""
    return _settle(store, pending, STOPPED, DEAD, error)


def held(store: Store, pending: Pending, *, error: str) -> bool:
    """Hold it until an operator has acted on *error*; False when another worker has it by now."""
    return _settle(store, pending, STOPPED, HELD, error)


def unsaid(store: Store, pending: Pending, *, state: str, why: str) -> bool:
    """Say nothing, and keep why: *state* is snoozed, muted, or sent for what is over.

    False when another worker has it by now.
    """
    return _settle(store, pending, STOPPED, state, why)


def revive(store: Store, *, now: datetime, state: str = HELD) -> int:
    """Let those that are held (or dead) be tried afresh; returns how many."""
    with store.writing() as writer:
        return int(writer.run(REVIVED, (writer.dialect.moment(now), state)).rowcount)


def send_again(store: Store, *, now: datetime, number: int | None = None) -> int:
    """Let what was given up, held or kept silent be tried afresh: *number* alone, or all of it.

    Returns how many. What may have been posted before is still looked for before it is posted.
    """
    with store.writing() as writer:
        moment = writer.dialect.moment(now)
        return int(writer.run(AGAIN_ALL, (moment, number is None, number or 0)).rowcount)


def waiting(store: Store) -> list[Waiting]:
    """Everything that has not been delivered, oldest first."""
    dialect = store.database.dialect
    with store.database.reading() as connection:
        rows = connection.execute(WAITING).fetchall()
    return [
        Waiting(
            id=number,
            key=key,
            channel=channel,
            notice=read(payload),
            state=state,
            attempts=attempts,
            created_at=dialect.read_moment(created),
            not_before=dialect.read_moment(due),
            error=error,
        )
        for number, key, channel, payload, state, attempts, created, due, error in rows
    ]


def _settle(store: Store, pending: Pending, statement: str, *values: object) -> bool:
    with store.writing() as writer:
        ours = (pending.area, pending.id, writer.dialect.moment(pending.lease_until))
        return bool(writer.run(statement, (*values, *ours)).rowcount == 1)
