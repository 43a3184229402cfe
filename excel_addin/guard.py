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

from excel_addin import messages
from excel_addin.binding import LOOPBACK_NAMES
from excel_addin.calls import BadCall, Signature, checked
from excel_addin.lines import Lines
from excel_addin.proxy import Proxy
from excel_addin.refusing import Receive, Refused, Scope, Send, answer, headers_of, host_name

CALL = "/xlwings/custom-functions-call"
BATCH = "/kpi/batch"
MANIFEST = "/manifest"
SCRIPT = "/xlwings/custom-scripts-call/"
METHODS = frozenset({"GET", "HEAD", "POST"})
LARGEST_BODY = 4_000_000  # bytes; 500 formulas take about 200,000
MOST_DRAINED = 10 * LARGEST_BODY  # bytes of a body too large that are read before giving up
TOKEN = re.compile(r"bearer [\w-]+\.[\w-]+\.[\w-]+", re.ASCII | re.IGNORECASE)
MOST_DECODINGS = 5  # a path still changing after as many is not meant honestly
UNSAFE = re.compile(rb"[\\\x00-\x1f\x7f]|//|(^|/)\.{1,2}(/|$)")

# Excel on the web shows the add-in in a frame of its own pages; nobody else may.
FRAMES = (
    "frame-ancestors 'self' https://*.office.com https://*.officeapps.live.com "
    "https://onedrive.live.com https://*.sharepoint.com https://*.cloud.microsoft "
    "https://*.microsoft365.com"
)
HEADERS = {
    # style: the Office.js of Excel on the web styles elements inline (office-js issue 1687)
    "content-security-policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; "
    f"base-uri 'self'; form-action 'self'; {FRAMES}",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store, max-age=0",
}


@dataclass(frozen=True)
class Guard:
    """Stands before the application *app*; knows its worksheet functions and scripts.

    Where `loopback_only`, the Host must name this machine: a page on the web that resolves its
    own name to 127.0.0.1 must not read the index through a person's browser. *public* is the
    name, with its port where it has one, under which a proxy shows this server over HTTPS.
    """

    app: Callable[[Scope, Receive, Send], Awaitable[None]]
    functions: Mapping[str, Signature] = field(default_factory=dict)
    scripts: frozenset[str] = frozenset()
    loopback_only: bool = True
    public: str | None = None
    proxy: Proxy | None = None
    entra: bool = False
    largest: int = LARGEST_BODY
    lines: Lines = field(default_factory=Lines)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "http":
                await self._request(scope, receive, send)
            case "websocket":
                await self._line(scope, receive, send)
            case _:
                await self.app(scope, receive, send)

    async def _line(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            self._check_place(scope)
            self.lines.check(scope, self.public)
        except Refused as refusal:
            await answer(send, refusal, kind="websocket")
            return
        signed = not self.loopback_only
        await self.lines.serve(self.app, self.functions, scope, receive, send, signed=signed)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        guarded = _with_headers(send)
        try:
            self._check(scope)
            if scope["method"] == "POST":
                receive = await self._checked_body(scope, receive)
        except Refused as refusal:
            await answer(guarded, refusal)
            return
        await self.app(scope, receive, guarded)

    def _check_place(self, scope: Scope) -> None:
        """Raise Refused for a path that climbs, a name not this server's, a stranger."""
        raw = scope.get("raw_path") or scope["path"].encode()
        if climbs(raw) or climbs(scope["path"].encode("utf-8", "surrogateescape")):
            raise Refused(400, "The path is not one that this server has.")
        headers = headers_of(scope)
        if self.loopback_only and host_name(headers.get("host", "")) not in LOOPBACK_NAMES:
            raise Refused(421, "This server answers only to localhost, on this machine.")
        if self.proxy:
            self.proxy.let_in(scope)

    def _check(self, scope: Scope) -> None:
        if scope["method"] not in METHODS:
            raise Refused(405, "Only GET, HEAD and POST are answered.")
        self._check_place(scope)
        if self.entra:
            _check_token(headers_of(scope).get("authorization", ""))
        path = scope["path"]
        if self.public and path.startswith(MANIFEST):
            _under_its_name(scope, self.public)
        if f"{path}/".startswith(messages.PATH):
            raise Refused(426, "Live formulas are followed over a WebSocket.")
        if path.startswith(SCRIPT) and path.removeprefix(SCRIPT) not in self.scripts:
            raise Refused(404, "There is no such script.")

    async def _checked_body(self, scope: Scope, receive: Receive) -> Receive:
        headers = headers_of(scope)
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


def _check_token(said: str) -> None:
    """Refuse what is no token here, where a well-formed one is asked about at Entra ID."""
    if said[:6].lower() == "bearer" and not TOKEN.fullmatch(said):
        raise Refused(401, "The sign-in is no token that can be read. Sign in again.")


def _under_its_name(scope: Scope, public: str) -> None:
    """Let a request be one for the *public* name: the manifest names whom it was asked of."""
    others = [(name, value) for name, value in scope["headers"] if name != b"host"]
    scope["headers"] = [*others, (b"host", public.encode())]
    scope["scheme"] = "https"


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
