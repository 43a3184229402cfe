"""Believe the council's proxy about who is asking, and nobody else.

A proxy that people sign in to (their single sign-on, in front of this server) passes on who they
are in a header. Anybody can write a header, so it counts only from the proxy's own addresses.
"""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass

from excel_addin.refusing import Refused, Scope
from kpi_store.domain.errors import BadSetting, quoted

HEADER = "KPI_SIGN_IN_HEADER"
ADDRESSES = "KPI_PROXY_ADDRESSES"
HEADER_NAME = re.compile(r"[A-Za-z0-9-]{1,100}")
LONGEST_NAME = 256
PERSON = "kpi.person"  # where a request that passed keeps who is asking

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Proxy:
    """The header that says who is asking, and the addresses from which it counts."""

    header: str
    networks: tuple[Network, ...]

    def let_in(self, scope: Scope) -> None:
        """Note in *scope* who is asking; raises Refused where the proxy does not say."""
        if not self._is_proxy(scope):
            raise Refused(403, "This server answers only through the council's proxy.")
        name = self.header.lower().encode()
        said = [_text(value) for given, value in scope["headers"] if given.lower() == name]
        if len(said) != 1 or not said[0] or len(said[0]) > LONGEST_NAME:
            raise Refused(401, "Nobody is signed in: the proxy does not say who is asking.")
        scope[PERSON] = said[0]

    def _is_proxy(self, scope: Scope) -> bool:
        try:
            address = ipaddress.ip_address((scope.get("client") or ("",))[0])
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None)  # IPv4 as an IPv6 socket shows it
        return any((mapped or address) in network for network in self.networks)


def proxy_of(environment: Mapping[str, str]) -> Proxy | None:
    """The proxy that *environment* names, None where it names none; BadSetting for half of one."""
    header, said = (environment.get(name, "").strip() for name in (HEADER, ADDRESSES))
    if not header and not said:
        return None
    if not header:
        raise BadSetting(HEADER, "is missing", "Name the header in which the proxy says who asks.")
    if not HEADER_NAME.fullmatch(header):
        raise BadSetting(HEADER, f"{quoted(header)} is not a header's name", "Try X-Remote-User.")
    networks = tuple(_network(one.strip()) for one in said.split(",") if one.strip())
    if not networks:
        raise BadSetting(
            ADDRESSES,
            "is missing: without it anybody could write the header",
            "Name the proxy's addresses, with commas between.",
        )
    return Proxy(header, networks)


def _network(words: str) -> Network:
    try:
        found = ipaddress.ip_network(words)
    except ValueError as fault:
        raise BadSetting(
            ADDRESSES,
            f"{quoted(words)} is neither an address nor a network",
            "Write 10.1.2.3 or 10.1.2.0/24.",
        ) from fault
    if found.prefixlen == 0:
        raise BadSetting(ADDRESSES, f"{quoted(words)} is everybody", "Name the proxy alone.")
    return found


def _text(value: bytes) -> str:
    try:
        return value.decode().strip()
    except UnicodeDecodeError:
        return value.decode("latin-1").strip()
