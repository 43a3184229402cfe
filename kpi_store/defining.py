"""Write areas and editions as the specs define them; what changed gets a new version."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.lineage import Link
from kpi_store.held import EditionHead, Finding
from kpi_store.payload import dumps
from kpi_store.reading import FINDING, of_edition
from kpi_store.spec_files import Specs
from kpi_store.specs import EditionSpec, FindingSpec
from kpi_store.store import Writer
from kpi_store.writing import insert

AREA = insert("area", ("code", "version", "known_from", "payload"))
VERSION_OF_AREA = "select coalesce(max(version), 0) from area where code = ?"
EDITION = insert(
    "edition",
    (
        *("area", "code", "version", "known_from", "position", "is_default", "title", "dated"),
        *("aliases", "payload"),
    ),
)
LISTING = insert("listing", ("area", "edition", "key", "version", "position", "payload"))
LINK = insert("lineage", ("area", "edition", "version", "position", "payload"))
STATEMENT = insert(
    "statement",
    ("area", "kind", "seq", "publication", "version", "known_from", "edition", "payload"),
)


def define(writer: Writer, specs: Specs, *, known: date) -> dict[str, tuple[str, ...]]:
    """Write what differs from what is held, known from the day *known*.

    Returns, per edition, the keys of the listings whose figures are to be rated again.
    """
    snapshot = writer.snapshot()
    areas = snapshot.areas()
    for area in specs.areas.values():
        if areas.get(area.code) != area:
            version = writer.run(VERSION_OF_AREA, (area.code,)).fetchone()[0] + 1
            writer.run(AREA, (area.code, version, writer.dialect.day(known), dumps(area)))
    heads = {head.code: head for head in snapshot.editions()}
    again = {}
    for position, spec in enumerate(specs.catalogue.editions):
        new, head = specs.editions[spec.code], heads.get(spec.code)
        found = tuple(findings_of(spec))
        is_default = spec.code == specs.catalogue.default_edition
        old = snapshot.edition(head.code) if head else None
        faults = tuple(one for one in snapshot.findings(spec.code) if not one.publication)
        if old and faults == found and _unchanged(old, new, head, is_default=is_default):
            continue
        version = head.version + 1 if head else 1
        _write_edition(writer, new, position, version, known=known, is_default=is_default)
        _write_listings(writer, old, new, version)
        _write_links(writer, new.code, new.area, new.links, version)
        add_findings(writer, found, new.area, of_edition(new.code), version=version, known=known)
        if old:
            again[new.code] = tuple(_retargeted(old, new))
    return again


def findings_of(spec: EditionSpec) -> Iterator[Finding]:
    """The faults of the edition's own table: those of the whole, then those of each listing."""
    yield from (_finding(one, spec.code, "") for one in spec.findings)
    for listing in spec.listings:
        yield from (_finding(one, spec.code, listing.number) for one in listing.findings)


def paper_finding(one: FindingSpec, edition: str, publication: str) -> Finding:
    """A fault of a paper, which may name no listing."""
    return replace(_finding(one, edition, ""), publication=publication)


def add_findings(
    writer: Writer,
    findings: Sequence[Finding],
    area: str,
    of: str,
    *,
    version: int,
    known: date,
) -> None:
    """Add findings that belong to *of*, a paper or an edition, at its *version*."""
    day = writer.dialect.day(known)
    writer.run_all(
        STATEMENT,
        [
            (area, FINDING, writer.number(), of, version, day, one.edition, dumps(one))
            for one in findings
        ],
    )


def _finding(one: FindingSpec, edition: str, number: str) -> Finding:
    return Finding(
        edition=edition,
        publication="",
        number=number,
        code=one.code,
        place=one.place,
        severity=one.severity,
        printed=one.printed,
        reading=one.reading,
        why=one.why,
        line=one.line,
    )


def _unchanged(old: Edition, new: Edition, head: EditionHead | None, *, is_default: bool) -> bool:
    same_rank = head is not None and head.is_default == is_default
    return same_rank and old == replace(new, version=old.version)


def _retargeted(old: Edition, new: Edition) -> Iterator[str]:
    """The keys whose rating may come out differently: other scheme, target, bands or reading."""
    for listing in new:
        before = old.by_key(listing.key)
        if before is not None and (
            old.scheme != new.scheme or _rated_by(before) != _rated_by(listing)
        ):
            yield listing.key


def _rated_by(listing: Listing) -> tuple[object, ...]:
    return (
        *(listing.target, listing.bands, listing.limits, listing.unit.value),
        *(listing.polarity.value, listing.basis.value, listing.cumulative.value, listing.status),
    )


def _write_edition(
    writer: Writer,
    edition: Edition,
    position: int,
    version: int,
    *,
    known: date,
    is_default: bool,
) -> None:
    day = writer.dialect.day
    alone = replace(edition, listings=(), links=(), version=version)
    writer.run(
        EDITION,
        (
            *(edition.area, edition.code, version, day(known), position, is_default),
            *(edition.title, None if edition.dated is None else day(edition.dated)),
            *(json.dumps(edition.aliases, ensure_ascii=False), dumps(alone)),
        ),
    )


def _write_listings(writer: Writer, old: Edition | None, new: Edition, version: int) -> None:
    """Write the listings that differ, and a row without payload for each that is gone."""
    before: Mapping[str, tuple[int, Listing]] = (
        {one.key: (place, one) for place, one in enumerate(old)} if old else {}
    )
    rows = [
        (new.area, new.code, one.key, version, place, dumps(one))
        for place, one in enumerate(new)
        if before.get(one.key) != (place, one)
    ]
    gone = before.keys() - {one.key for one in new}
    rows += [(new.area, new.code, key, version, 0, None) for key in sorted(gone)]  # type: ignore[misc]
    writer.run_all(LISTING, rows)


def _write_links(
    writer: Writer, edition: str, area: str, links: Sequence[Link], version: int
) -> None:
    rows = [(area, edition, version, place, dumps(link)) for place, link in enumerate(links)]
    writer.run_all(LINK, rows)
