"""The commands that start the doors, `kpi up`, `kpi bot` and `kpi addin`, and `kpi certificate`."""

from pathlib import Path
from typing import Annotated

import typer

from kpi_store.terminal import NOT_HELD, clock_of

Today = Annotated[str | None, typer.Option(help="The day it is (default: the machine's).")]


def up(
    host: Annotated[str, typer.Option(help="Address to serve the add-in on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to serve the add-in on")] = 8000,
    today: Today = None,
) -> None:
    """Start everything on this machine: store, Excel add-in, and the Slack bot when it can."""
    from kpi_store.serving import up as start

    start(host, port, clock=clock_of(today))


def bot(
    socket: Annotated[bool, typer.Option("--socket", help="Connect out to Slack")] = False,
    http: Annotated[str | None, typer.Option(help="Listen for Slack on HOST:PORT")] = None,
    health: Annotated[Path | None, typer.Option(help="Keep this file while the bot hears")] = None,
    check: Annotated[Path | None, typer.Option(help="Say if the bot of this file is alive")] = None,
    today: Today = None,
) -> None:
    """Run the Slack bot alone, over Socket Mode or over HTTP, or say whether it is alive."""
    from kpi_store import serving

    if check:
        typer.echo(serving.bot_is_alive(check))
        return
    serving.bot(socket=socket, http=http, health=health, clock=clock_of(today))


def addin(
    host: Annotated[str, typer.Option(help="Address to serve on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to serve on")] = 8000,
    doctor: Annotated[bool, typer.Option("--doctor", help="Look for faults instead")] = False,
    today: Today = None,
) -> None:
    """Serve the Excel add-in alone, or say what keeps it from working in Excel."""
    from kpi_store import serving

    if not doctor:
        serving.addin(host, port, clock=clock_of(today))
    elif not serving.doctor(host, port):
        raise typer.Exit(NOT_HELD)


def certificate(
    name: Annotated[
        list[str] | None, typer.Option(help="Another name of this machine: kpis.example.gov.uk")
    ] = None,
    renew: Annotated[bool, typer.Option("--renew", help="Replace the one there is")] = False,
) -> None:
    """Make the certificate with which Excel loads the add-in, and say how to trust it."""
    from kpi_store.serving import certificate as make

    typer.echo(make(name or (), renew=renew))
