"""Stand in for Windows, so that classic xlwings runs as it does there: only pywin32 is made up.

Run in a process of its own: it reads calls as JSON lines on standard input, and prints the VBA
that Excel imports first and then what each call hands back to Excel.
"""

import ctypes
import io
import json
import sys
import types
from dataclasses import replace
from datetime import UTC, date, datetime
from unittest.mock import MagicMock

PYWIN32 = (
    *("pythoncom", "pywintypes", "win32api", "win32con", "win32gui", "win32process"),
    *("win32timezone", "win32event", "win32com", "win32com.client", "win32com.server"),
    *("win32com.server.dispatcher", "win32com.server.policy", "win32com.server.util"),
)
LEFT_OUT = -2147352572  # what COM hands over for an argument that is not given


class TimeType(datetime):
    """A date as pywin32 has it."""


def _anything(name: str) -> object:
    return type(name, (), {}) if name[:1].isupper() else lambda *_, **__: None


def windows() -> tuple[types.ModuleType, types.ModuleType]:
    """xlwings and its part for functions, as they are imported on Windows."""
    for name in PYWIN32:
        module = types.ModuleType(name)
        module.__getattr__ = _anything
        sys.modules[name] = module
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)
    sys.modules["pywintypes"].TimeType = TimeType
    sys.modules["pywintypes"].com_error = OSError
    sys.modules["pythoncom"].IID_IDispatch = None
    sys.modules["pythoncom"].TypeIIDs = {None: object}
    sys.modules["win32timezone"].TimeZoneInfo = types.SimpleNamespace(utc=lambda: UTC)
    ctypes.windll = ctypes.oledll = ctypes.PyDLL = MagicMock()
    ctypes.WINFUNCTYPE = ctypes.CFUNCTYPE
    import xlwings
    from xlwings import _xlwindows, com_server, udfs

    assert com_server.call_udf is udfs.call_udf
    xlwings._xlwindows = _xlwindows
    xlwings.engines.add(xlwings.Engine(impl=_xlwindows.engine))
    xlwings.engines.active = xlwings.engines["excel"]
    xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
    return xlwings, udfs


def main() -> None:
    today = date.fromisoformat(sys.argv[1])
    xlwings, udfs = windows()
    from excel_addin import classic, session

    udfs.get_udf_module = lambda *_: classic
    vba = io.StringIO()
    book = types.SimpleNamespace(Name="index.xlsm")
    udfs.generate_vba_wrapper("excel_addin.classic", classic, vba, book)
    tell({"vba": vba.getvalue(), "pro": xlwings.__pro__})
    classic._open()
    clock = replace(session.current(), today=lambda: today)  # the day of the papers
    session.open_session(clock)
    for line in sys.stdin:
        name, *args = json.loads(line)
        given = [LEFT_OUT if one is None else one for one in args]
        cells = udfs.call_udf("excel_addin.classic", name, given)
        tell(cells)
    tell([name for name in sys.modules if name.startswith(("xlwings_server", "fastapi"))])


def tell(what: object) -> None:
    sys.stdout.write(f"{json.dumps(what, default=str)}\n")


if __name__ == "__main__":
    main()
