"""Write an edition's workbook: its index, what changed, and what is found at fault in it."""

from collections.abc import Iterator, Sequence
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
from kpi_store.domain.scheme import Scheme
from kpi_store.listing_answers import changes_answer
from kpi_store.replying import blank_answer
from kpi_store.store import Store
from kpi_store.timetables import LastPanel, last_panel
from kpi_store.workbook import index_of
from kpi_store.workbook_live import Live
from kpi_store.workbook_sheets import workbook_bytes
from kpi_store.workbook_tables import Table

CHANGES = (("Date", 17), ("What", 14), ("No.", 8), ("In words", 90), ("Source", 42))
FINDINGS = (
    ("Where", 34),
    ("Severity", 11),
    ("What", 24),
    ("Printed", 40),
    ("Why", 70),
    ("Line", 6),
)
LIVE = (
    "Ratings and the figures of periods are live: =KPI(No., period) asks again where the add-in "
    "is. Without it they stay as they were last refreshed, on the day and from the store named "
    "above. What is not held is an empty cell, never 0."
)
FIXED = "The figures are values, not formulas: a worksheet's formulas answer as a council's do."
MARKS = (
    "Italic rating: worked out here, no paper prints it. Yellow and †: corrected. The comment on a "
    "cell says why. Marks and comments are of the day on which this file was written."
)
NO_PANEL = "No panel stands in the diary and no paper is dated: everything held is listed."
ABOUT_FINDINGS = "Kept as printed and never repaired in silence; kpi check prints the same list."
WHOLE = "Holds every figure, small ones too: not for passing on as it is."
WRITTEN_FOR = {
    Audience.KEEPERS: WHOLE,
    Audience.OFFICERS: WHOLE,
    Audience.COUNCIL: "Numbers from 1 to 5 that no paper prints are suppressed.",
    Audience.PUBLIC: "Numbers from 1 to 5 are suppressed.",
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
    """Write the workbook to *file* and return what to say; KpiError where that cannot be done.

    It is live for the audience that worksheets answer, and holds plain values for any other: a
    live cell would show another figure than the one written.
    """
    known = as_of or today
    code = edition_code(store, edition, known) if edition else None
    with seen_by(audience, store, known) as snapshot:
        held = snapshot.edition(code or snapshot.default_edition())
        base = blank_answer(held, "", Field.ALL, today=today, as_of=as_of)
        index = index_of(snapshot, held, today=today, as_of=as_of)
        papers = [one.code for one in snapshot.publications() if one.edition == held.code]
        since = last_panel(store, held.code, known)
        changes = changes_answer(snapshot, held, base, since=since.day if since else None).changes
        tables = [_changes(held, since, changes)]
    if audience is not Audience.PUBLIC:  # a finding prints what was printed, small or not
        tables.append(_findings(held, papers, known))
    asks = any(cell.asks for row in index.rows for cell in row.cells)
    live = None
    if audience is Audience.COUNCIL and asks:
        live = Live(as_of, held.code, refreshed=today, store=store.version())
    notes = [LIVE if live else FIXED, MARKS, *_inferred(held.scheme), WRITTEN_FOR[audience]]
    notes = notes if asks else []
    whole = workbook_bytes(index, notes, held.scheme, tables, live=live, known=known, today=today)
    try:
        file.write_bytes(whole)
    except OSError as fault:
        why = (fault.strerror or "it failed").lower()
        raise KpiError(f"{file} cannot be written: {why}. Is it open in Excel?") from fault
    return f"{file}: {held.title}, {len(index.rows)} indicators, as known on {said_date(known)}."


def _inferred(scheme: Scheme) -> Iterator[str]:
    """What ratings worked out here lean on that no paper prints."""
    if scheme.tolerance and scheme.tolerance.inferred:
        within = f"green within {scheme.tolerance.green} and amber within {scheme.tolerance.amber}"
        yield (
            f"Ratings worked out here lean on a tolerance that no paper prints: {within} "
            f"{scheme.tolerance.kind}. It is inferred from the ratings that are printed."
        )


def _changes(held: Edition, since: LastPanel | None, changes: Sequence[ChangeSaid]) -> Table:
    """What became known since the last panel, as the papers say it."""
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
    when = f"since {said_date(since.day)}" if since else "since ever"
    heading = f"{held.title}: {_counted(len(rows), 'change')} {when}"
    about = f"{since.why} What became known on that day is among them." if since else NO_PANEL
    return Table("Changes", heading, about, CHANGES, rows, foot=held.title)


def _findings(held: Edition, papers: Sequence[str], known: date) -> Table:
    """What `kpi check` finds for the edition: faults, then where ratings differ."""
    report = check(specs_folder())
    names = tuple(f"{code}{end}" for code in (held.code, *papers) for end in (":", " "))
    rows = [
        (
            _where(one.place, held.code),
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
        (f"Indicator {one.number}", "difference", "rating", one.published, one.sentence, "")
        for one in report.differences
        if one.edition == held.code and Period.of(one.period).end <= known
    ]
    heading = f"{held.title}: {_counted(len(rows), 'finding')} in its papers"
    return Table("Findings", heading, ABOUT_FINDINGS, FINDINGS, tuple(rows), foot=held.title)


def _where(place: str, edition: str) -> str:
    """A finding's place, without the code of the edition whose sheet it stands in.

    >>> _where("merton-2019-20 11: Target", "merton-2019-20"), _where("merton-37: title", "x")
    ('Indicator 11: Target', 'merton-37: title')
    """
    if place.startswith(f"{edition} "):
        return f"Indicator {place.removeprefix(edition).strip()}"
    return place.removeprefix(f"{edition}: ")


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
