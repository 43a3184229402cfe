"""Hear a button or a picker that offers a choice, and answer where it was offered."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt import App

from bot.blocks import PICK
from bot.desk import Desk, done, respond, thread_of
from bot.following import FOLLOW, settle_picked
from bot.picker import FIND, chosen
from bot.places import place_of
from bot.posting import posted


def register(app: App, desk: Desk) -> None:
    """Answer choices."""

    @app.action(PICK)
    def pressed(ack: Any, body: Mapping[str, Any], action: Mapping[str, Any], say: Any) -> None:
        ack()
        on_pick(body, action, say, desk)

    @app.action(FIND)
    def picked(ack: Any, body: Mapping[str, Any], action: Mapping[str, Any], say: Any) -> None:
        ack()
        on_pick(body, action, say, desk)

    @app.action(FOLLOW)
    def followed(ack: Any, body: Mapping[str, Any], action: Mapping[str, Any], say: Any) -> None:
        ack()
        said = done(partial(settle_picked, desk, action["value"], user=body["user"]["id"]))
        if body["container"].get("is_ephemeral"):
            respond(body["response_url"], said)
        else:
            posted(say, said, thread_ts=thread_of(body["message"]))


def on_pick(body: Mapping[str, Any], action: Mapping[str, Any], say: Any, desk: Desk) -> None:
    """Answer a choice where it was offered: in the thread, or to the person alone."""
    words, edition = chosen(action)
    if body["container"].get("is_ephemeral"):
        respond(body["response_url"], desk.reply(words, place_of(body), edition=edition))
        return
    channel, thread = body["channel"]["id"], thread_of(body["message"])
    before = desk.before(channel, thread) or ()
    said, answer = desk.answered(words, place_of(body), edition=edition, context=before)
    desk.remember(channel, thread, words, answer, edition=edition)
    posted(say, said, thread_ts=thread)
