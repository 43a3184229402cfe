"""Answer a question or a cell: words become a reading, a reading becomes an Answer.

One snapshot of the store serves one answer, so every part of it was known at the same moment.
Knowledge ends with the clock's day: on 26 June 2019 nothing of November is known.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from kpi_store.domain.answer import Answer, Choice, Field, Kind, Outcome
from kpi_store.domain.errors import (
    KpiError,
    UnknownEdition,
    UnknownIndicator,
    UnknownPeriod,
    quoted,
)
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.matching import Finder
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import LATEST, Clock, read_period
from kpi_store.domain.question import Asks, Filter, Reading, plain_words, read
from kpi_store.listing_answers import changes_answer, list_answer, several_answer
from kpi_store.lookup_answers import lookup_answer
from kpi_store.store import EditionHead, Snapshot, Store


def ask(
    store: Store,
    words: str,
    *,
    today: date,
    as_of: date | None = None,
    edition: str | None = None,
    context: Sequence[str] = (),
) -> Answer:
    """Return the answer to *words*, as known on *as_of* (default: *today*).

    *context* is what was asked before in the thread, oldest first. Raises UnknownEdition when
    *edition* names none. Doubt and what is not held are answers.
    """
    with store.snapshot(as_of or today) as snapshot:
        heads = snapshot.editions()
        said = [plain_words(one) for one in (*context, words)]
        chosen = _code(edition, heads) if edition else snapshot.default_edition()
        reading: Reading | None = None
        for text in said:
            named, rest = (None, text) if edition else _named_edition(text, heads)
            chosen = named or chosen
            held = snapshot.edition(chosen)
            fresh = read(rest, finder_for(held), clock_of(held, today))
            reading = _carried(fresh, reading) if reading and not named else fresh
        assert reading is not None
        return _answer(snapshot, held, reading, words, today=today, as_of=as_of)


def answer(
    store: Store,
    indicator: str,
    period: str | None = None,
    field: str | None = None,
    *,
    today: date,
    as_of: date | None = None,
    edition: str | None = None,
) -> Answer:
    """Return the answer for one indicator (number, key or name), a period and a field.

    Raises KpiError for a period, field or edition that cannot be read; an indicator that is not
    held or not clear is an Answer that says so.
    """
    with store.snapshot(as_of or today) as snapshot:
        held = _held(snapshot, edition)
        clock = clock_of(held, today)
        reading = replace(
            _one_indicator(indicator.strip(), held, clock),
            periods=(read_period(period or "", clock),),
            field=read_field(field),
        )
        return _answer(snapshot, held, reading, indicator, today=today, as_of=as_of)


def listing(
    store: Store,
    period: str | None = None,
    *,
    today: date,
    rating: str | None = None,
    section: str | None = None,
    as_of: date | None = None,
    edition: str | None = None,
) -> Answer:
    """Return the indicators of an edition that have the rating and section, each in a row.

    Raises KpiError for a rating or section that the edition does not have.
    """
    with store.snapshot(as_of or today) as snapshot:
        held = _held(snapshot, edition)
        grades = (read_grade(rating, held),) if rating else ()
        reading = Reading(
            Asks.LIST,
            held.code,
            periods=(read_period(period or "", clock_of(held, today)),),
            filter=Filter(grades, read_section(section, held) if section else ""),
        )
        return _answer(snapshot, held, reading, "", today=today, as_of=as_of)


def changes(
    store: Store,
    since: str | None = None,
    *,
    today: date,
    as_of: date | None = None,
    edition: str | None = None,
) -> Answer:
    """Return what changed since a day ('2019-06-26') or the start of a period ('Q1')."""
    with store.snapshot(as_of or today) as snapshot:
        held = _held(snapshot, edition)
        base = _base(held, "", Field.ALL, today=today, as_of=as_of)
        return changes_answer(snapshot, held, base, since=_since(since, clock_of(held, today)))


def find_listing(
    store: Store, indicator: str, period: str, *, today: date, edition: str | None = None
) -> tuple[Edition, Listing, Period]:
    """The one listing and the one period that the words mean, for a figure to be recorded.

    Raises UnknownIndicator, UnknownPeriod, or KpiError naming the indicators that fit equally.
    """
    with store.snapshot(today) as snapshot:
        held = _held(snapshot, edition)
        clock = clock_of(held, today)
        when = read_period(period, clock)
        if not isinstance(when, Period):
            raise UnknownPeriod(period, "does not say which period the figure is for")
        reading = _one_indicator(indicator.strip(), held, clock)
        if reading.asks is Asks.UNCLEAR:
            fit = "; ".join(f"{one.label}, {one.name}" for one in reading.candidates)
            raise KpiError(
                f"{quoted(indicator)} fits more than one indicator: {fit}. Give its number."
            )
        if reading.asks is not Asks.LOOKUP or len(reading.listings) != 1:
            raise UnknownIndicator(indicator, held.title)
        return held, reading.listings[0], when


def edition_code(store: Store, words: str, known: date) -> str:
    """The code of the edition that *words* name; UnknownEdition otherwise."""
    with store.snapshot(known) as snapshot:
        return _code(words, snapshot.editions())


def clock_of(edition: Edition, today: date) -> Clock:
    """The clock by which an edition's bare 'Q2' is read: its own financial year."""
    return Clock(today, int(edition.year[:4]) if edition.year else None)


@lru_cache(maxsize=64)
def finder_for(edition: Edition) -> Finder:
    """The finder of an edition, built once for each version of it."""
    return Finder(edition)


def read_field(words: str | None) -> Field:
    """The field that *words* name (value when blank); KpiError naming them all otherwise."""
    text = (words or "").strip().lower()
    try:
        return Field(text) if text else Field.VALUE
    except ValueError as fault:
        known = ", ".join(field.value for field in Field)
        raise KpiError(f"{quoted(text)} is not a field. Fields: {known}.") from fault


def read_grade(words: str, held: Edition) -> str:
    """The code of the grade of the edition's scheme that *words* name."""
    if grade := held.scheme.grade(words.strip().lower()):
        return grade.code
    known = ", ".join(one.label for one in held.scheme.grades) or "none: it is not rated"
    raise KpiError(f"{quoted(words)} is not a rating of {held.title}. Its ratings: {known}.")


def read_section(words: str, held: Edition) -> str:
    """The section of the edition that *words* name, in any case."""
    sections = tuple(dict.fromkeys(one.section for one in held if one.section))
    for section in sections:
        if section.lower() == words.strip().lower():
            return section
    known = "; ".join(sections) or "none: it is not divided"
    raise KpiError(f"{quoted(words)} is not a section of {held.title}. Its sections: {known}.")


def _since(words: str | None, clock: Clock) -> date | None:
    if not words:
        return None
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        period = read_period(words, clock)
    if isinstance(period, Period):
        return period.start
    raise KpiError(f"{quoted(words)} does not say since when; try 2019-06-26 or Q1.")


def _held(snapshot: Snapshot, edition: str | None) -> Edition:
    heads = snapshot.editions()
    return snapshot.edition(_code(edition, heads) if edition else snapshot.default_edition())


def _base(held: Edition, words: str, field: Field, *, today: date, as_of: date | None) -> Answer:
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


def _one_indicator(words: str, held: Edition, clock: Clock) -> Reading:
    if listing := held.by_key(words.lower()):
        return Reading(Asks.LOOKUP, held.code, listings=(listing,))
    text = f"indicator {words}" if re.fullmatch(r"\d+", words) else words
    reading = read(text, finder_for(held), clock)
    if reading.asks in (Asks.LIST, Asks.CHANGES, Asks.HELP):
        refusal = f"{quoted(words)} names no indicator of {held.title}."
        return replace(reading, asks=Asks.NOT_HELD, refusal=refusal)
    return reading


def _carried(fresh: Reading, earlier: Reading) -> Reading:
    """A follow-up that names no indicator keeps the one before it: 'and in Q1?', 'why?'."""
    bare = fresh.asks is Asks.NOT_HELD and not fresh.unknown_words
    if not bare or not earlier.listings:
        return fresh
    periods = fresh.periods if fresh.periods != (LATEST,) else earlier.periods
    field = fresh.field if fresh.field is not Field.VALUE else earlier.field
    return replace(earlier, periods=periods, field=field)


def _named_edition(text: str, heads: Sequence[EditionHead]) -> tuple[str | None, str]:
    """The edition named in *text* by code, title or alias, and the words without its name."""
    for head in heads:
        for name in sorted((head.code, head.title, *head.aliases), key=len, reverse=True):
            pattern = rf"(?<!\w)(?:(?:in|on|from|the|for)\s+)*{re.escape(name)}(?:'s)?(?!\w)"
            found = re.search(pattern, text, re.IGNORECASE)
            if found:
                return head.code, f"{text[: found.start()]} {text[found.end() :]}".strip(" :,-")
    return None, text


def _code(words: str, heads: Sequence[EditionHead]) -> str:
    said = words.strip().lower()
    for head in heads:
        if said in {name.lower() for name in (head.code, head.title, *head.aliases)}:
            return head.code
    raise UnknownEdition(words, [head.code for head in heads])


def _answer(
    snapshot: Snapshot,
    held: Edition,
    reading: Reading,
    words: str,
    *,
    today: date,
    as_of: date | None,
) -> Answer:
    base = _base(held, words, reading.field, today=today, as_of=as_of)
    match reading.asks:
        case Asks.HELP:
            return replace(base, kind=Kind.HELP)
        case Asks.NOT_HELD:
            return replace(base, outcome=Outcome.REFUSED, refusal=reading.refusal)
        case Asks.UNCLEAR:
            choices = tuple(
                Choice(one.number, one.list, one.key, one.name, one.edition)
                for one in reading.candidates
            )
            return replace(base, outcome=Outcome.ASKED, choices=choices)
        case Asks.LIST:
            return list_answer(snapshot, held, reading, base)
        case Asks.CHANGES:
            return changes_answer(snapshot, held, base, since=None)
        case Asks.LOOKUP:
            if len(reading.listings) * len(reading.periods) > 1:
                return several_answer(snapshot, held, reading, base)
            return lookup_answer(snapshot, held, reading.listings[0], reading.periods[0], base)
