"""Check the specs folder: its problems, the faults of the papers, and where ratings differ.

A problem stops the store from using the folder. A finding is a fault of a paper, kept beside what
it prints. A difference is a published rating that is not the one worked out, with why.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi_store.domain.band_checks import band_faults
from kpi_store.domain.errors import BadSpec
from kpi_store.domain.fault import Fault
from kpi_store.domain.figure_checks import Cell, bases, other_bases, over_a_hundred, repeats
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.observation import Observation, Source, Status
from kpi_store.domain.period import Period
from kpi_store.domain.quantity import say
from kpi_store.domain.rating import RatingState, fits, rate
from kpi_store.publication_specs import CorrectionSpec, FigureSpec, PublicationSpec, RatingSpec
from kpi_store.spec_files import Specs, load
from kpi_store.specs import FindingSpec


@dataclass(frozen=True)
class Finding:
    """A fault of a paper; `place` names edition or publication, number and column.

    `derived` says that a check worked it out and no file of the specs records it.
    """

    place: str
    code: str
    severity: str
    printed: str
    why: str
    line: int | None
    derived: bool = False

    def __str__(self) -> str:
        printed = f"“{self.printed}”: " if self.printed else ""
        line = f" (line {self.line})" if self.line else ""
        return f"{self.place}: {self.severity}: {self.code}: {printed}{self.why}{line}"


@dataclass(frozen=True)
class Difference:
    """A published grade beside the one worked out; grades are labels, None where there is none."""

    edition: str
    number: str
    period: str
    published: str
    computed: str | None
    sentence: str

    def __str__(self) -> str:
        return f"{self.edition} {self.number}: {self.sentence}"


@dataclass(frozen=True)
class Report:
    """All that a check has to say; a folder with problems has neither findings nor differences."""

    problems: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def sound(self) -> bool:
        return not self.problems

    def lines(self) -> Iterator[str]:
        """The whole report as it is printed: problems, then differences, then findings."""
        yield _heading(len(self.problems), "problem", "in the specs")
        yield from (f"- {one}" for one in self.problems)
        if self.sound:
            yield _heading(
                len(self.differences), "difference", "between published and worked-out ratings"
            )
            yield from (f"- {one}" for one in self.differences)
            yield _heading(len(self.findings), "finding", "in the papers")
            yield from (f"- {one}" for one in self.findings)


def _heading(count: int, what: str, where: str) -> str:
    """'4 differences between …:', or 'No problems in the specs.'"""
    if count == 0:
        return f"No {what}s {where}."
    return f"{count} {what}{'' if count == 1 else 's'} {where}:"


def check(folder: Path) -> Report:
    """Return the report on the specs of *folder*; it never raises for what is wrong in them."""
    try:
        specs = load(folder)
    except BadSpec as fault:
        return Report(fault.problems)
    recorded = tuple(_recorded(specs))
    derived = tuple(_derived(specs, recorded))
    return Report((), recorded + derived, tuple(differences(specs)))


def differences(specs: Specs) -> Iterator[Difference]:
    """Where a publication's rating is not the one worked out from the figure it is printed for."""
    for publication in specs.publications:
        edition = specs.editions[publication.edition]
        for rating in publication.ratings:
            for listing in edition.numbered(rating.number):
                held = known(specs, publication, listing)
                if found := _difference(edition, listing, rating, held):
                    yield found


def known(specs: Specs, publication: PublicationSpec, listing: Listing) -> tuple[Observation, ...]:
    """The listing's own figures as known when *publication* came out, in order of period.

    A later paper's figure, and a correction, stand in place of the earlier one.
    """
    cells: dict[Period, Observation] = {}
    for earlier in sorted(specs.publications, key=_dated):
        same = earlier.edition == publication.edition
        if not same or _dated(earlier) > _dated(publication):
            continue
        for one in _observations(earlier, listing):
            cells[one.period] = one
    return tuple(sorted(cells.values(), key=lambda one: one.period))


def _difference(
    edition: Edition, listing: Listing, rating: RatingSpec, held: Sequence[Observation]
) -> Difference | None:
    scheme = edition.scheme
    grade = scheme.grade(rating.grade) if rating.grade else None
    if grade is None:
        return None
    period = Period.of(rating.period)
    cell = next((one for one in held if one.period == period), None)
    value, status = (cell.value, cell.status) if cell else (None, Status.NOT_REPORTED)
    note = cell.note if cell else ""
    rated = rate(listing, scheme, value, status=status, note=note)
    if rated.grade == grade:
        return None
    when = period.words() + ("" if rating.period_stated else " (the paper states no period)")
    ours = rated.grade.label if rated.grade else rated.state.value
    sentence = f"published {grade.label} for {when}, worked out as {ours}: {rated.reason}"
    if rated.state is not RatingState.NO_DATA or held:
        sentence = f"{sentence} {_which_fit(edition, listing, grade.label, rating, held)}"
    return Difference(
        edition.code,
        listing.number,
        rating.period,
        grade.label,
        rated.grade.label if rated.grade else None,
        sentence.strip(),
    )


def _which_fit(
    edition: Edition,
    listing: Listing,
    label: str,
    rating: RatingSpec,
    held: Sequence[Observation],
) -> str:
    """Which figures the published grade fits, and which it does not."""
    figures = [one for one in held if one.value is not None]
    good = fits(listing, edition.scheme, rating.grade or "", figures)
    bad = [one for one in figures if one not in good]
    if not figures:
        return ""
    if not good:
        return f"{label} fits none of {_said(bad, listing, 'and')}."
    but = f" and not {_said(bad, listing, 'or')}" if bad else ""
    return f"{label} fits {_said(good, listing, 'and')}{but}."


def _said(figures: Sequence[Observation], listing: Listing, last: str) -> str:
    """'89 % for April 2019 or 95 % for May 2019'."""
    said = [
        f"{say(one.value, listing.unit.value)} for {one.period.words()}"
        for one in figures
        if one.value is not None
    ]
    return f" {last} ".join([", ".join(said[:-1]), said[-1]] if said[1:] else said)


def _observations(publication: PublicationSpec, listing: Listing) -> Iterator[Observation]:
    """What *publication* prints of the listing for its own area: figures, then corrections."""
    figures = [one for one in publication.figures if one.area == publication.area]
    rows: list[FigureSpec | CorrectionSpec] = [*figures, *publication.corrections]
    for row in rows:
        if row.number != listing.number:
            continue
        yield Observation(
            area=publication.area,
            indicator=listing.key,
            period=Period.of(row.period),
            value=row.value,
            raw=row.raw,
            status=row.status,
            known_from=publication.date,
            source=Source(publication.code, publication.title, row.line),
            note=row.note,
            reason=row.reason,
        )


def _dated(publication: PublicationSpec) -> date:
    """When a paper became known; one without a date was always known."""
    return publication.date or date.min


def _recorded(specs: Specs) -> Iterator[Finding]:
    """The findings that the files of the specs hold."""
    for edition in specs.catalogue.editions:
        yield from (_finding(edition.code, one) for one in edition.findings)
        for listing in edition.listings:
            where = f"{edition.code} {listing.number}{f' ({listing.list})' if listing.list else ''}"
            yield from (_finding(where, one) for one in listing.findings)
    for publication in specs.publications:
        yield from (_finding(publication.code, one) for one in publication.findings)


def _finding(where: str, spec: FindingSpec) -> Finding:
    return Finding(
        f"{where}: {spec.place}", spec.code, spec.severity, spec.printed, spec.why, spec.line
    )


def _derived(specs: Specs, recorded: Sequence[Finding]) -> Iterator[Finding]:
    """The faults the checks find that no file records under the same name."""
    for edition in specs.editions.values():
        papers = [one.code for one in specs.publications if one.edition == edition.code]
        for number, fault in _faults(specs, edition):
            names = (f"{edition.code} {number}:", *(f"{p}: indicator {number}:" for p in papers))
            told = any(one.code == fault.code and one.place.startswith(names) for one in recorded)
            if not told:
                where = f"{edition.code} {number}"
                yield Finding(
                    where, fault.code, fault.severity, fault.printed, fault.why, None, derived=True
                )


def _faults(specs: Specs, edition: Edition) -> Iterator[tuple[str, Fault]]:
    cells = tuple(_cells(specs, edition))
    for listing in edition.listings:
        yield from ((listing.number, one) for one in band_faults(listing))
    yield from over_a_hundred(cells)
    yield from other_bases(bases(edition, cells))
    yield from repeats(cells)


def _cells(specs: Specs, edition: Edition) -> Iterator[Cell]:
    """Every printed figure of the edition's publications, with what a correction replaced."""
    units = {one.number: one.unit.value for one in edition.listings}
    for publication in specs.publications:
        if publication.edition != edition.code:
            continue
        for row in publication.figures:
            if row.value is not None:
                unit = row.unit or units[row.number]
                period = Period.of(row.period)
                yield Cell(row.number, row.area, period, row.column, row.value, unit)
        for correction in publication.corrections:
            if correction.old is not None and correction.old.value is not None:
                period, unit = Period.of(correction.period), units[correction.number]
                column = f"{period.words()} before its correction"
                value = correction.old.value
                yield Cell(correction.number, publication.area, period, column, value, unit)
