"""Say an answer in plain words, the same for every door; nothing is worked out here.

The first sentence is the answer; what follows is why it may be trusted. Ratings are said as a
word, never as a colour alone.
"""

from kpi_store.domain.alert import Alert, Turn
from kpi_store.domain.answer import (
    Answer,
    Kind,
    Outcome,
    Row,
)
from kpi_store.domain.help_words import help_lines
from kpi_store.domain.lookup_words import (
    capital,
    known_words,
    lookup_lines,
    name_of,
    rating_word,
    short_lookup_lines,
)
from kpi_store.domain.observation import Status


def in_words(answer: Answer) -> str:
    """Return the whole reply as plain text: one line for each thing said."""
    return "\n".join(lines(answer))


def lines(answer: Answer) -> tuple[str, ...]:
    """The reply line by line; the first line alone answers the question."""
    if answer.outcome is Outcome.ASKED:
        return _choices(answer)
    if answer.outcome is Outcome.REFUSED:
        return (answer.refusal, *answer.remarks)
    match answer.kind:
        case Kind.HELP:
            return help_lines()
        case Kind.LIST:
            rows = map(row_in_words, answer.rows)
            return (answer.heading, *_of_the_day(answer), *rows, *answer.remarks)
        case Kind.CHANGES:
            said = tuple(f"{change.words} ({change.source})" for change in answer.changes)
            return (answer.heading, *_of_the_day(answer), *said, *answer.remarks)
        case _:
            return lookup_lines(answer)


def short_lines(answer: Answer) -> tuple[str, ...]:
    """The first lines of the reply, for a small screen: each begins a line of `lines`.

    What is left out is why the figure may be trusted, what it stands beside, and what the papers
    say of it. Only the reply about one indicator is ever shortened.
    """
    if answer.outcome is Outcome.ANSWERED and answer.kind is Kind.LOOKUP:
        return short_lookup_lines(answer)
    return lines(answer)


def lines_around_table(answer: Answer) -> tuple[str, ...]:
    """What is said of a list besides its rows: its heading first."""
    return (answer.heading, *_of_the_day(answer), *answer.remarks)


def row_in_words(row: Row) -> str:
    figure = "no figure"
    if row.figure is not None:
        held = row.figure.value is not None or row.figure.status == Status.SUPPRESSED
        said = f"{row.figure.text} for {row.figure.period_words}"
        figure = said if held else f"no figure ({row.figure.status})"
    rating = _row_rating(row)
    number = f"{row.number} ({row.list})" if row.list else row.number
    return f"{number}. {row.name}: {figure}{rating}"


def _row_rating(row: Row) -> str:
    """The row's grade, with its period where that is another than the figure's."""
    if row.rating is None or row.rating.effective is None:
        return ""
    other = row.figure is None or row.figure.period != row.rating.period
    return f", {rating_word(row.rating)}" + (f" for {row.rating.period_words}" if other else "")


def rating_cell(row: Row) -> str:
    """The row's grade standing by itself: with its period where that is another, or why none."""
    if row.rating is None:
        return "not rated"
    if row.rating.effective is None:
        return row.rating.state
    return _row_rating(row).removeprefix(", ")


def alert_in_words(alert: Alert) -> str:
    """The alert's first sentence, then what it rests on."""
    within = f" ({alert.list})" if alert.list else ""
    what = f"Indicator {alert.number}{within}, {alert.name}"
    said = [
        f"{what}, {turn_in_words(alert)}: {alert.figure} for {alert.period_words}.",
        f"Target: {alert.target}." if alert.target else "",
        alert.reason,
        f"Before: {alert.previous}." if alert.previous else "",
        alert.narrative,
        f"Action: {alert.action}" if alert.action else "",
        f"Owner: {alert.owner.rstrip('.')}." if alert.owner else "",
        f"Source: {alert.source}. {alert.edition_title}.",
    ]
    return "\n".join(line for line in said if line)


def turn_in_words(alert: Alert) -> str:
    """'turned 🔴 Red (from 🟢 Green) by a correction': a word and a symbol, never one alone."""
    before = f"{alert.before_symbol} {alert.before}".strip()
    after = f"{alert.after_symbol} {alert.after}".strip()
    why = " by a correction" if alert.correction else ""
    if alert.turn is Turn.TURNED:
        return f"turned {after} (from {before}){why}"
    return f"left {before}, and is now {after}{why}"


def _choices(answer: Answer) -> tuple[str, ...]:
    if not answer.choices:
        return (answer.refusal,)
    elsewhere = {choice.edition for choice in answer.choices} != {answer.edition}
    said = (
        f"- {name_of(choice)}" + (f" [{choice.edition}]" if elsewhere else "")
        for choice in answer.choices
    )
    return ("That fits more than one indicator. Which do you mean?", *said, *answer.remarks)


def _of_the_day(answer: Answer) -> tuple[str, ...]:
    """What stands under a heading where a past day or a paper was asked for."""
    known = known_words(answer)
    return (*answer.unsaid, *((f"{capital(known)}.",) if known else ()))
