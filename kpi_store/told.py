"""Say what a channel has been told about an indicator, and where those messages stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kpi_store.domain.alert import Alert, Turn
from kpi_store.domain.notice import Group, Notice
from kpi_store.notices import read
from kpi_store.rows import Row
from kpi_store.store import Store, Writer

ABOUT = """
    select id, key, channel, state, ts, payload from outbox
    where area = ? and channel = ? and payload like ? order by id"""
OF_KEY = """
    select id, key, channel, state, ts, payload from outbox
    where area = ? and key = ? and channel in (?, '') order by channel desc"""
OF_MESSAGE = "select payload from outbox where key = ? limit 1"

Look = Callable[[str, tuple[Any, ...]], Sequence[Row]]


@dataclass(frozen=True)
class Told:
    """A notice as it stands in the outbox; `ts` is its message's, once it was sent."""

    id: int
    key: str
    channel: str  # '': the configured one
    state: str
    ts: str | None
    notice: Notice

    @property
    def alert(self) -> Alert | None:
        """The change it tells of, where it tells of one."""
        return self.notice if isinstance(self.notice, Alert) else None

    @property
    def turned(self) -> bool:
        """Whether it tells that an indicator turned red."""
        return self.alert is not None and self.alert.turn is Turn.TURNED


def looking(store: Store) -> Look:
    """Looks at the outbox as it is whenever it is asked."""

    def look(statement: str, values: tuple[Any, ...]) -> Sequence[Row]:
        with store.database.reading() as connection:
            rows: Sequence[Row] = connection.execute(
                store.database.dialect.sql(statement), values
            ).fetchall()
        return rows

    return look


def looking_within(writer: Writer) -> Look:
    """Looks at the outbox with what *writer* has added so far."""

    def look(statement: str, values: tuple[Any, ...]) -> Sequence[Row]:
        rows: Sequence[Row] = writer.run(statement, values).fetchall()
        return rows

    return look


def about(look: Look, area: str, indicator: str, channel: str) -> tuple[Told, ...]:
    """Every alert of *indicator* for *channel* (as the outbox names it), oldest first."""
    rows = look(ABOUT, (area, channel, f'%"indicator":"{indicator}"%'))
    told = [_told(row) for row in rows]
    return tuple(one for one in told if one.alert and one.alert.indicator == indicator)


def is_for_all(look: Look, notice: Notice) -> bool:
    """Whether *notice*, or a change it heads, is for the configured channel by its default too."""
    key = notice.alerts[0].key if isinstance(notice, Group) else notice.key
    found = of_key(look, notice.area, key, "")
    return found is not None


def of_key(look: Look, area: str, key: str, channel: str) -> Told | None:
    """The notice *key* for *channel*, or for the configured one; None when there is none."""
    rows = look(OF_KEY, (area, key, channel))
    return _told(rows[0]) if rows else None


def notice_of(look: Look, key: str) -> Notice | None:
    """What is told under *key*, the same in every channel; None when there is nothing."""
    rows = look(OF_MESSAGE, (key,))
    return read(rows[0][0]) if rows else None


def last_turned(rows: tuple[Told, ...], *, before: int) -> Told | None:
    """The newest of *rows* that turned red and is older than row *before*."""
    return next((one for one in reversed(rows) if one.turned and one.id < before), None)


def recovery(rows: tuple[Told, ...], told: Told) -> Alert | None:
    """The change that took *told*'s indicator out of red again, if it came before the next turn."""
    later = next((one for one in rows if one.id > told.id), None)
    return later.alert if later and told.turned and not later.turned else None


def _told(row: Row) -> Told:
    number, key, channel, state, ts, payload = row
    return Told(number, key, channel, state, ts, read(payload))
