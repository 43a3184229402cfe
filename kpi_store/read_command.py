"""Say how a question was understood, for one question or for a whole file of them.

Nothing is answered here: a reading names the indicator, period and field that an answer would give.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import IO, Any

import typer

from kpi_store.domain.errors import KpiError, UnknownEdition
from kpi_store.domain.indicator import Listing
from kpi_store.domain.matching import Match
from kpi_store.domain.period import Period, said_date
from kpi_store.domain.reading import Asks, Reading
from kpi_store.domain.reading_line import as_line, field_word, filter_words
from kpi_store.domain.understanding import Understanding
from kpi_store.store import Snapshot, Store
from kpi_store.terminal import NOT_HELD, WHICH

Line = dict[str, object]
EXIT_CODES = {"answered": 0, "refused": NOT_HELD, "asked": WHICH}
MOST_SHOWN = 8  # of the evidence, in words
HEADINGS = {
    Asks.LOOKUP: "Understood as a question about one figure, or several",
    Asks.COMPARE: "Understood as a comparison",
    Asks.LIST: "Understood as a list",
    Asks.CHANGES: "Understood as a question about what changed",
    Asks.UNCLEAR: "Not clear; these fit",
    Asks.NOT_HELD: "Not held, or not possible",
    Asks.HELP: "Understood as a greeting, or a call for help",
}


class BadLine(KpiError):
    """A line of a file of questions that is none."""

    def __init__(self, number: int, why: str) -> None:
        instead = '{"id": "q1", "text": "indicator 11 in Q2", "context": []}'
        super().__init__(f"Line {number} {why}; write {instead}.")


@dataclass(frozen=True)
class Reader:
    """Reads questions on one day; `default` is the edition whose numbers need no naming."""

    understanding: Understanding
    default: str
    today: date

    def read(self, words: str, context: Sequence[str] = ()) -> Reading:
        """The reading of *words*, after what was asked before in the thread."""
        return self.understanding.read(words, today=self.today, context=context)

    def line(self, words: str, context: Sequence[str] = (), line_id: Any = None) -> Line:
        """The answer line of *words*."""
        return as_line(self.read(words, context), self.default, line_id)


def say_reading(
    store: Store,
    words: str,
    context: Sequence[str],
    today: date,
    edition: str | None,
    *,
    why: bool,
    as_json: bool,
) -> int:
    """Print the reading of *words*; return the exit code: 0, 1 refused, 3 asks which."""
    reader = reader_of(store, today=today, edition=edition)
    reading = reader.read(words, context)
    line = as_line(reading, reader.default)
    decided = not reading.evidence  # by a number, a whole name or a fixed phrase
    if why and decided:
        fits = reader.understanding.evidence(words, reading.edition)
        reading = replace(reading, evidence=fits)
    if as_json:
        typer.echo(line_text(line | ({"evidence": evidence_of(reading)} if why else {})))
    else:
        titles = {one.code: one.title for one in reader.understanding.editions.values()}
        typer.echo(in_words(reading, titles))
        if why:
            typer.echo(evidence_words(reading, decided=decided))
    return EXIT_CODES[str(line["outcome"])]


def read_questions(store: Store, today: date, edition: str | None) -> int:
    """Answer the lines of standard input; return 0, or 1 when one of them was no question."""
    reader = reader_of(store, today=today, edition=edition)
    whole = read_lines(
        sys.stdin.buffer, reader, sys.stdout, lambda said: typer.echo(said, err=True)
    )
    return 0 if whole else NOT_HELD


def understanding_of(snapshot: Snapshot, default: str | None = None) -> Understanding:
    """What reads questions against every edition of the store; *default* is meant when none is."""
    editions = {head.code: snapshot.edition(head.code) for head in snapshot.editions()}
    papers = snapshot.publications()
    return Understanding(editions, default or snapshot.default_edition(), papers=papers)


def reader_of(store: Store, *, today: date, edition: str | None = None) -> Reader:
    """A reader of the editions known today; raises UnknownEdition when *edition* names none."""
    with store.snapshot(today) as snapshot:
        chosen = _edition_named(edition, snapshot) if edition else None
        return Reader(understanding_of(snapshot, chosen), snapshot.default_edition(), today)


def in_words(reading: Reading, titles: Mapping[str, str]) -> str:
    """What was understood, in plain words; *titles* are those of the editions by code."""
    paper = f", by {reading.paper.title}" if reading.paper else ""
    head = f"{HEADINGS[reading.asks]} ({titles[reading.edition]}{paper})."
    match reading.asks:
        case Asks.UNCLEAR:
            said = [f"  {_named(one)}" for one in reading.candidates]
        case Asks.NOT_HELD:
            said = [f"  {reading.refusal}"]
        case Asks.HELP:
            said = []
        case _:
            said = [f"  {name}: {value}" for name, value in _parts(reading)]
    return "\n".join([head, *said])


def evidence_words(reading: Reading, *, decided: bool = False) -> str:
    """The evidence for the reading and the runners-up, each with its score from 0 to 1.

    *decided* says that the words were not weighed to choose: a number or a whole name did.
    """
    if not reading.evidence:
        return "Evidence: none by words; a number, a list or a fixed phrase decided."
    chosen = {one.key for one in (*reading.listings, *reading.candidates)}
    lines = [_scored(one, chosen) for one in reading.evidence[:MOST_SHOWN]]
    head = "Evidence, best first (* is what was taken), with rank and score:"
    if decided:
        head = "Decided by a number, a whole name or a fixed phrase. The words fit, best first:"
    return "\n".join([head, *lines])


def evidence_of(reading: Reading) -> list[Line]:
    """The evidence as data: what fitted, its score and the words it fitted by."""
    return [
        {
            "number": one.listing.number if one.listing else None,
            "list": one.listing.list if one.listing else None,
            "name": one.name,
            "held": one.listing is not None,
            "rank": round(one.rank, 4),
            "score": one.score,
            "words": list(one.evidence),
        }
        for one in reading.evidence
    ]


def read_lines(
    lines: Iterable[bytes], reader: Reader, out: IO[str], faulty: Callable[[str], None]
) -> bool:
    """Write the answer line of each question line to *out*; True when every line was a question.

    A line that is none is told to *faulty* in a sentence, and the others are answered. Each answer
    is sent at once, so that a program may ask and wait.
    """
    whole = True
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            line_id, text, context = _question(raw, number)
        except BadLine as fault:
            faulty(str(fault))
            whole = False
        else:
            out.write(line_text(reader.line(text, context, line_id)) + "\n")
            out.flush()
    return whole


def line_text(line: Line) -> str:
    """The line as JSON in ASCII, which any terminal and any file can hold."""
    return json.dumps(line)


def _question(raw: bytes, number: int) -> tuple[Any, str, list[str]]:
    """The id, the text and the thread before it; BadLine when the line does not hold them."""
    try:
        row = json.loads(raw)
    except (ValueError, RecursionError) as fault:
        raise BadLine(number, "is not JSON") from fault
    if not isinstance(row, dict):
        raise BadLine(number, "is not an object of id, text and context")
    text, before = row.get("text"), row.get("context")
    if not isinstance(text, str):
        raise BadLine(number, "has no text in words")
    context = [] if before is None else [before] if isinstance(before, str) else before
    if not isinstance(context, list) or not all(isinstance(one, str) for one in context):
        raise BadLine(number, "has a context that is neither words nor a list of words")
    return row.get("id"), text, context


def _edition_named(words: str, snapshot: Snapshot) -> str:
    heads = snapshot.editions()
    for head in heads:
        names = (head.code, head.title, *head.aliases)
        if words.strip().casefold() in {name.casefold() for name in names}:
            return head.code
    raise UnknownEdition(words, [head.code for head in heads])


def _parts(reading: Reading) -> list[tuple[str, str]]:
    """The parts of a reading that hold something, by the name a person gives them."""
    indicators = "; ".join(_named(one) for one in reading.listings)
    periods = ", ".join(one.words() if isinstance(one, Period) else one for one in reading.periods)
    against = ", ".join(one.words() if isinstance(one, Period) else one for one in reading.against)
    match reading.asks:
        case Asks.LIST:
            return [("which", filter_words(reading.filter)), ("period", periods)]
        case Asks.CHANGES:
            what = reading.what.value.replace("_", " ")
            since = said_date(reading.since) if reading.since else ""
            return [("what", what), ("indicators", indicators or "all"), ("since", since)]
        case Asks.COMPARE:
            return [("indicators", indicators), ("period", periods), ("against", against)]
        case _:
            return [
                ("indicators", indicators),
                ("period", periods),
                ("field", field_word(reading.field).replace("_", " ").replace(":", ": ")),
            ]


def _named(listing: Listing) -> str:
    return f"{listing.label}, {listing.name}"


def _scored(one: Match, chosen: set[str]) -> str:
    mark = "*" if one.listing and one.listing.key in chosen else " "
    name = _named(one.listing) if one.listing else f"not held: {one.name}"
    words = ", ".join(one.evidence) or "its form alone"
    return f"{mark} {one.rank:.2f} {one.score:.2f}  {name}, by {words}"
