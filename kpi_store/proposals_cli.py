"""The commands of proposed publications: `kpi submit`, and `kpi proposals` with what it can do."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from kpi_store.terminal import opened, print_json

Edition = Annotated[str | None, typer.Option(help="Edition by code or name: sefton-2017-18.")]
Today = Annotated[str | None, typer.Option(help="The day it is (default: the machine's).")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def submit(
    file: Annotated[Path, typer.Argument(help="The index that 'kpi index' wrote, changed")],
    source: Annotated[str, typer.Option(help="Where the figures come from")] = "",
    dated: Annotated[str, typer.Option(help="The day on the paper: 2020-01-15")] = "",
    reason: Annotated[str, typer.Option(help="Why figures held are replaced")] = "",
    by: Annotated[str | None, typer.Option(help="Who submits (default: you)")] = None,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Submit without the cells that are refused")
    ] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="Only say what would come of it")
    ] = False,
    edition: Edition = None,
    today: Today = None,
    json: Json = False,
) -> None:
    """Submit the figures typed into an index workbook, for somebody to accept."""
    from kpi_store import proposals_command as said
    from kpi_store.proposal_words import preview_lines
    from kpi_store.proposing import Paper

    with opened(today) as (store, day):
        told: Any = {"edition": edition, "today": day, "now": datetime.now(UTC)}
        if preview:
            seen = said.preview_file(store, file, **told)
            print_json(seen) if json else typer.echo("\n".join(preview_lines(seen)))
            return
        paper = Paper(source, dated, reason)
        done = said.submit_file(store, file, paper, by=by, leave_out=leave_out, **told)
        print_json(done) if json else typer.echo(said.submitted_in_words(done))


proposals = typer.Typer(
    help="List, show, accept and reject what is submitted.",
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
Number = Annotated[int, typer.Argument(help="The proposal's number")]
By = Annotated[str | None, typer.Option(help="Who decides (default: you)")]


@proposals.callback()
def list_proposals(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="The decided ones too")] = False,
    json: Json = False,
) -> None:
    """List the proposals that wait to be accepted."""
    from kpi_store import proposals as kept
    from kpi_store import proposals_command as said

    if context.invoked_subcommand is None:
        with opened(None) as (store, _):
            found = kept.waiting(store) + (kept.decided(store) if every else ())
            print_json(list(found)) if json else typer.echo(said.list_in_words(found))


@proposals.command("show")
def show_proposal(number: Number, today: Today = None, json: Json = False) -> None:
    """Show a proposal, and what would come of accepting it today."""
    from kpi_store import proposals_command as said

    with opened(today) as (store, day):
        shown = said.show(store, number, today=day, now=datetime.now(UTC))
        print_json(shown) if json else typer.echo(said.shown_in_words(shown))


@proposals.command("accept")
def accept_proposal(
    number: Number,
    comment: Annotated[str, typer.Option(help="What is said about it")] = "",
    by: By = None,
    today: Today = None,
    json: Json = False,
) -> None:
    """Accept a proposal: all its figures are recorded together, or none."""
    from kpi_store import proposals_command as said
    from kpi_store.proposal_words import accepted_in_words

    with opened(today) as (store, day):
        told: Any = {"by": by, "comment": comment, "today": day, "now": datetime.now(UTC)}
        done = said.accept_here(store, number, **told)
        print_json(done) if json else typer.echo(accepted_in_words(done))


@proposals.command("reject")
def reject_proposal(
    number: Number,
    comment: Annotated[str, typer.Option(help="Why")],
    by: By = None,
    json: Json = False,
) -> None:
    """Reject a proposal, saying why; nothing of it is recorded."""
    from kpi_store import proposals_command as said
    from kpi_store.proposing import in_state, reject

    with opened(None) as (store, _):
        who = by or said.at_machine()
        done = reject(store, number, by=who, now=datetime.now(UTC), comment=comment)
        print_json(done) if json else typer.echo(in_state(done))
