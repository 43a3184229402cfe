"""The add-in over HTTPS, asked by clients that trust its own authority and nobody else."""

import base64
import hashlib
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from excel_addin import server, tls
from excel_addin.certificate import make, read
from excel_addin.tls import Tls
from kpi_store.config import Settings
from kpi_store.domain.errors import BadSetting
from tests.excel.chromium import CHROMIUM, FLAGS, needs_chromium
from tests.excel.serving import serving
from tests.excel.test_live import Live

NOW = datetime.now(UTC)  # a handshake asks the machine's clock


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make(tmp_path_factory.mktemp("certificate"), now=NOW).held


@pytest.fixture(scope="module")
def secured(store, certificate):
    with serving(store, certificate) as served:
        yield served


def test_a_formula_is_answered_over_https(secured):
    assert secured.formula(2, "May 2019").body == {"result": [[95]]}


def test_the_manifest_names_https_addresses(secured):
    manifest = secured.get("/manifest", Host=f"localhost:{secured.port}").body
    assert f"https://localhost:{secured.port}/taskpane.html" in manifest
    assert "http://localhost" not in manifest


def test_who_does_not_trust_the_authority_gets_nothing(secured):
    with pytest.raises(OSError, match="certificate verify failed"):
        urlopen(secured.address)


def test_what_is_old_is_not_spoken(secured, certificate):
    old = ssl.create_default_context(cafile=str(certificate.authority))
    with pytest.warns(DeprecationWarning):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(OSError):
        urlopen(secured.address, context=old)


@needs_chromium
def test_the_page_and_live_formulas_work_in_a_browser_over_https(browser, secured, certificate):
    """This Chromium takes the one key of ours as trusted, and no other."""
    public = read(certificate.server).public_key()
    key = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    pin = base64.b64encode(hashlib.sha256(key).digest()).decode()
    flags = [*FLAGS, f"--ignore-certificate-errors-spki-list={pin}"]
    secure_browser = browser.browser_type.launch(executable_path=CHROMIUM, args=flags)
    page = secure_browser.new_page()
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(secured.address)
    assert page.evaluate("isSecureContext")
    assert "Performance index" in page.title()
    assert faults == []
    excel = Live(secure_browser, secured)
    assert excel.type(2, "May 2019") == [[95]]
    excel.follow("A1", 2, "May 2019")
    excel.shows("A1", [[95]])
    assert excel.faults == []
    secure_browser.close()


def test_at_the_start_it_says_where_and_until_when(certificate):
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port = bound.getsockname()[1]
        where, manifest, _ = server.greeting(Settings("unused"), bound, Tls(certificate.server))
    assert where.startswith(f"The Excel add-in is at https://127.0.0.1:{port}/")
    assert f"https://127.0.0.1:{port}/manifest" in manifest
    assert manifest.endswith(f"the certificate is good until {certificate.until}.")


# Which certificate is meant, and whether it can serve


def test_without_a_certificate_it_is_plain_http(monkeypatch, tmp_path):
    monkeypatch.setattr(tls, "own_folder", lambda: tmp_path)
    assert tls.usable(Settings("unused"), NOW) is None


def test_the_one_made_here_is_used_and_the_settings_come_first(monkeypatch, tmp_path, certificate):
    monkeypatch.setattr(tls, "own_folder", lambda: certificate.folder)
    assert tls.usable(Settings("unused"), NOW) == Tls(certificate.server, ours=True)
    other = make(tmp_path, now=NOW).held.server
    told = Settings("unused", certificate=str(other))
    assert tls.usable(told, NOW) == Tls(other)


@pytest.mark.parametrize(
    ("certificate_file", "key", "later", "fault"),
    [
        ("server.pem", None, 400, r"server\.pem expired on .*Get a new one"),
        ("server.pem", None, -10, r"is not good before .*clock"),
        ("nowhere.pem", None, 0, r"nowhere\.pem cannot be read .*Check KPI_CERTIFICATE"),
        ("authority.key", None, 0, r"authority\.key holds no certificate"),
        ("authority.crt", None, 0, r"the key in .*authority\.crt does not fit"),
        ("server.pem", "authority.key", 0, r"the key in .*authority\.key does not fit"),
        ("server.pem", "nowhere.key", 0, r"nowhere\.key cannot be read"),
    ],
)
def test_a_certificate_that_cannot_serve_is_a_sentence(
    certificate, certificate_file, key, later, fault
):
    told = Settings(
        "unused",
        certificate=str(certificate.folder / certificate_file),
        certificate_key=str(certificate.folder / key) if key else None,
    )
    with pytest.raises(BadSetting, match=fault):
        tls.usable(told, NOW + timedelta(days=later))


def test_the_manifest_can_be_saved_as_the_file_that_the_instructions_name(secured):
    reply = secured.get("/manifest/download", Host=f"localhost:{secured.port}")
    name = reply.headers["content-disposition"].rpartition("=")[2]
    words = (Path(__file__).parents[2] / "docs" / "excel.md").read_text()
    assert f"`{name}`" in words
    for label in ("Performance index", "Open the index"):
        assert f'DefaultValue="{label}"' in reply.body
        assert f'"{label}"' in words
