"""What people type into =KPI(...) is read as they mean it, or refused with a sentence."""

from datetime import date, datetime

import pytest

from excel_addin import arguments
from excel_addin.arguments import BadArgument
from kpi_store.domain.answer import Field


@pytest.mark.parametrize(
    ("cell", "words"),
    [(2, "2"), (2.0, "2"), ("2", "2"), (" neets ", "neets"), ("C14", "C14"), (2.5, "2.5")],
)
def test_an_indicator_is_a_number_or_words(cell, words):
    assert arguments.indicator_words(cell) == words


@pytest.mark.parametrize("cell", [None, "", "   ", 0, 0.0, True, float("nan"), float("inf"), {}])
def test_a_blank_a_zero_and_what_is_no_number_are_not_indicators(cell):
    with pytest.raises(BadArgument, match="indicator"):
        arguments.indicator_words(cell)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("Q2", "Q2"),
        (" May 2019 ", "May 2019"),
        ("Jun-19 / Q1", "Jun-19 / Q1"),
        (43586, "2019-05"),  # 1 May 2019 as Excel holds it
        (43616.75, "2019-05"),  # 31 May 2019, six in the evening
        (43617.0, "2019-06"),
        (datetime(2019, 5, 31, 18), "2019-05"),  # noqa: DTZ001 - a cell's date has no time zone
        (date(2019, 6, 1), "2019-06"),
        (2019, "2019"),
        (7, "7"),
    ],
)
def test_a_period_is_words_or_a_true_date(cell, words):
    assert arguments.period_words(cell) == words


@pytest.mark.parametrize("cell", [None, "", " ", 0, 0.0])
def test_a_blank_period_is_left_to_the_store(cell):
    assert arguments.period_words(cell) is None


@pytest.mark.parametrize(
    "cell",
    ["2019-11-06", "6/11/2019", "06/11/2019", "6 November 2019", "6 nov 2019", 43775, 43775.5],
)
def test_as_of_is_the_sixth_of_november_however_it_is_written(cell):
    assert arguments.day(cell) == date(2019, 11, 6)


@pytest.mark.parametrize(
    "cell", ["soon", "31/02/2019", "6 Ma 2019", 12, -3, 1e300, True, "11/2019"]
)
def test_what_is_no_date_is_refused_with_what_to_type(cell):
    with pytest.raises(BadArgument, match=r"is not a date for as_of; try DATE\(2019,11,6\)"):
        arguments.day(cell)


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        (None, Field.VALUE),
        ("", Field.VALUE),
        (0, Field.VALUE),
        ("Rating", Field.RATING),
        (" BRAG ", Field.RATING),
        ("england", Field.ENGLAND),
    ],
)
def test_a_field_is_a_word_and_blank_is_the_value(cell, field):
    assert arguments.field_of(cell) is field


def test_an_unknown_field_names_those_there_are():
    with pytest.raises(BadArgument) as refusal:
        arguments.field_of("colour")
    assert str(refusal.value) == (
        "'colour' is not a field. Fields: value, rating, reason, target, direction, england, "
        "london, prior, narrative, source, notes, name, status."
    )


def test_a_range_is_rows_and_a_literal_is_one_cell():
    assert arguments.grid(2, "indicator") == ((2,),)
    assert arguments.grid([[2], [11]], "indicator") == ((2,), (11,))
    assert arguments.grid(["Q1", "Q2"], "period") == (("Q1", "Q2"),)


@pytest.mark.parametrize("ragged", [[[1], [2, 3]], [], [[]], [[1], 2]])
def test_what_is_no_rectangle_is_refused(ragged):
    with pytest.raises(BadArgument, match="rectangle"):
        arguments.grid(ragged if ragged != [[1], 2] else [[1, 4], 2], "period")


def test_a_long_wrong_argument_is_not_quoted_in_full():
    with pytest.raises(BadArgument) as refusal:
        arguments.field_of("x" * 10_000)
    assert len(str(refusal.value)) < 300
