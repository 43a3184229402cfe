"""Measure how long the command line takes to start, beside Python itself, in one run.

    python benchmarks/start.py [--runs 15]

Prints the process time (user and system) of each command: best and median, and its ratio to an
empty Python. To reach: `kpi --help` within 150 ms, `kpi ask` on a warm store within 500 ms.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

LIMITS = {"kpi --help": 150, "kpi ask": 500}


def process_ms(command: list[str], environment: dict[str, str]) -> float:
    """The user and system time of one run of *command*, in milliseconds; it must succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    kpi = [sys.executable, "-m", "kpi_store"]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "kpi --help": [*kpi, "--help"],
        "kpi ask": [*kpi, "ask", "what's indicator 11 in Q2?"],
    }
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'kpi.db'}"
        environment = {**os.environ, "KPI_DATABASE_URL": database}
        process_ms(commands["kpi ask"], environment)  # the first makes and seeds the store
        floor = 0.0
        print(f"{'command':<16}{'best ms':>9}{'median ms':>11}{'ratio':>8}  within")
        for name, command in commands.items():
            spent = sorted(process_ms(command, environment) for _ in range(runs))
            median = statistics.median(spent)
            floor = floor or median
            limit = LIMITS.get(name)
            verdict = "" if limit is None else f"{limit} ms: {'yes' if median <= limit else 'NO'}"
            print(f"{name:<16}{spent[0]:>9.0f}{median:>11.0f}{median / floor:>8.1f}  {verdict}")


if __name__ == "__main__":
    main()
