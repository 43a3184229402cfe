"""Hear that somebody opens the bot's own conversation, and offer what can be asked there."""

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import App
from slack_sdk.errors import SlackApiError

from bot.desk import Desk

log = logging.getLogger(__name__)

TITLE = "Ask about the performance index"
PROMPTS = (  # Slack shows four at most
    {"title": "What is red?", "message": "What's red?"},
    {"title": "What changed since the last meeting?", "message": "What changed?"},
    {"title": "Which figures were corrected?", "message": "Which figures were corrected?"},
    {"title": "What can I ask?", "message": "help"},
)
LOOKING_UP = "is looking it up …"


def register(app: App, _desk: Desk) -> None:
    """Offer prompts where the bot's conversation is opened; its home tab is another matter."""

    @app.event("app_home_opened", matchers=[is_the_conversation])
    def opened(set_suggested_prompts: Any) -> None:
        try:
            set_suggested_prompts(prompts=PROMPTS, title=TITLE)
        except (SlackApiError, OSError) as fault:
            log.warning("Prompts could not be offered: %s", fault)


def is_the_conversation(event: Mapping[str, Any]) -> bool:
    """Whether it is the conversation with the bot that was opened, not its home tab."""
    return event.get("tab") == "messages"


def say_looking_up(set_status: Any) -> None:
    """Show that an answer is on its way; Slack takes the line away when the answer comes."""
    try:
        set_status(status=LOOKING_UP)
    except (SlackApiError, OSError) as fault:
        log.warning("A status could not be shown: %s", fault)
