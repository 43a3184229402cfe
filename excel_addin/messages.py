"""Say what is wrong with a message on the line of live formulas before Socket.IO sees it.

Of Socket.IO's whole language only this is let through: a client that greets once, follows live
formulas, leaves them, answers a ping and goes. No attachments, namespaces or acknowledgements.
"""

import json
from collections.abc import Mapping
from typing import Any

from excel_addin.calls import BadCall, Signature, checked

PATH = "/socket.io/"
CALL = "xlwings:function-call"
CANCEL = "xlwings:cancel-task"
LARGEST = 1_000_000  # bytes of one message
LONGEST_KEY = 100_000  # characters: it may hold the cells of a range
LONGEST_TOKEN = 20_000
PONG, CLOSE, GREET, GO, EVENT = "3", "1", "40", "41", "42"


class Line:
    """One client's line; knows whether it has greeted."""

    def __init__(self, functions: Mapping[str, Signature]) -> None:
        self._functions = functions
        self._greeted = False

    def checked(self, message: object) -> str:
        """Return *message* as Socket.IO may have it; BadCall for anything else."""
        if not isinstance(message, str):
            raise BadCall("Only text is read.")
        if len(message) > LARGEST:
            raise BadCall(f"At most {LARGEST:,} characters are read.", 413)
        if message in (PONG, CLOSE, GO):
            return message
        kind, rest = message[:2], message[2:]
        if kind == GREET and not self._greeted:
            self._greeted = True
            return GREET + _greeting(rest)
        if kind == EVENT and self._greeted:
            return EVENT + json.dumps(self._event(_json(rest)))
        raise BadCall("This is not how live formulas are asked for.")

    def _event(self, given: object) -> list[object]:
        match given:
            case [str() as name, {"task_key": str() as key, **call}] if len(key) <= LONGEST_KEY:
                pass
            case _:
                raise BadCall("This is not a live formula.")
        if name == CANCEL:
            return [CANCEL, {"task_key": key}]
        if name == CALL:
            return [CALL, {**checked(call, self._functions, live=True), "task_key": key}]
        raise BadCall("This is not a live formula.")


def _greeting(rest: str) -> str:
    """What a client signs in with: nothing, or the two texts that the add-in's page sends."""
    if not rest:
        return ""
    given = _json(rest)
    if not isinstance(given, dict):
        raise BadCall("This is not a sign-in.")
    said = {name: given.get(name) or "" for name in ("token", "provider")}
    if any(not isinstance(one, str) or len(one) > LONGEST_TOKEN for one in said.values()):
        raise BadCall("This is not a sign-in.")
    return json.dumps(said)


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as fault:
        raise BadCall("The message is not JSON that can be read.") from fault


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")
