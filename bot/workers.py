"""Do the work that Slack does not wait for apart from the work that it does wait for.

A question may wait for a busy store. A form or a picker must be answered within 3 seconds, so it
has threads of its own, and connections to the store that no question can take from it.
"""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from threading import local
from typing import Any, ParamSpec, TypeVar

QUESTIONS, FORMS = 8, 6  # at once; fewer together than the store's connections (database.py)

P = ParamSpec("P")
T = TypeVar("T")


class Workers(Executor):
    """Takes up what was received; what is submitted from there is run there, at once."""

    def __init__(self) -> None:
        self._questions = ThreadPoolExecutor(QUESTIONS, "question")
        self._forms = ThreadPoolExecutor(FORMS, "form")
        self._here = local()

    def take_up(self, work: Callable[[Any], Any], received: Any) -> None:
        """Run *work* on what was *received*, when there is time."""

        def run() -> None:
            self._here.taken_up = True
            work(received)

        self._questions.submit(run)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run a listener: where its event was taken up, else beside everything else."""
        if not getattr(self._here, "taken_up", False):
            return self._forms.submit(fn, *args, **kwargs)
        done: Future[T] = Future()
        done.set_result(fn(*args, **kwargs))
        return done

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Finish what was begun, and what was received and not yet taken up."""
        for pool in (self._questions, self._forms):
            pool.shutdown(wait, cancel_futures=cancel_futures)
