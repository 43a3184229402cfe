"""Find the indicators that some words may mean, with the evidence for each.

Exact, abbreviation, stem and edit-distance evidence is weighed by how rare a word is in the
edition, so the same code serves any edition from its own words. Two that fit equally are both
returned: who asks decides, never this module.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from kpi_store.domain.indicator import Edition, Listing

FLOOR = 0.66  # below this the words are about something that is not held
MARGIN = 0.08  # closer than this, the second is as good as the first
TYPING_ERROR = 78.0  # rapidfuzz ratio of two stems that may be one word typed wrong
SHORT = 4  # shorter words are matched exactly: 'cp' is not 'cla'

STOP = frozenset(
    """
    a an and any are as at be been being by can could did do does doing each every for from get
    give given had has have having how i in is it its just like many me much need of on or our out
    per please pls should show so some tell than that the their them then there these they this
    those to up us was we were what whats when where which while who whom whos will with would you
    your ta thanks thank cheers about figure figures data stats stat value number no ind indicator
    indicators kpi kpis measure measures currently now latest percentage percent proportion pct hi
    hello hey morning ok
    """.split()  # noqa: SIM905 - read as words, not as a list of strings
)
WORD = re.compile(r"[a-z0-9£%]+(?:\+)?")


@dataclass(frozen=True)
class Match:
    """One listing that fits: `score` 0 to 1, and the words it fits by."""

    listing: Listing
    score: float
    evidence: tuple[str, ...] = ()


@dataclass
class Finder:
    """Finds the listings of one edition; built once for an edition and asked many times."""

    edition: Edition
    _phrases: list[tuple[Listing, tuple[str, ...]]] = field(init=False, repr=False)
    _weights: dict[str, float] = field(init=False, repr=False)
    _spelt: dict[str, str] = field(init=False, repr=False)  # word as written: its stem
    _short: dict[str, tuple[str, ...]] = field(init=False, repr=False)
    _postings: dict[str, set[int]] = field(init=False, repr=False)
    _exact: dict[tuple[str, ...], list[Listing]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._short = {
            short.lower(): tuple(stems(long)) for short, long in self.edition.abbreviations
        }
        self._phrases = []
        self._exact = {}
        self._spelt = {}
        seen: Counter[str] = Counter()
        for listing in self.edition:
            own: set[str] = set()
            for phrase in (listing.name, *listing.aliases, *listing.codes):
                words = self._expand(stems(phrase))
                self._spelt |= {word: stem(word) for word in tokens(phrase)}
                self._phrases.append((listing, words))
                self._exact.setdefault(tuple(sorted(set(words))), []).append(listing)
                own |= set(words)
            seen.update(own)
        count = max(1, len(self.edition.listings))
        self._weights = {word: math.log(1 + count / n) for word, n in seen.items()}
        for long in (words for words in self._short.values() if not set(words) <= seen.keys()):
            self._spelt |= {word: word for word in long if word in seen}
        self._spelt = {word: root for word, root in self._spelt.items() if root in seen}
        self._postings = {}
        for place, (_, words) in enumerate(self._phrases):
            for word in words:
                self._postings.setdefault(word, set()).add(place)

    def find(self, words: str, limit: int = 6) -> tuple[Match, ...]:
        """Return the listings that *words* fit at least at the floor, best first."""
        heard = {
            word: near
            for said in dict.fromkeys(tokens(words))
            for word, near in self._hear(said).items()
        }
        if not heard:
            return ()
        unknown = max(self._weights.values(), default=1.0)
        places: set[int] = set()
        for near in heard.values():
            for word in near:
                places |= self._postings[word]
        best: dict[str, Match] = {}
        for place in places:
            listing, phrase = self._phrases[place]
            match = self._score(listing, phrase, heard, unknown)
            if match.score >= FLOOR and (
                listing.key not in best or best[listing.key].score < match.score
            ):
                best[listing.key] = match
        ranked = sorted(best.values(), key=lambda one: (-one.score, one.listing.number))
        return tuple(ranked[:limit])

    def exactly(self, words: str) -> tuple[Listing, ...]:
        """The listings whose whole name the words are, else whose name, alias or code in any order.

        Two with the very same name are both returned.
        """
        named = [one for one in self.edition if one.name.casefold() == words.strip().casefold()]
        if named:
            return tuple(named)
        found = self._exact.get(tuple(sorted(set(self._expand(stems(words))))), [])
        return tuple({listing.key: listing for listing in found}.values())

    def _expand(self, words: Iterable[str]) -> tuple[str, ...]:
        out: list[str] = []
        for word in words:
            out.extend(self._short.get(word, (word,)))
        return tuple(out)

    def _hear(self, said: str) -> dict[str, dict[str, float]]:
        """The stems that *said* stands for, each with the edition's stems it may be, how surely.

        1 is exactly; a typing error is less; a word the edition does not know has none.
        """
        root = stem(said)
        if long := self._short.get(said) or self._short.get(root):
            return {word: {word: 1.0} if word in self._weights else {} for word in long}
        if root in self._weights:
            return {root: {root: 1.0}}
        if len(said) < SHORT or said.isdigit():
            return {root: {}}
        near = process.extract(
            said, list(self._spelt), scorer=fuzz.ratio, score_cutoff=TYPING_ERROR, limit=4
        )
        return {
            root: {
                self._spelt[word]: 0.9 * score / 100
                for word, score, _ in near
                if len(word) >= SHORT and not word.isdigit()
            }
        }

    def _score(
        self,
        listing: Listing,
        phrase: Sequence[str],
        heard: dict[str, dict[str, float]],
        unknown: float,
    ) -> Match:
        """How far the phrase explains the words, and a little how far the words cover it."""
        asked = explained = covered = 0.0
        evidence: list[str] = []
        used: set[str] = set()
        for word, near in heard.items():
            hit = max(((near[w], w) for w in set(phrase) & near.keys()), default=None)
            known = max((self._weights[w] for w in near), default=unknown)
            asked += known
            if hit:
                sure, spelt = hit
                explained += sure * self._weights[spelt]
                used.add(spelt)
                evidence.append(word if spelt == word else f"{word}~{spelt}")
        covered = sum(self._weights[word] for word in used)
        whole = sum(self._weights[word] for word in set(phrase)) or 1.0
        score = 0.8 * explained / asked + 0.2 * covered / whole if asked else 0.0
        return Match(listing, round(score, 4), tuple(evidence))


def contenders(matches: Sequence[Match]) -> tuple[Match, ...]:
    """The first match and those too close behind it to be told apart."""
    if not matches:
        return ()
    return tuple(one for one in matches if matches[0].score - one.score < MARGIN)


def stems(words: str) -> list[str]:
    """The telling words of *words* without their endings: 'Reviews completed' is two."""
    return [stem(word) for word in tokens(words)]


def tokens(words: str) -> list[str]:
    """The telling words of *words*, lower-case: 'the rate per 10,000' is 'rate' and '10000'."""
    text = words.lower().replace("’", "'").replace("'s", "").replace("'", "")
    text = re.sub(r"(\d),(\d{3})", r"\1\2", text)
    text = re.sub(r"\b10k\b", "10000", text)
    text = re.sub(r"\bni\s?(\d+)\b", r"ni\1", text)
    return [word for word in WORD.findall(text) if word not in STOP and word != "%"]


def stem(word: str) -> str:
    """A plain English stem, the same for 'assessment', 'assessments' and 'assessed'."""
    if len(word) <= 3 or not word.isalpha():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= 3:
            return word[: len(word) - len(ending)] + instead
    return word


_ENDINGS = (
    ("ations", "at"),
    ("ation", "at"),
    ("ments", ""),
    ("ment", ""),
    ("nesses", ""),
    ("ness", ""),
    ("ities", "y"),
    ("ies", "y"),
    ("sses", "ss"),
    ("ss", "ss"),
    ("ings", ""),
    ("ing", ""),
    ("ions", ""),
    ("ion", ""),
    ("ism", ""),
    ("ers", "er"),
    ("ates", "at"),
    ("ated", "at"),
    ("ate", "at"),
    ("eed", "eed"),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
    ("e", ""),
    ("ly", ""),
)
