"""Hear what is typed into a picker, and offer the indicators that fit so far."""

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.desk import Desk
from bot.picker import FIND, OFFERED, options

log = logging.getLogger(__name__)


def register(app: App, desk: Desk) -> None:
    """Offer indicators of any edition while somebody types."""

    @app.options(FIND)
    def typing(ack: Any, payload: Mapping[str, Any]) -> None:
        ack(options=options(desk.found(str(payload.get("value") or ""), OFFERED)))
