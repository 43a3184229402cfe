"""Hear a button that shows more of an answer, less of it, its trend or other rows, in place."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.buttons import TURN
from bot.desk import Desk, respond
from bot.places import place_of
from bot.posting import posted
from bot.shown import Shown


def register(app: App, desk: Desk) -> None:
    """Turn messages."""

    @app.action(TURN)
    def pressed(ack: Any, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        on_turn(body, action, desk)


def on_turn(body: Mapping[str, Any], action: Mapping[str, Any], desk: Desk) -> None:
    """Show in the message what its button says; where that cannot be had, the message stays."""
    said, turned = desk.turned(Shown.read(action["value"]), place_of(body))
    if not turned:
        respond(body["response_url"], said)
    elif body["container"].get("is_ephemeral"):
        respond(body["response_url"], said, replace=True)
    else:
        channel, ts = body["channel"]["id"], body["message"]["ts"]
        posted(desk.client.chat_update, said, channel=channel, ts=ts)
