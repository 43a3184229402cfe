"""How amounts are read as the papers print them, and said again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_store.domain.errors import BadValue
from kpi_store.domain.quantity import (
    Unit,
    at_precision,
    decimals,
    plain,
    read_number,
    read_value,
    say,
    say_gap,
)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("78%", "78"),
        ("1,967", "1967"),
        ("26 weeks", "26"),
        ("34% (Jan 2018)", "34"),
        ("105(AY 2015/16)", "105"),
        ("<20", "20"),
        ("66.7*", "66.7"),
        ("75420 (2017-18)", "75420"),
        ("405.50 rate per 100,000 (2016)", "405.50"),
        ("-0.5", "-0.5"),
    ],
)
def test_the_number_a_cell_begins_with(printed, value):
    assert str(read_number(printed)) == value


@pytest.mark.parametrize("printed", ["", "n/a", "Range", "range 12- 20%", "1,96", "1.2.3", "%"])
def test_a_cell_that_begins_with_no_number_is_refused(printed):
    with pytest.raises(BadValue, match="it is not a number"):
        read_number(printed)


@pytest.mark.parametrize(
    ("words", "unit", "value"),
    [
        ("95", Unit.PERCENT, "95"),
        ("95 %", Unit.PERCENT, "95"),
        ("95.50 per cent", Unit.PERCENT, "95.50"),
        ("28 weeks", Unit.WEEKS, "28"),
        ("1 week", Unit.WEEKS, "1"),
        ("34.7 per 10,000", Unit.PER_10K, "34.7"),
        ("1,967", Unit.COUNT, "1967"),
        ("£1,200.50", Unit.POUNDS, "1200.50"),
        ("-0", Unit.COUNT, "0"),
    ],
)
def test_a_value_is_read_whole_and_keeps_its_decimals(words, unit, value):
    assert str(read_value(words, unit)) == value


@pytest.mark.parametrize(
    ("words", "unit", "why"),
    [
        ("101", Unit.PERCENT, "a percentage lies between 0 and 100"),
        ("-1", Unit.COUNT, "it is below zero"),
        ("95%", Unit.COUNT, "the indicator's unit is 'count', not '%'"),
        ("28 weeks", Unit.PERCENT, "the indicator's unit is '%', not 'weeks'"),
        ("105 per 100,000", Unit.PER_10K, "the indicator's unit is 'per 10,000'"),
        ("95 or so", Unit.PERCENT, "it is not a number of unit '%'"),
        ("12,34", Unit.COUNT, "it is not a number"),
        ("NaN", Unit.COUNT, "it is not a number"),
        ("1e3", Unit.COUNT, "it is not a number"),
        ("1" * 13, Unit.COUNT, "at most 12 digits"),
        ("0.1234567", Unit.COUNT, "6 decimals"),
    ],
)
def test_what_is_no_value_of_the_unit_is_refused_and_says_why(words, unit, why):
    with pytest.raises(BadValue) as refused:
        read_value(words, unit)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("95", Unit.PERCENT, "95 %"),
        ("28", Unit.WEEKS, "28 weeks"),
        ("1", Unit.WEEKS, "1 week"),
        ("34.7", Unit.PER_10K, "34.7 per 10,000"),
        ("159", Unit.COUNT, "159"),
        ("75420", Unit.COUNT, "75,420"),
        ("1200", Unit.POUNDS, "£1,200"),
    ],
)
def test_how_a_value_is_said(value, unit, said):
    assert say(Decimal(value), unit) == said


@pytest.mark.parametrize(
    ("gap", "unit", "said"),
    [
        ("1", Unit.PERCENT, "1 point"),
        ("2.5", Unit.PERCENT, "2.5 points"),
        ("2", Unit.WEEKS, "2 weeks"),
        ("12", Unit.COUNT, "12"),
    ],
)
def test_how_a_gap_is_said(gap, unit, said):
    assert say_gap(Decimal(gap), unit) == said


def test_halves_are_rounded_up():
    assert at_precision(Decimal("95.5"), 0) == 96
    assert at_precision(Decimal("0.25"), 1) == Decimal("0.3")


VALUES = st.decimals(0, 10**11, places=2)


@given(value=VALUES)
def test_a_value_survives_being_said_and_read(value):
    read = read_value(say(value, Unit.COUNT), Unit.COUNT)
    assert read == value
    assert decimals(read) == decimals(value)


@given(value=VALUES, places=st.integers(0, 4))
def test_rounding_moves_a_value_by_at_most_half_a_step(value, places):
    assert abs(at_precision(value, places) - value) * 2 <= Decimal(1).scaleb(-places)


@given(value=VALUES)
def test_what_is_said_plainly_has_no_exponent(value):
    assert "E" not in plain(value)
