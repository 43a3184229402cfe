"""Work out what many live formulas ask at one moment from one state of the store.

What is asked while one state is being read waits for the next: so a sheet of live formulas opens
the store once, and not once for each.
"""

import asyncio
import logging
from weakref import WeakKeyDictionary

from excel_addin import query, session
from excel_addin.reading import Reading
from kpi_store.domain.errors import KpiError

APOLOGY = "The add-in failed by a fault of its own; whoever looks after it finds it in the log."

Given = tuple[object, ...]
Table = list[list[object]]

logger = logging.getLogger(__name__)


class Together:
    """The questions that wait for the next reading, and the task that reads."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Given, asyncio.Future[Table]]] = []
        self._reading: asyncio.Task[None] | None = None

    async def cells(self, given: Given) -> Table:
        """The cells of one formula; what cannot be answered is a cell with the sentence."""
        answered: asyncio.Future[Table] = asyncio.get_running_loop().create_future()
        self._waiting.append((given, answered))
        if self._reading is None:
            self._reading = asyncio.create_task(self._read())
        return await answered

    async def _read(self) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting, []
            tables = await asyncio.to_thread(_tables, [given for given, _ in asked])
            for (_, answered), table in zip(asked, tables, strict=True):
                if not answered.done():  # its formula has gone meanwhile
                    answered.set_result(table)
        self._reading = None


_together: WeakKeyDictionary[asyncio.AbstractEventLoop, Together] = WeakKeyDictionary()


def together() -> Together:
    """That of this process; a server has one loop, and what waits belongs to its loop."""
    return _together.setdefault(asyncio.get_running_loop(), Together())


def refused(sentence: str) -> Table:
    """The cells of a formula that cannot be answered: the client shows #VALUE! and *sentence*."""
    return [[{"type": "Error", "errorType": "Value", "message": sentence}]]


def _tables(asked: list[Given]) -> list[Table]:
    try:
        with session.one_state() as (state, today):
            # each with a reading to itself, so that no formula uses up what another may ask
            return [_table(Reading(state, today), given) for given in asked]
    except KpiError as refusal:
        return [refused(str(refusal))] * len(asked)
    except Exception:
        logger.exception("The store could not be read for live formulas.")
        return [refused(APOLOGY)] * len(asked)


def _table(ask: query.Ask, given: Given) -> Table:
    try:
        return query.kpi(ask, *given)
    except KpiError as refusal:
        return refused(str(refusal))
    except Exception:
        logger.exception("A live formula failed.")
        return refused(APOLOGY)
