"""Lay out the bot's home tab: the index at a glance, what changed, what I follow, what waits.

Slack takes 100 blocks in a view; the index pages before it comes near, and every other list says
how much it leaves out and how to ask for it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.buttons import button
from bot.limits import BUTTON_VALUE, Block, context, fitted, section, shortened, unmarked
from bot.mrkdwn import bold, escaped
from kpi_store.domain.answer import Answer, Row
from kpi_store.domain.period import said_date
from kpi_store.domain.wording import row_in_words
from kpi_store.subscriptions import Subscription

PAGE, UNFOLLOW, AGAIN = "home-page", "home-unfollow", "home-again"  # action ids
ROWS = 40  # of the index on one page
LETTERS = 9_000  # of the index on one page
HEADER = 150  # characters
LINE = 500  # characters; the command line says all of it
MOST = 12  # lines of each list beside the index


@dataclass(frozen=True)
class Followed:
    """What somebody follows, in words and as it is held."""

    subscription: Subscription
    words: str


@dataclass(frozen=True)
class Stuck:
    """A message that waits or could not be sent, in words; `id` where it may be sent again."""

    words: str
    id: int | None = None


def home_view(
    index: Answer,
    changes: Answer,
    *,
    since: date | None,
    followed: Sequence[Followed],
    stuck: Sequence[Stuck],
    proposed: int = 0,
    page: int,
) -> Block:
    """Return the view for the home tab, its index turned to *page* (from 0).

    *proposed* is how many proposals wait, for a reader who may see them.
    """
    pages = paged(index.rows)
    page = min(page, len(pages) - 1)
    return {
        "type": "home",
        "blocks": [
            _header(index.edition_title),
            *_proposed(proposed),
            *_glance(pages[page]),
            *_turning(page, len(pages), index),
            {"type": "divider"},
            _header("What changed" + (f" since {said_date(since)}" if since else "")),
            *_changes(changes),
            {"type": "divider"},
            _header("What I follow"),
            *_followed(followed),
            {"type": "divider"},
            _header("Messages that wait or are stuck"),
            *_stuck(stuck),
        ],
    }


def home_saying(words: str) -> Block:
    """The view that says *words* and nothing else: why nothing can be shown."""
    return {"type": "home", "blocks": [section(escaped(words))]}


def paged(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of the index as pages, each within what one page holds; one page at least."""
    pages: list[list[Row]] = [[]]
    letters = 0
    for row in rows:
        wanted = len(escaped(row_in_words(row))) + len(row.section or "")
        if len(pages[-1]) == ROWS or (pages[-1] and letters + wanted > LETTERS):
            pages.append([])
            letters = 0
        pages[-1].append(row)
        letters += wanted
    return pages


def _proposed(count: int) -> list[Block]:
    if not count:
        return []
    wait = "1 proposal waits" if count == 1 else f"{count} proposals wait"
    return [section(f"*{wait} to be accepted*: `/kpi proposals` shows what would be recorded.")]


def _glance(rows: Sequence[Row]) -> list[Block]:
    blocks: list[Block] = []
    for name, those in groupby(rows, key=lambda row: row.section):
        lines = [bold(name)] if name else []
        lines += [escaped(row_in_words(row)) for row in those]
        blocks += fitted(lines, [], more=lambda left: f"… {left} more.")
    return blocks or [context("No indicator is held.")]


def _turning(page: int, pages: int, index: Answer) -> list[Block]:
    """Where we are in the index, with buttons to the pages beside this one."""
    if pages == 1:
        return [context(f"{len(index.rows)} indicators.")]
    there = [("Back", page - 1)] if page else []
    there += [("Next", page + 1)] if page + 1 < pages else []
    buttons = [button(f"{PAGE}-{label}", f"{label}", str(to)) for label, to in there]
    where = context(f"Page {page + 1} of {pages}: {len(index.rows)} indicators in all.")
    return [where, {"type": "actions", "elements": buttons}]


def _changes(changes: Answer) -> list[Block]:
    said = [f"• {escaped(f'{one.words} ({one.source})')}" for one in changes.changes]
    if not said:
        return [context("Nothing changed.")]
    left = len(said) - MOST
    more = [f"… {left} more: ask `/kpi what changed?`"] if left > 0 else []
    return fitted([*said[:MOST], *more], [], more=lambda rest: f"… {rest} more.")


def _followed(followed: Sequence[Followed]) -> list[Block]:
    if not followed:
        return [context("Nothing yet. Try `/kpi subscribe me red in Child protection`.")]
    blocks = [_with_button(one) for one in followed[:MOST]]
    left = len(followed) - MOST
    return [*blocks, *([context(f"… {left} more: `/kpi subscriptions me`.")] if left > 0 else [])]


def _with_button(one: Followed) -> Block:
    wanted = one.subscription.wanted
    thing = {"edition": wanted.edition, "kind": str(wanted.kind), "what": wanted.what}
    value = json.dumps({"channel": one.subscription.channel, **thing})
    said = section(escaped(shortened(one.words, LINE)))
    if len(value) <= BUTTON_VALUE:
        said["accessory"] = button(UNFOLLOW, "Unsubscribe", value, f"Unsubscribe: {one.words}")
    return said


def _stuck(stuck: Sequence[Stuck]) -> list[Block]:
    if not stuck:
        return [context("None: everything has been sent.")]
    blocks = []
    for one in stuck[:MOST]:
        said = section(escaped(shortened(one.words, LINE)))
        if one.id is not None:
            said["accessory"] = button(AGAIN, "Send again", str(one.id))
        blocks.append(said)
    left = len(stuck) - MOST
    more = [context(f"… {left} more: `kpi alerts` on the command line.")] if left > 0 else []
    return [*blocks, *more]


def _header(words: str) -> Block:
    return {"type": "header", "text": unmarked(words, HEADER)}
