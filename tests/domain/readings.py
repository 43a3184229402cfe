"""Questions read on 6 November 2019 against every edition of the specs, as tests ask them."""

from datetime import date
from functools import cache
from pathlib import Path

from kpi_store.domain.reading import Reading
from kpi_store.domain.reading_line import as_line
from kpi_store.domain.understanding import Understanding
from kpi_store.spec_files import Specs, load

INDEX = "merton-2019-20"


@cache
def specs() -> Specs:
    return load(Path(__file__).parents[2] / "specs")


@cache
def understanding() -> Understanding:
    return Understanding(specs().editions, INDEX, papers=specs().papers)


def reading(words: str, *before: str, edition: str | None = None) -> Reading:
    """What *words* ask after what was asked *before*."""
    return understanding().read(words, today=date(2019, 11, 6), context=before, edition=edition)


def line(words: str, *before: str) -> dict:
    """The same as the line by which it is scored."""
    return as_line(reading(words, *before), INDEX)


def numbers(asked: Reading) -> list[str]:
    return [one.number for one in asked.listings]
