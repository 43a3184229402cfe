"""What is calculated together is answered from one state of the store, and nothing is kept."""

from datetime import UTC, datetime

import pytest

from excel_addin import query, reading, session, tables
from excel_addin.session import Session, one_reading
from kpi_store.domain.errors import KpiError
from kpi_store.domain.period import Period
from kpi_store.recording import record
from kpi_store.store import Store
from tests.excel.client import TODAY


@pytest.fixture
def asked(council: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of its own that the functions ask, while no server of this process does."""
    monkeypatch.setattr(session._Process, "session", Session(council, lambda: TODAY))
    return council


def add_a_figure(store: Store) -> None:
    record(
        store,
        edition="merton-2019-20",
        indicator_key="merton-single-assessments-45-days",
        period=Period.of("2019-08"),
        value="91",
        source="a figure made up for this test",
        today=TODAY,
        now=datetime(2019, 11, 6, 12, tzinfo=UTC),
    )


def test_a_figure_recorded_while_a_sheet_is_calculated_is_in_the_next_calculation(asked: Store):
    with one_reading() as ask:
        assert query.kpi(ask, 2, "May 2019") == [[95]]
        add_a_figure(asked)
        with one_reading() as inner:  # a formula of the same batch
            assert inner is ask
            assert query.kpi(inner, 2, "August 2019") == [["#N/A"]]
            august = [row[4] for row in tables.kpitable(inner, "Assessments", "August 2019")]
            assert august == ["Value", "#N/A", "#N/A", "#N/A"]
    with one_reading() as ask:
        assert query.kpi(ask, 2, "August 2019") == [[91]]
        assert tables.kpitable(ask, "Assessments", "August 2019")[2][4] == 91


def test_the_rows_of_a_table_count_as_cells_asked_for(
    asked: Store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading, "LARGEST_READING", 50)
    with one_reading() as ask:
        assert len(tables.kpitable(ask)) == 40
        with pytest.raises(KpiError, match="at most 50 cells"):
            tables.kpitable(ask)
