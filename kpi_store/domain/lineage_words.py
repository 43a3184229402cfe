"""Say how an indicator follows others, and where else the same is measured, a sentence a link."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.lineage import Degree, Link, Place

CHANGED = {
    Degree.REWORDED: ", in other words",
    Degree.REDEFINED: ", counted in another way",
    Degree.SPLIT: ", split since",
    Degree.MERGED: ", merged since",
    Degree.REPLACED: ", replaced since",
}
ALIKE = {
    Degree.SAME_ELSEWHERE: "The same is measured by",
    Degree.VARIANT_ELSEWHERE: "Nearly the same is measured by",
}


@dataclass(frozen=True)
class LineageSaid:
    """One link: `words` is the sentence, `why` what it rests on, `places` what else it names."""

    words: str
    why: str
    places: tuple[Place, ...]


def lineage_said(
    edition: Edition, listing: Listing, titles: Mapping[str, str]
) -> tuple[LineageSaid, ...]:
    """The links of *listing*, in the edition's order; *titles* are those of all editions.

    What it was comes first, what became of it next, what is alike elsewhere last.
    """
    here = (edition.code, listing.key)
    found: list[tuple[int, LineageSaid]] = []
    for link in edition.links:
        before = [(one.edition, one.key) for one in link.before]
        after = [(one.edition, one.key) for one in link.after]
        if here in before or here in after:
            said = _said(link, here, titles, older=here in after)
            found.append((2 if link.degree in ALIKE else int(here in before), said))
    return tuple(said for _, said in sorted(found, key=lambda one: one[0]))


def _said(
    link: Link, here: tuple[str, str], titles: Mapping[str, str], *, older: bool
) -> LineageSaid:
    others = link.before if older else link.after
    if link.degree in ALIKE:
        beside = tuple(p for p in (*link.before, *link.after) if (p.edition, p.key) != here)
        across = tuple(p for p in beside if p.edition != here[0])
        return LineageSaid(
            f"{ALIKE[link.degree]} {_named(across, titles)}.", _sentence(link.why), across
        )
    if not others or link.degree in (Degree.NUMBER_REUSED, Degree.NEW, Degree.DROPPED):
        return LineageSaid(_sentence(link.why), "", others)
    verb = "Was" if older else "Became"
    words = f"{verb} {_named(others, titles)}{CHANGED.get(link.degree, '')}."
    return LineageSaid(words, _sentence(link.why), others)


def _named(places: tuple[Place, ...], titles: Mapping[str, str]) -> str:
    """'number 16 in Appendix 2: Rationale and linkages', with the list where numbers restart."""
    return " and ".join(
        f"number {one.number}{f' ({one.list})' if one.list else ''} "
        f"in {titles.get(one.edition, one.edition)}"
        for one in places
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""
