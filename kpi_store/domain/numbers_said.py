"""Find the numbers by which people name indicators, and leave alone the numbers that are not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
WORDS = {word: n for n, word in enumerate(_ONES)} | {
    f"{ten}{gap}{one}" if one else ten: value + n
    for ten, value in _TENS.items()
    for n, one in [(0, ""), *enumerate(_ONES[1:10], start=1)]
    for gap in (" ", "-")
}
ORDINALS = {word: n for n, word in enumerate(_ORDINALS)} | {
    f"{ten}{gap}{one}": value + n
    for ten, value in _TENS.items()
    for n, one in enumerate(_ORDINALS[1:10], start=1)
    for gap in (" ", "-")
}
_NAMED = "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
_ORDINAL = "|".join(sorted(map(re.escape, ORDINALS), key=len, reverse=True))
NUMBER = r"(?<![\d./£])(?<!\d,)\d{1,3}(?!\d|[.,]\d)"
JOINED = r"(?:\s?(?:,|and|&|/|to|-|–|plus|or|n\b)\s?#?\d{1,3}(?!\d|[.,]\d|\s?%))*"
TITLE = r"(?:indicators?|indicater|ind|inds|kpis?|pis?|measures?|nos?|number|num)"
EXPLICIT = re.compile(
    rf"(?:\b{TITLE}\b[\s.#:-]{{0,3}}|\bind|\bkpi|#)\s?(?P<numbers>{NUMBER}{JOINED})", re.IGNORECASE
)
NO_TITLE = re.compile(r"(?:nos?|num|number)\b", re.IGNORECASE)
ADDRESS = re.compile(r"\b(?:lives?|living|family|people|house|them) at\s?$", re.IGNORECASE)
IN_WORDS = re.compile(rf"\b{TITLE}\s(?:number\s)?(?P<word>{_NAMED})\b", re.IGNORECASE)
ORDINAL = re.compile(
    rf"\b(?:the\s)?(?P<word>{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))(?:\s(?:one|indicator|kpi|measure)\b|\W*$)",
    re.IGNORECASE,
)
ENDS_AS_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
BARE = re.compile(rf"{NUMBER}{JOINED}", re.IGNORECASE)
BROKEN = re.compile(rf"\b{TITLE}\b(?:[\s.#:-]{{0,3}}\d+\.\d+|\s-\d)", re.IGNORECASE)
UNIT = re.compile(
    r"^[\s-]*(?:days?|weeks?|wks?|months?|years?|yrs?|yo\b|hours?|moves?|placements?|%|per ?cent|\+|or more"
    r"|or over|plus|times|miles?|working|children|kids|cases|k\b|olds?|and over|or younger|percent|pupils"
    r"|people|families|workers|0,?000|half)",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"(?:^|[^a-z'’])(?:years?|yr|aged?|ages|under|over|ks|key stage|level|section|sections|s|ni|phase|agenda item|progress"
    r"|band|grade|top|last|past|every|within|£|paragraph|page|table|agenda)[\s-]?$",
    re.IGNORECASE,
)
LEADS_TO = re.compile(  # 'frequency of 35', 'post 27': what is asked of an indicator, or done with it
    r"(?:^|\b(?:for|of|on|about|with|regarding|re|is|was|has|had|did|does|and|or|just|only|why|how|were|are|the|vs"
    r"|versus|against|like|whats|what|what['’]s|show|give|get|post|send|share|see|find|pull|quote|check|want|need|say|me|us))\W*$",
    re.IGNORECASE,
)
GOES_ON = re.compile(  # no thing that is counted: '27 for April', '16s rating', '20 was wrong'
    r"^(?:['’]?s\b|\W*(?:$|[?!,.;:]|[-–]\s|(?:for|in|at|on|of|since|from|as|to|by|was|is|isn|wasn|were|has|had|hasn"
    r"|did|does|do|go|goes|went|gone|going|get|gets|got|turn|turns|turned|look|looks|seems?|if|then|when|now|again"
    r"|sitting|standing|running|doing|coming in|showing|an?|counted|measured|reported|monitored|tracked|follow|use|cover|count|include|mean|measure|reset|re-?rated|rated|red|amber|green|good|bad|and|but|or|vs|versus|against|please|pls|plz|thanks|ta|cheers|with|without|before|after|so|such|still|not)\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """Numbers named together: where they stand, and whether they are said as an ordinal."""

    start: int
    end: int
    numbers: tuple[str, ...]
    ordinal: bool = False  # 'the eleventh': it names an indicator only if nothing else does
    sure: bool = True  # 'number 36' may be that of a bus, 'indicator 36' may not


def explicit_numbers(words: str) -> Said | None:
    """The numbers that *words* call indicators: 'indicator 11', '#27', 'no. 16', 'the eleventh'."""
    for found in EXPLICIT.finditer(words):
        if not (UNIT.match(words[found.end() :]) or ADDRESS.search(words[: found.start()])):
            sure = not NO_TITLE.match(found[0])
            return Said(*found.span(), tuple(expanded(found["numbers"])), sure=sure)
    if named := IN_WORDS.search(words):
        return Said(*named.span(), (str(WORDS[named["word"].lower()]),))
    ordinal = ORDINAL.search(words) if ENDS_AS_ORDINAL.search(words) else None
    if ordinal and not re.search(r"quarter|time", words[ordinal.end() :]):
        word = ordinal["word"].lower()
        number = ORDINALS[word] if word in ORDINALS else int(re.sub(r"\D", "", word))
        return Said(*ordinal.span(), (str(number),), ordinal=True)
    return None


def bare_numbers(words: str) -> Said | None:
    """The first number that may be an indicator's though no word says so: '11', '27/28'."""
    for found in BARE.finditer(words):
        after, before = words[found.end() :], words[: found.start()]
        if not UNIT.match(after) and not BEFORE.search(before.rstrip(" -") + " "):
            if re.search(r"[\w.]$", before) or re.match(r"^[\w]", after):
                continue
            return Said(*found.span(), tuple(expanded(found[0])))
    return None


def placed_number(words: str) -> Said | None:
    """The number (or those joined) that stands where an indicator is named, though words beside it name nothing.

    'can someone post 27', 'frequency of 35'; never '27 potholes', nor where another number stands.
    """
    found = [
        one
        for one in BARE.finditer(words)
        if not BEFORE.search(words[: one.start()].rstrip(" -") + " ")
    ]
    if len(found) != 1:
        return None
    before, after = words[: found[0].start()], words[found[0].end() :]
    if UNIT.match(after) or not (LEADS_TO.search(before) and GOES_ON.match(after)):
        return None
    return Said(*found[0].span(), tuple(expanded(found[0][0])))


def expanded(numbers: str) -> Sequence[str]:
    """The numbers one by one: '27/28' is 27 and 28, '4 to 6' is 4, 5 and 6."""
    if spread := re.fullmatch(r"(\d+)\s?(?:to|-|–)\s?(\d+)", numbers.strip()):
        first, last = int(spread[1]), int(spread[2])
        if first < last <= first + 50:
            return [str(number) for number in range(first, last + 1)]
    return list(dict.fromkeys(str(int(number)) for number in re.findall(r"\d+", numbers)))
