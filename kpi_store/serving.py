"""Start the doors from the command line: everything on this machine, or one door alone."""

import signal
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import typer

from kpi_store.config import settings
from kpi_store.domain.errors import BadSetting, quoted
from kpi_store.logs import log_json_lines
from kpi_store.opening import open_store

CONNECT_SLACK = (
    "Slack is not connected: create the app from bot/manifest.json, set SLACK_BOT_TOKEN and "
    "SLACK_APP_TOKEN (in the environment or a .env file), and start again."
)


def up(host: str, port: int, *, clock: Callable[[], date]) -> None:
    """Create and seed the store on first run, serve the add-in, and run the bot when it can.

    Returns when it is told to stop; raises BadSetting for what keeps either door shut.
    """
    from excel_addin.server import run

    log_json_lines()
    told = settings()
    with ExitStack() as stack:
        store = open_store(today=clock())
        stack.callback(store.close)
        if told.slack_bot_token and told.slack_app_token:
            from bot.serving import socket_bot

            stack.enter_context(socket_bot(told, store, today=clock, now=_now))
            typer.echo("The Slack bot is connected.")
        else:
            typer.echo(CONNECT_SLACK)
        _ends_in_order()
        run(told, store, today=clock, now=_now(), host=host, port=port, say=typer.echo)


def bot(*, socket: bool, http: str | None, health: Path | None, clock: Callable[[], date]) -> None:
    """Run the bot over Socket Mode or, given HOST:PORT, over HTTP; *health* shows it is alive."""
    if socket == (http is not None):
        raise BadSetting("kpi bot", "needs one of two", "Say --socket, or --http 127.0.0.1:3000.")
    from bot.serving import run_http, run_socket

    log_json_lines()
    told = settings()
    store = open_store(today=clock())
    try:
        if http is None:
            run_socket(told, store, today=clock, now=_now, health=health)
        else:
            host, port = _address(http)
            run_http(told, store, today=clock, now=_now, host=host, port=port, health=health)
    finally:
        store.close()


def bot_is_alive(health: Path) -> str:
    """The sentence that says so; raises KpiError when the bot that writes *health* is not."""
    from bot.health import check

    return check(health)


def addin(host: str, port: int, *, clock: Callable[[], date]) -> None:
    """Serve the Excel add-in until it is told to stop."""
    from excel_addin.server import run

    log_json_lines()
    told = settings()
    store = open_store(today=clock())
    _ends_in_order()
    try:
        run(told, store, today=clock, now=_now(), host=host, port=port, say=typer.echo)
    finally:
        store.close()


def doctor(host: str, port: int) -> bool:
    """Say of each thing the add-in needs whether it is in order; returns whether all are."""
    from excel_addin.doctor import Place, examine
    from excel_addin.server import environment_here

    faults = 0
    for finding in examine(Place(settings(), environment_here(), host, port, _now())):
        typer.echo(str(finding))
        faults += not finding.fine
    typer.echo(f"{faults} to put right." if faults else "All is in order.")
    return faults == 0


def certificate(names: Sequence[str], *, renew: bool) -> str:
    """Make or renew the add-in's certificate; returns what there is now and how to trust it."""
    from excel_addin.certificate import make, own_folder
    from excel_addin.trusting import said

    return said(make(own_folder(), names, now=_now(), renew=renew))


def _ends_in_order() -> None:
    """Let what was begun be finished when the process is told to stop.

    The web server heeds the signal and raises it again once it has stopped; unheard, that would
    end the process before the bot and the store are closed.
    """
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda _signal, _frame: None)


def _now() -> datetime:
    return datetime.now(UTC)


def _address(words: str) -> tuple[str, int]:
    host, _, port = words.rpartition(":")
    if not host or not port.isdigit() or not 0 <= int(port) <= 65535:
        raise BadSetting("--http", f"{quoted(words)} is not HOST:PORT", "Try 127.0.0.1:3000.")
    return host, int(port)
