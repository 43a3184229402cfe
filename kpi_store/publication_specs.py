"""Say how a publication is written: what one dated paper printed (specs/publications/).

Every cell keeps its text exactly as printed, and its line; the parsed value stands beside it.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from kpi_store.domain.observation import Status
from kpi_store.domain.quantity import Unit
from kpi_store.specs import Code, FindingSpec, Line, PeriodCode, Strict


class FigureSpec(Strict):
    """One printed cell: `raw` exactly as printed, `value` as read, or the `status` why not."""

    number: str
    area: Code
    period: PeriodCode
    column: str = Field(description="the column's heading, or the paragraph")
    raw: str
    value: Decimal | None = None
    status: Status = Status.PUBLISHED
    line: Line
    note: str = ""
    reason: str = Field(default="", description="why there is no figure, as the paper says")
    unit: Unit | None = Field(default=None, description="where it is not the indicator's own")


class RatingSpec(Strict):
    number: str
    period: PeriodCode
    period_stated: bool
    raw: str
    grade: str | None = Field(description="a grade of the scheme; null where none was printed")
    line: Line
    note: str = ""


class NarrativeSpec(Strict):
    """Words about indicators; `officers_only` where they could identify a child."""

    numbers: list[str]
    period: PeriodCode
    kind: Literal["narrative", "action", "background"]
    text: str
    line: Line
    officers_only: bool = False
    why: str = ""


class OldFigureSpec(Strict):
    raw: str
    value: Decimal | None


class CorrectionSpec(Strict):
    """A figure put right; `old` null where no paper held prints what it was."""

    number: str
    period: PeriodCode
    old: OldFigureSpec | None
    raw: str
    value: Decimal
    reason: str
    source: str
    status: Status = Status.CORRECTED
    line: Line
    note: str = ""


class RatingChangeSpec(Strict):
    """A change of rating as printed: 'G to R'; a grade is null where a state was printed."""

    numbers: list[str]
    period: PeriodCode
    raw: str
    old: str | None
    new: str | None
    text: str
    line: Line


class DecisionSpec(Strict):
    numbers: list[str]
    text: str
    decided: date
    effective: date | None = Field(description="null: the paper does not say")
    effect: Literal["merged", "split", "other"]
    line: Line


class NotReportedSpec(Strict):
    """What could not be reported, and why, as the paper says."""

    number: str
    period: PeriodCode
    status: Status
    reason: str
    raw: str
    line: Line


class PublicationSpec(Strict):
    """One file of specs/publications: a dated paper and what it printed."""

    schema_: str = Field(alias="$schema", default="../publication.schema.json")
    code: Code
    title: str
    area: Code
    edition: Code
    paper: Code
    date: date | None
    up_to: PeriodCode
    aliases: list[str] = Field(
        default=[], description="what people call it, with its month or its date"
    )
    figures: list[FigureSpec] = []
    ratings: list[RatingSpec] = []
    narrative: list[NarrativeSpec] = []
    corrections: list[CorrectionSpec] = []
    rating_changes: list[RatingChangeSpec] = []
    decisions: list[DecisionSpec] = []
    not_reported: list[NotReportedSpec] = []
    findings: list[FindingSpec] = []
