"""Read a question: which indicators, periods and field it asks for, or why it cannot be read.

Doubt keeps its candidates, and what is not held keeps its reason, so that the answer can ask or
refuse in words. Nothing is guessed: two that fit equally are both candidates.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from kpi_store.domain.answer import Field
from kpi_store.domain.change_words import NOT_REPORTED, SO_FAR, says_rating, wants_the_figure
from kpi_store.domain.comparison_words import COMPARES_AT_LARGE
from kpi_store.domain.errors import quoted
from kpi_store.domain.field_words import field_of
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.list_words import CHANGED_SINCE, LISTS, NAMES_A_LIST, TARGET_IS, Wanted
from kpi_store.domain.matching import Finder, Thresholds
from kpi_store.domain.naming import TOGETHER_FLOOR, bare, indicators
from kpi_store.domain.numbers_said import BROKEN, bare_numbers
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import LATEST, MONTH, Clock, find_periods
from kpi_store.domain.quantity import Unit
from kpi_store.domain.question_words import (
    ADDRESSING_THE_BOT,
    CHIT_CHAT,
    ERRANDS,
    FORECAST,
    FOREWORD,
    JUDGED,
    NEGATED,
    NO_ERRANDS,
    NO_ORDERS,
    NOT_OF_A_PERSON,
    NOT_YET,
    ORDERS,
    PERSONAL,
    POINTS,
    SAID_BEFORE,
    THE_FIGURE,
    THE_TWO,
    THIS_AND_LAST,
    WHICH,
)
from kpi_store.domain.reading import Asks, Filter, Reading, What
from kpi_store.domain.spelling import mended_grammar
from kpi_store.domain.taking_apart import Asked, is_a_pair, plain_words, taken_apart, without
from kpi_store.domain.tokens import LIGHT, WORD, form_of, tidy

SEVERAL = re.compile(
    r"\b(?:indicators|measures|kpis|pis|metrics|ones|figures|both)\b", re.IGNORECASE
)
BOTH_OF = re.compile(r"\bboth\b(?! \w+ and\b)", re.IGNORECASE)
EVERYTHING = re.compile(
    r"\b(?:list|every (?:one|indicator|measure|kpi)|everything|all|index|indicators|kpis"
    r"|the lot)\b",
    re.IGNORECASE,
)
OF_EVERYTHING = (  # said of the whole list
    LIGHT
    | {"everything", "kpis", "things", "thing", "whole", "entire", "full", "complete", "track"}
    | {"cover", "u", "em", "measured", "thats", "monitored", "tracked", "counted"}
)
OF_BOTH = (What.DECISIONS, What.RATINGS)
TO_DATE = re.compile(rf"\b({MONTH}|q[1-4]) (?:to date|to now|onwards?)\b", re.IGNORECASE)
NEWEST = re.compile(r"\b(?:latest|newest|most recent|current)\b", re.IGNORECASE)
WHICH_ONES = re.compile(r"^\W*(?:which|any(?:thing)?|every(?:thing)?|all)\b", re.IGNORECASE)

MOST_STRAY = 2  # words that no indicator has, beside 'that figure'


def read(
    words: str,
    finder: Finder,
    clock: Clock,
    thresholds: Thresholds | None = None,
    hints: str = "",
) -> Reading:
    """Return what *words* ask of the finder's edition; *hints* are words of the thread before."""
    limits = thresholds or Thresholds()
    edition = finder.edition
    text = FOREWORD.sub("", plain_words(words))
    if refused := _not_a_question(text):
        return Reading(refused[0], edition.code, refusal=refused[1])
    text = THIS_AND_LAST.sub(" compared with the year before ", text)
    text = TO_DATE.sub(r"since \1", THE_TWO.sub("both", JUDGED.sub(r"\1", text)))
    text = mended_grammar(text, finder)
    found = tuple(one for one in find_periods(text, clock) if not is_a_pair(one, text, edition))
    rest = " ".join(NEGATED.sub(" ", without(text, found)).split())
    if faults := [one for one in found if one.fault]:
        refusal = f"{quoted(faults[0].said)} {faults[0].fault}."
        return Reading(Asks.NOT_HELD, edition.code, refusal=refusal)
    asked = taken_apart(text, rest, found, finder)
    asked = replace(asked, list=_between(asked, rest, clock))
    base = Reading(Asks.LOOKUP, edition.code, periods=asked.periods, field=asked.field)
    if BROKEN.search(rest):
        return replace(base, asks=Asks.NOT_HELD, refusal="Indicators have whole numbers.")
    named = indicators(asked, rest, finder, limits, base=base, hints=hints)
    if len(named.candidates) == 2 and BOTH_OF.search(text):
        named = replace(named, asks=Asks.LOOKUP, listings=named.candidates, candidates=())
    changes = _changes(asked, named, finder, base)
    if changes and not (changes.what is What.RATINGS and FORECAST.search(text)):
        return changes
    if FORECAST.search(text):
        why = named.refusal if named.asks is Asks.NOT_HELD else NOT_YET
        return replace(base, asks=Asks.NOT_HELD, listings=named.listings, refusal=why)
    if listed := _listed(asked, rest, named, finder, base):
        return listed
    if _points_back(text, asked, named, finder):
        return replace(named, asks=Asks.UNCLEAR, refusal=WHICH.format(edition.title))
    if named.asks is Asks.UNCLEAR and asked.compares and asked.benchmarks:
        named = _comparable(named)
    if named.asks in (Asks.LOOKUP, Asks.UNCLEAR):
        named = _held_then(named, edition, clock)
    if named.asks is Asks.LOOKUP:
        return _compared(named, asked)
    return named


def _points_back(text: str, asked: Asked, named: Reading, finder: Finder) -> bool:
    """Whether something said before is meant, and next to nothing is said of what it was."""
    if asked.said or re.search(r"\d", text):
        return False
    if THE_FIGURE.search(text) and not finder.known(SAID_BEFORE.sub(" ", asked.name)):
        return True
    near = any(one.score >= TOGETHER_FLOOR for one in named.evidence)
    points = POINTS.search(text) or THE_FIGURE.search(text)
    few = len(finder.known(asked.name)) <= MOST_STRAY
    return named.unknown_words and bool(points) and few and not near


def _not_a_question(text: str) -> tuple[Asks, str] | None:
    if ADDRESSING_THE_BOT.search(text):
        return Asks.NOT_HELD, "I only answer about the council's indicators."
    if PERSONAL.search(text):
        return Asks.NOT_HELD, NOT_OF_A_PERSON
    if CHIT_CHAT.match(text):
        return Asks.HELP, ""
    if ORDERS.match(text):
        return Asks.NOT_HELD, NO_ORDERS
    if ERRANDS.match(text):
        return Asks.NOT_HELD, NO_ERRANDS
    return None


def _changes(asked: Asked, named: Reading, finder: Finder, base: Reading) -> Reading | None:
    """The question as one about changes, of the indicators it names or of any."""
    what, listings = asked.what, named.listings if named.asks is Asks.LOOKUP else ()
    if named.candidates and SEVERAL.search(asked.text):  # of each of them
        listings = named.candidates
    if what in OF_BOTH and len(named.candidates) == 2:  # of both, it may well be
        listings = named.candidates
    if not (asked.said or _names(asked, finder)):
        listings = ()  # the words of the change alone fit one: 'unable to get hold of'
    if what is None or (not listings and finder.known(bare(asked.name))):
        return None
    figures = any(name == "changed_since" for name, _ in asked.list.conditions)
    if figures and not listings and not says_rating(asked.text):
        return None
    base = replace(base, since=asked.since)
    if not listings:
        at_large = asked.since and what is What.RATINGS and not says_rating(asked.text)
        return replace(base, asks=Asks.CHANGES, what=What.BOTH if at_large else what)
    if what is What.NOT_REPORTED:
        if _counts_what_waits(asked.text, listings, finder):
            return None
        told = asked.field in (Field.VALUE, Field.DEFINITION)
        return replace(named, field=Field.NARRATIVE) if told else None
    if asked.compares or (what is What.RATINGS and asked.why and not SO_FAR.search(asked.text)):
        return None
    one_period = asked.periods != (LATEST,) or NEWEST.search(asked.text)  # else which was corrected
    if what is What.CORRECTIONS and one_period and wants_the_figure(asked.text):
        return None
    return replace(base, asks=Asks.CHANGES, what=what, listings=listings)


def _counts_what_waits(text: str, listings: Sequence[Listing], finder: Finder) -> bool:
    """Whether what is not yet there is what is counted: 'children waiting for adoption'."""
    said = {word for one in NOT_REPORTED.finditer(text) for word in finder.lexicon.stems(one[0])}
    return any(said.intersection(finder.lexicon.stems(one.name)) for one in listings)


def _names(asked: Asked, finder: Finder) -> bool:
    """Whether a number or a telling word is left that may name an indicator."""
    return bool(bare_numbers(asked.name) or finder.known(bare(asked.name)))


def _listed(
    asked: Asked, rest: str, named: Reading, finder: Finder, base: Reading
) -> Reading | None:
    """The question as one for a list, where nothing in it names an indicator."""
    wants = asked.list
    if (
        asked.said
        or asked.why
        or (POINTS.search(rest) and not WHICH_ONES.match(rest))
        or (finder.exactly(rest) and not (wants.any and NAMES_A_LIST.search(rest)))
    ):
        return None
    if wants.section and not wants.grades:  # 'the LAC rate' is one indicator, LAC a section
        form = form_of(re.sub(r"\bno\b", " ", TARGET_IS.sub(" ", rest), flags=re.IGNORECASE))
        if form or not NAMES_A_LIST.search(rest):
            return None
    if bare_numbers(wants.left) or finder.known(bare(field_of(wants.left)[1])):
        return None
    if not wants.any and not (EVERYTHING.search(rest) and LISTS.search(rest) and _at_large(wants)):
        return None
    return replace(
        base,
        asks=Asks.LIST,
        filter=Filter(wants.grades, wants.section, wants.conditions),
        field=Field.VALUE,
    )


def _at_large(wants: Wanted) -> bool:
    """Whether nothing is left that may say which: 'which indicators are late' are not all."""
    return all(word in OF_EVERYTHING for word in WORD.findall(tidy(wants.left)))


def _between(asked: Asked, rest: str, clock: Clock) -> Wanted:
    """What a list is to hold: of two periods, what has changed since the earlier is meant.

    The later must be of the edition's year: a list sets the newest figures against the earlier.
    """
    wants = asked.list
    spans = {one for one in (*asked.periods, asked.other) if isinstance(one, Period)}
    if len(spans) != 2:
        return wants
    early, late = sorted(spans, key=lambda one: one.end)
    kept = tuple(one for one in wants.conditions if one[0] != "missing")
    if NAMES_A_LIST.search(rest) and CHANGED_SINCE.search(rest) and "_since" not in str(kept):
        kept = (*kept, ("changed_since", early.code))
        wants = replace(wants, left=CHANGED_SINCE.sub(" ", wants.left))
    if any("_since" in name for name, _ in kept) and late.start.year < (clock.year or 0):
        return replace(wants, left=rest)
    said = tuple((name, early.code if "_since" in name else value) for name, value in kept)
    return replace(wants, conditions=said) if "_since" in str(said) else wants


def _comparable(named: Reading) -> Reading:
    """The one candidate that can be compared between areas, which counts cannot (domain 1.7)."""
    left = tuple(one for one in named.candidates if one.unit.value is not Unit.COUNT)
    if len(left) != 1:
        return named
    return replace(named, asks=Asks.LOOKUP, listings=left, candidates=())


def _held_then(named: Reading, edition: Edition, clock: Clock) -> Reading:
    """The reading, or why nothing can be held for the period it names."""
    for period in named.periods:
        if not isinstance(period, Period):
            continue
        if period.start > clock.today:
            why = f"{period.words()} has not come yet: no figure can be held for it."
            return replace(named, asks=Asks.NOT_HELD, refusal=why)
        first = min((Period.of(one).start for one in edition.prior_years), default=None)
        if first and period.end < first:
            why = f"{edition.title} holds nothing before {edition.prior_years[-1]}."
            return replace(named, asks=Asks.NOT_HELD, refusal=why)
    return named


def _compared(named: Reading, asked: Asked) -> Reading:
    """The lookup, or the comparison it is part of."""
    against: tuple[Period | str, ...] = ()
    periods = named.periods
    if len(asked.benchmarks) > 1 or (asked.compares and asked.benchmarks):
        against = asked.benchmarks
    elif asked.compares and named.field is Field.TARGET:
        against = ("target",)
    elif asked.compares and named.field is Field.PRIOR:
        against = ("prior_year",)
    elif asked.other:
        against = (asked.other,)
    elif asked.compares and len(periods) == 2:
        against, periods = (periods[1],), (periods[0],)
    elif COMPARES_AT_LARGE.search(asked.text) and named.field is Field.VALUE:
        against = ("england", "london")
    if not against:
        return named
    return replace(named, asks=Asks.COMPARE, against=against, periods=periods, field=Field.VALUE)
