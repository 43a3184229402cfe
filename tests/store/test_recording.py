"""A figure typed in is saved, rated and alerted about in one go, and nothing is overwritten."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kpi_store import outbox
from kpi_store.domain.alert import Alert, Turn
from kpi_store.domain.errors import (
    BadValue,
    KpiError,
    NeedsReason,
    UnknownEdition,
    UnknownIndicator,
    UnknownPeriod,
)
from kpi_store.domain.observation import Change, Status
from kpi_store.domain.period import UNKNOWN, Period
from kpi_store.recording import record
from tests.conftest import NOW, TODAY

INDEX = "merton-2019-20"
LISTED = {  # the number in the index -> target as printed: what the tests lean on
    "2": "93%",
    "9": "96%",
    "11": "range 12- 20%",
    "16": "26 weeks",
}


def enter(store, number, period, value, **more):
    with store.snapshot() as now:
        (listing,) = now.edition(INDEX).numbered(number)
    words = {"source": "December return", "today": TODAY, "now": NOW, **more}
    return record(
        store,
        edition=INDEX,
        indicator_key=listing.key,
        period=Period.of(period) if isinstance(period, str) else period,
        value=value,
        **words,
    )


def held(store, done, as_of=None):
    one = done.observation
    with store.snapshot(as_of) as snapshot:
        return snapshot.figure(one.area, one.indicator, one.period)


def alerts(store):
    return [one.notice for one in outbox.waiting(store)]


def test_a_new_figure_is_known_from_today_with_its_source_and_rating(council):
    done = enter(council, "11", "2019-Q3", "19 %", by="K. M.")
    assert held(council, done) == done.observation
    assert held(council, done, as_of=TODAY - timedelta(days=1)) is None
    one = done.observation
    assert (one.value, one.raw, one.known_from) == (Decimal(19), "19 %", TODAY)
    assert (one.source.title, one.status) == ("December return", Status.PUBLISHED)
    assert (one.change, one.computed, one.published) == (Change.FIRST, "green", None)
    assert (done.before, done.after, done.alert, done.replaced) == ("green", "green", None, None)
    assert "12-20 %" in done.rated.reason


def test_a_figure_that_turns_red_is_an_alert_stored_with_it(council):
    done = enter(
        council, "11", "2019-Q3", "45%", narrative="Several large families.", channel="C01"
    )
    assert (done.before, done.after) == ("green", "red")
    (waiting,) = outbox.waiting(council)
    assert (waiting.state, waiting.channel, waiting.notice) == ("pending", "C01", done.alert)
    alert = done.alert
    assert alert.turn is Turn.TURNED
    assert (alert.number, alert.period_words) == ("11", "Q3 2019/20")
    assert (alert.before, alert.after, alert.figure) == ("Green", "Red", "45 %")
    assert alert.target == "12-20 % (headed 2018/19 in the paper)"
    assert (alert.source, alert.correction) == ("December return", False)
    assert alert.narrative == "Several large families."
    with council.snapshot() as now:
        (told,) = [
            one for one in now.narratives("merton", alert.indicator) if one.period.code == "2019-Q3"
        ]
    assert (told.text, told.title, told.date) == (
        "Several large families.",
        "December return",
        TODAY,
    )


def test_a_key_names_neither_the_indicator_nor_the_figure(council):
    alert = enter(council, "11", "2019-Q3", "45%").alert
    assert len(alert.key) == 32
    assert set(alert.key) <= set("0123456789abcdef")


def test_a_figure_that_leaves_red_is_an_alert(council):
    enter(council, "11", "2019-Q3", "45%")
    done = enter(council, "11", "2019-Q4", "18%")
    assert (done.before, done.after, done.alert.turn) == ("red", "green", Turn.LEFT)
    told = [one for one in alerts(council) if isinstance(one, Alert)]
    assert [one.after for one in told] == ["Red", "Green"]
    assert len({one.key for one in told}) == 2


def test_red_after_red_is_no_alert(council):
    enter(council, "11", "2019-Q3", "45%")
    assert enter(council, "11", "2019-Q4", "46%").alert is None
    assert len(alerts(council)) == 1


def test_green_to_amber_is_no_alert(council):
    done = enter(council, "11", "2019-Q3", "25%")
    assert (done.before, done.after, done.alert) == ("green", "amber", None)


def test_a_correction_needs_its_reason(council):
    with pytest.raises(NeedsReason, match=r"20 % is already held for indicator 11 in Q2 2019/20"):
        enter(council, "11", "2019-Q2", "22")
    assert enter(council, "11", "2019-Q2", "22", reason="two plans counted twice").replaced


def test_a_correction_does_not_carry_the_published_rating_on(council):
    before = held(council, enter(council, "11", "2019-Q2", "20"))  # the same figure again
    assert (before.published, before.change, before.status) == (
        *("green", Change.RATING),
        Status.PUBLISHED,
    )
    done = enter(council, "11", "2019-Q2", "45", reason="plans of siblings were left out")
    one = done.observation
    assert (one.published, one.computed, one.effective) == (None, "red", "red")
    assert (one.change, one.status, one.corrects) == (
        *(Change.CORRECTION, Status.CORRECTED),
        before.row,
    )
    assert (done.before, done.after, done.alert.correction) == ("green", "red", True)
    assert held(council, done, as_of=date(2019, 11, 6)).value == Decimal(20)


def test_a_correction_that_turns_red_is_told_even_when_a_later_period_is_rated(council):
    enter(council, "11", "2019-Q3", "19")
    done = enter(council, "11", "2019-05", "50", reason="late returns")
    assert (done.before, done.after) == ("amber", "red")  # published Amber in June
    assert done.alert.period_words == "May 2019"


def test_a_late_first_figure_is_no_news_where_a_later_period_is_rated(council):
    done = enter(council, "11", "2019-06", "50")
    assert (done.after, done.alert) == ("red", None)


def test_a_published_rating_counts_over_the_computed_one(council):
    done = enter(council, "11", "2019-Q3", "19", rating="Red")
    assert (done.observation.published, done.observation.computed) == ("red", "green")
    assert done.after == "red"
    assert done.alert.reason == "Published as Red."


def test_a_rating_published_later_carries_the_figure_on(council):
    first = enter(council, "11", "2019-Q3", "19")
    done = enter(council, "11", "2019-Q3", "19.0", rating="red", source="Panel of January")
    one = done.observation
    assert (one.change, one.corrects, one.published) == (
        *(Change.RATING, first.observation.row),
        "red",
    )
    assert (done.before, done.after, done.alert.turn) == ("green", "red", Turn.TURNED)


def test_a_rating_that_the_edition_does_not_have_is_refused_with_those_it_has(council):
    with pytest.raises(BadValue, match=r"'blue' cannot be recorded.*Green, Amber, Red"):
        enter(council, "11", "2019-Q3", "19", rating="blue")
    assert alerts(council) == []


def test_a_figure_for_a_cell_that_was_only_rated_needs_no_reason(council):
    done = enter(council, "2", "2019-Q2", "96%")
    assert done.observation.change is Change.FIRST
    assert (done.before, done.after, done.alert.turn) == ("red", "green", Turn.LEFT)


def test_the_first_rating_of_an_indicator_is_an_alert_when_it_is_red(council):
    """Indicator 24 has figures of whole years only: a year does not precede a month."""
    done = enter(council, "24", "2019-10", "1")
    assert done.before is None
    assert done.after == "red"
    assert (done.alert.before, done.alert.after) == ("not rated", "Red")


def test_what_is_not_a_target_measure_is_never_an_alert(council):
    done = enter(council, "4", "2019-Q3", "99")
    assert (done.before, done.after, done.alert) == (None, None, None)
    assert done.rated.state == "not a target measure"


@pytest.mark.parametrize(
    ("number", "value", "why"),
    [
        ("11", "lots", "not a number"),
        ("11", "101", "between 0 and 100"),
        ("11", "", "not a number"),
        ("16", "28 %", "unit is 'weeks'"),
        ("16", "-3", "below zero"),
        ("11", "19\x00", "not text"),
        ("11", "1e400", "not a number"),
        ("11", "9" * 5000, "at most 12 digits"),
    ],
)
def test_what_is_no_value_of_the_unit_is_refused(council, number, value, why):
    with pytest.raises(BadValue, match=why):
        enter(council, number, "2019-Q3", value)


@pytest.mark.parametrize("words", ["source", "reason", "narrative", "by"])
def test_words_that_no_database_can_hold_are_refused(council, words):
    for text in ("a\x00b", "\ud800"):
        with pytest.raises(BadValue, match="not text"):
            enter(council, "11", "2019-Q3", "19", **{words: text})


def test_a_figure_needs_a_source(council):
    with pytest.raises(BadValue, match="source"):
        enter(council, "11", "2019-Q3", "19", source="  ")


def test_a_period_that_has_not_begun_is_refused(council):
    with pytest.raises(BadValue, match="Q4 2026/27 has not begun on 22 November 2026"):
        enter(council, "11", "2026-Q4", "19")
    with pytest.raises(UnknownPeriod):
        enter(council, "11", UNKNOWN, "19")


def test_a_figure_cannot_be_slipped_in_behind_one_known_later(council):
    with pytest.raises(BadValue, match="known from 6 November 2019 is already held"):
        enter(council, "11", "2019-Q2", "19", today=date(2019, 10, 1), reason="first count")


def test_what_is_not_listed_is_refused(council):
    words = {"period": Period.of("2019-Q3"), "value": "1", "source": "x"}
    clock = {"today": TODAY, "now": NOW}
    with pytest.raises(UnknownEdition):
        record(council, edition="ealing", indicator_key="x", **words, **clock)
    with pytest.raises(UnknownIndicator):
        record(council, edition=INDEX, indicator_key="unheard-of", **words, **clock)


def test_a_refusal_leaves_nothing_behind(council):
    with council.snapshot() as now:
        before = now.window("merton", date.min)
    for value, more in (("lots", {}), ("19", {"rating": "blue"}), ("19", {"source": ""})):
        with pytest.raises(KpiError):
            enter(council, "11", "2019-Q3", value, narrative="n", **more)
    with council.snapshot() as now:
        assert now.window("merton", date.min) == before
    assert alerts(council) == []


def test_the_reasons_of_the_targets_leaned_on_here_are_the_printed_ones(council):
    with council.snapshot() as now:
        index = now.edition(INDEX)
    for number, printed in LISTED.items():
        assert printed in index.numbered(number)[0].target.raw
