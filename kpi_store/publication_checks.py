"""Check what must agree between a file of specs/publications, its edition and its paper's text.

Each check yields sentences 'code: key: what is wrong'; none of them stops at the first.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from kpi_store.domain.observation import Status
from kpi_store.domain.period_words import Clock, find_periods
from kpi_store.papers import Papers
from kpi_store.publication_specs import (
    CorrectionSpec,
    DecisionSpec,
    FigureSpec,
    NarrativeSpec,
    NotReportedSpec,
    PublicationSpec,
    RatingChangeSpec,
    RatingSpec,
)
from kpi_store.spec_checks import period_problems, twice
from kpi_store.specs import CatalogueSpec, EditionSpec

Row = (
    FigureSpec
    | RatingSpec
    | NarrativeSpec
    | CorrectionSpec
    | RatingChangeSpec
    | DecisionSpec
    | NotReportedSpec
)

OF_A_PERIOD = re.compile(
    r"\b(?:the|of|for|in|figures?|numbers?|data|values?|results?|ratings?)\b|'s", re.IGNORECASE
)  # what is said of a period: 'November figures' are the month's, in whatever paper
ABSENT = (
    Status.NOT_REPORTED,
    Status.NOT_DUE,
    Status.NOT_AVAILABLE,
    Status.NOT_APPLICABLE,
    Status.NEW,
    Status.SUPPRESSED,
)


def publication_problems(
    publication: PublicationSpec, catalogue: CatalogueSpec, papers: Papers
) -> Iterator[str]:
    """What is wrong in one file of specs/publications beyond the shape of it."""
    code = publication.code
    edition = next((one for one in catalogue.editions if one.code == publication.edition), None)
    areas = {one.code for one in catalogue.areas}
    if edition is None:
        yield f"{code}: edition: no edition is called {publication.edition}"
    if publication.area not in areas:
        yield f"{code}: area: no area is called {publication.area}"
    if publication.paper not in {one.code for one in catalogue.papers}:
        yield f"{code}: paper: no paper is called {publication.paper}"
    yield from (f"{code}: up_to: {one}" for one in period_problems([publication.up_to]))
    yield from (f"{code}: aliases: {one}" for one in _alias_problems(publication, catalogue))
    numbers = {one.number for one in edition.listings} if edition else None
    for place, row in _rows(publication):
        where = f"{code}: {place}"
        for number in numbers_of(row):
            if numbers is not None and number not in numbers:
                yield f"{where}: {publication.edition} has no number {number}"
        if not isinstance(row, DecisionSpec):
            yield from (f"{where}: {one}" for one in period_problems([row.period]))
    for figure in publication.figures:
        where = f"{code}: figures {figure.number} {figure.period}"
        if figure.area not in areas:
            yield f"{where}: no area is called {figure.area}"
        yield from (f"{where}: {one}" for one in _figure_problems(figure))
    cells = [(one.number, one.area, one.period, one.column) for one in publication.figures]
    for number, area, period, column in twice(cells):
        yield f"{code}: figures {number} {period}: {area}'s cell of {column} is written twice"
    yield from (f"{code}: {one}" for one in _grade_problems(publication, edition, catalogue))
    yield from (f"{code}: {one}" for one in _line_problems(publication, papers))


def _alias_problems(publication: PublicationSpec, catalogue: CatalogueSpec) -> Iterator[str]:
    """Names by which a question could not tell the paper from a period, or from an edition."""
    if publication.aliases and publication.date is None:
        yield "a paper without a date cannot be asked for by name"
        return
    editions = {
        name.casefold(): one.code
        for one in catalogue.editions
        for name in (one.code, one.title, *one.aliases)
    }
    for alias in publication.aliases:
        clock = Clock(publication.date or date.min)
        left = alias
        for found in reversed(find_periods(alias, clock)):
            left = f"{left[: found.start]} {left[found.end :]}"
        if not OF_A_PERIOD.sub("", left).strip():
            yield f"'{alias}' names a period, and no paper"
        if alias.casefold() in editions:
            yield f"'{alias}' is what {editions[alias.casefold()]} is called"
    for alias in twice([one.casefold() for one in publication.aliases]):
        yield f"'{alias}' is written twice"


def numbers_of(row: Row) -> Sequence[str]:
    """The numbers of the indicators that a row is about."""
    if isinstance(row, NarrativeSpec | RatingChangeSpec | DecisionSpec):
        return row.numbers
    return [row.number]


def _figure_problems(figure: FigureSpec) -> Iterator[str]:
    if figure.value is None and figure.status not in ABSENT:
        yield f"value: '{figure.status}' needs a value, or a status that says why there is none"
    if figure.value is not None and figure.status in ABSENT:
        yield f"status: '{figure.status}' has no value, and {figure.value} is given"


def _grade_problems(
    publication: PublicationSpec, edition: EditionSpec | None, catalogue: CatalogueSpec
) -> Iterator[str]:
    scheme = next((s for s in catalogue.schemes if edition and s.code == edition.scheme), None)
    if scheme is None:
        return
    grades = {one.code for one in scheme.grades}
    for rating in publication.ratings:
        if rating.grade is not None and rating.grade not in grades:
            yield f"ratings {rating.number}: grade: {scheme.code} has no grade '{rating.grade}'"
    for change in publication.rating_changes:
        for key, grade in (("old", change.old), ("new", change.new)):
            if grade is not None and grade not in grades:
                said = "/".join(change.numbers)
                yield f"rating_changes {said}: {key}: {scheme.code} has no grade '{grade}'"


def _line_problems(publication: PublicationSpec, papers: Papers) -> Iterator[str]:
    """Rows whose line the paper does not have, or whose printed text is not on it."""
    if not papers.holds(publication.paper):
        return
    for finding in publication.findings:
        if papers.line(publication.paper, finding.line) is None:
            yield f"findings {finding.code}: line: the paper has no line {finding.line}"
    for place, row in _rows(publication):
        line = papers.line(publication.paper, row.line)
        raw = "" if isinstance(row, NarrativeSpec | DecisionSpec) else row.raw
        if line is None:
            yield f"{place}: line: the paper has no line {row.line}"
        elif raw not in line:
            yield f"{place}: raw: “{raw}” is not on line {row.line} of the paper"


def _rows(publication: PublicationSpec) -> Iterator[tuple[str, Row]]:
    """Every row of a publication with the words that say where it stands."""
    every: dict[str, Sequence[Row]] = {
        "figures": publication.figures,
        "ratings": publication.ratings,
        "narrative": publication.narrative,
        "corrections": publication.corrections,
        "rating_changes": publication.rating_changes,
        "decisions": publication.decisions,
        "not_reported": publication.not_reported,
    }
    for key, rows in every.items():
        for row in rows:
            yield f"{key} {'/'.join(numbers_of(row))}", row
