"""Turn rows of figures into observations and back; the one place that knows the columns' order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any

from kpi_store.database import Dialect
from kpi_store.domain.observation import Change, Observation, Source, Status
from kpi_store.domain.period import Period
from kpi_store.held import Cell

Row = tuple[Any, ...]

ALWAYS = date.min  # known_from of what a paper without a date says
NOW = date.max  # as of now: whatever is known

READ = (
    *("indicator", "period", "known_from", "seq", "value", "raw", "status", "published"),
    *("computed", "change", "reason", "note", "publication", "source_title", "line", "corrects"),
)
WRITTEN = (
    *("area", "indicator", "period_end", "period", "known_from", "seq", "value", "raw"),
    *("status", "published", "computed", "state", "change", "reason", "note", "publication"),
    *("source_title", "line", "corrects", "edition", "recorded_at", "recorded_by"),
)

STATUSES = {one.value: one for one in Status}
CHANGES = {one.value: one for one in Change}
period_of = lru_cache(maxsize=4096)(Period.of)
source_of = lru_cache(maxsize=4096)(Source)

Reader = Callable[[str, Row], Observation]


def observation_reader(dialect: Dialect) -> Reader:
    """A function that makes an Observation of (area, the columns READ)."""
    read_day, read_amount = dialect.read_day, dialect.read_amount
    always, new = dialect.day(ALWAYS), object.__new__

    def observation(area: str, row: Row) -> Observation:
        (indicator, period, known_from, seq, value, raw, status, published) = row[:8]
        (computed, change, reason, note, publication, title, line, corrects) = row[8:]
        made = new(Observation)
        # A frozen dataclass sets its fields one slow call at a time: two thirds of a series' time.
        made.__dict__.update(
            area=area,
            indicator=indicator,
            period=period_of(period),
            value=None if value is None else read_amount(value),
            raw=raw,
            status=STATUSES[status],
            known_from=None if known_from == always else read_day(known_from),
            source=source_of(publication, title, line),
            published=published,
            computed=computed,
            note=note,
            change=CHANGES[change],
            reason=reason,
            row=seq,
            corrects=corrects,
        )
        return made

    return observation


def newest(rows: Iterable[Row], place: int) -> dict[Any, Row]:
    """The last row of each value of the column *place*: rows come oldest first."""
    return {row[place]: row for row in rows}


def cells(rows: Iterable[Row]) -> dict[str, Cell]:
    """The index of (indicator, amount, status, published, computed) rows, oldest first."""
    return {cell.indicator: cell for cell in map(_cell, rows)}


_cell: Callable[[Row], Cell] = partial(tuple.__new__, Cell)


@dataclass(frozen=True)
class Entry:
    """An observation with what the store notes about its entry."""

    observation: Observation
    state: str
    edition: str
    recorded_at: datetime
    recorded_by: str = ""


def entry_row(dialect: Dialect, entry: Entry, number: int) -> Row:
    """The columns WRITTEN of *entry*, which gets the row *number*."""
    one = entry.observation
    return (
        one.area,
        one.indicator,
        dialect.day(one.period.end),
        one.period.code,
        dialect.day(one.known_from or ALWAYS),
        number,
        None if one.value is None else dialect.amount(one.value),
        one.raw,
        one.status.value,
        one.published,
        one.computed,
        entry.state,
        one.change.value,
        one.reason,
        one.note,
        one.source.publication,
        one.source.title,
        one.source.line,
        one.corrects,
        entry.edition,
        dialect.moment(entry.recorded_at),
        entry.recorded_by,
    )
