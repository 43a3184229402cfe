"""Read periods that head no column: school years and terms, halves, numbered months and weeks.

A school term is read as the month it ends in, since what is counted through a school year stands
there whole. The others are said to be none, with what to say instead.
"""

import re
from typing import Protocol

from kpi_store.domain.errors import UnknownPeriod
from kpi_store.domain.period import Period

ENDS_IN = {"autumn": 12, "spring": 3, "summer": 7}  # the month in which a school term ends
_YEAR = r"(?:(?P<term_span>(?:20)?\d\d\s?[/-]\s?(?:20)?\d\d)|(?P<term_year>20\d\d))"
TERM = rf"(?:the\s)?(?P<term>autumn|spring|summer)\sterm(?:\s(?:of\s|in\s)?{_YEAR})?"
_SCHOOL = r"(?:AY|(?:academic|school)\s(?:year|yr))"
_SPAN = r"(?:20)?\d\d\s?[/-]\s?(?:20)?\d\d"
ACADEMIC = rf"(?:{_SCHOOL}\s?(?P<school>{_SPAN})|(?P<of_school>{_SPAN})\s{_SCHOOL})"
HALF = r"(?:H(?P<half>\d)|(?:(?:1st|2nd|first|second)\shalf)(?=\sof\s(?:the\syear|20|1\d)))"
BY_NUMBER = (
    r"(?P<unit>month|week)\s(?:no\.?\s)?(?P<number>\d{1,3})(?!\s?%|[.,]\d)"
    r"(?:\s(?:of\s)?(?:(?:19|20)\d\d|\d\d)\s?[/-]\s?(?:20)?\d\d)?"
)


class Months(Protocol):
    """A clock that knows which month a bare number means."""

    def month(self, number: int) -> Period: ...


def term(match: re.Match[str], clock: Months) -> Period:
    """The month in which the school term ends: 'autumn term 2018/19' is December 2018."""
    number = ENDS_IN[match["term"].lower()]
    if span := match["term_span"]:
        first = 2000 + int(re.split(r"\s?[/-]\s?", span)[0][-2:])
        return Period.month(first + (number < 9), number)
    if year := match["term_year"]:
        return Period.month(int(year), number)
    return clock.month(number)


def academic(match: re.Match[str], _clock: Months) -> Period:
    """The school year named: 'AY 2017/18', '17/18 school year'; UnknownPeriod if no such year."""
    first, second = re.split(r"\s?[/-]\s?", match["school"] or match["of_school"])
    return Period.of(f"AY 20{first[-2:]}/{second[-2:]}")


def half(match: re.Match[str], _clock: Months) -> Period:
    """No figure is held by the half-year; UnknownPeriod says what to ask for instead."""
    if match["half"] and match["half"] not in "12":
        raise UnknownPeriod(match[0], "is not a half-year: there are two, and no figure is by them")
    raise UnknownPeriod(match[0], "is a half-year: figures are of months, quarters and years")


def by_number(match: re.Match[str], _clock: Months) -> Period:
    """'month 13' is none, 'month 3' may be March or June, and no figure is held by the week."""
    if match["unit"].lower() == "week":
        raise UnknownPeriod(match[0], "is a week: figures are of months, quarters and years")
    if 1 <= int(match["number"]) <= 12:
        raise UnknownPeriod(match[0], "may be of the calendar or of the financial year")
    raise UnknownPeriod(match[0], "is not a month: there are twelve")


RARE = ((BY_NUMBER, by_number), (TERM, term), (HALF, half), (ACADEMIC, academic))
