"""Make a certificate for this machine, and the authority that vouches for it, and read them.

Excel loads an add-in over HTTPS only, from an address whose certificate the machine trusts. The
authority made here can vouch for the names it was made for and for no others, so that trusting it
opens no other door; its key and the certificate's are readable by their owner alone.
"""

import ipaddress
import os
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from platformdirs import user_data_path

from kpi_store.domain.errors import KpiError, quoted

ALWAYS = ("localhost", "127.0.0.1", "::1")
AUTHORITY, AUTHORITY_KEY, SERVER = "authority.crt", "authority.key", "server.pem"
LASTS = timedelta(days=397)  # browsers distrust a certificate made for longer than 398 days
AUTHORITY_LASTS = timedelta(days=3650)
CLOCKS_DIFFER = timedelta(days=1)
HOST_NAME = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"
)


class BadCertificate(KpiError):
    """A certificate cannot be made, or what is there cannot be used; says what to do."""


@dataclass(frozen=True)
class Held:
    """The certificate in a folder: the names it is for, and the last day it is good for."""

    folder: Path
    names: tuple[str, ...]
    until: date

    @property
    def authority(self) -> Path:
        return self.folder / AUTHORITY

    @property
    def server(self) -> Path:
        """The file with the key, the certificate and its authority, as a server needs them."""
        return self.folder / SERVER


@dataclass(frozen=True)
class Made:
    """What `make` did; `trust_anew` where the machine has yet to be told of the authority."""

    held: Held
    trust_anew: bool


def own_folder() -> Path:
    """Where `kpi certificate` keeps what it makes: in the person's own data folder."""
    return user_data_path("council-kpis", appauthor=False) / "certificate"


def held(folder: Path) -> Held | None:
    """The certificate in *folder*, None where there is none; BadCertificate if it is damaged."""
    if not (folder / SERVER).exists():
        return None
    one = read(folder / SERVER)
    return Held(folder, names_of(one), one.not_valid_after_utc.date())


def make(folder: Path, names: Sequence[str] = (), *, now: datetime, renew: bool = False) -> Made:
    """Make a certificate for this machine's own names and *names*, and keep it in *folder*.

    One that is there is replaced only to *renew* it: by the same authority where that may vouch
    for the names, which then is trusted already; without *names*, for the names it had. Raises
    BadCertificate.
    """
    try:
        before = held(folder)
    except BadCertificate as fault:
        raise BadCertificate(f"{fault} Delete the file and run 'kpi certificate' again.") from fault
    if before and not renew:
        raise BadCertificate(
            f"There is a certificate already, for {', '.join(before.names)}, good until "
            f"{before.until}. To replace it, say --renew."
        )
    if renew and not before:
        raise BadCertificate("There is no certificate to renew. Leave --renew out to make one.")
    asked = tuple(_name(one) for one in names) or (before.names if before else ())
    wanted = tuple(dict.fromkeys((*ALWAYS, *asked)))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    known = _authority(folder, wanted, now)
    authority, key = known or _new_authority(folder, wanted, now)
    until = min(now + LASTS, authority.not_valid_after_utc)
    own_key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        _builder(wanted[0], own_key, issuer=authority.subject, now=now, until=until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([_general(one) for one in wanted]), False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
        .add_extension(_signed_by(key), False)
        .sign(key, SHA256())
    )
    parts = (_pem(own_key), *(one.public_bytes(Encoding.PEM) for one in (certificate, authority)))
    _keep(folder / SERVER, b"".join(parts), secret=True)
    return Made(Held(folder, wanted, until.date()), trust_anew=known is None)


def read(file: Path) -> x509.Certificate:
    """The first certificate in *file*; BadCertificate where there is none that can be read."""
    try:
        return x509.load_pem_x509_certificates(file.read_bytes())[0]
    except OSError as fault:
        raise BadCertificate(f"{file} cannot be read ({fault.strerror}).") from fault
    except ValueError as fault:
        raise BadCertificate(f"{file} holds no certificate in the PEM format.") from fault


def names_of(one: x509.Certificate) -> tuple[str, ...]:
    """The host names and addresses that a certificate is for."""
    try:
        said = one.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(str(name.value) for name in said)


def covers(one: x509.Certificate, host: str) -> bool:
    """Whether a certificate is for *host*, as a browser compares them."""
    wanted, names = host.strip("[]").lower(), [name.lower() for name in names_of(one)]
    _, dot, rest = wanted.partition(".")
    return wanted in names or bool(dot and f"*.{rest}" in names)


def _authority(
    folder: Path, names: Sequence[str], now: datetime
) -> "tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None":
    """The authority in *folder* with its key, if it may vouch for *names* for long enough.

    One that cannot be read is none: a new one is made, and `Made` says that it is new.
    """
    try:
        one = read(folder / AUTHORITY)
        allowed = one.extensions.get_extension_for_class(x509.NameConstraints).value
        key = load_pem_private_key((folder / AUTHORITY_KEY).read_bytes(), password=None)
    except (BadCertificate, x509.ExtensionNotFound, OSError, ValueError, TypeError):
        return None
    fits = {_constraint(name) for name in names} <= set(allowed.permitted_subtrees or ())
    if not fits or one.not_valid_after_utc < now + LASTS or key.public_key() != one.public_key():
        return None
    return (one, key) if isinstance(key, ec.EllipticCurvePrivateKey) else None


def _new_authority(
    folder: Path, names: Sequence[str], now: datetime
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    title = f"Council KPIs on {socket.gethostname()}"[:64]
    signs = dict.fromkeys(
        (
            *("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
            *("encipher_only", "decipher_only", "digital_signature"),
        ),
        False,
    )
    allowed = x509.NameConstraints([_constraint(one) for one in names], excluded_subtrees=None)
    one = (
        _builder(title, key, issuer=None, now=now, until=now + AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.KeyUsage(key_cert_sign=True, crl_sign=True, **signs), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(allowed, critical=True)
        .sign(key, SHA256())
    )
    _keep(folder / AUTHORITY_KEY, _pem(key), secret=True)
    _keep(folder / AUTHORITY, one.public_bytes(Encoding.PEM), secret=False)
    return one, key


def _builder(
    title: str,
    key: ec.EllipticCurvePrivateKey,
    *,
    issuer: x509.Name | None,
    now: datetime,
    until: datetime,
) -> x509.CertificateBuilder:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title)])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before((now - CLOCKS_DIFFER).astimezone(UTC))
        .not_valid_after(until.astimezone(UTC))
    )


def _signed_by(key: ec.EllipticCurvePrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


def _name(words: str) -> str:
    """A host name or an address as it stands in a certificate; BadCertificate otherwise."""
    said = words.strip().strip("[]").lower().rstrip(".")
    try:
        return str(ipaddress.ip_address(said))
    except ValueError:
        if HOST_NAME.fullmatch(said):
            return said
    raise BadCertificate(
        f"{quoted(words)} is neither a host name nor an address; try kpis.example.gov.uk."
    )


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _constraint(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_network(name))
    except ValueError:
        return x509.DNSName(name)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _keep(file: Path, contents: bytes, *, secret: bool) -> None:
    """Write *file* as a whole or not at all; a secret one is its owner's alone from the start."""
    beside = file.with_name(f"{file.name}.new")
    beside.unlink(missing_ok=True)
    mode = 0o600 if secret else 0o644
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as open_file:
        open_file.write(contents)
    beside.replace(file)
