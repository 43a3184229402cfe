"""Hold the phrases that measures go by, and weigh how well some words fit each of them.

A phrase is a set of stems. A word weighs by how few of the listings have it; what fits is found
from the rarest words asked for, so thousands of measures cost no more than dozens.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nlargest

from kpi_store.domain.indicator import Listing
from kpi_store.domain.vocabulary import NearMiss

EXPLAINED, COVERED, TOGETHER = 0.62, 0.18, 0.20  # how the parts of a score weigh
HINTED = 0.8  # what a word that only hints at a listing weighs beside one of its own
LONE_HINT = 0.6  # and one that is alone: 'taking' may be anything
MOST_PHRASES = 200  # that common words may bring in beside those of rarer words
HINTS_ALONE = 3  # words that hint at a listing of which no own word was asked
NO_PHRASE = -1
ANY: tuple[float, frozenset[str]] = (0.0, frozenset())  # word of a listing's phrase will do
MISS_WHOLE = 0.7  # of the phrase of what is not held, what must be asked for it to be meant


@dataclass
class Document:
    """A listing or a near miss with the phrases it goes by, as stems."""

    listing: Listing | None
    near_miss: NearMiss | None
    phrases: list[frozenset[str]] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    named: frozenset[str] = frozenset()  # the words of a listing's printed name
    printed: frozenset[str] = frozenset()  # and those without abbreviations, which few write out
    hints: frozenset[str] = frozenset()  # plain words that make one think of it


@dataclass(frozen=True)
class Fit:
    """A document that fits with a score from 0 to 1, and its phrase that fits best ('' if none)."""

    document: Document
    score: float
    phrase: frozenset[str]


class PhraseIndex:
    """The phrases of one edition's listings and near misses; built once, then only read."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = [one for one in documents if one.phrases]
        listed = [one for one in self.documents if one.listing]
        seen = Counter(word for one in listed for word in one.words)
        count = max(1, len(listed))
        self._listed = frozenset(seen)
        self.unknown = math.log(1 + count)  # what a word that no listing has weighs
        self.weights = {word: math.log(1 + count / n) for word, n in seen.items()}
        self._phrases: list[tuple[int, frozenset[str], float]] = []
        # Of each phrase, how much of it must be asked, and words of which one must be: a near
        # miss is meant by most of its phrase, and by a word that no listing goes by.
        self._least: list[tuple[float, frozenset[str]]] = []
        self._postings: dict[str, list[int]] = {}
        self._holders: dict[str, list[int]] = {}
        self._hinted: dict[str, list[int]] = {}
        for place, document in enumerate(self.documents):
            for word in document.words:
                self.weights.setdefault(word, self.unknown)
                self._holders.setdefault(word, []).append(place)
            for word in document.hints - document.words:
                self._hinted.setdefault(word, []).append(place)
            for phrase in document.phrases:
                number = len(self._phrases)
                whole = sum(self.weights[word] for word in phrase)
                self._phrases.append((place, phrase, whole))
                own = phrase - self._listed
                self._least.append((MISS_WHOLE * whole, own) if document.near_miss else ANY)
                for word in phrase:
                    self._postings.setdefault(word, []).append(number)

    def only_missed(self, word: str) -> bool:
        """Whether near misses go by *word* and no listing does: it speaks of something not held."""
        return word in self.weights and word not in self._listed

    def holders(self, words: Iterable[str]) -> set[int]:
        """The places of the documents that hold every one of *words*."""
        held = [set(self._holders.get(word, ())) for word in words]
        return set.intersection(*held) if held else set()

    def weigh(self, asked: Mapping[str, float], most: int) -> list[Fit]:
        """Return the *most* documents that the stems *asked*, each with its weight, fit best."""
        weights = {
            word: weight * self.weights.get(word, self.unknown) for word, weight in asked.items()
        }
        total = sum(weights.values())
        explained: dict[int, float] = {}
        covered: dict[int, float] = {}
        for word in sorted(weights, key=lambda one: -weights[one]):
            numbers = self._postings.get(word, ())
            if len(explained) > MOST_PHRASES:
                numbers = [one for one in explained if word in self._phrases[one][1]]
            for number in numbers:
                explained[number] = explained.get(number, 0.0) + weights[word]
                covered[number] = covered.get(number, 0.0) + self.weights[word]
        best: dict[int, tuple[float, int]] = {}
        for number, sure in explained.items():
            least, own = self._least[number]
            if covered[number] < least or (own and own.isdisjoint(asked)):
                continue
            place, _, whole = self._phrases[number]
            score = EXPLAINED * sure / total + COVERED * covered[number] / whole
            if place not in best or best[place][0] < score:
                best[place] = score, number
        for place, hinted in self._hints(weights).items():
            if place not in best and len(hinted) < HINTS_ALONE:
                continue
            score, number = best.get(place, (0.0, NO_PHRASE))
            share = HINTED if len(hinted) > 1 else LONE_HINT
            best[place] = score + (EXPLAINED + TOGETHER) * share * sum(hinted) / total, number
        # No score grows by more than TOGETHER, so those further behind are not looked at again.
        lowest = min(nlargest(most, (score for score, _ in best.values())), default=0.0) - TOGETHER
        fits = {
            place: score + TOGETHER * self._together(place, weights) / total
            for place, (score, _) in best.items()
            if score >= lowest
        }
        chosen = nlargest(most, fits, key=lambda place: (fits[place], -place))
        return [
            Fit(self.documents[place], fits[place], self._phrase(best[place][1]))
            for place in chosen
        ]

    def _phrase(self, number: int) -> frozenset[str]:
        return frozenset() if number == NO_PHRASE else self._phrases[number][1]

    def _hints(self, weights: Mapping[str, float]) -> dict[int, list[float]]:
        """What each word asked that only hints at a document weighs, by the document's place."""
        hinted: dict[int, list[float]] = {}
        for word, weight in weights.items():
            for place in self._hinted.get(word, ()):
                hinted.setdefault(place, []).append(weight)
        return hinted

    def _together(self, place: int, weights: Mapping[str, float]) -> float:
        words = self.documents[place].words
        return sum(weight for word, weight in weights.items() if word in words)
