"""Hold the fixed words of questions that stand around what is asked: orders, thanks, markup.

Words that name an indicator are never here: they belong to the editions (specs/indicators.json).
"""

import re

NO_ORDERS = (
    "A question changes nothing here. A figure is recorded with 'kpi record', by someone who may."
)
NO_ERRANDS = "I answer questions about the index. I cannot send, book, chase, remind or tell anybody for you."
WHICH = "Which indicator of {} do you mean? Give its number or name."
NOT_YET = "No figure can be held for what has not happened yet, and I make no forecasts."
MARKUP = (
    (re.compile(r"<(?:@|#|!)[^>]*>"), " "),  # Slack's mentions of people and channels
    (re.compile(r"<(?:https?|mailto):[^>|]*\|?([^>]*)>"), r" \1 "),
    (re.compile(r"https?://\S+"), " "),
    (re.compile(r"\bback (?=in\b)", re.IGNORECASE), ""),
    (
        re.compile(r"\b(?:for|by|at|before) \d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?", re.IGNORECASE),
        " ",
    ),
    (re.compile(r":(?:[a-z][a-z0-9_+'-]*|[+-]1):(?=\W|$)"), " "),  # emoji by name
    (re.compile(r"^\s*/kpi\b", re.IGNORECASE), " "),
    (re.compile(r"[`*_~\"“”«»]+"), " "),
)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


_POLITE = (
    r"(?:please |pls |plz |just |can you |could you |would you |will you |i(?:['’]d| would) like you to |i want you to "
    r"|i need you to |can (?:some|any)(?:one|body) |could (?:some|any)(?:one|body) |do me a favour and |also |and |then |bot |kpi |so |if you could |you need to |go ahead and |let['’]?s |now |hi |hello |hey |ok |right |kindly )"
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
    r"|(?:rate|grade|colou?r|rag) [^?]{1,40} as (?:red|amber|green|blue)\b"
    r"|correct\s(?!me\b|(?:\w+ )?(?:figure|value|number) for)"
    r"|(?:raise|lower|bump|push|increase|reduce|fix|turn|switch|move)\s(?:up |down )?(?:the|our|its|that|this|it|indicator|kpi|\#?\d)\b"
    r")(?!.*\b(?:changed|since)\b)",
    re.IGNORECASE,
)
FOREWORD = re.compile(  # what led to the question
    r"^\W*(?:before (?:i|we) [^:,?]{1,60}[:,]|ahead of [^:,?]{1,60}[:,]"
    r"|(?:some(?:one|body)|they|i|we) (?:said|says|mentioned|heard|read|was told|were told|gather)(?: that)?\b"
    r"|apparently\b|i['’]?m (?:e-?mailing|writing to|briefing|seeing|meeting) [^:,?]{1,60}[:,])\s*(?=\w)",
    re.IGNORECASE,
)
_LATER = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|satur|sat|sun)(?:day)?|tomorrow|tonight|later|next week"
    r"|this (?:afternoon|evening)|(?:at )?\d{1,2} ?(?:am|pm))"
)
_INDEX = r"(?:the |our |this |that )?(?:index|list|report|agenda|scorecard|dashboard|papers?|pack|calendar|diary|minutes)"
_SOMEBODY = (
    r"(?:my|our|all|every(?:one|body)|him|her|them|cllrs?|mrs?|ms|dr"
    r"|the (?!end|start|same|date|latest|target|national|london|england|previous|year|nearest)\w+)"
)
_STAFF = r"(?:teams?|managers?|officers?|staff|someone|somebody|him|her|them|services?|department|partners|health|schools?)"
ERRANDS = re.compile(  # what is asked of somebody who can act, and not of an index
    rf"^\W*{_POLITE}*(?:"
    r"remind (?:me|us) (?:(?:tomorrow|tmrw|tmr|later|today|next \w+|on \w+|at \d+\w*) )?(?:to|that|when|if)\b|remind (?!me\b|us\b)\w"
    rf"|remind (?:me|us) [^?]{{1,80}}\b{_LATER}\W*$"
    r"|(?:chase|nag|nudge|e-?mail|phone|text|ping|notify|alert|forward|invite|escalate|circulate|approve|sign off"
    r"|subscribe|unsubscribe|message|print (?:off|out)|assign|upload|congratulate|warn)\s(?!(?:address|list|of)\b)"
    r"|(?:arrange|organi[sz]e|book|schedule) (?:an?|the|my|our|in|for|some)\b|(?:write|reply|respond|speak|talk) to\s"
    r"|(?:call|brief) (?:the|my|our|him|her|them)\s"
    r"|(?:tell|ask|inform|advise) (?!me\b|us\b|again\b|about\b|what\b|how\b|why\b|which\b|for\b|whether\b|if\b)\w"
    r"|let (?!me\b|us\b)(?:\w+ ){1,4}know\b"
    rf"|(?:send|pass) [^?!]{{1,80}}\bto {_SOMEBODY}"
    rf"|(?:take|knock|wipe|get) the (?:red|amber|green|rating|colour|flag) off\b"
    rf"|(?:take|leave|knock|strike|cross|keep|pull) [^?!]{{1,80}}?\b(?:off|out)\b(?= of\b| {_INDEX}\b|\W*(?:please|pls|plz)?\W*$)"
    rf"|(?:put|add|include) [^?!]{{1,80}}\b(?:on|onto|to|in|into) {_INDEX}\W*(?:please|pls|plz|thanks|for me)?\W*$"
    r"|add (?:an?|another|new) \w|(?:leave|cut|take) out (?:indicator|kpi|the|our|\d)"
    r"|(?:raise|open|log|create|set up) (?:an? |the )?(?:\w+ )?(?:ticket|task|reminder|alert|job|query|call|meeting|invite)\b"
    rf"|get (?:\w+ ){{0,4}}{_STAFF} to \w"
    r")",
    re.IGNORECASE,
)
_WORDS_ON = r"(?: [\w'’-]+){0,6}?"
_COMING = r"(?:be|have|get|reach|rise|fall|drop|hit|meet|go|look|need|end|come|enter|arrive|stand|take|grow|increase|decrease|miss|exceed|see|do|lose|gain|recruit|adopt|leave|turn|improve|worsen)"
FORECAST = re.compile(
    r"\b(?:forecast(?:s|ed|ing)?|predict(?:s|ed|ion|ions)?|projections?|projected|extrapolat(?:e|ed|ing)"
    r"|estimate (?:next|the next|for next|how many [^?]{1,60} will)"
    rf"|(?<!when )(?<!members )(?<!panel )(?<!councillors )(?<!they )will (?!you\b|i\b|(?:the )?(?:members|panel|committee)\b)(?:[\w'’-]+ ){{0,6}}?{_COMING}\b"
    r"(?! (?:published|reported|available|ready|known|released|updated|out|due|split|merged|separated|combined|told|given|able|asked|discussed|put|corrected|joined))"
    rf"|(?:going to|gonna|likely to|bound to) {_COMING}\b(?! (?:published|reported|available|ready|split|merged|separated|combined|joined|broken|put|dropped|asked|discussed))"
    rf"|(?:do|are) (?:we|you|they) expect(?:ing)?\b{_WORDS_ON} (?:next|by|in|to (?:be|have|get|see))\b"
    r"|(?:next|coming|following) (?:financial |academic |school )?(?:years?|yr|quarter|qtr|month|summer|autumn|winter|spring|christmas)(?:['’]?s)?\b"
    r"|(?:over|in|within|during) the (?:next|coming) (?:\w+ )?(?:years?|months?|quarters?|weeks?)"
    r"|in (?:an?|\d+|two|three|four|five|six|ten|twelve|a few|a couple of) (?:years?|months?|weeks?|quarters?)['’]?s? time"
    r"|(?:years?|months?|weeks?) from now|where (?:do|will) you see)",
    re.IGNORECASE,
)
JUDGED = re.compile(  # whether it is good, which is asked of what was said before
    r"\b((?:is|was|are|were|looks?|seems?|sounds?) (?:that|this|it|they|those|these))\s"
    r"(?:(?:really|actually|considered|quite|very|v|a|an|any|so|thought)\s)*"
    r"(?:good or bad|bad or good|good|bad|ok(?:ay)?|normal|typical|usual|high or low|high|low|a lot|decent|reasonable|acceptable|alright)\b"
    r"(?!\s(?:or|and) outstanding)",
    re.IGNORECASE,
)
ADDRESSING_THE_BOT = _words(
    r"(?:who|what number|which number) (?:do|should|can|would) (?:i|we|you|people|parents) (?:ring|call|phone|contact|ask|report|speak|tell)"
    r"|how (?:do|can|would|could|does) (?:i|we|you|people|someone|anyone) (?:apply|become|register|sign up|adopt|foster|complain|volunteer|get (?:a|an) (?:job|place|appointment))"
    r"|from now on|whoever asks|no matter who asks|whatever (?:anyone|anybody|they) asks?|how old are you"
    r"|are you (?:an? )?(?:real|human|person|bot|robot|machine|ai)|ignore (?:all |any |your |the |previous |prior )+\w+|your (?:instructions|prompt|rules)"
    r"|system prompt|pretend|act as|you are now|jailbreak|tell me a joke|who (?:made|are) you"
)
PERSONAL = re.compile(
    r"\b(?:my|my own) (?:\w+ )?(?:child|son|daughter|kid|boy|girl|baby|grandson"
    r"|granddaughter|grandchild|nephew|niece|brother|sister|case(?: file)?|social worker|family)\b(?!\w| group)"
    r"|\bwhich (?:family|child|kid|young person|social worker|carer|parent|pupil) (?:was|is|did|has|had|does)\b"
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
    r"|what can (?:you|u|ya) do|how does this work|haha+|wow|oops|nvm|never ?mind|that(?:'?s| is)|is|so|really|very|lovely|fab|ace|super|(?:all )?(?:sorted|good|done)|no worries|helpful|useful"
    r"|amazing|awesome|legend|you(?:'?re| are)|a|star|mate|much|appreciated|got it|understood|will do)\W*)*$",
    re.IGNORECASE,
)
WHOLE_YEAR = _words(r"outturn|year[- ]end")
SINCE = _words(r"since (?:the )?(?:last|previous) (?:meeting|panel|report|time)|last time")
COLOURS = _words(r"red|amber|green|blue|ratings?|rated|unrated|b?rag|colou?rs?")
WHAT_IS = re.compile(  # and not 'what is UASC at', 'what is LAC now'
    r"^\W*what(?:'?s| is| are)\s(?!the\b|our\b|ind|kpi|it\b|my\b)(?!.*\b(?:at|on|doing|like)\W*$)",
    re.IGNORECASE,
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
    r"(?:and|n|plus|meant|i mean|ok(?:ay)?(?: and)?|also|ditto|actually|instead|not that|the other|just|only|vs?|versus|against|compared|what about|how about|same for|same|now|then|no,? i meant?"
    r"|i meant?|or|(?:no|sorry)\W*(?=the\b)"
    r"|(?:sorry|oops|whoops|no wait|wait|typo|correction)(?=\W+(?![^?]*\b(?:what|how|why|when|which|who|where|is|are|did|does|do|show|list)\b)))\b",
    re.IGNORECASE,
)
THE_FIGURE = re.compile(
    r"\b(?:(?:that|this|the) (?:figures?|numbers?|percentage|value|stat|score|result)"
    r"|the one (?:you|we|i|they)|that one)\b",
    re.IGNORECASE,
)
SAID_BEFORE = _words(
    r"mentioned|earlier|again|before|said|gave|quoted|told|sent|resend|posted|shared|yesterday|last time"
)
OPENER = re.compile(  # joins a follow-up to what went before, and names nothing
    r"^\W*(?:(?:n|plus|oops|whoops|no wait|wait|hang on|scrap that|typo|sorry|meant|i meant?|i mean)\b\W*)+(?=\w)",
    re.IGNORECASE,
)
ACTUAL = re.compile(  # goes back from a target to what came of it
    r"^\W*(?:and |what about |how about |vs )us\b|did we (?:get there|make it|manage it|hit it|meet it|do it)|\b(?:ours|our own|actuals?|actually|in reality|real (?:figure|number|value|one)|results?|out-?turn|achieved?"
    r"|how (?:did|do|have|are|were|was) (?:we|it|they|that) (?:actually |really )?(?:do|done|doing|get on|getting on|perform(?:ed|ing)?|fared?)"
    r"|what (?:did|do|have|was|were|is) (?:we|it|they) (?:actually |really )?(?:get|got|do|achieved?|managed?|scored?|hit|reach(?:ed)?))\b(?! against)",
    re.IGNORECASE,
)
THE_TWO = re.compile(  # of a kind, and not a number that stands in a name
    r"\b(?:the|those|these) two\b(?! (?:years?|months?|weeks?|days?|hours?|or more|and a half|placements?|moves?))",
    re.IGNORECASE,
)
THIS_AND_LAST = re.compile(
    r"\bthis year(?:['’]?s)? (?:against|agst|v|vs|versus|to|compared (?:with|to)) (?:the )?last(?: (?:year|one)(?:['’]?s)?)?\b",
    re.IGNORECASE,
)
SAME_PERIOD = re.compile(  # as before, which a follow-up keeps anyway
    r"\b(?:for|in|at|over) (?:the|that) same (?:month|quarter|period|year|time|point)\b",
    re.IGNORECASE,
)
TOO = re.compile(r"\b(?:too|as well|also)\W*(?:please|pls|plz)?\W*$", re.IGNORECASE)
BOTH = re.compile(
    r"^\W*(?:both|all of them|all|either|the two)(?: please| pls| plz| thanks)?\W*$", re.IGNORECASE
)
