"""Say where something was said, who reads an answer there, and whether one may be given at all.

In a channel everybody reads what one person asked, so the channel decides: officers, public, or
nobody's mark. In a direct message the person decides: with a role, they read as an officer. A
channel that another organisation shares is answered only after an admin has allowed it, and one
of which Slack does not say whether it is shared is not answered either.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from kpi_store import audiences
from kpi_store.domain.audience import Audience, Role
from kpi_store.store import Store

log = logging.getLogger(__name__)

REMEMBERED = timedelta(minutes=1)  # how long Slack's word on a channel or a group is taken
DIRECT = "D"  # the first letter of the id of a conversation between two
GROUP = "S"  # the first letter of a user group's id

SHARED_HERE = (
    "This channel is shared with another organisation, so no figures are given here. "
    "An admin can allow it with `/kpi allow shared`; or ask me in a direct message."
)
UNKNOWN_HERE = (
    "Slack does not tell me whether this channel is shared with another organisation, so no "
    "figures are given here. Add me to the channel, or ask me in a direct message."
)


@dataclass(frozen=True)
class Place:
    """Where something was said and by whom; `shared` is what the event itself says."""

    channel: str
    user: str
    shared: bool = False

    @property
    def is_direct(self) -> bool:
        """Whether nobody else reads an answer: a direct message, or a view of one's own."""
        return not self.channel or self.channel.startswith(DIRECT)


def place_of(body: Mapping[str, Any]) -> Place:
    """The place of an event, a command, a button, a shortcut or a form, as Slack delivers it."""
    event = body.get("event") or {}
    channel = body.get("channel_id") or _id(body.get("channel")) or _id(event.get("channel"))
    user = body.get("user_id") or _id(body.get("user")) or _id(event.get("user"))
    return Place(channel, user, bool(body.get("is_ext_shared_channel")))


def _id(named: Any) -> str:
    return str((named.get("id") if isinstance(named, Mapping) else named) or "")


@dataclass
class Remembered:
    """What was seen a short while ago; that nothing was seen is not remembered."""

    now: Callable[[], datetime]
    _told: dict[str, tuple[datetime, Any]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def seen(self, key: str, look: Callable[[], Any]) -> Any:
        """What *look* sees, or saw within a minute; raises what it raises."""
        now = self.now()
        with self._lock:
            until, told = self._told.get(key, (now, None))
        if until > now:
            return told
        told = look()
        with self._lock:
            self._told[key] = (now + REMEMBERED, told)
        return told


def is_shared(client: WebClient, remembered: Remembered, channel: str) -> bool:
    """Whether another organisation is in the channel, or is invited.

    Raises SlackApiError or OSError when Slack does not say.
    """

    def look() -> bool:
        told = client.conversations_info(channel=channel)["channel"]
        if told.get("is_ext_shared") or told.get("is_pending_ext_shared"):
            return True
        return bool(told.get("is_shared") and not told.get("is_org_shared"))

    return bool(remembered.seen(channel, look))


@dataclass
class Places:
    """Judges places by what is agreed in *store* and what Slack says of them."""

    store: Store
    client: WebClient
    now: Callable[[], datetime]
    admins: Sequence[str] = ()  # who is an admin whatever the store says
    _remembered: Remembered = field(init=False)

    def __post_init__(self) -> None:
        self._remembered = Remembered(self.now)

    def refusal(self, place: Place) -> str:
        """Why no figure may be given there, in a sentence; '' when one may."""
        if place.is_direct:
            return ""
        shared = place.shared or self._is_shared(place.channel)
        if shared is False or audiences.agreed(self.store, place.channel).shared_allowed:
            return ""
        return UNKNOWN_HERE if shared is None else SHARED_HERE

    def audience(self, place: Place) -> Audience:
        """Who reads an answer given there."""
        if not place.is_direct:
            return audiences.agreed(self.store, place.channel).audience
        return Audience.OFFICERS if self.role(place.user) else Audience.COUNCIL

    def may(self, user: str, role: Role) -> bool:
        """Whether *user* may do what *role* may."""
        has = self.role(user)
        return has is not None and has.covers(role)

    def all_admins(self) -> list[str]:
        """The people and groups who are admins, by id."""
        held = audiences.members(self.store)
        given = (one for one, member in held.items() if member.role is Role.ADMIN)
        return list(dict.fromkeys([*self.admins, *given]))

    def role(self, user: str) -> Role | None:
        """The highest role that *user* has, by name or through a group; None for none."""
        if user in self.admins:
            return Role.ADMIN
        held = audiences.members(self.store)
        roles = [
            member.role
            for subject, member in held.items()
            if subject == user or (subject.startswith(GROUP) and user in self._group(subject))
        ]
        return max(roles, key=list(Role).index, default=None)

    def _is_shared(self, channel: str) -> bool | None:
        """Whether another organisation is in the channel; None when Slack does not say."""
        try:
            return is_shared(self.client, self._remembered, channel)
        except SlackApiError as refusal:
            log.warning("Slack says nothing of a channel: %s.", refusal.response.get("error"))
        except OSError as fault:
            log.warning("Slack says nothing of a channel: %s.", type(fault).__name__)
        return None

    def _group(self, group: str) -> frozenset[str]:
        """The people of a user group; nobody when Slack does not say."""

        def look() -> frozenset[str]:
            return frozenset(self.client.usergroups_users_list(usergroup=group)["users"])

        try:
            return frozenset(self._remembered.seen(group, look))
        except (SlackApiError, OSError) as fault:
            log.warning("A user group could not be read: %s.", type(fault).__name__)
            return frozenset()
