"""Put on a card what stands behind a figure: `=KPICARD(...)` shows it on hover.

The figure stays what it is, a number or a word, and can be added up; the card goes with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from excel_addin import cells
from excel_addin.cells import NO_FIGURE, Shown
from kpi_store.domain.answer import Answer, Field
from kpi_store.domain.period import said_date

PROVIDER = "Council KPIs"  # the line at the foot of a card


@dataclass(frozen=True)
class Card:
    """A figure with what is known about it: names and words, in the order they are shown."""

    figure: Shown
    said: tuple[tuple[str, str], ...]


def card(answer: Answer) -> Card | Shown:
    """Return the figure of *answer* with its card, or '#N/A'; raises KpiError as cells.shown."""
    figure = cells.shown(answer, Field.VALUE)
    if figure == NO_FIGURE:
        return figure
    return Card(figure, tuple((name, words) for name, words in _said(answer) if words))


def _said(answer: Answer) -> Iterator[tuple[str, str]]:
    subject = answer.subject
    if subject:
        yield "Indicator", f"{subject.number} {subject.name}"
    if answer.figure:
        yield "Period", answer.figure.period_words
    rating = answer.counting
    yield "Rating", _word(answer, Field.RATING)
    if rating and answer.figure and rating.period != answer.figure.period:
        yield "Rated for", rating.period_words
    yield "Target", answer.target_text
    yield "Reason", _word(answer, Field.REASON)
    if rating:
        yield "Differs", rating.differs
    yield "Direction", _word(answer, Field.DIRECTION)
    yield "Status", _word(answer, Field.STATUS)
    yield "Source", _word(answer, Field.SOURCE)
    yield "As known on", said_date(answer.as_of or answer.today)


def _word(answer: Answer, field: Field) -> str:
    shown = cells.shown(answer, field)
    return "" if shown == NO_FIGURE else str(shown)
