"""Read a question: which indicators, periods and field it asks for, or why it cannot be read.

A reading is data. Doubt keeps its candidates, and what is not held keeps its reason, so that the
answer can ask or refuse in words. Nothing is guessed: two that fit equally are both candidates.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kpi_store.domain.answer import Field
from kpi_store.domain.errors import quoted
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.matching import Finder, Match, contenders, stems
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import LATEST, Clock, Found, find_periods
from kpi_store.domain.question_words import (
    AROUND_A_NUMBER,
    BARE,
    CHANGES,
    EVERYTHING,
    EXPLICIT,
    FIELDS,
    GRADES,
    HELP,
    LIST_WORDS,
    LISTS,
    MARKUP,
    NO_ORDERS,
    ORDERS,
    UNITS,
    WRAPPING,
    WRAPPING_WORDS,
)


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
    for pattern, instead in MARKUP:
        text = pattern.sub(instead, text)
    return " ".join(text.split())


def read(words: str, finder: Finder, clock: Clock) -> Reading:
    """Return what *words* ask of the finder's edition."""
    edition = finder.edition
    text = plain_words(words)
    if HELP.match(text):
        return Reading(Asks.HELP, edition.code)
    if ORDERS.match(text):
        return Reading(Asks.NOT_HELD, edition.code, refusal=NO_ORDERS)
    found = tuple(one for one in find_periods(text, clock) if not _is_a_pair(one, text, edition))
    if faults := [one for one in found if one.fault]:
        return Reading(
            Asks.NOT_HELD, edition.code, refusal=f"{quoted(faults[0].said)} {faults[0].fault}."
        )
    rest = _without(text, found)
    periods = tuple(dict.fromkeys(one.period or one.word for one in found)) or (LATEST,)
    base = Reading(Asks.LOOKUP, edition.code, periods=periods)
    explicit = EXPLICIT.search(rest)
    field, bare = _field(rest)
    if explicit and not re.match(rf"\s?-?{UNITS}", rest[explicit.end() :], re.IGNORECASE):
        return _numbered(replace(base, field=field), explicit["numbers"], rest, edition)
    if CHANGES.search(rest) and not finder.find(CHANGES.sub(" ", bare)):
        return replace(base, asks=Asks.CHANGES)
    if listed := _list(rest, edition):
        return replace(base, asks=Asks.LIST, filter=listed)
    only = AROUND_A_NUMBER.sub("", bare.lower())
    number = BARE.search(bare)
    if number and re.fullmatch(r"[\d/&–-]+(?:to\d+)?", only):
        return _numbered(replace(base, field=field), number[0], rest, edition)
    return _named(replace(base, field=field), rest, bare, finder)


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
            name = WRAPPING_WORDS.sub(" ", rest) if field in WRAPPING else rest
            return field, pattern.sub(" ", name)
    return Field.VALUE, rest


def _list(rest: str, edition: Edition) -> Filter | None:
    """The filter of a question that asks for a list, else None."""
    grades = tuple(
        dict.fromkeys(
            grade.code
            for said in GRADES.findall(rest)
            if (grade := edition.scheme.grade(said.lower()))
        )
    )
    section = _section(rest, edition)
    other = LIST_WORDS.sub(" ", GRADES.sub(" ", rest).lower())
    if section:
        other = re.sub("|".join(re.escape(word) for word in section.lower().split()), " ", other)
    if re.search(r"[a-z0-9]{2,}", other):
        return None
    if grades and (LISTS.search(rest) or not section):
        return Filter(grades, section)
    if section and EVERYTHING.search(rest):
        return Filter(grades, section)
    if not section and re.search(r"\b(?:list|all|everything)\b", rest, re.IGNORECASE):
        return Filter()
    return None


def _section(rest: str, edition: Edition) -> str:
    said = f" {' '.join(re.findall(r'[a-z]+', rest.lower()))} "
    for listing in edition:
        if (
            listing.section
            and f" {' '.join(re.findall('[a-z]+', listing.section.lower()))} " in said
        ):
            return listing.section
    return ""


def _numbered(base: Reading, numbers: str, rest: str, edition: Edition) -> Reading:
    listings: list[Listing] = []
    for number in _expand(numbers):
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
    if name == "contractual":
        return "contractual" in said and "non-contractual" not in said
    return name in said or (name == "still-for-discussion" and "discussion" in said)


def _expand(numbers: str) -> list[str]:
    """'27/28' is 27 and 28; '4 to 6' is 4, 5 and 6."""
    if spread := re.fullmatch(r"(\d+)\s?(?:to|-|–)\s?(\d+)", numbers.strip()):
        first, last = int(spread[1]), int(spread[2])
        if first < last <= first + 50:
            return [str(number) for number in range(first, last + 1)]
    return [str(int(number)) for number in re.findall(r"\d+", numbers)]


def _no_number(number: str, edition: Edition) -> str:
    lists = {one.list for one in edition}
    last = max((int(one.number) for one in edition if one.number.isdigit()), default=0)
    within = " in any of its lists" if len(lists) > 1 else ""
    return f"{edition.title} has no indicator {number}{within}; its numbers run from 1 to {last}."


def _named(base: Reading, rest: str, bare: str, finder: Finder) -> Reading:
    for words in (rest, bare):
        exact = finder.exactly(words)
        if len(exact) == 1:
            return replace(base, listings=exact)
        if exact:
            return replace(base, asks=Asks.UNCLEAR, candidates=exact)
    matches = finder.find(bare)
    first = contenders(matches)
    if not stems(bare):
        nothing = f"Which indicator of {finder.edition.title} do you mean? Give its number or name."
        return replace(base, asks=Asks.NOT_HELD, refusal=nothing)
    if not first:
        said = " ".join(bare.split())
        held = f"I hold no indicator like {quoted(said)} in {finder.edition.title}."
        return replace(base, asks=Asks.NOT_HELD, refusal=held, evidence=matches, unknown_words=True)
    if len(first) > 1:
        candidates = tuple(one.listing for one in first)
        return replace(base, asks=Asks.UNCLEAR, candidates=candidates, evidence=matches)
    return replace(base, listings=(first[0].listing,), evidence=matches)
