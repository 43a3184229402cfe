"""Say what an edition lists: its indicators with number, name, target and how they are measured.

An indicator is known by a stable key; its number belongs to (edition, list) and never joins two
editions (domain facts 0.4): lineage does that.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from kpi_store.domain.lineage import Link
from kpi_store.domain.period import PeriodKind
from kpi_store.domain.quantity import Unit
from kpi_store.domain.scheme import Limits, Scheme
from kpi_store.domain.target import Bands, Target
from kpi_store.domain.vocabulary import Hint, NearMiss, Synonym

T = TypeVar("T")


class Polarity(StrEnum):
    """Which way is good."""

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"
    CLOSEST = "closest"
    NONE = "none"


class Basis(StrEnum):
    """What a figure of a period covers (the notes column says; domain facts 1.5)."""

    SNAPSHOT = "snapshot"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    YEAR_TO_DATE = "year to date"
    ACADEMIC_YEAR_TO_DATE = "academic year to date"
    ROLLING_3 = "rolling 3 months"
    ROLLING_12 = "rolling 12 months"
    ROUND = "survey or audit round"
    NOT_STATED = "not stated"


class Frequency(StrEnum):
    """How often the paper says the figure is reported."""

    MONTHLY = "Monthly"
    QUARTERLY = "Quarterly"
    ANNUAL = "Annual"
    NOT_STATED = "not stated"


@dataclass(frozen=True)
class Stated(Generic[T]):
    """A fact about an indicator with where it comes from: 'printed', or 'inferred' and why."""

    value: T
    source: str
    why: str = ""


@dataclass(frozen=True)
class Listing:
    """One indicator as one edition lists it."""

    edition: str
    number: str
    list: str | None  # Appendix H restarts its numbers: contractual, still-for-discussion, ...
    key: str
    name: str
    section: str | None
    unit: Stated[Unit]
    polarity: Stated[Polarity]
    basis: Stated[Basis]
    cumulative: Stated[bool]
    arrears_months: Stated[int]
    frequency: Frequency
    target: Target
    status: str = "in force"  # or new, proposed, still for discussion
    bands: Bands | None = None
    limits: Limits = field(default_factory=Limits)
    of_children: bool = True  # presumed of a number, so that small ones are suppressed
    subsection: str | None = None
    monitored_by: str | None = None
    owner: str = ""  # who answers for it in the council: a post, never printed in these papers
    notes: str = ""
    rationale: str = ""
    rationale_from: str = ""  # the edition whose paper prints the rationale, where another's
    aliases: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()  # old National Indicator codes: 'NI 62'
    arrow: str = ""  # direction of travel as printed
    line: int = 0
    paper: str = ""
    known_from: date | None = None
    asks: str = ""  # an open question in the printed name ("6 months?")

    def __hash__(self) -> int:
        return hash((self.edition, self.key))

    @property
    def label(self) -> str:
        """The listing as it is named in a sentence: 'indicator 11'."""
        return f"indicator {self.number}" + (f" ({self.list})" if self.list else "")


@dataclass(frozen=True)
class Edition:
    """One numbered list of indicators in force for a time, with its scheme and its listings."""

    code: str
    title: str
    area: str
    year: str | None  # the financial year its columns cover: '2019/20'
    dated: date | None
    scheme: Scheme
    listings: tuple[Listing, ...]
    benchmark_areas: tuple[str, ...] = ()
    prior_years: tuple[str, ...] = ()
    quarter_is_last_month: bool = False  # S5 heads one column 'Sep-19 / Q2'
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()  # ('LAC', 'looked after children')
    synonyms: tuple[Synonym, ...] = ()
    hints: tuple[Hint, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    links: tuple[Link, ...] = ()
    version: int = 0
    _by_key: dict[str, Listing] = field(init=False, default_factory=dict, repr=False, compare=False)
    _places: dict[str, int] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_key.update({listing.key: listing for listing in self.listings})
        self._places.update({key: place for place, key in enumerate(self._by_key)})

    def __hash__(self) -> int:
        return hash((self.code, self.version))

    def __iter__(self) -> Iterator[Listing]:
        return iter(self.listings)

    def by_key(self, key: str) -> Listing | None:
        return self._by_key.get(key)

    def in_order(self, listings: Iterable[Listing]) -> tuple[Listing, ...]:
        """Each of *listings* once, in the order in which the edition lists them."""
        keys = {one.key for one in listings}
        return tuple(self._by_key[key] for key in sorted(keys, key=self._places.__getitem__))

    def numbered(self, number: str) -> tuple[Listing, ...]:
        """The listings with that number: more than one where lists restart at 1."""
        return tuple(one for one in self.listings if one.number == number)


def comparable_kind(listing: Listing) -> PeriodKind:
    """The kind of period the indicator reports by."""
    match listing.frequency:
        case Frequency.MONTHLY:
            return PeriodKind.MONTH
        case Frequency.ANNUAL:
            return PeriodKind.YEAR
        case _:
            return PeriodKind.QUARTER


def adds_up(listing: Listing) -> bool:
    """Whether its figure grows through a year, so that it is comparable only a year apart."""
    to_date = (Basis.YEAR_TO_DATE, Basis.ACADEMIC_YEAR_TO_DATE)
    return listing.cumulative.value or listing.basis.value in to_date


def meets(value: Decimal, target: Decimal, polarity: Polarity) -> bool | None:
    """Whether *value* reaches *target* in the good direction; None where no way is good."""
    match polarity:
        case Polarity.HIGHER:
            return value >= target
        case Polarity.LOWER:
            return value <= target
        case Polarity.CLOSEST:
            return value == target
        case _:
            return None
