"""Stand before the emulated Slack and add what it lacks.

Socket Mode, `response_url`, Slack's limits on a message, what `oldest` and
`include_all_metadata` leave out of a history, and faults made to order.
"""

import asyncio
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from threading import Event, Thread
from typing import Any

from aiohttp import ClientSession, WSMsgType, web

from tests.slackworld.block_kit import too_large, view_refused

SPARES = 20  # tokens for one
PATIENCE = 15.0  # seconds
POSTS = frozenset({"chat.postMessage", "chat.postEphemeral", "chat.update"})
VIEWS = frozenset({"views.publish", "views.open"})


@dataclass
class Fault:
    """What goes wrong with the bot's next calls of a method; people's calls never go wrong.

    `after`: Slack does as asked, and only its answer is changed. With neither status nor error
    the connection is dropped; `hold` drops it only when told to (`release`). `late`: nothing goes
    wrong, but Slack does as asked only when told to.
    """

    method: str
    times: int = 1
    status: int | None = None
    error: str | None = None
    retry_after: int | None = None
    after: bool = False
    hold: bool = False
    late: bool = False
    reached: Event = field(default_factory=Event)
    release: Event = field(default_factory=Event)


def spares(token: str) -> list[str]:
    """The tokens that stand for *token* in turn: the emulator takes 5,000 calls of each an hour."""
    return [token, *(f"{token}-{number}" for number in range(1, SPARES))]


class Front:
    """One address for the bot and the people: `/api/` for calls, `/link` for Socket Mode."""

    def __init__(self, tokens: Iterable[str] = ()) -> None:
        self._spares = {token: cycle(spares(token)) for token in tokens}
        self.emulator = ""
        self.address = ""
        self.faults: list[Fault] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.without: frozenset[str] = frozenset()  # blocks that this workspace does not have
        self.shared: dict[str, dict[str, bool]] = {}  # what is said of a channel beside the rest
        self.groups: dict[str, list[str]] = {}  # user groups, with the people in them
        self.responses: dict[str, list[dict[str, Any]]] = {}
        self._sockets: list[web.WebSocketResponse] = []
        self._acks: dict[str, asyncio.Future[Any]] = {}
        self._loop = asyncio.new_event_loop()

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Serve on a free port of this machine meanwhile."""
        thread = Thread(target=self._loop.run_forever, name="front of Slack")
        thread.start()
        try:
            self._do(self._open())
            try:
                yield
            finally:
                self._do(self._close())
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join()
            self._loop.close()

    def send(self, kind: str, payload: Mapping[str, Any], **retry: Any) -> Any:
        """Deliver over Socket Mode; returns what the bot acknowledges with."""
        return self._do(self._send(kind, payload, retry))

    def refresh(self) -> None:
        """Tell the bot to connect anew and cut the line, as Slack does every few hours."""
        self._do(self._cut({"type": "disconnect", "reason": "refresh_requested"}))

    def response_url(self) -> str:
        key = uuid.uuid4().hex
        self.responses[key] = []
        return f"{self.address}/respond/{key}"

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE * 2)

    async def _open(self) -> None:
        self._client = ClientSession()
        application = web.Application(client_max_size=10_000_000)
        application.router.add_post("/api/apps.connections.open", self._connections_open)
        application.router.add_post("/api/assistant.threads.{what}", self._assist)
        application.router.add_post("/api/{method}", self._call)
        application.router.add_post("/respond/{key}", self._respond)
        application.router.add_get("/link", self._link)
        self._runner = web.AppRunner(application, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.address = f"http://{host}:{port}"

    async def _close(self) -> None:
        for fault in self.faults:
            fault.release.set()
        await self._cut()
        await self._client.close()
        await self._runner.cleanup()

    async def _cut(self, word: Mapping[str, Any] | None = None) -> None:
        lines, self._sockets = self._sockets, []
        for line in lines:
            if word:
                await line.send_json(word)
            await line.close()

    async def _connections_open(self, request: web.Request) -> web.StreamResponse:
        if fault := self._fault("apps.connections.open"):
            return await self._go_wrong(request, fault)
        if not request.headers.get("Authorization", "").startswith("Bearer xapp-"):
            return web.json_response({"ok": False, "error": "not_allowed_token_type"})
        link = self.address.replace("http://", "ws://") + "/link"
        return web.json_response({"ok": True, "url": link})

    async def _assist(self, request: web.Request) -> web.StreamResponse:
        """What an agent's conversation shows beside its messages: prompts and a status."""
        method = f"assistant.threads.{request.match_info['what']}"
        self.calls.append((method, await _asked(request)))
        fault = self._fault(method)
        return await self._go_wrong(request, fault) if fault else web.json_response({"ok": True})

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        line = web.WebSocketResponse()
        await line.prepare(request)
        await line.send_json({"type": "hello", "num_connections": 1})
        self._sockets.append(line)
        try:
            async for said in line:
                if said.type is WSMsgType.TEXT:
                    ack = json.loads(said.data)
                    if waiting := self._acks.pop(ack.get("envelope_id", ""), None):
                        waiting.set_result(ack.get("payload"))
        finally:
            if line in self._sockets:
                self._sockets.remove(line)
        return line

    async def _send(self, kind: str, payload: Mapping[str, Any], retry: Mapping[str, Any]) -> Any:
        async with asyncio.timeout(PATIENCE):
            while not self._sockets:
                await asyncio.sleep(0.02)
            envelope = uuid.uuid4().hex
            self._acks[envelope] = acknowledged = self._loop.create_future()
            said = {"type": kind, "envelope_id": envelope, "payload": payload, **retry}
            await self._sockets[-1].send_json(
                {**said, "accepts_response_payload": kind != "events_api"}
            )
            return await acknowledged

    async def _respond(self, request: web.Request) -> web.Response:
        told = self.responses.get(request.match_info["key"])
        if told is None or len(told) >= 5:
            return web.Response(status=404, text="used_url")
        message = await request.json()
        if error := too_large(message, without=self.without):
            return web.Response(status=400, text=error)
        told.append(message)
        return web.Response(text="ok")

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method, body = request.match_info["method"], await request.read()
        asked = await _asked(request)
        self.calls.append((method, asked))
        bots = request.headers.get("Authorization", "").startswith("Bearer xoxb-")
        fault = self._fault(method) if bots else None
        if fault and fault.late:
            await self._held(fault)
            fault = None
        if fault and not fault.after:
            return await self._go_wrong(request, fault)
        if method in POSTS and (error := too_large(asked, without=self.without)):
            return web.json_response({"ok": False, "error": error})
        if method in VIEWS and (error := view_refused(asked["view"])):
            return web.json_response({"ok": False, "error": error})
        if method == "usergroups.users.list":
            return web.json_response(self._people_of(asked["usergroup"]))
        kept = {"Authorization", "Content-Type"}
        headers = {name: value for name, value in request.headers.items() if name in kept}
        token = headers.get("Authorization", "").removeprefix("Bearer ")
        if spare := self._spares.get(token):
            headers["Authorization"] = f"Bearer {next(spare)}"
        async with self._client.post(
            f"{self.emulator}/api/{method}", data=body, headers=headers
        ) as response:
            answer = await response.json()
        if method == "conversations.info" and answer["ok"]:
            answer["channel"] |= self.shared.get(asked["channel"], {})
        if method in {"conversations.history", "conversations.replies"} and answer["ok"]:
            answer["messages"] = _listed(answer["messages"], asked)
        if fault:
            return await self._go_wrong(request, fault)
        return web.json_response(answer)

    def _fault(self, method: str) -> Fault | None:
        """The fault that this call of *method* is to meet, counted off."""
        fault = next((one for one in self.faults if one.method == method and one.times), None)
        if fault:
            fault.times -= 1
        return fault

    def _people_of(self, group: str) -> dict[str, Any]:
        if group not in self.groups:
            return {"ok": False, "error": "no_such_subteam"}
        return {"ok": True, "users": self.groups[group]}

    async def _held(self, fault: Fault) -> None:
        """Wait until the fault is released, where it is to be held."""
        fault.reached.set()
        while (fault.hold or fault.late) and not fault.release.is_set():
            await asyncio.sleep(0.02)

    async def _go_wrong(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        await self._held(fault)
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
        if fault.error is None and fault.status is None:
            if request.transport:
                request.transport.abort()
            return web.Response()
        body = {"ok": False, "error": fault.error or "internal_error"}
        return web.json_response(body, status=fault.status or 200, headers=headers)


def _listed(messages: list[dict[str, Any]], asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A history as Slack gives it: nothing before `oldest`, metadata only when asked for.

    A thread gives its first message whatever its age.
    """
    oldest = float(asked.get("oldest") or 0)
    first = asked.get("ts")
    shown = [one for one in messages if float(one["ts"]) > oldest or one["ts"] == first]
    if asked.get("include_all_metadata") in {"1", "true", True}:
        return shown
    return [{name: said for name, said in one.items() if name != "metadata"} for one in shown]


async def _asked(request: web.Request) -> dict[str, Any]:
    """The arguments of a call, with what travels as JSON inside a form opened."""
    if request.content_type == "application/json":
        return dict(json.loads(await request.text() or "{}"))
    form: dict[str, Any] = dict((await request.post()).items())
    for name in ("blocks", "metadata", "prompts", "view"):
        if isinstance(said := form.get(name), str):
            form[name] = json.loads(said)
    return form
