"""Gather what a paper prints about each cell: its figure or why there is none, and its rating.

A paper prints figures, ratings, corrections and gaps in different places; a cell of the store is
one row, so they are joined here. Nothing is worked out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kpi_store.domain.errors import BadSpec
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.observation import Status
from kpi_store.domain.period import Period
from kpi_store.publication_specs import (
    CorrectionSpec,
    FigureSpec,
    NotReportedSpec,
    OldFigureSpec,
    PublicationSpec,
    RatingSpec,
)
from kpi_store.rows import period_of

UNSEEN = "the earlier figure is in no paper held"
RATED_ONLY = "the paper rates it and prints no figure"

Place = tuple[str, str, str]  # area, indicator, period code


@dataclass(frozen=True)
class Correction:
    """What a printed correction replaces: `old` None where no paper held prints it."""

    old: OldFigureSpec | None


@dataclass(frozen=True)
class Printed:
    """One cell as one paper prints it; without a figure of its own it only rates."""

    area: str
    listing: Listing
    period: Period
    has_figure: bool = False
    value: Decimal | None = None
    raw: str = ""
    status: Status = Status.NOT_REPORTED
    reason: str = RATED_ONLY
    notes: tuple[str, ...] = field(default=())
    line: int | None = None
    published: str | None = None
    correction: Correction | None = None

    @property
    def place(self) -> Place:
        return self.area, self.listing.key, self.period.code

    @property
    def note(self) -> str:
        return "; ".join(dict.fromkeys(self.notes))


def cells(publication: PublicationSpec, edition: Edition) -> tuple[Printed, ...]:
    """The cells that *publication* prints, in the order it prints them."""
    found: dict[Place, Printed] = {}

    def cell(area: str, number: str, period: str) -> Printed:
        new = Printed(area, listing_of(edition, number, publication), period_of(period))
        return found.get(new.place, new)

    for figure in publication.figures:
        one = _with_figure(cell(figure.area, figure.number, figure.period), figure)
        found[one.place] = one
    for correction in publication.corrections:
        one = cell(publication.area, correction.number, correction.period)
        found[one.place] = _with_correction(one, correction)
    for gap in publication.not_reported:
        one = cell(publication.area, gap.number, gap.period)
        found[one.place] = _with_gap(one, gap)
    for rating in publication.ratings:
        if rating.grade is not None:
            one = cell(publication.area, rating.number, rating.period)
            found[one.place] = _with_rating(one, rating)
    return tuple(found.values())


def listing_of(edition: Edition, number: str, publication: PublicationSpec) -> Listing:
    """The listing of *edition* with that number; raises BadSpec unless there is exactly one."""
    match edition.numbered(number):
        case (listing,):
            return listing
        case others:
            how_many = "no listing" if not others else f"{len(others)} listings"
            raise BadSpec([f"{publication.code}: {edition.code} has {how_many} numbered {number}"])


def _with_figure(cell: Printed, figure: FigureSpec) -> Printed:
    own = cell.listing.unit.value
    other = f"printed in {figure.unit}" if figure.unit not in (None, own) else ""
    return replace(
        cell,
        has_figure=True,
        value=figure.value,
        raw=figure.raw,
        status=figure.status,
        reason=figure.reason,
        notes=_notes(*cell.notes, figure.note, other),
        line=figure.line,
    )


def _with_correction(cell: Printed, correction: CorrectionSpec) -> Printed:
    said = correction.source in correction.reason
    return replace(
        cell,
        has_figure=True,
        value=correction.value,
        raw=correction.raw,
        status=correction.status,
        reason=correction.reason,
        notes=_notes(*cell.notes, correction.note, "" if said else f"source: {correction.source}"),
        line=correction.line,
        correction=Correction(correction.old),
    )


def _with_gap(cell: Printed, gap: NotReportedSpec) -> Printed:
    """The cell with the paper's reason; a figure that the paper prints all the same stands."""
    if cell.has_figure and cell.value is not None:
        return replace(cell, notes=_notes(*cell.notes, gap.reason))
    return replace(
        cell, has_figure=True, raw=gap.raw, status=gap.status, reason=gap.reason, line=gap.line
    )


def _with_rating(cell: Printed, rating: RatingSpec) -> Printed:
    return replace(
        cell,
        published=rating.grade,
        notes=_notes(*cell.notes, rating.note),
        line=rating.line if cell.line is None else cell.line,
    )


def _notes(*notes: str) -> tuple[str, ...]:
    return tuple(note for note in notes if note)


def keys_of(
    edition: Edition, numbers: list[str], publication: PublicationSpec
) -> Iterator[tuple[str, str]]:
    """(number, key) of each of *numbers*."""
    for number in numbers:
        yield number, listing_of(edition, number, publication).key
