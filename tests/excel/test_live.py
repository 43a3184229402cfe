"""Live formulas in the served client: what is recorded elsewhere arrives in the cell by itself."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from excel_addin.server import PROJECT
from excel_addin.watch import _watches
from kpi_store import open_store
from kpi_store.domain.period import Period
from kpi_store.recording import record
from tests.excel.chromium import needs_chromium
from tests.excel.client import TODAY, Served
from tests.excel.test_in_browser import NOT_AVAILABLE, Excel
from tests.slackworld.emulator import free_port

pytestmark = needs_chromium

KPI = (sys.executable, "-u", "-m", "kpi_store")
GONE = "The add-in's server is not reached. The figure comes back by itself when the server does."


class Live(Excel):
    """The add-in's page with live formulas in it, and what goes over its line."""

    def __init__(self, browser, served):
        super().__init__(browser, served)
        self.sent = []
        self.page.on("websocket", lambda line: line.on("framesent", self._note_sent))

    def _note_sent(self, message):
        if message.startswith("42"):
            self.sent.append(message)

    def follow(self, address, *args):
        """Type =KPILIVE(*args) into a cell."""
        self.page.evaluate("given => follow(...given)", [address, *args])

    def shows(self, address, wanted):
        """Wait until the cell shows *wanted*."""
        script = "([cell, wanted]) => JSON.stringify(live[cell].shown) === JSON.stringify(wanted)"
        try:
            self.page.wait_for_function(script, arg=[address, wanted], timeout=20_000)
        except Exception:
            assert self.page.evaluate("cell => live[cell].shown", address) == wanted
            raise

    def leave(self, address):
        """Clear the cell."""
        self.page.evaluate("cell => live[cell].onCanceled()", address)


@pytest.fixture
def streaming(served):
    """The module, which can be imported only once a server has set the environment."""
    from excel_addin import streaming

    return streaming


@pytest.fixture
def excel(browser, served, streaming):
    opened = Live(browser, served)
    yield opened
    opened.page.close()
    assert opened.faults == []
    nobody_follows(streaming)


def nobody_follows(streaming):
    """Wait until the server has noticed that every cell is gone, and rests."""
    ends = time.monotonic() + 20
    while streaming.streams or streaming.followed or any(one._looking for one in _watches.values()):
        assert time.monotonic() < ends, (streaming.streams, streaming.followed)
        time.sleep(0.02)


def enter(store, number, period, value, reason="two were counted twice"):
    """Record a figure as another program does."""
    with store.snapshot() as now:
        (listing,) = now.edition("merton-2019-20").numbered(number)
    record(
        store,
        edition="merton-2019-20",
        indicator_key=listing.key,
        period=Period.of(period),
        value=value,
        source="December return",
        reason=reason,
        today=TODAY,
        now=datetime.now(UTC),
    )


def test_every_function_that_excel_offers_is_shown_on_the_page(served):
    offered = served.get("/xlwings/custom-functions-meta.json").body["functions"]
    page = (PROJECT / "templates" / "formulas.html").read_text()
    assert [one["id"] for one in offered if f"={one['id']}(" not in page] == []
    assert [one["id"] for one in offered if one["options"].get("stream")] == ["KPILIVE"]


def test_it_shows_what_the_formula_shows(excel):
    excel.follow("A1", 2, "May 2019")
    excel.follow("A2", 2, "Q2")
    excel.follow("A3", 2, "Q2", "rating")
    excel.follow("A4", [[2], [4]], [["Apr-19", "May-19"]])
    excel.shows("A1", [[95]])
    excel.shows("A2", [[NOT_AVAILABLE]])
    excel.shows("A3", [["Red"]])
    excel.shows("A4", [[89, 95], [37, 34.7]])
    assert excel.posts == []


def test_a_wrong_argument_shows_the_sentence_on_hover(excel):
    excel.follow("A1", 2, "Q9")
    sentence = excel.type(2, "Q9")["message"]
    assert sentence.startswith("'Q9' is not a quarter")
    excel.shows("A1", {"code": "#VALUE!", "message": sentence})


def test_cells_that_ask_the_same_are_one_question(excel, browser, served, streaming):
    excel.follow("A1", 2, "May 2019")
    excel.shows("A1", [[95]])
    excel.follow("A2", 2, "May 2019")
    excel.shows("A2", [[95]])
    assert len(excel.sent) == 1
    another = Live(browser, served)
    another.follow("A1", 2, "May 2019")
    another.shows("A1", [[95]])
    assert len(streaming.streams) == 1
    excel.leave("A1")
    excel.leave("A2")
    assert len(excel.sent) == 2
    another.page.close()


def test_dates_that_arrive_with_their_format_are_not_taken_for_one_another(excel):
    """To xlwings' own client both arguments are '[object Object]'."""
    for address, day in (("A1", 43556), ("A2", 43586)):
        cell = {"type": "FormattedNumber", "basicValue": day, "numberFormat": "mmm-yy"}
        excel.follow(address, 2, [[cell]])
    excel.shows("A1", [[89]])
    excel.shows("A2", [[95]])


def test_one_workbook_has_a_limit_and_is_told_so(excel, streaming, monkeypatch):
    monkeypatch.setattr(streaming, "MOST", 1)
    excel.follow("A1", 2, "May 2019")
    excel.shows("A1", [[95]])
    excel.follow("A2", 4, "May 2019")
    excel.shows("A2", {"code": "#VALUE!", "message": streaming.TOO_MANY})


@contextmanager
def addin(url, port):
    """`kpi addin` in a process of its own, told to stop when the block ends, whoever follows."""
    ours = ("KPI_", "SLACK_", "XLWINGS_")
    clean = {name: said for name, said in os.environ.items() if not name.startswith(ours)}
    process = subprocess.Popen(
        [*KPI, "addin", "--port", str(port), "--today", str(TODAY)],
        env={**clean, "KPI_DATABASE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = [process.stdout.readline()]
        assert "The Excel add-in is at" in said[0], said
        yield Served(port)
        process.terminate()
        rest, _ = process.communicate(timeout=60)
        assert (process.returncode, "Traceback" in rest) == (0, False), rest
    finally:
        process.kill()
        process.communicate()


def test_what_another_program_records_arrives_also_after_the_server_was_gone(browser, tmp_path):
    url, port = f"sqlite:///{tmp_path}/kpi.db", free_port()
    store = open_store(url, today=TODAY)
    with addin(url, port) as served:
        excel = Live(browser, served)
        excel.follow("A1", 2, "May 2019")
        excel.follow("A2", 4, "May 2019")
        excel.shows("A1", [[95]])
        excel.shows("A2", [[34.7]])
        before = len(excel.sent)
        enter(store, "2", "2019-05", "96")
        excel.shows("A1", [[96]])
        assert (excel.posts, len(excel.sent)) == ([], before)
        assert excel.page.evaluate("live.A2.told") == 1, "its answer was not another"
    for address in ("A1", "A2"):
        excel.shows(address, {"code": "#VALUE!", "message": GONE})
    enter(store, "2", "2019-05", "97")
    excel.follow("A3", 2, "May 2019")
    excel.shows("A3", {"code": "#VALUE!", "message": GONE})
    with addin(url, port):
        excel.shows("A1", [[97]])
        excel.shows("A2", [[34.7]])
        excel.shows("A3", [[97]])
        enter(store, "2", "2019-05", "98")
        excel.shows("A1", [[98]])
    assert excel.faults == []
    excel.page.close()
    store.close()
