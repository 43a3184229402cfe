"""Hold people's own words: synonyms, and measures that are asked for but not held."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Synonym:
    """Words that stand for other words: 'kids' and 'youngsters' mean 'children'."""

    says: tuple[str, ...]
    means: str


@dataclass(frozen=True)
class Hint:
    """Plain words that make one think of something measured: 'desks' and 'full', surplus places.

    They name nothing by themselves: they weigh beside words that do.
    """

    words: tuple[str, ...]
    of: str


@dataclass(frozen=True)
class NearMiss:
    """Something people ask for that an edition does not hold, refused by its name.

    `kind` is measure, aspect (what no measure is held by: cost, satisfaction, each ward), service,
    council or benchmark; `editions` those that lack it (empty: all).
    """

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    why: str = ""
