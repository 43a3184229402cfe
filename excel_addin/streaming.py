"""Serve live formulas over Socket.IO: each question is worked out once, whoever follows it.

In place of xlwings-server's own handlers, which tell every client every result, tell one who joins
a stream nothing until its next result, and take two questions for one where their arguments read
alike. What arrives here has passed messages.py.
"""

import itertools
import json
import logging
from dataclasses import dataclass, field

import custom_functions
import xlwings as xw
from fastapi import HTTPException
from socketio.exceptions import ConnectionRefusedError as Refused
from xlwings_server.config import settings
from xlwings_server.dependencies import authenticate
from xlwings_server.models import CurrentUser
from xlwings_server.routers.socketio import sio

from excel_addin.messages import CALL, CANCEL, LARGEST
from excel_addin.together import refused

MOST = 2_000  # live formulas of one workbook
TOO_MANY = f"One workbook follows at most {MOST:,} live formulas. Use =KPI(...) for the others."
QUESTION = ("func_name", "args", "runtime", "culture_info_name", "date_format")

Follower = tuple[str, str]  # a client, and what it calls the question

logger = logging.getLogger(__name__)
numbers = itertools.count(1)


@dataclass
class Stream:
    """One question under way, those who follow it, and what they were told last."""

    question: str
    followers: set[Follower] = field(default_factory=set)
    last: object = None
    number: str = field(default_factory=lambda: str(next(numbers)))

    async def emit(self, event: str, payload: object) -> None:
        """Tell all who follow; xlwings calls this with each result."""
        self.last = payload
        for follower in list(self.followers):
            await tell(follower, payload)


streams: dict[str, Stream] = {}
followed: dict[str, dict[str, Stream]] = {}  # what each client follows, by its own names


def serve() -> None:
    """Put these handlers in place of xlwings-server's, before the first client comes."""
    sio.async_handlers = False  # a formula that goes must not overtake its coming
    sio.eio.transports = ["websocket"]
    sio.eio.max_http_buffer_size = LARGEST
    sio.on("connect", connect)
    sio.on("disconnect", disconnect)
    sio.on(CALL, follow)
    sio.on(CANCEL, leave)


async def connect(sid: str, environ: dict, auth: object) -> None:
    """Let a client in that signs in as a formula does; the others are told why not."""
    given = auth if isinstance(auth, dict) else {}
    try:
        token, provider = given.get("token") or "", given.get("provider") or None
        user = await authenticate(token, auth_provider=provider)
        roles = settings.auth_required_roles or []
        if not await user.has_required_roles(roles) or not await user.is_authorized():
            raise Refused("You are signed in, but may not read the index.")
    except HTTPException as fault:
        raise Refused(str(fault.detail)) from fault
    except Refused:
        raise
    except Exception as fault:
        logger.exception("A sign-in could not be checked.")
        raise Refused("The sign-in could not be checked; try again later.") from fault
    await sio.save_session(sid, {"current_user": user})


async def follow(sid: str, call: dict) -> None:
    """Let a client follow a question from now on: its answer at once, and each new one."""
    user = (await sio.get_session(sid)).get("current_user")
    follower = (sid, call["task_key"])
    if len(followed.get(sid, ())) >= MOST:
        await tell(follower, {"result": refused(TOO_MANY)})
        return
    await _end(follower)
    question = json.dumps([call[name] for name in QUESTION])
    stream = streams.get(question)
    joins = stream is not None
    stream = stream or streams.setdefault(question, Stream(question))
    stream.followers.add(follower)
    followed.setdefault(sid, {})[call["task_key"]] = stream
    if joins:
        if stream.last is not None:
            await tell(follower, stream.last)
        return
    await xw.server.sio_custom_function_call(
        stream.number,  # to xlwings every stream is one client with one formula
        {**call, "task_key": stream.number},
        custom_functions,
        user,
        stream,
        {CurrentUser: user},
    )


async def leave(sid: str, call: dict) -> None:
    """Let a client follow a question no longer."""
    await _end((sid, call["task_key"]))


async def disconnect(sid: str) -> None:
    """Let a client go, with all it followed."""
    for key in list(followed.get(sid, ())):
        await _end((sid, key))


async def tell(follower: Follower, payload: object) -> None:
    sid, key = follower
    await sio.emit(f"xlwings:set-result-{key}", payload, to=sid)


async def _end(follower: Follower) -> None:
    """Forget a follower; a stream that nobody follows ends."""
    sid, key = follower
    stream = followed.get(sid, {}).pop(key, None)
    if stream is None:
        return
    if not followed[sid]:
        del followed[sid]
    stream.followers.discard(follower)
    if not stream.followers:
        streams.pop(stream.question)
        await xw.server.sio_cancel_task(stream.number, stream.number)
