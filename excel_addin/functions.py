"""The worksheet functions; Excel shows their docstrings and the words beside each argument.

Import it only after server.py has set the environment: xlwings decides at import what it is.
"""

import asyncio
from collections.abc import Callable
from typing import Annotated, Literal

from xlwings import XlwingsError
from xlwings.conversion import Converter
from xlwings.server import arg, func, ret

from excel_addin import query, session, tables
from excel_addin.about import ABOUT, ABOUT_FIELD, ABOUT_WHERE, TOOLTIPS
from excel_addin.card import Card
from excel_addin.cells import Shown
from excel_addin.data_types import as_sent
from kpi_store.domain.errors import KpiError

FieldWord = Literal[
    "value",
    "rating",
    "reason",
    "target",
    "direction",
    "england",
    "london",
    "prior",
    "narrative",
    "source",
    "notes",
    "name",
    "status",
]


def cells(name: str, doc: str = ""):
    """What a function is given as *name*: a cell or a range, with Excel's own errors in it."""
    return arg(name, doc=doc or ABOUT[name], ndim=2, err_to_str=True)


class Cells(Converter):
    """Hands cells to Excel as the data types that it knows."""

    @staticmethod
    def write_value(table: list[list[Shown | Card]], options: dict[str, str]) -> object:
        return [[as_sent(cell, options["runtime"]) for cell in line] for line in table]


@func
@cells("indicator")
@cells("period")
@cells("as_of")
@cells("edition")
@ret(Cells)
async def KPI(  # noqa: N802 - the name is what people type
    indicator,
    period=None,
    field: Annotated[FieldWord, {"doc": ABOUT_FIELD, "tooltips": TOOLTIPS}] = None,
    as_of=None,
    edition=None,
):
    """The council's figure for an indicator in a period, or its rating, target or source."""
    return await _told(query.kpi, indicator, period, field, as_of, edition)


@func
@cells("indicator")
@cells("period")
@cells("as_of")
@cells("edition")
@ret(Cells)
async def KPICARD(indicator, period=None, as_of=None, edition=None):  # noqa: N802 - as typed
    """The figure, a number as ever, with a card to point at: rating, target, reason, source."""
    return await _told(query.kpicard, indicator, period, as_of, edition)


@func
@cells("section")
@cells("period")
@cells("as_of")
@cells("edition")
@ret(Cells)
async def KPITABLE(section=None, period=None, as_of=None, edition=None):  # noqa: N802 - as typed
    """A section, or the whole index, as a table with headers: figures, ratings, targets."""
    return await _told(tables.kpitable, section, period, as_of, edition)


@func
@cells("since")
@cells("as_of")
@cells("edition")
@ret(Cells)
async def KPICHANGES(since=None, as_of=None, edition=None):  # noqa: N802 - as typed
    """What was corrected, and which ratings changed, since a date: a table with headers."""
    return await _told(tables.kpichanges, since, as_of, edition)


@func
@cells("words")
@cells("count")
@cells("edition", ABOUT_WHERE)
@ret(Cells)
async def KPIFIND(words, count=None, edition=None):  # noqa: N802 - as typed
    """The indicators nearest to some words: number, name, section, and how near they are."""
    return await _told(tables.kpifind, words, count, edition)


async def _told(answer: Callable[..., object], *given: object) -> object:
    """The formula's cells; what was typed wrongly becomes #VALUE! with the sentence."""

    def work() -> object:
        try:
            with session.one_reading() as ask:
                return answer(ask, *given)
        except KpiError as refusal:
            raise XlwingsError(str(refusal)) from refusal

    return work() if session.in_one_reading() else await asyncio.to_thread(work)
