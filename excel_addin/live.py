"""`=KPILIVE(indicator, [period], [field], [edition])`: as KPI, and it follows what is recorded.

Import it only after server.py has set the environment: xlwings decides at import what it is.
"""

import asyncio
import logging
from contextlib import aclosing
from typing import Annotated

from xlwings.server import func, ret

from excel_addin import query, session
from excel_addin.functions import ABOUT_FIELD, TOOLTIPS, Cells, FieldWord, cells
from excel_addin.watch import watch
from kpi_store.domain.errors import KpiError

APOLOGY = "The add-in failed by a fault of its own; whoever looks after it finds it in the log."

logger = logging.getLogger(__name__)


@func
@cells("indicator")
@cells("period")
@cells("edition")
@ret(Cells)
async def KPILIVE(  # noqa: N802 - the name is what people type
    indicator,
    period=None,
    field: Annotated[FieldWord, {"doc": ABOUT_FIELD, "tooltips": TOOLTIPS}] = None,
    edition=None,
):
    """As KPI, and the cell changes by itself when a figure is recorded or corrected."""
    shown = None
    async with aclosing(watch().changes()) as changes:
        async for _ in changes:
            now = await asyncio.to_thread(_told, (indicator, period, field, None, edition))
            if now != shown:
                shown = now
                yield now


def refused(sentence: str) -> list[list[object]]:
    """The cells of a formula that cannot be answered: the client shows #VALUE! and *sentence*."""
    return [[{"type": "Error", "errorType": "Value", "message": sentence}]]


def _told(given: tuple[object, ...]) -> list[list[object]]:
    try:
        with session.one_reading() as ask:
            return query.kpi(ask, *given)
    except KpiError as refusal:
        return refused(str(refusal))
    except Exception:
        logger.exception("A live formula failed.")
        return refused(APOLOGY)
