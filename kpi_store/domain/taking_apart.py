"""Take a question apart: periods, numbers, field and benchmarks, and the words that are left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpi_store.domain.answer import Field
from kpi_store.domain.change_words import change_asked, without_change
from kpi_store.domain.comparison_words import (
    BENCHMARKS,
    CHANGED,
    COMPARES,
    against,
    without_comparison,
)
from kpi_store.domain.errors import KpiError
from kpi_store.domain.field_words import BLANK, PRIOR, WHY, field_of
from kpi_store.domain.indicator import Edition
from kpi_store.domain.list_words import Wanted, wanted
from kpi_store.domain.matching import Finder
from kpi_store.domain.numbers_said import Said, explicit_numbers
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import LATEST, Found
from kpi_store.domain.question_words import (
    COLOURS,
    LIST_NAMES,
    MARKUP,
    NEGATED,
    SINCE,
    WHAT_IS,
    WHOLE_YEAR,
)
from kpi_store.domain.reading import What
from kpi_store.domain.timetable import read_day
from kpi_store.domain.tokens import form_of

LEFT_OVER = re.compile(r"\bfor\W*$", re.IGNORECASE)
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
    what: What | None  # the sort of change asked about
    other: Period | None  # the period it is compared with
    why: bool  # a reason is asked for
    since: date | None  # the first day meant by 'since …'


def taken_apart(text: str, rest: str, found: Sequence[Found], finder: Finder) -> Asked:
    """Take the periods, the numbers, the field and the benchmarks out of the words, in turn."""
    since = [one for one in found if re.search(r"\bsince\W*$", text[: one.start], re.IGNORECASE)]
    kept = [one for one in found if one not in since]
    kept = [one for one in kept if one.period] or kept  # a name may hold 'YTD' beside a period
    periods = tuple(dict.fromkeys(one.period or one.word for one in kept)) or (LATEST,)
    first = next((one.period for one in found if one.period), None)
    listed = without(text, [one for one in found if one.period])  # 'YTD' may be a condition
    listed = " ".join(NEGATED.sub(" ", listed).split())
    wants = wanted(listed, finder, first, since=bool(since))
    said = explicit_numbers(rest)
    words = f"{rest[: said.start]} {rest[said.end :]}" if said else rest
    what, why = change_asked(words), bool(WHY.search(words))
    compares, sides = bool(COMPARES.search(words)), against(text, kept)
    if sides and (compares or what is None):
        compares, periods = True, (sides[1],)
    words = WHOLE_YEAR.sub(" ", SINCE.sub(" ", words))
    if not LEFT_OVER.search(text):  # 'what is 11 for?' asks its purpose, 'the target for 11' not
        words = LEFT_OVER.sub("", words)
    field, left = field_of(words)
    words = field_of(without_change(words))[1] if what is not None else left
    benchmarks = tuple(name for name, pattern in BENCHMARKS if pattern.search(words))
    for _, pattern in BENCHMARKS:
        words = pattern.sub(" ", words)
    if PRIOR.search(words):
        field, words = Field.PRIOR, PRIOR.sub(" ", words)
    if len(benchmarks) == 1 and field in (Field.VALUE, Field.NOTES):
        field = Field(benchmarks[0])
    if since and field is Field.VALUE:
        field = Field.TREND
    if field is Field.VALUE and not found and not said and WHAT_IS.match(rest):
        field = Field.DEFINITION if form_of(rest) is None else field
    if compares:
        words = without_comparison(CHANGED.sub(" ", words) if sides else words)
    if why:
        words = BLANK.sub(" ", words)
    for pattern in (LIST_NAMES, COLOURS):  # said beside a name and no part of it
        words = pattern.sub(" ", words)
    other = sides[0] if sides and compares else None
    day = next((day_since(one.said, one.period) for one in since if one.period), None)
    told = (words, wants, what, other, why, day)
    return Asked(text, periods, field, benchmarks, compares, said, *told)


def day_since(said: str, period: Period) -> date:
    """The day that *said* names, else the first of the *period* it was read as."""
    try:
        return read_day(said)
    except KpiError:
        return period.start


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
