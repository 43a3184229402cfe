"""Preview, submit and decide proposals for the page: JSON in, JSON out, one function for each.

Whoever asks needs a role: an editor previews and submits, an approver accepts and rejects. What
they see is the whole of it, small numbers too, since they are the ones who record them.
"""

from datetime import UTC, datetime
from typing import Any

from excel_addin.people import Person
from excel_addin.session import Session
from kpi_store import proposals, proposing
from kpi_store.as_json import plain_data
from kpi_store.domain.audience import Role
from kpi_store.domain.errors import KpiError
from kpi_store.domain.sheet import Held, Sheet
from kpi_store.previewing import preview
from kpi_store.proposals import Proposal, State, UnknownProposal
from kpi_store.proposing import Paper
from kpi_store.submitted import read_sheet

Body = dict[str, Any]

MOST_DECIDED = 20  # proposals, as the page lists them
MOST_CELLS = 100_000
LONGEST = 32_767  # characters that fit into a cell
FURTHEST = 1_048_576  # rows of a sheet


class NotAllowed(KpiError):
    """The person lacks the role; says which, and who gives it."""

    def __init__(self, person: Person, role: Role, what: str) -> None:
        who = person.name or "You"
        super().__init__(
            f"{who} may not {what}: that needs the role of an {role}. "
            "Ask whoever looks after the add-in at your council."
        )


def listed(session: Session, person: Person) -> Body:
    """What waits, then what was decided last, and what the *person* may do with it."""
    _needs(person, Role.EDITOR, "see what is proposed")
    found = (
        *proposals.waiting(session.store),
        *proposals.decided(session.store, most=MOST_DECIDED),
    )
    return {
        "person": person.name,
        "may_accept": person.may(Role.APPROVER),
        "proposals": [_said(one, person) for one in found],
    }


def shown(session: Session, person: Person, number: str) -> Body:
    """One proposal, with what would come of accepting it while it waits."""
    _needs(person, Role.EDITOR, "see what is proposed")
    proposal = proposals.proposal_of(session.store, _number(number))
    seen = None
    if proposal.state is State.WAITING:
        seen = proposing.preview_of(session.store, proposal, **_told(session))
    return {"proposal": _said(proposal, person), "preview": plain_data(seen)}


def previewed(session: Session, person: Person, body: Body) -> Body:
    """What would come of submitting a sheet and accepting it; nothing is kept."""
    _needs(person, Role.EDITOR, "preview figures")
    held, typed = _read(session, body)
    seen = preview(session.store, held.code, typed, **_told(session))
    return {"preview": plain_data(seen), "person": person.name}


def submitted(session: Session, person: Person, body: Body) -> Body:
    """A sheet kept as a proposal of the *person*."""
    _needs(person, Role.EDITOR, "submit figures")
    held, typed = _read(session, body)
    words = (_text(body, name) for name in ("source", "dated", "reason"))
    done = proposing.submit(
        session.store,
        held.code,
        typed,
        Paper(*words),
        sheet=_sheet(body).name,
        by=person.name,
        leave_out=body.get("leave_out") is True,
        **_told(session),
    )
    return {"proposal": _said(done.proposal, person), "preview": plain_data(done.preview)}


def accepted(session: Session, person: Person, number: str, body: Body) -> Body:
    """A proposal accepted by the *person*; at the store's own machine they may accept their own."""
    _needs(person, Role.APPROVER, "accept figures")
    done = proposing.accept(
        session.store,
        _number(number),
        by=person.name,
        comment=_text(body, "comment"),
        four_eyes=not person.at_machine,
        **_told(session),
    )
    return {"proposal": _said(done.proposal, person), "recorded": len(done.recorded)}


def rejected(session: Session, person: Person, number: str, body: Body) -> Body:
    """A proposal turned down by the *person*, or taken back where it is their own."""
    _needs(person, Role.EDITOR, "decide about proposals")
    proposal = proposals.proposal_of(session.store, _number(number))
    if not proposing.is_own(proposal, person.name):
        _needs(person, Role.APPROVER, "reject figures")
    comment, now = _text(body, "comment"), datetime.now(UTC)
    done = proposing.reject(session.store, proposal.id, by=person.name, now=now, comment=comment)
    return {"proposal": _said(done, person)}


def _number(words: str) -> int:
    """The number of a proposal as the address has it."""
    if not words.isdecimal() or len(words) > 20:
        raise UnknownProposal(words[:20])
    return int(words)


def _needs(person: Person, role: Role, what: str) -> None:
    if not person.may(role) or not person.name:
        raise NotAllowed(person, role, what)


def _told(session: Session) -> dict[str, Any]:
    channel = session.settings.alert_channel if session.settings else None
    return {"today": session.today(), "now": datetime.now(UTC), "channel": channel or ""}


def _said(proposal: Proposal, person: Person) -> Body:
    own = proposing.is_own(proposal, person.name)
    waits = proposal.state is State.WAITING
    accepts = waits and person.may(Role.APPROVER) and (person.at_machine or not own)
    return {
        "id": proposal.id,
        "state": proposal.state.value,
        "words": proposing.in_state(proposal),
        "figures": len(proposal.submitted.proposed),
        "source": proposal.submitted.source,
        "dated": proposal.submitted.dated,
        "reason": proposal.submitted.reason,
        "by": proposal.submitted.by,
        "at": proposal.at.isoformat(),
        "comment": proposal.comment,
        "own": own,
        "may_accept": accepts,
        "may_reject": waits and (own or person.may(Role.APPROVER)),
    }


def _read(session: Session, body: Body) -> Any:
    edition = _text(body, "edition") or None
    return read_sheet(session.store, _sheet(body), today=session.today(), edition=edition)


def _sheet(body: Body) -> Sheet:
    given = body.get("sheet")
    if not isinstance(given, dict):
        raise KpiError("The sheet is missing.")
    cells = _rectangle(given.get("cells"), "cells")
    formats = _rectangle(given.get("formats"), "formats")
    if [len(row) for row in cells] != [len(row) for row in formats]:
        raise KpiError("The sheet's formats are not as many as its cells.")
    return Sheet(
        name=_text(given, "name"),
        cells=tuple(tuple(_cell(one) for one in row) for row in cells),
        formats=tuple(tuple(str(one) for one in row) for row in formats),
        row=_place(given, "row"),
        column=_place(given, "column"),
    )


def _rectangle(given: object, what: str) -> list[list[Any]]:
    if not isinstance(given, list) or not given or not all(isinstance(row, list) for row in given):
        raise KpiError(f"The sheet's {what} are not rows of cells.")
    if len({len(row) for row in given}) != 1:
        raise KpiError(f"The sheet's {what} are not a rectangle.")
    if len(given) * len(given[0]) > MOST_CELLS:
        raise KpiError(f"A sheet of more than {MOST_CELLS:,} cells is not an index.")
    return given


def _cell(given: object) -> Held:
    if given is None or isinstance(given, bool | int | float):
        return given
    if isinstance(given, str) and len(given) <= LONGEST:
        return given
    raise KpiError("The sheet holds something that does not fit into a cell.")


def _place(given: Body, name: str) -> int:
    place = given.get(name, 1)
    if isinstance(place, bool) or not isinstance(place, int) or not 1 <= place <= FURTHEST:
        raise KpiError(f"The sheet's {name} is not a number from 1.")
    return place


def _text(body: Body, name: str) -> str:
    given = body.get(name, "")
    if not isinstance(given, str):
        raise KpiError(f"{name} is not text.")
    if len(given) > LONGEST:
        raise KpiError(f"{name} is longer than {LONGEST:,} characters.")
    return given
