"""The store gives back what was known on any day, exactly as it was printed."""

import random
import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, create_engine, select

from kpi_store.domain.errors import StoreUnavailable, UnknownEdition
from kpi_store.domain.observation import Change, Status
from kpi_store.domain.period import Period, PeriodKind
from kpi_store.rows import Entry
from kpi_store.store import Store
from kpi_store.tables import ObservationRow
from tests.store.building import AT, add, correction, figure

Q1 = Period.of("2019-Q1")
JUNE, NOVEMBER = date(2019, 6, 26), date(2019, 11, 6)


def test_a_correction_changes_the_present_and_not_the_past(empty_store):
    (old,) = add(empty_store, figure("31"))
    (new,) = add(empty_store, correction(old, "28", "2019-11-06"))
    with empty_store.snapshot(JUNE) as june, empty_store.snapshot(NOVEMBER) as november:
        assert june.figure("merton", "care-proceedings", Q1) == old
        assert november.figure("merton", "care-proceedings", Q1) == new
        assert new.corrects == old.row
        assert november.history("merton", "care-proceedings", Q1) == (old, new)
        assert june.history("merton", "care-proceedings", Q1) == (old,)
        assert november.corrections("merton", date(2019, 7, 1)) == (new,)
        assert november.corrections("merton", date(2019, 11, 7)) == ()
        assert june.corrections("merton") == ()


def test_the_day_before_a_figure_is_known_there_is_none(empty_store):
    add(empty_store, figure("31"))
    with empty_store.snapshot(date(2019, 6, 25)) as eve:
        assert eve.figure("merton", "care-proceedings", Q1) is None
        assert eve.series("merton", "care-proceedings") == ()
        assert eve.index("merton", Q1) == {}


def test_a_figure_of_a_paper_without_a_date_is_known_on_every_day(empty_store):
    add(empty_store, figure("487.5", "2017-Q2", area="sefton", known=None))
    with empty_store.snapshot(date(1999, 1, 1)) as long_ago:
        held = long_ago.figure("sefton", "care-proceedings", Period.of("2017-Q2"))
    assert held.value == Decimal("487.5")
    assert held.known_from is None


def test_of_two_rows_known_from_one_day_the_later_entered_holds(empty_store):
    withdrawn, right = add(
        empty_store, figure("31", known="2019-11-06"), figure("28", known="2019-11-06")
    )
    with empty_store.snapshot() as now:
        assert now.figure("merton", "care-proceedings", Q1) == right
        assert now.series("merton", "care-proceedings") == (right,)
        assert now.index("merton", Q1) == {"care-proceedings": right}
        assert now.history("merton", "care-proceedings", Q1) == (withdrawn, right)


def test_an_older_paper_entered_late_does_not_override_a_newer_one(empty_store):
    (newer,) = add(empty_store, figure("28", known="2019-11-06"))
    (older,) = add(empty_store, figure("31", known="2019-06-26"))
    with empty_store.snapshot() as now, empty_store.snapshot(JUNE) as june:
        assert now.figure("merton", "care-proceedings", Q1) == newer
        assert june.figure("merton", "care-proceedings", Q1) == older


@pytest.mark.parametrize(
    "printed", ["32.60", "0", "0.0", "75420", "1967", "-3.50", "100", "0.000001", "999999999999"]
)
def test_a_figure_keeps_the_decimals_it_was_printed_with(empty_store, printed):
    add(empty_store, figure(printed))
    with empty_store.snapshot() as now:
        whole = now.figure("merton", "care-proceedings", Q1)
        light = now.ratings("merton", Q1)["care-proceedings"]
    assert str(whole.value) == str(light.value) == printed


def test_everything_about_a_figure_comes_back(empty_store):
    (kept,) = add(
        empty_store,
        figure(
            "20",
            published="green",
            computed="amber",
            note="unexplained *",
            reason="the paper’s “own” reason → Q2",
            change=Change.RATING,
        ),
    )
    with empty_store.snapshot() as now:
        assert now.figure("merton", "care-proceedings", Q1) == kept
        cell = now.ratings("merton", Q1)["care-proceedings"]
    assert (cell.value, cell.status, cell.published, cell.computed, cell.effective) == (
        Decimal(20),
        Status.PUBLISHED,
        "green",
        "amber",
        "green",
    )


def test_a_series_is_in_order_of_period_and_of_one_kind_when_asked(empty_store):
    periods = ["2019-Q1", "2019-05", "2018/19", "2019-04", "2017-04-baseline", "unknown"]
    add(empty_store, *(figure(str(n), period) for n, period in enumerate(periods)))
    with empty_store.snapshot() as now:
        everything = now.series("merton", "care-proceedings")
        months = now.series("merton", "care-proceedings", PeriodKind.MONTH)
        since = now.series("merton", "care-proceedings", since=date(2019, 5, 1))
    assert [one.period.code for one in everything] == [
        *("unknown", "2017-04-baseline", "2018/19", "2019-04", "2019-05", "2019-Q1")
    ]
    assert [one.period.code for one in months] == ["2019-04", "2019-05"]
    assert [one.period.code for one in since] == ["2019-05", "2019-Q1"]


def test_a_quarter_and_its_last_month_are_two_cells(empty_store):
    add(empty_store, figure("70", "2019-Q2"), figure("71", "2019-09"))
    with empty_store.snapshot() as now:
        assert now.figure("merton", "care-proceedings", Period.of("2019-Q2")).raw == "70"
        assert now.figure("merton", "care-proceedings", Period.of("2019-09")).raw == "71"


def test_areas_do_not_see_each_other(empty_store):
    add(empty_store, figure("31"), figure("29", area="england"))
    with empty_store.snapshot() as now:
        assert now.index("england", Q1)["care-proceedings"].raw == "29"
        assert now.window("merton", date(2019, 1, 1))["care-proceedings"][0].raw == "31"
        assert now.index("sefton", Q1) == {}


def test_every_read_agrees_with_going_through_all_rows_by_hand(empty_store):
    """A slow second implementation, on 400 rows in no order."""
    chance = random.Random(2019)
    months = [f"2019-{month:02}" for month in range(1, 13)]
    rows = [
        figure(
            str(chance.randrange(1000)),
            chance.choice(months),
            indicator=f"indicator-{chance.randrange(4)}",
            known=str(date(2020, 1, 1) + timedelta(days=chance.randrange(20))),
        )
        for _ in range(400)
    ]
    held = add(empty_store, *rows)
    for day in (date(2019, 12, 31), date(2020, 1, 5), date(2020, 1, 12), None):
        newest = {}
        for row in sorted(held, key=lambda one: (one.known_from, one.row)):
            if day is None or row.known_from <= day:
                newest[(row.indicator, row.period)] = row
        with empty_store.snapshot(day) as snapshot:
            for number in range(4):
                key = f"indicator-{number}"
                mine = [row for (indicator, _), row in newest.items() if indicator == key]
                mine.sort(key=lambda one: one.period)
                assert list(snapshot.series("merton", key)) == mine
            for code in months:
                period = Period.of(code)
                cells = {i: row for (i, p), row in newest.items() if p == period}
                assert snapshot.index("merton", period) == cells
                light = snapshot.ratings("merton", period)
                assert {i: one.value for i, one in light.items()} == {
                    i: row.value for i, row in cells.items()
                }
                for indicator, row in cells.items():
                    assert snapshot.figure("merton", indicator, period) == row
            since = date(2019, 9, 1)
            window = {
                (i, one.period): one
                for i, several in snapshot.window("merton", since).items()
                for one in several
            }
            assert window == {at: row for at, row in newest.items() if row.period.end >= since}


def test_a_snapshot_does_not_change_while_somebody_writes(empty_store):
    add(empty_store, figure("31"))
    with empty_store.snapshot() as before:
        assert len(before.history("merton", "care-proceedings", Q1)) == 1
        add(empty_store, figure("28", known="2019-11-06"))
        assert len(before.history("merton", "care-proceedings", Q1)) == 1
    with empty_store.snapshot() as after:
        assert len(after.history("merton", "care-proceedings", Q1)) == 2


def test_a_transaction_that_fails_leaves_nothing_behind(empty_store):
    with pytest.raises(RuntimeError, match="halfway"), empty_store.writing() as writer:
        writer.add(Entry(figure("31"), "rated", "index", AT))
        raise RuntimeError("halfway")
    with empty_store.snapshot() as now:
        assert now.figure("merton", "care-proceedings", Q1) is None


def test_threads_share_a_store_and_row_numbers_are_never_given_twice(empty_store):
    faults = []

    def work(name):
        try:
            for month in range(1, 13):
                add(empty_store, figure("1", f"2019-{month:02}", indicator=name))
                with empty_store.snapshot() as now:
                    assert len(now.series("merton", name)) == month
        except Exception as fault:  # noqa: BLE001 - shown by the assertion below
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(f"indicator-{n}",)) for n in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    assert faults == []
    with empty_store.snapshot() as now:
        rows = [row for n in range(8) for row in now.series("merton", f"indicator-{n}")]
    assert len({row.row for row in rows}) == len(rows) == 96


def test_a_correction_must_name_a_row_that_is_held(empty_store):
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        add(empty_store, figure("28", change=Change.CORRECTION, corrects=12345))


def test_the_rows_can_be_read_through_the_declared_tables(empty_store, database_url):
    """What the statements write is what the table classes read."""
    (kept,) = add(empty_store, figure("32.60"))
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"))
    with Session(engine) as session:
        row = session.exec(select(ObservationRow)).one()
        assert (row.value, str(row.value)) == (Decimal("32.60"), "32.60")
        assert (row.recorded_at, row.known_from, row.seq) == (AT, JUNE, kept.row)
    engine.dispose()


def test_an_edition_that_is_not_held_is_refused_by_name(empty_store, council):
    with empty_store.snapshot() as nothing, pytest.raises(UnknownEdition):
        nothing.default_edition()
    with council.snapshot() as now, pytest.raises(UnknownEdition, match="merton-2019-20"):
        now.edition("ealing")


def test_a_server_that_went_away_between_questions_is_asked_again(postgresql):
    """The connections kept ready may have died meanwhile; nobody asking should notice."""
    store, other = Store.open(postgresql), Store.open(postgresql)
    with store.database.reading() as connection:
        mine = connection.execute("select pg_backend_pid()").fetchone()[0]
    with other.writing() as writer:
        writer.run("select pg_terminate_backend(?)", (mine,))
    with store.snapshot() as now:
        assert now.editions() == ()
    store.close()
    other.close()


def test_another_program_that_writes_for_too_long_gets_a_sentence(database_url, monkeypatch):
    monkeypatch.setattr("kpi_store.database.PATIENCE", 0.1)
    one, other = Store.open(database_url), Store.open(database_url)
    too_long = pytest.raises(StoreUnavailable, match=r"another program .* for 0\.1 seconds")
    with one.writing(), too_long, other.writing():
        raise AssertionError("two writers at once")
    one.close()
    other.close()
