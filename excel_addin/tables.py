"""Answer the functions that spill a table with headers: KPITABLE, KPICHANGES and KPIFIND.

A cell of a table shows what =KPI(...) shows of the same question. Knows nothing of xlwings.
"""

from datetime import date
from typing import Protocol

from excel_addin import arguments, cells
from excel_addin.cells import NO_FIGURE, NotUnderstood, Shown
from excel_addin.reading import Columns
from kpi_store.domain.answer import Answer, Field
from kpi_store.domain.errors import quoted
from kpi_store.finding import Found

Table = list[list[Shown]]

INDEX = ("No.", "Indicator", "Section", "Period", "Value", "Rating", "Target", "Direction")
CHANGES = ("Date", "What", "No.", "In words", "Source")
FINDINGS = ("No.", "Indicator", "Section", "How near", "Edition", "Key")
FOUND = 5  # rows of KPIFIND where no count is given
MOST_FOUND = 50


class Asked(Protocol):
    """What the tables ask of the store; excel_addin/reading.py answers it."""

    def __call__(
        self, indicator: str, period: str | None, as_of: date | None, edition: str | None
    ) -> Answer: ...

    def listing(
        self, section: str | None, period: str | None, as_of: date | None, edition: str | None
    ) -> Answer: ...

    def changes(self, since: str | None, as_of: date | None, edition: str | None) -> Answer: ...

    def find(self, words: str, count: int, edition: str | None) -> tuple[Found, ...]: ...

    def columns(self, edition: str, as_of: date | None) -> Columns: ...


def kpitable(
    ask: Asked,
    section: object = None,
    period: object = None,
    as_of: object = None,
    edition: object = None,
) -> Table:
    """Return a section, or the whole index, with a row of headers first; KpiError otherwise."""
    known = arguments.day(arguments.one_cell(as_of, "as_of"))
    when = arguments.period_words(arguments.one_cell(period, "period"))
    rows = ask.listing(
        arguments.section_words(arguments.one_cell(section, "section")),
        when,
        known,
        arguments.edition_words(arguments.one_cell(edition, "edition")),
    )
    columns = ask.columns(rows.edition, known)
    headers = [
        *INDEX,
        *(f"{columns.area} {year}" for year in columns.prior_years),
        *columns.benchmarks,
    ]
    return [
        list(headers),
        *(_line(ask(row.key, when, known, rows.edition), columns) for row in rows.rows),
    ]


def kpichanges(
    ask: Asked, since: object = None, as_of: object = None, edition: object = None
) -> Table:
    """Return corrections and changes of rating, newest first, with a row of headers.

    Where there are none the row under the headers says so.
    """
    answer = ask.changes(
        arguments.since_words(arguments.one_cell(since, "since")),
        arguments.day(arguments.one_cell(as_of, "as_of")),
        arguments.edition_words(arguments.one_cell(edition, "edition")),
    )
    lines: Table = [
        [
            one.date or "",
            one.kind.capitalize(),
            _number(", ".join(one.numbers)),
            one.words,
            one.source,
        ]
        for one in answer.changes
    ]
    return [list(CHANGES), *(lines or [["", "", "", answer.heading, ""]])]


def kpifind(ask: Asked, words: object, count: object = None, edition: object = None) -> Table:
    """Return the indicators nearest to some words, best first, with a row of headers."""
    asked = arguments.words_to_find(arguments.one_cell(words, "words"))
    found = ask.find(
        asked,
        arguments.count_of(arguments.one_cell(count, "count"), blank=FOUND, most=MOST_FOUND),
        arguments.edition_words(arguments.one_cell(edition, "edition")),
    )
    if not found:
        raise NotUnderstood(f"No indicator is held that is like {quoted(asked)}.")
    return [list(FINDINGS), *(_found(one) for one in found)]


def _line(answer: Answer, columns: Columns) -> list[Shown]:
    subject = answer.subject
    if subject is None:  # a row of the list is an indicator that is held
        raise NotUnderstood(answer.refusal)
    figure = answer.figure
    return [
        _number(subject.number if not subject.list else f"{subject.number} ({subject.list})"),
        subject.name,
        subject.section or "",
        figure.period_words if figure else NO_FIGURE,
        *(
            cells.shown(answer, field)
            for field in (Field.VALUE, Field.RATING, Field.TARGET, Field.DIRECTION)
        ),
        *(cells.outturn(answer, year) for year in columns.prior_years),
        *(cells.benchmark(answer, name.lower().__eq__) for name in columns.benchmarks),
    ]


def _found(one: Found) -> list[Shown]:
    choice = one.choice
    number = choice.number if not choice.list else f"{choice.number} ({choice.list})"
    return [
        _number(number),
        choice.name,
        one.section,
        one.near,
        one.edition_title,
        choice.key,
    ]


def _number(words: str) -> Shown:
    """An indicator's number as a number, so that it can be looked up; other words as they are."""
    return float(words) if words.isdecimal() else words
