"""Decide where the add-in may listen, and whether people must sign in.

Without sign-in it answers on this machine only. Anywhere else everyone who reaches the port could
read the index, so it starts there only with sign-in configured, and otherwise says what to set.
"""

import ipaddress
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from excel_addin import proxy
from excel_addin.proxy import Proxy
from kpi_store.domain.errors import BadSetting

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
PROVIDERS = "XLWINGS_AUTH_PROVIDERS"
CLIENT = "XLWINGS_AUTH_ENTRAID_CLIENT_ID"
TENANT = "XLWINGS_AUTH_ENTRAID_TENANT_ID"
TENANT_OF_MANY = "XLWINGS_AUTH_ENTRAID_MULTITENANT"
HOSTNAME = "XLWINGS_HOSTNAME"
PUBLIC = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?")
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class SignIn:
    """Microsoft Entra ID, as registered by the council: every call must bring its token."""

    client: str
    tenant: str


def sign_in(environment: Mapping[str, str]) -> SignIn | Proxy | None:
    """Return the sign-in configured in *environment*, None where there is none.

    Raises BadSetting where it is half configured: nobody should believe to be protected.
    """
    entra, ours = _entra(environment), proxy.proxy_of(environment)
    if entra and ours:
        instead = f"Leave out {PROVIDERS}, or {proxy.HEADER} and {proxy.ADDRESSES}."
        raise BadSetting(PROVIDERS, f"and {proxy.HEADER} are both set", instead)
    return entra or ours


def public_name(environment: Mapping[str, str]) -> str | None:
    """The name, with its port if it has one, under which a proxy shows the add-in; or None."""
    said = environment.get(HOSTNAME, "").strip()
    if said and not PUBLIC.fullmatch(said):
        instead = "Write the name alone, such as kpis.example.gov.uk."
        raise BadSetting(HOSTNAME, f"is {said!r}", instead)
    return said.lower() or None


def _entra(environment: Mapping[str, str]) -> SignIn | None:
    said = environment.get(PROVIDERS, "").strip()
    if not said:
        return None
    try:
        providers = json.loads(said)
    except ValueError:
        providers = None
    if providers == []:
        return None
    if providers != ["entraid"]:
        raise BadSetting(PROVIDERS, f"is {said!r}", """Write '["entraid"]' to use Entra ID.""")
    for name, what in ((CLIENT, "application (client) id"), (TENANT, "directory (tenant) id")):
        if not GUID.fullmatch(environment.get(name, "").strip()):
            raise BadSetting(
                name,
                "is missing or not an id like 00000000-0000-0000-0000-000000000000",
                f"Copy the {what} from the app registration in Entra ID.",
            )
    return SignIn(environment[CLIENT].strip(), environment[TENANT].strip())


def check_host(host: str, signed: SignIn | Proxy | None) -> None:
    """Refuse to listen on *host* where others could reach it without signing in."""
    if is_loopback(host) or signed is not None:
        return
    raise BadSetting(
        "--host",
        f"{host!r} can be reached from other machines, and sign-in is not configured",
        f"""Set {PROVIDERS}='["entraid"]' with {CLIENT} and {TENANT}, or {proxy.HEADER} with """
        f"{proxy.ADDRESSES}, or leave --host out to serve this machine only.",
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches *host*; an empty host means every address there is."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
