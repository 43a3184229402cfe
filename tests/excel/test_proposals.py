"""Figures typed into the workbook are previewed, submitted and decided over HTTP, by who may."""

import json

import pytest

from excel_addin import proposals, session
from excel_addin.people import Person
from excel_addin.session import Session
from kpi_store.config import Settings
from kpi_store.domain.audience import Role
from kpi_store.proposing import OwnProposal
from kpi_store.sheet_file import read_workbook
from tests.excel.client import TODAY
from tests.workbooks import type_into

PATH = "/kpi/proposals"
SAID = {"source": "Typed by a test", "reason": "Recount"}
ANN = Person("ann@council.example", frozenset({Role.EDITOR}))
BO = Person("bo@council.example", frozenset({Role.APPROVER}))
DI = Person("di@council.example", frozenset({Role.READER}))

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning:openpyxl")


@pytest.fixture
def opened(served, council, monkeypatch) -> Session:
    """The session of the running add-in, on a store of this test's own."""
    mine = Session(council, lambda: TODAY, Settings("unused"), alone=True)
    monkeypatch.setattr(session._Process, "session", mine)
    return mine


@pytest.fixture
def sheet(index_file, tmp_path):
    """What the page sends of the index once somebody has typed into it."""

    def read(cells, **more):
        file = type_into(index_file("merton-2019-20"), cells, tmp_path / "typed.xlsx")
        one = read_workbook(file)
        sent = {"sheet": {"name": one.name, "cells": one.cells, "formats": one.formats}, **more}
        return json.loads(json.dumps(sent))

    return read


def test_what_is_typed_is_previewed_submitted_accepted_and_shown_by_a_formula(
    served, opened, sheet
):
    cells = {("11", "Sep-19 / Q2"): "45%", ("2", "May-19"): 95}
    seen = served.post(f"{PATH}/preview", sheet(cells)).body["preview"]
    (eleven,) = seen["changes"]
    assert (eleven["cell"], eleven["was"], eleven["becomes"]) == ("O21", "20 %", "45 %")
    assert eleven["in_force"] == ["Green", "Red"]
    assert seen["needs_reason"] is True
    assert [one["cell"] for one in seen["unchanged"]] == ["K11"]
    assert served.formula(11, "Q2").body == {"result": [[20]]}

    made = served.post(PATH, sheet(cells, **SAID)).body["proposal"]
    assert (made["id"], made["state"], made["own"], made["may_accept"]) == (
        1,
        "waiting",
        True,
        True,
    )
    (listed,) = served.get(PATH).body["proposals"]
    assert listed == made
    assert served.get(f"{PATH}/1").body["preview"] == seen | {"unchanged": []}
    assert served.formula(11, "Q2").body == {"result": [[20]]}

    done = served.post(f"{PATH}/1/accept", {"comment": "Agreed"}).body
    assert (done["recorded"], done["proposal"]["state"]) == (1, "accepted")
    assert served.formula(11, "Q2").body == {"result": [[45]]}
    again = served.post(f"{PATH}/1/accept", {})
    assert again.status == 409
    assert again.body["detail"].startswith(f"Proposal 1 of {made['by']} was accepted by")


def test_what_is_rejected_says_why_and_changes_nothing(served, opened, sheet):
    served.post(PATH, sheet({("4", "Jul-19"): 31}, **SAID))
    assert served.post(f"{PATH}/1/reject", {}).body["detail"].startswith("Say why")
    done = served.post(f"{PATH}/1/reject", {"comment": "Wrong return"}).body["proposal"]
    assert (done["state"], done["comment"]) == ("withdrawn", "Wrong return")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "The sheet is missing."),
        ({"sheet": []}, "The sheet is missing."),
        ({"sheet": {"cells": "all"}}, "The sheet's cells are not rows of cells."),
        ({"sheet": {"cells": [[1], [1, 2]]}}, "The sheet's cells are not a rectangle."),
        ({"sheet": {"cells": [[0] * 400] * 251}}, "A sheet of more than 100,000 cells is not"),
        ({"sheet": {"cells": [[1]], "formats": [[]]}}, "The sheet's formats are not as many"),
        ({"sheet": {"cells": [[{}]], "formats": [[""]]}}, "The sheet holds something that does"),
        ({"sheet": {"cells": [["a" * 32768]], "formats": [[""]]}}, "The sheet holds something"),
        ({"sheet": {"cells": [[1]], "formats": [[""]], "row": 0}}, "The sheet's row is not a"),
        ({"sheet": {"cells": [[1]], "formats": [[""]], "name": 5}}, "name is not text."),
        ({"sheet": {"cells": [[1]], "formats": [[""]]}}, "The sheet '' begins with '1', which is"),
        ({"sheet": {"cells": [["\ud800"]], "formats": [["\x00"]]}}, "The sheet '' begins with '"),
    ],
)
def test_a_body_that_is_no_sheet_is_a_sentence(served, opened, body, sentence):
    for path in (f"{PATH}/preview", PATH):
        reply = served.post(path, body)
        assert (reply.status, reply.body["detail"][: len(sentence)]) == (400, sentence)


@pytest.mark.parametrize("number", ["7", "0", "-1", "seven", "99999999999999999999"])
def test_a_proposal_that_is_none_is_not_found(served, opened, number):
    for reply in (
        served.get(f"{PATH}/{number}"),
        served.post(f"{PATH}/{number}/accept", {}),
        served.post(f"{PATH}/{number}/reject", {"comment": "No"}),
    ):
        assert (reply.status, reply.body["detail"][:17]) == (404, "There is no propo")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_address_submits_and_accepts_nothing(served, opened, sheet, headers):
    body = sheet({("4", "Jul-19"): 31}, **SAID)
    assert served.post(PATH, body, **headers).status == 403
    served.post(PATH, body, Origin=served.address)
    assert served.post(f"{PATH}/1/accept", {}, **headers).status == 403
    assert served.get(PATH).body["proposals"][0]["state"] == "waiting"


def test_a_form_of_any_page_is_refused(served, opened):
    form = {"Content-Type": "text/plain"}
    assert served.post(f"{PATH}/1/accept", b"{}", **form).status == 415


def test_without_a_role_nothing_is_previewed_and_the_person_is_told(
    served, opened, sheet, monkeypatch
):
    signed = Session(opened.store, opened.today, opened.settings, tenant="ours")
    monkeypatch.setattr(session._Process, "session", signed)
    for reply in (
        served.get(PATH),
        served.get(f"{PATH}/1"),
        served.post(f"{PATH}/preview", sheet({})),
        served.post(PATH, sheet({})),
        served.post(f"{PATH}/1/accept", {}),
        served.post(f"{PATH}/1/reject", {"comment": "No"}),
    ):
        assert reply.status == 403
        assert "that needs the role of an " in reply.body["detail"]
        assert reply.body["detail"].endswith("looks after the add-in at your council.")


def test_an_editor_submits_and_takes_back_and_an_approver_decides(opened, sheet):
    body = sheet({("4", "Jul-19"): 31}, **SAID)
    made = proposals.submitted(opened, ANN, body)["proposal"]
    assert (made["by"], made["may_accept"], made["may_reject"]) == (ANN.name, False, True)
    with pytest.raises(proposals.NotAllowed, match=r"ann@council\.example may not accept figures"):
        proposals.accepted(opened, ANN, "1", {})
    with pytest.raises(proposals.NotAllowed, match=r"di@council\.example may not see"):
        proposals.listed(opened, DI)
    assert proposals.accepted(opened, BO, "1", {})["proposal"]["state"] == "accepted"

    second = proposals.submitted(opened, BO, sheet({("4", "Aug-19"): 32}, **SAID))["proposal"]
    assert (second["may_accept"], second["may_reject"]) == (False, True)
    with pytest.raises(OwnProposal, match="You submitted proposal 2 yourself"):
        proposals.accepted(opened, BO, "2", {})
    with pytest.raises(proposals.NotAllowed, match="may not reject figures"):
        proposals.rejected(opened, ANN, "2", {"comment": "No"})
    taken_back = proposals.rejected(opened, BO, "2", {"comment": "Wrong return"})["proposal"]
    assert taken_back["state"] == "withdrawn"
