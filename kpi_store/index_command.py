"""Write an edition's workbook: its index, what changed, and what is found at fault in it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kpi_store.answering import edition_code
from kpi_store.checking import check
from kpi_store.config import specs_folder
from kpi_store.disclosed import seen_by
from kpi_store.domain.answer import ChangeSaid, Field
from kpi_store.domain.audience import Audience
from kpi_store.domain.errors import KpiError
from kpi_store.domain.indicator import Edition
from kpi_store.domain.period import Period, said_date
from kpi_store.listing_answers import changes_answer
from kpi_store.replying import blank_answer
from kpi_store.store import Store
from kpi_store.workbook import index_of
from kpi_store.workbook_sheets import Asked, Table, workbook_bytes

CHANGES = (("Date", 12), ("What", 14), ("No.", 8), ("In words", 100), ("Source", 50))
FINDINGS = (
    ("Where", 36),
    ("Severity", 11),
    ("What", 26),
    ("Printed", 40),
    ("Why", 80),
    ("Line", 7),
)
LIVE = (
    "A cell under a month is =KPI(No., period): it shows what it answered when this file was "
    "written, and asks again where the add-in is. Nothing held is an empty cell, never 0."
)
MARKS = "Italic rating: worked out here, no paper prints it. Yellow: corrected, see its comment."
WRITTEN_FOR = {
    Audience.KEEPERS: "Holds every figure, small ones too: not for passing on as it is.",
    Audience.OFFICERS: "Holds every figure, small ones too: not for passing on as it is.",
    Audience.COUNCIL: "Small figures that no paper prints are suppressed.",
    Audience.PUBLIC: "Small figures are suppressed.",
}


def write_index(
    store: Store,
    file: Path,
    *,
    edition: str | None,
    as_of: date | None,
    today: date,
    audience: Audience,
) -> str:
    """Write the workbook to *file* and return what to say; KpiError where that cannot be done."""
    known = as_of or today
    code = edition_code(store, edition, known) if edition else None
    with seen_by(audience, store, known) as snapshot:
        default = snapshot.default_edition()
        held = snapshot.edition(code or default)
        index = index_of(snapshot, held)
        told = changes_answer(
            snapshot,
            held,
            blank_answer(held, "", Field.ALL, today=today, as_of=as_of),
            since=None,
        )
        papers = [one.code for one in snapshot.publications() if one.edition == held.code]
        tables = [_changes(told.heading, told.changes)]
    if audience is not Audience.PUBLIC:  # a finding prints what was printed, small or not
        tables.append(_findings(held, papers, known))
    sources = "; ".join(index.sources) or "no paper with figures"
    lines = [f"As known on {said_date(known)}", f"Source papers: {sources}"]
    lines += [LIVE] if index.periods else []
    asked = Asked(
        as_of=as_of.isoformat() if as_of else "", edition="" if held.code == default else held.code
    )
    whole = workbook_bytes(
        index,
        (*lines, MARKS, WRITTEN_FOR[audience]),
        held.scheme,
        tables,
        asked=asked,
        today=today,
    )
    try:
        file.write_bytes(whole)
    except OSError as fault:
        why = (fault.strerror or "it failed").lower()
        raise KpiError(f"{file} cannot be written: {why}. Is it open in Excel?") from fault
    return f"{file}: {held.title}, {len(index.rows)} indicators, as known on {said_date(known)}."


def _changes(heading: str, changes: Sequence[ChangeSaid]) -> Table:
    rows = tuple(
        (
            said_date(one.date) if one.date else "",
            one.kind,
            ", ".join(one.numbers),
            one.words,
            one.source,
        )
        for one in changes
    )
    return Table("Changes", heading, CHANGES, rows)


def _findings(held: Edition, papers: Sequence[str], known: date) -> Table:
    """What `kpi check` finds for the edition: faults, then where ratings differ."""
    report = check(specs_folder())
    names = tuple(f"{code}{end}" for code in (held.code, *papers) for end in (":", " "))
    rows = [
        (
            one.place,
            one.severity,
            one.code,
            one.printed,
            one.why,
            str(one.line) if one.line else "",
        )
        for one in report.findings
        if f"{one.place} ".startswith(names)
    ]
    rows += [
        (f"{one.edition} {one.number}", "difference", "rating", one.published, one.sentence, "")
        for one in report.differences
        if one.edition == held.code and Period.of(one.period).end <= known
    ]
    return Table("Findings", f"{held.title}: {len(rows)} findings", FINDINGS, tuple(rows))
