"""Run `kpi` in processes of their own, born of one that has everything imported already.

python -m tests.commands

Each line read is a command, as JSON: its words, environment, folder and standard input. It is run
in a fork of this process, and answered with its exit code and what it said. A process that is
started afresh spends half a second on imports, and the tests run hundreds.
"""

import atexit
import json
import os
import runpy
import subprocess
import sys
import traceback
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import cache
from io import BufferedReader, FileIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

ROOT = Path(__file__).parents[1]
IMPORTED = (
    *("answering", "as_json", "migrations", "opening", "proposals_cli", "read_command"),
    *("record_command", "recording", "seeding", "spec_files", "terminal"),
)
Ran = subprocess.CompletedProcess[bytes]


def run(
    words: tuple[str, ...],
    environment: Mapping[str, str],
    *,
    folder: Path | None = None,
    lines: bytes = b"",
) -> Ran:
    """Run `kpi` with *words* in *folder*, with *environment* alone and *lines* to read."""
    asked = {"words": words, "environment": dict(environment), "folder": str(folder or ROOT)}
    parent = _parent()
    assert parent.stdin
    assert parent.stdout
    parent.stdin.write(json.dumps({**asked, "lines": b64encode(lines).decode()}) + "\n")
    parent.stdin.flush()
    said = json.loads(parent.stdout.readline())
    return Ran(words, said["code"], b64decode(said["out"]), b64decode(said["err"]))


def in_text(ran: Ran) -> "subprocess.CompletedProcess[str]":
    """*ran* with what it said as text."""
    out, err = ran.stdout.decode(), ran.stderr.decode()
    return subprocess.CompletedProcess(ran.args, ran.returncode, out, err)


@cache
def _parent() -> "subprocess.Popen[str]":
    """The process of which commands are born; it ends with its input, when the tests do."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.commands"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(process.communicate)
    return process


def _born(asked: Mapping[str, Any], files: list[int]) -> int:
    """Run what was *asked* in a fork with *files* for its input, output and errors; its code."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code: Any = 0
    try:
        for number, file in enumerate(files):
            os.dup2(file, number)
        sys.stdin = TextIOWrapper(BufferedReader(FileIO(0, closefd=False)))
        os.environ.clear()
        os.environ.update(asked["environment"])
        os.chdir(asked["folder"])
        sys.argv = ["kpi", *asked["words"]]
        runpy.run_module("kpi_store", run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        code = ended.code or 0
    except BaseException:  # noqa: BLE001 - said and ended as an interpreter does
        traceback.print_exc()
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _answered(asked: Mapping[str, Any]) -> dict[str, Any]:
    with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
        given.write(b64decode(asked["lines"]))
        given.seek(0)
        code = _born(asked, [one.fileno() for one in (given, out, err)])
        said = {}
        for name, file in (("out", out), ("err", err)):
            file.seek(0)
            said[name] = b64encode(file.read()).decode()
    return {"code": code, **said}


if __name__ == "__main__":
    for module in IMPORTED:
        __import__(f"kpi_store.{module}")
    with os.fdopen(os.dup(0), encoding="utf-8") as orders:
        for line in orders:
            sys.stdout.write(json.dumps(_answered(json.loads(line))) + "\n")
            sys.stdout.flush()
