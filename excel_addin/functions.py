"""The worksheet functions; Excel shows their docstrings and the words beside each argument.

Import it only after server.py has set the environment: xlwings decides at import what it is.
"""

import asyncio
from typing import Annotated, Literal

from xlwings import XlwingsError
from xlwings.server import arg, func

from excel_addin import query, session
from excel_addin.arguments import FIELDS
from excel_addin.cells import Shown
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
TOOLTIPS = {field.value: words for field, words in FIELDS.items()}
ABOUT_FIELD = "What about it: value (as when left out), rating, target, direction ..."


@func
@arg("indicator", doc='Number, key or name: 2, "neets"; or a range', ndim=2, err_to_str=True)
@arg("period", doc='"Q2", "May 2019", a date; blank: latest', ndim=2, err_to_str=True)
@arg("as_of", doc="As known on this date; blank: now", ndim=2, err_to_str=True)
@arg("edition", doc="Another index; blank: the current one", ndim=2, err_to_str=True)
async def KPI(  # noqa: N802 - the name is what people type
    indicator,
    period=None,
    field: Annotated[FieldWord, {"doc": ABOUT_FIELD, "tooltips": TOOLTIPS}] = None,
    as_of=None,
    edition=None,
):
    """The council's figure for an indicator in a period, or its rating, target or source."""
    given = (indicator, period, field, as_of, edition)
    if session.in_one_reading():
        return _cells(given)
    return await asyncio.to_thread(_cells, given)


def _cells(given: tuple[object, ...]) -> list[list[Shown]]:
    """The formula's cells; what was typed wrongly becomes #VALUE! with the sentence."""
    try:
        with session.one_reading() as ask:
            return query.kpi(ask, *given)
    except KpiError as refusal:
        raise XlwingsError(str(refusal)) from refusal
