"""Find the periods in what people type: 'Q2', 'Jul-Sep', 'end of May', '18/19', 'last month'.

The clock and the edition's year are passed in: a bare 'Q2' or 'May' belongs to the edition's
financial year, 'last quarter' is counted back from today, and 'latest' is the newest figure held.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kpi_store.domain.errors import UnknownPeriod
from kpi_store.domain.numbers_said import ORDINALS, WORDS
from kpi_store.domain.period import MONTHS, Period, PeriodKind, financial_year
from kpi_store.domain.rare_periods import RARE

LATEST = "latest"
BASELINE = "baseline"

_MAY = (  # and not the verb
    r"(?<!how )(?<!it )(?<!we )(?<!they )(?<!you )may(?! be\b| have\b| i\b| we\b)"
)
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|"
    rf"{_MAY}|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
LONG_YEAR = r"(?:19|20)\d\d"
SHORT_YEAR = r"['’]?\d\d(?!\d)"
YEAR = rf"(?:{LONG_YEAR}|{SHORT_YEAR})"
SPAN = rf"(?:{LONG_YEAR}|\d\d)\s?[/-]\s?(?:20)?\d\d"
ORDINAL = r"(?:1st|2nd|3rd|4th|5th|6th|first|second|third|fourth|fifth|sixth)"
QUARTER = (
    r"(?:q\s?(?P<q>\d+)|(?:quarter|qtr)\s(?P<q2>\d+|one|two|three|four|five|six)"
    rf"|(?P<q3>{ORDINAL})\s(?:quarter|qtr))"
)
# '17 May' is indicator 17 in May; a day is said with its ending or with the year.
DAY = rf"(?:(?P<day>\d{{1,2}})(?:(?:st|nd|rd|th)\s(?:of\s)?|\sof\s|\s(?={MONTH}\s{LONG_YEAR})))"
LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # days in each month
QUARTER_MONTHS = {("apr", "jun"): 1, ("jul", "sep"): 2, ("oct", "dec"): 3, ("jan", "mar"): 4}


@dataclass(frozen=True)
class Clock:
    """Today, and the financial year a bare quarter or month belongs to (None: the last such)."""

    today: date
    year: int | None = None

    def month(self, number: int) -> Period:
        """The month *number* of the edition's year, else the newest that has begun by today."""
        if self.year is not None:
            return Period.month(self.year + (number < 4), number)
        return Period.month(self.today.year - (number > self.today.month), number)

    def quarter(self, number: int) -> Period:
        if self.year is not None:
            return Period.quarter(self.year, number)
        begun = financial_year(self.today)
        newest = Period.quarter(begun, number)
        return newest if newest.start <= self.today else Period.quarter(begun - 1, number)


@dataclass(frozen=True)
class Found:
    """One period named in the words: `period`, or `word` 'latest'/'baseline', or a `fault`."""

    start: int
    end: int
    said: str
    period: Period | None = None
    word: str = ""
    fault: str = ""


Reader = Callable[[re.Match[str], Clock], Period | str]


def find_periods(words: str, clock: Clock) -> tuple[Found, ...]:
    """Return the periods named in *words*, in order, none overlapping another."""
    found: list[Found] = []
    for pattern, reader in _READERS:
        for match in pattern.finditer(words):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in found):
                continue
            found.append(_read(match, reader, clock))
    return tuple(sorted(found, key=lambda one: one.start))


@lru_cache(maxsize=4096)
def read_period(words: str, clock: Clock) -> Period | str:
    """Return the one period that *words* name, or 'latest' or 'baseline'; UnknownPeriod if none.

    >>> read_period("Jun-19 / Q1", Clock(date(2019, 11, 6), 2019)).code
    '2019-Q1'
    """
    text = words.strip()
    if not text:
        return LATEST
    for pattern, reader in _ALONE:
        if match := pattern.fullmatch(text):
            return reader(match, clock)
    try:
        exact = Period.of(text)
    except UnknownPeriod:
        found = find_periods(text, clock)
    else:
        return Period.month_of(exact.end) if exact.kind is PeriodKind.DATE else exact
    rest = text
    for one in reversed(found):
        rest = rest[: one.start] + rest[one.end :]
    faults = [one.fault for one in found if one.fault]
    if faults:
        raise UnknownPeriod(words, faults[0])
    periods = [one.period or one.word for one in found]
    if len(periods) != 1 or re.sub(r"[\s.,/?]|end of|for|in|the|as at|at", "", rest.lower()):
        raise UnknownPeriod(words)
    return periods[0]


def _read(match: re.Match[str], reader: Reader, clock: Clock) -> Found:
    start, end = match.span()
    try:
        result = reader(match, clock)
    except UnknownPeriod as fault:
        return Found(start, end, match[0], fault=_sentence(fault))
    if isinstance(result, Period):
        return Found(start, end, match[0], period=result)
    return Found(start, end, match[0], word=result)


def _sentence(fault: UnknownPeriod) -> str:
    why = re.match(r"'.*?' (.*?);", str(fault))
    return why[1] if why else "is not a period"


def _number(words: str) -> int:
    text = words.lower()
    return WORDS.get(text) or ORDINALS.get(text) or int(re.sub(r"\D", "", text))


def _month(words: str) -> int:
    return [name[:3].lower() for name in MONTHS].index(words[:3].lower()) + 1


def _full_year(words: str) -> int:
    digits = words.strip().lstrip("'’")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _span_start(words: str) -> int:
    """The first year of '2018/19', '18/19' or '2018-2019'; UnknownPeriod if not consecutive."""
    first, second = re.split(r"\s?[/-]\s?", words)
    start = _full_year(first)
    if int(second[-2:]) != (start + 1) % 100:
        raise UnknownPeriod(words, "is not a year and the one after it")
    return start


def _quarter(match: re.Match[str], clock: Clock) -> Period:
    groups = match.groupdict()
    number = _number(groups.get("q") or groups.get("q2") or groups.get("q3") or "")
    if number not in (1, 2, 3, 4):
        raise UnknownPeriod(match[0], "is not a quarter: there are four, Q1 to Q4")
    if span := groups.get("span") or groups.get("span2"):
        return Period.quarter(_span_start(span), number)
    if year := groups.get("year"):
        return Period.quarter(_full_year(year), number)
    return clock.quarter(number)


def _three_months(match: re.Match[str], clock: Clock) -> Period:
    number = QUARTER_MONTHS.get((match["from"][:3].lower(), match["to"][:3].lower()))
    if number is None:
        raise UnknownPeriod(match[0], "is not one of the four quarters of the financial year")
    if match["year"]:
        return Period.quarter(_full_year(match["year"]) - (number == 4), number)
    return clock.quarter(number)


def _named_month(match: re.Match[str], clock: Clock) -> Period:
    number = _month(match["month"])
    if match["day"] and not 1 <= int(match["day"]) <= LONGEST_MONTH[number - 1]:
        raise UnknownPeriod(match[0], "is not in the calendar")
    if year := match["year"]:
        return Period.month(_full_year(year), number)
    return clock.month(number)


def _day(match: re.Match[str], _clock: Clock) -> Period:
    try:
        day = date(_full_year(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError as fault:
        raise UnknownPeriod(match[0], "is not in the calendar") from fault
    return Period.month_of(day)


def _ago(kind: PeriodKind, back: int) -> Reader:
    def reader(_match: re.Match[str], clock: Clock) -> Period:
        today = clock.today
        match kind:
            case PeriodKind.MONTH:
                period = Period.month_of(today)
            case PeriodKind.QUARTER:
                period = Period.quarter_of(today)
            case _:
                period = Period.year_of(today)
        for _ in range(back):
            period = period.previous() or period
        return period

    return reader


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/]){text}(?![\w/])", re.IGNORECASE)


# Longest and most telling forms first: what one form has taken, a later one leaves alone.
_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_pattern(rf"(?P<column>{MONTH}\W?(?:20)?\d\d)\s?/\s?{QUARTER}"), lambda m, c: _column(m)),
    (_pattern(rf"{QUARTER}\s?(?:of\s)?[,(]?\s?(?P<span>{SPAN})\)?"), _quarter),
    (_pattern(rf"(?P<span>{SPAN})\s?{QUARTER}"), _quarter),
    (_pattern(rf"{QUARTER}[\s-]?(?:of\s)?(?P<year>{LONG_YEAR})"), _quarter),
    (_pattern(rf"(?P<year>{LONG_YEAR})[\s-]?{QUARTER}"), _quarter),
    (_pattern(r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>20\d\d)"), _day),
    (_pattern(r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"), _day),
    (_pattern(r"20\d\d-\d\d(?=$|[^/\d-])"), lambda m, c: _iso_month(m[0])),
    *((_pattern(text), reader) for text, reader in RARE),
    (
        _pattern(
            rf"(?P<from>{MONTH})\s?(?:-|–|to|until)\s?(?P<to>{MONTH})(?:[\s-](?P<year>{YEAR}))?"
        ),
        _three_months,
    ),
    (_pattern(rf"{QUARTER}"), _quarter),
    (
        _pattern(
            rf"{DAY}?(?P<month>{MONTH})(?:(?:['’]|(?<=[a-z]{{4}}))s)?(?:[\s,.-]{{0,2}}(?P<year>{YEAR})|\sended\b)?"
        ),
        _named_month,
    ),
    (
        _pattern(r"(?:FY\s?)?(?P<span>(?:20\d\d|\d\d)[/](?:20)?\d\d)"),
        lambda m, c: Period.year(_span_start(m["span"])),
    ),
    (_pattern(r"20\d\d-20\d\d"), lambda m, c: Period.year(_span_start(m[0]))),
    (
        _pattern(rf"(?:(?:in|for|during|back in) {LONG_YEAR}|{LONG_YEAR}(?=\W*$))"),
        lambda m, c: Period.of(m[0][-4:]),
    ),
    (_pattern(r"(?:last|previous|prior)\smonth"), _ago(PeriodKind.MONTH, 1)),
    (_pattern(r"this\smonth"), _ago(PeriodKind.MONTH, 0)),
    (_pattern(r"(?:last|previous|prior)\s(?:quarter|qtr)"), _ago(PeriodKind.QUARTER, 1)),
    (_pattern(r"this\s(?:quarter|qtr)"), _ago(PeriodKind.QUARTER, 0)),
    (_pattern(r"(?:year before last)"), _ago(PeriodKind.YEAR, 2)),
    (
        _pattern(r"(?:last|previous)\s(?:financial\s)?(?:year|yr)(?:['’]?s)?"),
        _ago(PeriodKind.YEAR, 1),
    ),
    (_pattern(r"this\s(?:financial\s)?year"), lambda m, c: LATEST),
    (_pattern(r"baseline"), lambda m, c: BASELINE),
    (
        _pattern(
            r"(?:(?:the\s)?latest|most recent|newest|right now|now|currently|current|today"
            r"|at the moment|year to date|ytd|so far)"
        ),
        lambda m, c: LATEST,
    ),
)

# In a cell of its own; in a question '17 May 19' may be indicator 17, and '9/10' anything.
_ALONE: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_pattern(rf"(?P<day>\d{{1,2}})[\s-](?P<month>{MONTH})[\s-](?P<year>{YEAR})"), _named_month),
    (
        _pattern(r"(?P<m>0?[1-9]|1[0-2])/(?P<y>20\d\d)"),
        lambda m, c: Period.month(int(m["y"]), int(m["m"])),
    ),
)


def _column(match: re.Match[str]) -> Period:
    """'Jun-19 / Q1', the index's own heading: the quarter that ends in that month."""
    month = Period.month(2000 + int(match["column"][-2:]), _month(match["column"]))
    quarter = month.same_column()
    if quarter is None or int(quarter.code[-1]) != _number(
        match["q"] or match["q2"] or match["q3"]
    ):
        raise UnknownPeriod(match[0], "names a quarter that does not end in that month")
    return quarter


def _iso_month(words: str) -> Period:
    """'2019-05' is a month; '2018-19' can only be a year and the one after it."""
    if int(words[5:]) > 12:
        return Period.year(_span_start(words))
    return Period.of(words)
