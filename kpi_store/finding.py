"""Find indicators of any edition by a few letters, a number, or words that may mean them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpi_store.answering import edition_code, finder_for
from kpi_store.domain.answer import Choice
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.matching import Thresholds
from kpi_store.domain.tokens import tidy
from kpi_store.store import Store

BEGUN = 1.0  # what a listing scores whose name has every word as far as it is typed
ALSO_CALLED = 0.9  # the same, by what it is also called
FLOOR = 0.35  # below it, words are not offered as a way to say a name
BY_NUMBER = "its number"
BY_NAME = "its name has every word"
BY_ALIAS = "it is also called so"
CLOSE, FAR = "close in words", "some words in common"
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Found:
    """An indicator that may be meant, the title of its edition, and how near it is in words."""

    choice: Choice
    edition_title: str
    section: str
    near: str


def find(
    store: Store, words: str, *, today: date, limit: int, edition: str | None = None
) -> tuple[Found, ...]:
    """Return the indicators that fit *words*, best first, of the edition in force before others.

    No words fit every indicator; *edition* looks in one alone. Raises StoreUnavailable, and
    UnknownEdition where *edition* names none.
    """
    only = edition_code(store, edition, today) if edition else None
    with store.snapshot(today) as snapshot:
        heads = sorted(snapshot.editions(), key=lambda head: not head.is_default)
        scored = [
            (score, place, near, snapshot.edition(head.code), listing)
            for place, head in enumerate(heads)
            if only in (None, head.code)
            for listing, score, near in _fits(snapshot.edition(head.code), words)
        ]
    scored.sort(key=lambda one: (-one[0], one[1]))
    return tuple(_found(held, listing, near) for _, _, near, held, listing in scored[:limit])


def _fits(edition: Edition, words: str) -> Iterator[tuple[Listing, float, str]]:
    """Each listing that fits at all, with its score and how near it is in words."""
    typed = WORD.findall(tidy(words))
    likely = Thresholds().floor
    by_words = {
        match.listing.key: match.rank
        for match in (finder_for(edition).find(words) if typed else ())
        if match.listing and match.rank >= FLOOR
    }
    for listing in edition:
        rank = by_words.get(listing.key, 0.0)
        score, near = max((rank, CLOSE if rank >= likely else FAR), _begun(typed, listing))
        if score:
            yield listing, score, near


def _begun(typed: list[str], listing: Listing) -> tuple[float, str]:
    """How well a listing fits what is typed so far, its last word perhaps half way."""
    if typed == [listing.number]:
        return 2 * BEGUN, BY_NUMBER
    if _all_begin(typed, f"{listing.number} {listing.name}"):
        return BEGUN, BY_NAME
    called = (*listing.aliases, *listing.codes)
    return (ALSO_CALLED, BY_ALIAS) if any(_all_begin(typed, one) for one in called) else (0.0, "")


def _all_begin(typed: list[str], name: str) -> bool:
    said = WORD.findall(tidy(name))
    return all(any(word.startswith(begun) for word in said) for begun in typed)


def _found(edition: Edition, listing: Listing, near: str) -> Found:
    choice = Choice(listing.number, listing.list, listing.key, listing.name, edition.code)
    return Found(choice, edition.title, listing.section or "", near)
