"""Hold the fixed words of questions: fields, numbers, lists, changes, orders, and Slack's markup.

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
    (re.compile(r":[a-z0-9_+'-]+:(?=\W|$)"), " "),  # emoji by name
    (re.compile(r"^\s*/kpi\b", re.IGNORECASE), " "),
    (re.compile(r"[`*_~\"“”«»]+"), " "),
)
FIELDS: tuple[tuple[Field, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for name, pattern in (
        (
            Field.RATIONALE,
            r"why (?:is it |does it )?(?:matters?|important)|rationale|why .* matters?"
            r"|why do we (?:measure|track)",
        ),
        (
            Field.DEFINITION,
            r"what does .* mean|definition|defined|how is .* (?:measured|calculated|worked out)",
        ),
        (Field.NARRATIVE, r"why|narrative|commentary|explain|reason"),
        (Field.TARGET, r"targets?|goal|aiming for|supposed to be"),
        (Field.RATING, r"ratings?|rated|b?rag|colou?r|red|amber|green|blue"),
        (
            Field.DIRECTION,
            r"direction(?: of travel)?|getting (?:better|worse)|improving|worsening"
            r"|going (?:up|down)|trend",
        ),
        (Field.ENGLAND, r"england|nationally|national(?: average)?"),
        (Field.LONDON, r"london"),
        (Field.REGION, r"north ?west|regional(?: average)?"),
        (Field.PRIOR, r"(?:the )?year before|prior year|previous year"),
        (Field.SOURCE, r"sources?|where (?:does|did) .* come from|which paper"),
        (Field.NOTES, r"notes?"),
    )
)
NUMBER = r"(?<![\d./])(\d{1,3})(?!\d|[.,]\d)"
UNITS = r"(?:day|week|month|year|yr|hour|move|placement|%|per|percent|\+|or more|working|plus|k\b)"
EXPLICIT = re.compile(
    r"(?:\b(?:indicators?|ind|kpis?|pis?|measures?|nos?|number|num)\b[\s.#:-]{0,3}|\bind|#)\s?"
    rf"(?P<numbers>{NUMBER}(?:\s?(?:,|and|&|/|to|-|–)\s?\d{{1,3}}\b)*)",
    re.IGNORECASE,
)
BARE = re.compile(rf"{NUMBER}(?:\s?(?:,|and|&|/|to|-|–)\s?\d{{1,3}}\b)*")
GRADES = re.compile(
    r"\b(red|amber|green|outstanding|good|(?:below )?requires improvement)s?\b", re.IGNORECASE
)
LISTS = re.compile(
    r"\b(?:list|which|what(?:'s| is| are|s)?|anything|everything|all|any|show|how many"
    r"|indicators?|ones?)\b",
    re.IGNORECASE,
)
EVERYTHING = re.compile(
    r"\b(?:list|everything (?:on|in|about)|all (?:of )?(?:the )?(?:indicators|of)?|section)\b",
    re.IGNORECASE,
)
CHANGES = re.compile(
    r"\b(?:what(?:'s| has|s)? changed|changes?|corrections?|corrected|decisions?|decided|amended"
    r"|not (?:been )?reported)\b",
    re.IGNORECASE,
)
ORDERS = re.compile(
    r"^\W*(?:please |can you |could you )*"
    r"(?:set|change|update|make|delete|remove|correct|edit|record|overwrite)\b",
    re.IGNORECASE,
)
HELP = re.compile(r"^\W*(?:help|hello|hi|what can you do|how does this work)?\W*$", re.IGNORECASE)

# 'How is X measured' wraps the indicator's name: these fixed words are taken away around it.
WRAPPING = frozenset({Field.RATIONALE, Field.DEFINITION, Field.NARRATIVE, Field.SOURCE})
WRAPPING_WORDS = re.compile(
    r"\b(?:why|what does|mean|how is|matters?|measured|calculated|important|does|did|come from"
    r"|where|worked out)\b",
    re.IGNORECASE,
)
# What may stand around a colour or a section in a question for a list; anything else is a name.
LIST_WORDS = re.compile(
    r"\b(?:list|which|what|whats|is|are|was|were|anything|everything|all|any|show|me|how many"
    r"|the|of|in|on|about|indicators?|measures?|kpis?|ones?|s|rated|rating|at|for|and|or|please"
    r"|we|do|have|now|section|currently)\b"
)
AROUND_A_NUMBER = re.compile(
    r"[\s.,?!]|\b(?:(?:non-)?contractual|list|still for discussion|what|whats|is|was|the|for"
    r"|in|of|end|at|as|and|please|pls|ta)\b"
)
