"""Hear `/kpi`, and answer the person who typed it and nobody else.

A slash command has no thread and no message of its own: what is asked about children in passing
is not shown to a whole channel unasked. Mention the bot to share an answer.
"""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.desk import Desk, respond
from bot.mrkdwn import typed
from bot.places import place_of

COMMAND = "/kpi"


def register(app: App, desk: Desk) -> None:
    """Answer the command."""

    @app.command(COMMAND)
    def commanded(ack: Any, command: Mapping[str, Any]) -> None:
        ack()
        words = typed(command.get("text") or "")
        respond(command["response_url"], desk.reply(words, place=place_of(command)))
