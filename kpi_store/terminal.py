"""Say answers, refusals and apologies at a terminal, and open the store for one command."""

import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

import typer

from kpi_store.config import read_day

if TYPE_CHECKING:
    from kpi_store.domain.answer import Answer
    from kpi_store.store import Store

NOT_HELD, WHICH = 1, 3  # exit codes: refused or not held; two or more indicators fit


@contextmanager
def opened(today: str | None) -> "Iterator[tuple[Store, date]]":
    """The store and the day it is, for one command; the store is closed after it."""
    from kpi_store.opening import open_store

    day = clock_of(today)()
    store = open_store(today=day)
    try:
        yield store, day
    finally:
        store.close()


def clock_of(today: str | None) -> Callable[[], date]:
    """The day it is: the one given with --today, else the machine's, asked for each time."""
    fixed = read_day(today, "--today")
    return lambda: fixed or datetime.now().astimezone().date()


def reply(answer: "Answer", json: bool) -> None:
    """Print *answer*; a refusal ends the command with exit 1, a doubt with exit 3."""
    from kpi_store.domain.answer import Outcome
    from kpi_store.domain.wording import in_words

    refused = answer.outcome is Outcome.REFUSED
    if json:
        print_json(answer)
    else:
        typer.echo(in_words(answer), err=refused)
    if refused:
        raise typer.Exit(NOT_HELD)
    if answer.outcome is Outcome.ASKED:
        raise typer.Exit(WHICH)


def print_json(value: object) -> None:
    """Print *value* as JSON on standard output."""
    from kpi_store.as_json import to_json

    typer.echo(to_json(value))


def apology(bug: Exception) -> str:
    """Keep the details of *bug* in a file, and return what to tell the person."""
    with tempfile.NamedTemporaryFile("w", prefix="kpi-", suffix=".log", delete=False) as log:
        traceback.print_exception(bug, file=log)
    return (
        f"Sorry: kpi failed by a fault of its own ({type(bug).__name__}), not by what you typed. "
        f"Please send {log.name} to whoever looks after it."
    )
