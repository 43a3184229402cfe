"""Take a question apart: periods, numbers, field and benchmarks, and the words that are left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpi_store.domain.answer import Field
from kpi_store.domain.change_words import change_asked, says_rating, without_change
from kpi_store.domain.comparison_words import (
    BENCHMARKS,
    CHANGED,
    COMPARES,
    against,
    aim_said,
    without_comparison,
)
from kpi_store.domain.errors import KpiError
from kpi_store.domain.field_words import (
    ACTIONS,
    BLANK,
    COMMITTEE,
    HOW_IT_WENT,
    IN_THE_YEAR,
    JUDGED,
    PRIOR,
    SLANG,
    SNAPSHOT,
    YEAR_TO_DATE_OR,
    field_of,
    subject_of,
)
from kpi_store.domain.indicator import Edition
from kpi_store.domain.list_words import Wanted, wanted
from kpi_store.domain.matching import Finder
from kpi_store.domain.numbers_said import Said, bare_numbers, explicit_numbers
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
from kpi_store.domain.why_words import REASONS, WHY

LEFT_OVER = re.compile(r"\bfor\W*$", re.IGNORECASE)
AS_DUE = re.compile(  # how a thing is done, and no target: 'visited when they were meant to be'
    r"\b(?:when|as|in the \w{1,10} (?:working )?(?:days?|weeks?))\s(?:they|it|we|you)"
    r"(?:['’]?re|['’]?s| are| were| is| was)?\s(?:supposed|meant|required|expected) to\b(?: be)?",
    re.IGNORECASE,
)
LONGEST = 2000  # characters of a question that are read; nobody asks in more


def plain_words(text: str) -> str:
    """Return *text* without Slack's markup, links, emoji, quotes and the command's name."""
    text = text[:LONGEST]
    for pattern, instead in (*MARKUP, *SLANG):
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
    aim = aim_said(words, finder.edition)
    words = f"{words[: aim.start()]} {words[aim.end() :]}" if aim else words
    words = AS_DUE.sub(" on time ", WHOLE_YEAR.sub(" ", SINCE.sub(" ", words)))
    if not LEFT_OVER.search(text):  # 'what is 11 for?' asks its purpose, 'the target for 11' not
        words = LEFT_OVER.sub("", words)
    field, words, what = _field_asked(words, text, what, finder)
    if aim and field is Field.VALUE:
        field = Field.TARGET
    compares = compares or (bool(aim) and field is Field.TARGET)
    benchmarks = tuple(name for name, pattern in BENCHMARKS if pattern.search(words))
    for _, pattern in BENCHMARKS:
        words = pattern.sub(" ", words)
    if PRIOR.search(words):
        field, words = Field.PRIOR, PRIOR.sub(" ", words)
    if len(benchmarks) == 1 and field in (Field.VALUE, Field.NOTES):
        field = Field(benchmarks[0])
    if since and field is Field.VALUE:
        field = Field.TREND
    numbered = said or bare_numbers(rest)
    if field is Field.VALUE and not found and not numbered and WHAT_IS.match(rest):
        field = Field.DEFINITION if form_of(rest) is None else field
    if compares:
        words = without_comparison(CHANGED.sub(" ", words) if sides else words)
    if REASONS.search(text):
        words = BLANK.sub(" ", words)
    if is_a_name(rest, finder):  # whatever its words ask elsewhere
        field, benchmarks, compares, what = Field.VALUE, (), False, None
    for pattern in (LIST_NAMES, COLOURS):  # said beside a name and no part of it
        words = pattern.sub(" ", words)
    other = sides[0] if sides and compares else None
    day = next((day_since(one.said, one.period) for one in since if one.period), None)
    told = (words, wants, what, other, why, day)
    return Asked(text, periods, field, benchmarks, compares, said, *told)


def _field_asked(
    words: str, text: str, what: What | None, finder: Finder
) -> tuple[Field, str, What | None]:
    """The field, the words left to name an indicator, and the change where one is asked about."""
    if finder.edition.scheme.grade("good") is None:
        words = JUDGED.sub("Ofsted", words)
    field, left = field_of(words)
    if what is not None and _is_no_change(what, field, text):
        what = None
    subject = subject_of(words)
    if field is Field.VALUE and finder.known(subject):
        field, left = Field.DEFINITION, subject
    if what is not None:
        left = field_of(without_change(words))[1]
    if field in (Field.VALUE, Field.DEFINITION, Field.NOTES) and YEAR_TO_DATE_OR.search(text):
        field, left = Field.NOTES, IN_THE_YEAR.sub(" ", left)
    return field, SNAPSHOT.sub(" ", left), what


def _is_no_change(what: What, field: Field, text: str) -> bool:
    """Whether words of a change only say why we want it, what is done about it or how it went."""
    if what is What.DECISIONS:
        noted = ACTIONS.search(text) and not COMMITTEE.search(text)
        return field is Field.RATIONALE or bool(noted)
    return what is What.RATINGS and bool(HOW_IT_WENT.search(text)) and not says_rating(text)


def day_since(said: str, period: Period) -> date:
    """The day that *said* names, else the first of the *period* it was read as."""
    try:
        return read_day(said)
    except KpiError:
        return period.start


def is_a_name(words: str, finder: Finder) -> bool:
    """Whether *words* are all of what a measure is called, letter for letter."""
    said = words.casefold().strip(" ?.!,")
    return any(
        said == name.casefold()
        for one in finder.exactly(words)
        for name in (one.name, *one.aliases)
    )


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
