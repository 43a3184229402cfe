"""Say what may wait to be told to a channel unasked, as data: changes, what follows, a digest.

Every notice has a `key`, opaque and unique in its area, and the `area` whose figures it is about.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from kpi_store.domain.alert import Alert
from kpi_store.domain.answer import ChangeSaid, Row


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
    """Say that what `alert` told is still so, once it was put off `until` a day, or muted."""

    key: str
    area: str
    alert: Alert
    until: date | None


@dataclass(frozen=True)
class Digest:
    """What a channel follows of one edition, on the day *due*; texts are as said, unescaped.

    `key` is opaque and unique to the edition and the moment (not to the channel).
    """

    key: str
    area: str
    edition: str
    edition_title: str
    due: date
    since: date  # the day of the digest before; that day's changes are told again, not lost
    follows: tuple[str, ...]  # in words: 'Child protection'; none means the whole edition
    red: tuple[Row, ...]
    turned: tuple[ChangeSaid, ...]
    corrections: tuple[ChangeSaid, ...]
    missing: tuple[Row, ...]  # without a figure for the newest period of their kind


Notice = Alert | Group | Refresh | Reminder | Digest
KINDS: dict[str, type[Notice]] = {
    "alert": Alert,
    "group": Group,
    "refresh": Refresh,
    "reminder": Reminder,
    "digest": Digest,
}


def kind_of(notice: Notice) -> str:
    """The name of the notice's kind, as it is stored."""
    return next(name for name, kind in KINDS.items() if isinstance(notice, kind))


def opaque(*what: object) -> str:
    """A key that is the same for the same *what*, and from which nothing can be read.

    >>> opaque("merton", 11) == opaque("merton", 11) != opaque("merton", 12)
    True
    """
    return hashlib.sha256("|".join(map(str, what)).encode()).hexdigest()[:32]
