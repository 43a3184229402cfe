"""Say what may wait to be told to a channel unasked: an alert, or a digest of some weeks."""

from dataclasses import dataclass
from datetime import date

from kpi_store.domain.alert import Alert
from kpi_store.domain.answer import ChangeSaid, Row


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


Notice = Alert | Digest
KINDS: dict[str, type[Notice]] = {"alert": Alert, "digest": Digest}


def kind_of(notice: Notice) -> str:
    """The name of the notice's kind, as it is stored."""
    return next(name for name, kind in KINDS.items() if isinstance(notice, kind))
