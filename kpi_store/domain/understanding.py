"""Read a question against every edition held: which edition is meant, and what is asked of it.

Built once from the editions and asked many times; safe to share between threads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpi_store.domain.indicator import Edition
from kpi_store.domain.matching import Finder
from kpi_store.domain.period_words import Clock
from kpi_store.domain.question import Reading, plain_words, read


@dataclass
class Understanding:
    """Reads questions; `default` is the code of the edition meant when none is named."""

    editions: Mapping[str, Edition]
    default: str

    def __post_init__(self) -> None:
        self._finders: dict[str, Finder] = {}

    def read(self, words: str, *, today: date, context: Sequence[str] = ()) -> Reading:
        """Return what *words* ask, after what was asked before in the thread (oldest first)."""
        edition = self.editions[self.default]
        finder = self._finders.setdefault(edition.code, Finder(edition))
        year = int(edition.year[:4]) if edition.year else None
        return read(plain_words(words), finder, Clock(today, year))
