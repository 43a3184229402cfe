"""Hear `/kpi`, and answer the person who typed it and nobody else.

A slash command has no thread and no message of its own: what is asked about children in passing
is not shown to a whole channel unasked. Mention the bot to share an answer.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt import App

from bot.blocks import Message
from bot.desk import Desk, done, respond
from bot.following import subscribe, subscriptions, unsubscribe
from bot.mrkdwn import typed
from bot.timing import digest, panel, quiet

COMMAND = "/kpi"
ORDERS = {
    "subscribe": subscribe,
    "unsubscribe": unsubscribe,
    "subscriptions": subscriptions,
    "digest": digest,
    "quiet": quiet,
    "panel": panel,
}


def register(app: App, desk: Desk) -> None:
    """Answer the command."""

    @app.command(COMMAND)
    def commanded(ack: Any, command: Mapping[str, Any]) -> None:
        ack()
        respond(command["response_url"], said_to(command, desk))


def said_to(command: Mapping[str, Any], desk: Desk) -> Message:
    """What is said to a command: an order is done, anything else is a question."""
    words = typed(command.get("text") or "")
    first, _, rest = words.partition(" ")
    if order := ORDERS.get(first.lower()):
        who, where = command["user_id"], command["channel_id"]
        return done(partial(order, desk, rest.strip(), user=who, channel=where))
    return desk.reply(words)
