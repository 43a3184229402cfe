"""Show the figures that wait to be accepted, and accept or reject them, to whoever may.

They were typed into the index workbook by somebody else. A person is known here by the address
that Slack has of them, as Excel's sign-in knows them too, so that nobody accepts their own.
"""

import json
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.blocks import Message, plain
from bot.buttons import button
from bot.desk import Desk
from bot.limits import Block, fitted, fitted_text, unmarked
from bot.mrkdwn import bold, escaped
from bot.permits import require
from bot.places import Place
from kpi_store.domain.audience import Role
from kpi_store.domain.errors import KpiError
from kpi_store.proposal_words import accepted_in_words, preview_lines
from kpi_store.proposals import Proposal, waiting
from kpi_store.proposing import accept, in_state, preview_of, reject

ACCEPT, REJECT = "proposal-accept", "proposal-reject"
FORM = "proposal-form"
SAID = "said"  # both the block and the element that a person fills in
LONGEST = 1000  # characters of a reason
TO_REJECT = "reject what is proposed"
NONE = "No figures wait to be accepted."
STRANGER = (
    "Slack does not tell me your address, so that I cannot see whether you submitted this "
    "yourself. Somebody who runs me can allow it (scope users:read.email), or accept it with "
    "`kpi proposals accept`."
)


def proposals(desk: Desk, words: str, place: Place) -> Message:
    """The proposal that waits longest, or the one numbered in *words*, and buttons for who may.

    Raises KpiError where that number does not wait.
    """
    require(desk.places, place.user, Role.EDITOR, "see what is proposed")
    every = {str(one.id): one for one in sorted(waiting(desk.store), key=lambda one: one.id)}
    if not every:
        return plain(NONE)
    number = words.strip().lstrip("#") or next(iter(every))
    if number not in every:
        raise KpiError(f"Proposal {words.strip()} does not wait. These do: {', '.join(every)}.")
    one = every.pop(number)
    lines = [in_state(one), *_lines(desk, one)]
    if every:
        lines.append(
            f"Others that wait: {', '.join(every)}. Say `/kpi proposals {next(iter(every))}`."
        )
    said = [bold(lines[0]), *map(escaped, lines[1:])]
    tail = _buttons(one) if desk.places.may(place.user, Role.APPROVER) else []
    text = fitted_text(escaped("\n".join(lines)))
    return {"text": text, "blocks": fitted(said, tail, more=_more(one))}


def accepted(desk: Desk, number: int, user: str) -> Message:
    """Record what proposal *number* proposes, as accepted by *user*; says what was recorded."""
    require(desk.places, user, Role.APPROVER, "accept what is proposed")
    by = address_of(desk, user)
    done = accept(desk.store, number, by=by, today=desk.today(), now=desk.now())
    return plain(accepted_in_words(done))


def rejected(desk: Desk, number: int, user: str, why: str) -> Message:
    """Reject proposal *number* for the reason *why*."""
    require(desk.places, user, Role.APPROVER, TO_REJECT)
    by = address_of(desk, user)
    return plain(in_state(reject(desk.store, number, by=by, now=desk.now(), comment=why)))


def address_of(desk: Desk, user: str) -> str:
    """The e-mail address that Slack has of *user*; raises KpiError where it tells none."""
    try:
        profile = desk.client.users_info(user=user)["user"]["profile"]
    except SlackApiError as refusal:
        raise KpiError(STRANGER) from refusal
    if not profile.get("email"):
        raise KpiError(STRANGER)
    return str(profile["email"])


def form(number: int, url: str) -> dict[str, Any]:
    """The modal that asks why proposal *number* is rejected; *url* is where to say that it is."""
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": json.dumps({"number": number, "url": url}),
        "title": unmarked("Reject"),
        "submit": unmarked("Reject"),
        "close": unmarked("Cancel"),
        "blocks": [
            {
                "type": "input",
                "block_id": SAID,
                "label": unmarked("Why? Whoever submitted it will want to know"),
                "element": {
                    "type": "plain_text_input",
                    "action_id": SAID,
                    "multiline": True,
                    "max_length": LONGEST,
                },
            }
        ],
    }


def filled(view: Mapping[str, Any]) -> tuple[int, str, str]:
    """The proposal's number, the address to answer at, and the reason said in the form *view*."""
    told = json.loads(view["private_metadata"])
    said = view["state"]["values"][SAID][SAID]
    return int(told["number"]), str(told["url"]), str(said.get("value") or "").strip()


def _lines(desk: Desk, one: Proposal) -> list[str]:
    made = one.submitted
    seen = preview_of(desk.store, one, today=desk.today(), now=desk.now())
    why = [f"Why figures held are replaced: {made.reason}."] if made.reason else []
    return [f"Source: {made.source}. From {made.sheet}.", *why, *preview_lines(seen)]


def _buttons(one: Proposal) -> list[Block]:
    count = len(one.submitted.proposed)
    about = f"proposal {one.id} of {one.submitted.by}"
    figures = f"{count} figure{'' if count == 1 else 's'}"
    sure = {
        "title": unmarked("Record them?"),
        "text": unmarked(f"{figures} will be recorded, and alerts go out."),
        "confirm": unmarked("Accept"),
        "deny": unmarked("Cancel"),
    }
    press = button(ACCEPT, "Accept", str(one.id), f"Accept {about}")
    no = button(REJECT, "Reject…", str(one.id), f"Reject {about}")
    return [{"type": "actions", "elements": [{**press, "confirm": sure}, no]}]


def _more(one: Proposal) -> Any:
    shows = f"`kpi proposals show {one.id}` on the command line shows all"
    return lambda left: f"… {left} more lines: {shows}."
