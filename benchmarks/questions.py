"""Measure how well and how fast questions are understood, over the sample of questions.

    python benchmarks/questions.py [--questions FOLDER] [--show] [--rounds 5]

Accuracy is scored by the sample's own score.py, over the sample and over questions of our own
(own_questions.jsonl, written from the papers without sight of the code; those called own-r… after
the sample's kinds and mix). All were looked at while the reading was mended, so none is a
forecast: docs/decisions.md says what sets gave at first sight. In the five-fold part the
floor and the margin are chosen on four folds and measured on the fifth; grammar and synonyms are
not chosen again, so it says how far the thresholds fit the sample by chance, and no more. Times
are printed beside rapidfuzz's extractOne (WRatio) over the same names in the same run, and it is
the ratio that is worth reading. The measures of the last part are made up, from a fixed seed.
"""

import argparse
import importlib.util
import io
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from statistics import quantiles
from time import perf_counter_ns
from types import ModuleType
from typing import Any

from made_editions import half, holding, made_from, telling, unseen
from rapidfuzz import fuzz, process

from kpi_store.config import specs_folder
from kpi_store.domain.indicator import Edition
from kpi_store.domain.matching import Thresholds
from kpi_store.domain.reading import Asks
from kpi_store.domain.reading_line import as_line
from kpi_store.domain.understanding import Understanding
from kpi_store.read_command import Reader, read_lines
from kpi_store.spec_files import load

TODAY = date(2019, 11, 6)
SAMPLE = Path(__file__).parents[2] / "shared" / "questions"
OWN = Path(__file__).parent / "own_questions.jsonl"
SEED = 20191106
FOLDS = 5
FLOORS = [0.32 + 0.05 * step for step in range(11)]
MARGINS = [0.02 + 0.02 * step for step in range(7)]
WRONG_COSTS = 10  # one confident wrong answer weighs as much as so many right ones
UNSEEN = 448
MANY = 5_000

Row = dict[str, Any]
Answers = dict[str, Row]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=Path, default=SAMPLE, help="the sample's folder")
    parser.add_argument("--show", action="store_true", help="also list what was not read right")
    parser.add_argument("--rounds", type=int, default=5, help="of the timed questions")
    options = parser.parse_args()
    score, questions = sample_of(options.questions)
    specs = load(specs_folder())
    default = specs.catalogue.default_edition
    understanding = Understanding(specs.editions, default, papers=specs.papers)
    accuracy(score, questions, understanding, "the sample's", show=options.show)
    own = list(score.read_rows(OWN).values())
    accuracy(score, own, understanding, "our own", show=options.show)
    cross_validation(score, questions, specs.editions, default)
    speed(questions, specs.editions, default, options.rounds)
    batch(questions, understanding, default)
    strangers(specs.editions[default], show=options.show)
    return 0


def sample_of(folder: Path) -> tuple[ModuleType, list[Row]]:
    """score.py of the sample and its questions; says so and ends where they are not there."""
    file, rows = folder / "score.py", folder / "questions-dev.jsonl"
    if not (file.is_file() and rows.is_file()):
        sys.exit(f"No sample of questions in {folder}: name its folder with --questions FOLDER.")
    spec = importlib.util.spec_from_file_location("score", file)
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    return score, list(score.read_rows(rows).values())


def thread_of(question: Row) -> list[str]:
    """What was asked before the question, oldest first."""
    before = question["expect"].get("context") or []
    return [before] if isinstance(before, str) else list(before)


def answers_of(questions: Sequence[Row], understanding: Understanding, default: str) -> Answers:
    """The answer line of each question, by its id."""
    return {
        one["id"]: as_line(
            understanding.read(one["text"], today=TODAY, context=thread_of(one)), default, one["id"]
        )
        for one in questions
    }


def accuracy(
    score: ModuleType,
    questions: Sequence[Row],
    understanding: Understanding,
    whose: str,
    *,
    show: bool,
) -> None:
    """Print the share read right, overall and by kind, and the errors, worst first."""
    told = answers_of(questions, understanding, understanding.default)
    with tempfile.TemporaryDirectory() as folder:  # through a file, so that its form is checked
        file = Path(folder) / "answers.jsonl"
        file.write_text("".join(f"{json.dumps(one)}\n" for one in told.values()), encoding="utf-8")
        told = score.read_answers(file)
    report = score.score(questions, told)
    print(f"\nAccuracy over {whose} {len(questions)} questions")
    print_share("right", report["right"])
    for name, part in report["errors"].items():
        print_share(name.replace("_", " "), part)
    print_share("confident wrong on none questions", report["confident_wrong_on_none"])
    for kind, part in report["by_kind"].items():
        print_share(f"right: {kind}", part)
    for one in questions if show else ():
        if (verdict := report["verdicts"][one["id"]]) != score.RIGHT:
            print(f"  {score.failure_line(one, told.get(one['id']), verdict)}")


def print_share(label: str, part: Row) -> None:
    low, high = part["interval"] or (0, 0)
    figures = f"{part['count']:>4} of {part['total']:<4} {part['rate'] or 0:>7.1%}"
    print(f"  {label:<34}{figures}  ({low:.1%} to {high:.1%})")


def cross_validation(
    score: ModuleType, questions: Sequence[Row], editions: Mapping[str, Edition], default: str
) -> None:
    """Print the share right where the thresholds come from the other four folds."""
    plain = Thresholds()
    grid = {Thresholds(floor, margin) for floor, margin in product(FLOORS, MARGINS)} | {plain}
    verdicts: dict[Thresholds, dict[str, str]] = {}
    for thresholds in grid:
        told = answers_of(questions, Understanding(editions, default, thresholds), default)
        verdicts[thresholds] = {one["id"]: score.judge(one, told[one["id"]]) for one in questions}

    def worth(thresholds: Thresholds, group: Sequence[Row]) -> tuple[float, float]:
        seen = Counter(verdicts[thresholds][one["id"]] for one in group)
        far = abs(thresholds.floor - plain.floor) + abs(thresholds.margin - plain.margin)
        return seen[score.RIGHT] - WRONG_COSTS * seen["confident_wrong"], -far

    print(f"\nFive-fold cross-validation of floor and margin ({len(grid)} pairs)")
    measured: dict[str, str] = {}
    for number, fold in enumerate(folds(questions), 1):
        rest = [one for one in questions if one not in fold]
        best = max(grid, key=lambda one: worth(one, rest))
        measured |= {one["id"]: verdicts[best][one["id"]] for one in fold}
        right = sum(measured[one["id"]] == score.RIGHT for one in fold)
        chosen = f"floor {best.floor:.2f}, margin {best.margin:.2f}"
        print(f"  fold {number}: {chosen}: {right} of {len(fold)} right")
    none = [one["id"] for one in questions if one["kind"] == "none"]
    seen = Counter(measured.values())
    print_share("right", score.share(seen[score.RIGHT], len(questions)))
    print_share("confident wrong", score.share(seen["confident_wrong"], len(questions)))
    wrong = sum(measured[one] == "confident_wrong" for one in none)
    print_share("confident wrong on none questions", score.share(wrong, len(none)))
    print(f"  in use: floor {plain.floor:.2f}, margin {plain.margin:.2f}")


def folds(questions: Sequence[Row]) -> list[list[Row]]:
    """The questions in five parts, each with its share of every kind."""
    shuffled = list(questions)
    random.Random(SEED).shuffle(shuffled)
    shuffled.sort(key=lambda one: one["kind"])
    return [shuffled[start::FOLDS] for start in range(FOLDS)]


def speed(
    questions: Sequence[Row], editions: Mapping[str, Edition], default: str, rounds: int
) -> None:
    """Print the time of one reading, at the size of the index and with thousands of measures."""
    many = made_from(editions[default], MANY, random.Random(SEED))
    print("\nOne reading in ms; a thread counts as one         p50     p99")
    for edition in (editions[default], many):
        names = [one.name for one in edition]
        ours: list[float] = []
        floor: list[float] = []
        for _ in range(rounds):  # read by a new Understanding each, so that nothing is remembered
            understanding = Understanding({**editions, default: edition}, default)
            for other in editions.values():  # each edition's words are sorted at its first reading
                understanding.read(f"{other.title} indicator 1", today=TODAY)
            for one in questions:
                text, thread = one["text"], thread_of(one)
                ours.append(
                    milliseconds(lambda: understanding.read(text, today=TODAY, context=thread))  # noqa: B023 - called at once
                )
                floor.append(
                    milliseconds(lambda: process.extractOne(text, names, scorer=fuzz.WRatio))  # noqa: B023 - called at once
                )
        size = f"{len(names):,} indicators"
        print_times(f"{size}: Understanding.read", ours)
        print_times(f"{size}: rapidfuzz extractOne, WRatio", floor)


def milliseconds(call: Callable[[], object]) -> float:
    start = perf_counter_ns()
    call()
    return (perf_counter_ns() - start) / 1e6


def print_times(label: str, times: Sequence[float]) -> None:
    parts = quantiles(times, n=100)
    print(f"  {label:<44}{parts[49]:>7.3f} {parts[98]:>7.3f}")


def batch(questions: Sequence[Row], understanding: Understanding, default: str) -> None:
    """Print how many lines a second the batch command reads."""
    rows = [{"id": o["id"], "text": o["text"], "context": thread_of(o)} for o in questions]
    lines = [json.dumps(row).encode() for row in rows] * 10
    start = perf_counter_ns()
    read_lines(lines, Reader(understanding, default, TODAY), io.StringIO(), sys.exit)
    seconds = (perf_counter_ns() - start) / 1e9
    print(f"\nBatch of {len(lines):,} lines: {len(lines) / seconds:,.0f} lines a second")


def strangers(pattern: Edition, *, show: bool) -> None:
    """Print how often a measure of an edition never seen is found by a short form of its name."""
    chance = random.Random(SEED)
    edition = unseen(pattern, UNSEEN, chance)
    understanding = Understanding({edition.code: edition}, edition.code)
    names = [one.name for one in edition]
    print(f"\n{UNSEEN} measures with made-up names, no aliases: asked for by")
    forms: dict[str, Callable[[str], str]] = {
        "the whole name": str.lower,
        "half of its words": lambda name: half(name, chance),
        "three quarters of its words": lambda name: three_quarters(name, chance),
    }
    for label, form in forms.items():
        seen: Counter[str] = Counter()
        told_apart: Counter[str] = Counter()
        for listing in edition:
            words = form(listing.name)
            reading = understanding.read(words, today=TODAY)
            if listing in reading.listings and len(reading.listings) == 1:
                verdict = "found"
            elif reading.asks is Asks.UNCLEAR:
                verdict = "offered" if listing in reading.candidates else "others offered"
            else:
                verdict = "another" if reading.listings else "refused"
            seen[verdict] += 1
            if len(holding(words, names)) == 1:
                told_apart[verdict] += 1
                if show and verdict != "found":
                    taken = "; ".join(o.name for o in (*reading.listings, *reading.candidates))
                    print(f"    {verdict} | {words} | expected {listing.name} | got {taken}")
        print(f"  {label}: {in_order(seen)}")
        print(f"    where no other name has those words: {in_order(told_apart)}")


def three_quarters(name: str, chance: random.Random) -> str:
    """Three quarters of the telling words of *name*, in order."""
    words = telling(name)
    dropped = set(chance.sample(range(len(words)), len(words) // 4))
    return " ".join(word for place, word in enumerate(words) if place not in dropped).lower()


def in_order(seen: Counter[str]) -> str:
    total = max(1, sum(seen.values()))
    order = ("found", "offered", "refused", "others offered", "another")
    return ", ".join(f"{name} {seen[name] / total:.1%}" for name in order if seen[name])


if __name__ == "__main__":
    sys.exit(main())
