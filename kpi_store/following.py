"""Read what somebody wants to follow, with the finder and the sections of questions.

'red', 'red in Child protection', 'section Assessments', '11', 'Appendix H', 'NEET'. Doubt is
handed back as the indicators that fit; a sentence says what cannot be followed.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from kpi_store.answering import edition_code, read_section, understanding_of
from kpi_store.domain.answer import Choice
from kpi_store.domain.errors import KpiError, UnknownEdition, quoted
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.period_words import LATEST
from kpi_store.domain.reading import Asks, Reading
from kpi_store.store import Snapshot, Store
from kpi_store.subscriptions import Follows, Wanted

MOST = 5  # indicators that are offered, or followed at once
EXAMPLES = (
    "Say what to follow: 'red', 'red in Child protection', 'section Assessments', "
    "'11', 'Appendix H'."
)
ALL = re.compile(
    r"(?:(?:everything|anything|all|whatever)\b\s*)?(?:that(?:'s| is| turns| goes)?\b\s*)?"
    r"(?P<red>\breds?\b)?\s*(?:\b(?:in|of|for|from)\b\s*)?(?P<rest>.*)",
    re.IGNORECASE,
)
ALARMS = "Alerts are about red alone, so that is what can be followed: say 'red'."


@dataclass(frozen=True)
class Understood:
    """What is to be followed, or the indicators that fit equally where `wanted` is empty."""

    wanted: tuple[Wanted, ...] = ()
    choices: tuple[Choice, ...] = ()


def read_following(store: Store, words: str, *, today: date) -> Understood:
    """What *words* ask to follow; raises KpiError with a sentence when it is nothing."""
    parts = ALL.fullmatch(" ".join(words.split()))
    if parts is None or not words.strip():
        raise KpiError(EXAMPLES)
    red, rest = bool(parts["red"]), parts["rest"].strip()
    if not rest:
        return Understood((Wanted(Follows.RED, ""),))
    for name in (rest, re.sub(r"^the\s+", "", rest, flags=re.IGNORECASE)):
        with suppress(UnknownEdition):
            code = edition_code(store, name, today)
            return Understood((Wanted(Follows.RED if red else Follows.EDITION, code),))
    with store.snapshot(today) as snapshot:
        return _part(snapshot, words, rest, today=today)


def in_words(store: Store, wanted: Wanted, *, today: date) -> str:
    """What is followed, as it is named in a sentence: 'indicator 11, % of …'."""
    with store.snapshot(today) as snapshot:
        if not wanted.edition:
            return "everything red"
        try:
            held = snapshot.edition(wanted.edition)
        except UnknownEdition:
            return f"{wanted.what or 'all'} of {wanted.edition}, which is not held any more"
        return _named(held, wanted)


def _named(held: Edition, wanted: Wanted) -> str:
    match wanted.kind:
        case Follows.RED:
            return f"everything red in {held.title}"
        case Follows.EDITION:
            return f"all of {held.title}"
        case Follows.SECTION:
            return f"{wanted.what} in {held.title}"
        case Follows.INDICATOR:
            listing = held.by_key(wanted.what)
            return f"{listing.label}, {listing.name}" if listing else wanted.what


def _part(snapshot: Snapshot, words: str, rest: str, *, today: date) -> Understood:
    """A section or an indicator; *rest* is what *words* say beyond 'everything red in'."""
    understanding = understanding_of(snapshot)
    default = snapshot.edition(snapshot.default_edition())
    with suppress(KpiError):
        return _section(default, read_section(rest, default))
    for said in (words, f"section {rest}"):
        reading = understanding.read(said, today=today)
        if reading.asks is Asks.LIST:
            _check_period(reading)
            if reading.filter.section and not reading.filter.conditions:
                return _section(snapshot.edition(reading.edition), reading.filter.section)
            raise KpiError(f"{ALARMS} {EXAMPLES}")
    reading = understanding.read(rest, today=today)
    _check_period(reading)
    return _indicators(reading, rest)


def _check_period(reading: Reading) -> None:
    if reading.periods != (LATEST,):
        raise KpiError("What is followed is followed in every period: leave the period out.")


def _indicators(reading: Reading, rest: str) -> Understood:
    match reading.asks:
        case Asks.LOOKUP if 0 < len(reading.listings) <= MOST:
            return Understood(tuple(map(_indicator, reading.listings)))
        case Asks.UNCLEAR if reading.candidates:
            return Understood(choices=tuple(map(_choice, reading.candidates[:MOST])))
        case _:
            raise KpiError(f"{reading.refusal or f'{quoted(rest)} cannot be followed.'} {EXAMPLES}")


def _section(held: Edition, section: str) -> Understood:
    return Understood((Wanted(Follows.SECTION, held.code, section),))


def _indicator(listing: Listing) -> Wanted:
    return Wanted(Follows.INDICATOR, listing.edition, listing.key)


def _choice(one: Listing) -> Choice:
    return Choice(one.number, one.list, one.key, one.name, one.edition)
