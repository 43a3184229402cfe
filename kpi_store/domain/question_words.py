"""Hold the fixed words of questions: fields, comparisons, changes, orders, and Slack's markup.

Words that name an indicator are never here: they belong to the editions (specs/indicators.json).
"""

import re

from kpi_store.domain.answer import Field

NO_ORDERS = (
    "A question changes nothing here. A figure is recorded with 'kpi record', by someone who may."
)
MARKUP = (
    (re.compile(r"<(?:@|#|!)[^>]*>"), " "),  # Slack's mentions of people and channels
    (re.compile(r"<(?:https?|mailto):[^>|]*\|?([^>]*)>"), r" \1 "),
    (re.compile(r"https?://\S+"), " "),
    (re.compile(r":[a-z][a-z0-9_+'-]*:(?=\W|$)"), " "),  # emoji by name
    (re.compile(r"^\s*/kpi\b", re.IGNORECASE), " "),
    (re.compile(r"[`*_~\"“”«»]+"), " "),
)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


ORDERS = re.compile(
    r"^\W*(?:please |pls |can you |could you |would you |just )*"
    r"(?:set|change|update|make|delete|remove|correct|edit|overwrite|amend|mark|alter|record"
    r"|enter|put)\s(?!.*\b(?:changed|since)\b)",
    re.IGNORECASE,
)
ADDRESSING_THE_BOT = _words(
    r"ignore (?:all |any |your |the |previous |prior )+\w+|your (?:instructions|prompt|rules)"
    r"|system prompt|pretend|act as|you are now|jailbreak|tell me a joke|who (?:made|are) you"
)
CHIT_CHAT = re.compile(
    r"^\W*(?:ta|lol|thanks?(?: you| a lot| so much)?|thx|cheers|great|nice|ok(?:ay)?|cool|brilliant"
    r"|perfect|hi|hello|hey|morning|good (?:morning|afternoon|evening)|bye|sorry|yes|no|help"
    r"|what can you do|how does this work|haha+|wow|oops|nvm|never ?mind|[?!.\s]*)\W*$",
    re.IGNORECASE,
)
_TELLING = r"(?:matters?|important|care|count|bother|measure|track|monitor|watch|collect|want|keep)"
FIELDS: tuple[tuple[Field, re.Pattern[str]], ...] = tuple(
    (name, _words(pattern))
    for name, pattern in (
        (
            Field.ALL,
            r"everything|(?:the )?(?:whole|full) (?:story|picture|lot)|all (?:about|of it)",
        ),
        (
            Field.RATIONALE,
            rf"rationale(?: for tracking| for)?|why (?:do|does|would|should) (?:we|it|they|that|this)"
            rf"(?: \w+)? {_TELLING}|why is (?:it|this|that) (?:important|there|in)"
            rf"|why .{{0,60}} (?:matters?|important)|(?:what is|whats|what's) the point(?: of)?"
            rf"(?: \w+ing)?(?: it)?|purpose of|why (?:do )?we {_TELLING}",
        ),
        (
            Field.DEFINITION,
            r"definition(?: of)?|defined|stands? for|(?:what )?counts? as|meant by|(?:what does|does)"
            r"(?= .{0,60} mean)|means?(?=\W*$)|how (?:is|are|was|do (?:we|you)) .{0,60}"
            r"(?:calculated|worked out|measured|defined|counted|work it out)|what did (?=.* measure)",
        ),
        (
            Field.TREND,
            r"trends?|time series|by month|month by month|over (?:the )?(?:last |past )?(?:\w+ )?"
            r"(?:years?|months?|quarters?|time)|history|track record|talk (?:me|us) through|since"
            r"|so far this year|monthly figures|quarter by quarter",
        ),
        (
            Field.DIRECTION,
            r"direction(?: of travel)?|dot|(?:getting|got|gone|going|heading|moving) (?:\w+ )?"
            r"(?:better|worse|up|down|right(?: direction)?)|improv(?:ing|ed)|worsening|rising|falling"
            r"|increas(?:ing|ed)|decreas(?:ing|ed)|(?:heading )?in the right direction"
            r"|more .{0,40} or (?:fewer|less)|fewer .{0,40} or more|up or down"
            r"|have we been (?=\w+ing (?:more|fewer|less))|are we seeing (?:more|fewer|less)",
        ),
        (
            Field.TARGET,
            r"targets?|goals?|aiming for|supposed to (?:be|hit)|meant to be|aim"
            r"|what (?:we|was|they) (?:had )?(?:planned|aimed for|promised|expected)|planned",
        ),
        (
            Field.NOTES,
            r"(?:reporting |time )?lag(?: on)?|notes?|still (?:just )?proposed|agreed|basis|snapshot"
            r"|cumulative|how often|updated"
            r"|(?:monthly|quarterly|annual(?:ly)?) or (?:monthly|quarterly|annual(?:ly)?)",
        ),
        (
            Field.NARRATIVE,
            r"why|explanations?|explain(?:ed)?|how come|reasons?(?: for)?|what happened (?:with|to)"
            r"|late|commentary|narrative|what(?:'s| is) wrong",
        ),
        (Field.RATING, r"ratings?|rated|b?rag|colou?rs?|red|amber|green|blue"),
        (Field.SOURCE, r"sources?|where (?:does|did) .{0,60} come from|which paper"),
    )
)
BENCHMARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "england",
        _words(
            r"england(?: average)?|eng|english average|national(?:ly)?(?: average)?|nationwide|the country"
        ),
    ),
    ("london", _words(r"(?:rest of |all of )?london(?: average)?|ldn|rest of the capital")),
    ("region", _words(r"north ?west(?: average)?|nw|regional(?:ly)?(?: average)?")),
)
PRIOR = _words(
    r"(?:the )?(?:year before|prior year|previous year|preceding year|year earlier)(?: for)?"
)
COMPARES = _words(
    r"v|vs|versus|against|compar(?:e|es|ed|ing|ison)(?: (?:with|to|of))?|stack(?:s|ed)? up"
    r"|(?:better|worse|higher|lower|above|below|ahead|behind)(?: or (?:better|worse|higher|lower))?"
    r"(?: off)? than|(?:did|do|are|have|were|will) we (?:hit|meet|met|meeting|hitting|on|make|made|miss"
    r"|missed|missing|achieve|achieved)|how do we do"
)
COMPARES_AT_LARGE = _words(
    r"how (?:do|does|did|is|are) .{0,80}(?:compare|stack up|doing against others)|benchmarks?"
)
WHOLE_YEAR = _words(r"outturn|year[- ]end")
CORRECTIONS = _words(
    r"correct(?:ions?|ed)|amend(?:ed|ments?)|restated?|revis(?:ed|ions?)|mistakes?|errors?|wrong"
    r"|before (?:you|they|we|it) (?:changed|corrected|amended)|originally|validated|put right"
    r"|used to say|previously (?:reported|said)"
)
RATING_CHANGES = _words(
    r"rat(?:ings?|ed) (?:\w+ )?chang(?:es?|ed)|chang(?:es?|ed) (?:in |of |to )?(?:the )?(?:ratings?|colou?rs?)"
    r"|(?:go|went|gone|going|move[sd]?|moved|turn(?:s|ed)?|changed?|switch(?:ed)?) (?:from )?"
    r"(?:\w+ to )?(?:red|amber|green)|what(?:'s| has|s)? changed|what (?:is|are|were) the changes"
    r"|chang(?:es|ed) (?:since|with|to|on|for|in)|which .{0,40}changed|anything changed"
    r"|(?:fallen|dropped|risen|jumped|gone (?:up|down)) so (?:much|far)"
)
DECISIONS = _words(
    r"decisions?|decided?|(?:panel|committee) (?:agree|agreed|decide|say|said)|merged?|being split"
)
NOT_REPORTED = _words(
    r"(?:not|wasn'?t|weren'?t|couldn'?t|can'?t|cannot|can not|unable to|not been|didn'?t) (?:be |been |get )?"
    r"report(?:ed)?|unreported|not (?:been )?(?:available|published|supplied)|unavailable"
)
SINCE = _words(r"since (?:the )?(?:last|previous) (?:meeting|panel|report|time)|last time")
COLOURS = _words(r"red|amber|green|blue|ratings?|rated|unrated|b?rag|colou?rs?")
WHAT_IS = re.compile(
    r"^\W*what(?:'?s| is| are)\s(?!the\b|our\b|ind|kpi|it\b|my\b|a\b)", re.IGNORECASE
)
ABOUT_IT = _words(r"it|this|that")
LIST_NAMES = _words(r"(?:non-?\s?)?contractual(?: list)?|still for discussion")  # of Appendix H
NEGATED = re.compile(
    r"(?:,|\bbut)?\s*\b(?:not|rather than|instead of)\s+(?:the|an?)\s+[a-z]+\b"
    r"|,\s*not\s+[a-z]+\b(?!\s+known)",
    re.IGNORECASE,
)
FOLLOWS = re.compile(
    r"^\W*(?:and|ok(?:ay)?(?: and)?|also|what about|how about|same for|same|now|then|no,? i meant?"
    r"|i meant?|or)\b",
    re.IGNORECASE,
)
BOTH = re.compile(r"^\W*(?:both|all of them|all|either|the two)\W*$", re.IGNORECASE)
