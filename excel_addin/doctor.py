"""Look for what keeps the add-in from working in Excel, and say of each thing what to do.

Nothing is changed, and nothing served: the manifest is asked for within this process, as Excel
would ask for it at the address given.
"""

import asyncio
import os
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

import httpx

from excel_addin import binding, licence, server, tls
from excel_addin.certificate import covers, names_of, read
from excel_addin.guard import Guard
from kpi_store.config import Settings
from kpi_store.domain.errors import BadSetting, KpiError
from kpi_store.store_condition import condition

PATIENCE = 5  # seconds for whatever listens on the port
OTHERS = 0o077  # what a file's mode lets others than its owner do


class Fault(KpiError):
    """Something keeps the add-in from working; says what, and what to do."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at, and what there is to say of it."""

    what: str
    fine: bool
    words: str

    def __str__(self) -> str:
        return f"{'✓' if self.fine else '✗'} {self.what}: {self.words}"


@dataclass(frozen=True)
class Place:
    """What is looked at: the settings, and the address that Excel is to load the add-in from."""

    settings: Settings
    environment: Mapping[str, str]
    host: str
    port: int
    now: datetime

    @property
    def proxied(self) -> str | None:
        """The name by which a proxy shows the add-in, None where Excel asks it directly."""
        return binding.public_name(self.environment)

    @property
    def named(self) -> str:
        """The host that Excel asks for: an address that means every address is no name."""
        local = self.host in ("", "0.0.0.0", "::", "127.0.0.1", "::1")
        return "localhost" if local else self.host


def examine(place: Place) -> Iterator[Finding]:
    """Everything looked at, in the order in which a person would put it right."""
    looks: tuple[tuple[str, Callable[[Place], str]], ...] = (
        ("Licence", _licence),
        ("Store", lambda place: condition(place.settings.database_url)),
        ("Certificate", _certificate),
        ("Sign-in", _sign_in),
        ("Port", _port),
        ("Manifest", _manifest),
    )
    for what, look in looks:
        try:
            yield Finding(what, True, look(place))
        except KpiError as fault:
            yield Finding(what, False, str(fault))


def _licence(place: Place) -> str:
    _application(place)
    return (
        licence.notice(place.settings.xlwings_license_key)
        or "XLWINGS_LICENSE_KEY is a key that xlwings accepts."
    )


def _application(place: Place) -> Guard:
    """The add-in as it would be served; without a sign-in that is wrong, which is said apart."""
    try:
        binding.sign_in(place.environment)
    except BadSetting:
        return server.application_for(place.settings, {})
    return server.application_for(place.settings, place.environment)


def _certificate(place: Place) -> str:
    meant = tls.named(place.settings)
    if meant is None:
        if place.proxied:
            return f"none here; the proxy at https://{place.proxied} has one of its own."
        raise Fault(f"there is none, and Excel loads an add-in over HTTPS only. {tls.MAKE}")
    if fault := tls.fault_of(meant, place.now):
        raise Fault(" ".join((f"it {fault[0]}.", fault[1])))
    one = read(meant.certificate)
    if not place.proxied and not covers(one, place.named):
        raise Fault(
            f"{meant.certificate} is for {', '.join(names_of(one))}, not for {place.named}. "
            f"Say 'kpi certificate --renew --name {place.named}', or ask for one of that name."
        )
    secret = meant.key or meant.certificate
    if os.name == "posix" and secret.stat().st_mode & OTHERS:
        raise Fault(f"the key in {secret} can be read by others. Say: chmod 600 '{secret}'")
    return f"for {', '.join(names_of(one))}, good until {one.not_valid_after_utc.date()}."


def _sign_in(place: Place) -> str:
    signed = binding.sign_in(place.environment)
    binding.check_host(place.host, signed)
    match signed:
        case None:
            return "none, and none is needed: only this machine is served."
        case binding.SignIn():
            return "people sign in with Entra ID."
        case _:
            return f"the proxy says in {signed.header} who is asking."


def _port(place: Place) -> str:
    host = place.host.strip("[]") or place.named
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, place.port), family=family):
            return f"{place.port} is free."
    except (OSError, OverflowError) as fault:
        if _is_ours(place):
            return f"the add-in is running on {place.port}."
        why = (getattr(fault, "strerror", None) or str(fault)).rstrip(".")
        raise Fault(
            f"{place.port} cannot be used ({why}). Stop what uses it, or say --port 8010."
        ) from fault


def _is_ours(place: Place) -> bool:
    """Whether what listens on the port is the add-in: it is asked for nothing but its manifest."""
    anyone = ssl.create_default_context()
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    for scheme in ("https", "http"):
        address = f"{scheme}://{place.named}:{place.port}/manifest"
        try:
            with urlopen(address, timeout=PATIENCE, context=anyone) as reply:
                return server.ADD_IN.encode() in reply.read(100_000)
        except HTTPError:
            return False
        except (OSError, ValueError):
            continue  # the other scheme
    return False


def _manifest(place: Place) -> str:
    try:
        return asyncio.run(_asked(_application(place), place))
    except ElementTree.ParseError as fault:
        raise Fault(
            f"it is not XML that can be read ({fault}). Install the add-in again."
        ) from fault


async def _asked(app: Guard, place: Place) -> str:
    host = place.named if ":" not in place.named else f"[{place.named}]"
    secured = tls.named(place.settings) is not None
    base = f"http{'s' if secured else ''}://{host}:{place.port}"
    whence, headers = ("127.0.0.1", 1), {}
    if app.proxy:
        whence = (str(app.proxy.networks[0].network_address), 1)
        headers = {app.proxy.header: "kpi addin --doctor"}
    inside = httpx.ASGITransport(app=app, client=whence)
    async with httpx.AsyncClient(transport=inside, base_url=base, headers=headers) as client:
        reply = await client.get("/manifest")
        if reply.status_code != 200:
            raise Fault(f"it is answered with {reply.status_code}. Install the add-in again.")
        addresses = _addresses(reply.text)
        for address in addresses:
            status = (await client.get(urlsplit(address).path or "/")).status_code
            if status != 200:
                raise Fault(f"{address} is answered with {status}. Install the add-in again.")
    plain = [one for one in addresses if not one.startswith("https://")]
    if plain:
        raise Fault(f"it names {plain[0]}, and Excel loads HTTPS only. {tls.MAKE}")
    where = f"https://{place.proxied}" if place.proxied else base
    return f"{where}/manifest is well formed, and its {len(addresses)} addresses answer."


def _addresses(manifest: str) -> list[str]:
    """The web addresses in a manifest, each once; Fault where it is not that of this add-in."""
    root = ElementTree.fromstring(manifest)
    own = root.findtext("{http://schemas.microsoft.com/office/appforoffice/1.1}Id")
    if own != server.ADD_IN:
        raise Fault(f"its id is {own}, not {server.ADD_IN}. Install the add-in again.")
    said = (text for one in root.iter() for text in (one.get("DefaultValue"), one.text) if text)
    return list(dict.fromkeys(text for text in said if text.startswith(("http://", "https://"))))
