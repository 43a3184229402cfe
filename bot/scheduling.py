"""Have digests made when they are due, in a thread of its own beside the answers.

Several bots on one store may each run this: a digest is made by whoever comes first (digests.py).
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread

from kpi_store.digests import put_due
from kpi_store.store import Store

log = logging.getLogger(__name__)

BETWEEN = 20.0  # seconds between looks; digests are due to the minute


@contextmanager
def scheduling(store: Store, now: Callable[[], datetime]) -> Iterator[None]:
    """Put what is due by the clock *now* in the outbox meanwhile; what was begun is finished."""
    stop = Event()

    def run() -> None:
        while not stop.is_set():
            try:
                put_due(store, now=now())
            except Exception:  # the thread's door: a bug is logged, the next look goes on
                log.exception("Digests could not be made; they are tried again.")
            stop.wait(BETWEEN)

    thread = Thread(target=run, name="digests")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
