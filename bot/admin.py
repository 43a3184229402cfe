"""Do what only an admin may: say who reads a channel, and who may do what.

What is agreed is recorded with who agreed it and when, and confirmed in words. People and groups
come as Slack's ids, because the command is escaped (manifest: should_escape).
"""

import logging
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot.blocks import Message
from bot.desk import Desk, done
from bot.permits import marked, named, require
from bot.places import Place, place_of
from kpi_store import audiences
from kpi_store.domain.audience import Audience, Role
from kpi_store.domain.period import said_date

log = logging.getLogger(__name__)

READ_BY = {
    Audience.OFFICERS: "read by officers: everything is shown here",
    Audience.COUNCIL: (
        "marked by nobody: words by which a child could be recognised, and numbers from 1 to 5 "
        "that no paper prints, are not shown here"
    ),
    Audience.PUBLIC: (
        "public: numbers from 1 to 5, and words by which a child could be recognised, are not "
        "shown here"
    ),
}
MARKS = {"officers": Audience.OFFICERS, "public": Audience.PUBLIC, "unmarked": Audience.COUNCIL}
SUBJECT = re.compile(r"<(?:@([UW][A-Z0-9]+)|!subteam\^(S[A-Z0-9]+))(?:\|[^>]*)?>")
NONE = "none"
CHANNEL_USE = "Say `/kpi channel officers`, `/kpi channel public` or `/kpi channel unmarked`."
SHARED_USE = "Say `/kpi allow shared` or `/kpi refuse shared`."
ROLE_USE = (
    "Say `/kpi role @somebody editor`. Roles: "
    f"{', '.join(Role)}; `{NONE}` takes it away. A user group can have one too."
)
NO_CHANNEL = "There is no channel here to say that of: say it in the channel."

Order = Callable[[Desk, str, Place], str]


def ordered(desk: Desk, command: Mapping[str, Any]) -> Message | None:
    """What is said to an order, once it is done; None where *command* is none of these."""
    name, _, rest = str(command.get("text") or "").strip().partition(" ")
    order = ORDERS.get(name.lower())
    if order is None or (order is who and rest.strip()):  # 'who is to blame?' is a question
        return None
    return done(partial(_obeyed, desk, name.lower(), rest.strip(), place_of(command)))


def _obeyed(desk: Desk, name: str, words: str, place: Place) -> Message:
    require(desk.places, place.user, Role.ADMIN, "do that")
    said = marked(ORDERS[name](desk, words, place))
    log.info("An order was given.", extra={"channel": place.channel, "outcome": name})
    return said


def mark(desk: Desk, words: str, place: Place) -> str:
    """Say who reads the channel."""
    audience = MARKS.get(words.lower())
    if audience is None:
        return CHANNEL_USE
    if place.is_direct:
        return NO_CHANNEL
    audiences.mark(desk.store, place.channel, audience, by=place.user, now=desk.now())
    return f"Recorded. This channel is now {READ_BY[audience]}."


def allow(desk: Desk, words: str, place: Place) -> str:
    """Answer in the channel though another organisation shares it."""
    return _share(desk, words, place, allowed=True)


def refuse(desk: Desk, words: str, place: Place) -> str:
    """Answer in the channel no longer while another organisation shares it."""
    return _share(desk, words, place, allowed=False)


def give(desk: Desk, words: str, place: Place) -> str:
    """Give a person or a group a role."""
    found = SUBJECT.match(words)
    wanted = words[found.end() :].strip().lower() if found else ""
    if found is None or wanted not in {*Role, NONE}:
        return ROLE_USE
    subject = found[1] or found[2]
    role = None if wanted == NONE else Role(wanted)
    audiences.give(desk.store, subject, role, by=place.user, now=desk.now())
    return f"Recorded. {named(subject)} {f'is now {role}' if role else 'has no role any more'}."


def who(desk: Desk, _words: str, place: Place) -> str:
    """Say who reads here, and who has which role."""
    lines = []
    if not place.is_direct:
        held = audiences.agreed(desk.store, place.channel)
        when = f" ({_by(held.by)}, {said_date(held.at.date())})" if held.at else ""
        lines.append(f"This channel is {READ_BY[held.audience]}{when}.")
        if held.shared_allowed:
            lines.append("It is answered even where another organisation shares it.")
    lines += [f"{named(one)}: {Role.ADMIN}, by the settings." for one in desk.places.admins]
    lines += [
        f"{named(subject)}: {member.role} ({_by(member.by)}, {said_date(member.at.date())})."
        for subject, member in audiences.members(desk.store).items()
    ]
    return "\n".join(lines)


def _share(desk: Desk, words: str, place: Place, *, allowed: bool) -> str:
    if words.lower() != "shared":
        return SHARED_USE
    if place.is_direct:
        return NO_CHANNEL
    audiences.allow_shared(
        desk.store, place.channel, allowed=allowed, by=place.user, now=desk.now()
    )
    if allowed:
        return "Recorded. This channel is answered even where another organisation shares it."
    return "Recorded. This channel is not answered while another organisation shares it."


def _by(user: str) -> str:
    return f"by {named(user)}"


ORDERS: Mapping[str, Order] = {
    "channel": mark,
    "allow": allow,
    "refuse": refuse,
    "role": give,
    "who": who,
}
