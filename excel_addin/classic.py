"""The worksheet functions for Excel on Windows without the server: classic xlwings, which is BSD.

Excel runs this in a Python of the same PC, which asks the shared store itself (KPI_DATABASE_URL).
A classic function cannot hand Excel an error: a sentence stands in the cell, and '#N/A' is text.
It is told neither formats nor cards, so KPICARD shows the figure alone.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

import xlwings as xw

from excel_addin import query, session, tables
from excel_addin.about import ABOUT, ABOUT_WHERE
from excel_addin.card import Card
from excel_addin.cells import Shown
from kpi_store.config import settings
from kpi_store.domain.errors import KpiError
from kpi_store.store import Store

CATEGORY = "Council KPIs"


def cells(name: str, doc: str = ""):
    """What a function is given as *name*: a cell or a range, with Excel's own errors in it."""
    return xw.arg(name, doc=doc or ABOUT[name], ndim=2, err_to_str=True)


@xw.func(category=CATEGORY)
@cells("indicator")
@cells("period")
@cells("field")
@cells("as_of")
@cells("edition")
def KPI(  # noqa: N802 - the name is what people type
    indicator, period=None, field=None, as_of=None, edition=None
):
    """The council's figure for an indicator in a period, or its rating, target or source."""
    return _told(query.kpi, indicator, period, field, as_of, edition)


@xw.func(category=CATEGORY, volatile=True)
@cells("indicator")
@cells("period")
@cells("field")
@cells("edition")
def KPILIVE(indicator, period=None, field=None, edition=None):  # noqa: N802 - as typed
    """As KPI, asked again whenever Excel calculates anything."""
    return _told(query.kpi, indicator, period, field, None, edition)


@xw.func(category=CATEGORY)
@cells("indicator")
@cells("period")
@cells("as_of")
@cells("edition")
def KPICARD(indicator, period=None, as_of=None, edition=None):  # noqa: N802 - as typed
    """The figure, as KPI shows it; its card needs the add-in that is served."""
    return _told(query.kpicard, indicator, period, as_of, edition)


@xw.func(category=CATEGORY)
@cells("section")
@cells("period")
@cells("as_of")
@cells("edition")
def KPITABLE(section=None, period=None, as_of=None, edition=None):  # noqa: N802 - as typed
    """A section, or the whole index, as a table with headers: figures, ratings, targets."""
    return _told(tables.kpitable, section, period, as_of, edition)


@xw.func(category=CATEGORY)
@cells("since")
@cells("as_of")
@cells("edition")
def KPICHANGES(since=None, as_of=None, edition=None):  # noqa: N802 - as typed
    """What was corrected, and which ratings changed, since a date: a table with headers."""
    return _told(tables.kpichanges, since, as_of, edition)


@xw.func(category=CATEGORY)
@cells("words")
@cells("count")
@cells("edition", ABOUT_WHERE)
def KPIFIND(words, count=None, edition=None):  # noqa: N802 - as typed
    """The indicators nearest to some words: number, name, section, and how near they are."""
    return _told(tables.kpifind, words, count, edition)


@cache
def _open() -> None:
    """The store of the settings, opened at the first formula; a refusal is asked again.

    It is not filled from the specs of this PC, which may be older than those of the store.
    """
    session.open_session(session.Session(Store.open(settings().database_url), date.today))


def _told(answer: Callable[..., list[list[Shown | Card]]], *given: object) -> list[list[object]]:
    """The formula's cells, or one cell with the sentence that says what is wrong."""
    try:
        _open()
        with session.one_reading() as ask:
            return [[_plain(cell) for cell in line] for line in answer(ask, *given)]
    except KpiError as refusal:
        return [[str(refusal)]]
    except Exception as bug:  # noqa: BLE001 - the door: a cell gets an apology, not a traceback
        from kpi_store.terminal import apology

        return [[apology(bug)]]


def _plain(cell: Shown | Card) -> object:
    """A cell as COM takes it: a number, text or a moment."""
    shown = cell.figure if isinstance(cell, Card) else cell
    match shown:
        case float():
            return float(shown)
        case date():
            return datetime(shown.year, shown.month, shown.day)  # noqa: DTZ001 - a day has no zone
    return shown
