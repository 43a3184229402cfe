"""Say how specs/layouts.json is written: the columns in which the readers of a paper know it.

A layout is how an edition's workbook looks and nothing else: no figure, rating or answer leans on
it, and an edition without one gets the columns of what it holds (workbook.py).
"""

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from kpi_store.domain.errors import UnknownPeriod
from kpi_store.domain.period import Period
from kpi_store.specs import Code, Strict


class Shows(StrEnum):
    """What stands in a column; the starred ones say `of` what."""

    NUMBER = "number"
    NAME = "name"
    RATIONALE = "rationale"
    FREQUENCY = "frequency"
    TARGET = "target"
    YEAR = "year"  # * of an earlier year
    AREA = "area"  # * of an area to compare with
    BAND = "band"  # * ri, good or outstanding
    RATING = "rating"
    PERIOD = "period"  # * of a period
    LATER = "later periods"  # those held that end after the last printed one
    TREND = "trend"  # a small chart of the periods
    ARROW = "arrow"  # the direction of travel as printed
    COMMENTS = "comments"
    NOTES = "notes"


OF = (Shows.YEAR, Shows.AREA, Shows.BAND, Shows.PERIOD)
PERIODS = (Shows.YEAR, Shows.PERIOD)


class Column(Strict):
    shows: Shows
    head: str = Field(default="", description="as the paper heads it")
    of: str = Field(default="", description="the period, area or band it shows")
    width: float = Field(default=9, ge=3, le=90, description="in digits, as Excel counts them")
    group: str = Field(default="", description="the heading over this column and its neighbours")
    note: str = Field(default="", description="said in a comment on the heading")

    @model_validator(mode="after")
    def _says_of_what(self) -> "Column":
        if (self.shows in OF) != bool(self.of):
            raise ValueError(f"'of' is {'missing' if self.shows in OF else 'not for'} {self.shows}")
        if self.shows in PERIODS:
            try:
                Period.of(self.of)
            except UnknownPeriod as fault:
                raise ValueError(str(fault)) from fault
        return self


class ListHeading(Strict):
    code: str
    heading: str


class Layout(Strict):
    """One edition's sheet: its name, its page and its columns."""

    code: Code = Field(description="the edition")
    sheet: str = Field(default="Performance Index", min_length=1, max_length=31)
    panel: str = Field(default="", description="whose paper it is, said under the title")
    page: Literal["A3 landscape", "A4 portrait"] = "A3 landscape"
    lists: list[ListHeading] = Field(default=[], description="headings where numbers restart")
    columns: list[Column] = Field(min_length=2)

    def over(self, code: str | None) -> str:
        """The heading over the list *code*, '' where it has none."""
        return next((one.heading for one in self.lists if one.code == code), "")


class LayoutsSpec(Strict):
    """specs/layouts.json, whole."""

    schema_: str = Field(alias="$schema", default="layouts.schema.json")
    layouts: list[Layout]

    def of(self, code: str) -> Layout | None:
        """The layout of the edition *code*."""
        return next((one for one in self.layouts if one.code == code), None)
