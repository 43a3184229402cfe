"""What Slack tells the bot, each kind of it heard in a file of its own; replies go out from there.

Every file has `register(app, desk)`. Slack is told at once that a thing is received, before the
store is touched, however busy that is; then it is taken up, once, however often it is delivered.
"""

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest
from slack_sdk.errors import SlackApiError

from bot.blocks import plain
from bot.desk import APOLOGY, Desk, thread_of
from bot.listeners import (
    actions,
    agent,
    alerts,
    commands,
    events,
    home,
    options,
    proposals,
    shortcuts,
    turning,
)

log = logging.getLogger(__name__)

# What Slack wants no answer to but that it is received; a form and a picker want theirs.
RECEIVED = frozenset({"event_callback", "block_actions", "message_action", "shortcut"})


def register(app: App, desk: Desk) -> None:
    """Make *app* answer at *desk* what it is told for the first time."""

    @app.middleware
    def receive(
        req: BoltRequest,
        context: BoltContext,
        body: Mapping[str, Any],
        ack: Any,
        next: Any,  # noqa: A002 - Bolt's name
    ) -> Any:
        if body.get("type") not in RECEIVED and "command" not in body:
            return next()
        if not context.get("received"):
            context["received"] = True
            req.mode = "socket_mode"  # its signature was checked, and may be too old by then
            desk.workers.take_up(app.dispatch, req)
            return ack()
        click = body.get("trigger_id")  # a message has its own key: it may come as two events
        return ack() if click and not desk.first(f"click {click}") else next()

    heard = (events, agent, home, commands, shortcuts, options, actions, turning, alerts, proposals)
    for kind in heard:
        kind.register(app, desk)

    @app.error
    def failed(error: Exception, body: Mapping[str, Any], say: Any) -> None:
        log.error("An answer could not be posted.", exc_info=error)
        event = body.get("event")
        if event and event.get("ts") and isinstance(error, SlackApiError):  # else it may be there
            say(**plain(APOLOGY), thread_ts=thread_of(event))
