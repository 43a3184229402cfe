"""What the page and the workbook are told about the store they are answered from."""

from excel_addin import session
from kpi_store.database import Database
from kpi_store.store import Store
from tests.excel.client import TODAY


def test_the_state_names_the_version_the_day_and_the_index(served, store):
    reply = served.get("/kpi/state")
    assert reply.status == 200
    assert reply.body == {
        "version": store.version(),
        "today": "2019-11-06",
        "edition": "merton-2019-20",
        "title": "Performance Index 2019/20",
    }
    assert reply.headers["cache-control"] == "no-store, max-age=0"


def test_a_store_that_cannot_be_reached_is_a_sentence(served, monkeypatch):
    gone = Store(Database.named("postgresql://clerk:s3cret@127.0.0.1:1/kpi"))
    monkeypatch.setattr(session._Process, "session", session.Session(gone, lambda: TODAY))
    reply = served.get("/kpi/state")
    assert reply.status == 503
    assert reply.body["detail"].startswith("The database postgresql://clerk@127.0.0.1:1/kpi cannot")
    assert "s3cret" not in reply.body["detail"]
