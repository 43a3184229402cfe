"""Turn words into the stems that are compared: 'assessments' and 'assessed' are one.

Synonyms and abbreviations are data of the edition (specs/indicators.json); what stands here is
plain English that names no indicator.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

WORD = re.compile(r"[a-z0-9£]+\+?")
LIGHT = frozenset(
    """
    a about according actual actually after against ago ain all already also although always am an
    and another any anyone anything are area areas aren arent around as ask at away be because been
    before behind being best better big bit both but by came can cant check cheers clearly come
    comes coming compared could couldnt couldve council couple currently data date day days dear
    did didnt do does doesnt doing done dont down each either else end ending ends enough etc
    even ever every everyone exactly far feel few fewer figure figures find first folks for from
    full get gets getting gimme give given gives go goes going gone good got great ha had happen
    happened happening happens has hasnt have havent having he hear heard held hello help her here
    hey hi him his hold holding hope how however hows i id if im in indeed index indicator
    indicators info information instead into is isnt it its ive job just keep keeps kind know kpi
    kpis last lately latest least less let lets like line list little look looking looks lot lots
    made make makes making many matter may maybe me mean means meant measure measures merton might
    mind moment months more morning most much must my n name need needs never new next nice no none
    not now number numbers of off ok okay old on one ones only or order other others our ours out
    outturn over overall own panel part people per pi pis performance performing perhaps please pls
    point position possible present pretty previous provide put question quick quickly quite rather
    re read really recent recently regarding related remind report reported reporting right said
    same say saying says see seeing seem seems seen sense set shall she should show shown shows
    sign simply since situation so some someone something sorry sort stand standing stands start
    stat state stats status still stop such sure ta take taken takes talk tell than thank thanks
    that thats the their them then there theres these they theyre thing things think this those
    though through thx till time times to today together told too total toward towards tracking
    trying turn under until up update updates upon us use used user using usual value values very
    via want wanted wants was wasnt way we week weeks well went were weve what whatever whats when
    where whether which while who whole whom whos whose why will wish with within without wont word
    words work worked working worse would year years yes yet you your yours
    """.split()  # noqa: SIM905 - read as words, not as a list of strings
)
# A share, a count, a rate, an average: told apart by the indicator's unit, never by its name.
FORMS = {
    "percent": ("%", "percent", "percentage", "proportion", "pct", "share"),
    "count": (
        "number",
        "numbers",
        "count",
        "many",
        "headcount",
        "volume",
        "volumes",
        "no",
        "nos",
        "total",
        "totals",
        "fewer",
    ),
    "rate": ("rate", "rates", "10000", "thousand", "prevalence"),
    "average": ("average", "avg", "mean", "typical", "typically"),
}
_IRREGULAR = {"children": "child", "childrens": "child", "families": "famil", "family": "famil"}
_IRREGULAR |= {"there": "their", "theyre": "their"}  # as they sound: dictated, or typed in haste
_IRREGULAR |= {"couple": "2", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_IRREGULAR |= {"seven": "7", "eight": "8", "nine": "9", "ten": "10", "twelve": "12"}
_ENDINGS = (
    ("ations", "at"),
    ("ation", "at"),
    ("ements", "e"),
    ("ement", "e"),
    ("ments", ""),
    ("ment", ""),
    ("nesses", ""),
    ("ness", ""),
    ("ities", "y"),
    ("ies", "y"),
    ("ied", "y"),
    ("sses", "ss"),
    ("ss", "ss"),
    ("ings", ""),
    ("ing", ""),
    ("ions", ""),
    ("ion", ""),
    ("ees", "ee"),
    ("eed", "eed"),
    ("ism", ""),
    ("ates", "at"),
    ("ated", "at"),
    ("ate", "at"),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
    ("ly", ""),
    ("e", ""),
)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A plain English stem: the same for 'assessment', 'assessments' and 'assessed'."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or not word.isalpha():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= 3:
            root = word[: len(word) - len(ending)] + instead
            doubled = len(root) > 3 and root[-1] == root[-2] and root[-1] in "dgmnprt"
            return root[:-1] if doubled else root
    return word


_TIDIED = (
    (
        re.compile(r"\b(are|is|was|were|do|does|did|have|has|had|would|could|should)n'?t\b"),
        r"\1 not",
    ),
    (re.compile(r"'s\b|'"), ""),
    (re.compile(r"(\d),(\d{3})"), r"\1\2"),
    (re.compile(r"\b(\d+)k\b|\bten thousand\b"), lambda one: f"{one[1] or 10}000"),
    (re.compile(r"\bni\s?(\d+)\b"), r"ni\1"),
    (re.compile(r"(\d)\s?(?:yrs?|y)\b"), r"\1 years"),
    (re.compile(r"\by(?:ea)?r?\s?(\d{1,2})\b"), r"year \1"),
    (re.compile(r"\b(re|non)-(?=[a-z])"), r"\1"),
    (re.compile(r"\bin[ -](?=house\b)"), "in"),  # no house is meant
)
_UNTIDY = re.compile(r"['\d-]|nt\b|ten thousand|in house")


@lru_cache(maxsize=512)  # one question is tidied a score of times, whole and in parts
def tidy(words: str) -> str:
    """*words* in lower case, without apostrophes and with numbers joined: '10,000' is '10000'."""
    text = words.lower().replace("’", "'")
    if _UNTIDY.search(text):
        for pattern, instead in _TIDIED:
            text = pattern.sub(instead, text)
    return text


@dataclass(frozen=True)
class Lexicon:
    """Puts people's words into the papers': longest phrases first, then abbreviations."""

    synonyms: tuple[tuple[tuple[str, ...], str], ...]
    abbreviations: tuple[tuple[str, str], ...]
    _phrases: dict[tuple[str, ...], tuple[str, ...]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )
    _longest: dict[str, int] = field(  # how long a phrase is that begins with a word
        init=False, default_factory=dict, repr=False, compare=False
    )
    _short: dict[str, tuple[str, ...]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for says, means in self.synonyms:
            root = tuple(_stems(means))
            for phrase in says:
                self._add(phrase, root)
        for short, long in self.abbreviations:
            expanded = (*self.stems(long), stem(tidy(short)))
            for written in (short, f"{short}s"):
                if WORD.fullmatch(tidy(written)):  # as it is written: 'rising' is no 'RIs'
                    self._short.setdefault(tidy(written), expanded)
                else:
                    self._add(written, expanded)
            self._add(long, expanded)

    def _add(self, phrase: str, means: tuple[str, ...]) -> None:
        key = tuple(stem(word) for word in WORD.findall(tidy(phrase)))
        if key and key != means:
            self._phrases.setdefault(key, means)
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    @property
    def words(self) -> set[str]:
        """Every word that a synonym or an abbreviation is written with."""
        said = {
            word for says, _ in self.synonyms for one in says for word in WORD.findall(tidy(one))
        }
        return said | {short.lower() for short, _ in self.abbreviations}

    @property
    def shorts(self) -> set[str]:
        """The stems of the abbreviations, which stand beside what they are short for."""
        return {stem(tidy(short)) for short, _ in self.abbreviations}

    def stems(self, words: str) -> list[str]:
        """The telling stems of *words*, in order, in the papers' own words."""
        raw = WORD.findall(tidy(words))
        said = [stem(word) for word in raw]
        out: list[str] = []
        place = 0
        while place < len(said):
            longest = self._longest.get(said[place], 0)
            for size in range(min(longest, len(said) - place), 0, -1):
                means = self._phrases.get(tuple(said[place : place + size]))
                if means is not None:
                    out.extend(means)
                    place += size
                    break
            else:
                if raw[place] not in LIGHT and raw[place] not in _FORM_WORDS:
                    out.extend(self._short.get(raw[place]) or (said[place],))
                place += 1
        return out


def _stems(words: str) -> Iterable[str]:
    return (
        stem(word)
        for word in WORD.findall(tidy(words))
        if word not in LIGHT and word not in _FORM_WORDS
    )


_FOR_ITS_SIZE = re.compile(  # how many, for so many children who live here: a rate
    r"\b(?:allowing|adjust(?:ed|ing)|accounting|controlling) for\b|\brelative to\b"
    r"|\bfor (?:our|its|the) (?:size|population)\b|\bas a share of (?:the |our )?population\b"
)


@lru_cache(maxsize=512)
def form_of(words: str) -> str | None:
    """The form a figure is asked in: count, rate, percent or average; None where none is said."""
    text = tidy(words)
    if _FOR_ITS_SIZE.search(text):
        return "rate"
    said = set(WORD.findall(text)) | ({"%"} if "%" in text else set())
    for form in ("rate", "average", "percent", "count"):
        if said & set(FORMS[form]):
            return form
    return None


_PEOPLE = re.compile(
    r"\b(?:children|kids|youngsters|young people|teenagers|pupils|families)"
    r"(?: \w+)? (?:on|in|with|subject|under)\b"
)


def counts_people(words: str) -> bool:
    """Whether people themselves are asked for, 'kids on plans': how many, where no form is said."""
    return form_of(words) is None and bool(_PEOPLE.search(tidy(words)))


_FORM_WORDS = frozenset(word for words in FORMS.values() for word in words)
