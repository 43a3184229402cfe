"""Name the spans of time that figures belong to.

The financial year runs from April to March: Q2 of 2019/20 is July to September 2019. How people
type periods is period_words.py; this is what a period is, and how it is written in the store.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kpi_store.domain.errors import UnknownPeriod

MONTHS = tuple(calendar.month_name)[1:]


class PeriodKind(StrEnum):
    """What a period spans; figures are compared only within one kind."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "financial year"
    ACADEMIC_YEAR = "academic year"
    CALENDAR_YEAR = "calendar year"
    DATE = "date"
    BASELINE = "baseline"
    UNKNOWN = "unknown"


CODES = {
    PeriodKind.MONTH: re.compile(r"(\d{4})-(\d{2})", re.ASCII),
    PeriodKind.QUARTER: re.compile(r"(\d{4})-Q([1-4])", re.ASCII),
    PeriodKind.YEAR: re.compile(r"(\d{4})/(\d{2})", re.ASCII),
    PeriodKind.ACADEMIC_YEAR: re.compile(r"AY (\d{4})/(\d{2})", re.ASCII),
    PeriodKind.CALENDAR_YEAR: re.compile(r"(\d{4})", re.ASCII),
    PeriodKind.DATE: re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII),
    PeriodKind.BASELINE: re.compile(r"(\d{4})-(\d{2})-baseline", re.ASCII),
}


@dataclass(frozen=True, order=True)
class Period:
    """A span of time with first and last day; sorts by when it ends, then by when it starts.

    >>> Period.of("2019-Q2").words()
    'Q2 2019/20'
    >>> Period.of("2019-Q2").last_month().code
    '2019-09'
    """

    end: date
    start: date
    kind: PeriodKind
    code: str

    @classmethod
    def of(cls, code: str) -> "Period":
        """Return the period written *code* ('2019-05', '2019-Q2', '2018/19', 'AY 2017/18', ...)."""
        if code == "unknown":
            return UNKNOWN
        for kind, pattern in CODES.items():
            if found := pattern.fullmatch(code):
                return _build(kind, [int(g) for g in found.groups()], code)
        raise UnknownPeriod(code)

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        return cls.of(f"{year:04}-{month:02}")

    @classmethod
    def quarter(cls, year: int, number: int) -> "Period":
        """The quarter *number* of the financial year that starts in April of *year*."""
        return cls.of(f"{year:04}-Q{number}")

    @classmethod
    def year(cls, year: int) -> "Period":
        """The financial year that starts in April of *year*."""
        return cls.of(f"{year:04}/{(year + 1) % 100:02}")

    @classmethod
    def month_of(cls, day: date) -> "Period":
        return cls.month(day.year, day.month)

    @classmethod
    def quarter_of(cls, day: date) -> "Period":
        return cls.quarter(financial_year(day), (day.month - 4) % 12 // 3 + 1)

    @classmethod
    def year_of(cls, day: date) -> "Period":
        return cls.year(financial_year(day))

    def words(self) -> str:
        """The period as it is said: 'May 2019', 'Q2 2019/20', 'academic year 2017/18'."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{MONTHS[self.start.month - 1]} {self.start.year}"
            case PeriodKind.QUARTER:
                number = (self.end.month - 4) % 12 // 3 + 1
                return f"Q{number} {Period.year_of(self.start).code}"
            case PeriodKind.ACADEMIC_YEAR:
                return f"academic year {self.code.removeprefix('AY ')}"
            case PeriodKind.DATE:
                return said_date(self.end)
            case PeriodKind.BASELINE:
                return f"{MONTHS[self.start.month - 1]} {self.start.year} baseline"
            case PeriodKind.UNKNOWN:
                return "a period that is not stated"
            case _:
                return self.code

    def previous(self) -> "Period | None":
        """The period of the same kind just before, where there is such a thing."""
        if self.start == date.min:
            return None
        before = self.start - timedelta(days=1)
        match self.kind:
            case PeriodKind.MONTH:
                return Period.month_of(before)
            case PeriodKind.QUARTER:
                return Period.quarter_of(before)
            case PeriodKind.YEAR:
                return Period.year_of(before)
            case PeriodKind.ACADEMIC_YEAR:
                return Period.of(f"AY {before.year - 1}/{before.year % 100:02}")
            case PeriodKind.CALENDAR_YEAR:
                return Period.of(f"{before.year:04}")
            case _:
                return None

    def year_before(self) -> "Period | None":
        """The same period of the year before: what a year-to-date figure is compared with."""
        match self.kind:
            case PeriodKind.MONTH:
                return Period.month(self.start.year - 1, self.start.month)
            case PeriodKind.QUARTER:
                return Period.quarter(financial_year(self.start) - 1, int(self.code[-1]))
            case _:
                return self.previous()

    def last_month(self) -> "Period":
        """The month in which the period ends: in the index, 'Sep-19 / Q2' is one column (S5)."""
        return Period.month_of(self.end)

    def same_column(self) -> "Period | None":
        """The quarter that shares a column with this month, or the month with this quarter."""
        if self.kind is PeriodKind.QUARTER:
            return self.last_month()
        if self.kind is PeriodKind.MONTH and self.end.month % 3 == 0:
            return Period.quarter_of(self.end)
        return None

    def __str__(self) -> str:
        return self.code


def financial_year(day: date) -> int:
    """The calendar year in which the financial year holding *day* starts."""
    return day.year if day.month >= 4 else day.year - 1


def said_date(day: date) -> str:
    """A date as it is said: '26 June 2019'."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _build(kind: PeriodKind, parts: list[int], code: str) -> Period:
    try:
        match kind:
            case PeriodKind.MONTH | PeriodKind.BASELINE:
                year, month = parts
                last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0
                start, end = date(year, month, 1), date(year, month, last)
            case PeriodKind.QUARTER:
                year, number = parts
                first = 4 + 3 * (number - 1)
                start = date(year + (first > 12), (first - 1) % 12 + 1, 1)
                end = Period.month_of(start + timedelta(days=70)).end
            case PeriodKind.YEAR | PeriodKind.ACADEMIC_YEAR:
                year, following = parts
                if following != (year + 1) % 100:
                    raise UnknownPeriod(code, "is not a year and the one after it")
                opens = 4 if kind is PeriodKind.YEAR else 9
                start = date(year, opens, 1)
                end = date(year + 1, opens, 1) - timedelta(days=1)
            case PeriodKind.DATE:
                start = end = date(*parts)
            case _:
                start, end = date(parts[0], 1, 1), date(parts[0], 12, 31)
    except (ValueError, OverflowError) as fault:
        raise UnknownPeriod(code, "is not in the calendar") from fault
    return Period(end=end, start=start, kind=kind, code=code)


UNKNOWN = Period(end=date.min, start=date.min, kind=PeriodKind.UNKNOWN, code="unknown")
