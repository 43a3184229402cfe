"""Read each thing once in a reading transaction, which sees one state until it ends.

Five hundred cells of a sheet ask for the same few dozen series, and for the same statements of the
same papers. A writing transaction sees what it writes, so it reads anew each time (writing.py).
"""

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar

from kpi_store.database import Connection
from kpi_store.domain.area import Area
from kpi_store.domain.observation import Observation
from kpi_store.domain.period import PeriodKind
from kpi_store.held import Narrative
from kpi_store.reading import Reads, Snapshot

T = TypeVar("T")


class Remembering(Snapshot):
    """A snapshot that keeps what it has read; for as long as its transaction, never longer."""

    def __init__(self, connection: Connection, reads: Reads, as_of: date | None) -> None:
        super().__init__(connection, reads, as_of)
        self._kept: dict[Hashable, Any] = {}

    def series(
        self,
        area: str,
        indicator: str,
        kind: PeriodKind | None = None,
        since: date | None = None,
    ) -> tuple[Observation, ...]:
        if kind is not None or since is not None:
            return super().series(area, indicator, kind, since)
        read = super().series
        return self._once(("series", area, indicator), lambda: read(area, indicator))

    def narratives(self, area: str, indicator: str) -> tuple[Narrative, ...]:
        read = super().narratives
        return self._once(("narratives", area, indicator), lambda: read(area, indicator))

    def areas(self) -> dict[str, Area]:
        return self._once("areas", super().areas)

    def _statements(self, area: str, kind: str, what: type[T]) -> tuple[T, ...]:
        read = super()._statements
        return self._once((kind, area), lambda: read(area, kind, what))

    def _once(self, name: Hashable, read: Callable[[], T]) -> T:
        if name not in self._kept:
            self._kept[name] = read()
        kept: T = self._kept[name]
        return kept
