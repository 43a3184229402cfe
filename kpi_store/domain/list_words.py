"""Read which indicators a question for a list wants: its grades, section and other conditions."""

import re
from dataclasses import dataclass

from kpi_store.domain.indicator import Edition
from kpi_store.domain.period import Period

LISTS = re.compile(
    r"\b(?:list(?:ing|ed)?|which|what(?:'s| is| are|s)?|anything|everything|all|any|every|show|how many"
    r"|indicators?|measures?|kpis?|ones?|where (?:are|do) we|who(?:'s| is)?|else|those|them)\b",
    re.IGNORECASE,
)
GRADES = re.compile(
    r"\b(?:below )?(red|amber|green|outstanding|good|requires improvement)(?:s\b|\b)", re.IGNORECASE
)
GOOD_NEWS = re.compile(r"\b(?:good news|successes|doing well|going well|bright spots?)\b", re.I)
BAD_NEWS = re.compile(r"\b(?:bad news|problem areas?|concerns|going wrong|worst)\b", re.I)
_NO = r"(?:no|without|not|never|lack(?:s|ing)?|missing|(?:have|has|had|are|is|do|does)(?:n'?t| not)(?: got| have)?(?: an?y?)?)"
CONDITIONS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (name, value, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for name, value, pattern in (
        ("no_target", "", rf"{_NO}(?: \w+)? targets?|untargeted|targetless|not target measures?"),
        (
            "no_benchmark",
            "",
            rf"{_NO}(?: \w+)? (?:benchmarks?|benchmarking|comparators?|comparisons?)",
        ),
        (
            "no_rating",
            "",
            rf"{_NO}(?: \w+)? (?:ratings?|rag|brag|colou?rs?)|unrated|not (?:been )?rated",
        ),
        ("frequency", "Annual", r"annual(?:ly)?|yearly|once a year|every year"),
        ("frequency", "Quarterly", r"quarterly|every quarter|four times a year"),
        ("frequency", "Monthly", r"monthly|every month|each month"),
        ("flag", "new", r"(?:flagged )?(?:new|proposed)(?: (?:or|and) (?:new|proposed))?"),
        ("basis", "year_to_date", r"year to date|ytd|cumulative"),
        (
            "worse_than",
            "london",
            r"(?:worse|lower|behind|below|lagging|trailing)(?: off)?(?: than| behind)? (?:the )?(?:rest of )?london",
        ),
        (
            "worse_than",
            "england",
            r"(?:worse|lower|behind|below|lagging|trailing)(?: off)?(?: than| behind)? (?:the )?(?:england|national)(?: average)?",
        ),
        (
            "better_than",
            "london",
            r"(?:better|ahead of|beat(?:s|ing)?|above|outperform(?:s|ing)?|stronger)(?: off)?(?: than)? (?:the )?(?:rest of )?london",
        ),
        (
            "better_than",
            "england",
            r"(?:better|ahead of|beat(?:s|ing)?|above|outperform(?:s|ing)?|stronger)(?: off)?(?: than)? (?:the )?(?:england|national)(?: average)?",
        ),
        (
            "below_target",
            "",
            r"(?:below|under|missing|missed|behind|short of|off|furthest from|not (?:meeting|hitting|on)|failing)"
            r" (?:\w+ )?targets?|off[- ]target|underperforming",
        ),
    )
)
MISSING = re.compile(
    rf"\b(?:{_NO}(?: \w+){{0,2}} (?:figures?|values?|data|numbers?)(?: for)?|blanks?|gaps"
    r"|missing(?: figures?| values?| data)?)\b",
    re.IGNORECASE,
)
WORSE_SINCE = re.compile(
    r"\b(?:(?:got|gotten|gone|become|are|is) worse|worsened|deteriorated|declined)\b", re.I
)
BETTER_SINCE = re.compile(
    r"\b(?:(?:got|gotten|gone|become|are|is) better|improved|improvements?)\b", re.I
)
TARGET_IS = re.compile(
    r"\b(?:with |whose )?(?:an? )?targets? (?:of|is|=) (\d+(?:\.\d+)?)\s?%?", re.I
)


@dataclass(frozen=True)
class Wanted:
    """What a list is to hold, and the words that are left when the conditions are taken out."""

    grades: tuple[str, ...]
    section: str
    conditions: tuple[tuple[str, str], ...]
    left: str

    @property
    def any(self) -> bool:
        return bool(self.grades or self.section or self.conditions)


def wanted(words: str, edition: Edition, period: Period | None) -> Wanted:
    """Return the conditions that *words* name; *period* is the one named, if any."""
    left = words
    conditions: list[tuple[str, str]] = []
    if found := TARGET_IS.search(left):
        conditions.append(("target", found[1]))
        left = TARGET_IS.sub(" ", left)
    since = period.code if period else "latest"
    if period is not None and MISSING.search(left):
        conditions.append(("missing", since))
        left = MISSING.sub(" ", left)
    for name, value, pattern in CONDITIONS:
        if pattern.search(left):
            conditions.append((name, value))
            left = pattern.sub(" ", left)
    for name, pattern in (("worse_since", WORSE_SINCE), ("improved_since", BETTER_SINCE)):
        if LISTS.search(left) and pattern.search(left):
            conditions.append((name, since))
            left = pattern.sub(" ", left)
    grades = _grades(left, edition)
    left = GRADES.sub(" ", BAD_NEWS.sub(" ", GOOD_NEWS.sub(" ", left))) if grades else left
    section = section_of(left, edition)
    if section:
        for word in section.split():
            left = re.sub(rf"\b{re.escape(word)}\b", " ", left, flags=re.IGNORECASE)
    return Wanted(grades, section, tuple(dict.fromkeys(conditions)), left)


def section_of(words: str, edition: Edition) -> str:
    """The section of the edition that *words* name, '' where none."""
    said = f" {' '.join(re.findall(r'[a-z]+', words.lower()))} "
    for section in dict.fromkeys(one.section for one in edition if one.section):
        plain = " ".join(re.findall("[a-z]+", section.lower()))
        if f" {plain} " in said or f" {plain.replace('childrens', 'children s')} " in said:
            return section
    return ""


def _grades(words: str, edition: Edition) -> tuple[str, ...]:
    scheme = edition.scheme
    if scheme.grades and GOOD_NEWS.search(words):
        return (scheme.grades[0].code,)
    if BAD_NEWS.search(words):
        return tuple(one.code for one in scheme.grades if one.alarming)
    said = [found[0].lower().strip() for found in GRADES.finditer(words)]
    found = [
        grade for word in said if (grade := scheme.grade(word) or scheme.grade(word.rstrip("s")))
    ]
    return tuple(dict.fromkeys(grade.code for grade in found))
