"""Read what a figure is to be compared with: England, London, its target, another period."""

import re
from collections.abc import Sequence
from decimal import Decimal

from kpi_store.domain.indicator import Edition
from kpi_store.domain.period import Period
from kpi_store.domain.period_words import LATEST, Found
from kpi_store.domain.quantity import Unit


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


_MEAN = r"(?:['’]s)?(?: (?:averages?|avg|av|mean|figures?|equivalent|picture|level|benchmark|norm|comparators?|value|position))?"
ENGLAND = (
    rf"(?:the )?(?:(?:rest|whole|all|most) of )?(?:the )?(?:england|englands|english|eng|national(?:ly)?|nationwide"
    rf"|country-?wide|nation|(?:whole|entire) country){_MEAN}"
    r"|(?:across|rest of|whole of|throughout|up and down|round|around|over|all over|elsewhere in)"
    r" (?:the )?(?:rest of the |whole |entire )?country(?: as a whole)?|the country as a whole|the rest of the country"
)
LONDON = (
    rf"(?:the )?(?:(?:rest|whole|all|most) of )?(?:the )?(?:greater )?(?:londons?|ldn|lon)(?: boroughs?)?{_MEAN}"
    r"|(?:across|rest of|around|elsewhere in) the capital|the rest of the capital|the capital"
    r"|(?:the )?other (?:london )?boroughs"
)
BENCHMARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("england", _words(ENGLAND)),
    ("london", _words(LONDON)),
    ("region", _words(r"north ?west(?: average)?|nw|regional(?:ly)?(?: average)?")),
)
EXAMPLES: dict[str, str] = {  # by what stands on the other side
    "target": "indicator 11 against its target",
    "england": "indicator 11 against England",
    "london": "indicator 11 against London",
    "region": "indicator 11 against the regional average",
    "prior_year": "indicator 11 compared with the year before",
    "period": "indicator 11 in Q2 against Q1",
}
_THAN = r"than(?! (?:\d|one\b|two\b|three\b|half\b))"
COMPARES = _words(
    r"v|vs|versus|(?<!held )against(?! (?:for|on)\b|\W*$)|agst|compar(?:e|es|ed|ing|ison|isons)(?: (?:with|to|of))?"
    r"|(?:stack|stacks|stacked|stacking|measure|measures|measured|match|matches|matched|shape|shapes|line|lines) up"
    r"(?: (?:to|with|against))?|next to|alongside|beside|side by side|set against|put against|on a par with|in line with"
    rf"|(?:better|worse|higher|lower|more|fewer|less|greater|bigger|smaller|longer|shorter|quicker|slower|faster)\b"
    rf"(?: or (?:better|worse|higher|lower|more|fewer|less|not))?(?:(?! or )[^?.!,]){{0,90}}? {_THAN}"
    r"|(?:above|below|ahead of|behind|short of|over|under|up on|down on|near|close to|far from)(?= (?:the |our |its |what )?"
    r"(?:targets?|goals?|london|england|eng|national|benchmarks?|rest))"
    r"|(?:better|worse|higher|lower|above|below|ahead|behind)(?: or (?:better|worse|higher|lower))?(?: off)? than"
    r"|gap|differences?"
    r"|how (?:far|close|near)(?= (?:off|from|above|below|behind|short|over|under|adrift|to)\b)|how far (?:are|were|is|was) .{0,60}(?:off|from|above|below|behind)|differ(?:s|ed|ent)?(?: from)?"
    r"|out-?perform(?:s|ed|ing)?|beat(?:s|ing|en)?|lag(?:s|ging|ged)?(?: behind)?|keep(?:ing)? (?:up|pace)(?: with)?"
    r"|(?:did|do|are|have|were|will|was|is|has) .{0,60}?\b(?:hit|meet|met|meeting|hitting|on|make|made|miss"
    r"|missed|missing|achieve|achieved|reach|reached)(?=(?: \w+)? (?:targets?|goals?)\b)"
    r"|(?:did|do|are|have|were|will) we (?:hit|meet|met|meeting|hitting|on|make|made|miss|missed|missing|achieve|achieved)"
    r"|how do we do|(?:inside|within|over|under|above|below) (?:the |our )?(?:(?!legal|statutory|time)\w+ ){0,3}?(?:limit|standard|threshold)s?"
)
_AIM_SAID = re.compile(  # a target by its number: 'against the 26 weeks', 'the 50 we aim for'
    r"\b(?:against|agst|vs?\.?|versus|compared (?:with|to)|off|above|below|over|under|short of|shy of|beyond|past"
    r"|exceed(?:s|ed|ing)?|hit(?:ting)?|meet(?:ing)?|met|reach(?:ed|ing)?|than|beat(?:ing)?|mak(?:e|ing)|made|manag(?:e|ed|ing)|achiev(?:e|ed|ing)|to(?= (?:the|our) \d)"
    r"|(?:close|near|nearer|closer|from|far from|within|at)(?= (?:to )?(?:the|that|our|its|their) )(?: to)?)\s"
    r"(?:(?:the|that|our|its|their|those)\s)?(?P<number>\d+(?:\.\d+)?)"
    r"(?P<unit>\s?(?:%|per ?cent\b|weeks?\b|wks?\b))?"
    r"(?P<aimed>(?:\s(?!we\b|they\b)\w+){0,2}?\s(?:we|they|target|limit)\b(?:['’](?:re|ve|d))?"
    r"(?:\s(?:are|were|want\w*|aim\w*|plan\w*|set|hop\w+|for|at))*)?",
    re.IGNORECASE,
)
_ANOTHER_MEASURE = _words(  # 'how many are over 26 weeks' is not their average
    r"how (?:many|often)|number of|proportion|percentage|share|which|list"
)
BESIDE = _words(r"above|below|ahead of|short of|on a par with|than|from|between")
COMPARES_AT_LARGE = _words(
    r"how (?:do|does|did|is|are) .{0,80}(?:compare|stack up|measure up|doing against others)|benchmarks?|comparators?"
    r"|(?:other|similar) (?:councils|authorities|boroughs|places|areas|las)|everyone else|elsewhere|the others"
)
CHANGED = _words(
    r"chang(?:e|es|ed|ing)|differen(?:t|ce)|mov(?:e|ed|ement)|shift(?:ed)?|gone|went|go|ris(?:e|en)|rose|fall|fell|fallen"
    r"|drop(?:ped)?|grown?|grew|increased?|decreased?|improved?|between|next to|beside|alongside"
)
_ENDS = _words(
    r"(?:better|worse|higher|lower|more|fewer|less|greater|bigger|smaller|longer|shorter|quicker|slower|faster)"
    r"(?: or (?:better|worse|higher|lower|more|fewer|less|not))?|than|gap|difference|between|from|how far|off|above|below"
    r"|behind|hit|meet|met|meeting|hitting|made|make|miss(?:ed|ing)?|achieved?|reach(?:ed)?"
)
_OTHER_SIDE = re.compile(
    r"(?:\b(?:than|against|versus|vs\.?|v\.?|compared (?:with|to)|compare (?:with|to)|up on|down on|next to|beside|alongside"
    r"|match(?:es)?)\s+)(?:(?:it|they|we|that|there)\s+(?:was|were|had|did)\s+)?(?:(?:at|in|the|for|to|of|end|back|start"
    r"|same|time|point|during|by|figure|number)\s+){0,6}\W?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:from|between)\s+(?:(?:in|the|end|of)\s+){0,3}$", re.IGNORECASE)
NOW = re.compile(
    r"\b(?:now|currently|today|at the moment|right now|latest|these days)\b", re.IGNORECASE
)


def without_comparison(words: str) -> str:
    """*words* without those that compare; a name between 'more' and 'than' is left."""
    long = COMPARES.sub(
        lambda one: f" {_ENDS.sub(' ', one[0])} " if one[0].count(" ") > 2 else " ", words
    )
    return BESIDE.sub(" ", long)


def against(text: str, found: Sequence[Found]) -> tuple[Period, Period | str] | None:
    """The period on the other side of a comparison, and the period compared with it.

    'May compared with April' is May beside April; 'from 2017/18 to 2018/19' is the later beside
    the earlier; 'more than last year' is the latest beside last year.
    """
    named = [one for one in found if one.period]
    if len(named) == 2 and CHANGED.search(text) and _BEFORE.search(text[: named[0].start]):
        first, second = sorted((one.period for one in named if one.period), key=lambda one: one.end)
        return first, second
    for one in named:
        if one.period and _OTHER_SIDE.search(text[: one.start]) and len(named) <= 2:
            others = [other.period for other in named if other is not one and other.period]
            return one.period, others[0] if others else LATEST
    return None


def aim_said(words: str, edition: Edition) -> re.Match[str] | None:
    """Where *words* say a target by its number alone, if an indicator of *edition* has that one."""
    for found in _AIM_SAID.finditer(words):
        unit, number = (found["unit"] or "").strip().lower(), Decimal(found["number"])
        sure = found["aimed"] or (unit and not _ANOTHER_MEASURE.search(words))
        units = {"w": (Unit.WEEKS,), "": tuple(Unit)}.get(unit[:1], (Unit.PERCENT,))
        if sure and any(one.target.value == number and one.unit.value in units for one in edition):
            return found
    return None
