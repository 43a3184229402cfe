"""Find indicators of any edition by a few letters, a number, or words that may mean them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpi_store.answering import finder_for
from kpi_store.domain.answer import Choice
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.tokens import tidy
from kpi_store.store import Store

BEGUN = 1.0  # what a listing scores whose name has every word as far as it is typed
ALSO_CALLED = 0.9  # the same, by what it is also called
FLOOR = 0.35  # below it, words are not offered as a way to say a name
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Found:
    """An indicator that may be meant, and the title of its edition."""

    choice: Choice
    edition_title: str


def find(store: Store, words: str, *, today: date, limit: int) -> tuple[Found, ...]:
    """Return the indicators that fit *words*, best first, of the edition in force before others.

    No words fit every indicator. Raises StoreUnavailable.
    """
    with store.snapshot(today) as snapshot:
        heads = sorted(snapshot.editions(), key=lambda head: not head.is_default)
        scored = [
            (score, place, edition, listing)
            for place, head in enumerate(heads)
            for edition in (snapshot.edition(head.code),)
            for listing, score in _fits(edition, words)
        ]
    scored.sort(key=lambda one: (-one[0], one[1]))
    return tuple(_found(edition, listing) for _, _, edition, listing in scored[:limit])


def _fits(edition: Edition, words: str) -> Iterator[tuple[Listing, float]]:
    typed = WORD.findall(tidy(words))
    by_words = {
        match.listing.key: match.rank
        for match in (finder_for(edition).find(words) if typed else ())
        if match.listing and match.rank >= FLOOR
    }
    for listing in edition:
        score = max(by_words.get(listing.key, 0.0), _begun(typed, listing))
        if score:
            yield listing, score


def _begun(typed: list[str], listing: Listing) -> float:
    """How well a listing fits what is typed so far, its last word perhaps half way."""
    if typed == [listing.number]:
        return 2 * BEGUN
    if _all_begin(typed, f"{listing.number} {listing.name}"):
        return BEGUN
    called = (*listing.aliases, *listing.codes)
    return ALSO_CALLED if any(_all_begin(typed, name) for name in called) else 0.0


def _all_begin(typed: list[str], name: str) -> bool:
    said = WORD.findall(tidy(name))
    return all(any(word.startswith(begun) for word in said) for begun in typed)


def _found(edition: Edition, listing: Listing) -> Found:
    choice = Choice(listing.number, listing.list, listing.key, listing.name, edition.code)
    return Found(choice, edition.title)
