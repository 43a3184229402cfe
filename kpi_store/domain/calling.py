"""Find the edition or the paper that a question names, and the words that are left without it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from rapidfuzz.distance import OSA

from kpi_store.domain.paper import Paper
from kpi_store.domain.period import MONTHS

_BEFORE_EDITION = re.compile(r"(?:\b(?:in|on|from|the|for|of)\s{1,3}){1,3}\Z", re.IGNORECASE)
_BEFORE_PAPER = re.compile(
    r"(?:\b(?:according to|as per|going by|as (?:reported|printed|published) in|in|on|from|the|for"
    r"|of|by|per|our|your|that|this)\s{1,3}){1,4}\Z",
    re.IGNORECASE,
)
# 'since the November report' says when; it does not ask what that report says.
_ONLY_A_TIME = re.compile(
    r"\b(?:since|after|before|until|till|between|against|versus|vs\.?|v|than"
    r"|compar(?:e|es|ed|ing|ison) (?:with|to))\s(?:the\s|our\s)?\Z",
    re.IGNORECASE,
)
_A_NUMBER = re.compile(r"(?:\b(?:indicators?|ind|kpi|measure|number|no\.?)|#)\s?\Z", re.IGNORECASE)
_SAYS = re.compile(
    r"^\W*(?:(?:say|says|said|show|shows|print|prints|give|gives|tell|tells|report)\b(?:\sus\b)?)?"
    r"\s*(?:\b(?:about|on|regarding|for|of)\b)?",
    re.IGNORECASE,
)
PROPER = re.compile(r"[A-Za-z]{6,}")
_LONG_WORD = re.compile(r"(?<![\w@#<])[A-Za-z]{5,9}(?![\w@])")
_DOES_IT = re.compile(
    r"(?:\bwhat(?:'s|s)?\s)?\b(?:what(?:'?s)?|does|did|do|is|was|has)\s*\Z", re.IGNORECASE
)


class Named(Protocol):
    """An edition as far as it can be called by something."""

    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Called:
    """What a question names: a paper, and an edition (its own or the paper's) by its code."""

    rest: str  # what else it says
    edition: str | None = None
    paper: Paper | None = None


@dataclass(frozen=True)
class _Place:
    start: int
    end: int
    edition: str
    paper: Paper | None = None

    def overlaps(self, other: "_Place") -> bool:
        return self.start < other.end and other.start < self.end


def called(
    text: str,
    editions: Sequence[Named],
    papers: Sequence[Paper],
    within: str | None = None,
    spoken_of: str = "",
) -> Called:
    """What *text* names by code, title or alias, the longest name first.

    Where the edition is chosen beforehand, *within* is its code: only its papers can be named.
    Councils may have papers of one name: meant is that of the edition named, or *spoken_of*.
    """
    text = text if within else _mended(text, tuple(one.aliases for one in editions))
    edition = None if within else _longest(_editions_in(text, editions))
    mine = [one for one in papers if within in (None, one.edition)]
    near = edition.edition if edition else spoken_of
    mine.sort(key=lambda one: one.edition != near)
    paper = _longest(_papers_in(text, mine))
    if paper and edition and paper.overlaps(edition):
        longer = paper.end - paper.start >= edition.end - edition.start
        paper, edition = (paper, None) if longer else (None, edition)
    code = edition.edition if edition else paper.edition if paper else None
    rest = text
    for place in sorted((one for one in (paper, edition) if one), key=lambda one: -one.start):
        rest = _without(rest, place)
    if edition and (again := _longest(_editions_in(rest, _of_code(editions, edition.edition)))):
        rest = _without(rest, again)  # named twice: 'Appendix 2 (37 indicators)'
    return Called(rest.strip(" :,-"), code, paper.paper if paper else None)


def _of_code(editions: Sequence[Named], code: str) -> list[Named]:
    return [one for one in editions if one.code == code]


def _mended(text: str, names: tuple[tuple[str, ...], ...]) -> str:
    """*text* with a mistyped name that an edition's aliases begin with: 'seftn', 'Appendex'."""
    proper = _proper(names)

    def mend(found: re.Match[str]) -> str:
        word = found[0].lower()
        if word in proper:
            return found[0]
        near = (one for one in proper if one[0] == word[0] and OSA.distance(one, word) == 1)
        return next(near, found[0])

    return _LONG_WORD.sub(mend, text)


@cache
def _proper(names: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The proper names that aliases begin with, long enough to be known by one letter less."""
    firsts = {alias.split()[0] for aliases in names for alias in aliases}
    return tuple(sorted(one.lower() for one in firsts if one.istitle() and PROPER.fullmatch(one)))


def _longest(places: Iterator[_Place]) -> _Place | None:
    return max(places, key=lambda one: one.end - one.start, default=None)


def _editions_in(text: str, editions: Sequence[Named]) -> Iterator[_Place]:
    said = text.lower()
    for edition in editions:
        for name in _lower((edition.code, edition.title, *edition.aliases)):
            if name in said and (match := _edition_name(name).search(text)):
                yield _Place(match.start(), match.end(), edition.code)


def _papers_in(text: str, papers: Sequence[Paper]) -> Iterator[_Place]:
    said = text.lower()
    for paper in papers:
        if paper.date is None:
            continue
        for name, first, telling in _parts((paper.code, paper.paper, paper.title, *paper.aliases)):
            if first not in said or not all(part in said for part in telling):
                continue
            for match in _paper_name(name).finditer(text):
                before = text[: match.start()]
                is_a_number = match[0][0].isdigit() and _A_NUMBER.search(before)
                if not is_a_number and not _ONLY_A_TIME.search(before):
                    yield _Place(match.start(), match.end(), paper.edition, paper)


def _without(text: str, place: _Place) -> str:
    """*text* without the name, the words that lead to it and, for a paper, 'what does … say'."""
    before, after = text[: place.start], text[place.end :]
    if place.paper is None:
        return f"{_BEFORE_EDITION.sub(' ', before)} {after}"
    before = _BEFORE_PAPER.sub(" ", before)
    left = _SAYS.sub("", after, count=1)
    if left.strip() != after.strip():
        before = _DOES_IT.sub(" ", before)
    return f"{before.rstrip(' ,:')} {left.lstrip(' ,:')}"


@cache
def _lower(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.lower() for name in names)


@cache
def _parts(names: tuple[str, ...]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Each name with the first and with all of what must stand in a text for it to."""
    return tuple((name, (*_telling(name), "")[0], _telling(name)) for name in names)


@cache
def _edition_name(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?:'s)?(?!\w)", re.IGNORECASE)


@cache
def _telling(name: str) -> tuple[str, ...]:
    """What must stand in a text for *name* to, so that most names need no pattern."""
    words = (word[:3] if word in MONTHS else word for word in name.split())
    return tuple(word.lower() for word in words if not word.isdigit())


@cache
def _paper_name(name: str) -> re.Pattern[str]:
    """A paper's name as it may be typed: 'Nov' for November, '6th' for 6, ''19' for 2019."""
    words = name.split()
    text = r"[\s,-]{1,2}".join(_word(word) for word in words)
    by_month = words[0] in MONTHS  # '7th November report' is not this one, nor '… November 2018'
    no_day = r"(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )" if by_month else ""
    no_year = r"(?![\s,-]{1,2}(?:20|19|['’])\d\d)" if words[-1] in MONTHS else ""
    return re.compile(rf"(?<!\w){no_day}{text}(?:['’]s)?(?!\w){no_year}", re.IGNORECASE)


def _word(word: str) -> str:
    if word in MONTHS:
        return rf"{word[:3]}(?:{word[3:]}|\.)?(?:['’]?s)?"
    if re.fullmatch(r"\d\d?", word):
        return rf"0?{word}(?:st|nd|rd|th)?(?:\sof)?"
    if re.fullmatch(r"20\d\d", word):
        return rf"(?:20|['’]|(?<=-))?{word[2:]}"
    return re.escape(word)
