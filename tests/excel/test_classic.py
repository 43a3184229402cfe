"""The functions as classic xlwings runs them on Windows, without the server and without a key.

Only pywin32 is made up (windows.py): the VBA, what COM hands over and what Excel gets back go
through xlwings itself, in a process of its own.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpi_store.answering import answer
from kpi_store.store import Store
from tests.excel.client import TODAY
from tests.excel.test_formulas import SIGNATURES as SERVED

SIGNATURES = {**SERVED, "KPILIVE": ["indicator", "period", "field", "edition"]}

NOT_AVAILABLE = -2146826246  # #N/A, as COM hands over an error in a cell
CALLS = {
    "figure": ["KPI", 2, "May 2019"],
    "true date": ["KPI", 2, 43586, "rating"],
    "range": ["KPI", [[2], [4], [None]], [["Apr-19", "Jun-19 / Q1"]]],
    "not held": ["KPI", 2, "Q2"],
    "error": ["KPI", [[2], [NOT_AVAILABLE]], "May 2019"],
    "wrong": ["KPI", 2, "Q9"],
    "doubt": ["KPI", "caseload", "May 2019"],
    "as of": ["KPI", 16, "Q1", None, "2019-11-06"],
    "live": ["KPILIVE", 2, "May 2019"],
    "card": ["KPICARD", 2, "May 2019"],
    "table": ["KPITABLE", "Assessments", "May 2019"],
    "changes": ["KPICHANGES", "26 June 2019"],
    "find": ["KPIFIND", "court delays", 1],
}


def on_windows(url: str, calls: list[object]) -> list[object]:
    """What the process prints: the VBA, what each call hands back, the modules it must not have."""
    clean = {name: one for name, one in os.environ.items() if not name.startswith("XLWINGS")}
    run = subprocess.run(
        [sys.executable, Path(__file__).with_name("windows.py"), TODAY.isoformat()],
        input="\n".join(json.dumps(call) for call in calls),
        env={**clean, "KPI_DATABASE_URL": url, "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.fixture(scope="module")
def told(new_database, seeded_url) -> dict[str, object]:
    vba, *cells, server = on_windows(new_database(seeded_url), list(CALLS.values()))
    return {**dict(zip(CALLS, cells, strict=True)), "vba": vba, "server": server}


@pytest.mark.parametrize("name", SIGNATURES)
def test_excel_is_given_each_function_under_the_name_it_has_with_the_server(told, name):
    needed, *rest = SIGNATURES[name]
    first = needed if needed in ("indicator", "words") else f"Optional {needed}"
    given = ", ".join([first, *(f"Optional {one}" for one in rest)])
    assert f"Function {name}({given})" in told["vba"]["vba"]
    assert f'XLPy.CallUDF("excel_addin.classic", "{name}", Array(' in told["vba"]["vba"]


def test_neither_the_server_nor_a_key_is_needed(told):
    assert told["vba"]["pro"] is False
    assert told["server"] == []


def test_a_cell_shows_what_it_shows_with_the_server(told):
    assert told["figure"] == told["card"] == told["live"] == [[95]]
    assert told["true date"] == [["Red"]]
    assert told["range"] == [[89, "#N/A"], [37, "#N/A"], ["", ""]]
    assert told["not held"] == [["#N/A"]]
    assert told["as of"] == [[28]]
    assert told["error"] == [[95], ["#N/A"]]


def test_what_is_typed_wrongly_is_a_sentence_in_the_cell(told):
    [[sentence]] = told["wrong"]
    assert sentence.startswith("'Q9' is not a quarter: there are four, Q1 to Q4")
    [[sentence]] = told["doubt"]
    assert sentence.startswith("'caseload' fits more than one indicator: 7 Average caseload")


def test_tables_come_with_their_headers_and_true_dates(told):
    headers, *rows = told["table"]
    assert headers[:5] == ["No.", "Indicator", "Section", "Period", "Value"]
    assert [(row[0], row[4]) for row in rows] == [(1, "#N/A"), (2, 95), (3, "#N/A")]
    _, newest, *_ = told["changes"]
    assert newest[:2] == ["2019-11-06 00:00:00+00:00", "Correction"]
    assert told["find"][1][0] == 16


def test_the_figure_is_the_one_that_the_store_answers(told, new_database, seeded_url):
    store = Store.open(new_database(seeded_url))
    said = answer(store, "2", "May 2019", today=TODAY)
    store.close()
    assert told["figure"] == [[float(said.figure.value)]]


def test_a_store_that_cannot_be_reached_is_said_in_the_cell(told):
    run = subprocess.run(
        [sys.executable, "-c", "from excel_addin import classic; print(classic.KPI(2)[0][0])"],
        env={
            **os.environ,
            "KPI_DATABASE_URL": "postgresql://kpi:secret@127.0.0.1:1/kpi",
            "PYTHONPATH": str(Path.cwd()),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.stdout.startswith("The database postgresql://kpi@127.0.0.1:1/kpi cannot be used")
    assert "secret" not in run.stdout + run.stderr
