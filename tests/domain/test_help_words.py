"""Every example that help gives is understood as what it is an example of."""

from datetime import date
from functools import cache

import pytest

from kpi_store.config import specs_folder
from kpi_store.domain import change_words, comparison_words, field_words, list_words
from kpi_store.domain.answer import Field
from kpi_store.domain.help_words import help_lines
from kpi_store.domain.period import Period
from kpi_store.domain.reading import Asks, Reading, What
from kpi_store.domain.understanding import Understanding
from kpi_store.spec_files import load

TODAY = date(2019, 11, 6)
OFFERED = [
    *field_words.EXAMPLES.values(),
    *comparison_words.EXAMPLES.values(),
    *list_words.GRADE_EXAMPLES.values(),
    *list_words.EXAMPLES.values(),
    *change_words.EXAMPLES.values(),
]
BY_A_VALUE_SAID = {"target", "missing", "worse_since", "improved_since", "changed_since"}


@cache
def understanding() -> Understanding:
    specs = load(specs_folder())
    return Understanding(specs.editions, specs.catalogue.default_edition, papers=specs.papers)


def read(words: str) -> Reading:
    return understanding().read(words, today=TODAY)


@pytest.mark.parametrize(("field", "example"), field_words.EXAMPLES.items())
def test_an_example_about_one_indicator(field: Field, example: str) -> None:
    reading = read(example)
    assert (reading.asks, reading.field) == (Asks.LOOKUP, field)
    assert [one.number for one in reading.listings] == ["11"]


@pytest.mark.parametrize(("other", "example"), comparison_words.EXAMPLES.items())
def test_an_example_of_a_comparison(other: str, example: str) -> None:
    reading = read(example)
    assert reading.asks is Asks.COMPARE
    against = tuple("period" if isinstance(one, Period) else one for one in reading.against)
    assert against == (other,)


@pytest.mark.parametrize(("condition", "example"), list_words.EXAMPLES.items())
def test_an_example_of_a_list(condition: tuple[str, str], example: str) -> None:
    reading = read(example)
    assert reading.asks is Asks.LIST
    ((name, value),) = reading.filter.conditions
    assert (name, "" if name in BY_A_VALUE_SAID else value) == condition


@pytest.mark.parametrize(("grade", "example"), list_words.GRADE_EXAMPLES.items())
def test_an_example_of_a_list_by_rating(grade: str, example: str) -> None:
    assert read(example).filter.grades == (grade,)


@pytest.mark.parametrize(("what", "example"), change_words.EXAMPLES.items())
def test_an_example_of_a_change(what: What, example: str) -> None:
    assert (read(example).asks, read(example).what) == (Asks.CHANGES, what)


def test_help_has_an_example_of_everything_the_grammar_reads() -> None:
    assert field_words.EXAMPLES.keys() >= {field for field, _ in field_words.FIELDS}
    conditions = {(name, value) for name, value, _ in list_words.CONDITIONS}
    assert list_words.EXAMPLES.keys() == conditions | {(name, "") for name in BY_A_VALUE_SAID}
    assert comparison_words.EXAMPLES.keys() >= {name for name, _ in comparison_words.BENCHMARKS}
    assert change_words.EXAMPLES.keys() == set(What) - {What.ANY}  # what no words ask for
    said = "\n".join(help_lines())
    assert [one for one in OFFERED if one not in said] == []
