"""Hold the fixed words of questions that stand around what is asked: orders, thanks, markup.

Words that name an indicator are never here: they belong to the editions (specs/indicators.json).
"""

import re

NO_ORDERS = (
    "A question changes nothing here. A figure is recorded with 'kpi record', by someone who may."
)
MARKUP = (
    (re.compile(r"<(?:@|#|!)[^>]*>"), " "),  # Slack's mentions of people and channels
    (re.compile(r"<(?:https?|mailto):[^>|]*\|?([^>]*)>"), r" \1 "),
    (re.compile(r"https?://\S+"), " "),
    (re.compile(r":(?:[a-z][a-z0-9_+'-]*|[+-]1):(?=\W|$)"), " "),  # emoji by name
    (re.compile(r"^\s*/kpi\b", re.IGNORECASE), " "),
    (re.compile(r"[`*_~\"“”«»]+"), " "),
)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


_POLITE = (
    r"(?:please |pls |plz |just |can you |could you |would you |will you |i(?:['’]d| would) like you to |i want you to "
    r"|you need to |go ahead and |let['’]?s |now |hi |hello |hey |ok |right |kindly )"
)
_SHOWS = (  # 'put the outturn next to its target' asks to see both
    r"(?:next to|beside|alongside|side by side|against|together|in (?:a|one) (?:table|list|chart|row)|in order)"
)
ORDERS = re.compile(
    rf"^\W*{_POLITE}*(?:"
    r"(?:change|update)\s(?!in\b|since|from|on\b|over|between|me\b|us\b|to\b)"
    rf"|(?:set|put|enter|record|mark)\s(?!out\b|(?:[^?!]{{1,200}} )?{_SHOWS}\b)"
    r"|make\s(?!(?:me |us |up )?(?:an? |the )?(?:\w+ )?(?:list|table|chart|summary|graph|sense))"
    r"|(?:delete|remove|edit|overwrite|amend|alter|erase|wipe|rename|replace|reset|drop|scrap|clear|hide|retire|withdraw)\s"
    r"|correct\s(?!me\b|(?:\w+ )?(?:figure|value|number) for)"
    r"|(?:raise|lower|bump|push|increase|reduce|fix|turn|switch|move)\s(?:up |down )?(?:the|our|its|that|this|it|indicator|kpi|\#?\d)\b"
    r")(?!.*\b(?:changed|since)\b)",
    re.IGNORECASE,
)
ADDRESSING_THE_BOT = _words(
    r"ignore (?:all |any |your |the |previous |prior )+\w+|your (?:instructions|prompt|rules)"
    r"|system prompt|pretend|act as|you are now|jailbreak|tell me a joke|who (?:made|are) you"
)
PERSONAL = re.compile(
    r"\b(?:my|my own) (?:\w+ )?(?:child|son|daughter|kid|boy|girl|baby|grandson"
    r"|granddaughter|grandchild|nephew|niece|brother|sister|case(?: file)?|social worker|family)\b(?!\w| group)"
    r"|\bwho(?:['’]s| is) (?:the )?(?:social worker|manager|head|foster (?:carer|parent)s?) (?:for|of|to|looking after)\b"
    r"|\b(?:name|names|address|addresses|phone number)s? of (?:the |any |all )?(?:child|children|kid|kids|famil|carer|parent|worker|social)",
    re.IGNORECASE,
)
NOT_OF_A_PERSON = (
    "I hold figures of the whole borough only, and nothing about any child, family or worker."
)
CHIT_CHAT = re.compile(
    r"^\W*(?:(?:ta|lol|thanks?(?: you| a lot| so much)?|thx|cheers|great|nice|ok(?:ay)?|cool|brilliant"
    r"|perfect|hi|hiya|hello|hey|morning|afternoon|evening|good (?:morning|afternoon|evening)|bye"
    r"|(?:i )?hope (?:you|u|ur|your|youre|you are|all|everyone)(?: (?:is|are|re))?(?: (?:all|well|ok|good|both))+"
    r"|how are (?:you|things|u)(?: doing| today)?|sorry|yes|no|help|all|everyone|team|folks|kpi|bot"
    r"|what can you do|how does this work|haha+|wow|oops|nvm|never ?mind|that(?:'?s| is)|is|so|really|very|lovely|fab|ace|super|helpful|useful"
    r"|amazing|awesome|legend|you(?:'?re| are)|a|star|mate|much|appreciated|got it|understood|will do)\W*)*$",
    re.IGNORECASE,
)
WHOLE_YEAR = _words(r"outturn|year[- ]end")
SINCE = _words(r"since (?:the )?(?:last|previous) (?:meeting|panel|report|time)|last time")
COLOURS = _words(r"red|amber|green|blue|ratings?|rated|unrated|b?rag|colou?rs?")
WHAT_IS = re.compile(
    r"^\W*what(?:'?s| is| are)\s(?!the\b|our\b|ind|kpi|it\b|my\b|a\b)", re.IGNORECASE
)
POINTS = re.compile(  # at what was said before; 'those that are red' points at nothing
    r"(?<!all of )\bit\b|(?:^\W*|\b(?:is|was|has|did|does|do|of|for|about|with|on|why|and|against|did|on|were)\s)(?:this|that)\b"
    r"(?!\s(?:are|is|have|has|haven|were|was|aren|do|does|got|get|we|meeting|mtg|panel|report|need|still|index|year|quarter|month)\b)",
    re.IGNORECASE,
)
LIST_NAMES = _words(r"(?:non-?\s?)?contractual(?: list)?|still for discussion")  # of Appendix H
NEGATED = re.compile(
    r"(?:,|\bbut)?\s*\b(?:not|rather than|instead of)\s+(?:the|an?)\s+[a-z]+\b"
    r"|,\s*not\s+[a-z]+\b(?!\s+known)",
    re.IGNORECASE,
)
FOLLOWS = re.compile(
    r"^\W*(?:(?:cheers|thanks?|thank you|thx|ta|great|sorry|no|hmm+|oh|right|cool|nice)\b\W*)*"
    r"(?:and|ok(?:ay)?(?: and)?|also|ditto|actually|instead|not that|the other|just|only|vs?|versus|against|compared|what about|how about|same for|same|now|then|no,? i meant?"
    r"|i meant?|or|(?:no|sorry)\W*(?=the\b))\b",
    re.IGNORECASE,
)
BOTH = re.compile(r"^\W*(?:both|all of them|all|either|the two)\W*$", re.IGNORECASE)
