"""Say what a message in a thread follows on: what was asked there, or what we told unasked.

A message of ours that opens a thread is known by the key it carries, not by a note made after it
was posted: somebody may answer sooner than the note, and whoever was to make it may be killed.
"""

import logging
from collections.abc import Mapping
from typing import Any

from bot.desk import Desk, thread_of
from bot.marks import key_in
from kpi_store.domain.alert import Alert
from kpi_store.domain.notice import Notice
from kpi_store.told import looking, notice_of

log = logging.getLogger(__name__)


def before(desk: Desk, event: Mapping[str, Any]) -> tuple[str, ...] | None:
    """What was asked in the thread of *event*, oldest first; None where it is none of ours.

    The thread of an alert begins with the question that the alert answers.
    """
    channel, thread = event["channel"], thread_of(event)
    asked = desk.before(channel, thread)
    if asked is not None or not _may_answer_us(event, desk.bot_user):
        return asked
    try:
        notice = _opening(desk, channel, thread)
    except Exception:
        log.exception("A thread is answered without what was told at its beginning.")
        return None
    if not isinstance(notice, Alert):
        return None if notice is None else ()
    desk.remember(channel, thread, notice.question, None)
    return (notice.question,)


def _may_answer_us(event: Mapping[str, Any], bot_user: str) -> bool:
    """Whether *event* stands in a thread that we opened, or that Slack does not say who opened."""
    return thread_of(event) != event["ts"] and event.get("parent_user_id") in {None, bot_user}


def _opening(desk: Desk, channel: str, thread: str) -> Notice | None:
    """The notice that the first message of a thread says; None where it says none."""
    page = desk.client.conversations_replies(
        channel=channel, ts=thread, limit=1, include_all_metadata=True
    )
    key = key_in(page["messages"][0])
    return None if key is None else notice_of(looking(desk.store), key)
