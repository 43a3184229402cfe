"""Hold the store that the worksheet functions ask, and give one formula or batch one state of it.

xlwings calls functions by name with nothing but their arguments, so what they ask is held here,
for the whole process; `open_session` sets it when the server is built.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from excel_addin.reading import OneState, Reading
from kpi_store.config import Settings
from kpi_store.domain.errors import KpiError


@dataclass(frozen=True)
class Session:
    """The store asked, the clock it is asked by, and who may reach it.

    `alone` says that nobody signs in, because only this machine is served; otherwise people of the
    Entra ID directory `tenant` are the council's own.
    """

    store: object
    today: Callable[[], date]
    settings: Settings | None = None
    alone: bool = False
    tenant: str | None = None


class _Process:
    """The one session of this process."""

    session: Session | None = None


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


def open_session(opened: Session) -> None:
    """Make *opened* the one that every formula asks from now on."""
    _Process.session = opened


def current() -> Session:
    """The store and clock of this process; KpiError before there is one."""
    if _Process.session is None:
        raise KpiError("The add-in has no store yet. Start it with 'kpi addin' or 'kpi up'.")
    return _Process.session


def in_one_reading() -> bool:
    """Whether a batch is being worked off, in a thread of its own."""
    return _reading.get() is not None


@contextmanager
def one_reading() -> Iterator[Reading]:
    """Yield a reading whose answers all come from one state of the store.

    Inside another reading it is that one: a batch of formulas sees one state as a whole.
    """
    if outer := _reading.get():
        yield outer
        return
    session = current()
    with OneState(session.store) as store:
        reading = Reading(store, session.today())
        token = _reading.set(reading)
        try:
            yield reading
        finally:
            _reading.reset(token)


@contextmanager
def one_state() -> Iterator[tuple[OneState, date]]:
    """Yield one state of the store, and the clock's day: what the page is drawn from."""
    session = current()
    with OneState(session.store) as store:
        yield store, session.today()
