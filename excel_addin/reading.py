"""Ask one state of the store what the worksheet functions need: answers, lists, changes, names.

Everything is answered by kpi_store as it answers the bot; what was answered once in a reading is
kept until the reading ends, never longer, so a figure recorded is seen by the next.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kpi_store import answering
from kpi_store.domain.answer import Answer, Field
from kpi_store.domain.errors import KpiError
from kpi_store.domain.reading import What
from kpi_store.finding import Found, find

T = TypeVar("T")

LARGEST_READING = 100_000  # cells in one batch: a sheet has hundreds, and somebody has to wait


@dataclass(frozen=True)
class Columns:
    """What an edition's table has beside an indicator's own: years before, and other areas."""

    area: str
    prior_years: tuple[str, ...]
    benchmarks: tuple[str, ...]


class Reading:
    """What a formula or a batch of them asks; calling it answers for one cell."""

    def __init__(self, store: "OneState", today: date) -> None:
        self._store = store
        self._today = today
        self._asked = 0
        self._told: dict[Hashable, object] = {}

    def __call__(
        self, indicator: str, period: str | None, as_of: date | None, edition: str | None
    ) -> Answer:
        """Everything about an indicator in a period; raises KpiError as `answering.answer`."""
        self._count(1)
        return self._once(
            (indicator, period, as_of, edition),
            lambda: answering.answer(
                self._store,
                indicator,
                period,
                Field.ALL,
                today=self._today,
                as_of=as_of,
                edition=edition,
            ),
        )

    def listing(
        self, section: str | None, period: str | None, as_of: date | None, edition: str | None
    ) -> Answer:
        """The indicators of a section, or of the whole edition, in its order."""
        return self._once(
            ("listing", section, period, as_of, edition),
            lambda: answering.listing(
                self._store,
                period,
                section=section,
                today=self._today,
                as_of=as_of,
                edition=edition,
            ),
        )

    def changes(self, since: str | None, as_of: date | None, edition: str | None) -> Answer:
        """The corrections and rating changes since a day or the start of a period."""
        return self._once(
            ("changes", since, as_of, edition),
            lambda: answering.changes(
                self._store,
                since,
                what=What.BOTH,
                today=self._today,
                as_of=as_of,
                edition=edition,
            ),
        )

    def find(self, words: str, count: int, edition: str | None) -> tuple[Found, ...]:
        """The *count* indicators nearest to some words, of every edition or of one."""
        return self._once(
            ("find", words, count, edition),
            lambda: find(self._store, words, today=self._today, limit=count, edition=edition),
        )

    def columns(self, edition: str, as_of: date | None) -> Columns:
        """The years before and the areas that the edition with that code compares with."""
        with self._store.snapshot(as_of or self._today) as snapshot:
            held, areas = snapshot.edition(edition), snapshot.areas()
        return Columns(
            area=areas[held.area].name,
            prior_years=held.prior_years,
            benchmarks=tuple(areas[code].name for code in held.benchmark_areas),
        )

    def _count(self, cells: int) -> None:
        self._asked += cells
        if self._asked > LARGEST_READING:
            raise KpiError(f"One calculation asks for at most {LARGEST_READING:,} cells.")

    def _once(self, question: Hashable, ask: Callable[[], T]) -> T:
        """What *ask* says, asked once for each question; a refusal is kept as well."""
        if question not in self._told:
            try:
                self._told[question] = ask()
            except KpiError as refusal:
                self._told[question] = refusal
        told = self._told[question]
        if isinstance(told, KpiError):
            raise told
        return told  # type: ignore[return-value]


class OneState:
    """Stands in for the store during one reading: each day of knowledge is opened once."""

    def __init__(self, store: object) -> None:
        self._store = store
        self._open = ExitStack()
        self._snapshots: dict[date | None, object] = {}

    def __enter__(self) -> "OneState":
        return self

    def __exit__(self, *fault: object) -> None:
        self._open.close()

    @contextmanager
    def snapshot(self, as_of: date | None = None) -> Iterator[object]:
        if as_of not in self._snapshots:
            self._snapshots[as_of] = self._open.enter_context(self._store.snapshot(as_of))
        yield self._snapshots[as_of]

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)
