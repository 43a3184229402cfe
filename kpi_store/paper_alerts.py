"""Decide which ratings a new paper turned to red or took out of it.

Of the periods that it rates for the first time only the newest of an indicator is news; a rating
that it changes is news whatever its period. A paper older than one already held is none.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kpi_store.alerting import Entered, alert_for
from kpi_store.domain.alert import Alert
from kpi_store.domain.observation import Observation
from kpi_store.paper_figures import Figures
from kpi_store.publication_specs import PublicationSpec
from kpi_store.store import Snapshot

Before = Mapping[str, tuple[Observation, ...]]  # the series of an indicator


def _is_newest(paper: PublicationSpec, snapshot: Snapshot) -> bool:
    """Whether no paper of the same edition that is held carries a later date."""
    held = (one.date for one in snapshot.publications() if one.edition == paper.edition)
    return (paper.date or date.max) >= max((day for day in held if day), default=date.min)


def add_news(figures: Figures, paper: PublicationSpec) -> list[Alert]:
    """Add a paper's figures; returns the alerts they are worth, in the order of the edition."""
    edition, writer = figures.edition, figures.writer
    known = writer.snapshot(paper.date)
    before = {one.key: known.series(edition.area, one.key) for one in edition}
    newest = _is_newest(paper, writer.snapshot())
    added = figures.add_paper(paper)
    return _alerts(figures, before, added, writer.snapshot()) if newest else []


def _alerts(
    figures: Figures, before: Before, added: Sequence[Observation], snapshot: Snapshot
) -> list[Alert]:
    """*before* holds each indicator's series without the rows *added*."""
    alerts = []
    for listing in figures.edition:
        key, series = listing.key, before[listing.key]
        if not series:  # the first that is ever held of an indicator is no change
            continue
        rows = [row for row in added if row.indicator == key]
        for row, held in _news(rows, series):
            rated = figures.rated(row, listing)
            entered = Entered(row, held, series, rated, listing, figures.edition)
            told = snapshot.narratives(row.area, key)
            alert = alert_for(entered, narrative="", told=told)
            alerts += [alert] if alert else []
    return alerts


def _news(
    rows: Sequence[Observation], series: Sequence[Observation]
) -> Iterator[tuple[Observation, Observation | None]]:
    """Each row that may be news, with the one that held its cell before; oldest period first."""
    cells = {row.period: row for row in series}
    rated = [row for row in rows if row.effective or cells.get(row.period)]
    first = [row for row in rated if not _was_rated(cells.get(row.period))]
    newest = max(first, key=lambda row: row.period.end, default=None)
    for row in sorted(rated, key=lambda row: row.period.end):
        held = cells.get(row.period)
        if row is newest or _was_rated(held):
            yield row, held


def _was_rated(row: Observation | None) -> bool:
    return row is not None and row.effective is not None
