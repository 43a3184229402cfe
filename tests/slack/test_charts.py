"""How a trend is drawn: Slack wants a value for every label, and a gap is no zero."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

import kpi_store
from bot.blocks import message
from kpi_store.domain.answer import Answer, Said, TrendSaid
from kpi_store.store import Store
from tests.slack.conftest import TODAY
from tests.slackworld.block_kit import too_large


def month(number: int) -> Said:
    """April 2015 for 0, and so on; its figure is the number itself."""
    code = f"{2015 + (number + 3) // 12}-{(number + 3) % 12 + 1:02}"
    told = (f"{number} %", "published", TODAY, "a paper", None)
    return Said(code, code, Decimal(number), str(number), *told)


@pytest.fixture
def trend(papers: Store) -> Answer:
    return kpi_store.ask(papers, "trend for Sefton 1", today=TODAY)


def drawn(answer: Answer) -> dict[str, Any]:
    said = message(answer)
    assert too_large(said) is None
    (chart,) = (one for one in said["blocks"] if one["type"] == "data_visualization")
    return chart["chart"]


def of(answer: Answer, points: tuple[Said, ...], *gaps: str) -> Answer:
    return replace(answer, series=points, trend=TrendSaid(points, gaps, "Trend."))


def test_figures_without_a_gap_are_a_line(trend: Answer) -> None:
    chart = drawn(of(trend, tuple(map(month, range(5)))))
    assert chart["type"] == "line"
    assert chart["axis_config"]["categories"][:2] == ["Apr 2015", "May 2015"]


def test_no_line_is_drawn_across_a_gap_and_no_zero_put_in_it(trend: Answer) -> None:
    chart = drawn(of(trend, (month(1), month(2), month(4)), "July 2015"))
    assert chart["type"] == "bar"
    (bars,) = chart["series"]
    assert [(one["label"], one["value"]) for one in bars["data"]] == [
        ("May 2015", 1.0),
        ("Jun 2015", 2.0),
        ("Aug 2015", 4.0),
    ]


def test_a_chart_has_the_newest_twenty_and_says_so(trend: Answer) -> None:
    answer = of(trend, tuple(map(month, range(36))))
    chart = drawn(answer)
    assert len(chart["axis_config"]["categories"]) == 20
    assert chart["axis_config"]["categories"][-1] == "Mar 2018"
    said = message(answer)
    assert "newest 20 of 36 figures" in str(said["blocks"])
    assert "0 %" in said["text"]


def test_labels_of_every_kind_of_period_are_short_and_apart(trend: Answer) -> None:
    codes = ("2017-09-baseline", "2017-Q3", "2017/18", "AY 2017/18", "2018", "2018-09-30")
    points = tuple(replace(month(1), period=code, period_words=code) for code in codes)
    categories = drawn(of(trend, points))["axis_config"]["categories"]
    assert len(set(categories)) == len(codes)
    assert all(len(one) <= 20 for one in categories)
