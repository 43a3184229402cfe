"""Find the section of an edition that words name, in the edition's own words and people's.

'CP', 'child protection' and 'the LAC section' are a section when its words are all that is left;
a section of two things, such as centres and schools, is found by either.
"""

import re
from functools import lru_cache

from kpi_store.domain.indicator import Edition
from kpi_store.domain.matching import Finder
from kpi_store.domain.tokens import Lexicon, stem, tidy

_AND = re.compile(r"\s(?:and|&)\s", re.IGNORECASE)


def section_of(words: str, finder: Finder) -> str:
    """The section that *words* name whole or in their own way, '' where none or several."""
    return _printed(words, finder.edition) or _said(words, finder)


def _printed(words: str, edition: Edition) -> str:
    said = f" {' '.join(re.findall(r'[a-z]+', words.lower()))} "
    for section, plain in _plain(edition):
        if f" {plain} " in said or f" {plain.replace('childrens', 'children s')} " in said:
            return section
    return ""


def _said(words: str, finder: Finder) -> str:
    short = _shorts(finder.edition)
    said = {word for word in finder.known(re.sub(r"\b\d+\b", " ", words)) if word not in short}
    if not said:
        return ""
    fits = [
        section
        for section, parts in _parts(finder.edition, _Words(finder.lexicon))
        if said <= set().union(*parts) and any(part and part <= said for part in parts)
    ]
    return fits[0] if len(fits) == 1 else ""


def is_within(words: str, section: str, finder: Finder) -> bool:
    """Whether *words* name nothing beside the section."""
    parts = dict(_parts(finder.edition, _Words(finder.lexicon)))[section]
    own = set().union(*parts) | _shorts(finder.edition)
    return own.issuperset(finder.known(re.sub(r"\b\d+\b", " ", words)))


class _Words:
    """A lexicon, passed beside its edition, by which alone what is worked out is kept."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Words)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=256)
def _plain(edition: Edition) -> tuple[tuple[str, str], ...]:
    sections = dict.fromkeys(one.section for one in edition if one.section)
    return tuple((one, " ".join(re.findall("[a-z]+", one.lower()))) for one in sections)


@lru_cache(maxsize=256)
def _shorts(edition: Edition) -> frozenset[str]:
    return frozenset(stem(tidy(short)) for short, _ in edition.abbreviations)


@lru_cache(maxsize=256)
def _parts(edition: Edition, words: _Words) -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
    return tuple(
        (
            section,
            tuple(
                frozenset(words.lexicon.stems(part)) - _shorts(edition)
                for part in _AND.split(section)
            ),
        )
        for section, _ in _plain(edition)
    )
