"""Read, rate, record and answer for a council's performance index.

The public face is small: open a store, ask it in words or by indicator and period, and say the
answer. Nothing heavy is imported until it is used.
"""

from typing import TYPE_CHECKING

from kpi_store.domain.errors import KpiError

if TYPE_CHECKING:
    from kpi_store.answering import answer, ask
    from kpi_store.domain.wording import in_words
    from kpi_store.opening import open_store

__all__ = ["KpiError", "answer", "ask", "in_words", "open_store"]

_HOMES = {
    "answer": "kpi_store.answering",
    "ask": "kpi_store.answering",
    "in_words": "kpi_store.domain.wording",
    "open_store": "kpi_store.opening",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
