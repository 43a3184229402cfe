"""Read what was asked of the bot earlier in a thread, so that a follow-up need not say it again."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.mrkdwn import typed

log = logging.getLogger(__name__)

MOST_MESSAGES = 50  # of a thread that are looked at
MOST_QUESTIONS = 5  # of those, the last that were put to the bot

Before = Callable[[Mapping[str, Any]], tuple[str, ...]]


def reader_of(client: WebClient, bot_user: str) -> Before:
    """Return what gives the questions put to *bot_user* in an event's thread, oldest first.

    A thread that cannot be read is logged, and the question is read by itself.
    """

    def before(event: Mapping[str, Any]) -> tuple[str, ...]:
        thread = event.get("thread_ts")
        if not thread or thread == event["ts"]:
            return ()
        try:
            page = client.conversations_replies(
                channel=event["channel"], ts=thread, latest=event["ts"], limit=MOST_MESSAGES
            )
        except SlackApiError as refusal:
            log.warning("A thread could not be read: %s.", refusal.response.get("error"))
            return ()
        asked = [
            typed(one.get("text") or "")
            for one in page["messages"]
            if one["ts"] < event["ts"] and _put_to(bot_user, one, event)
        ]
        return tuple(asked[-MOST_QUESTIONS:])

    return before


def _put_to(bot_user: str, message: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Whether a person put *message* to the bot: by a mention, or by writing to it directly."""
    if message.get("bot_id") or message.get("user") == bot_user:
        return False
    return event.get("channel_type") == "im" or f"<@{bot_user}" in (message.get("text") or "")
