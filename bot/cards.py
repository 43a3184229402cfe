"""Lay out what is held of one indicator: its first lines, all of them, or its trend as well."""

from bot.buttons import turns
from bot.charts import CHART, chart, left_out
from bot.layout import laid_out
from bot.limits import Block, Message, context
from bot.shown import Shown, View
from kpi_store.domain.answer import Answer
from kpi_store.domain.lookup_words import trend_lines
from kpi_store.domain.wording import in_words, lines, short_lines

MORE = "`kpi ask` with the same words on the command line shows all"


def card(answer: Answer, shown: Shown, trend: Answer | None = None) -> Message:
    """Return the message that says *answer*; *trend* is its indicator's trend, where shown.

    The top-level text says everything, however few lines are seen.
    """
    every, first = lines(answer), short_lines(answer)
    full = shown.view is View.FULL or not shown.fits
    seen, words = every if full else first, in_words(answer)
    if trend is not None:
        told = trend_lines(trend) or lines(trend)[:1]
        seen, words = (*seen, *told), "\n".join([words, *told])
    drawn = _chart(trend or answer)
    buttons = turns(answer, shown, shortened_here=every != first)
    made = laid_out(words, [*drawn, *buttons], more=MORE, seen=seen)
    # A trend is seen first, its figures in words beneath it.
    made["blocks"].sort(key=lambda block: block["type"] != CHART)
    return made


def _chart(answer: Answer) -> list[Block]:
    """The chart of an answer that has a trend, and what it has no room for."""
    if answer.trend is None:
        return []
    drawn, left = chart(answer, answer.trend), left_out(answer.trend)
    return [*([drawn] if drawn else []), *([context(left)] if left else [])]
