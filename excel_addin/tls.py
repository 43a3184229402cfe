"""Say which certificate the add-in serves HTTPS with, and whether it can.

The one that the settings name, else the one that `kpi certificate` made, else none: then it is
plain HTTP, which Excel does not load.
"""

import ssl
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from excel_addin.certificate import SERVER, BadCertificate, own_folder, read
from kpi_store.config import Settings
from kpi_store.domain.errors import BadSetting

MAKE = "Make one with 'kpi certificate'."
RENEW = "Renew it with 'kpi certificate --renew'."


@dataclass(frozen=True)
class Tls:
    """The files: *key* is None where the certificate's file holds the key too."""

    certificate: Path
    key: Path | None = None
    ours: bool = False  # made by `kpi certificate`


def named(settings: Settings) -> Tls | None:
    """The files that are meant, whether they can be used or not; None for plain HTTP."""
    if settings.certificate:
        key = Path(settings.certificate_key) if settings.certificate_key else None
        return Tls(Path(settings.certificate), key)
    file = own_folder() / SERVER
    return Tls(file, ours=True) if file.exists() else None


def usable(settings: Settings, now: datetime) -> Tls | None:
    """The certificate to serve with, None for plain HTTP; BadSetting where it cannot serve."""
    tls = named(settings)
    if tls and (fault := fault_of(tls, now)):
        raise BadSetting("The certificate", *fault)
    return tls


def fault_of(tls: Tls, now: datetime) -> tuple[str, str] | None:
    """Why *tls* cannot serve at the moment *now*, and what to do; None if it can."""
    replace = RENEW if tls.ours else "Get a new one from whoever issued it."
    try:
        one = read(tls.certificate)
    except BadCertificate as fault:
        return f"cannot be used: {str(fault).rstrip('.')}", _otherwise(tls)
    if now > one.not_valid_after_utc:
        return f"in {tls.certificate} expired on {one.not_valid_after_utc.date()}", replace
    if now < one.not_valid_before_utc:
        begins = one.not_valid_before_utc.date()
        return f"in {tls.certificate} is not good before {begins}", "Check the machine's clock."
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(tls.certificate, tls.key, password="")
    except OSError as fault:  # ssl's own errors are among them
        why = "does not fit its certificate, has a password, or is none"
        if not isinstance(fault, ssl.SSLError):
            why = f"cannot be read ({fault.strerror})"
        return f"cannot be used: the key in {tls.key or tls.certificate} {why}", _otherwise(tls)
    return None


def _otherwise(tls: Tls) -> str:
    return RENEW if tls.ours else "Check KPI_CERTIFICATE and KPI_CERTIFICATE_KEY."
