"""Decide whether a figure just entered turned an effective rating red, or took it out of red.

Red stands for whatever grade the edition's scheme calls alarming. The rating in force before is
the cell's own or, for a new period, that of the nearest earlier one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kpi_store.domain.alert import Alert, Turn
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.notice import opaque
from kpi_store.domain.observation import Change, Observation
from kpi_store.domain.period import PeriodKind
from kpi_store.domain.quantity import say
from kpi_store.domain.rated import Rated, RatingState
from kpi_store.domain.saying import target_text
from kpi_store.held import ACTION, NARRATIVE, Narrative

NOT_RATED = "not rated"
IN_YEAR = (PeriodKind.MONTH, PeriodKind.QUARTER)  # they share columns, so they follow one another
SILENT = (
    RatingState.NOT_TARGET,
    RatingState.NO_DATA,
    RatingState.NOT_DUE,
    RatingState.SUPPRESSED,
)


@dataclass(frozen=True)
class Entered:
    """A figure just entered, the row that held its cell, and what was held beside it before."""

    new: Observation
    held: Observation | None
    series: tuple[Observation, ...]  # in order of period
    rated: Rated
    listing: Listing
    edition: Edition

    @property
    def before(self) -> str | None:
        """The grade in force before, as its code."""
        if self.held and self.held.effective:
            return self.held.effective
        row = self.previous
        return row.effective if row else None

    @property
    def previous(self) -> Observation | None:
        """The rated row of the nearest earlier period."""
        end = self.new.period.end
        earlier = [row for row in self.series if self._follows(row) and row.period.end <= end]
        return earlier[-1] if earlier else None

    @property
    def after(self) -> str | None:
        """The grade in force now, as its code."""
        return self.new.effective

    @property
    def is_late(self) -> bool:
        """Whether it is a first rating for its period, and a later period is rated already."""
        if self.held and self.held.effective:
            return False
        end = self.new.period.end
        return any(self._follows(row) and row.period.end > end for row in self.series)

    def alarming(self, code: str | None) -> bool:
        grade = self.edition.scheme.grade(code) if code else None
        return grade is not None and grade.alarming

    def label(self, code: str | None) -> str:
        grade = self.edition.scheme.grade(code) if code else None
        return grade.label if grade else NOT_RATED

    def symbol(self, code: str | None) -> str:
        grade = self.edition.scheme.grade(code) if code else None
        return grade.symbol if grade else ""

    def _follows(self, row: Observation) -> bool:
        """Whether the new grade follows on *row*'s: a month's does not follow a year's."""
        kind = self.new.period.kind
        kinds = IN_YEAR if kind in IN_YEAR else (kind,)
        return (
            row.effective is not None and row.period.kind in kinds and row.period != self.new.period
        )


def alert_for(entered: Entered, *, narrative: str, told: Iterable[Narrative] = ()) -> Alert | None:
    """The alert that *entered* is worth; None when nothing turned to red or left it.

    *narrative* came with the figure; what its paper said before stands in *told*. The key is
    opaque: it names neither the indicator nor the figure.
    """
    new, before, after = entered.new, entered.before, entered.after
    if entered.is_late or (after is None and entered.rated.state in SILENT):
        return None
    if entered.alarming(before) == entered.alarming(after):
        return None
    turn = Turn.TURNED if entered.alarming(after) else Turn.LEFT
    said = [one for one in told if one.period == new.period and not one.officers_only]
    listing, unit = entered.listing, entered.listing.unit.value
    published = f"Published as {entered.label(new.published)}." if new.published else ""
    return Alert(
        key=opaque(new.area, new.indicator, new.period.code, new.row, turn),
        turn=turn,
        edition=entered.edition.code,
        edition_title=entered.edition.title,
        area=new.area,
        number=listing.number,
        list=listing.list,
        indicator=listing.key,
        name=listing.name,
        period=new.period.code,
        period_words=new.period.words(),
        before=entered.label(before),
        after=entered.label(after),
        figure=say(new.value, unit) if new.value is not None else str(new.status),
        target=target_text(listing, entered.edition),
        reason=published or entered.rated.reason,
        source=new.source.title,
        correction=new.change is Change.CORRECTION,
        narrative=narrative or " ".join(one.text for one in said if one.kind == NARRATIVE),
        action=" ".join(one.text for one in said if one.kind == ACTION),
        owner=listing.owner,
        previous=_previous(entered),
        before_symbol=entered.symbol(before),
        after_symbol=entered.symbol(after),
    )


def _previous(entered: Entered) -> str:
    """The figure and grade before: of the earlier period or, in a correction, of the cell."""
    held = entered.held
    row = held if held and held.value is not None else entered.previous
    if row is None:
        return ""
    figure = say(row.value, entered.listing.unit.value) if row.value is not None else "no figure"
    return f"{figure} for {row.period.words()}, {entered.label(row.effective)}"
