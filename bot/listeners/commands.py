"""Hear `/kpi`, and answer the person who typed it and nobody else.

A slash command has no thread and no message of its own: what is asked about children in passing
is not shown to a whole channel unasked. Mention the bot to share an answer.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol

from slack_bolt import App

from bot.blocks import Message
from bot.desk import Desk, done, respond
from bot.following import subscribe, subscriptions, unsubscribe
from bot.mrkdwn import typed
from bot.picker import OFFERED, find_message
from bot.timing import digest, panel, quiet

COMMAND = "/kpi"


def register(app: App, desk: Desk) -> None:
    """Answer the command."""

    @app.command(COMMAND)
    def commanded(ack: Any, command: Mapping[str, Any]) -> None:
        ack()
        respond(command["response_url"], said_to(command, desk))


def said_to(command: Mapping[str, Any], desk: Desk) -> Message:
    """What is said to a command: its first word may name what is to be done (help.COMMANDS)."""
    words = typed(command.get("text") or "")
    first, _, rest = words.partition(" ")
    does = DOES.get(first.lower())
    if does is None:
        return desk.reply(words)
    who, where = command["user_id"], command["channel_id"]
    return done(partial(does, desk, rest.strip(), user=who, channel=where))


class Does(Protocol):
    """Do what a command says: its *words* after the first, typed by *user* in *channel*."""

    def __call__(self, desk: Desk, words: str, *, user: str, channel: str) -> Message: ...


def find(desk: Desk, words: str, *, user: str, channel: str) -> Message:
    """Indicators that go by *words*, and a picker."""
    return find_message(words, desk.found(words, OFFERED))


def show_help(desk: Desk, words: str, *, user: str, channel: str) -> Message:
    """What can be asked and done."""
    return desk.reply("help")


DOES: Mapping[str, Does] = {
    "find": find,
    "help": show_help,
    "subscribe": subscribe,
    "unsubscribe": unsubscribe,
    "subscriptions": subscriptions,
    "digest": digest,
    "quiet": quiet,
    "panel": panel,
}
