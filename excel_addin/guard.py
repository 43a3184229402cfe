"""Refuse what must not reach xlwings-server: paths that climb, bodies too large or malformed.

xlwings-server 1.20.0 serves any file its process can read when the path climbs out of the static
folder, and answers malformed calls with 500. This stands before it, for every route.
"""

import json
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

from excel_addin.binding import LOOPBACK_NAMES
from excel_addin.calls import BadCall, Signature, checked

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

CALL = "/xlwings/custom-functions-call"
BATCH = "/kpi/batch"
SCRIPT = "/xlwings/custom-scripts-call/"
METHODS = frozenset({"GET", "HEAD", "POST"})
LARGEST_BODY = 4_000_000  # bytes; 500 formulas take about 200,000
MOST_DRAINED = 10 * LARGEST_BODY  # bytes of a body too large that are read before giving up
MOST_DECODINGS = 5  # a path still changing after as many is not meant honestly
UNSAFE = re.compile(rb"[\\\x00-\x1f\x7f]|//|(^|/)\.{1,2}(/|$)")

# Excel on the web shows the add-in in a frame of its own pages; nobody else may.
FRAMES = (
    "frame-ancestors 'self' https://*.office.com https://*.officeapps.live.com "
    "https://onedrive.live.com https://*.sharepoint.com https://*.cloud.microsoft "
    "https://*.microsoft365.com"
)
HEADERS = {
    "content-security-policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    f"base-uri 'self'; form-action 'self'; {FRAMES}",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store, max-age=0",
}


class Refused(Exception):
    """The request is answered with *status* and a sentence, and goes no further."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class Guard:
    """Stands before the application *app*; knows its worksheet functions and scripts.

    Where `loopback_only`, the Host must name this machine: a page on the web that resolves its
    own name to 127.0.0.1 must not read the index through a person's browser.
    """

    app: Callable[[Scope, Receive, Send], Awaitable[None]]
    functions: Mapping[str, Signature] = field(default_factory=dict)
    scripts: frozenset[str] = frozenset()
    loopback_only: bool = True
    largest: int = LARGEST_BODY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return  # no websocket is offered
        guarded = _with_headers(send)
        try:
            self._check(scope)
            if scope["method"] == "POST":
                receive = await self._checked_body(scope, receive)
        except Refused as refusal:
            await _answer(guarded, refusal)
            return
        await self.app(scope, receive, guarded)

    def _check(self, scope: Scope) -> None:
        raw = scope.get("raw_path") or scope["path"].encode()
        if climbs(raw) or climbs(scope["path"].encode("utf-8", "surrogateescape")):
            raise Refused(400, "The path is not one that this server has.")
        if scope["method"] not in METHODS:
            raise Refused(405, "Only GET, HEAD and POST are answered.")
        headers = _headers(scope)
        if self.loopback_only and _host_name(headers.get("host", "")) not in LOOPBACK_NAMES:
            raise Refused(421, "This server answers only to localhost, on this machine.")
        path = scope["path"]
        if path.startswith(SCRIPT) and path.removeprefix(SCRIPT) not in self.scripts:
            raise Refused(404, "There is no such script.")

    async def _checked_body(self, scope: Scope, receive: Receive) -> Receive:
        headers = _headers(scope)
        if headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            raise Refused(415, "Send JSON, with the content type application/json.")
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > MOST_DRAINED:
            raise self._too_large()
        body = await self._read(receive)
        given = _json(body)
        if scope["path"] == CALL:
            try:
                given = checked(given, self.functions)
            except BadCall as fault:
                raise Refused(fault.status, str(fault)) from fault
            body = json.dumps(given).encode()
        elif not isinstance(given, dict):
            raise Refused(400, "The body is not a JSON object.")
        scope["headers"] = [
            (name, str(len(body)).encode() if name == b"content-length" else value)
            for name, value in scope["headers"]
        ]
        return _replay(body, receive)

    async def _read(self, receive: Receive) -> bytes:
        """The body; one too large is read to its end but not kept, so that the client, which
        may be sending still, gets the answer and not a broken connection."""
        parts: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Refused(400, "The request broke off.")
            size += len(message.get("body", b""))
            if size > MOST_DRAINED:
                raise self._too_large()
            if size <= self.largest:
                parts.append(message.get("body", b""))
            if not message.get("more_body"):
                break
        if size > self.largest:
            raise self._too_large()
        return b"".join(parts)

    def _too_large(self) -> Refused:
        return Refused(413, f"At most {self.largest:,} bytes are read.")


def climbs(path: bytes) -> bool:
    """Whether a path, decoded as often as it can be, leaves its folder or could on some system."""
    for _ in range(MOST_DECODINGS):
        if UNSAFE.search(path):
            return True
        decoded = unquote_to_bytes(path)
        if decoded == path:
            return False
        path = decoded
    return True


def _json(body: bytes) -> object:
    try:
        return json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as fault:
        raise Refused(400, "The body is not JSON that can be read.") from fault


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def _host_name(host: str) -> str:
    """The name in a Host header, without the port: 'localhost:8000' is 'localhost'."""
    return re.sub(r":\d*$", "", host).lower() if not host.endswith("]") else host.lower()


def _replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that hands out *body* once, and then waits for the client to go."""
    handed = False

    async def replay() -> MutableMapping[str, Any]:
        nonlocal handed
        if handed:
            return await receive()
        handed = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _with_headers(send: Send) -> Send:
    """A `send` that adds the security headers to every answer that does not set its own."""

    async def guarded(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            given = [(name.lower(), value) for name, value in message.get("headers", [])]
            names = {name for name, _ in given}
            own = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in names]
            message = {**message, "headers": [*given, *own]}
        await send(message)

    return guarded


async def _answer(send: Send, refusal: Refused) -> None:
    body = json.dumps({"detail": str(refusal)}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        # the rest of a body that was refused is not read, so the connection ends here
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
