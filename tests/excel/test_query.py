"""A formula's cells, from answers built by hand: numbers, words, #N/A, and what is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from excel_addin.arguments import ALSO, FIELDS
from excel_addin.query import kpi
from kpi_store.domain.answer import (
    Answer,
    Choice,
    DirectionSaid,
    Kind,
    Outcome,
    RatingSaid,
    Said,
    Subject,
)
from kpi_store.domain.errors import KpiError, UnknownPeriod
from kpi_store.domain.target import Target, TargetKind

TODAY = date(2019, 11, 6)


def said(value: str | None, period: str, status: str = "published", raw: str = "") -> Said:
    return Said(
        period=period,
        period_words=period,
        value=Decimal(value) if value else None,
        raw=raw or value or "",
        text=f"{value} %" if value else status,
        status=status,
        known_from=date(2019, 6, 26),
        source="Merton supplementary agenda",
        line=60,
    )


ASSESSMENTS = Answer(
    outcome=Outcome.ANSWERED,
    kind=Kind.LOOKUP,
    asked="2",
    edition="merton-2019-20",
    edition_title="Performance Index 2019/20",
    area="merton",
    today=TODAY,
    subject=Subject(
        number="2",
        list=None,
        key="single-assessments-45-days",
        name="% of Single Assessments completed within the statutory 45 days",
        section="Assessments",
        unit="%",
        frequency="Monthly",
        basis="year to date",
        polarity="higher",
        status="in force",
        notes="YTD",
        rationale="",
        rationale_from="",
    ),
    figure=said("95", "2019-05"),
    rating=RatingSaid("2019-05", "May 2019", "Red", "Green", "Red", "rated", "..."),
    target=Target("96%", TargetKind.VALUE, value=Decimal(96)),
    target_text="96 %",
    direction=DirectionSaid("up", "better", "Up on April 2019: better"),
    benchmarks=(said("83", "2017/18"), said("82", "2017/18")),
    benchmark_areas=("England", "London"),
    prior=(said("91", "2017/18"), said("78", "2018/19")),
    narrative=("Plans are in place.",),
)


def asker(*answers: Answer):
    """An `ask` over the answers given, by what was asked; anything else is unknown."""
    held = {one.asked: one for one in answers}

    def ask(indicator, period, as_of, edition):
        if period == "Q9":
            raise UnknownPeriod("Q9")
        known = held.get(indicator)
        if known is None:
            refusal = f"No indicator goes by {indicator!r}."
            return replace(ASSESSMENTS, outcome=Outcome.REFUSED, subject=None, refusal=refusal)
        return known

    return ask


ASK = asker(ASSESSMENTS)


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        (None, 95.0),
        ("value", 95.0),
        ("rating", "Red"),
        ("target", 96.0),
        ("direction", "Up on April 2019: better"),
        ("england", 83.0),
        ("london", 82.0),
        ("prior", 78.0),
        ("narrative", "Plans are in place."),
        ("source", "Merton supplementary agenda, line 60"),
        ("notes", "YTD"),
        ("name", "% of Single Assessments completed within the statutory 45 days"),
        ("status", "published"),
    ],
)
def test_each_field_of_an_indicator_is_a_cell(field, shown):
    assert kpi(ASK, 2, "May 2019", field) == [[shown]]


@pytest.mark.parametrize("field", ["value", "england", "prior", "source", "direction", "target"])
def test_a_figure_that_is_not_held_is_not_available(field):
    bare = replace(
        ASSESSMENTS,
        figure=replace(said(None, "2019-Q2", "not reported"), source=""),
        rating=None,
        direction=None,
        benchmarks=(),
        benchmark_areas=(),
        prior=(),
        target=Target("", TargetKind.NOT_SET),
    )
    assert kpi(asker(bare), 2, "Q2", field) == [["#N/A"]]
    assert kpi(asker(bare), 2, "Q2", "status") == [["not reported"]]


def test_the_newest_year_before_counts_even_where_it_has_no_figure():
    older = replace(
        ASSESSMENTS, prior=(said("91", "2017/18"), said(None, "2018/19", "not available"))
    )
    assert kpi(asker(older), 2, None, "prior") == [["#N/A"]]


@pytest.mark.parametrize(
    ("target", "text", "shown"),
    [
        (
            Target("12-20%", TargetKind.RANGE, low=Decimal(12), high=Decimal(20)),
            "12-20 % (headed 2018/19 in the paper)",
            "12-20 %",
        ),
        (Target("<20", TargetKind.VALUE, value=Decimal(20), operator="<"), "under 20 %", "<20"),
        (Target("Increase", TargetKind.DIRECTION, direction="increase"), "rises", "Increase"),
        (Target("Range", TargetKind.UNDEFINED), "no bounds", "No bounds"),
        (Target("New", TargetKind.NEW), "new, none set yet", "New, none set yet"),
    ],
)
def test_a_target_that_is_not_one_number_is_words(target, text, shown):
    answer = replace(ASSESSMENTS, target=target, target_text=text)
    assert kpi(asker(answer), 2, None, "target") == [[shown]]


@pytest.mark.parametrize(
    ("state", "shown"), [("not a target measure", "Not a target measure"), ("no data", "#N/A")]
)
def test_a_measure_without_a_target_says_so_and_a_missing_figure_has_no_rating(state, shown):
    unrated = RatingSaid("2019-05", "May 2019", None, None, None, state, "...")
    assert kpi(asker(replace(ASSESSMENTS, rating=unrated)), 2, None, "rating") == [[shown]]


def test_a_column_of_indicators_against_a_row_of_periods_fills_a_table():
    other = replace(ASSESSMENTS, asked="11", figure=said("20", "2019-Q2"))
    table = kpi(asker(ASSESSMENTS, other), [[2.0], [11.0]], [["May 2019", "Q2", "Q9"]])
    assert table == [[95.0, 95.0, "#VALUE!"], [20.0, 20.0, "#VALUE!"]]


def test_blank_rows_and_columns_of_a_table_stay_blank():
    assert kpi(ASK, [[2], [None], [""]], [["Q2", None]]) == [[95.0, ""], ["", ""], ["", ""]]


def test_a_wrong_cell_leaves_the_others_of_its_table_standing():
    assert kpi(ASK, [["Assessments"], [2]], "May 2019") == [["#VALUE!"], [95.0]]


def test_a_table_without_one_cell_that_can_be_answered_says_why():
    with pytest.raises(KpiError, match="'Q9' is not a period"):
        kpi(ASK, [[2], [11]], "Q9")


def test_an_error_in_a_cell_passes_through():
    assert kpi(ASK, [[2], ["#REF!"]], "May 2019") == [[95.0], ["#REF!"]]
    assert kpi(ASK, "#N/A", "May 2019") == [["#N/A"]]


def test_ranges_that_do_not_fit_are_refused():
    with pytest.raises(KpiError, match="The period has 2 rows and 1 columns, which does not fit 3"):
        kpi(ASK, [[2], [11], [12]], [["Q1"], ["Q2"]])


def test_more_cells_than_a_year_of_indices_needs_are_refused():
    with pytest.raises(KpiError, match="at most 20,000 cells, not 1,000,000"):
        kpi(ASK, [[2]] * 1000, [["Q2"] * 1000])


def test_doubt_between_two_names_both():
    choices = (
        Choice("4", None, "cp-plans", "Number of children on a Child Protection Plan", "m"),
        Choice("6", None, "cp-repeat", "Repeat Child Protection Plans", "m"),
    )
    doubt = replace(ASSESSMENTS, outcome=Outcome.ASKED, asked="cp", choices=choices, subject=None)
    with pytest.raises(KpiError) as refusal:
        kpi(asker(doubt), "cp")
    assert str(refusal.value) == (
        "'cp' fits more than one indicator: 4 Number of children on a Child Protection Plan; "
        "6 Repeat Child Protection Plans. Type the number."
    )


def test_an_unknown_indicator_is_a_wrong_argument():
    with pytest.raises(KpiError, match="No indicator goes by '99'"):
        kpi(ASK, 99, "Q2")


def test_words_longer_than_a_cell_holds_are_cut():
    long = replace(ASSESSMENTS, narrative=("x" * 40_000,))
    [[shown]] = kpi(asker(long), 2, None, "narrative")
    assert len(shown) == 32_767
    assert shown.endswith("…")


@pytest.mark.parametrize("word", [*(field.value for field in FIELDS), *ALSO])
def test_every_word_for_a_field_can_be_shown(word):
    assert kpi(ASK, 2, "May 2019", word) != [["#VALUE!"]]
