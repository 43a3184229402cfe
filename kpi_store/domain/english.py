"""Say how common a word is in written English, by the lists of the wordfreq package.

The package is imported at the first word that the edition does not know, since it takes a quarter
of a second: most questions never need it.
"""

from functools import lru_cache

MISTYPED = 3.3  # on the Zipf scale: words less common than this may be a mistyped one


@lru_cache(maxsize=20_000)
def commonness(word: str) -> float:
    """How common *word* is, on the Zipf scale: 6 for 'time', 3 for 'carers', 0 for no word."""
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "en"))


def may_be_mistyped(word: str) -> bool:
    """Whether *word* is rare enough in English to be another word typed wrong."""
    return commonness(word) < MISTYPED
