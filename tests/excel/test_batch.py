"""Many formulas in one request are answered exactly as each would have been alone."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from kpi_store import answer
from kpi_store.domain.period import Period
from kpi_store.recording import record
from tests.excel.client import BATCH, CALL, TODAY, as_sent, call, held

FORMULAS = [
    (2, "May 2019"),
    (2, "Q2"),
    (2, "Q2", "rating"),
    (11, "Q2", "target"),
    (99, "Q2"),
    (2, "Q9"),
    ("neets", "May 2019"),
    ([[2], [4]], [["Apr-19", "May-19"]]),
    (16, "Q1", "value", "2019-06-26"),
    (16, "Q1", "value", "2019-11-06"),
    (1, "Q1", "source"),
    ("", "Q2"),
]


def alone(served, call):
    reply = served.post(CALL, call)
    return {"status": reply.status, "body": reply.body}


def test_a_batch_of_500_answers_what_500_requests_answer(served):
    calls = [as_sent(*FORMULAS[place % len(FORMULAS)]) for place in range(500)]
    reply = served.post(BATCH, {"calls": calls})
    assert reply.status == 200
    with ThreadPoolExecutor(4) as pool:
        singly = list(pool.map(lambda call: alone(served, call), calls))
    assert reply.body["results"] == singly
    assert {one["status"] for one in singly} == {200, 400}


A_DATE = {"type": "FormattedNumber", "basicValue": 43586, "numberFormat": "dd/mm/yyyy"}
AN_ERROR = {"type": "Error", "errorType": "NotAvailable", "basicValue": "#N/A"}
OF_EVERY_KIND = [
    call("KPICARD", 2, "May 2019"),
    call("KPICARD", [[2], [None], ["neets"]], [["Apr-19", "Q2"]]),
    call("KPICARD", "caseload"),
    call("KPITABLE", "Child protection", "Q2"),
    call("KPITABLE", "Finance"),
    call("KPICHANGES", "2019-06-26"),
    call("KPIFIND", "court delays", 3),
    call("KPIFIND", ""),
    as_sent(2, A_DATE),
    as_sent([[2], [AN_ERROR]], "May 2019"),
    as_sent([[2, 4], ["", 0]], "May 2019"),
    as_sent("", "Q2"),
    as_sent("#REF!", "Q2"),
    as_sent(2, "May 2019", AN_ERROR),
    as_sent(2, "May 2019", [["rating"], ["target"]]),
    as_sent(2, "May 2019", "narrative"),
    as_sent(True, "Q2"),
    as_sent([[2]], [["May 2019"]], None, 43775, "merton-2019-20"),
    as_sent([[1], [2]], [["Q1"], ["Q2"], ["Q3"]]),
    {**as_sent(2, "Q2"), "runtime": "1.1"},
    {**as_sent([[2], [4]], "May 2019"), "runtime": "1.3"},
    {**as_sent(2, "May 2019"), "client": "Google Apps Script"},
    {"func_name": "kpi", "args": [2, "May 2019"]},
    {"func_name": "kpi", "args": [[2], [["May 2019"]]]},
]


@pytest.mark.parametrize("one", OF_EVERY_KIND, ids=json.dumps)
def test_a_call_of_any_kind_is_answered_in_a_batch_as_it_is_alone(served, one):
    (together,) = served.post(BATCH, {"calls": [one]}).body["results"]
    assert together == alone(served, one)


def test_functions_that_are_calculated_together_stay_apart(served):
    calls = OF_EVERY_KIND * 2
    results = served.post(BATCH, {"calls": calls}).body["results"]
    assert results == [alone(served, one) for one in OF_EVERY_KIND] * 2


def test_a_malformed_call_in_a_batch_spoils_only_itself(served):
    bad = [{}, 3, None, {"func_name": "os", "args": []}, {"func_name": "KPI", "args": [[[1], []]]}]
    calls = [as_sent(2, "May 2019"), *bad, as_sent(2, "May 2019")]
    results = served.post(BATCH, {"calls": calls}).body["results"]
    assert [one["status"] for one in results] == [200, 400, 400, 400, 404, 400, 200]
    assert all(isinstance(one["body"]["detail"], str) for one in results[1:-1])


def test_a_batch_that_is_none_is_refused(served):
    for body in ({}, {"calls": []}, {"calls": "all"}, {"calls": None}, []):
        assert served.post(BATCH, body).status == 400
    assert served.post(BATCH, {"calls": [{}] * 2001}).status == 413


def test_one_calculation_cannot_keep_everybody_waiting(served):
    block = as_sent([[2]] * 140, [["May 2019"] * 140])
    results = served.post(BATCH, {"calls": [block] * 7}).body["results"]
    assert [one["status"] for one in results] == [200] * 6 + [400]
    assert "at most 100,000 cells" in results[-1]["body"]


def test_a_figure_recorded_is_seen_by_the_next_calculation(served, store):
    calls = {"calls": [as_sent(22, "Q1")] * 3}  # row 22, whose quarters are blank in June
    before = served.post(BATCH, calls).body["results"]
    record(
        store,
        edition="merton-2019-20",
        indicator_key=answer(store, "22", today=TODAY).subject.key,
        period=Period.of("2019-Q1"),
        value="14",
        source="a figure made up for this test",
        today=TODAY,
        now=datetime(2019, 11, 6, 12, tzinfo=UTC),
    )
    after = served.post(BATCH, calls).body["results"]
    missing = {"type": "Error", "errorType": "NotAvailable"}
    assert [one["body"] for one in before] == [{"result": [[missing]]}] * 3
    assert [held(one["body"]) for one in after] == [{"result": [[14]]}] * 3


def test_a_small_number_that_no_paper_prints_is_suppressed_in_a_cell(served, store):
    record(
        store,
        edition="merton-2019-20",
        indicator_key=answer(store, "27", today=TODAY).subject.key,
        period=Period.of("2019-10"),
        value="3",
        source="a figure made up for this test",
        today=TODAY,
        now=datetime(2019, 11, 6, 12, tzinfo=UTC),
    )
    calls = [as_sent(27, "October 2019"), as_sent(27, "October 2019", "direction")]
    figure, way = served.post(BATCH, {"calls": calls}).body["results"]
    missing = {"type": "Error", "errorType": "NotAvailable"}
    assert figure["body"] == {"result": [["suppressed (1–5)"]]}
    assert way["body"] == {"result": [[missing]]}
