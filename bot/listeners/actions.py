"""Hear a button that offers a choice, and answer where it was offered."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt import App

from bot.blocks import PICK
from bot.desk import Desk, done, respond, thread_of
from bot.following import FOLLOW, picked


def register(app: App, desk: Desk) -> None:
    """Answer choices."""

    @app.action(PICK)
    def chosen(ack: Any, body: Mapping[str, Any], action: Mapping[str, Any], say: Any) -> None:
        ack()
        on_pick(body, action, say, desk)

    @app.action(FOLLOW)
    def followed(ack: Any, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        said = done(partial(picked, desk, action["value"], user=body["user"]["id"]))
        respond(body["response_url"], said)


def on_pick(body: Mapping[str, Any], action: Mapping[str, Any], say: Any, desk: Desk) -> None:
    """Answer a choice where it was offered: in the thread, or to the person alone."""
    value = json.loads(action["value"])
    answered = desk.reply(value["words"], edition=value["edition"])
    if body["container"].get("is_ephemeral"):
        respond(body["response_url"], answered)
    else:
        say(**answered, thread_ts=thread_of(body["message"]))
