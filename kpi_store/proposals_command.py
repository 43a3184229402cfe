"""Submit a changed workbook from the command line, and say what waits and what came of it."""

import getpass
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kpi_store.config import settings
from kpi_store.domain.period import said_date
from kpi_store.previewing import Preview, preview
from kpi_store.proposal_words import preview_lines
from kpi_store.proposals import Proposal, State, proposal_of
from kpi_store.proposing import Accepted, Paper, Submitted, accept, in_state, preview_of, submit
from kpi_store.sheet_file import read_workbook
from kpi_store.store import Store
from kpi_store.submitted import read_sheet


@dataclass(frozen=True)
class Shown:
    """A proposal, with what would come of it while it waits."""

    proposal: Proposal
    preview: Preview | None


def submit_file(
    store: Store,
    file: Path,
    paper: Paper,
    *,
    by: str | None,
    edition: str | None,
    leave_out: bool,
    today: date,
    now: datetime,
) -> Submitted:
    """Submit what somebody typed into the workbook *file*; KpiError where it cannot be."""
    sheet = read_workbook(file)
    held, typed = read_sheet(store, sheet, today=today, edition=edition)
    told: dict[str, Any] = {"today": today, "now": now, "channel": settings().alert_channel or ""}
    return submit(
        store,
        held.code,
        typed,
        paper,
        sheet=f"{file.name}, {sheet.name}",
        by=by or at_machine(),
        leave_out=leave_out,
        **told,
    )


def preview_file(
    store: Store, file: Path, *, edition: str | None, today: date, now: datetime
) -> Preview:
    """What would come of submitting *file* and accepting it; nothing is kept."""
    held, typed = read_sheet(store, read_workbook(file), today=today, edition=edition)
    channel = settings().alert_channel or ""
    return preview(store, held.code, typed, today=today, now=now, channel=channel)


def show(store: Store, number: int, *, today: date, now: datetime) -> Shown:
    """The proposal *number*, with what would come of accepting it today."""
    proposal = proposal_of(store, number)
    if proposal.state is not State.WAITING:
        return Shown(proposal, None)
    channel = settings().alert_channel or ""
    return Shown(proposal, preview_of(store, proposal, today=today, now=now, channel=channel))


def accept_here(
    store: Store, number: int, *, by: str | None, comment: str, today: date, now: datetime
) -> Accepted:
    """Accept the proposal *number*: whoever has the store's own file may accept their own."""
    told: dict[str, Any] = {"today": today, "now": now, "channel": settings().alert_channel or ""}
    who = by or at_machine()
    return accept(store, number, by=who, comment=comment, four_eyes=False, **told)


def at_machine() -> str:
    """The name of the person at this machine, as its operating system knows them."""
    return getpass.getuser()


def submitted_in_words(done: Submitted) -> str:
    """What was submitted, and how it is accepted."""
    number = done.proposal.id
    return "\n".join(
        (
            f"Proposal {number} waits; nothing is recorded yet.",
            *preview_lines(done.preview),
            f"To record it: kpi proposals accept {number}",
        )
    )


def shown_in_words(shown: Shown) -> str:
    """A proposal in full."""
    one, made = shown.proposal, shown.proposal.submitted
    lines = [
        in_state(one),
        f"Submitted on {said_date(one.at.date())} from {made.sheet}.",
        f"Source: {made.source}{f', dated {made.dated}' if made.dated else ''}.",
    ]
    if made.reason:
        lines.append(f"Why figures held are replaced: {made.reason}.")
    if shown.preview:
        lines += preview_lines(shown.preview)
    else:
        lines += [
            f"{row.cell}: {row.indicator} in {row.period}: {row.figure}" for row in made.proposed
        ]
    return "\n".join(lines)


def list_in_words(found: tuple[Proposal, ...]) -> str:
    """Each proposal in a line."""
    lines = [f"{in_state(one)} {_count(one)}. Source: {one.submitted.source}." for one in found]
    return "\n".join(lines) or "No proposal waits."


def _count(one: Proposal) -> str:
    count = len(one.submitted.proposed)
    return f"{count} figure{'' if count == 1 else 's'}"
