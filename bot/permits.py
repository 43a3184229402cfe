"""Say whether somebody may do a thing, and whom to ask where they may not.

Anybody may ask, and agree what they themselves are told. What concerns others needs a role:
what a channel follows and what becomes of its alerts an editor, who reads a channel an admin.
"""

from bot.blocks import plain
from bot.limits import Message, fitted
from bot.places import GROUP, Places
from kpi_store.domain.audience import Role
from kpi_store.domain.errors import KpiError

NO_ADMIN = "There is no admin to ask: set KPI_SLACK_ADMINS to the member ids of the first."


class MayNot(KpiError):
    """What is said to whoever may not: in Slack's own marks, since it names people by their id."""


def require(places: Places, user: str, role: Role, to_do: str) -> None:
    """Raise MayNot where *user* has no role that covers *role*, which *to_do* needs."""
    if places.may(user, role):
        return
    admins = " or ".join(map(named, places.all_admins()))
    ask = NO_ADMIN
    if admins:
        ask = f"Ask {admins}" + ("." if role is Role.ADMIN else f" for `/kpi role @you {role}`.")
    raise MayNot(f"Only an {role} may {to_do}. {ask}")


def refused(places: Places, user: str, role: Role, to_do: str) -> Message | None:
    """What is said to whoever may not do *to_do*; None where they may."""
    try:
        require(places, user, role, to_do)
    except MayNot as refusal:
        return said_to(refusal)
    return None


def said_to(refusal: KpiError) -> Message:
    """A refusal as a message: people are shown by name, everything else as it stands."""
    return marked(str(refusal)) if isinstance(refusal, MayNot) else plain(str(refusal))


def named(subject: str) -> str:
    """Slack's mark for a person or a group, which Slack shows as the name."""
    return f"<!subteam^{subject}>" if subject.startswith(GROUP) else f"<@{subject}>"


def marked(words: str) -> Message:
    """A message of *words* that hold nothing typed but ids, so that people are shown by name."""
    more = "`/kpi who` in a direct message says all"
    return {"text": words, "blocks": fitted(words.splitlines(), [], more=lambda n: f"… {n} {more}")}
