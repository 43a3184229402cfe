"""Lay out an answer as a Slack message.

The words are the store's own (wording.py), the same as on the command line: here they only get
their places, their escapes and their buttons. The top-level text says everything, whatever the
blocks show of it: it is the notification and what a screen reader reads.
"""

from bot.buttons import PICK, choices, paging
from bot.cards import MORE, card
from bot.layout import laid_out
from bot.limits import Message, context
from bot.mrkdwn import escaped
from bot.shown import Shown
from bot.tables import pages, table_block
from kpi_store.domain.answer import Answer, Kind
from kpi_store.domain.table_words import Table, table_of
from kpi_store.domain.wording import in_words, lines_around_table

NAMED = 200  # characters of a section's name that may stand in an example
__all__ = ["PICK", "Message", "message", "plain"]


def message(answer: Answer, shown: Shown | None = None, trend: Answer | None = None) -> Message:
    """Return the message that says *answer*: the answer first, its source in small print.

    *shown* is which part of it is seen, at first the first lines or the first page; *trend* is the
    answer about the same indicator's trend, where that is seen too.
    """
    seen = shown or Shown(answer.asked, answer.today, answer.edition)
    table = table_of(answer)
    if table and (seen.fits or len(pages(table)) == 1):
        return _listed(answer, table, seen)
    if answer.subject is not None:
        return card(answer, seen, trend)
    return laid_out(in_words(answer), choices(answer), more=_narrower(answer))


def plain(words: str) -> Message:
    """Return the message that says *words* as they stand: a refusal or an apology."""
    return laid_out(words, [], more="ask for less at a time", emphasis=escaped)


def _listed(answer: Answer, table: Table, shown: Shown) -> Message:
    """A list as a table, a page of it at a time; the top-level text has every row."""
    starts = [*pages(table), len(table.rows)]
    page = max(place for place, start in enumerate(starts[:-1]) if start <= max(shown.start, 0))
    start, end = starts[page], starts[page + 1]
    tail = [table_block(table, start, end)]
    if len(starts) > 2:
        tail.append(context(f"Rows {start + 1}-{end} of {len(table.rows)}."))
    tail += paging(
        shown,
        before=starts[page - 1] if page else None,
        after=end if end < len(table.rows) else None,
        size=starts[page + 2] - end if page + 2 < len(starts) else 0,
    )
    return laid_out(in_words(answer), tail, more=_narrower(answer), seen=lines_around_table(answer))


def _narrower(answer: Answer) -> str:
    """How to ask for what one message cannot hold."""
    match answer.kind:
        case Kind.LIST:
            short = (row.section for row in answer.rows if row.section and len(row.section) < NAMED)
            named = map(escaped, short)
            sections = (f" or `/kpi list {name}`" for name in named)
            return "ask for one rating or section, such as `/kpi list red`" + next(sections, "")
        case Kind.CHANGES:
            return "ask about one indicator, such as `/kpi what changed for indicator 11?`"
        case _:
            return MORE
