"""Check what must agree inside specs/indicators.json, and between it and the papers' text.

Each check yields sentences 'code: key: what is wrong'; none of them stops at the first. The files
of specs/publications are publication_checks.py's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from kpi_store.domain.errors import UnknownPeriod
from kpi_store.domain.period import Period
from kpi_store.domain.scheme import Rule
from kpi_store.domain.target import TargetKind
from kpi_store.papers import Papers
from kpi_store.specs import CatalogueSpec, EditionSpec, ListingSpec, PlaceSpec

Thing = TypeVar("Thing")

NEEDS = {
    TargetKind.VALUE: ("value",),
    TargetKind.RANGE: ("low", "high"),
    TargetKind.DIRECTION: ("direction",),
    TargetKind.BENCHMARK: ("benchmark",),
}

RULE_NEEDS = {
    Rule.FLOOR: ("floor",),
    Rule.THRESHOLDS: ("green",),
}


def catalogue_problems(catalogue: CatalogueSpec, papers: Papers) -> Iterator[str]:
    """What is wrong in specs/indicators.json beyond the shape of it."""
    editions = {one.code: one for one in catalogue.editions}
    for what, codes in (
        ("papers", [one.code for one in catalogue.papers]),
        ("areas", [one.code for one in catalogue.areas]),
        ("schemes", [one.code for one in catalogue.schemes]),
        ("editions", [one.code for one in catalogue.editions]),
    ):
        for code in twice(codes):
            yield f"{code}: {what}: the code is written twice"
    if catalogue.default_edition not in editions:
        yield f"default_edition: no edition is called {catalogue.default_edition}"
    for scheme in catalogue.schemes:
        for code in twice([one.code for one in scheme.grades]):
            yield f"{scheme.code}: grades: {code} is written twice"
        for key in ("tolerance", "tolerance_amounts"):
            tolerance = getattr(scheme, key)
            if tolerance and not 0 <= tolerance.green <= tolerance.amber:
                yield f"{scheme.code}: {key}: green is not within amber, or is below 0"
    for edition in catalogue.editions:
        yield from _edition_problems(edition, catalogue, papers)
    for link in catalogue.lineage:
        for key, places in (("before", link.before), ("after", link.after)):
            yield from (f"lineage: {key}: {one}" for one in _place_problems(places, editions))
        if not link.before and not link.after:
            yield f"lineage: {link.degree}: it links nothing ({link.why})"


def period_problems(codes: Iterable[str]) -> Iterator[str]:
    """Which of the period codes are not periods."""
    for code in codes:
        try:
            Period.of(code)
        except UnknownPeriod as fault:
            yield f"period: {fault}"


def twice(things: Iterable[Thing]) -> list[Thing]:
    """The things that come more than once."""
    return [one for one, count in Counter(things).items() if count > 1]


def _edition_problems(
    edition: EditionSpec, catalogue: CatalogueSpec, papers: Papers
) -> Iterator[str]:
    areas = {one.code for one in catalogue.areas}
    for key, code, held in (
        ("area", edition.area, areas),
        ("paper", edition.paper, {one.code for one in catalogue.papers}),
        ("scheme", edition.scheme, {one.code for one in catalogue.schemes}),
        *(("benchmark_areas", one, areas) for one in edition.benchmark_areas),
    ):
        if code not in held:
            yield f"{edition.code}: {key}: nothing is called {code}"
    yield from (f"{edition.code}: prior_years: {p}" for p in period_problems(edition.prior_years))
    for group, number in twice([(one.list, one.number) for one in edition.listings]):
        of = f" of {group}" if group else ""
        yield f"{edition.code} {number}: number: the number{of} is written twice"
    for key in twice([one.key for one in edition.listings]):
        yield f"{edition.code}: {key}: the key is written twice"
    for listing in edition.listings:
        where = f"{edition.code} {listing.number}"
        for problem in _listing_problems(listing, areas):
            yield f"{where}: {problem}"
        if papers.holds(edition.paper):
            yield from (f"{where}: {one}" for one in _cell_problems(listing, edition, papers))
    if papers.holds(edition.paper):
        findings = [*edition.findings, *(f for one in edition.listings for f in one.findings)]
        for finding in findings:
            if papers.line(edition.paper, finding.line) is None:
                where = f"{edition.code}: findings {finding.code}"
                yield f"{where}: line: the paper has no line {finding.line}"


def _listing_problems(listing: ListingSpec, areas: set[str]) -> Iterator[str]:
    target = listing.target
    for key in NEEDS.get(target.kind, ()):
        if getattr(target, key) is None:
            yield f"target.{key}: a target of kind '{target.kind}' needs it"
    if target.low is not None and target.high is not None and target.low > target.high:
        yield f"target.low: {target.low} is above high {target.high}"
    if target.benchmark is not None and target.benchmark not in areas:
        yield f"target.benchmark: no area is called {target.benchmark}"
    if target.year is not None:
        yield from (f"target.year: {one}" for one in period_problems([target.year]))
    rule = listing.limits.rule
    for key in RULE_NEEDS.get(rule, ()) if rule else ():
        if getattr(listing.limits, key) is None:
            yield f"limits.{key}: the rule '{rule}' needs it"
    for name in ("ri", "good", "outstanding"):
        band = getattr(listing.bands, name) if listing.bands else None
        if band and band.low is not None and band.high is not None and band.low > band.high:
            yield f"bands.{name}: low {band.low} is above high {band.high}"
    if listing.bands and not listing.bands.confirmed and not listing.bands.why:
        yield "bands.why: bands that are not confirmed say why"


def _cell_problems(listing: ListingSpec, edition: EditionSpec, papers: Papers) -> Iterator[str]:
    line = papers.line(edition.paper, listing.printed.line)
    if line is None:
        yield f"printed.line: the paper has no line {listing.printed.line}"
    elif line.split("\t") != listing.printed.cells:
        yield f"printed.cells: they are not line {listing.printed.line} of the paper"


def _place_problems(
    places: Sequence[PlaceSpec], editions: Mapping[str, EditionSpec]
) -> Iterator[str]:
    for place in places:
        edition = editions.get(place.edition)
        if edition is None:
            yield f"no edition is called {place.edition}"
        elif not any(
            (one.list, one.number) == (place.list, place.number) for one in edition.listings
        ):
            of = f" of {place.list}" if place.list else ""
            yield f"{place.edition} has no number {place.number}{of}"
