"""Lay out what is told unasked, an alert or a digest, as a Slack message."""

from bot.blocks import Message, alert_message
from bot.limits import fitted, fitted_text
from bot.mrkdwn import bold, escaped
from kpi_store.domain.notice import Digest, Notice
from kpi_store.domain.notice_words import digest_in_words, digest_parts


def notice_message(notice: Notice) -> Message:
    """Return the message that says *notice*."""
    return digest_message(notice) if isinstance(notice, Digest) else alert_message(notice)


def digest_message(digest: Digest) -> Message:
    """Return the message that says *digest*: headings in bold, and one line for each thing."""
    lines = [
        said
        for heading, told in digest_parts(digest)
        for said in (bold(heading), *(f"• {escaped(line)}" for line in told))
    ]
    return {
        "text": fitted_text(escaped(digest_in_words(digest))),
        "blocks": fitted(
            lines, [], more=lambda left: f"… {left} more: ask `/kpi list red` or `/kpi changes`."
        ),
    }
