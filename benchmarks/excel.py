"""Measure =KPI(...) over HTTP beside a bare xlwings-server function that returns a constant.

    python benchmarks/excel.py [--quick] [--least RATIO]

Both servers run as they are shipped, each in a process of its own, on the council's papers of
6 November 2019. Prints one cell's p50 and p99, and how many cells a second are answered one
request a cell and as one request, by HTTP alone and, where there is a Chromium, by the client that
Excel loads; every answer of the one is compared with the other's. What is compared is taken in
turns, so it is the ratios that are worth reading. Exit 1 where an answer differs, or where one
request is not RATIO times as fast in Excel's client, the best of each set against the other.
"""

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep

TODAY = "2019-11-06"
CALL, BATCH = "/xlwings/custom-functions-call", "/kpi/batch"
CELLS = 500
CONNECTIONS = 6  # that a browser opens to one server
MOST_ROUNDS = 10  # times as many as asked for, until the ratio to reach is reached
PATIENCE = 60.0  # seconds for a server to start
PERIODS = (
    *("Apr-19", "May-19", "Jun-19 / Q1", "Jul-19", "Aug-19", "Sep-19 / Q2", "Oct-19"),
    *("2018/19", "2017/18", "Q1", "Q2", "May 2019", "latest"),
)
BARE = """
from xlwings.server import func

@func
def KPI(indicator, period=None):
    return 69
"""
SERVE = """
import sys, uvicorn
uvicorn.run("xlwings_server.main:main_app", port=int(sys.argv[1]), log_level="warning")
"""

Line = http.client.HTTPConnection
sys.path.insert(0, str(Path(__file__).parents[1]))  # tests/: Excel's client is opened as they do


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument("--least", type=float, default=0.0, help="the ratio to reach, else exit 1")
    options = parser.parse_args()
    singles, sheets = (100, 3) if options.quick else (500, 10)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        bare = running.enter_context(serving(Path(folder), bare=True))
        ours = running.enter_context(serving(Path(folder), bare=False))
        one_cell(bare, ours, singles)
        differ = a_sheet(bare, ours, sheets)
        return in_excel(ours, sheets, options.least) or differ


def one_cell(bare: int, ours: int, times: int) -> None:
    """One cell after another: how long each took, and how that compares."""
    taken: dict[int, list[float]] = {bare: [], ours: []}
    lines = {port: Line("127.0.0.1", port) for port in taken}
    sheet = calls()
    for number in range(times + 20):
        for port, line in lines.items():
            begun = perf_counter()
            post(line, CALL, sheet[number % CELLS])
            if number >= 20:  # the first ones import and open what is needed
                taken[port].append(1000 * (perf_counter() - begun))
    for line in lines.values():
        line.close()
    print(f"{'one cell':<34}{'p50 ms':>10}{'p99 ms':>10}")
    for name, port in (("a constant, bare", bare), ("=KPI(...)", ours)):
        print(f"{name:<34}{median(taken[port]):>10.2f}{quantiles(taken[port], n=100)[98]:>10.2f}")
    print(f"{'ratio':<34}{median(taken[ours]) / median(taken[bare]):>10.2f}\n")


def a_sheet(bare: int, ours: int, times: int) -> int:
    """500 cells, one request a cell and all in one; returns the exit code."""
    sheet = calls()
    at_once(ours, sheet)  # the first opens what is needed
    singly: dict[int, list[float]] = {bare: [], ours: []}
    together: list[float] = []
    differ = 0
    for _ in range(times):
        for port, log in singly.items():
            begun = perf_counter()
            apart = each(port, sheet)
            log.append(perf_counter() - begun)
        begun = perf_counter()
        got = at_once(ours, sheet)
        together.append(perf_counter() - begun)
        differ += sum(one != other for one, other in zip(got, apart, strict=True))
    times_as_fast = median(singly[ours]) / median(together)
    print(f"{f'{CELLS} cells':<34}{'ms':>10}{'cells/s':>10}")
    for name, log in (
        ("a constant, bare, a request each", singly[bare]),
        ("=KPI(...), a request each", singly[ours]),
        ("=KPI(...), in one request", together),
    ):
        print(f"{name:<34}{1000 * median(log):>10.0f}{CELLS / median(log):>10.0f}")
    print(f"{'one request is faster by':<34}{times_as_fast:>10.1f}")
    print(f"{'than the bare constant by':<34}{median(singly[bare]) / median(together):>10.1f}")
    print(f"{'answers that differ':<34}{differ:>10}\n")
    return 1 if differ else 0


def in_excel(ours: int, times: int, least: float) -> int:
    """500 cells in the client that Excel loads, batched and not; returns the exit code."""
    from tests.excel.chromium import CHROMIUM, FLAGS

    if CHROMIUM is None:
        print("No Chromium here: Excel's client is not measured.")
        return 0
    from playwright.sync_api import sync_playwright

    from tests.excel.client import Served
    from tests.excel.test_in_browser import Excel

    sheet = [(one["args"][0][0][0], one["args"][1][0][0]) for one in calls()]
    took: dict[bool, list[float]] = {True: [], False: []}
    shown, ratio = {}, 0.0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        clients = {batched: Excel(browser, Served(ours), batched=batched) for batched in took}
        for client in clients.values():
            client.calculate(sheet)  # the first opens connections
        for number in range(MOST_ROUNDS * times):
            if number >= times and ratio >= least:  # more rounds where others keep the machine
                break
            for batched, client in clients.items():
                begun = perf_counter()
                shown[batched] = client.calculate(sheet)
                took[batched].append(perf_counter() - begun)
            ratio = min(took[False]) / min(took[True])
        browser.close()
    print(f"{f'{CELLS} cells in the client of Excel':<34}{'ms':>10}{'cells/s':>10}")
    for name, batched in (("a request each", False), ("in one request", True)):
        best = min(took[batched])
        print(f"{name:<34}{1000 * best:>10.0f}{CELLS / best:>10.0f}")
    print(f"{'one request is faster by':<34}{ratio:>10.1f}")
    return 1 if shown[True] != shown[False] or ratio < least else 0


def at_once(port: int, sheet: Sequence[dict[str, object]]) -> list[tuple[int, object]]:
    """The answers to a sheet sent as one request."""
    line = Line("127.0.0.1", port)
    _, answered = post(line, BATCH, {"calls": sheet})
    line.close()
    return [(one["status"], one["body"]) for one in answered["results"]]


def calls() -> list[dict[str, object]]:
    """500 cells of a sheet, all different, as Excel's client sends them."""
    every = [as_sent(number, period) for period, number in product(PERIODS, range(1, 40))]
    return every[:CELLS]


def as_sent(indicator: int, period: str) -> dict[str, object]:
    return {
        "client": "Office.js",
        "func_name": "KPI",
        "args": [[[indicator]], [[period]]],
        "caller_address": "[performance-index.xlsx]Index!C5",
        "session_id": "5f0c6a52-0000-4000-8000-000000000000",
        "culture_info_name": "en-GB",
        "date_format": "dd/MM/yyyy",
        "version": "0.37.8",
        "runtime": "1.4",
    }


def each(port: int, sheet: Sequence[dict[str, object]]) -> list[tuple[int, object]]:
    """The answers to a sheet whose every cell is a request, over a browser's few connections."""

    def some(first: int) -> list[tuple[int, object]]:
        line = Line("127.0.0.1", port)
        told = [post(line, CALL, one) for one in sheet[first::CONNECTIONS]]
        line.close()
        return told

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        parts = [iter(part) for part in pool.map(some, range(CONNECTIONS))]
    return [next(parts[place % CONNECTIONS]) for place in range(len(sheet))]


def post(line: Line, path: str, body: object) -> tuple[int, object]:
    said = json.dumps(body)
    try:
        reply = asked(line, path, said)
    except ConnectionError:  # the server has closed a line that was idle for long
        line.close()
        reply = asked(line, path, said)
    text = reply.read().decode()
    is_json = "json" in reply.headers.get("content-type", "")
    return reply.status, json.loads(text) if is_json else text


def asked(line: Line, path: str, body: str) -> http.client.HTTPResponse:
    line.request("POST", path, body, {"Content-Type": "application/json"})
    return line.getresponse()


@contextmanager
def serving(folder: Path, *, bare: bool) -> Iterator[int]:
    """The port of a server in a process of its own, which is ended whatever happens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    clean = {name: one for name, one in os.environ.items() if not name.startswith("XLWINGS")}
    if bare:
        project = folder / "bare"
        for name, text in (("custom_functions", BARE), ("custom_scripts", "")):
            (project / name).mkdir(parents=True)
            (project / name / "__init__.py").write_text(text)
        told = {
            "XLWINGS_ON_SERVER": "true",
            "XLWINGS_PROJECT_DIR": str(project),
            "XLWINGS_ENVIRONMENT": "prod",
            "XLWINGS_LICENSE_KEY": "noncommercial",
            "XLWINGS_LOG_LEVEL": "WARNING",
        }
        command = [sys.executable, "-c", SERVE, str(port)]
    else:
        told = {
            "KPI_DATABASE_URL": f"sqlite:///{folder / 'kpi.db'}",
            "XDG_DATA_HOME": str(folder),  # no certificate of this machine's: plain HTTP for both
        }
        command = [sys.executable, "-m", "kpi_store", "addin", "--port", str(port)]
        command += ["--today", TODAY]
    running = subprocess.Popen(command, env={**clean, **told}, stdout=subprocess.DEVNULL)
    try:
        patience = perf_counter() + PATIENCE
        while running.poll() is None and perf_counter() < patience:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                sleep(0.1)
        else:
            raise SystemExit(f"The server of {command[1:3]} did not start.")
        yield port
    finally:
        running.terminate()
        running.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main())
