"""Small numbers of children are suppressed, and so is what would give them away."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_store.domain.audience import Audience, Role
from kpi_store.domain.disclosure import (
    POLICIES,
    before_correction,
    is_small,
    shown,
    suppressed,
)
from kpi_store.domain.indicator import Basis
from kpi_store.domain.observation import RECORDED, Source, Status
from kpi_store.domain.quantity import Unit
from tests.domain.listings import listing, of, seen

PUBLIC, COUNCIL = POLICIES[Audience.PUBLIC], POLICIES[Audience.COUNCIL]
MONTHS = [f"2019-{month:02}" for month in range(4, 13)]


def children(basis=Basis.SNAPSHOT, *, cumulative=False, unit=Unit.COUNT):
    return listing(of("0"), unit=unit, basis=basis, cumulative=cumulative)


def typed_in(row):
    return replace(row, source=Source(RECORDED, "December return"))


def texts(rows):
    return [str(row.value) if row.value is not None else row.status.value for row in rows]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0", "0"), ("1", "suppressed"), ("5", "suppressed"), ("6", "6"), ("159", "159")],
)
def test_one_to_five_are_suppressed_and_nought_and_six_are_shown(value, expected):
    assert texts(shown([seen("2019-05", value)], children(), PUBLIC)) == [expected]


def test_a_number_that_the_specs_say_is_of_nobodys_children_is_shown():
    carers = replace(children(basis=Basis.YEAR_TO_DATE, cumulative=True), of_children=False)
    rows = [seen("2019-05", "3"), seen("2019-06", "4")]
    assert texts(shown(rows, carers, PUBLIC)) == ["3", "4"]
    was, now = seen("2019-05", "3"), seen("2019-05", "4")
    assert before_correction(was, now, carers, PUBLIC) == was


def test_a_suppressed_figure_says_why_and_keeps_nothing_worked_out_from_it():
    row = replace(seen("2019-05", "3"), computed="red", published="amber", note="starred")
    (told,) = shown([row], children(), PUBLIC)
    assert (told.value, told.status, told.raw) == (None, Status.SUPPRESSED, "1–5")
    assert (told.computed, told.note) == (None, "")
    assert told.published == "amber"  # the council's own word, and no number
    assert "no child is recognised" in told.reason


@pytest.mark.parametrize("unit", [Unit.PERCENT, Unit.WEEKS, Unit.PER_10K, Unit.CASES])
def test_what_is_no_number_of_children_is_shown(unit):
    assert texts(shown([seen("2019-05", "3")], children(unit=unit), PUBLIC)) == ["3"]


@pytest.mark.parametrize(
    ("audience", "printed", "recorded"),
    [
        (Audience.OFFICERS, "3", "3"),
        (Audience.KEEPERS, "3", "3"),
        (Audience.COUNCIL, "3", "suppressed"),
        (Audience.PUBLIC, "suppressed", "suppressed"),
    ],
)
def test_each_audience_sees_its_own(audience, printed, recorded):
    policy, row = POLICIES[audience], seen("2019-05", "3")
    assert texts(shown([row], children(), policy)) == [printed]
    assert texts(shown([typed_in(row)], children(), policy)) == [recorded]


def test_words_by_which_a_child_could_be_recognised_are_for_officers_alone():
    assert [audience for audience in Audience if not POLICIES[audience].words] == [
        Audience.OFFICERS
    ]


def test_a_step_of_a_figure_that_adds_up_is_not_given_away():
    rows = [seen("2019-04", "10"), seen("2019-05", "12"), seen("2019-06", "20")]
    adding = children(Basis.YEAR_TO_DATE, cumulative=True)
    assert texts(shown(rows, adding, PUBLIC)) == ["10", "suppressed", "20"]
    assert texts(shown(rows, children(), PUBLIC)) == ["10", "12", "20"]


@pytest.mark.parametrize(
    ("basis", "before", "after"),
    [
        (Basis.YEAR_TO_DATE, "2019-03", "2019-04"),
        (Basis.ACADEMIC_YEAR_TO_DATE, "2019-08", "2019-09"),
    ],
)
def test_a_figure_that_adds_up_begins_afresh_with_its_year(basis, before, after):
    rows = [seen(before, "40"), seen(after, "42")]
    assert texts(shown(rows, children(basis, cumulative=True), PUBLIC)) == ["40", "42"]


def test_of_a_total_two_parts_are_suppressed_or_none():
    rows = [
        seen("2019-04", "3"),
        seen("2019-05", "8"),
        seen("2019-06", "20"),
        seen("2019-Q1", "31"),
    ]
    found = shown(rows, children(Basis.MONTH), PUBLIC)
    assert texts(found) == ["suppressed", "suppressed", "20", "31"]
    assert "together with others" in found[1].reason


def test_figures_that_do_not_add_up_to_another_give_nothing_away():
    rows = [seen("2019-04", "3"), seen("2019-05", "8"), seen("2019-06", "20")]
    rows.append(seen("2019-Q1", "20"))  # the quarter is its last month's
    assert texts(shown(rows, children(Basis.MONTH), PUBLIC)) == ["suppressed", "8", "20", "20"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [("12", "14", "suppressed"), ("12", "12", "12"), ("12", "30", "12"), ("4", "30", "suppressed")],
)
def test_a_correction_tells_no_small_difference(old, new, expected):
    rows = (seen("2019-05", old), seen("2019-05", new))
    assert texts([before_correction(*rows, children(), PUBLIC)]) == [expected]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=9), st.booleans())
def test_no_small_number_can_be_had_by_taking_one_from_another(steps, council_reads):
    """A slow check of the rule itself: what is shown of a year, subtracted in every order."""
    totals = [sum(steps[: place + 1]) for place in range(len(steps))]
    rows = [typed_in(seen(month, str(total))) for month, total in zip(MONTHS, totals, strict=False)]
    policy = COUNCIL if council_reads else PUBLIC
    adding = children(Basis.YEAR_TO_DATE, cumulative=True)
    told = [row.value for row in shown(rows, adding, policy) if row.value is not None]
    assert not any(is_small(value) for value in told)
    assert not any(is_small(later - value) for value, later in pairwise(told))


def test_a_policy_that_spares_nothing_suppresses_nothing():
    rows = [typed_in(seen("2019-05", "3"))]
    assert suppressed(rows, children(), POLICIES[Audience.OFFICERS]) == {}


@pytest.mark.parametrize("role", list(Role))
def test_every_role_covers_itself_and_admin_covers_all(role):
    assert role.covers(role)
    assert Role.ADMIN.covers(role)
    assert role.covers(Role.READER)
