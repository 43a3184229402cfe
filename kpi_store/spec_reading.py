"""Turn the spec files, once they are checked, into the domain's editions and areas."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kpi_store.domain.area import Area
from kpi_store.domain.indicator import Edition, Listing, Stated
from kpi_store.domain.lineage import Link, Place
from kpi_store.domain.scheme import Grade, Limits, Scheme, Tolerance
from kpi_store.domain.target import Band, Bands, Target
from kpi_store.domain.vocabulary import Hint, NearMiss, Synonym
from kpi_store.specs import (
    AreaSpec,
    BandSpec,
    BandsSpec,
    CatalogueSpec,
    EditionSpec,
    LimitsSpec,
    LinkSpec,
    ListingSpec,
    PlaceSpec,
    SchemeSpec,
    TargetSpec,
    ToleranceSpec,
)

Keys = Mapping[tuple[str, str | None, str], str]


def editions_of(catalogue: CatalogueSpec) -> dict[str, Edition]:
    """Every edition by its code, with the links that touch it and the rationale it may borrow."""
    keys: Keys = {
        (edition.code, listing.list, listing.number): listing.key
        for edition in catalogue.editions
        for listing in edition.listings
    }
    links = [link_of(one, keys) for one in catalogue.lineage]
    schemes = {one.code: scheme_of(one) for one in catalogue.schemes}
    printed = {
        edition.code: {one.key: one.rationale for one in edition.listings if one.rationale}
        for edition in catalogue.editions
    }
    editions = {
        one.code: _edition(one, schemes[one.scheme], links, printed) for one in catalogue.editions
    }
    return {code: _with_words(edition, catalogue) for code, edition in editions.items()}


def areas_of(areas: Sequence[AreaSpec]) -> dict[str, Area]:
    return {one.code: Area(one.code, one.name, one.kind, tuple(one.aliases)) for one in areas}


def listing_of(spec: ListingSpec, edition: EditionSpec) -> Listing:
    """The listing as the domain has it; its rationale is the edition's own."""
    return Listing(
        edition=edition.code,
        number=spec.number,
        list=spec.list,
        key=spec.key,
        name=spec.name,
        section=spec.section,
        unit=Stated(spec.unit.reads, spec.unit.source, spec.unit.why),
        polarity=Stated(spec.polarity.reads, spec.polarity.source, spec.polarity.why),
        basis=Stated(spec.basis.reads, spec.basis.source, spec.basis.why),
        cumulative=Stated(spec.cumulative.reads, spec.cumulative.source, spec.cumulative.why),
        arrears_months=Stated(spec.arrears.months, spec.arrears.source, spec.arrears.why),
        frequency=spec.frequency,
        target=target_of(spec.target),
        status=spec.status,
        bands=bands_of(spec.bands) if spec.bands else None,
        limits=limits_of(spec.limits),
        subsection=spec.subsection,
        of_children=spec.of_children is None or spec.of_children.reads,
        monitored_by=spec.monitored_by,
        owner=spec.owner,
        notes=spec.notes,
        rationale=spec.rationale,
        rationale_from=edition.code if spec.rationale else "",
        aliases=tuple(spec.aliases),
        codes=tuple(spec.codes),
        arrow=spec.arrow,
        line=spec.printed.line,
        paper=edition.paper,
        known_from=edition.dated,
        asks=spec.asks,
    )


def scheme_of(spec: SchemeSpec) -> Scheme:
    return Scheme(
        code=spec.code,
        title=spec.title,
        grades=tuple(
            Grade(one.code, one.label, one.meaning, one.colour, one.symbol, one.alarming)
            for one in spec.grades
        ),
        tolerance=tolerance_of(spec.tolerance),
        tolerance_amounts=tolerance_of(spec.tolerance_amounts),
        expects=spec.expects,
        source=spec.source,
        places=spec.places,
    )


def tolerance_of(spec: ToleranceSpec | None) -> Tolerance | None:
    if spec is None:
        return None
    return Tolerance(spec.green, spec.amber, spec.kind, spec.inferred, spec.why)


def target_of(spec: TargetSpec) -> Target:
    return Target(
        raw=spec.raw,
        kind=spec.kind,
        value=spec.value,
        low=spec.low,
        high=spec.high,
        year=spec.year,
        operator=spec.operator,
        direction=spec.direction,
        benchmark=spec.benchmark,
    )


def bands_of(spec: BandsSpec) -> Bands:
    return Bands(
        ri=_band(spec.ri),
        good=_band(spec.good),
        outstanding=_band(spec.outstanding),
        confirmed=spec.confirmed,
        why=spec.why,
    )


def limits_of(spec: LimitsSpec) -> Limits:
    return Limits(
        rule=spec.rule,
        floor=spec.floor,
        red=spec.red,
        amber=spec.amber,
        green=spec.green,
        low=spec.low,
        high=spec.high,
        tolerance=tolerance_of(spec.tolerance),
    )


def link_of(spec: LinkSpec, keys: Keys) -> Link:
    return Link(
        before=tuple(_place(one, keys) for one in spec.before),
        after=tuple(_place(one, keys) for one in spec.after),
        degree=spec.degree,
        why=spec.why,
        decided=spec.decided,
        effective=spec.effective,
        source=spec.source,
    )


def _edition(
    spec: EditionSpec,
    scheme: Scheme,
    links: Sequence[Link],
    printed: Mapping[str, Mapping[str, str]],
) -> Edition:
    lender = spec.rationale_from or ""
    borrowed = printed.get(lender, {})
    return Edition(
        code=spec.code,
        title=spec.title,
        area=spec.area,
        year=spec.year,
        dated=spec.dated,
        scheme=scheme,
        listings=tuple(
            _with_rationale(listing_of(one, spec), borrowed.get(one.key, ""), lender)
            for one in spec.listings
        ),
        benchmark_areas=tuple(spec.benchmark_areas),
        prior_years=tuple(spec.prior_years),
        quarter_is_last_month=spec.quarter_is_last_month,
        aliases=tuple(spec.aliases),
        links=tuple(
            one for one in links if any(p.edition == spec.code for p in (*one.before, *one.after))
        ),
    )


def _with_words(edition: Edition, catalogue: CatalogueSpec) -> Edition:
    """The edition with the words that people use beside those of its paper."""
    return replace(
        edition,
        abbreviations=tuple((one.short, one.long) for one in catalogue.abbreviations),
        synonyms=tuple(Synonym(tuple(one.says), one.means) for one in catalogue.synonyms),
        hints=tuple(Hint(tuple(one.words), one.of) for one in catalogue.hints),
        near_misses=tuple(
            NearMiss(one.name, one.kind, tuple(one.aliases), tuple(one.editions), one.why)
            for one in catalogue.near_misses
            if not one.editions or edition.code in one.editions
        ),
    )


def _with_rationale(listing: Listing, borrowed: str, lender: str) -> Listing:
    """The listing with the rationale another edition prints for the same key, if it has none."""
    if listing.rationale or not borrowed:
        return listing
    return replace(listing, rationale=borrowed, rationale_from=lender)


def _band(spec: BandSpec) -> Band:
    return Band(spec.raw, spec.low, spec.high, spec.excludes_edge)


def _place(spec: PlaceSpec, keys: Keys) -> Place:
    key = keys[(spec.edition, spec.list, spec.number)]
    return Place(edition=spec.edition, number=spec.number, key=key, list=spec.list)
