"""Say how the specs are written: what people edit in specs/, checked whole before it is used.

Unknown keys are refused as firmly as missing ones, and every problem is reported at once with its
file, code and key. Numbers are read as Decimal. `specs/indicators.schema.json` is generated from
these models, so that an editor completes and checks the files.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kpi_store.domain.indicator import Basis, Frequency, Polarity
from kpi_store.domain.lineage import Degree
from kpi_store.domain.quantity import Unit
from kpi_store.domain.scheme import Rule, ToleranceKind
from kpi_store.domain.target import TargetKind

Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
PeriodCode = Annotated[
    str, Field(description="2019-05, 2019-Q2, 2018/19, AY 2017/18, 2016, 2017-04-baseline, unknown")
]
Line = Annotated[int, Field(ge=1, description="line of the paper in specs/papers")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Words = list[str]


class StatedSpec(Strict):
    """A fact with where it comes from: printed in the paper, or inferred and why."""

    source: Literal["printed", "inferred"]
    why: str = Field(min_length=3)


class PolaritySpec(StatedSpec):
    reads: Polarity


class UnitSpec(StatedSpec):
    reads: Unit


class BasisSpec(StatedSpec):
    reads: Basis


class CumulativeSpec(StatedSpec):
    reads: bool


class OfChildrenSpec(StatedSpec):
    """Whether a number is of children or families, so that small ones are suppressed."""

    reads: bool


class ArrearsSpec(StatedSpec):
    months: int = Field(ge=0, le=24)


class FindingSpec(Strict):
    """A fault in a paper: kept as printed, read beside it, never repaired in silence."""

    code: Code
    place: str = Field(min_length=1, description="column or part of the paper")
    severity: Literal["note", "warning", "error"]
    printed: str
    reading: str | None = Field(default=None, description="the proposed reading, if there is one")
    why: str
    line: Line


Findings = list[FindingSpec]


class PrintedSpec(Strict):
    """A row exactly as the paper's text has it: one string a tab-separated cell."""

    line: Line
    cells: list[str]


class TargetSpec(Strict):
    raw: str
    kind: TargetKind
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    year: str | None = Field(default=None, description="the year the paper heads the column with")
    operator: Literal["<", ">"] | None = None
    direction: Literal["increase", "decrease"] | None = None
    benchmark: Code | None = None


class BandSpec(Strict):
    raw: str
    low: Decimal | None = None
    high: Decimal | None = None
    excludes_edge: bool = False


class BandsSpec(Strict):
    ri: BandSpec
    good: BandSpec
    outstanding: BandSpec
    confirmed: bool = True
    why: str = ""


class ToleranceSpec(Strict):
    green: Decimal
    amber: Decimal
    kind: ToleranceKind
    inferred: bool
    why: str = ""


class LimitsSpec(Strict):
    rule: Rule | None = None
    floor: Decimal | None = None
    red: Decimal | None = None
    amber: Decimal | None = None
    green: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    tolerance: ToleranceSpec | None = None


class ListingSpec(Strict):
    """One indicator as one edition lists it; `name` is the clean reading of the printed name."""

    number: str
    list: Literal["contractual", "still-for-discussion", "non-contractual"] | None = None
    key: Code
    name: str
    section: str | None
    subsection: str | None = None
    monitored_by: str | None = None
    owner: str = Field(
        default="",
        max_length=120,
        description="who answers for it: a post, such as Head of Service",
    )
    printed: PrintedSpec
    frequency: Frequency
    status: Literal["in force", "new", "proposed", "still for discussion"] = "in force"
    unit: UnitSpec
    polarity: PolaritySpec
    basis: BasisSpec
    cumulative: CumulativeSpec
    arrears: ArrearsSpec
    target: TargetSpec
    bands: BandsSpec | None = None
    limits: LimitsSpec = LimitsSpec()
    of_children: OfChildrenSpec | None = Field(
        default=None, description="only where a number is of nobody's children; else it is presumed"
    )
    notes: str = ""
    rationale: str = Field(default="", description="what it tells, or why it is important")
    arrow: str = ""
    aliases: Words = []
    codes: Words = []
    asks: str = Field(default="", description="an open question printed in the name")
    findings: Findings = []


class GradeSpec(Strict):
    code: str
    label: str
    meaning: str
    colour: str = Field(pattern=r"^#[0-9a-f]{6}$")
    symbol: str
    alarming: bool = False


class SchemeSpec(Strict):
    code: Code
    title: str
    grades: list[GradeSpec]
    tolerance: ToleranceSpec | None = None
    tolerance_amounts: ToleranceSpec | None = None
    expects: Literal["", "bands"] = ""
    places: int | None = Field(
        default=None, ge=0, le=6, description="decimals to compare at; null: those of the figure"
    )
    source: str


class AbbreviationSpec(Strict):
    short: str
    long: str


class SynonymSpec(Strict):
    """Words that people use for words of the papers: 'kids' means 'children'."""

    says: Words = Field(min_length=1)
    means: str = Field(min_length=1)


class HintSpec(Strict):
    """Plain words that make one think of something the papers measure, and do not name it."""

    words: Words = Field(min_length=1)
    of: str = Field(min_length=1)


class NearMissSpec(Strict):
    """What people ask for and an edition does not hold, so that it is refused by its name."""

    name: str
    kind: Literal["measure", "aspect", "service", "council", "benchmark"]
    aliases: Words = []
    editions: list[Code] = Field(default=[], description="those that lack it; empty: all")
    why: str = ""


class EditionSpec(Strict):
    code: Code
    title: str
    area: Code
    paper: Code
    year: str | None
    dated: date | None
    scheme: Code
    benchmark_areas: list[Code] = []
    prior_years: list[PeriodCode] = []
    quarter_is_last_month: bool = False
    rationale_from: Code | None = Field(
        default=None, description="the edition whose paper prints the rationale of these measures"
    )
    aliases: list[str] = []
    findings: list[FindingSpec] = []
    listings: list[ListingSpec]


class PlaceSpec(Strict):
    edition: Code
    number: str
    list: Literal["contractual", "still-for-discussion", "non-contractual"] | None = None


class LinkSpec(Strict):
    """How listings follow or resemble one another; never a merge."""

    before: list[PlaceSpec] = []
    after: list[PlaceSpec] = []
    degree: Degree
    why: str
    decided: date | None = None
    effective: date | None = None
    source: str = Field(description="paper and line, or 'inferred' and from what")


class AreaSpec(Strict):
    code: Code
    name: str
    kind: Literal["council", "region", "nation", "not stated"]
    aliases: list[str] = []


class PaperSpec(Strict):
    code: Code
    title: str
    file: str = Field(description="in specs/papers")
    by: str


class CatalogueSpec(Strict):
    """specs/indicators.json, whole."""

    schema_: str = Field(alias="$schema", default="indicators.schema.json")
    default_edition: Code
    papers: list[PaperSpec]
    areas: list[AreaSpec]
    schemes: list[SchemeSpec]
    abbreviations: list[AbbreviationSpec]
    synonyms: list[SynonymSpec] = []
    hints: list[HintSpec] = []
    near_misses: list[NearMissSpec] = []
    editions: list[EditionSpec]
    lineage: list[LinkSpec]
