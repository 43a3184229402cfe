"""Let a WebSocket through to Socket.IO where it may come from, and check each message on it.

Long polling is not offered: its requests are no JSON and could be sent by a form on any page, and
every Excel that loads the add-in has WebSockets.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from excel_addin.calls import BadCall, Signature
from excel_addin.messages import PATH, Line
from excel_addin.refusing import Receive, Refused, Scope, Send, headers_of

MOST = 500  # lines open at once; each person's Excel has one
REASON = 120  # bytes that a WebSocket's closing words may have, about
LONGEST = 3600.0  # seconds until one who signed in is asked again who they are
POLICY_VIOLATION, GOING_AWAY = 1008, 1001


class Lines:
    """The lines open at the moment."""

    def __init__(self) -> None:
        self._open = 0

    def check(self, scope: Scope, public: str | None) -> None:
        """Raise Refused unless a page of this server, under its own or a *public* name, asks."""
        if scope["path"] != PATH:
            raise Refused(404, "There is no line here.")
        headers = headers_of(scope)
        origin = headers.get("origin")
        here = (public, headers.get("host", "").lower())
        if origin is not None and origin.lower().partition("://")[2] not in here:
            raise Refused(403, "Only the add-in's own page may follow live formulas.")
        if self._open >= MOST:
            raise Refused(503, f"More than {MOST} people follow live formulas. Try again later.")

    async def serve(
        self,
        app: Callable[[Scope, Receive, Send], Awaitable[None]],
        functions: Mapping[str, Signature],
        scope: Scope,
        receive: Receive,
        send: Send,
        *,
        signed: bool,
    ) -> None:
        """Pass on what has been checked; a message that is none ends the line.

        So does an hour, where people are *signed* in: who has left the council is let in no more.
        """
        line, ended = Line(functions), False
        clock = asyncio.get_running_loop()
        until = clock.time() + LONGEST if signed else None

        async def checked() -> MutableMapping[str, Any]:
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                return await end(GOING_AWAY, "Who follows is asked again who they are.")
            if message["type"] != "websocket.receive":
                return message
            try:
                return {"type": "websocket.receive", "text": line.checked(message.get("text"))}
            except BadCall as fault:
                return await end(POLICY_VIOLATION, str(fault))

        async def end(code: int, why: str) -> MutableMapping[str, Any]:
            reason = why.encode("ascii", "replace").decode()[:REASON]
            await until_ended({"type": "websocket.close", "code": code, "reason": reason})
            return {"type": "websocket.disconnect", "code": code}

        async def until_ended(message: MutableMapping[str, Any]) -> None:
            nonlocal ended
            if not ended:
                ended = message["type"] == "websocket.close"
                await send(message)

        self._open += 1
        try:
            await app(scope, checked, until_ended)
        finally:
            self._open -= 1
