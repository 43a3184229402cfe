"""Post an answer, in words alone where Slack refuses its table or its chart."""

from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.limits import Message
from bot.tables import REFUSED, in_text, is_native


def posted(post: Callable[..., Any], said: Message, **where: Any) -> Any:
    """Call *post* with *said*, and once more with *said* in words where its blocks are refused.

    A refused message was not posted, so the second call cannot post it twice. Raises SlackApiError
    for any other refusal.
    """
    try:
        return post(**said, **where)
    except SlackApiError as refusal:
        if refusal.response.get("error") not in REFUSED or not is_native(said):
            raise
        return post(**in_text(said), **where)
