"""Say how indicators follow one another, and which measure the same thing elsewhere.

Links never merge two series: they say how far a reader may carry one over to the other.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Degree(StrEnum):
    """How one listing stands to another."""

    SAME = "same"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    REDEFINED = "redefined"
    SPLIT = "split"
    MERGED = "merged"
    REPLACED = "replaced"
    DROPPED = "dropped"
    NEW = "new"
    NUMBER_REUSED = "number reused"  # the same number, another measure
    SAME_ELSEWHERE = "same measure elsewhere"
    VARIANT_ELSEWHERE = "nearly the same elsewhere"


@dataclass(frozen=True)
class Place:
    """Where a listing stands: edition, list (Appendix H only) and number, or only its key."""

    edition: str
    number: str
    key: str
    list: str | None = None


@dataclass(frozen=True)
class Link:
    """One listing follows, or resembles, another; either side may be empty (dropped, new).

    `decided` is the date of the decision behind it, `effective` the date it takes effect; None
    means the papers do not say.
    """

    before: tuple[Place, ...]
    after: tuple[Place, ...]
    degree: Degree
    why: str
    decided: date | None = None
    effective: date | None = None
    source: str = ""
