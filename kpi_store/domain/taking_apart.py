"""Take a question apart: periods, numbers, field and benchmarks, and the words that are left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kpi_store.domain.answer import Field
from kpi_store.domain.indicator import Edition
from kpi_store.domain.list_words import Wanted, wanted
from kpi_store.domain.numbers_said import Said, explicit_numbers
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import LATEST, Found
from kpi_store.domain.question_words import (
    BENCHMARKS,
    COLOURS,
    COMPARES,
    CORRECTIONS,
    DECISIONS,
    FIELDS,
    LIST_NAMES,
    MARKUP,
    NOT_REPORTED,
    PRIOR,
    RATING_CHANGES,
    SINCE,
    WHAT_IS,
    WHOLE_YEAR,
)
from kpi_store.domain.tokens import form_of

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


def taken_apart(text: str, rest: str, found: Sequence[Found], edition: Edition) -> Asked:
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
    field, words = field_of(words)
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


def is_a_pair(one: Found, text: str, edition: Edition) -> bool:
    """'27/28' is two indicators where the edition has both and the year is far ahead of it."""
    pair = re.fullmatch(r"(\d\d)/(\d\d)", one.said)
    if not pair or edition.year is None:
        return False
    far = int(pair[1]) + 2000 > int(edition.year[:4]) + 5
    return far and all(edition.numbered(number) for number in pair.groups())


def without(text: str, found: Sequence[Found]) -> str:
    for one in reversed(found):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text


def field_of(rest: str) -> tuple[Field, str]:
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
