"""`kpi addin --doctor`: what is in order, what is not, and what to do about it."""

import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from excel_addin import certificate, doctor, tls
from excel_addin.binding import CLIENT, PROVIDERS, TENANT
from excel_addin.certificate import make
from excel_addin.doctor import Place, examine
from excel_addin.proxy import ADDRESSES, HEADER
from kpi_store.config import settings
from kpi_store.migrations.run import downgrade
from kpi_store.store import Store
from tests.slackworld.emulator import free_port

NOW = datetime.now(UTC)
KPI = (sys.executable, "-m", "kpi_store")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("certificate"), now=NOW).held


@pytest.fixture
def place(new_database, seeded_url, made, served):
    """An add-in with nothing wrong; xlwings is loaded already, by the server of the other tests."""
    url = new_database(seeded_url)

    def placed(host="127.0.0.1", port=None, now=NOW, certificate_file=made.server, **told):
        said = {"KPI_DATABASE_URL": url, "KPI_CERTIFICATE": str(certificate_file), **told}
        ours = {name: one for name, one in said.items() if one is not None}
        return Place(settings(ours), ours, host, port or free_port(), now)

    return placed


def found(place):
    """What is found, by what was looked at; in a thread, for a browser holds this one's loop."""
    with ThreadPoolExecutor(1) as pool:
        return {one.what: one for one in pool.submit(lambda: list(examine(place))).result()}


def faults(place):
    return {what: one.words for what, one in found(place).items() if not one.fine}


def test_where_nothing_is_wrong_each_thing_is_said_in_a_line(place):
    seen = found(place(port=8123))
    assert [str(one)[0] for one in seen.values()] == ["✓"] * 6
    assert list(seen) == ["Licence", "Store", "Certificate", "Sign-in", "Port", "Manifest"]
    assert "PolyForm Noncommercial" in seen["Licence"].words
    assert "answers of " in seen["Store"].words
    assert "localhost, 127.0.0.1, ::1" in seen["Certificate"].words
    assert seen["Manifest"].words.startswith("https://localhost:8123/manifest is well formed")


def test_without_a_certificate_both_it_and_the_manifest_are_at_fault(place, monkeypatch, tmp_path):
    monkeypatch.setattr(tls, "own_folder", lambda: tmp_path)
    wrong = faults(place(KPI_CERTIFICATE=None))
    assert list(wrong) == ["Certificate", "Manifest"]
    assert wrong["Certificate"].endswith("Make one with 'kpi certificate'.")
    assert wrong["Manifest"].startswith("it names http://localhost:")


def test_an_old_certificate_is_to_be_renewed(place, monkeypatch, made):
    monkeypatch.setattr(tls, "own_folder", lambda: made.folder)
    wrong = faults(place(KPI_CERTIFICATE=None, now=NOW + timedelta(days=400)))
    assert list(wrong) == ["Certificate"]
    assert "expired on" in wrong["Certificate"]
    assert wrong["Certificate"].endswith("Renew it with 'kpi certificate --renew'.")


def test_a_certificate_for_another_name_is_no_use(place):
    told = {HEADER: "X-User", ADDRESSES: "10.0.0.1"}
    wrong = faults(place(host="kpis.example.gov.uk", **told))
    assert "--renew --name kpis.example.gov.uk" in wrong["Certificate"]


def test_a_key_that_others_can_read_is_a_fault(place, tmp_path):
    own = make(tmp_path, now=NOW).held.server
    own.chmod(0o644)
    assert faults(place(certificate_file=own)) == {
        "Certificate": f"the key in {own} can be read by others. Say: chmod 600 '{own}'"
    }


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:////nowhere/kpi.db", "the folder /nowhere does not exist"),
        ("sqlite:///not-there.db", "There is no store at not-there.db yet: 'kpi up' makes it"),
        ("postgresql://clerk:s3cret@127.0.0.1:1/kpi", "clerk@127.0.0.1:1/kpi cannot be used"),
        ("mysql://kpi", "The database URL is not one this store can use"),
    ],
)
def test_a_store_that_is_not_there_is_said_and_not_made(place, url, words):
    wrong = faults(place(KPI_DATABASE_URL=url))
    assert list(wrong) == ["Store"]
    assert words in wrong["Store"]
    assert "s3cret" not in wrong["Store"]


def test_a_store_that_is_empty_or_of_older_software_is_said_and_left_alone(place, database_url):
    store = Store.open(database_url)
    told = place(KPI_DATABASE_URL=database_url)
    assert "is empty: 'kpi up' makes it ready" in faults(told)["Store"]
    downgrade(store.database, "0003")
    assert "has tables of version 0003" in faults(told)["Store"]
    downgrade(store.database)
    assert "has no tables yet" in faults(told)["Store"]
    store.close()


@pytest.mark.parametrize(
    ("host", "told", "words"),
    [
        ("0.0.0.0", {}, "sign-in is not configured"),
        ("127.0.0.1", {PROVIDERS: '["entraid"]'}, f"{CLIENT} is missing"),
        ("127.0.0.1", {HEADER: "X-User"}, f"{ADDRESSES} is missing"),
    ],
)
def test_sign_in_that_is_missing_or_half_there_is_a_fault(place, host, told, words):
    wrong = faults(place(host=host, **told))
    assert list(wrong) == ["Sign-in"]
    assert words in wrong["Sign-in"]


def test_how_people_sign_in_is_said(place):
    ids = "11111111-2222-3333-4444-555555555555"
    entra = found(place(**{PROVIDERS: '["entraid"]', CLIENT: ids, TENANT: ids}))
    assert entra["Sign-in"].words == "people sign in with Entra ID."
    told = {HEADER: "X-User", ADDRESSES: "10.0.0.0/24", "XLWINGS_HOSTNAME": "kpis.example.gov.uk"}
    assert found(place(**told))["Sign-in"].words == "the proxy says in X-User who is asking."


def test_a_port_that_is_taken_is_a_fault_unless_the_add_in_has_it(place, served, monkeypatch):
    monkeypatch.setattr(doctor, "PATIENCE", 0.2)  # the other program never answers
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        wrong = faults(place(port=port))
    assert list(wrong) == ["Port"]
    assert f"{port} cannot be used" in wrong["Port"]
    assert (
        found(place(port=served.port))["Port"].words == f"the add-in is running on {served.port}."
    )


def run(folder, *words, **told):
    ours = ("KPI_", "SLACK_", "XLWINGS_")
    clean = {name: said for name, said in os.environ.items() if not name.startswith(ours)}
    given = {**clean, "XDG_DATA_HOME": str(folder), "PYTHONUTF8": "1", **told}
    return subprocess.run(
        [*KPI, *words], env=given, capture_output=True, text=True, timeout=120, check=False
    )


def test_from_nothing_to_all_in_order_by_doing_what_it_says(tmp_path):
    port = ("--port", str(free_port()))
    first = run(tmp_path, "addin", "--doctor", *port, XLWINGS_LICENSE_KEY="not-a-key")
    assert first.returncode == 1
    wrong = [line.split(":")[0] for line in first.stdout.splitlines() if line.startswith("✗")]
    assert wrong == ["✗ Licence", "✗ Store", "✗ Certificate", "✗ Manifest"]
    assert "There is no store yet: 'kpi up' makes it ready." in first.stdout
    assert first.stdout.endswith("4 to put right.\n")
    assert "Traceback" not in first.stdout + first.stderr

    made = run(tmp_path, "certificate")
    assert made.returncode == 0
    assert "On a Mac" in made.stdout
    assert certificate.held(tmp_path / "council-kpis" / "certificate")
    assert run(tmp_path, "show", "11", "Q2", "--today", "2019-11-06").returncode == 0
    second = run(tmp_path, "addin", "--doctor", *port)
    assert (second.returncode, second.stdout.splitlines()[-1]) == (0, "All is in order.")
    assert second.stdout.count("✓") == 6
