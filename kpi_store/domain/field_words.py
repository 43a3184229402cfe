"""Read what about an indicator is asked for: its target, rating, trend, meaning, purpose, notes.

A field is said in many ways, and often by a verb: 'what are we held to', 'why do we watch it'.
The words that ask are taken out, and what is left may name the indicator.
"""

import re

from kpi_store.domain.answer import Field
from kpi_store.domain.comparison_words import COMPARES
from kpi_store.domain.why_words import NARRATIVE, NO_TARGET, REASONS, purpose_asked


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


_POINT = (
    r"(?:point|purpose|thinking|logic|reasoning|argument|rationale|justification|significance|importance"
    r"|relevance)"
)
_WORKED_OUT = (
    r"(?:calculated|worked out|measured|defined|counted|derived|computed|arrived at|put together"
    r"|compiled|constructed|made up|got at)"
)
_BRINGING = r"(?:taking|bringing|putting|presenting|showing|sending|giving)"
_NOT_SHORT = (  # 'what is it short for', 'the number we are aiming for': no purpose of a measure
    r"(?<!short )(?<!stand )(?<!stands )(?<!standing )(?<!acronym )(?<!abbreviation )(?<!initials )"
    r"(?<!letters )(?<!aim )(?<!aiming )(?<!asking )(?<!looking )(?<!hoping )(?<!responsible )"
)
_ER = (
    r"(?:better|worse|quicker|faster|slower|higher|lower|bigger|smaller|larger|longer|shorter|fewer"
    r"|less|heavier|lighter|stronger|weaker|busier|fuller|emptier|harder|easier|closer|tighter|older)"
)
_YEAR = r"(?:school|academic|financial|calendar|council|tax)"
_ACTIONS = (
    r"(?:what|which|any) actions?(?: points?)?(?: (?:is|are|was|were|has|have))?(?: been)?(?: being)?(?: (?:taken|agreed|planned|done))?(?: on| about)?"
    r"|action plans?|next steps|what(?:'s| is| are| was| has| have| can)(?: we| they| you)? (?:been |being |be )?(?:done|doing|do)"
    r" (?:about|to (?:improve|fix|tackle|address|bring|get|turn|cut|reduce|raise))"
)
FIELDS: tuple[tuple[Field, re.Pattern[str]], ...] = tuple(
    (name, _words(pattern))
    for name, pattern in (
        (
            Field.ALL,
            r"everything|(?:the )?(?:whole|full|complete|entire|big) (?:story|picture|lot|works|detail|details"
            r"|run-?down|profile|set|position|entry|record|row|card|sheet)|all (?:about|of it|(?:of )?the (?:details?|info)"
            r"|there is|you(?:'ve| have)(?: got)?|we (?:have|hold))|the (?:lot|works)|full details?|in full"
            r"|run-?down|overview|summar(?:y|ise)|low-?down|the ins and outs",
        ),
        (
            Field.RATIONALE,
            rf"{_POINT} (?:of|behind|for|in|to)(?: {_BRINGING})?|(?:idea|use|value|benefit|case|good) (?:of|in|behind|for) \w+ing"
            rf"|(?:what|where)(?:'s| is|s| was)? the {_POINT}(?! of the)|rationale|so what about|who cares(?: about)?"
            r"|what (?:is|are|was|'s|s)? ?(?:it|this|that|they) (?:there |meant |supposed )?for"
            rf"|what(?:'s| is|s) .{{0,60}}{_NOT_SHORT}for(?=\W*$)|what (?:does|would|do) .{{0,60}} tell us|what(?:['’]?s| is| are) .{{0,60}} (?:supposed|meant) to (?:tell|show|say)(?: \w+)?"
            r"|what (?:good|use|difference) (?:is|does|do)|what (?:do|does|would|could|can) (?:the )?(?:we|you|they|panel|committee|members|council) (?:get (?:out of|from|by)|(?:gain|learn|lose|achieve)(?: (?:from|by|if))?)",
        ),
        (  # how a figure runs through the year, and what is done about it
            Field.NOTES,
            r"re-?set(?:s|ting)?|re-?start(?:s|ing)?|start(?:s|ing)? (?:again|afresh|over|from (?:zero|nothing|nought|scratch))"
            r"|(?:go(?:es|ing)? |drop(?:s|ping)? |return(?:s|ing)? |revert(?:s|ing)? )?(?:back )?to (?:zero|nothing|nought|nil)"
            r"|cumulative(?:ly)?(?: (?:through|over|across) the (?:year|months))?|accumulat\w+|(?:build|add|mount|tot|roll)(?:s|ing)? up|running total|carr(?:y|ies|ied) over"
            rf"|(?:by |on |for |over )?(?:the )?{_YEAR}(?: years?)? or (?:by |on |for |over )?(?:the )?{_YEAR} years?"
            r"|(?:in-month|ytd|year to date|snapshot|discrete|rolling(?: \w+){0,2}) or|or (?:just )?(?:in-month|snapshot)"
            r"|(?:(?:every|each|once a|twice a) (?:month|quarter|year)|monthly|quarterly|annually) or (?:(?:every|each|once a|twice a) (?:month|quarter|year))"
            r"|(?:each|every|the) (?:quarter|month|year) (?:on its own|by itself|separate(?:ly)?|alone)"
            r"|how far behind (?:do|does)|(?:the )?(?:month|quarter) (?:only |alone )?or (?:for )?(?:the )?(?:year|quarter)(?: (?:so far|to date))?"
            r"|how often (?:do|does|will|can) (?:we|you|i|they|members|the panel) (?:count|report|measure|update|publish|collect|refresh)(?: up)?"
            r"|how often (?:do|does|will|can) (?:we|you|i|they|members|the panel) (?:get|see|have|receive)"
            r"(?= [^?]{0,60}(?:figures?|numbers?|data|values?|updates?|\bone|\bit|\bthat|\bthis)\b)"
            rf"|{_ACTIONS}",
        ),
        (
            Field.DEFINITION,
            rf"definitions?(?: of| for)?|defined?|(?:short|stand(?:s|ing)?|acronym|abbreviation|initials) (?:for|of)|(?:what )?counts? (?:as|towards)|meant by"
            rf"|(?:what do(?:es)?|does)(?= .{{0,60}} mean)|(?<!i )(?<!we )means?(?=\W*$)|meaning of"
            rf"|how (?:is|are|was|were|do|does|did) .{{0,60}}(?:{_WORKED_OUT}(?! against| up)|work it out"
            r"|(?:calculate|measure|define|count)(?: it| this| that)?(?=\W*$))|what did(?= .{0,90} measure)|formula(?: for)?|denominator|numerator"
            rf"|methodology|criteria|what makes (?:up|(?:an? )?\w+ count)|what qualif(?:ies|y)"
            rf"|(?:what|who|which \w+(?: \w+)?)(?:'s| is|s| are| gets?)? (?:counted|included|covered|in scope)(?: in| under| by)?"
            rf"|(?:what|who) (?:does|do)(?= .{{0,60}} (?:include|cover|capture|count))"
            r"|does (?:it|this|that|the (?:figure|measure|indicator)) (?:include|cover|count)"
            r"|which \w+(?: \w+)? (?:does|do|is|are|was)(?= .{0,80} (?:count|include|cover|based|drawn|worked out|calculated|measured))"
            r"|(?:what|which) (?:population|cohort|base)(?: is| are)?|(?:based|drawn|worked out|calculated) (?:on|from)"
            r"|(?:to|must|should)(?: be)? count(?:ed)?(?=\W*$| (?:for|as|towards|in|under)\b)|(?:from|over) what (?:point|date|age|moment|period|time|timescale)"
            r"|makes? (?:an? |someone |somebody )|means what|when (?:is|are|does|do) (?:an? |someone )|headcount or fte|fte or headcount"
            r"|in plain (?:english|words|terms)|what exactly (?:is|are)|method of calculation",
        ),
        (
            Field.TREND,
            r"trends?|trending(?! (?:up|down|the|in|towards|better|worse)\b)|(?:the )?pattern|(?:last|past) (?:few |couple of |several )(?:months|quarters|years)|trajectory|(?:time ?)?series|(?:by|each|every) month|months? (?:by|on|after|to) months?"
            r"|month-(?:by|on)-month|quarter-(?:by|on)-quarter|year-on-year|years? (?:by|on) years?"
            r"|over (?:the )?(?:last |past |recent )?(?:few |couple of |\w+ )?(?:years?|months?|quarters?|time)(?! in (?:the |one |a )?(?:same|care|place))"
            r"|history|historical(?:ly)?|track ?record|talk (?:me|us) through|since(?! (?:they|he|she|leaving|then)\b)|(?:break|breaks|broken|split|splits) (?:(?:it|that|this|them) )?(?:down |up )?by (?:month|quarter|year)|all (?:the )?(?:months|quarters|years)|past (?:figures|values|results)"
            r"|so far this year|monthly (?:figures|values|data|numbers|series)|quarter (?:by|on|after) quarter|how (?:it|that|this|they)(?: has| have| had|['’]s|['’]ve)"
            r" (?:run|moved|gone|changed|been (?:going|running)|developed|evolved)|how(?:['’]?s| has| have) (?:it|that|this|they)(?: \w+)?"
            r" (?:run(?:ning)?|moved|gone|changed|developed|evolved)|the run(?: of)?|run of|all the (?:months|quarters|years)"
            r"|(?:chart|graph|plot|sparkline|line)(?: of| for)?|how (?:has|have) .{0,60}(?:moved|changed|developed|evolved|gone|run|running)"
            r"(?= over| through| across| since| from| this| during| in\b| \w*ly\b|\W*$)|back over|through the (?:year|months|quarters)|across the (?:year|months)",
        ),
        (
            Field.DIRECTION,
            r"direction(?: of travel)?|dot|d\.o\.t\.?|arrow|which way(?: (?:is|are|has|have|was))?(?: (?:it|that|this|they|we))?"
            r"(?: (?:been )?(?:heading|going|moving|pointing|headed))?"
            r"|(?:getting|get|got|gone|go|going|coming|goes|went|heading|headed|moving(?! up (?:to|from|into)\b)|moved|trending|creeping|edging)"
            r" (?:\w+ )?(?:better|worse|up|down|upwards?|downwards?|backwards?|right(?: (?:way|direction))?|wrong(?: (?:way|direction))?)"
            r"|improv(?:e|es|ing|ed|ement)|worsen(?:s|ing|ed)?"
            r"|(?:ris(?:e|ing|en)|rose|fall(?:ing|en)|climb(?:ing|ed)|grow(?:ing|n)|shr[iu]nk(?:ing)?|(?:dropp|slipp)(?:ing|ed)(?! out| in| off))"
            r"|increas(?:e|ing|ed)|decreas(?:e|ing|ed)|deteriorat(?:e|ing|ed)|on the (?:up|rise|slide|way up|way down)"
            r"|(?:heading )?in the right direction|better or worse(?! than)|worse or better(?! than)"
            r"|more .{0,40} or (?:fewer|less)|fewer .{0,40} or more|up or down|down or up"
            r"|have we been(?= \w+ing (?:more|fewer|less))|are we seeing (?:more|fewer|less)|any (?:better|worse)(?! than)|(?:more|fewer|less|higher|lower|better|worse) .{0,60}than (?:before|there used to be|(?:it|they|we) (?:was|were|used to))"
            rf"|(?:getting|got|gets?|become|becoming|became|growing) (?:\w+ )?{_ER}(?! than)|any {_ER}(?! than| detail| info)"
            r"|(?:are|is|has|have) .{0,60}(?<!or )(?:better|worse)(?=\W*$)|(?:getting|becoming) (?:\w+ )?more(?! than)|(?:are|is) (?:there |we (?:\w+ing )?)?(?:more|fewer|less)"
            r"(?! than| detail| info| on\b| about| of\b| recent| up)(?!.{0,150} than)",
        ),
        (
            Field.TARGET,
            r"targets?|tgts?|trgts?|goals?|objectives?|ambition|aim(?:s|ed|ing)?(?: (?:for|at|to \w+))?"
            r"|(?:supposed|meant|expected|required) to(?: (?:be|hit|get|stay|reach|have|keep|do|make|achieve|manage|aim"
            r"|come in)(?: (?:at|in|within|between|under|below|above|for))?)?|held to|set out to|ceiling|tolerances?(?: range| band)?|(?:is )?acceptable(?: (?:range|band|level))?|(?:what (?:percentage|percent|proportion|share|number|rate|level)|how many)(?= .{0,60}(?<!when they )(?<!as they )(?<!when it )(?<!as it )\bshould (?:have|be|get)\b)|(?:judged|measured|assessed|marked) against(?=\W*$| (?:for|on|in)\b)|(?:is|are) (?:it|that|this|they|we) (?:judged|assessed|measured)"
            r"|what (?:\w+ )?(?:we|was|were|they)(?:'d| had)? (?:planned|aimed|promised|expected|wanted|hoped)(?: for| to \w+)?"
            r"|where should(?= .{0,60} be)|what should(?= .{0,60} be(?: at| held to| judged| measured|\W*$))|planned|pass ?marks?|threshold|(?:inside|within|over|under|above|below|v|vs|versus|against) (?:the |our )?(?:(?!legal|statutory|time)\w+ ){0,3}?(?:limit|standard)|(?:what|which|the) (?:range|band)|(?:what|where|how (?:many|much|high|low"
            r"|quick(?:ly)?|long)) (?:\w+ )?(?:should|ought) (?:we|it|that|this|they)(?: to)?(?: (?:be|stay|hit|get|reach|have|take)|(?=\W*$))"
            r"|(?:trying|hoping|looking|wanting) to (?:hit|reach|get to|achieve)|the bar(?: set)?|(?:upper|lower) limit"
            r"|(?:what|which) (?:\w+ ){0,3}(?:are|were) (?:we|they) (?:after|going for|working to(?:wards)?)"
            r"|what (?:would|does|should) good look like|where (?:do|did) we (?:want|need|expect|hope)|expected (?:level|rate|number|figure)"
            r"|how (?:many|much|high|low|fast|quick(?:ly)?|big) (?:(?!when\b|as\b|that\b|which\b|who\b)\w+ ){0,8}(?:should|ought to) (?:be|have)"
            r"|whats? (?:\w+ ){0,2}limit|what(?:'s| is) (?:\w+ ){0,2}limit|(?:the|our|any) (?:\w+ )?limit(?= (?:we|for|on|set))",
        ),
        (
            Field.NOTES,
            r"frequency(?: of)?|(?:reporting |time )?lag(?: on)?|(?:foot)?notes?|caveats?|still (?:just )?proposed|agreed|basis"
            r"|cumulative(?:ly)?|(?:an?|is|it) snapshot"
            r"|how (?:often|frequently)(?=\W*$| (?:is|are|do|does) [^?]{0,60}(?:report|updat|publish|collect|measur|refresh|produc|come out|figures?))|updated"
            r"|(?:monthly|quarterly|annual(?:ly)?) or (?:monthly|quarterly|annual(?:ly)?)",
        ),
        (Field.NARRATIVE, NARRATIVE),
        (
            Field.RATING,
            r"ratings?|rated|b?rag(?:'?d|ged|s)?(?: (?:status|rating|colou?r))?|colou?rs?|traffic ?lights?"
            r"|red|amber|green|blue|in the red",
        ),
        (Field.SOURCE, r"sources?|where (?:does|did) .{0,60} come from|which paper"),
    )
)
EXAMPLES: dict[Field, str] = {  # of everything that can be asked about an indicator
    Field.VALUE: "what's indicator 11 in Q2?",
    Field.RATING: "rating of indicator 11",
    Field.TARGET: "target for indicator 11",
    Field.TREND: "trend of indicator 11",
    Field.DIRECTION: "is indicator 11 getting better?",
    Field.NARRATIVE: "what's behind indicator 11?",
    Field.PRIOR: "indicator 11 the year before",
    Field.ENGLAND: "England's figure for indicator 11",
    Field.LONDON: "London's figure for indicator 11",
    Field.REGION: "the regional figure for indicator 11",
    Field.RATIONALE: "why does indicator 11 matter?",
    Field.DEFINITION: "how is indicator 11 worked out?",
    Field.NOTES: "notes on indicator 11",
    Field.SOURCE: "source of indicator 11",
    Field.ALL: "everything about indicator 11",
}
PRIOR = _words(
    r"(?:the |on the )?(?:(?:year|yr) (?:before|prior|earlier|ago|previously)(?:['’]?s)?|(?:prior|previous|prev|preceding)[ -](?:year|yr)(?:['’]?s)?"
    r"|(?:twelve|12) months (?:ago|earlier|before))(?: (?:column|figure|outturn|number|comparator|value)s?)?(?: for)?"
)
ACTIONS = _words(_ACTIONS)
HOW_IT_WENT = _words(
    r"how (?:has|have) (?:(?!report|meeting|panel|index|paper)[^?.!]){1,80}(?:changed|moved|run|gone|evolved|developed)"
    r"(?! .{0,40}(?:report|meeting|panel|index|paper))"
)
IN_THE_YEAR = _words(r"rolling(?: 12| twelve)?(?: months?)?|in[- ]month|cumulative|snapshot")
_OF_THE_YEAR = r"(?:year[- ]to[- ]date|ytd|rolling(?: (?:12|twelve))?(?: months?)?|in[- ]month|cumulative|snapshot)"
YEAR_TO_DATE_OR = _words(rf"{_OF_THE_YEAR} or|or (?:is it |just |an? |the )*{_OF_THE_YEAR}")
BLANK = _words(  # what is asked about with why, and no part of a name
    r"(?:blank|empty|nothing|n/?a|zero|nil|no (?:figures?|values?|data|returns?|numbers?))"
    r"(?=\W*$| (?:for|in|there|this|yet|under|against|every))|columns?|cells?"
    r"|(?:the |an? )?(?:fall|rise|drop|jump|spike|dip|increase|decrease|decline|slump|surge)s? (?:in|of)"
    r"|(?:falling|rising|dropping|dropped|slipping|slipped|dipping|dipped)(?=\W*$)"
)
SLANG = (
    (
        re.compile(
            r"\by(?=,? (?:is|are|was|were|do|does|did|has|have|had|no|cant|isnt|arent|wont)\b)",
            re.I,
        ),
        "why",
    ),
    (
        re.compile(
            r"\b(what|why|how|who|which|where) (?:on earth|in the world|the (?:hell|heck|devil)|in (?:heaven|god)['’]?s"
            r" name)\b",
            re.IGNORECASE,
        ),
        r"\1",
    ),
)
COMMITTEE = re.compile(
    r"\b(?:panel|committee|scrutiny|members?|councillors?|cabinet|board)\b", re.I
)
SNAPSHOT = re.compile(r"\bsnapshot\b(?: (?:at|on|of)\b)?", re.IGNORECASE)  # of the day named
JUDGED = re.compile(  # 'schools rated good': an inspector's grade, and no rating of the figure
    r"\b(?:rated|graded|ranked)(?= (?:as )?(?:good|outstanding|inadequate|requir\w+)\b)"
    r"|(?:(?<=\bofsted )|(?<=\bgood )|(?<=\bbetter )|(?<=\boutstanding ))(?:ratings?|grades?)\b",
    re.IGNORECASE,
)
_OF_FIELD = dict(FIELDS)
_AROUND_A_NAME = {  # fields whose words may stand around a name, and the fewest words that do
    Field.RATIONALE: 2,
    Field.DEFINITION: 2,
    Field.DIRECTION: 4,
    Field.TREND: 4,
}
_ASKS_WHETHER = (
    r"(?:^|[,.:;?!–-] ?|(?<!\w)(?:so|and|but|whether|if|or|also|please|pls|know)\s)\W{0,3}"
)
INCLUDES = re.compile(
    rf"{_ASKS_WHETHER}(?:does|do|did)\s(?P<name>[^?.!]{{2,90}}?)\s(?:(?:also|actually|still|ever|only|already|really|just)\s)?"
    r"(?:include|exclude|cover|capture|count|leave out|take in)\s",
    re.IGNORECASE,
)
INCLUDED = re.compile(
    rf"{_ASKS_WHETHER}(?:are|is|do|does|were|was)\s[^?.!]{{2,80}}?\s(?:included|excluded|captured"
    r"|covered|counted|count)\s(?:in|within|under|towards|as part of|by|from)\s(?P<name>[^?.!]{2,90})",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"\b(?:why|what|whats|how|who|does|do|did|has|is|are|was|were|we|it|they|this|that|the|matters?|important"
    r"|mean|means|calculated|calculate|worked out|work|measured?|defined?|counted|points?|purpose|tracking|track(?:ed)?"
    r"|monitor(?:ed|ing)?|watch(?:ed|ing)?|collect(?:ed|ing)?|wanted|want|wanting|care(?= (?:about|how|whether|if|that)\b|\W*$)|counts?|counting|bother"
    r"|keep|kept|more|fewer|less|or|have|been|seeing|up|down|going|gone|getting|got|better|worse|heading"
    r"|right|wrong|way|direction|of|travel|in|stands?|for|as|by|meant|rationale|definition|thinking|logic|idea"
    r"|reasons?|reasoning|behind|use|us|tell|include[ds]?|including|an indicator|there|worth|ris(?:ing|en)"
    r"|fall(?:ing|en)|climb(?:ing|ed)|drop(?:ping|ped)|slip(?:ping|ped)|grow(?:ing|n)|shrink(?:ing)?|moved|changed"
    r"|calculation|made up|in|who|which|gets?|over|run(?:ning)?|evolved|developed"
    rf"|{_BRINGING}|would|could|gain|learn|lose|achieve|derived|computed|compiled|constructed)\b",
    re.IGNORECASE,
)


def field_of(rest: str) -> tuple[Field, str]:
    """The field asked for, and the words without those that asked for it."""
    asks_why = REASONS.search(rest)
    if asks_why and (purpose := purpose_asked(rest)):
        before, amid, after = purpose
        return Field.RATIONALE, NO_TARGET.sub(" ", f"{before} {_FRAME.sub(' ', amid)} {after}")
    if asks_why and COMPARES.search(rest):  # why a target is missed
        rest = _OF_FIELD[Field.TARGET].sub(" ", rest)
    for field, pattern in FIELDS:
        if asks_why and field in (Field.DIRECTION, Field.TREND):
            continue  # why it fell is a reason, not a direction
        if pattern.search(rest):
            least = _AROUND_A_NAME.get(field, 0)
            return field, _without(pattern, rest, least) if least else pattern.sub(" ", rest)
    return Field.VALUE, rest


def _without(pattern: re.Pattern[str], rest: str, least: int) -> str:
    """*rest* without what *pattern* finds, but for what may be a name in *least* words or more."""

    def left(found: re.Match[str]) -> str:
        return f" {_FRAME.sub(' ', found[0])} " if len(found[0].split()) >= least else " "

    return pattern.sub(left, rest)


def subject_of(words: str) -> str:
    """The measure of which it is asked whether it includes something; '' where that is not asked."""
    found = INCLUDES.search(words) or INCLUDED.search(words)
    return found["name"] if found else ""
