"""Hear `/kpi`, and answer the person who typed it and nobody else.

A slash command has no thread and no message of its own: what is asked about children in passing
is not shown to a whole channel unasked. Mention the bot to share an answer.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt import App

from bot.admin import ordered
from bot.blocks import Message
from bot.desk import Desk, done, respond
from bot.mrkdwn import typed
from bot.orders import ORDERS, Order
from bot.picker import OFFERED, find_message
from bot.places import Place, place_of
from bot.proposals import proposals

COMMAND = "/kpi"


def register(app: App, desk: Desk) -> None:
    """Answer the command."""

    @app.command(COMMAND)
    def commanded(ack: Any, command: Mapping[str, Any]) -> None:
        ack()
        respond(command["response_url"], said_to(command, desk))


def said_to(command: Mapping[str, Any], desk: Desk) -> Message:
    """What is said to a command: its first word may name what is to be done (help.COMMANDS)."""
    if (said := ordered(desk, command)) is not None:
        return said
    words = typed(command.get("text") or "")
    first, _, rest = words.partition(" ")
    does = DOES.get(first.lower())
    place = place_of(command)
    if does is None:
        return desk.reply(words, place)
    return done(partial(does, desk, rest.strip(), place))


def find(desk: Desk, words: str, _place: Place) -> Message:
    """Indicators that go by *words*, and a picker."""
    return find_message(words, desk.found(words, OFFERED))


def show_help(desk: Desk, _words: str, place: Place) -> Message:
    """What can be asked and done."""
    return desk.reply("help", place)


DOES: Mapping[str, Order] = {
    "find": find,
    "help": show_help,
    "proposals": proposals,
    **ORDERS,
}
