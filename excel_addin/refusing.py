"""Refuse a request or a line with a status and a sentence; read what a refusal rests on."""

import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Refused(Exception):
    """The request is answered with *status* and a sentence, and goes no further."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


async def answer(send: Send, refusal: Refused, *, kind: str = "http") -> None:
    """Answer a request, or a line that is not accepted, with the refusal."""
    prefix = "http" if kind == "http" else "websocket.http"
    body = json.dumps({"detail": str(refusal)}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        # the rest of a body that was refused is not read, so the connection ends here
        (b"connection", b"close"),
    ]
    start = {"type": f"{prefix}.response.start", "status": refusal.status, "headers": headers}
    await send(start)
    await send({"type": f"{prefix}.response.body", "body": body})


def headers_of(scope: Scope) -> dict[str, str]:
    """The headers by their names in lower case; of one given twice, the last."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def host_name(host: str) -> str:
    """The name in a Host header, without the port: 'localhost:8000' is 'localhost'."""
    return re.sub(r":\d*$", "", host).lower() if not host.endswith("]") else host.lower()
