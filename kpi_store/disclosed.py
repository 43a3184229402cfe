"""Read the store as one audience may: what it must not be shown never leaves the store.

Everything an answer says comes out of a snapshot. Here the figures and the words that an audience
is spared are taken out of it first, so that no rating, direction, comparison, list or chart can
be worked out from them. Ratings that a paper prints stay.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TypeVar

from kpi_store.domain.alert import Alert
from kpi_store.domain.area import Area
from kpi_store.domain.audience import Audience
from kpi_store.domain.disclosure import POLICIES, Policy, before_correction, shown, suppressed
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.observation import Observation, Status
from kpi_store.domain.period import Period, PeriodKind
from kpi_store.domain.quantity import Unit
from kpi_store.domain.saying import figure_text
from kpi_store.held import Cell, EditionHead, Narrative, Publication
from kpi_store.store import Snapshot, Store

T = TypeVar("T")


@contextmanager
def seen_by(audience: Audience, store: Store, as_of: date | None = None) -> Iterator[Snapshot]:
    """Everything *audience* may be shown of what was known on the day *as_of*."""
    with store.snapshot(as_of) as snapshot:
        yield Disclosed(snapshot, POLICIES[audience])


def told_to(audience: Audience, store: Store, alert: Alert) -> Alert:
    """Return *alert* as *audience* may be told of it.

    Where its figure is suppressed, so is what was said beside it; the turn itself is told.
    """
    with seen_by(audience, store) as snapshot:
        series = snapshot.series(alert.area, alert.indicator)
        history = snapshot.history(alert.area, alert.indicator, Period.of(alert.period))
    row = next((row for row in reversed(history) if row.status is Status.SUPPRESSED), None)
    if row is None:  # of the period before nobody says here which row it was
        told_before = all(one.status is not Status.SUPPRESSED for one in series)
        return alert if told_before else replace(alert, previous="")
    return replace(
        alert,
        figure=figure_text(row, Unit.COUNT),
        reason=f"{row.reason[:1].upper()}{row.reason[1:]}.",
        narrative="",
        action="",
        previous="",
    )


class Disclosed(Snapshot):
    """A snapshot without what a policy spares its reader."""

    def __init__(self, whole: Snapshot, policy: Policy) -> None:
        self.__dict__.update(whole.__dict__)
        self._whole = whole
        self._policy = policy
        self._figures = policy.recorded or policy.printed

    def figure(self, area: str, indicator: str, period: Period) -> Observation | None:
        rows = self.series(area, indicator)
        return next((row for row in rows if row.period == period), None)

    def series(
        self,
        area: str,
        indicator: str,
        kind: PeriodKind | None = None,
        since: date | None = None,
    ) -> tuple[Observation, ...]:
        """The newest row of each period, oldest first, with small figures suppressed."""
        whole = self._whole.series(area, indicator, kind, since)
        if not self._may_tell(whole):
            return whole
        listing = self._listing(area, indicator)
        if listing is None:
            return whole
        if kind is None and since is None:
            return shown(whole, listing, self._policy)
        every = {row.period: row for row in self.series(area, indicator)}
        return tuple(every[row.period] for row in whole)

    def history(self, area: str, indicator: str, period: Period) -> tuple[Observation, ...]:
        """All rows of a cell, each as it may be shown beside the one that replaced it."""
        whole = self._whole.history(area, indicator, period)
        listing = self._listing(area, indicator) if self._figures and whole else None
        if listing is None:
            return whole
        newest = next((row for row in self.series(area, indicator) if row.period == period), None)
        rows = [newest if newest and newest.row == whole[-1].row else whole[-1]]
        for old, new in zip(whole[-2::-1], whole[:0:-1], strict=True):
            rows.append(before_correction(old, new, listing, self._policy))
        return tuple(reversed(rows))

    def ratings(self, area: str, period: Period) -> dict[str, Cell]:
        return {
            key: Cell(key, row.value, row.status, row.published, row.computed)
            for key, row in self.index(area, period).items()
        }

    def index(self, area: str, period: Period) -> dict[str, Observation]:
        whole = self._whole.index(area, period)
        return {key: self.figure(area, key, period) or row for key, row in whole.items()}

    def window(self, area: str, since: date) -> dict[str, tuple[Observation, ...]]:
        whole = self._whole.window(area, since)
        return {key: self.series(area, key, since=since) for key in whole}

    def corrections(self, area: str, since: date | None = None) -> tuple[Observation, ...]:
        """The rows that replaced another, each as it may be shown."""
        whole = self._whole.corrections(area, since)
        if not self._figures:
            return whole
        return tuple(self._as_in_history(row) for row in whole)

    def narratives(self, area: str, indicator: str) -> tuple[Narrative, ...]:
        """The words about an indicator, with those withheld that the reader is spared.

        Words beside a suppressed figure may say it: they are withheld with it.
        """
        told = self._whole.narratives(area, indicator)
        if not self._policy.words:
            return tuple(replace(one, officers_only=False) for one in told)
        listing = self._listing(area, indicator) if self._figures and told else None
        if listing is None:
            return told
        hidden = suppressed(self._whole.series(area, indicator), listing, self._policy)
        return tuple(
            replace(one, officers_only=True) if one.period in hidden else one for one in told
        )

    # Definitions and papers are public, and are kept by the whole snapshot once they are read.

    def areas(self) -> dict[str, Area]:
        return self._whole.areas()

    def editions(self) -> tuple[EditionHead, ...]:
        return self._whole.editions()

    def edition(self, code: str) -> Edition:
        return self._whole.edition(code)

    def publications(self) -> tuple[Publication, ...]:
        return self._whole.publications()

    def _statements(self, area: str, kind: str, what: type[T]) -> tuple[T, ...]:
        return self._whole._statements(area, kind, what)

    def _may_tell(self, rows: tuple[Observation, ...]) -> bool:
        """Whether any of *rows* could have to be suppressed: most never can."""
        if not self._figures:
            return False
        return self._policy.printed or any(not row.source.is_paper for row in rows)

    def _as_in_history(self, row: Observation) -> Observation:
        rows = self.history(row.area, row.indicator, row.period)
        return next((one for one in rows if one.row == row.row), row)

    def _listing(self, area: str, indicator: str) -> Listing | None:
        """The indicator as an edition of the area lists it; None for another area's figures."""
        for head in self.editions():
            if head.area == area and (listing := self.edition(head.code).by_key(indicator)):
                return listing
        return None
