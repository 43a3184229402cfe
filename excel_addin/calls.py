"""Say what is wrong with a call from the client before xlwings sees it.

xlwings-server 1.20.0 answers a malformed call with 500, which its client sends three times over
(and looks functions up by any name its module has); here it gets a sentence and a 4xx, once.
"""

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

LARGEST = 20_000  # cells in the arguments of one call
LONGEST = 32_767  # characters that fit into a cell
NUMBER = re.compile(r"\d{1,3}(\.\d{1,3})?")
OPTIONAL_TEXTS = ("caller_address", "session_id", "culture_info_name", "date_format")


@dataclass(frozen=True)
class Signature:
    """How many arguments a worksheet function needs, and takes."""

    name: str
    needs: int
    takes: int
    live: bool = False  # answered over the line of live formulas, again and again


class BadCall(ValueError):
    """The call cannot be passed on; `status` is the HTTP status it deserves."""

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.status = status


def signatures(module: ModuleType) -> dict[str, Signature]:
    """The worksheet functions of *module*, by name in lower case."""
    found = {}
    for name, member in inspect.getmembers(module):
        if known := getattr(member, "__xlfunc__", None):
            needs = sum("optional" not in one for one in known["args"])
            live = inspect.isasyncgenfunction(member)
            found[name.lower()] = Signature(name, needs, len(known["args"]), live)
    return found


def checked(
    call: object, known: Mapping[str, Signature], *, live: bool = False
) -> dict[str, object]:
    """Return *call* as xlwings needs it; raises BadCall with a sentence where it cannot be.

    What only some clients send (client, version, runtime, addresses) is filled in.
    """
    if not isinstance(call, dict):
        raise BadCall("The call is not a JSON object.")
    name = call.get("func_name")
    if not isinstance(name, str):
        raise BadCall("The call has no func_name.")
    signature = known.get(name.lower())
    if signature is None:
        raise BadCall(f"There is no worksheet function {name[:60]!r}.", 404)
    if signature.live is not live:
        where = "over the line of live formulas only" if signature.live else "one at a time"
        raise BadCall(f"{signature.name} is answered {where}.")
    whole = {
        "client": "Office.js",
        "version": "",
        "runtime": "1.1",
        **dict.fromkeys(OPTIONAL_TEXTS),
        **{key: value for key, value in call.items() if value is not None},
        "func_name": signature.name,
    }
    for key in ("client", "version", *OPTIONAL_TEXTS):
        if whole[key] is not None and not isinstance(whole[key], str):
            raise BadCall(f"{key} is not text.")
    if not isinstance(whole["runtime"], str) or not NUMBER.fullmatch(whole["runtime"]):
        raise BadCall("runtime is not a version such as '1.4'.")
    whole["args"] = _arguments(call.get("args"), signature)
    return whole


def _arguments(given: object, signature: Signature) -> list[object]:
    if not isinstance(given, list):
        raise BadCall("args is not a list.")
    if not signature.needs <= len(given) <= signature.takes:
        raise BadCall(
            f"{signature.name} takes {signature.needs} to {signature.takes} arguments, "
            f"not {len(given)}."
        )
    if sum(_check_argument(one, place) for place, one in enumerate(given, start=1)) > LARGEST:
        raise BadCall(f"The arguments hold more than {LARGEST:,} cells.", 413)
    return given


def _check_argument(given: object, place: int) -> int:
    """Return how many cells an argument holds: a cell, or rows that are equally long."""
    if not isinstance(given, list):
        _check_cell(given, place)
        return 1
    rows = given if all(isinstance(row, list) for row in given) else [given]
    if not rows or not rows[0] or any(len(row) != len(rows[0]) for row in rows):
        raise BadCall(f"Argument {place} is not a rectangle of cells.")
    if rows is not given and len(given) > 1:
        raise BadCall(f"Argument {place} is a list and not rows of cells.")
    for row in rows:
        for cell in row:
            _check_cell(cell, place)
    return len(rows) * len(rows[0])


def _check_cell(cell: object, place: int) -> None:
    if isinstance(cell, dict):  # a cell that carries more than its value: a date, an error
        if not isinstance(cell.get("type"), str) or isinstance(
            cell.get("basicValue", []), dict | list
        ):
            raise BadCall(f"Argument {place} holds a cell without a type and a basic value.")
    elif isinstance(cell, list):
        raise BadCall(f"Argument {place} holds a list inside a cell.")
    elif isinstance(cell, str) and len(cell) > LONGEST:
        raise BadCall(f"Argument {place} holds more text than fits into a cell.", 413)
