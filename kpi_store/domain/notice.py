"""Say what a channel may be told unasked, as data: a change, several of one paper, and after.

Every notice has a `key`, opaque and unique in its area, and the `area` whose figures it is about.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from kpi_store.domain.alert import Alert
from kpi_store.domain.period import said_date


@dataclass(frozen=True)
class Group:
    """Several changes of one publication: one message, a line each; details in its thread."""

    key: str
    area: str
    edition: str
    edition_title: str
    source: str
    alerts: tuple[Alert, ...]


@dataclass(frozen=True)
class Refresh:
    """Bring the message of the notice `of` up to date with what has happened since."""

    key: str
    area: str
    of: str


@dataclass(frozen=True)
class Reminder:
    """Say that what `alert` told is still so, now that it has been put off until a day."""

    key: str
    area: str
    alert: Alert
    until: date


Notice = Alert | Group | Refresh | Reminder


def opaque(*what: object) -> str:
    """A key that is the same for the same *what*, and from which nothing can be read.

    >>> opaque("merton", 11) == opaque("merton", 11) != opaque("merton", 12)
    True
    """
    return hashlib.sha256("|".join(map(str, what)).encode()).hexdigest()[:32]


def in_short(notice: Notice) -> str:
    """The notice in a few words, for a list of what waits."""
    match notice:
        case Group():
            return f"{len(notice.alerts)} changes of {notice.source}"
        case Refresh():
            return "a message to bring up to date"
        case Reminder():
            since = said_date(notice.until)
            return f"reminder of indicator {notice.alert.number}, put off until {since}"
        case Alert():
            what = f"{notice.before} to {notice.after} for {notice.period_words}"
            return f"indicator {notice.number} {notice.turn}, {what}"
