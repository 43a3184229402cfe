"""Find the indicators that some words may mean, with the evidence for each.

Exact, abbreviation, stem and edit-distance evidence is weighed by how rare a word is in the
edition, so the same code serves any edition from its own words. What people ask for and the
edition lacks is found the same way, so that it can be refused by its name. Two that fit equally
are both returned: who asks decides, never this module.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from kpi_store.domain.english import may_be_mistyped
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.phrase_index import Document, Fit, PhraseIndex
from kpi_store.domain.plain_words import PLAIN
from kpi_store.domain.quantity import Unit
from kpi_store.domain.tokens import LIGHT, WORD, Lexicon, counts_people, form_of, stem, tidy
from kpi_store.domain.vocabulary import NearMiss

TYPING_ERROR = 78.0  # rapidfuzz ratio of two words that may be one word typed wrong
AS_LIKELY = 4.0  # how much worse a word may fit that stands in a listing's name
SHORT = 4  # shorter words are matched exactly: 'cp' is not 'cla'
MOST_WEIGHED = 60  # of all that fits somehow, what is told apart by its form
MOST_MISSES = 3  # of what is not held, among what is found
STRANGE = 0.12  # what a word that only things not held go by takes from every listing
PLAINLY = 0.5  # what a plain English word weighs, where the edition has it in a name
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
    Unit.DAYS: {"average"},
}


_PLAIN = frozenset(stem(word) for word in PLAIN)


@dataclass(frozen=True)
class Thresholds:
    """When words name an indicator: the score to reach, and the lead over the second.

    Calibrated on the sample of questions by cross-validation (benchmarks/questions.py).
    """

    floor: float = 0.61
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
    strange: bool = False  # a word was asked that only things not held go by
    sure: bool = True  # more than one of its words was asked, or a whole name of it
    whole: bool = False  # every word of a name of it was asked
    printed: bool = False  # every word of its printed name was

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
class Finder:
    """Finds the listings of one edition; built once for an edition and asked many times."""

    edition: Edition
    lexicon: Lexicon = field(init=False, repr=False)
    _index: PhraseIndex = field(init=False, repr=False)
    _spellings: dict[str, list[str]] = field(init=False, repr=False)  # by first letter
    _spelt: set[str] = field(init=False, repr=False)
    _names: Counter[str] = field(init=False, repr=False)  # how often listings' names have a word
    _exact: dict[frozenset[str], list[Listing]] = field(init=False, repr=False)
    _hints: list[tuple[frozenset[str], tuple[str, ...]]] = field(init=False, repr=False)
    _named: dict[str, list[Listing]] = field(init=False, repr=False)
    _lacking: dict[str, list[tuple[frozenset[str], NearMiss]]] = field(init=False, repr=False)
    _aspects: list[tuple[re.Pattern[str], NearMiss]] = field(init=False, repr=False)
    _known: Callable[[str], tuple[str, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        edition = self.edition
        self.lexicon = Lexicon(
            tuple((one.says, one.means) for one in edition.synonyms), edition.abbreviations
        )
        self._exact, self._named, self._lacking, self._names = {}, {}, {}, Counter()
        self._aspects = [(_said(one), one) for one in edition.near_misses if one.kind == "aspect"]
        self._spelt = self.lexicon.words | LIGHT | PLAIN
        self._spelt |= {word for hint in edition.hints for word in hint.words}
        self._hints = [
            (frozenset(self.lexicon.stems(hint.of)), tuple(map(stem, hint.words)))
            for hint in edition.hints
        ]
        listed = [self._listed(one) for one in edition]
        self._index = PhraseIndex(listed)
        missed = [self._missed(one) for one in edition.near_misses]
        self._index = PhraseIndex([*listed, *missed])
        self._known = lru_cache(maxsize=256)(self._tells)  # one question is looked at in many parts
        self._spellings = {}
        for word in sorted(self._spelt - LIGHT - PLAIN):
            if len(word) >= SHORT and not word[0].isdigit():
                self._spellings.setdefault(word[0], []).append(word)

    def _listed(self, listing: Listing) -> Document:
        document = Document(listing, None)
        self._named.setdefault(listing.name.casefold().strip(), []).append(listing)
        for phrase in (listing.name, *listing.aliases, *listing.codes):
            if stems := self._add(document, phrase):
                held = self._exact.setdefault(stems, [])
                if listing not in held:
                    held.append(listing)
        document.named = frozenset(self.lexicon.stems(listing.name))
        document.printed = document.named - self.lexicon.shorts
        document.hints = frozenset(
            word for of, words in self._hints if of <= document.named for word in words
        )
        return document

    def _missed(self, miss: NearMiss) -> Document:
        """A near miss by those of its phrases that tell it from every listing."""
        document = Document(None, miss)
        for phrase in (miss.name, *miss.aliases):
            stems = frozenset(self.lexicon.stems(phrase))
            if not stems or self._index.holders(stems):
                continue
            self._add(document, phrase)
            if miss.kind in ("council", "benchmark"):
                self._lacking.setdefault(min(stems), []).append((stems, miss))
        return document

    def _add(self, document: Document, phrase: str) -> frozenset[str]:
        stems = frozenset(self.lexicon.stems(phrase))
        if stems:
            document.phrases.append(stems)
            document.words.update(stems)
            # A place is never what a wrongly typed word was meant for: 'trend' is not Trent.
            if not (document.near_miss and document.near_miss.kind == "council"):
                self._spelt.update(WORD.findall(tidy(phrase)))
            if document.listing:
                self._names.update(WORD.findall(tidy(phrase)))
        return stems

    def mended(self, words: str) -> str:
        """*words* with each word that the edition does not know put as the one it may be.

        One or two typing errors a word; the first letter is taken to be right, and a common
        English word is taken to be meant.
        """
        return WORD.sub(lambda found: self._mend(found[0]), tidy(words))

    def _mend(self, word: str) -> str:
        if len(word) < SHORT or word in self._spelt or stem(word) in self._index.weights:
            return word
        near = process.extract(
            word,
            self._spellings.get(word[0], ()),
            scorer=fuzz.ratio,
            score_cutoff=TYPING_ERROR if len(word) > SHORT else 85.0,
            limit=4,
        )
        if not (near and may_be_mistyped(word)):
            return word
        likely = {one: score for one, score, _ in near if score >= near[0][1] - AS_LIKELY}
        names = self._names
        return max(likely, key=lambda one: (names[one] > 0, likely[one], names[one]))

    def known(self, words: str) -> list[str]:
        """The stems of *words* that are telling at all.

        Light words name nothing, nor does plain English that the edition has in no name.
        """
        return list(self._known(words))

    def _tells(self, words: str) -> tuple[str, ...]:
        weights = self._index.weights
        stems = dict.fromkeys(self.lexicon.stems(words))
        return tuple(one for one in stems if one in weights or one not in _PLAIN)

    def strange(self, words: str) -> set[str]:
        """The stems of *words* by which only things not held go."""
        return {word for word in self.lexicon.stems(words) if self._index.only_missed(word)}

    def exactly(self, words: str, form: str | None = None) -> tuple[Listing, ...]:
        """The listings whose whole name the words are, else whose name, alias or code in any order.

        Two with the very same name are both returned, but for a form that tells them apart: that
        of the words, else *form*, which was said of more than them.
        """
        if named := self._named.get(words.casefold().strip()):
            return tuple(named)
        stems = frozenset(self.known(words))
        found = self._exact.get(stems, []) if stems else []
        form = form_of(words) or form or ("count" if counts_people(words) else None)
        right = [one for one in found if form and form in FORMS_OF.get(one.unit.value, set())]
        return tuple(right or found)

    def lacks(self, stems: Sequence[str]) -> NearMiss | None:
        """The council or benchmark named among *stems* for which the edition holds nothing."""
        said = set(stems)
        near = (one for word in stems for one in self._lacking.get(word, ()))
        return next((miss for phrase, miss in near if phrase <= said), None)

    def aspect(self, words: str, listing: Listing | None = None) -> NearMiss | None:
        """What *words* ask of a measure by which *listing* is not held: its cost, each ward."""
        text = tidy(words)
        own = tidy(" ".join((listing.name, *listing.aliases))) if listing else ""
        for pattern, miss in self._aspects:
            if (found := pattern.search(text)) and found[0] not in own:
                return miss
        return None

    def find(self, words: str, limit: int = 16, hints: str = "") -> tuple[Match, ...]:
        """Return what *words* fit, best first: listings, and near misses that are not held.

        *hints* are words of the thread before: they weigh less than what is asked now.
        """
        asked = dict.fromkeys(self.known(hints), HINT) if hints else {}
        for word in self.known(self.mended(words)):
            asked[word] = PLAINLY if word in _PLAIN else 1.0
        form = form_of(words)
        fits = self._index.weigh(asked, MOST_WEIGHED)
        missed = {word for fit in fits if fit.document.near_miss for word in fit.phrase}
        strange = sum(1 for word in asked if word in missed and self._index.only_missed(word))
        found = [_match(fit, asked, form, STRANGE * min(strange, 2)) for fit in fits]
        found.sort(key=lambda one: (-one.rank, one.name))
        misses = [one for one in found if one.listing is None][:MOST_MISSES]
        return tuple(one for one in found if one.listing or one in misses)[:limit]


def _said(miss: NearMiss) -> re.Pattern[str]:
    """What finds any of the phrases of a near miss, as they are written."""
    phrases = sorted(map(tidy, (miss.name, *miss.aliases)), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")


def _match(fit: Fit, asked: Mapping[str, float], form: str | None, strange: float) -> Match:
    document = fit.document
    whole = bool(fit.phrase) and fit.phrase <= asked.keys()
    return Match(
        document.listing,
        round(fit.score - (strange if document.listing else 0.0), 4),
        tuple(word for word in asked if word in fit.phrase),
        document.near_miss,
        _form(form, document.listing),
        tuple(word for word in asked if word in document.words or word in document.hints),
        strange > 0,
        bool(fit.phrase) and (len(fit.phrase & asked.keys()) > 1 or whole),
        whole,
        bool(document.printed) and document.printed <= asked.keys(),
    )


def _form(form: str | None, listing: Listing | None) -> float:
    if form is None or listing is None:
        return 0.0
    unit = listing.unit.value
    if form in FORMS_OF.get(unit, set()):
        return FORM
    return 0.0 if form == "rate" and unit is Unit.PERCENT else -FORM  # any share is called a rate
