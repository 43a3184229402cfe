"""What Slack tells the bot, each kind of it heard in a file of its own; replies go out from there.

Every file has `register(app, desk)`. An event, a click and a command are each taken up once,
however often Slack delivers them.
"""

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import App
from slack_sdk.errors import SlackApiError

from bot.blocks import plain
from bot.desk import APOLOGY, Desk, thread_of
from bot.listeners import actions, commands, events, home

log = logging.getLogger(__name__)


def register(app: App, desk: Desk) -> None:
    """Make *app* answer at *desk* what it is told for the first time."""

    @app.middleware
    def answer_once(body: Mapping[str, Any], ack: Any, next: Any) -> Any:  # noqa: A002 - Bolt's name
        return next() if desk.once.first(*delivery(body)) else ack()

    for kind in (events, commands, actions, home):
        kind.register(app, desk)

    @app.error
    def failed(error: Exception, body: Mapping[str, Any], say: Any) -> None:
        log.error("An answer could not be posted.", exc_info=error)
        event = body.get("event")
        if event and isinstance(error, SlackApiError):  # refused; else it may have arrived
            say(**plain(APOLOGY), thread_ts=thread_of(event))


def delivery(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What names this delivery: the event's id, or the click's or command's; nothing for others."""
    return [(name, body[name]) for name in ("event_id", "trigger_id") if body.get(name)]
