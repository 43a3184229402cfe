"""`=KPILIVE(indicator, [period], [field], [edition])`: as KPI, and it follows what is recorded.

Import it only after server.py has set the environment: xlwings decides at import what it is.
"""

from contextlib import aclosing
from typing import Annotated

from xlwings.server import func, ret

from excel_addin.functions import ABOUT_FIELD, TOOLTIPS, Cells, FieldWord, cells
from excel_addin.together import together
from excel_addin.watch import watch


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
            now = await together().cells((indicator, period, field, None, edition))
            if now != shown:
                shown = now
                yield now
