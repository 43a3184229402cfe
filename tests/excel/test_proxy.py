"""Sign-in by the council's proxy: who it names is believed, and nobody else is answered."""

from dataclasses import replace

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from excel_addin import binding, lines, proxy
from excel_addin.proxy import ADDRESSES, HEADER, proxy_of
from kpi_store.domain.errors import BadSetting
from tests.excel.client import CALL, as_sent
from tests.excel.serving import serving
from tests.excel.test_lines import QUERY, greet

TOLD = {
    HEADER: "X-Remote-User",
    ADDRESSES: "127.0.0.1, 10.20.0.0/16",
    "KPI_EDITORS": "ann@council.example",
    "KPI_APPROVERS": "bo@council.example",
    "XLWINGS_HOSTNAME": "kpis.council.example",
}
ANN = {"X-Remote-User": "ann@council.example"}


@pytest.fixture(scope="module")
def proxied(store):
    """The add-in behind a proxy at 127.0.0.1; 127.0.0.2 is somebody else."""
    with serving(store, environment=TOLD) as served:
        yield served


def test_who_the_proxy_names_is_answered_by_any_name_of_the_server(proxied):
    reply = proxied.post(CALL, as_sent(2, "May 2019"), Host="kpis.council.example", **ANN)
    assert reply.body["result"][0][0]["basicValue"] == 95
    assert proxied.get("/kpi/state", **ANN).status == 200


@pytest.mark.parametrize(
    "headers",
    [{}, {"X-Remote-User": ""}, {"X-Remote-User": "  "}, {"X-Remote-User": "a" * 257}],
    ids=["none", "empty", "blank", "too long"],
)
@pytest.mark.parametrize("path", ["/", "/kpi/state", "/static/js/main.js", "/manifest", "/nowhere"])
def test_nobody_is_answered_whom_the_proxy_does_not_name(proxied, path, headers):
    reply = proxied.get(path, **headers)
    assert reply.status == 401
    assert reply.body["detail"] == "Nobody is signed in: the proxy does not say who is asking."


def test_two_names_are_none(proxied):
    """A header that was sent by the person, and kept by the proxy beside its own."""
    assert proxied.get("/kpi/state", **{**ANN, "x-remote-user": "bo@council.example"}).status == 401


def test_a_header_from_elsewhere_is_not_believed(proxied):
    stranger = replace(proxied, sender="127.0.0.2")
    for more in ({}, {"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}):
        reply = stranger.get("/kpi/state", **ANN, **more)
        assert reply.status == 403
        assert reply.body["detail"] == "This server answers only through the council's proxy."
        assert stranger.post(CALL, as_sent(2), **ANN, **more).status == 403


@pytest.mark.parametrize(
    ("name", "may_see", "may_accept"),
    [
        ("ANN@council.example", True, False),
        ("bo@council.example", True, True),
        ("di@council.example", False, False),
    ],
)
def test_what_a_person_may_do_follows_from_their_name(proxied, name, may_see, may_accept):
    reply = proxied.get("/kpi/proposals", **{"X-Remote-User": name})
    assert reply.status == (200 if may_see else 403)
    if may_see:
        assert (reply.body["person"], reply.body["may_accept"]) == (name, may_accept)


def line(served, sender="127.0.0.1", **headers):
    place = f"ws://127.0.0.1:{served.port}{QUERY}"
    return connect(place, additional_headers=headers, source_address=(sender, 0))


def test_the_line_of_live_formulas_asks_for_the_same(proxied):
    with line(proxied, **ANN, Origin="https://kpis.council.example") as opened:
        greet(opened)
    for sender, headers, status in (
        ("127.0.0.1", {}, 401),
        ("127.0.0.2", ANN, 403),
        ("127.0.0.1", {**ANN, "Origin": "https://evil.example"}, 403),
    ):
        with pytest.raises(InvalidStatus) as refusal, line(proxied, sender, **headers):
            pass
        assert refusal.value.response.status_code == status


def test_who_signed_in_is_asked_again_who_they_are(proxied, monkeypatch):
    monkeypatch.setattr(lines, "LONGEST", 0.2)
    with line(proxied, **ANN) as opened:
        greet(opened)
        with pytest.raises(ConnectionClosed) as ended:
            opened.recv(timeout=20)
    assert ended.value.rcvd.code == 1001


def test_the_manifest_names_the_address_that_people_know(proxied):
    manifest = proxied.get("/manifest", **ANN).body
    assert "https://kpis.council.example/taskpane.html" in manifest
    assert "127.0.0.1" not in manifest


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({HEADER: "X-Remote-User"}, f"{ADDRESSES} is missing: without it anybody could"),
        ({HEADER: "X-Remote-User", ADDRESSES: " , "}, f"{ADDRESSES} is missing"),
        ({ADDRESSES: "10.1.2.3"}, f"{HEADER} is missing"),
        ({HEADER: "X Remote", ADDRESSES: "10.1.2.3"}, f"{HEADER} 'X Remote' is not a header"),
        ({HEADER: "X-User", ADDRESSES: "proxy.local"}, f"{ADDRESSES} 'proxy.local' is neither"),
        ({HEADER: "X-User", ADDRESSES: "10.1.2.3/8"}, f"{ADDRESSES} '10.1.2.3/8' is neither"),
        ({HEADER: "X-User", ADDRESSES: "0.0.0.0/0"}, "is everybody"),
        ({HEADER: "X-User", ADDRESSES: "10.1.2.3, ::/0"}, "is everybody"),
    ],
)
def test_half_a_proxy_is_refused(told, fault):
    with pytest.raises(BadSetting, match=fault):
        binding.sign_in(told)


def test_one_way_to_sign_in_is_enough():
    entra = {
        binding.PROVIDERS: '["entraid"]',
        binding.CLIENT: "11111111-2222-3333-4444-555555555555",
        binding.TENANT: "66666666-7777-8888-9999-000000000000",
    }
    with pytest.raises(BadSetting, match="are both set"):
        binding.sign_in({**entra, **TOLD})


def test_with_a_proxy_other_machines_may_reach_the_server():
    binding.check_host("0.0.0.0", binding.sign_in(TOLD))


@pytest.mark.parametrize("address", ["10.20.3.4", "::ffff:10.20.3.4", "127.0.0.1"])
def test_the_proxy_is_known_by_its_address_in_either_writing(address):
    scope = {"client": (address, 1), "headers": [(b"x-remote-user", "Zoë".encode())]}
    proxy_of(TOLD).let_in(scope)
    assert scope[proxy.PERSON] == "Zoë"


@pytest.mark.parametrize("client", [None, ("", 1), ("unix", 1), ("10.21.0.1", 1)])
def test_who_is_not_the_proxy_is_not_let_in(client):
    with pytest.raises(proxy.Refused):
        proxy_of(TOLD).let_in({"client": client, "headers": [(b"x-remote-user", b"ann")]})


@pytest.mark.parametrize("name", ["https://kpis.council.example", "a b", "-", "name:port"])
def test_a_public_name_that_is_none_is_refused(name):
    with pytest.raises(BadSetting, match="XLWINGS_HOSTNAME"):
        binding.public_name({"XLWINGS_HOSTNAME": name})
