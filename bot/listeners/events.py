"""Hear a mention, a direct message and a follow-up in a thread, and answer in the thread."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.context import before
from bot.desk import Desk, thread_of
from bot.listeners.agent import say_looking_up
from bot.mrkdwn import typed
from bot.orders import obeyed
from bot.places import Place, place_of
from bot.posting import posted
from bot.threads import is_worth_saying, may_ask

SPOKEN = frozenset({None, "file_share", "thread_broadcast"})  # other subtypes are edits and notices
SLACKBOT = "USLACKBOT"


def register(app: App, desk: Desk) -> None:
    """Answer mentions anywhere, messages put to the bot directly, and follow-ups in its threads."""

    @app.event("app_mention")
    def mentioned(event: Mapping[str, Any], body: Mapping[str, Any], say: Any) -> None:
        on_words(event, say, desk, place_of(body))

    @app.event("message")
    def told(
        event: Mapping[str, Any], body: Mapping[str, Any], say: Any, set_status: Any = None
    ) -> None:
        if event.get("channel_type") == "im":
            on_words(event, say, desk, place_of(body), set_status)
        elif event.get("thread_ts") and f"<@{desk.bot_user}" not in (event.get("text") or ""):
            on_follow_up(event, say, desk, place_of(body))  # a mention comes as an event of its own


def on_words(
    event: Mapping[str, Any], say: Any, desk: Desk, place: Place, set_status: Any = None
) -> None:
    """Answer a person's message in the thread where it was put; bots and edits get no answer.

    One message may come as two events, as a mention and as a message: it is answered once.
    """
    if not by_a_person(event) or not desk.first(key_of(event)):
        return
    if set_status:
        say_looking_up(set_status)
    channel, thread = event["channel"], thread_of(event)
    words = typed(event.get("text") or "")
    if (done := obeyed(desk, words, place)) is not None:
        posted(say, done, thread_ts=thread)
        return
    said, answer = desk.answered(words, place, context=before(desk, event) or ())
    desk.remember(channel, thread, words, answer)
    posted(say, said, thread_ts=thread)


def on_follow_up(event: Mapping[str, Any], say: Any, desk: Desk, place: Place) -> None:
    """Answer a message without a mention where it asks something, in a thread the bot is in."""
    text = event.get("text") or ""
    words = typed(text)
    if not by_a_person(event) or not may_ask(text, words):
        return
    channel, thread = event["channel"], thread_of(event)
    context = before(desk, event)
    if context is None or not desk.first(key_of(event)) or desk.places.refusal(place):
        return
    said, answer = desk.answered(words, place, context=context)
    if is_worth_saying(words, answer):
        desk.remember(channel, thread, words, answer)
        posted(say, said, thread_ts=thread)


def by_a_person(event: Mapping[str, Any]) -> bool:
    """Whether a person said it, and says it for the first time: no bot, edit, deletion, notice."""
    silent = event.get("bot_id") or event.get("edited") or event.get("user") in {None, SLACKBOT}
    return not silent and event.get("subtype") in SPOKEN


def key_of(event: Mapping[str, Any]) -> str:
    """What names a message, by whichever event it comes."""
    return f"message {event['channel']} {event['ts']}"
