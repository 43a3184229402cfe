"""Submit a changed workbook from the command line, and say what waits and what came of it."""

import getpass
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kpi_store.config import settings
from kpi_store.domain.period import said_date
from kpi_store.previewing import Change, Left, Preview, Ratings, preview
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


def accepted_in_words(done: Accepted) -> str:
    """What was recorded, and whether an alert waits."""
    count = len(done.recorded)
    alerts = sum(1 for one in done.recorded if one.alert)
    waits = f" {alerts} alert{'' if alerts == 1 else 's'} for Slack." if alerts else ""
    return f"{in_state(done.proposal)} Recorded {count} figure{'' if count == 1 else 's'}.{waits}"


def preview_lines(seen: Preview) -> list[str]:
    """A preview, a line for each cell and each alert."""
    lines = [_change(one) for one in seen.changes]
    lines += [_refusal(one) for one in seen.refused]
    if seen.unchanged:
        cells = ", ".join(one.cell for one in seen.unchanged)
        lines.append(f"Held already, left out: {cells}.")
    lines += [f"Alert when accepted: {one.words} {one.told}" for one in seen.alerts]
    return lines


def _change(one: Change) -> str:
    figure = f"{one.was or 'no figure'} -> {one.becomes}"
    rating = f"{_ratings(one.before)} -> {_ratings(one.after)}"
    where = f"{one.cell}: indicator {one.number} in {one.period_words}"
    return f"{where}: {figure}. Rating: {rating}. {one.why}"


def _ratings(one: Ratings) -> str:
    if one.published:
        return f"{one.published} (published)"
    return f"{one.worked_out} (worked out)" if one.worked_out else "none"


def _refusal(one: Left) -> str:
    what = f" ({one.what})" if one.what else ""
    return f"{one.cell}{what}: refused. {one.why}"


def _count(one: Proposal) -> str:
    count = len(one.submitted.proposed)
    return f"{count} figure{'' if count == 1 else 's'}"
