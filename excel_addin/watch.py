"""Tell all who wait when what is answered may have changed: one look a second, however many wait.

It changes when the store does, when the day does, and when the store goes or comes back.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from weakref import WeakKeyDictionary

from excel_addin import session
from kpi_store.domain.errors import KpiError

EVERY = 1.0  # seconds between two looks

logger = logging.getLogger(__name__)


class Watch:
    """The one who looks, for everybody who waits in one process; nobody waiting, it rests."""

    def __init__(self) -> None:
        self._bells: set[asyncio.Event] = set()
        self._looking: asyncio.Task[None] | None = None

    async def changes(self) -> AsyncIterator[None]:
        """Yields at once, and then whenever an answer may be another; for ever."""
        bell = asyncio.Event()
        bell.set()
        self._bells.add(bell)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            while True:
                await bell.wait()
                bell.clear()
                yield
        finally:
            self._bells.discard(bell)
            if not self._bells and self._looking:
                self._looking.cancel()
                self._looking = None

    async def _look(self) -> None:
        known = None
        while True:
            seen = await asyncio.to_thread(_state)
            if seen != known:
                known = seen
                for bell in self._bells:
                    bell.set()
            await asyncio.sleep(EVERY)


_watches: WeakKeyDictionary[asyncio.AbstractEventLoop, Watch] = WeakKeyDictionary()


def watch() -> Watch:
    """The watch of this process; a server has one loop, and what waits belongs to its loop."""
    return _watches.setdefault(asyncio.get_running_loop(), Watch())


def _state() -> object:
    """What answers depend on; while the store cannot be read, the reason."""
    try:
        asked = session.current()
        return asked.store.version(), asked.today()
    except KpiError as fault:
        return str(fault)
    except Exception as fault:  # the cells must not stand still unsaid, whatever went wrong
        logger.exception("The store's version could not be asked for.")
        return repr(fault)
