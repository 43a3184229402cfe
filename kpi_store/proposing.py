"""Submit figures for somebody to accept, and accept or reject what was submitted.

Accepting records every figure in one transaction, as the figures of one paper are recorded: one
publication, one message. It is refused where a figure held has changed since it was submitted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kpi_store import proposals
from kpi_store.config import read_day
from kpi_store.domain.errors import KpiError
from kpi_store.domain.indicator import Edition
from kpi_store.domain.period import Period, said_date
from kpi_store.domain.quantity import say
from kpi_store.previewing import Left, Preview, preview
from kpi_store.proposals import Proposal, Proposed, State, Submission
from kpi_store.recording import Figure, Recorded, record_within
from kpi_store.store import Snapshot, Store
from kpi_store.submitted import Typed


@dataclass(frozen=True)
class Paper:
    """What a person says of the figures they submit: their source, and why some replace others.

    `dated` is the day on the paper, as 2020-01-15, or ''.
    """

    source: str
    dated: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Submitted:
    """A proposal just made, with the preview it was made from."""

    proposal: Proposal
    preview: Preview


@dataclass(frozen=True)
class Accepted:
    """A proposal that was accepted, and what was recorded of it."""

    proposal: Proposal
    recorded: tuple[Recorded, ...]


class NoLongerSo(KpiError):
    """The proposal, or a figure it would replace, is not as it was when the person looked."""


class OwnProposal(KpiError):
    def __init__(self, number: int) -> None:
        super().__init__(
            f"You submitted proposal {number} yourself; somebody else has to accept it."
        )


def submit(
    store: Store,
    edition: str,
    typed: Sequence[Typed],
    paper: Paper,
    *,
    sheet: str,
    by: str,
    today: date,
    now: datetime,
    leave_out: bool = False,
    channel: str = "",
) -> Submitted:
    """Keep the figures of *typed* as a proposal by *by*; nothing is recorded.

    Raises KpiError where nothing is changed, where a cell is refused (unless *leave_out*: then it
    is kept as refused, and proposes nothing), and where the source or a reason is lacking.
    """
    _check_text(paper, sheet=sheet, by=by)
    seen = preview(store, edition, typed, today=today, now=now, channel=channel)
    _check(seen, paper, by, leave_out=leave_out)
    submission = Submission(
        area=seen.area,
        edition=seen.edition,
        sheet=sheet,
        source=paper.source.strip(),
        dated=paper.dated.strip(),
        reason=paper.reason.strip(),
        by=by.strip(),
        rows=(
            *(
                Proposed(
                    one.cell, one.typed, one.indicator, one.period, one.figure, one.held, one.value
                )
                for one in seen.changes
            ),
            *(_refused(one) for one in seen.refused),
        ),
    )
    with store.writing() as writer:
        proposal = proposals.add(writer, submission, now=now)
    return Submitted(proposal, seen)


def preview_of(
    store: Store, proposal: Proposal, *, today: date, now: datetime, channel: str = ""
) -> Preview:
    """What would come of accepting *proposal* today."""
    with store.snapshot(today) as snapshot:
        held = snapshot.edition(proposal.submitted.edition)
    typed = [_typed(one, held) for one in proposal.submitted.rows]
    return preview(store, held.code, typed, today=today, now=now, channel=channel)


def accept(
    store: Store,
    number: int,
    *,
    by: str,
    today: date,
    now: datetime,
    comment: str = "",
    four_eyes: bool = True,
    channel: str = "",
) -> Accepted:
    """Record every figure of the proposal *number*, all or none, as accepted by *by*.

    With *four_eyes* nobody accepts what they submitted. Raises KpiError where it is not waiting,
    where a figure held is another than when it was submitted, and as `record_all` does.
    """
    with store.writing() as writer:
        proposal = _waiting(proposals.proposal_within(writer, number))
        made = proposal.submitted
        if four_eyes and _same_person(by, made.by):
            raise OwnProposal(number)
        _check_still_so(writer.snapshot(today), proposal)
        figures = [
            Figure(one.indicator, Period.of(one.period), one.figure, reason=made.reason)
            for one in made.proposed
        ]
        done = record_within(
            writer,
            figures,
            edition=made.edition,
            source=_source(made),
            today=today,
            now=now,
            by=f"{made.by}; accepted by {by} (proposal {number})",
            channel=channel,
        )
        proposals.decide(writer, proposal, State.ACCEPTED, by=by, now=now, comment=comment.strip())
    return Accepted(proposals.proposal_of(store, number), tuple(done))


def reject(store: Store, number: int, *, by: str, now: datetime, comment: str) -> Proposal:
    """Reject the proposal *number*, or withdraw it where *by* submitted it; says why in *comment*.

    Raises KpiError where it is not waiting, or nothing says why.
    """
    with store.writing() as writer:
        proposal = _waiting(proposals.proposal_within(writer, number))
        own = _same_person(by, proposal.submitted.by)
        if not comment.strip():
            raise KpiError("Say why it is turned down: whoever submitted it will want to know.")
        state = State.WITHDRAWN if own else State.REJECTED
        proposals.decide(writer, proposal, state, by=by, now=now, comment=comment.strip())
    return proposals.proposal_of(store, number)


def is_own(proposal: Proposal, name: str) -> bool:
    """Whether *name* submitted *proposal*."""
    return _same_person(name, proposal.submitted.by)


def in_state(proposal: Proposal) -> str:
    """Where a proposal stands, in a sentence."""
    who = f"Proposal {proposal.id} of {proposal.submitted.by}"
    if proposal.decided_at is None:
        return f"{who} waits to be accepted."
    when = said_date(proposal.decided_at.date())
    said = f": {proposal.comment}" if proposal.comment else "."
    return f"{who} was {proposal.state} by {proposal.decided_by} on {when}{said}"


def _check_text(paper: Paper, *, sheet: str, by: str) -> None:
    every = {"source": paper.source, "reason": paper.reason, "sheet": sheet, "name": by}
    for what, words in every.items():
        if any(letter == "\x00" or "\ud800" <= letter <= "\udfff" for letter in words):
            raise KpiError(f"The {what} holds a character that is not text.")
    if paper.dated.strip():
        read_day(paper.dated, "The paper's date")


def _check(seen: Preview, paper: Paper, by: str, *, leave_out: bool) -> None:
    if not by.strip():
        raise KpiError("A proposal needs the name of whoever submits it.")
    if seen.refused and not leave_out:
        places = ", ".join(one.cell for one in seen.refused)
        raise KpiError(
            f"Nothing is submitted, because of {places}: put right what is refused, or submit "
            "without it."
        )
    if not seen.changes:
        raise KpiError("Nothing is submitted: no figure differs from the one held.")
    if not paper.source.strip():
        raise KpiError("Say where the figures come from: a proposal needs its source.")
    if seen.needs_reason and not paper.reason.strip():
        which = "; ".join(
            f"{one.cell} replaces {one.was} for indicator {one.number} in {one.period_words}"
            for one in seen.changes
            if one.correction
        )
        raise KpiError(f"A figure that replaces another is a correction: say why. {which}.")


def _refused(one: Left) -> Proposed:
    return Proposed(one.cell, one.typed, one.indicator, one.period, "", None, None, one.why)


def _typed(row: Proposed, held: Edition) -> Typed:
    listing = held.by_key(row.indicator) if row.indicator else None
    period = Period.of(row.period) if row.period else None
    gone = "" if listing or row.why else f"{held.title} no longer lists {row.indicator}."
    return Typed(row.cell, row.typed, listing, period, row.figure, row.why or gone)


def _waiting(proposal: Proposal) -> Proposal:
    if proposal.state is not State.WAITING:
        raise NoLongerSo(in_state(proposal))
    return proposal


def _check_still_so(snapshot: Snapshot, proposal: Proposal) -> None:
    """Refuse where a figure that would be replaced is not the one the proposal was shown."""
    made, changed = proposal.submitted, []
    held = snapshot.edition(made.edition)
    for one in made.proposed:
        row = snapshot.figure(made.area, one.indicator, Period.of(one.period))
        value = row.value if row else None
        listing = held.by_key(one.indicator)
        if value != one.was and listing is not None:
            unit = listing.unit.value
            now, then = (say(v, unit) if v is not None else "no figure" for v in (value, one.was))
            where = f"{listing.label} in {Period.of(one.period).words()}"
            changed.append(f"{one.cell}: {where} is now {now}, and was {then}")
    if changed:
        raise NoLongerSo(
            f"Nothing is recorded: the index has changed since proposal {proposal.id} was "
            f"submitted. {'; '.join(changed)}. Reject it and submit anew from a refreshed workbook."
        )


def _source(made: Submission) -> str:
    day = read_day(made.dated or None, "The paper's date")
    return f"{made.source}, {said_date(day)}" if day else made.source


def _same_person(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
