"""Speak in one channel with the token of its workspace: post, update, and find what was posted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.marks import key_in, marked
from bot.posts import Post, Update

PAGES = 5  # of history, searched before a second attempt
PAGE = 200
CLOCKS = timedelta(minutes=5)  # how far Slack's clock may be from ours


class UnsureError(Exception):
    """The channel's history is too long to tell whether an earlier attempt arrived."""


class NoWorkspaceError(Exception):
    """No token is held for the workspace that a channel belongs to."""


@dataclass(frozen=True)
class Line:
    """A channel and the client that speaks there, which must repeat nothing itself."""

    client: WebClient
    channel: str

    def post(self, key: str, said: Post) -> str:
        """Post *said*, marked with *key*; returns the ts of its message."""
        response = self.client.chat_postMessage(
            channel=self.channel,
            text=said.message["text"],
            blocks=said.message["blocks"],
            metadata=marked(key),
            thread_ts=said.thread,
            reply_broadcast=True if said.broadcast else None,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(response["ts"])

    def update(self, said: Update) -> None:
        """Make the message show what *said* says; its mark stays."""
        self.client.chat_update(
            channel=self.channel,
            ts=said.ts,
            text=said.message["text"],
            blocks=said.message["blocks"],
            metadata=marked(said.key),
        )

    def posted(self, key: str, *, since: datetime, thread: str | None) -> str | None:
        """The ts of the message marked with *key* that arrived *since*, though unanswered.

        Raises UnsureError where too much was said since then to look through.
        """
        oldest = f"{(since - CLOCKS).timestamp():.6f}"
        where: dict[str, Any] = {"channel": self.channel, "oldest": oldest, "limit": PAGE}
        where["include_all_metadata"] = True
        found = None
        if thread is not None:  # the channel's own history does not list what stands in threads
            replies = partial(self.client.conversations_replies, ts=thread, **where)
            found = _marked_with(key, replies)
        return found or _marked_with(key, partial(self.client.conversations_history, **where))


def _marked_with(key: str, page_after: Callable[..., SlackResponse]) -> str | None:
    """The ts of the message that carries *key*, on the newest pages."""
    cursor = None
    for _ in range(PAGES):
        page = page_after(cursor=cursor)
        for message in page["messages"]:
            if key_in(message) == key:
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None
    raise UnsureError
