"""Find the indicators that some words may mean, with the evidence for each.

Exact, abbreviation, stem and edit-distance evidence is weighed by how rare a word is in the
edition, so the same code serves any edition from its own words. What people ask for and the
edition lacks is found the same way, so that it can be refused by its name. Two that fit equally
are both returned: who asks decides, never this module.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.quantity import Unit
from kpi_store.domain.tokens import LIGHT, WORD, Lexicon, form_of, stem, tidy
from kpi_store.domain.vocabulary import NearMiss

TYPING_ERROR = 78.0  # rapidfuzz ratio of two words that may be one word typed wrong
SHORT = 4  # shorter words are matched exactly: 'cp' is not 'cla'
MOST_CANDIDATES = 400  # of phrases weighed for one question
MOST_MISSES = 3  # of what is not held, among what is found
EXPLAINED, COVERED, TOGETHER = 0.62, 0.18, 0.20  # how the parts of a score weigh
HINT = 0.3  # what a word of the thread before weighs beside one of the question
FORM = 0.06  # what the asked form (a count, a rate) adds for a measure of that form
FORMS_OF = {
    Unit.PERCENT: {"percent"},
    Unit.COUNT: {"count"},
    Unit.PER_10K: {"rate"},
    Unit.PER_100K: {"rate"},
    Unit.RATE: {"rate"},
    Unit.CASES: {"average"},
    Unit.WEEKS: {"average"},
}


@dataclass(frozen=True)
class Thresholds:
    """When words name an indicator: the score to reach, and the lead over the second.

    Calibrated on the sample of questions by cross-validation (benchmarks/questions.py).
    """

    floor: float = 0.46
    margin: float = 0.08


@dataclass(frozen=True)
class Match:
    """One listing, or one thing not held, that fits: `score` 0 to 1, and the words it fits by.

    `form` is what the asked form (a count, a rate) adds or takes when two are told apart.
    """

    listing: Listing | None
    score: float
    evidence: tuple[str, ...] = ()
    near_miss: NearMiss | None = None
    form: float = 0.0
    words: tuple[str, ...] = ()  # asked words that any of its phrases holds

    @property
    def rank(self) -> float:
        return self.score + self.form

    @property
    def name(self) -> str:
        """What it is called: the listing's name, or that of what is not held."""
        if self.listing is not None:
            return self.listing.name
        return self.near_miss.name if self.near_miss else ""


@dataclass
class _Document:
    """A listing or a near miss with the phrases it goes by, as stems."""

    listing: Listing | None
    near_miss: NearMiss | None
    phrases: list[tuple[str, ...]] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    named: frozenset[str] = frozenset()  # the words of a listing's printed name


@dataclass
class Finder:
    """Finds the listings of one edition; built once for an edition and asked many times."""

    edition: Edition
    lexicon: Lexicon = field(init=False, repr=False)
    _documents: list[_Document] = field(init=False, repr=False)
    _weights: dict[str, float] = field(init=False, repr=False)
    _spellings: dict[str, list[str]] = field(init=False, repr=False)  # by first letter
    _spelt: set[str] = field(init=False, repr=False)
    _postings: dict[str, list[tuple[int, int]]] = field(init=False, repr=False)
    _exact: dict[frozenset[str], list[Listing]] = field(init=False, repr=False)
    _named: dict[str, list[Listing]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        edition = self.edition
        self.lexicon = Lexicon(
            tuple((one.says, one.means) for one in edition.synonyms), edition.abbreviations
        )
        self._documents, self._exact, self._named = [], {}, {}
        self._spelt = self.lexicon.words | LIGHT
        for listing in edition:
            self._list(listing)
        for miss in edition.near_misses:
            document = _Document(None, miss)
            for phrase in (miss.name, *miss.aliases):
                if not self._tells_nothing(phrase):
                    self._add(document, phrase)
        self._weigh_words()
        self._spellings = {}
        for word in sorted(self._spelt - LIGHT):
            if len(word) >= SHORT and not word[0].isdigit():
                self._spellings.setdefault(word[0], []).append(word)
        self._postings = {}
        for place, document in enumerate(self._documents):
            for number, stems in enumerate(document.phrases):
                for word in set(stems):
                    self._postings.setdefault(word, []).append((place, number))

    def _list(self, listing: Listing) -> None:
        document = _Document(listing, None)
        self._named.setdefault(listing.name.casefold().strip(), []).append(listing)
        document.named = frozenset(self.lexicon.stems(listing.name))
        for phrase in (listing.name, *listing.aliases, *listing.codes):
            stems = self._add(document, phrase)
            held = self._exact.setdefault(frozenset(stems), []) if stems else []
            if listing not in held:
                held.append(listing)

    def _tells_nothing(self, phrase: str) -> bool:
        """Whether a listing has every telling word of a near miss: then it tells no difference."""
        stems = set(self.lexicon.stems(phrase))
        return any(stems <= one.words for one in self._documents if one.listing)

    def _weigh_words(self) -> None:
        """A word weighs by how few of the listings have it; one of near misses only, the most."""
        seen: Counter[str] = Counter()
        for document in self._documents:
            if document.listing:
                seen.update(document.words)
        count = max(1, len(self.edition.listings))
        self._weights = {word: math.log(1 + count / n) for word, n in seen.items()}
        rarest = math.log(1 + count)
        for document in self._documents:
            for word in document.words:
                self._weights.setdefault(word, rarest)

    def _add(self, document: _Document, phrase: str) -> tuple[str, ...]:
        stems = tuple(dict.fromkeys(self.lexicon.stems(phrase)))
        if stems:
            if not document.phrases:
                self._documents.append(document)
            document.phrases.append(stems)
            document.words.update(stems)
            self._spelt.update(WORD.findall(tidy(phrase)))
        return stems

    def mended(self, words: str) -> str:
        """*words* with each word that the edition does not know put as the one it may be.

        One or two typing errors a word; the first letter is taken to be right.
        """
        return WORD.sub(lambda found: self._mend(found[0]), tidy(words))

    def _mend(self, word: str) -> str:
        if len(word) < SHORT or word in self._spelt or stem(word) in self._weights:
            return word
        near = process.extractOne(
            word,
            self._spellings.get(word[0], ()),
            scorer=fuzz.ratio,
            score_cutoff=TYPING_ERROR if len(word) > SHORT else 85.0,
        )
        return near[0] if near else word

    def known(self, words: str) -> list[str]:
        """The stems of *words* that are telling at all (light words name nothing)."""
        return list(dict.fromkeys(self.lexicon.stems(words)))

    def exactly(self, words: str) -> tuple[Listing, ...]:
        """The listings whose whole name the words are, else whose name, alias or code in any order.

        Two with the very same name are both returned.
        """
        if named := self._named.get(words.casefold().strip()):
            return tuple(named)
        stems = frozenset(self.lexicon.stems(words))
        found = self._exact.get(stems, []) if stems else []
        if len(found) == 1 and any(
            stems <= one.named and one.listing is not found[0] for one in self._documents
        ):
            return ()  # another's printed name has all these words: how well both fit decides
        form = form_of(words)
        right = [one for one in found if form and form in FORMS_OF.get(one.unit.value, set())]
        return tuple(right or found)

    def lacks(self, stems: Sequence[str]) -> NearMiss | None:
        """The council or benchmark named among *stems* for which the edition holds nothing."""
        said = set(stems)
        for document in self._documents:
            miss = document.near_miss
            if miss and miss.kind in ("council", "benchmark"):
                for phrase in document.phrases:
                    if said.issuperset(phrase):
                        return miss
        return None

    def find(self, words: str, limit: int = 16, hints: str = "") -> tuple[Match, ...]:
        """Return what *words* fit, best first: listings, and near misses that are not held.

        *hints* are words of the thread before: they weigh less than what is asked now.
        """
        asked = dict.fromkeys(self.known(hints), HINT) if hints else {}
        asked |= dict.fromkeys(self.known(self.mended(words)), 1.0)
        return self.weigh(asked, form_of(words), limit)

    def weigh(
        self, asked: dict[str, float], form: str | None, limit: int = 16
    ) -> tuple[Match, ...]:
        """Return what the stems *asked*, each with its weight, fit best."""
        if not asked:
            return ()
        unknown = max(self._weights.values(), default=1.0)
        weights = {
            word: weight * self._weights.get(word, unknown) for word, weight in asked.items()
        }
        total = sum(weights.values())
        together: dict[int, float] = {}
        best: dict[int, tuple[float, tuple[str, ...]]] = {}
        for place, number in self._candidates(weights):
            document = self._documents[place]
            if place not in together:
                held = sum(weight for word, weight in weights.items() if word in document.words)
                together[place] = held / total
            score, evidence = self._score(document.phrases[number], weights, total)
            score += TOGETHER * together[place]
            if place not in best or best[place][0] < score:
                best[place] = score, evidence
        found = [self._match(place, scored, form, asked) for place, scored in best.items()]
        found.sort(key=lambda one: (-one.rank, one.name))
        misses = [one for one in found if one.listing is None][:MOST_MISSES]
        return tuple(one for one in found if one.listing or one in misses)[:limit]

    def _match(
        self,
        place: int,
        scored: tuple[float, tuple[str, ...]],
        form: str | None,
        asked: Mapping[str, float],
    ) -> Match:
        document = self._documents[place]
        score, evidence = scored
        return Match(
            document.listing,
            round(score, 4),
            evidence,
            document.near_miss,
            _form(form, document.listing),
            tuple(word for word in asked if word in document.words),
        )

    def _candidates(self, weights: dict[str, float]) -> list[tuple[int, int]]:
        """The phrases worth weighing: those with the rarest words asked for come first."""
        chosen: dict[tuple[int, int], None] = {}
        for word in sorted(weights, key=lambda one: -weights[one]):
            chosen.update(dict.fromkeys(self._postings.get(word, ())))
            if len(chosen) > MOST_CANDIDATES:
                break
        return list(chosen)[: 4 * MOST_CANDIDATES]

    def _score(
        self, phrase: Sequence[str], weights: dict[str, float], total: float
    ) -> tuple[float, tuple[str, ...]]:
        """How far the phrase explains the words, and how far the words cover the phrase."""
        evidence = tuple(word for word in phrase if word in weights)
        explained = sum(weights[word] for word in evidence)
        covered = sum(self._weights[word] for word in evidence)
        whole = sum(self._weights[word] for word in phrase) or 1.0
        return EXPLAINED * explained / total + COVERED * covered / whole, evidence


def contenders(matches: Sequence[Match], thresholds: Thresholds) -> tuple[Match, ...]:
    """The best that reach the floor and are too close to be told apart."""
    held = [one for one in matches if one.score >= thresholds.floor]
    if not held:
        return ()
    return tuple(one for one in held if held[0].rank - one.rank < thresholds.margin)


def _form(form: str | None, listing: Listing | None) -> float:
    if form is None or listing is None:
        return 0.0
    unit = listing.unit.value
    if form in FORMS_OF.get(unit, set()):
        return FORM
    return 0.0 if form == "rate" and unit is Unit.PERCENT else -FORM  # any share is called a rate
