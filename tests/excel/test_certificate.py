"""The certificate that `kpi certificate` makes: whom it is for, who may read it, what it opens."""

import ssl
import stat
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from excel_addin import certificate, trusting
from excel_addin.certificate import BadCertificate, covers, held, make, read

NOW = datetime.now(UTC)  # a handshake asks the machine's clock


def mode(file):
    return stat.S_IMODE(file.stat().st_mode)


def test_it_is_for_this_machine_alone_and_its_keys_are_their_owners(tmp_path):
    made = make(tmp_path / "own", now=NOW)
    assert made.held.names == ("localhost", "127.0.0.1", "::1")
    assert made.held == held(tmp_path / "own")
    assert mode(made.held.server) == mode(tmp_path / "own" / "authority.key") == 0o600
    assert mode(tmp_path / "own") == 0o700
    assert b"PRIVATE" not in made.held.authority.read_bytes()


def test_it_says_until_when_it_is_good_and_how_to_trust_it_on_each_system(tmp_path):
    made = make(tmp_path, ["kpis.example.gov.uk"], now=NOW)
    words = trusting.said(made)
    assert str((NOW + timedelta(days=397)).date()) in words
    assert "kpis.example.gov.uk" in words
    for system in ("On Windows", "On a Mac", "On Linux"):
        assert system in words
    assert words.count(str(made.held.authority)) == 3
    assert "PRIVATE" not in words


def test_one_that_is_there_is_not_replaced_unasked(tmp_path):
    made = make(tmp_path, now=NOW)
    before = made.held.server.read_bytes()
    with pytest.raises(BadCertificate, match=r"already, for localhost, .* say --renew"):
        make(tmp_path, now=NOW)
    assert made.held.server.read_bytes() == before


def test_renewed_it_is_vouched_for_by_the_authority_that_is_trusted_already(tmp_path):
    first = make(tmp_path, ["kpis.example.gov.uk"], now=NOW)
    authority = first.held.authority.read_bytes()
    again = make(tmp_path, now=NOW + timedelta(days=390), renew=True)
    assert first.held.authority.read_bytes() == authority
    assert (again.trust_anew, again.held.names) == (False, first.held.names)
    assert again.held.until == (NOW + timedelta(days=787)).date()
    assert "no more to do" in trusting.said(again)


def test_another_name_needs_another_authority(tmp_path):
    first = make(tmp_path, now=NOW)
    authority = first.held.authority.read_bytes()
    again = make(tmp_path, ["kpis.example.gov.uk"], now=NOW, renew=True)
    assert again.trust_anew
    assert again.held.authority.read_bytes() != authority


def test_there_is_nothing_to_renew_at_first(tmp_path):
    with pytest.raises(BadCertificate, match="Leave --renew out"):
        make(tmp_path, now=NOW, renew=True)


@pytest.mark.parametrize("name", ["", " ", "a b", "*.example.com", "-x", "http://host", "x" * 254])
def test_a_name_that_is_none_is_refused(tmp_path, name):
    with pytest.raises(BadCertificate, match="neither a host name nor an address"):
        make(tmp_path, [name], now=NOW)
    assert held(tmp_path) is None


def test_a_damaged_file_is_a_sentence(tmp_path):
    (tmp_path / "server.pem").write_text("no certificate at all")
    with pytest.raises(BadCertificate, match=r"holds no certificate .* Delete the file"):
        make(tmp_path, now=NOW, renew=True)


def test_which_hosts_a_certificate_covers(tmp_path):
    one = read(make(tmp_path, ["KPIs.example.gov.uk."], now=NOW).held.server)
    for host in ("localhost", "LOCALHOST", "127.0.0.1", "[::1]", "kpis.example.gov.uk"):
        assert covers(one, host), host
    for host in ("127.0.0.2", "example.gov.uk", "other.example.gov.uk", "kpis"):
        assert not covers(one, host), host


def accepted(server_file, authority, host):
    """Whether a client that trusts *authority* alone completes a handshake with *host*."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(server_file)
    asking = ssl.create_default_context(cafile=str(authority))
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = serving.wrap_bio(to_server, to_client, server_side=True)
    client = asking.wrap_bio(to_client, to_server, server_hostname=host)
    for _ in range(4):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue  # the other side's turn
            except ssl.SSLCertVerificationError:
                return False
    return client.version() is not None


def test_the_authority_cannot_vouch_for_any_other_site(tmp_path, monkeypatch):
    """Whoever got hold of its key could not pass for the council's bank."""
    made = make(tmp_path, now=NOW)
    assert accepted(made.held.server, made.held.authority, "localhost")
    assert accepted(made.held.server, made.held.authority, "127.0.0.1")
    key = load_pem_private_key((tmp_path / "authority.key").read_bytes(), password=None)
    monkeypatch.setattr(certificate, "_authority", lambda *_: (read(made.held.authority), key))
    forged = make(tmp_path, ["bank.example.com"], now=NOW, renew=True)
    assert read(forged.held.server).issuer == x509.Name(read(made.held.authority).subject)
    assert not accepted(forged.held.server, made.held.authority, "bank.example.com")
