"""Lay out a digest as a Slack message."""

from bot.limits import Message, fitted, fitted_text
from bot.mrkdwn import bold, escaped
from kpi_store.domain.notice import Digest
from kpi_store.domain.notice_words import digest_in_words, digest_parts


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
