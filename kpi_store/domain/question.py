"""Read a question: which indicators, periods and field it asks for, or why it cannot be read.

A reading is data. Doubt keeps its candidates, and what is not held keeps its reason, so that the
answer can ask or refuse in words. Nothing is guessed: two that fit equally are both candidates.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from kpi_store.domain.answer import Field
from kpi_store.domain.errors import quoted
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.list_words import LISTS, Wanted, wanted
from kpi_store.domain.matching import Finder, Match, Thresholds, contenders
from kpi_store.domain.numbers_said import BROKEN, Said, bare_numbers, explicit_numbers
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import LATEST, Clock, Found, find_periods
from kpi_store.domain.quantity import Unit
from kpi_store.domain.question_words import (
    ABOUT_IT,
    ADDRESSING_THE_BOT,
    BENCHMARKS,
    CHIT_CHAT,
    COLOURS,
    COMPARES,
    COMPARES_AT_LARGE,
    CORRECTIONS,
    DECISIONS,
    FIELDS,
    LIST_NAMES,
    MARKUP,
    NEGATED,
    NO_ORDERS,
    NOT_REPORTED,
    ORDERS,
    PRIOR,
    RATING_CHANGES,
    SINCE,
    WHAT_IS,
    WHOLE_YEAR,
)
from kpi_store.domain.tokens import form_of

TOGETHER_FLOOR = 0.4  # the least score of each of two that are named together
BOTH_SAID = re.compile(r"\b(?<!\d )and\b(?! \d)|&|\bboth\b", re.IGNORECASE)
NO_NAMES = (
    LIST_NAMES,
    COMPARES,
    CORRECTIONS,
    RATING_CHANGES,
    DECISIONS,
    NOT_REPORTED,
    COLOURS,
)  # what is said beside an indicator's name and is no part of it
LONGEST = 2000  # characters of a question that are read; nobody asks in more


class Asks(StrEnum):
    """What sort of question it is."""

    LOOKUP = "lookup"
    COMPARE = "compare"
    LIST = "list"
    CHANGES = "changes"
    HELP = "help"
    UNCLEAR = "unclear"
    NOT_HELD = "not held"


class What(StrEnum):
    """What sort of change is asked about."""

    CORRECTIONS = "corrections"
    RATINGS = "rating_changes"
    BOTH = "both"
    DECISIONS = "decisions"
    NOT_REPORTED = "not_reported"
    ANY = "any"


@dataclass(frozen=True)
class Filter:
    """Which indicators a list asks for; all conditions hold, and none means every indicator.

    `grades` holds grade codes, any of which will do, or '*' for every rated one. `conditions`
    holds the rest as name and value: ('frequency', 'Annual'), ('worse_than', 'london'),
    ('no_target', ''), ('missing', '2019-Q2').
    """

    grades: tuple[str, ...] = ()
    section: str = ""
    conditions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Reading:
    """What a question was understood to ask. `periods` holds Periods or 'latest'/'baseline'."""

    asks: Asks
    edition: str
    listings: tuple[Listing, ...] = ()
    periods: tuple[Period | str, ...] = (LATEST,)
    field: Field = Field.VALUE
    filter: Filter = Filter()
    against: tuple[Period | str, ...] = ()  # a comparison's other side: 'england', 'target', …
    what: What = What.ANY
    candidates: tuple[Listing, ...] = ()
    refusal: str = ""
    evidence: tuple[Match, ...] = ()
    unknown_words: bool = False  # words were left that no indicator explains


def plain_words(text: str) -> str:
    """Return *text* without Slack's markup, links, emoji, quotes and the command's name."""
    text = text[:LONGEST]
    for pattern, instead in MARKUP:
        text = pattern.sub(instead, text)
    return " ".join(text.split())


@dataclass(frozen=True)
class Asked:
    """A question taken apart: what it asks for, and the words left that name an indicator."""

    text: str
    periods: tuple[Period | str, ...]
    field: Field
    benchmarks: tuple[str, ...]
    compares: bool
    said: Said | None
    name: str
    list: Wanted


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
    text = plain_words(words)
    if refused := _not_a_question(text):
        return Reading(refused[0], edition.code, refusal=refused[1])
    found = tuple(one for one in find_periods(text, clock) if not _is_a_pair(one, text, edition))
    rest = " ".join(NEGATED.sub(" ", _without(text, found)).split())
    if faults := [one for one in found if one.fault]:
        refusal = f"{quoted(faults[0].said)} {faults[0].fault}."
        return Reading(Asks.NOT_HELD, edition.code, refusal=refusal)
    asked = _taken_apart(text, rest, found, edition)
    base = Reading(Asks.LOOKUP, edition.code, periods=asked.periods, field=asked.field)
    if BROKEN.search(rest):
        return replace(base, asks=Asks.NOT_HELD, refusal="Indicators have whole numbers.")
    named = _indicators(asked, rest, finder, limits, base=base, hints=hints)
    if (what := _what(rest)) and (named.asks is Asks.LOOKUP or not finder.known(_bare(asked.name))):
        listings = named.listings if named.asks is Asks.LOOKUP else ()
        if not (what is What.NOT_REPORTED and listings):
            return replace(base, asks=Asks.CHANGES, what=what, listings=listings)
    if listed := _listed(asked, rest, named, finder, base):
        return listed
    if named.asks is Asks.UNCLEAR and asked.compares and asked.benchmarks:
        named = _comparable(named)
    if named.asks is Asks.LOOKUP:
        named = _held_then(named, edition, clock)
    if named.asks is Asks.LOOKUP:
        return _compared(named, asked)
    return named


def _not_a_question(text: str) -> tuple[Asks, str] | None:
    if ADDRESSING_THE_BOT.search(text):
        return Asks.NOT_HELD, "I only answer about the council's indicators."
    if CHIT_CHAT.match(text):
        return Asks.HELP, ""
    if ORDERS.match(text):
        return Asks.NOT_HELD, NO_ORDERS
    return None


def _taken_apart(text: str, rest: str, found: Sequence[Found], edition: Edition) -> Asked:
    """Take the periods, the numbers, the field and the benchmarks out of the words, in turn."""
    since = [one for one in found if re.search(r"\bsince\W*$", text[: one.start], re.IGNORECASE)]
    kept = [one for one in found if one not in since]
    kept = [one for one in kept if one.period] or kept  # a name may hold 'YTD' beside a period
    periods = tuple(dict.fromkeys(one.period or one.word for one in kept)) or (LATEST,)
    wants = wanted(rest, edition, next((one.period for one in found if one.period), None))
    said = explicit_numbers(rest)
    words = f"{rest[: said.start]} {rest[said.end :]}" if said else rest
    compares = bool(COMPARES.search(words))
    words = WHOLE_YEAR.sub(" ", SINCE.sub(" ", words))
    field, words = _field(words)
    benchmarks = tuple(name for name, pattern in BENCHMARKS if pattern.search(words))
    for _, pattern in BENCHMARKS:
        words = pattern.sub(" ", words)
    if PRIOR.search(words):
        field, words = Field.PRIOR, PRIOR.sub(" ", words)
    if field is Field.VALUE and len(benchmarks) == 1:
        field = Field(benchmarks[0])
    if since and field is Field.VALUE:
        field = Field.TREND
    if field is Field.VALUE and periods == (LATEST,) and not said and WHAT_IS.match(rest):
        field = Field.DEFINITION if form_of(rest) is None else field
    for pattern in NO_NAMES:
        words = pattern.sub(" ", words)
    return Asked(text, periods, field, benchmarks, compares, said, words, wants)


def _is_a_pair(one: Found, text: str, edition: Edition) -> bool:
    """'27/28' is two indicators where the edition has both and the year is far ahead of it."""
    pair = re.fullmatch(r"(\d\d)/(\d\d)", one.said)
    if not pair or edition.year is None:
        return False
    far = int(pair[1]) + 2000 > int(edition.year[:4]) + 5
    return far and all(edition.numbered(number) for number in pair.groups())


def _without(text: str, found: Sequence[Found]) -> str:
    for one in reversed(found):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text


def _field(rest: str) -> tuple[Field, str]:
    """The field asked for, and the words without those that asked for it."""
    for field, pattern in FIELDS:
        if pattern.search(rest):
            if field in _WHOLE:  # the words around the name are taken, and the name is left
                return field, pattern.sub(lambda one: f" {_FRAME.sub(' ', one[0])} ", rest)
            return field, pattern.sub(" ", rest)
    return Field.VALUE, rest


_WHOLE = (Field.RATIONALE, Field.DEFINITION, Field.DIRECTION)
_FRAME = re.compile(
    r"\b(?:why|what|whats|how|does|do|did|is|are|was|we|it|they|the|matters?|important|mean|means"
    r"|calculated|worked out|measured?|defined|counted|point|purpose|tracking|track|monitor(?:ing)?"
    r"|watch|collect|want|care|count|bother|keep|more|fewer|less|or|have|been|seeing|up|down|going"
    r"|getting|better|worse|heading|right|direction|of|travel|in|stands?|for|as|by|meant|rationale"
    r"|definition)\b",
    re.IGNORECASE,
)


def _what(rest: str) -> What | None:
    """What sort of change the words ask about, if any."""
    if DECISIONS.search(rest):
        return What.DECISIONS
    corrections, ratings = CORRECTIONS.search(rest), RATING_CHANGES.search(rest)
    if corrections:
        return What.BOTH if ratings and "rating" in rest.lower() else What.CORRECTIONS
    if ratings:
        return What.RATINGS
    return What.NOT_REPORTED if NOT_REPORTED.search(rest) else None


def _listed(
    asked: Asked, rest: str, named: Reading, finder: Finder, base: Reading
) -> Reading | None:
    """The question as one for a list, where nothing in it names an indicator."""
    if asked.said or (named.asks is Asks.LOOKUP and not asked.list.section):
        return None
    if asked.list.section and (
        form_of(rest) or not (LISTS.search(rest) or named.asks is not Asks.LOOKUP)
    ):
        return None
    if finder.known(_bare(_field(asked.list.left)[1])) or ABOUT_IT.search(rest):
        return None
    everything = re.search(r"\b(?:list|everything|all|index|indicators)\b", rest, re.IGNORECASE)
    if not asked.list.any and not everything:
        return None
    if asked.list.any or LISTS.search(rest):
        wants = Filter(asked.list.grades, asked.list.section, asked.list.conditions)
        return replace(base, asks=Asks.LIST, filter=wants, field=Field.VALUE)
    return None


def _bare(words: str) -> str:
    """*words* without the numbers, which name nothing by themselves."""
    return re.sub(r"\b\d{1,2}\b", " ", words)


def _indicators(
    asked: Asked, rest: str, finder: Finder, limits: Thresholds, *, base: Reading, hints: str
) -> Reading:
    """The indicators that the words name by number, else by name."""
    edition = finder.edition
    if asked.said:
        return _numbered(base, asked.said, rest, edition)
    if apart := _named_apart(asked.name, finder):
        return replace(base, listings=apart)
    for words in (rest, asked.name):
        exact = finder.exactly(words)
        if len(exact) == 1:
            return replace(base, listings=exact)
        if exact:
            return replace(base, asks=Asks.UNCLEAR, candidates=exact)
    bare = bare_numbers(asked.name)
    if bare:
        around = f"{asked.name[: bare.start]} {asked.name[bare.end :]}"
        if not finder.known(_bare(finder.mended(around))):
            return _numbered(base, bare, rest, edition)
    return _named(base, asked.name, finder, limits, hints)


def _numbered(base: Reading, said: Said, rest: str, edition: Edition) -> Reading:
    listings: list[Listing] = []
    for number in said.numbers:
        found = edition.numbered(number)
        if not found:
            return replace(base, asks=Asks.NOT_HELD, refusal=_no_number(number, edition))
        chosen = [one for one in found if one.list and _says_list(rest, one.list)] or found
        if len(chosen) > 1:
            return replace(base, asks=Asks.UNCLEAR, candidates=tuple(chosen))
        listings.append(chosen[0])
    return replace(base, listings=tuple(dict.fromkeys(listings)))


def _says_list(rest: str, name: str) -> bool:
    said = rest.lower().replace(" ", "-")
    if name == "contractual":  # its heading is "Contractual KPIs" (S2 line 8)
        return ("contractual" in said or "kpi" in said) and "non-contractual" not in said
    return name in said or (name == "still-for-discussion" and "discussion" in said)


def _no_number(number: str, edition: Edition) -> str:
    lists = {one.list for one in edition}
    last = max((int(one.number) for one in edition if one.number.isdigit()), default=0)
    within = " in any of its lists" if len(lists) > 1 else ""
    return f"{edition.title} has no indicator {number}{within}; its numbers run from 1 to {last}."


def _named(
    base: Reading, name: str, finder: Finder, limits: Thresholds, hints: str = ""
) -> Reading:
    """The indicators that *name* fits, or the doubt, or what it is near and not held."""
    edition = finder.edition
    mended = finder.mended(name)
    stems = finder.known(mended)
    if not stems:
        nothing = f"Which indicator of {edition.title} do you mean? Give its number or name."
        return replace(base, asks=Asks.UNCLEAR, refusal=nothing)
    if lacking := finder.lacks(stems):
        refusal = f"{edition.title} holds no figures of {lacking.name}."
        return replace(base, asks=Asks.NOT_HELD, refusal=refusal, unknown_words=True)
    matches = finder.find(name, hints=hints)
    first = contenders(matches, limits)
    if first and (miss := _missed(first)):
        refusal = _lacking(miss, matches, edition)
        return replace(
            base, asks=Asks.NOT_HELD, refusal=refusal, evidence=matches, unknown_words=True
        )
    held = tuple(one for one in first if one.listing is not None)
    covers = bool(held) and set(stems) <= set(held[0].words)
    if not (len(held) == 1 and covers and not BOTH_SAID.search(name)) and (
        several := _several(name, finder, matches)
    ):
        return replace(base, listings=several, evidence=matches)
    if len(held) == 1 and held[0].listing:
        return replace(base, listings=(held[0].listing,), evidence=matches)
    if held:
        candidates = tuple(one.listing for one in held if one.listing)
        return replace(base, asks=Asks.UNCLEAR, candidates=candidates, evidence=matches)
    said = quoted(" ".join(name.split()))
    refusal = f"I hold no indicator like {said} in {edition.title}.{_nearest(matches)}"
    return replace(base, asks=Asks.NOT_HELD, refusal=refusal, evidence=matches, unknown_words=True)


def _missed(first: Sequence[Match]) -> Match | None:
    """The near miss that is meant: it leads, and explains a word that no listing does."""
    lead = first[0]
    held = next((one for one in first if one.listing), None)
    if lead.near_miss is None:
        return None
    return lead if held is None or set(lead.words) - set(held.words) else None


def _lacking(miss: Match, matches: Sequence[Match], edition: Edition) -> str:
    why = ""
    if miss.near_miss and miss.near_miss.why:
        why = f" {miss.near_miss.why[:1].upper()}{miss.near_miss.why[1:].rstrip('.')}."
    near = _nearest(matches) if miss.near_miss and miss.near_miss.kind == "measure" else ""
    return f"{edition.title} holds nothing on {miss.name}.{why}{near}"


def _nearest(matches: Sequence[Match]) -> str:
    """What is held that comes nearest, named and not answered."""
    near = next((one.listing for one in matches if one.listing and one.score >= 0.4), None)
    return f" The nearest it holds is {near.label}, {near.name}." if near else ""


def _named_apart(name: str, finder: Finder) -> tuple[Listing, ...]:
    """The indicators of 'A and B' where A and B are each a name of one."""
    if not BOTH_SAID.search(name):
        return ()
    parts = [one for one in re.split(r"\band\b|&|\bboth\b|,", name) if finder.known(one)]
    exact = [finder.exactly(part.strip(" ,.?")) for part in parts]
    found = {one[0] for one in exact if len(one) == 1}
    if len(parts) < 2 or len(found) != len(parts):
        return ()
    return tuple(one for one in finder.edition if one in found)


def _several(name: str, finder: Finder, matches: Sequence[Match]) -> tuple[Listing, ...]:
    """The two indicators that 'both A and B' name, each told by words of its own."""
    if not BOTH_SAID.search(name):
        return ()
    asked = set(finder.known(finder.mended(name)))
    held = [one for one in matches if one.listing and one.score >= TOGETHER_FLOOR]
    pairs = [
        (first.score + second.score, first, second)
        for first, second in combinations(held[:5], 2)
        if set(first.evidence) - set(second.evidence)
        and set(second.evidence) - set(first.evidence)
        and asked <= set(first.evidence) | set(second.evidence)
    ]
    if not pairs:
        return ()
    _, first, second = max(pairs, key=lambda pair: pair[0])
    return tuple(one for one in finder.edition if one in (first.listing, second.listing))


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
        ahead = period.start > clock.today
        beyond = edition.year is None or period.start > Period.of(edition.year).end
        if ahead and beyond:
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
    elif asked.compares and len(periods) == 2:
        against, periods = (periods[1],), (periods[0],)
    elif COMPARES_AT_LARGE.search(asked.text) and named.field is Field.VALUE:
        against = ("england", "london")
    if not against:
        return named
    return replace(named, asks=Asks.COMPARE, against=against, periods=periods, field=Field.VALUE)
