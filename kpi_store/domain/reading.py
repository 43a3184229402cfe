"""Hold what a question was understood to ask: a reading is data, and doubt keeps its candidates."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi_store.domain.answer import Field
from kpi_store.domain.indicator import Listing
from kpi_store.domain.matching import Match
from kpi_store.domain.paper import Paper
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import LATEST


class Asks(StrEnum):
    """What sort of question it is."""

    LOOKUP = "lookup"
    COMPARE = "compare"
    LIST = "list"
    CHANGES = "changes"
    HELP = "help"
    UNCLEAR = "unclear"
    NOT_HELD = "not held"


class What(StrEnum):
    """What sort of change is asked about."""

    CORRECTIONS = "corrections"
    RATINGS = "rating_changes"
    BOTH = "both"
    DECISIONS = "decisions"
    NOT_REPORTED = "not_reported"
    ANY = "any"


@dataclass(frozen=True)
class Filter:
    """Which indicators a list asks for; all conditions hold, and none means every indicator.

    `grades` holds grade codes, any of which will do, or '*' for every rated one. `conditions`
    holds the rest as name and value: ('frequency', 'Annual'), ('worse_than', 'london'),
    ('no_target', ''), ('missing', '2019-Q2').
    """

    grades: tuple[str, ...] = ()
    section: str = ""
    conditions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Reading:
    """What a question was understood to ask. `periods` holds Periods or 'latest'/'baseline'."""

    asks: Asks
    edition: str
    listings: tuple[Listing, ...] = ()
    periods: tuple[Period | str, ...] = (LATEST,)
    field: Field = Field.VALUE
    filter: Filter = Filter()
    against: tuple[Period | str, ...] = ()  # a comparison's other side: 'england', 'target', …
    what: What = What.ANY
    since: date | None = None  # the first day of the changes asked about
    candidates: tuple[Listing, ...] = ()
    refusal: str = ""
    paper: Paper | None = None  # the paper that is to answer, where one is named
    evidence: tuple[Match, ...] = ()
    unknown_words: bool = False  # words were left that no indicator explains
