"""Hear a mention and a direct message, and answer in the thread."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.desk import Desk, thread_of
from bot.mrkdwn import typed
from bot.places import Place, place_of

SPOKEN = frozenset({None, "file_share", "thread_broadcast"})  # other subtypes are edits and notices


def register(app: App, desk: Desk) -> None:
    """Answer mentions anywhere, and messages put to the bot directly."""

    @app.event("app_mention")
    def mentioned(event: Mapping[str, Any], body: Mapping[str, Any], say: Any) -> None:
        on_words(event, say, desk, place_of(body))

    @app.event("message")
    def told(event: Mapping[str, Any], body: Mapping[str, Any], say: Any) -> None:
        if event.get("channel_type") == "im":
            on_words(event, say, desk, place_of(body))


def on_words(event: Mapping[str, Any], say: Any, desk: Desk, place: Place) -> None:
    """Answer a person's message in the thread where it was put; bots and edits get no answer.

    One message may come as two events, as a mention and as a message: it is answered once.
    """
    if event.get("bot_id") or event.get("edited") or event.get("subtype") not in SPOKEN:
        return
    if not desk.once.first(("message", event["channel"], event["ts"])):
        return
    words = typed(event.get("text") or "")
    answered = desk.reply(words, place=place, context=desk.before(event))
    say(**answered, thread_ts=thread_of(event))
