"""What the line of live formulas refuses: strangers' pages, other paths, messages that are none."""

import json
import socket
from contextlib import contextmanager

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from excel_addin import lines, messages
from excel_addin.calls import BadCall, Signature
from excel_addin.messages import LARGEST, Line
from tests.excel.client import BATCH, CALL

QUERY = "/socket.io/?EIO=4&transport=websocket"
ASKED = {"func_name": "KPILIVE", "args": [[[2]], [["May 2019"]], None, None], "runtime": "1.4"}
FOLLOW = "42" + json.dumps(["xlwings:function-call", {**ASKED, "task_key": "mine"}])


@contextmanager
def line(served, path=QUERY, host="127.0.0.1", **headers):
    """A line to the server by the name *host*, which a stranger may have pointed at it."""
    reached = socket.create_connection(("127.0.0.1", served.port))
    place = f"ws://{host}:{served.port}{path}"
    with connect(place, sock=reached, additional_headers=headers) as opened:
        yield opened


def greet(opened):
    assert opened.recv(timeout=20).startswith("0{")
    opened.send("40")
    assert opened.recv(timeout=20).startswith("40{")


def events(opened):
    """The events that arrive until the line is closed, which ends the test that waits in vain."""
    while True:
        message = opened.recv(timeout=20)
        if message.startswith("42"):
            yield json.loads(message[2:])


def test_a_question_is_answered_at_once_by_the_name_it_was_given(served):
    with line(served) as opened:
        greet(opened)
        opened.send(FOLLOW)
        event, payload = next(events(opened))
    assert event == "xlwings:set-result-mine"
    assert payload["result"][0][0]["basicValue"] == 95


def test_two_who_call_different_questions_by_one_name_are_told_their_own(served):
    with line(served) as mine, line(served) as yours:
        greet(mine)
        greet(yours)
        mine.send(FOLLOW)
        other = {**ASKED, "args": [[[4]], [["May 2019"]], None, None], "task_key": "mine"}
        yours.send("42" + json.dumps(["xlwings:function-call", other]))
        told = [next(events(one))[1]["result"][0][0]["basicValue"] for one in (mine, yours)]
    assert told == [95, 34.7]


def test_one_who_changes_the_question_hears_of_the_new_one_only(served):
    with line(served) as opened:
        greet(opened)
        opened.send(FOLLOW)
        next(events(opened))
        other = {**ASKED, "args": [[[4]], [["May 2019"]], None, None], "task_key": "mine"}
        opened.send("42" + json.dumps(["xlwings:function-call", other]))
        assert next(events(opened))[1]["result"][0][0]["basicValue"] == 34.7


@pytest.mark.parametrize(
    "message",
    [
        "",
        "hello",
        "9",
        "4",
        "42",
        "42[]",
        "42{}",
        "42[" + "[" * 100_000,
        '42["xlwings:function-call"]',
        '42["xlwings:function-call",[]]',
        '42["xlwings:function-call",{}]',
        '42["xlwings:function-call",{"task_key":7}]',
        '42["xlwings:function-call",{"task_key":"a"}]',
        '42["xlwings:function-call",{"task_key":"a","func_name":"KPI","args":[2]}]',
        '42["xlwings:function-call",{"task_key":"a","func_name":"os","args":[2]}]',
        '42["xlwings:function-call",{"task_key":"a","func_name":"KPILIVE","args":[]}]',
        '42["xlwings:function-call",{"task_key":"a","func_name":"KPILIVE","args":[NaN]}]',
        '42["xlwings:function-call",{"task_key":"a","func_name":"KPILIVE","args":[[1],[2,3]]}]',
        '42["xlwings:cancel-task",{}]',
        '42["xlwings:cancel-task",{"task_key":"' + "a" * 100_001 + '"}]',
        '42["connect",{"task_key":"a"}]',
        '421["xlwings:cancel-task",{"task_key":"a"}]',
        '42/other,["xlwings:cancel-task",{"task_key":"a"}]',
        "40",
        '43[{"a":1}]',
        '451-["x",{"_placeholder":true,"num":0}]',
        "b" * 5_000,
        b"\x04binary",
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_message_that_is_none_ends_its_line_and_harms_nobody_else(served, message):
    with line(served) as other, line(served) as opened:
        greet(other)
        greet(opened)
        opened.send(message)
        with pytest.raises(ConnectionClosed) as ended:
            next(events(opened))
        assert ended.value.rcvd.code == 1008
        other.send(FOLLOW)
        assert next(events(other))[1]["result"][0][0]["basicValue"] == 95


def test_odd_arguments_are_answered_with_a_sentence(served):
    with line(served) as opened:
        greet(opened)
        for place, args in enumerate(([["\u0000"]], [[1e308]], [[False]], [[None]])):
            asked = {**ASKED, "args": [args, None, None, None], "task_key": str(place)}
            opened.send("42" + json.dumps(["xlwings:function-call", asked]))
            event, payload = next(events(opened))
            assert event == f"xlwings:set-result-{place}"
            assert payload["result"][0][0]["message"]


def test_a_message_too_large_ends_its_line(served):
    with line(served) as opened:
        greet(opened)
        opened.send("42" + " " * LARGEST)
        with pytest.raises(ConnectionClosed) as ended:
            next(events(opened))
        assert ended.value.rcvd.code == 1009
    with pytest.raises(BadCall) as refusal:
        Line({}).checked("4" * (LARGEST + 1))
    assert refusal.value.status == 413


def refusal(served, path=QUERY, host="127.0.0.1", **headers):
    """The status with which a line is refused."""
    with pytest.raises(InvalidStatus) as fault, line(served, path, host, **headers):
        pass
    return fault.value.response.status_code


def test_a_page_on_the_web_is_given_no_line(served):
    assert refusal(served, Origin="https://evil.example") == 403
    assert refusal(served, Origin="null") == 403
    assert refusal(served, Origin=f"http://127.0.0.1:{served.port + 1}") == 403
    evil = f"http://evil.example:{served.port}"
    assert refusal(served, host="evil.example", Origin=evil) == 421
    with line(served, Origin=served.address) as opened:
        greet(opened)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 404),
        ("/kpi/state", 404),
        ("/socket.io", 404),
        ("/socket.io/x", 404),
        ("/socket.io/../socket.io/", 400),
        ("/socket.io/%2e%2e/", 400),
        ("/socket.io//", 400),
    ],
)
def test_there_is_no_other_line(served, path, status):
    assert refusal(served, path) == status


@pytest.mark.parametrize("path", ["/socket.io", "/socket.io/?EIO=4&transport=polling"])
def test_long_polling_is_not_offered(served, path):
    assert served.get(path).status == 426
    assert served.post(path, {}).status == 426
    assert "WebSocket" in served.get(path).body["detail"]


def test_more_lines_than_a_council_has_people_are_refused(served, monkeypatch):
    monkeypatch.setattr(lines, "MOST", 1)
    with line(served) as opened:
        greet(opened)
        assert refusal(served) == 503


def test_a_live_formula_is_not_answered_as_any_other(served):
    alone = served.post(CALL, ASKED)
    assert alone.status == 400
    assert alone.body["detail"] == "KPILIVE is answered over the line of live formulas only."
    (together,) = served.post(BATCH, {"calls": [ASKED]}).body["results"]
    assert together == {"status": 400, "body": alone.body}


@pytest.mark.parametrize(
    "greeting", ["40[]", "40{", "40/other,", '40{"token":7}', '40{"token":"' + "x" * 20_001 + '"}']
)
def test_who_greets_wrongly_is_not_let_in(greeting):
    with pytest.raises(BadCall):
        Line({}).checked(greeting)


def test_of_a_greeting_only_the_sign_in_is_passed_on():
    told = '40{"token":"Bearer x","provider":null,"more":[1]}'
    assert Line({}).checked(told) == '40{"token": "Bearer x", "provider": ""}'


def test_nothing_is_asked_before_the_greeting():
    known = {"kpilive": Signature("KPILIVE", 1, 4, live=True)}
    with pytest.raises(BadCall):
        Line(known).checked(FOLLOW)
    greeted = Line(known)
    greeted.checked("40")
    assert greeted.checked(FOLLOW).startswith(f'42["{messages.CALL}"')
