"""Hear "What does this say?" on a message, and tell the person who asked.

Nobody else sees the answer: who reads another's message by it has not asked the channel, and the
bot need not be a member there (docs/decisions.md).
"""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.blocks import plain
from bot.desk import Desk, respond
from bot.mrkdwn import typed
from bot.places import place_of

WHAT_DOES_THIS_SAY = "what_does_this_say"
NO_WORDS = "That message has no words to read as a question."


def register(app: App, desk: Desk) -> None:
    """Answer the shortcut."""

    @app.message_shortcut(WHAT_DOES_THIS_SAY)
    def asked(ack: Any, shortcut: Mapping[str, Any]) -> None:
        ack()
        words = typed(shortcut["message"].get("text") or "")
        said = desk.reply(words, place_of(shortcut)) if words else plain(NO_WORDS)
        respond(shortcut["response_url"], said)
