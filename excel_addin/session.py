"""Hold the store that the worksheet functions ask, and give one formula or batch one state of it.

xlwings calls functions by name with nothing but their arguments, so what they ask is held here,
for the whole process; `open_session` sets it when the server is built.
"""

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from excel_addin.query import Ask
from kpi_store import answer
from kpi_store.domain.answer import Answer, Field
from kpi_store.domain.errors import KpiError

LARGEST_READING = 100_000  # cells in one batch: a sheet has hundreds, and somebody has to wait


@dataclass(frozen=True)
class Session:
    """The store asked, and the clock it is asked by."""

    store: object
    today: Callable[[], date]


class _Process:
    """The one session of this process."""

    session: Session | None = None


_reading: ContextVar[Ask | None] = ContextVar("reading", default=None)


def open_session(store: object, today: Callable[[], date]) -> Session:
    """Make *store* the one that every formula asks from now on."""
    _Process.session = Session(store, today)
    return _Process.session


def current() -> Session:
    """The store and clock of this process; KpiError before there is one."""
    if _Process.session is None:
        raise KpiError("The add-in has no store yet. Start it with 'kpi addin' or 'kpi up'.")
    return _Process.session


def in_one_reading() -> bool:
    """Whether a batch is being worked off, in a thread of its own."""
    return _reading.get() is not None


@contextmanager
def one_reading() -> Iterator[Ask]:
    """Yield an `ask` whose answers all come from one state of the store.

    Inside another reading it is that one's: a batch of formulas sees one state as a whole.
    An answer is kept until the reading ends, never longer: a figure recorded is seen by the next.
    """
    if outer := _reading.get():
        yield outer
        return
    session = current()
    with _OneState(session.store) as store:
        ask = _remembering(store, session.today())
        token = _reading.set(ask)
        try:
            yield ask
        finally:
            _reading.reset(token)


@contextmanager
def one_state() -> Iterator[tuple["_OneState", date]]:
    """Yield one state of the store, and the clock's day: what the page is drawn from."""
    session = current()
    with _OneState(session.store) as store:
        yield store, session.today()


def _remembering(store: "_OneState", today: date) -> Ask:
    """An `ask` that works out the value, rating and target of one question once."""
    answers: dict[tuple[str, str | None, date | None, str | None], Answer | KpiError] = {}
    asked = itertools.count(1)

    def ask(indicator: str, period: str | None, as_of: date | None, edition: str | None) -> Answer:
        if next(asked) > LARGEST_READING:
            raise KpiError(f"One calculation asks for at most {LARGEST_READING:,} cells.")
        question = (indicator, period, as_of, edition)
        if question not in answers:
            try:
                answers[question] = answer(
                    store,
                    indicator,
                    period,
                    Field.ALL,
                    today=today,
                    as_of=as_of,
                    edition=edition,
                )
            except KpiError as refusal:
                answers[question] = refusal
        found = answers[question]
        if isinstance(found, KpiError):
            raise found
        return found

    return ask


class _OneState:
    """Stands in for the store during one reading: each day of knowledge is opened once."""

    def __init__(self, store: object) -> None:
        self._store = store
        self._open = ExitStack()
        self._snapshots: dict[date | None, object] = {}

    def __enter__(self) -> "_OneState":
        return self

    def __exit__(self, *fault: object) -> None:
        self._open.close()

    @contextmanager
    def snapshot(self, as_of: date | None = None) -> Iterator[object]:
        if as_of not in self._snapshots:
            self._snapshots[as_of] = self._open.enter_context(self._store.snapshot(as_of))
        yield self._snapshots[as_of]

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)
