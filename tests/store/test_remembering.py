"""A reading transaction reads each thing once, and sees one state of the store."""

from contextlib import nullcontext
from datetime import date

from kpi_store.answering import answer
from kpi_store.disclosed import seen_by
from kpi_store.domain.audience import Audience
from kpi_store.domain.period import Period
from kpi_store.recording import record
from kpi_store.remembering import Remembering
from kpi_store.store import Store
from tests.conftest import NOW, TODAY

AREA, ASSESSMENTS = "merton", "merton-single-assessments-45-days"


class Counting:
    """A connection that counts the statements it runs."""

    def __init__(self, connection):
        self._connection = connection
        self.run = 0

    def execute(self, *statement):
        self.run += 1
        return self._connection.execute(*statement)


class OneSnapshot:
    """A store whose every reading is the same one."""

    def __init__(self, snapshot):
        self._snapshot = snapshot

    def snapshot(self, as_of: date | None = None):
        return nullcontext(self._snapshot)


def test_a_year_of_an_indicator_is_read_as_its_first_month_is(council: Store) -> None:
    months = [f"{month} 2019" for month in ("July", "April", "May", "August", "October")]
    with council.database.reading() as connection:
        counting = Counting(connection)
        store = OneSnapshot(Remembering(counting, council._reads, TODAY))
        first = answer(store, "2", months[0], "all", today=TODAY)
        once = counting.run
        assert once > 0
        rest = [answer(store, "2", month, "all", today=TODAY) for month in months[1:]]
    assert counting.run == once
    assert [first, *rest] == [answer(council, "2", one, "all", today=TODAY) for one in months]


def test_what_is_recorded_meanwhile_is_seen_by_the_next_reading_only(council: Store) -> None:
    def july(snapshot):
        rows = snapshot.series(AREA, ASSESSMENTS)
        return next((row.value for row in rows if row.period.code == "2019-07"), None)

    with seen_by(Audience.OFFICERS, council) as before:
        assert july(before) is None
        record(
            council,
            edition="merton-2019-20",
            indicator_key=ASSESSMENTS,
            period=Period.of("2019-07"),
            value="91",
            source="a figure made up for this test",
            today=TODAY,
            now=NOW,
        )
        assert july(before) is None
    with seen_by(Audience.OFFICERS, council) as after:
        assert july(after) == 91
