"""Answer a question or a cell: words become a reading, a reading becomes an Answer.

One snapshot of the store serves one answer, so every part of it was known at the same moment.
Knowledge ends with the clock's day: on 26 June 2019 nothing of November is known.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from kpi_store.disclosed import seen_by
from kpi_store.domain.answer import Answer, Field
from kpi_store.domain.audience import Audience
from kpi_store.domain.errors import (
    KpiError,
    UnknownEdition,
    UnknownIndicator,
    UnknownPeriod,
    quoted,
)
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.matching import Finder, Thresholds
from kpi_store.domain.naming import named
from kpi_store.domain.paper import Paper
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import Clock, read_period
from kpi_store.domain.question import read
from kpi_store.domain.reading import Asks, Filter, Reading, What
from kpi_store.domain.timetable import read_day
from kpi_store.domain.understanding import Understanding
from kpi_store.listing_answers import changes_answer
from kpi_store.paper_answers import known_by
from kpi_store.replying import blank_answer, reply_to
from kpi_store.store import EditionHead, Snapshot, Store


def ask(
    store: Store,
    words: str,
    *,
    today: date,
    as_of: date | None = None,
    edition: str | None = None,
    context: Sequence[str] = (),
    audience: Audience = Audience.COUNCIL,
) -> Answer:
    """Return the answer to *words* for *audience*, as known on *as_of* (default: *today*).

    *context* is what was asked before in the thread, oldest first. A paper that is named answers
    as known on its own date. Raises UnknownEdition when *edition* names none. Doubt and what is
    not held are answers.
    """
    papers = _papers(store, today) if as_of else None
    with seen_by(audience, store, as_of or today) as snapshot:
        understanding = understanding_of(snapshot, papers)
        code = _code(edition, snapshot.editions()) if edition else None
        reading = understanding.read(words, today=today, context=context, edition=code)
        held = snapshot.edition(reading.edition)
        known = known_by(reading.paper, as_of)
        if known == as_of:
            return reply_to(snapshot, held, reading, words, today=today, as_of=as_of)
    with seen_by(audience, store, known) as then:
        held, reading = _as_it_was(then, held, reading)
        return reply_to(then, held, reading, words, today=today, as_of=known)


def answer(
    store: Store,
    indicator: str,
    period: str | None = None,
    field: str | None = None,
    *,
    today: date,
    as_of: date | None = None,
    edition: str | None = None,
    audience: Audience = Audience.COUNCIL,
) -> Answer:
    """Return the answer for one indicator (number, key or name), a period and a field.

    Raises KpiError for a period, field or edition that cannot be read; an indicator that is not
    held or not clear is an Answer that says so.
    """
    with seen_by(audience, store, as_of or today) as snapshot:
        held = _held(snapshot, edition)
        clock = clock_of(held, today)
        reading = replace(
            _one_indicator(indicator.strip(), held, clock),
            periods=(read_period(period or "", clock),),
            field=read_field(field),
        )
        return reply_to(snapshot, held, reading, indicator, today=today, as_of=as_of)


def listing(
    store: Store,
    period: str | None = None,
    *,
    today: date,
    rating: str | None = None,
    section: str | None = None,
    as_of: date | None = None,
    edition: str | None = None,
    audience: Audience = Audience.COUNCIL,
) -> Answer:
    """Return the indicators of an edition that have the rating and section, each in a row.

    Raises KpiError for a rating or section that the edition does not have.
    """
    with seen_by(audience, store, as_of or today) as snapshot:
        held = _held(snapshot, edition)
        grades = (read_grade(rating, held),) if rating else ()
        reading = Reading(
            Asks.LIST,
            held.code,
            periods=(read_period(period or "", clock_of(held, today)),),
            filter=Filter(grades, read_section(section, held) if section else ""),
        )
        return reply_to(snapshot, held, reading, "", today=today, as_of=as_of)


def changes(
    store: Store,
    since: str | None = None,
    *,
    today: date,
    as_of: date | None = None,
    edition: str | None = None,
    what: What = What.ANY,
    audience: Audience = Audience.COUNCIL,
) -> Answer:
    """Return what changed since a day ('2019-06-26') or the start of a period ('Q1').

    *what* narrows it to one sort of change. Raises KpiError for a day that cannot be read.
    """
    with seen_by(audience, store, as_of or today) as snapshot:
        held = _held(snapshot, edition)
        base = blank_answer(held, "", Field.ALL, today=today, as_of=as_of)
        since_day = _since(since, clock_of(held, today))
        return changes_answer(snapshot, held, base, since=since_day, what=what)


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


def understanding_of(snapshot: Snapshot, papers: Sequence[Paper] | None = None) -> Understanding:
    """What reads questions on a snapshot; an edition is loaded only when it is asked about.

    *papers* can be named; by default those that the snapshot knows.
    """
    return Understanding(
        _Editions(snapshot),
        snapshot.default_edition(),
        names=snapshot.editions(),
        finder=finder_for,
        papers=snapshot.publications() if papers is None else papers,
    )


class _Editions(Mapping[str, Edition]):
    """A snapshot's editions by their code."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def __getitem__(self, code: str) -> Edition:
        return self._snapshot.edition(code)

    def __iter__(self) -> Iterator[str]:
        return (head.code for head in self._snapshot.editions())

    def __len__(self) -> int:
        return len(self._snapshot.editions())


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


def _papers(store: Store, today: date) -> tuple[Paper, ...]:
    with store.snapshot(today) as snapshot:
        return snapshot.publications()


def _as_it_was(then: Snapshot, held: Edition, reading: Reading) -> tuple[Edition, Reading]:
    """The edition and what is read of it as they were on the day of *then*, if held by then."""
    if held.code not in {head.code for head in then.editions()}:
        return held, reading
    was = then.edition(held.code)
    listings = tuple(was.by_key(one.key) or one for one in reading.listings)
    return was, replace(reading, listings=listings)


def _since(words: str | None, clock: Clock) -> date | None:
    if not words:
        return None
    try:
        return read_day(words)
    except KpiError:  # no day: a period, or what read_period says it is not
        period = read_period(words, clock)
    if isinstance(period, Period):
        return period.start
    raise KpiError(f"{quoted(words)} does not say since when; try 2019-06-26 or Q1.")


def _held(snapshot: Snapshot, edition: str | None) -> Edition:
    heads = snapshot.editions()
    return snapshot.edition(_code(edition, heads) if edition else snapshot.default_edition())


@lru_cache(maxsize=4096)
def _one_indicator(words: str, held: Edition, clock: Clock) -> Reading:
    if listing := held.by_key(words.lower()):
        return Reading(Asks.LOOKUP, held.code, listings=(listing,))
    text = f"indicator {words}" if re.fullmatch(r"\d+", words) else words
    reading = read(text, finder_for(held), clock)
    if reading.asks is Asks.LIST:  # a section's name is no list here: what does it fit?
        reading = named(Reading(Asks.LOOKUP, held.code), words, finder_for(held), Thresholds())
    if reading.asks in (Asks.CHANGES, Asks.HELP):
        refusal = f"{quoted(words)} names no indicator of {held.title}."
        return replace(reading, asks=Asks.NOT_HELD, refusal=refusal)
    return reading


def _code(words: str, heads: Sequence[EditionHead]) -> str:
    said = words.strip().lower()
    for head in heads:
        if said in {name.lower() for name in (head.code, head.title, *head.aliases)}:
            return head.code
    raise UnknownEdition(words, [head.code for head in heads])
