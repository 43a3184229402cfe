"""Mend typing errors in the words of the grammar itself: 'targit', 'benchmrk', 'Englnd'.

The words that name indicators are mended by matching.py, from the edition's own words.
"""

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kpi_store.domain.matching import Finder
from kpi_store.domain.tokens import LIGHT, stem

SHORTEST = 5  # letters: a shorter word with one letter wrong may be any other
VOCABULARY = tuple(
    """
    target targets rating ratings benchmark benchmarks england london national nationally trend
    trends direction history corrected correction corrections amended restated revised compare
    compared comparison versus against monthly quarterly annual annually amber explanation
    explain commentary rationale definition decision decisions available reported unreported
    missing indicator indicators measures section quarter colour latest improved cumulative
    comparator comparators previous january february april august september october november
    december number numbers percentage proportion average total committee
    supposed expected required financial
    """.split()  # noqa: SIM905 - read as words, not as a list of strings
)
_KNOWN = frozenset(VOCABULARY) | LIGHT
_WORD = re.compile(rf"(?<![\w#@/.-])[a-z]{{{SHORTEST},14}}(?![\w/-])", re.IGNORECASE)
_BY_LETTER = {
    letter: [one for one in VOCABULARY if one[0] == letter] for letter in {w[0] for w in VOCABULARY}
}


def mended_grammar(words: str, finder: Finder) -> str:
    """*words* with a mistyped word of the grammar put right, where the edition lacks the word."""
    return _WORD.sub(lambda found: _mended(found[0], finder), words)


def _mended(word: str, finder: Finder) -> str:
    said = word.lower()
    if said in _KNOWN or said.rstrip("s") in _KNOWN:
        return word
    near = process.extractOne(
        said, _BY_LETTER.get(said[0], ()), scorer=OSA.distance, score_cutoff=_errors(said)
    )
    if near is None or stem(near[0]) == stem(said):  # 'improve' is no 'improved' typed wrong
        return word
    meant = finder.mended(said)
    if meant != near[0] and (finder.find(said, 1) if meant == said else _nearer(said, meant, near)):
        return word
    return str(near[0])


def _errors(word: str) -> int:
    """How many slips a word of that length may hold."""
    return 1 if len(word) < 10 else 2


def _nearer(said: str, meant: str, near: tuple[str, float, int]) -> bool:
    """Whether the edition's own word is as near to what was typed as the grammar's."""
    return OSA.distance(said, meant) <= near[1]
