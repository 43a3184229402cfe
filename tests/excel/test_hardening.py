"""What the add-in refuses: files outside its own, calls that are none, strangers."""

import sys

import pytest

from excel_addin.files import OwnFilesFirst
from excel_addin.guard import LARGEST_BODY, climbs
from tests.excel.client import CALL, as_sent


@pytest.mark.parametrize(
    "path",
    [
        "/static/..%2f..%2f..%2f..%2fetc/hostname",
        "/static/../../../../../etc/hostname",
        "/static/%2e%2e/%2e%2e/%2e%2e/etc/hostname",
        "/static/%252e%252e%252f%252e%252e%252fetc/hostname",
        "/static/%25252e%25252e%25252fetc/hostname",
        "/static/..%5c..%5cetc/hostname",
        "/static/..\\..\\etc/hostname",
        "/static/%2fetc/hostname",
        "/static//etc/hostname",
        "/static/js/..%2f..%2f..%2fserver.py",
        "/static/%00",
        "/taskpane.html/../../etc/hostname",
        "/..%2f..%2fetc/hostname",
        "/xlwings/..%2f..%2fetc/hostname",
    ],
)
def test_a_path_that_climbs_is_refused(served, path):
    assert served.get(path).status in (400, 404)


@pytest.mark.parametrize("path", ["/static/js/main.js", "/static/css/style.css", "/favicon.ico"])
def test_what_is_meant_to_be_served_is(served, path):
    assert served.get(path).status == 200


def test_the_served_files_are_ours_and_xlwings_and_no_others(tmp_path):
    """Even past the guard, the class that serves files stays inside its two folders."""
    inside, beside = tmp_path / "static", tmp_path / "secret.txt"
    inside.mkdir()
    beside.write_text("secret")
    (inside / "link.txt").symlink_to(beside)
    files = OwnFilesFirst(str(inside), str(inside))
    assert files.lookup_path("../secret.txt") == ("", None)
    assert files.lookup_path(str(beside)) == ("", None)
    assert files.lookup_path("link.txt") == ("", None)


def test_an_honest_path_does_not_climb():
    assert not climbs(b"/static/vendor/office-js/16.0.20308.15050/dist/office.js")
    assert not climbs(b"/static/a..b/c")
    assert not climbs(b"/static/100%25")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[" * 100_000, 400),
        (b'{"func_name": "KPI", "args": [NaN]}', 400),
        (b'{"func_name": "KPI", "args": [' + b"9" * 5000 + b"]}", 400),
        (b"\xff\xfe", 400),
        ([], 400),
        ({}, 400),
        ({"func_name": "KPI"}, 400),
        ({"func_name": "KPI", "args": []}, 400),
        ({"func_name": "KPI", "args": {}}, 400),
        ({"func_name": "KPI", "args": [1, 2, 3, 4, 5, 6]}, 400),
        ({"func_name": "KPI", "args": [[[1], [2, 3]]]}, 400),
        ({"func_name": "KPI", "args": [[1, 2, 3]]}, 400),
        ({"func_name": "KPI", "args": [[[[1]]]]}, 400),
        ({"func_name": "KPI", "args": [[[{"type": "Entity"}]]]}, 400),
        ({"func_name": "KPI", "args": [[[{"basicValue": 1}]]]}, 400),
        ({"func_name": "KPI", "args": [2], "runtime": "nan"}, 400),
        ({"func_name": "KPI", "args": [2], "runtime": 1.4}, 400),
        ({"func_name": "KPI", "args": [2], "caller_address": 3}, 400),
        ({"func_name": "KPI", "args": [2], "version": [], "client": "x"}, 400),
        ({"func_name": "KPI", "args": ["x" * 40_000]}, 413),
        ({"func_name": "KPI", "args": [[[2]] * 30_000]}, 413),
        ({"func_name": 7, "args": []}, 400),
        ({"func_name": "os", "args": []}, 404),
        ({"func_name": "sys", "args": []}, 404),
        ({"func_name": "xw", "args": []}, 404),
        ({"func_name": "__name__", "args": []}, 404),
    ],
    ids=lambda value: str(value)[:50] if isinstance(value, bytes | dict | list) else None,
)
def test_a_malformed_call_is_refused_once_with_a_sentence(served, body, status):
    reply = served.post(CALL, body)
    assert reply.status == status
    assert isinstance(reply.body["detail"], str)


@pytest.mark.parametrize(
    "args",
    [
        [1e308, -1e308],
        [{"type": "Error", "basicValue": "#REF!", "errorType": "Ref"}],
        [[["__xlwings_not_an_object_handle__"]]],
        [["__xlwings_not_an_object_handle__"]],
        [[[None]]],
        [False],
        ["\u0000"],
        ["'; drop table observation; --"],
        ["\ud800"],
        [2, "٢٠١٩"],
        [2, 1e308],
        [2, "Q2", "value", 1e308],
        [2, "Q2", {"type": "Double", "basicValue": 3}],
        [2, "Q2", [["rating"]]],
    ],
    ids=repr,
)
def test_odd_arguments_are_answered_and_never_a_fault_of_the_server(served, args):
    reply = served.post(CALL, {"func_name": "kpi", "args": args})
    assert reply.status in (200, 400)


def test_a_body_too_large_is_refused(served):
    assert served.post(CALL, b" " * (LARGEST_BODY + 1)).status == 413
    assert served.post(CALL, b"", **{"Content-Length": str(10**12)}).status == 413


def test_only_json_is_taken_so_that_no_form_on_the_web_can_send_it(served):
    reply = served._send("POST", CALL, b"{}", {"Content-Type": "text/plain"})
    assert reply.status == 415


def test_a_page_on_the_web_gets_no_figures(served):
    """Neither by another origin's script nor by a name that resolves to this machine."""
    reply = served.post(CALL, as_sent(2, "May 2019"), Origin="https://evil.example")
    assert "access-control-allow-origin" not in reply.headers
    assert served.get("/", Host="evil.example").status == 421
    assert served.get("/", Host="localhost:8000").status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "CONNECT", "OPTIONS"])
def test_other_methods_are_not_answered(served, method):
    assert served.get("/", method=method).status in (400, 405)


def test_scripts_there_are_none_of_are_not_found(served):
    for name in ("os", "sys", "hello_world"):
        assert served.post(f"/xlwings/custom-scripts-call/{name}", {"book": {}}).status == 404


@pytest.mark.parametrize("path", ["/", "/taskpane.html", "/static/js/main.js", "/nowhere", CALL])
def test_every_answer_carries_the_security_headers(served, path):
    headers = served.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors" in headers["content-security-policy"]
    assert "server" not in headers


def test_pyodide_stays_known_as_absent(served):
    """Without it xlwings tries to import it anew for every cell of every argument."""
    served.formula([[2]] * 100, "May 2019")
    assert "pyodide" in sys.modules
    assert sys.modules["pyodide"] is None


ODD = (
    *("", "%00", "%ff%fe", "%ed%a0%80", "a" * 5000, "9" * 400, "-1", "null", "1e999", "[]", "{}"),
    *("..%2f..%2fetc", "%2525", "0001-01-01", "9999-12-31", "2019-13-45", "[" * 5000),
)


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/kpi/api/search", ["q", "as_of"]),
        ("/kpi/api/index", ["period", "edition", "as_of"]),
        ("/kpi/api/changes", ["since", "edition", "as_of"]),
        ("/kpi/api/indicator", ["key", "period", "edition", "as_of"]),
        ("/kpi/api/explain", ["given"]),
        ("/kpi/state", ["version"]),
    ],
)
def test_what_the_page_asks_is_never_a_fault_of_the_server(served, path, names):
    asked = [f"{path}?{name}={words}" for name in names for words in ODD]
    faults = {one[:80]: reply.status for one in asked if (reply := served.get(one)).status >= 500}
    assert faults == {}
    assert served.post(path, {}).status == 405


@pytest.mark.parametrize("number", ["0", "-1", "9" * 19, "9" * 40, "1.5", "%00", "1%2f..%2f2"])
def test_a_proposal_that_there_is_none_of_is_never_a_fault_of_the_server(served, number):
    assert 400 <= served.get(f"/kpi/proposals/{number}").status < 500
    for act in ("accept", "reject"):
        for body in ({}, {"words": 7}, []):
            assert 400 <= served.post(f"/kpi/proposals/{number}/{act}", body).status < 500


@pytest.mark.parametrize(
    "path",
    [
        "/static/js/pane/..%2f..%2f..%2f..%2fserver.py",
        "/static/js/pane/%252e%252e/main.js",
        "/static/js/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/hostname",
        "/static/js/pane/",
        "/static/" + "a/" * 4000,
        "/kpi/api/..%2f..%2fetc/hostname",
        "/socket.io/..%2f..%2fetc/hostname",
        "/manifest/../../etc/hostname",
    ],
    ids=lambda path: path[:50],
)
def test_no_newer_path_climbs_either(served, path):
    assert 400 <= served.get(path).status < 500
