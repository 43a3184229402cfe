"""The command line, `kpi`: ask, show, list, record, check and export, and start the two doors.

Heavy imports stay in the command that needs them, so that help and a question come at once.
Exit codes: 0 answered; 1 refused, not held or wrong; 2 the command itself was mistyped; 3 two or
more indicators fit, and it asks which.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from kpi_store import doors_cli, proposals_cli
from kpi_store.config import read_day
from kpi_store.domain.audience import Audience
from kpi_store.domain.errors import KpiError
from kpi_store.terminal import NOT_HELD, apology, opened, print_json, reply

app = typer.Typer(
    name="kpi",
    help="Ask the council's performance index, record figures, and serve it to Slack and Excel.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Edition = Annotated[str | None, typer.Option(help="Edition by code or name: sefton-2017-18.")]
AsOf = Annotated[str | None, typer.Option(help="As it was known on a day: 2019-06-26.")]
Today = Annotated[str | None, typer.Option(help="The day it is (default: the machine's).")]
Reader = Annotated[Audience, typer.Option("--audience", help="Who reads the answer.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


@app.command()
def ask(
    words: Annotated[list[str], typer.Argument(help='The question: "what is indicator 11 in Q2?"')],
    edition: Edition = None,
    as_of: AsOf = None,
    today: Today = None,
    audience: Reader = Audience.KEEPERS,
    json: Json = False,
) -> None:
    """Answer a question in words."""
    from kpi_store.answering import ask as ask_store

    with opened(today) as (store, day):
        known = read_day(as_of, "--as-of")
        told: Any = {"today": day, "as_of": known, "edition": edition, "audience": audience}
        reply(ask_store(store, " ".join(words), **told), json)


@app.command()
def read(
    words: Annotated[list[str] | None, typer.Argument(help="The question")] = None,
    context: Annotated[
        list[str] | None, typer.Option(help="What was asked before in the thread, oldest first")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Read lines {"id", "text", "context"} instead')
    ] = False,
    why: Annotated[bool, typer.Option("--why", help="Add the evidence and runners-up")] = False,
    edition: Edition = None,
    today: Today = None,
    json: Json = False,
) -> None:
    """Say how a question is understood, without answering it."""
    from kpi_store.read_command import read_questions, say_reading

    if bool(words) is jsonl:
        raise typer.BadParameter("Give a question, or --jsonl and questions on standard input.")
    with opened(today) as (store, day):
        if words:
            asked = " ".join(words)
            code = say_reading(store, asked, context or (), day, edition, why=why, as_json=json)
        else:
            code = read_questions(store, day, edition)
    raise typer.Exit(code)


@app.command()
def show(
    indicator: Annotated[str, typer.Argument(help="Number, key or name: 11")],
    period: Annotated[
        str | None, typer.Argument(help="Q2, May 2019, 2018/19; blank: latest")
    ] = None,
    field: Annotated[str | None, typer.Option(help="value, rating, target, england, …")] = None,
    edition: Edition = None,
    as_of: AsOf = None,
    today: Today = None,
    audience: Reader = Audience.KEEPERS,
    json: Json = False,
) -> None:
    """Show one indicator in one period."""
    from kpi_store.answering import answer

    with opened(today) as (store, day):
        known = read_day(as_of, "--as-of")
        told: Any = {"today": day, "as_of": known, "edition": edition, "audience": audience}
        reply(answer(store, indicator, period, field, **told), json)


@app.command("list")
def list_(
    period: Annotated[str | None, typer.Argument(help="Q2, May 2019; blank: latest")] = None,
    rating: Annotated[str | None, typer.Option(help="Only this grade: red")] = None,
    section: Annotated[
        str | None, typer.Option(help='Only this section: "Child protection"')
    ] = None,
    edition: Edition = None,
    as_of: AsOf = None,
    today: Today = None,
    audience: Reader = Audience.KEEPERS,
    json: Json = False,
) -> None:
    """List the indicators of an edition with figure and rating."""
    from kpi_store.answering import listing

    with opened(today) as (store, day):
        known = read_day(as_of, "--as-of")
        told: Any = {"today": day, "as_of": known, "edition": edition, "audience": audience}
        reply(listing(store, period, rating=rating, section=section, **told), json)


@app.command()
def changes(
    since: Annotated[str | None, typer.Option(help="A day, or a period such as Q1")] = None,
    edition: Edition = None,
    as_of: AsOf = None,
    today: Today = None,
    audience: Reader = Audience.KEEPERS,
    json: Json = False,
) -> None:
    """Say what changed: corrections, ratings, decisions, and what could not be reported."""
    from kpi_store.answering import changes as changes_since

    with opened(today) as (store, day):
        known = read_day(as_of, "--as-of")
        told: Any = {"today": day, "as_of": known, "edition": edition, "audience": audience}
        reply(changes_since(store, since, **told), json)


@app.command()
def record(
    indicator: Annotated[str, typer.Argument(help="Number, key or name: 11; or a CSV file")],
    period: Annotated[str | None, typer.Argument(help="Q3, December 2019")] = None,
    value: Annotated[str | None, typer.Argument(help="The figure in its unit: 18 or 18%")] = None,
    *,
    source: Annotated[str, typer.Option(help="Where the figure comes from")],
    rating: Annotated[str | None, typer.Option(help="The published rating, if any: red")] = None,
    narrative: Annotated[str, typer.Option(help="What is said beside the figure")] = "",
    reason: Annotated[str, typer.Option(help="Why an earlier figure is replaced")] = "",
    edition: Edition = None,
    today: Today = None,
    json: Json = False,
) -> None:
    """Record one figure, or a CSV file of one paper's: indicator, period, value, rating, …

    A figure that replaces another needs --reason.
    """
    from kpi_store.record_command import record_figure

    with opened(today) as (store, day):
        told: Any = {"source": source, "rating": rating, "narrative": narrative, "reason": reason}
        told |= {"edition": edition, "today": day, "now": datetime.now(UTC)}
        said = record_figure(store, indicator, period, value, **told)
        print_json(said) if json else typer.echo(said.words)


app.command()(proposals_cli.submit)
app.add_typer(proposals_cli.proposals, name="proposals")


@app.command()
def check(
    json: Json = False,
    write_schemas: Annotated[
        bool, typer.Option("--write-schemas", help="Write the JSON schemas beside the specs first")
    ] = False,
) -> None:
    """Check the specs and list every problem, finding and difference between ratings."""
    from kpi_store.check_command import check_specs

    if not check_specs(as_json=json, write_schemas=write_schemas):
        raise typer.Exit(NOT_HELD)


@app.command()
def export(
    edition: Annotated[str, typer.Option(help="Edition by code or name")],
    as_of: AsOf = None,
    today: Today = None,
    json: Json = False,
) -> None:
    """Print everything held for an edition, one object a listing."""
    from kpi_store.answering import edition_code
    from kpi_store.exporting import export as export_edition

    if not json:
        raise KpiError("An export is JSON: add --json.")
    with opened(today) as (store, day):
        known = read_day(as_of, "--as-of") or day
        print_json(export_edition(store, edition_code(store, edition, known), as_of=known))


@app.command()
def index(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file: index.xlsx")],
    edition: Edition = None,
    as_of: AsOf = None,
    today: Today = None,
    audience: Reader = Audience.COUNCIL,
) -> None:
    """Write the Performance Index as a workbook whose months are live formulas."""
    from kpi_store.index_command import write_index

    with opened(today) as (store, day):
        told: Any = {"edition": edition, "as_of": read_day(as_of, "--as-of"), "audience": audience}
        typer.echo(write_index(store, output, today=day, **told))


@app.command()
def alerts(
    again: Annotated[
        str | None, typer.Option(help="Send again what was stopped: its number, or all")
    ] = None,
    json: Json = False,
) -> None:
    """List the alerts that wait for Slack, or could not be delivered, and why."""
    from kpi_store.alerts_command import alerts_in_words, send_again
    from kpi_store.outbox import waiting

    with opened(None) as (store, _):
        if again is not None:
            typer.echo(send_again(store, again, now=datetime.now(UTC)), err=json)
        print_json(list(waiting(store))) if json else typer.echo(alerts_in_words(store))


for one in (doors_cli.up, doors_cli.bot, doors_cli.addin, doors_cli.certificate):
    app.command()(one)


def main() -> None:
    """Run `kpi`; what the store refuses is said in a sentence on standard error, with exit 1."""
    try:
        app()
    except KpiError as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(NOT_HELD)
    except Exception as bug:  # noqa: BLE001 - the door: a person gets an apology, not a traceback
        typer.echo(apology(bug), err=True)
        sys.exit(NOT_HELD)


if __name__ == "__main__":
    main()
