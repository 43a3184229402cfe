"""Let a channel or a person follow what turns red, by `/kpi subscribe` and `unsubscribe`.

`me` before the rest, or a direct message, means the person who types; else the channel is meant.
What was read is said back in words, and doubt is offered as buttons.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from bot.blocks import Message, plain
from bot.buttons import button, label_of, row_of
from bot.desk import Desk
from bot.limits import BUTTON_VALUE
from bot.permits import require
from bot.places import Place
from kpi_store.domain.answer import Choice
from kpi_store.domain.audience import Role
from kpi_store.domain.errors import KpiError
from kpi_store.domain.lookup_words import name_of
from kpi_store.domain.period import said_date
from kpi_store.domain.timetable import LONDON
from kpi_store.following import in_words, read_following
from kpi_store.subscriptions import Follows, Subscription, Wanted, follow, of_channel, unfollow
from kpi_store.timetables import timetable_of
from kpi_store.workspaces import belongs

FOLLOW = re.compile(r"follow-\d+")  # the action ids of the buttons that offer what to follow
ME = re.compile(r"me\b[,:]?\s*", re.IGNORECASE)
ALL = ("all", "everything")
STRANGER = "I am not in this channel, so nothing can be sent here: type `/invite @kpi` first."


@dataclass(frozen=True)
class Reader:
    """Where something is to be sent, as Slack's id, and how it is called in a sentence."""

    channel: str
    is_person: bool

    @property
    def name(self) -> str:
        return "You" if self.is_person else "This channel"

    def does(self, verb: str, no: str = "") -> str:
        """'You follow', 'This channel follows'; with *no*, 'You do not follow'."""
        if no:
            return f"{self.name} {'do' if self.is_person else 'does'} {no} {verb}"
        return f"{self.name} {verb}{'' if self.is_person else 's'}"


def reader_meant(desk: Desk, words: str, place: Place) -> tuple[Reader, str]:
    """Who is to be told, by *words* typed at *place*, and the rest of the words.

    Raises KpiError where the bot could send nothing, or may not.
    """
    me = ME.match(words)
    if me or place.is_direct:
        return Reader(direct(desk, place.user), True), words[me.end() :] if me else words
    try:
        told = desk.client.conversations_info(channel=place.channel)
        known = told["channel"].get("is_member")
    except SlackApiError as refusal:
        if refusal.response.get("error") != "channel_not_found":
            raise
        known = False
    if not known:
        raise KpiError(STRANGER)
    if refused := desk.places.refusal(place):
        raise KpiError(refused)
    return Reader(place.channel, False), words


def allow_change(desk: Desk, reader: Reader, user: str) -> None:
    """Raise MayNot where *user* may not change what *reader* is told: a channel has editors.

    What may be told something is known by its workspace from now on.
    """
    if not reader.is_person:
        require(desk.places, user, Role.EDITOR, "change what a channel is told")
    if desk.team:
        belongs(desk.store, reader.channel, desk.team)


def direct(desk: Desk, user: str) -> str:
    """The channel of *user*'s direct messages with the bot."""
    return str(desk.client.conversations_open(users=user)["channel"]["id"])


def subscribe(desk: Desk, words: str, place: Place) -> Message:
    """Follow what *words* name from now on."""
    return _change(desk, words, place, on=True)


def unsubscribe(desk: Desk, words: str, place: Place) -> Message:
    """Follow what *words* name no longer; 'all' ends everything that is followed."""
    reader, rest = reader_meant(desk, words, place)
    if rest.strip().lower() in ALL:
        allow_change(desk, reader, place.user)
        every = [one.wanted for one in of_channel(desk.store, reader.channel)]
        return plain(_settled(desk, reader, every, by=place.user, on=False) or _held(desk, reader))
    return _change(desk, words, place, on=False)


def subscriptions(desk: Desk, words: str, place: Place) -> Message:
    """What is followed, since when, and when it is told."""
    reader, _ = reader_meant(desk, words, place)
    agreed = timetable_of(desk.store, reader.channel)
    lines = [_held(desk, reader)]
    lines += [f"A digest comes {agreed.digests.words()}."] if agreed.digests else []
    lines += [f"Nothing is sent in quiet hours, {agreed.quiet}."] if agreed.quiet else []
    return plain("\n".join(lines))


def settle_picked(desk: Desk, value: str, *, user: str) -> Message:
    """Follow, or follow no longer, the indicator of the button that was pressed."""
    said = json.loads(value)
    reader = Reader(said["channel"], Place(said["channel"], user).is_direct)
    if reader.is_person and direct(desk, user) != reader.channel:
        raise KpiError("That was offered to somebody else: type `/kpi subscribe me` and what.")
    allow_change(desk, reader, user)
    wanted = Wanted(Follows.INDICATOR, said["edition"], said["key"])
    return plain(_settled(desk, reader, [wanted], by=user, on=said["on"]))


def since(one: Subscription) -> str:
    """The day since which something is followed."""
    return said_date(one.at.astimezone(LONDON).date())


def _change(desk: Desk, words: str, place: Place, *, on: bool) -> Message:
    reader, rest = reader_meant(desk, words, place)
    allow_change(desk, reader, place.user)
    understood = read_following(desk.store, rest, today=desk.today())
    if understood.choices:
        return _offered(reader, understood.choices, on=on)
    return plain(_settled(desk, reader, understood.wanted, by=place.user, on=on))


def _settled(desk: Desk, reader: Reader, every: Sequence[Wanted], *, by: str, on: bool) -> str:
    return "\n".join(_settle(desk, reader, wanted, by=by, on=on) for wanted in every)


def _settle(desk: Desk, reader: Reader, wanted: Wanted, *, by: str, on: bool) -> str:
    """Follow *wanted* or stop, and say so."""
    what = in_words(desk.store, wanted, today=desk.today())
    change = follow if on else unfollow
    changed = change(desk.store, reader.channel, wanted, by=by, now=desk.now())
    if on and changed:
        where = "you in a direct message" if reader.is_person else "this channel"
        told = f"what turns red, or leaves it, is sent to {where}"
        return f"{reader.does('follow')} {what} from now on: {told}."
    if on:
        return f"{reader.does('follow')} {what} already."
    if changed:
        return f"{reader.does('follow')} {what} no longer."
    return f"{reader.does('follow', 'not')} {what}. {_held(desk, reader)}"


def _held(desk: Desk, reader: Reader) -> str:
    """What is followed, line by line."""
    held = of_channel(desk.store, reader.channel)
    if not held:
        return f"{reader.does('follow')} nothing. Try `/kpi subscribe red in Child protection`."
    today = desk.today()
    lines = (
        f"• {in_words(desk.store, one.wanted, today=today)}, since {since(one)}" for one in held
    )
    return "\n".join([f"{reader.does('follow')}:", *lines])


def _offered(reader: Reader, choices: Sequence[Choice], *, on: bool) -> Message:
    """The indicators that fit, as buttons; each also stands in the words above them."""
    said = plain("\n".join(["Which do you mean?", *(f"• {name_of(one)}" for one in choices)]))
    buttons = row_of(
        button(f"follow-{number}", label_of(one), value, f"Choose {name_of(one)}")
        for number, one in enumerate(choices, start=1)
        if len(value := _value(reader, one, on=on)) <= BUTTON_VALUE
    )
    return {"text": said["text"], "blocks": [*said["blocks"], *buttons]}


def _value(reader: Reader, one: Choice, *, on: bool) -> str:
    return json.dumps({"channel": reader.channel, "edition": one.edition, "key": one.key, "on": on})
