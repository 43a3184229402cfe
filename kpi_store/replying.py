"""Turn a reading into the answer to it: a lookup, a comparison, a list, changes, a doubt."""

from dataclasses import replace
from datetime import date

from kpi_store.domain.answer import Answer, Choice, Field, Kind, Outcome
from kpi_store.domain.indicator import Edition
from kpi_store.domain.period import Period
from kpi_store.domain.reading import Asks, Reading
from kpi_store.listing_answers import changes_answer, list_answer, several_answer
from kpi_store.lookup_answers import comparison, lookup_answer
from kpi_store.paper_answers import by_paper
from kpi_store.store import Snapshot

MOST_CHOICES = 5


def blank_answer(
    held: Edition, words: str, field: Field, *, today: date, as_of: date | None
) -> Answer:
    """An answer about *held* that says nothing yet."""
    return Answer(
        outcome=Outcome.ANSWERED,
        kind=Kind.LOOKUP,
        asked=words,
        edition=held.code,
        edition_title=held.title,
        area=held.area,
        today=today,
        as_of=as_of,
        field=field,
    )


def reply_to(
    snapshot: Snapshot,
    held: Edition,
    reading: Reading,
    words: str,
    *,
    today: date,
    as_of: date | None,
) -> Answer:
    """Return the answer to *reading* of *words*, from everything *snapshot* knows."""
    base = blank_answer(held, words, reading.field, today=today, as_of=as_of)
    return by_paper(snapshot, held, reading, _reply(snapshot, held, reading, base))


def _reply(snapshot: Snapshot, held: Edition, reading: Reading, base: Answer) -> Answer:
    match reading.asks:
        case Asks.HELP:
            return replace(base, kind=Kind.HELP)
        case Asks.NOT_HELD:
            return replace(base, outcome=Outcome.REFUSED, refusal=reading.refusal)
        case Asks.UNCLEAR:
            choices = tuple(
                Choice(one.number, one.list, one.key, one.name, one.edition)
                for one in reading.candidates[:MOST_CHOICES]
            )
            return replace(base, outcome=Outcome.ASKED, choices=choices, refusal=reading.refusal)
        case Asks.LIST:
            return list_answer(snapshot, held, reading, base)
        case Asks.CHANGES:
            return changes_answer(
                snapshot,
                held,
                base,
                since=reading.since,
                what=reading.what,
                of=reading.listings,
                paper=reading.paper,
            )
        case Asks.COMPARE:
            return _compared(snapshot, held, reading, base)
        case Asks.LOOKUP:
            if len(reading.listings) * len(reading.periods) > 1:
                return several_answer(snapshot, held, reading, base)
            return lookup_answer(snapshot, held, reading.listings[0], reading.periods[0], base)


def _compared(snapshot: Snapshot, held: Edition, reading: Reading, base: Answer) -> Answer:
    other = tuple(one for one in reading.against if isinstance(one, Period))
    if len(reading.listings) > 1 or other:
        both = replace(reading, periods=(*reading.periods, *other))
        return several_answer(snapshot, held, both, base)
    (listing,) = reading.listings
    found = lookup_answer(
        snapshot, held, listing, reading.periods[0], replace(base, field=Field.ALL)
    )
    return replace(found, comparison=comparison(found, listing, reading.against))
