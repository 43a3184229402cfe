"""Hold everything said in reply to a question, as data; the doors only render it.

A lookup answers with one indicator; a list with rows; a doubt with choices; what is not held
with a reason. Words are wording.py's business.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kpi_store.domain.target import Target


class Outcome(StrEnum):
    ANSWERED = "answered"
    ASKED = "asked"  # two or more fit: `choices` holds them
    REFUSED = "refused"  # `refusal` says why


class Kind(StrEnum):
    LOOKUP = "lookup"
    LIST = "list"
    CHANGES = "changes"
    HELP = "help"


class Field(StrEnum):
    """What about an indicator is asked for."""

    VALUE = "value"
    RATING = "rating"
    REASON = "reason"
    TARGET = "target"
    DIRECTION = "direction"
    TREND = "trend"
    ENGLAND = "england"
    LONDON = "london"
    REGION = "region"
    PRIOR = "prior"
    NARRATIVE = "narrative"
    SOURCE = "source"
    NOTES = "notes"
    NAME = "name"
    STATUS = "status"
    RATIONALE = "rationale"
    DEFINITION = "definition"
    ALL = "all"


@dataclass(frozen=True)
class Choice:
    """One of several indicators that fit; `edition` is its code."""

    number: str
    list: str | None
    key: str
    name: str
    edition: str


@dataclass(frozen=True)
class Subject:
    """The indicator an answer is about."""

    number: str
    list: str | None
    key: str
    name: str
    section: str | None
    unit: str
    frequency: str
    basis: str
    polarity: str
    status: str
    notes: str
    rationale: str
    rationale_from: str  # the title of the edition that prints it, where it is another
    owner: str = ""  # who answers for it, where the specs say so


@dataclass(frozen=True)
class Said:
    """A figure as it is said: `text` is '28 weeks'; `value` None where `status` says why not."""

    period: str  # code
    period_words: str
    value: Decimal | None
    raw: str
    text: str
    status: str
    known_from: date | None
    source: str
    line: int | None
    why: str = ""  # for an absent figure: the reason the paper gives
    note: str = ""  # a flag on the figure, such as an unexplained star


@dataclass(frozen=True)
class RatingSaid:
    """The grade that counts, with the published and the computed one kept apart.

    Grades are labels as said ('Red'); `state` is 'rated' or why there is no grade; `reason` is
    the engine's sentence for the computed one; `differs` says how the published one departs.
    """

    period: str
    period_words: str
    published: str | None
    computed: str | None
    effective: str | None
    state: str
    reason: str
    differs: str = ""
    note: str = ""  # a flag on the published rating: "the paper does not say which period"
    symbol: str = ""
    colour: str = ""
    alarming: bool = False  # the grade that counts is one the scheme alerts of, as red is


@dataclass(frozen=True)
class DirectionSaid:
    """Movement and improvement, apart; `printed` is the paper's own arrow."""

    movement: str  # up, down, same, not comparable, unknown
    improvement: str  # better, worse, neither, unknown
    words: str
    printed: str = ""


@dataclass(frozen=True)
class TrendSaid:
    """The figures that can be set against one another, oldest first, and what to know of them.

    Fewer than three make no trend: `points` is empty then, and `words` says so. `gaps` are the
    periods between the first and the last for which no figure is held; they are never zero.
    """

    points: tuple[Said, ...]
    gaps: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class CorrectionSaid:
    """What a figure replaced: `old` and `new` as said; `old` is 'unknown' where no paper has it."""

    period_words: str
    old: str
    new: str
    reason: str
    source: str
    date: date | None


@dataclass(frozen=True)
class Row:
    """One line of a list answer."""

    number: str
    list: str | None
    key: str
    name: str
    section: str | None
    figure: Said | None
    rating: RatingSaid | None
    target: str


@dataclass(frozen=True)
class ChangeSaid:
    """One line of a changes answer: a correction, a rating change, a decision or a gap."""

    kind: str  # correction, rating change, decision, not reported, recorded
    date: date | None
    numbers: tuple[str, ...]
    words: str
    source: str


@dataclass(frozen=True)
class Answer:
    """A whole reply; `today` is the clock, `as_of` the day of knowledge that was asked for."""

    outcome: Outcome
    kind: Kind
    asked: str
    edition: str
    edition_title: str
    area: str
    today: date
    as_of: date | None = None
    paper: str = ""  # the title of the paper that was asked for by name, known on `as_of`
    unsaid: tuple[str, ...] = ()  # what that paper does not say of what was asked
    field: Field = Field.ALL
    subject: Subject | None = None
    figure: Said | None = None
    latest: Said | None = None  # the newest figure held, when the one asked for is not
    rating: RatingSaid | None = None
    latest_rating: RatingSaid | None = None  # when it is of another period than asked
    target: Target | None = None
    target_text: str = ""
    distance: str = ""
    direction: DirectionSaid | None = None
    benchmarks: tuple[Said, ...] = ()
    benchmark_areas: tuple[str, ...] = ()
    prior: tuple[Said, ...] = ()
    comparison: tuple[str, ...] = ()  # how the figure stands to what it was to be compared with
    series: tuple[Said, ...] = ()  # every figure held, oldest first, where the trend is asked
    trend: TrendSaid | None = None  # those of them that are comparable, where the trend is asked
    corrections: tuple[CorrectionSaid, ...] = ()
    rating_change: str = ""  # what a paper says of the rating: 'Its rating was reported as …'
    narrative: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()  # lineage, findings and warnings worth a sentence
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    changes: tuple[ChangeSaid, ...] = ()
    refusal: str = ""
    heading: str = ""  # a list's title

    @property
    def counting(self) -> RatingSaid | None:
        """The rating that counts, as the bot says it: a newer one than the figure's, if any."""
        return self.latest_rating or self.rating
