"""Read what about an indicator is asked for: its target, rating, trend, meaning, purpose, notes.

A field is said in many ways, and often by a verb: 'what are we held to', 'why do we watch it'.
The words that ask are taken out, and what is left may name the indicator.
"""

import re

from kpi_store.domain.answer import Field


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


_WE = r"(?:we|it|they|that|this|you|the council|merton|anyone|anybody|people|panel|members)"
_TELLING = (
    r"(?:matters?|important|cares?|counts?|counting|counted|bother(?:ing|ed)?|measur(?:e|es|ed|ing)"
    r"|track(?:s|ed|ing)?|monitor(?:s|ed|ing)?|watch(?:es|ed|ing)?|collect(?:s|ed|ing)?|want(?:s|ed)?"
    r"|wanting|keep(?:s|ing)?|kept|follow(?:s|ed|ing)?|includ(?:e|es|ed|ing)|look(?:s|ing)? at"
    r"|interested in|record(?:s|ed|ing)?|need(?:s|ed)?|ha(?:ve|s|ving)|us(?:e|es|ed|ing)|worr(?:y|ied)"
    r"|report on|publish(?:es|ed|ing)?|on the list|in the index)"
)
_POINT = (
    r"(?:point|purpose|thinking|logic|reasoning|rationale|justification|significance|importance"
    r"|relevance)"
)
_WORKED_OUT = (
    r"(?:calculated|worked out|measured|defined|counted|derived|computed|arrived at|put together"
    r"|compiled|constructed|made up|got at)"
)
FIELDS: tuple[tuple[Field, re.Pattern[str]], ...] = tuple(
    (name, _words(pattern))
    for name, pattern in (
        (
            Field.ALL,
            r"everything|(?:the )?(?:whole|full|complete|entire|big) (?:story|picture|lot|works|detail|details"
            r"|run-?down|profile|set|position|entry|record|row)|all (?:about|of it|(?:of )?the (?:details?|info)"
            r"|there is|you(?:'ve| have)(?: got)?|we (?:have|hold))|the (?:lot|works)|full details?|in full"
            r"|run-?down|overview|summar(?:y|ise)|low-?down|the ins and outs",
        ),
        (
            Field.RATIONALE,
            rf"{_POINT} (?:of|behind|for|in|to)|(?:idea|use|value|benefit|case) (?:of|in|behind|for) \w+ing|(?:what|where)(?:'s| is|s| was)? the {_POINT}(?! of the)"
            rf"|why (?:do|does|did|would|should|are|is|were|was) {_WE}(?: \w+){{0,2}}? {_TELLING}"
            rf"|why (?:is|are|was|were) (?:it|this|that|they|these) (?:an? \w+|important|there|in|here)"
            rf"|why .{{0,60}} (?:matters?|important|worth (?:tracking|watching|measuring))"
            rf"|why (?:even |still |bother |bother to )*{_WE} (?:\w+ ){{0,2}}?{_TELLING}"
            rf"|why (?:bother|measure|track|monitor|watch|count|collect|keep an eye on|include|have)"
            rf"|why .{{0,60}} (?:is|are|was|were) (?:tracked|monitored|watched|measured|collected|counted"
            rf"|included|an indicator|on the list|in the index|in there|there)"
            rf"|reasons? (?:for|behind|given for|of) (?:the )?(?:tracking|monitoring|watching|measuring"
            rf"|counting|collecting|including|having|keeping|wanting|reporting)"
            rf"|what (?:is|are|was|'s|s)? ?(?:it|this|that|they) (?:there |meant |supposed )?for"
            rf"|what(?:'s| is|s) .{{0,60}} for(?=\W*$)|rationale|so what about|who cares(?: about)?"
            rf"|what (?:does|would|do) .{{0,60}} tell us|why should .{{0,40}} (?:care|worry|matter)",
        ),
        (
            Field.DEFINITION,
            rf"definitions?(?: of| for)?|defined?|stands? for|(?:what )?counts? (?:as|towards)|meant by"
            rf"|(?:what does|does)(?= .{{0,60}} mean)|(?<!i )(?<!we )means?(?=\W*$)|meaning of"
            rf"|how (?:is|are|was|were|do (?:we|you|they)) .{{0,60}}(?:{_WORKED_OUT}|work it out"
            r"|(?:calculate|measure|define|count)(?: it| this| that)?(?=\W*$))|what did(?= .{0,90} measure)|formula(?: for)?|denominator|numerator"
            rf"|methodology|criteria|what makes (?:an? )?\w+ count|what qualif(?:ies|y)"
            rf"|(?:what|who|which \w+)(?:'s| is|s| are| gets?)? (?:counted|included|covered|in scope)(?: in| under| by)?"
            rf"|(?:what|who) (?:does|do)(?= .{{0,60}} (?:include|cover|capture|count))"
            rf"|does (?:it|this|that|the (?:figure|measure|indicator)) (?:include|cover|count)"
            rf"|in plain (?:english|words|terms)|what exactly (?:is|are)|method of calculation",
        ),
        (
            Field.TREND,
            r"trend(?:s|ing)?|trajectory|time ?series|(?:by|each|every) month|months? (?:by|on|after|to) months?"
            r"|month-(?:by|on)-month|quarter-(?:by|on)-quarter|year-on-year|years? (?:by|on) years?"
            r"|over (?:the )?(?:last |past |recent )?(?:few |couple of |\w+ )?(?:years?|months?|quarters?|time)"
            r"|history|historical(?:ly)?|track ?record|talk (?:me|us) through|since|past (?:figures|values|results)"
            r"|so far this year|monthly figures|quarter (?:by|on|after) quarter|how (?:it|that|this|they) (?:has|have|had)"
            r" (?:run|moved|gone|changed|been going|developed|evolved)|the run(?: of)?|run of|all the (?:months|quarters|years)"
            r"|(?:chart|graph|plot|sparkline|line)(?: of| for)?|how (?:has|have) .{0,60}(?:moved|changed|developed|evolved|gone)"
            r"(?= over| through| across|\W*$)|back over|through the (?:year|months|quarters)|across the (?:year|months)",
        ),
        (
            Field.DIRECTION,
            r"direction(?: of travel)?|dot|which way(?: (?:is|are|has|have|was))?(?: (?:it|that|this|they|we))?"
            r"(?: (?:been )?(?:heading|going|moving|pointing|headed))?"
            r"|(?:getting|get|got|gone|go|going|coming|goes|went|heading|headed|moving|moved|trending|creeping|edging)"
            r" (?:\w+ )?(?:better|worse|up|down|upwards?|downwards?|backwards?|right(?: (?:way|direction))?|wrong(?: (?:way|direction))?)"
            r"|improv(?:e|es|ing|ed|ement)|worsen(?:s|ing|ed)?"
            r"|(?:ris(?:e|ing|en)|rose|fall(?:ing|en)|climb(?:ing|ed)|grow(?:ing|n)|shr[iu]nk(?:ing)?|(?:dropp|slipp)(?:ing|ed)(?! out| in| off))"
            r"|increas(?:e|ing|ed)|decreas(?:e|ing|ed)|deteriorat(?:e|ing|ed)|on the (?:up|rise|slide|way up|way down)"
            r"|(?:heading )?in the right direction|better or worse(?! than)|worse or better(?! than)"
            r"|more .{0,40} or (?:fewer|less)|fewer .{0,40} or more|up or down|down or up"
            r"|have we been(?= \w+ing (?:more|fewer|less))|are we seeing (?:more|fewer|less)|any (?:better|worse)(?! than)",
        ),
        (
            Field.TARGET,
            r"targets?|goals?|objectives?|ambition|aim(?:s|ed|ing)?(?: (?:for|at|to \w+))?"
            r"|(?:supposed|meant|expected|required) to(?: (?:be|hit|get|stay|reach|have|keep|do|make|achieve|manage|aim"
            r"|come in)(?: (?:at|in|within|between|under|below|above|for))?)?|held to|set out to|ceiling|acceptable (?:range|band|level)|judged against|(?:is|are) (?:it|that|this|they|we) (?:judged|assessed|measured)"
            r"|what (?:\w+ )?(?:we|was|were|they)(?:'d| had)? (?:planned|aimed|promised|expected|wanted|hoped)(?: for| to \w+)?"
            r"|where should(?= .{0,60} be)|planned|pass ?marks?|threshold|(?:inside|within|over|under|above|below|v|vs|versus|against) (?:the |our )?(?:\w+ ){0,3}?(?:limit|standard)|(?:what|which|the) (?:range|band)|(?:what|where|how (?:many|much|high|low"
            r"|quick(?:ly)?|long)) (?:\w+ )?(?:should|ought) (?:we|it|that|this|they)(?: to)? (?:be|stay|hit|get|reach|have)"
            r"|(?:trying|hoping|looking|wanting) to (?:hit|reach|get to|achieve)|the bar(?: set)?|(?:upper|lower) limit",
        ),
        (
            Field.NOTES,
            r"(?:reporting |time )?lag(?: on)?|(?:foot)?notes?|caveats?|still (?:just )?proposed|agreed|basis|snapshot"
            r"|cumulative|how often(?=\W*$| (?:is|are|do we get|do we see|does) [^?]{0,60}(?:report|updat|publish|collect|measur|refresh|produc|come out|figures?))|updated"
            r"|(?:monthly|quarterly|annual(?:ly)?) or (?:monthly|quarterly|annual(?:ly)?)",
        ),
        (
            Field.NARRATIVE,
            r"why|explanations?|explain(?:s|ed)?|how come|reasons?(?: for| behind| given)?|what happened (?:with|to)"
            r"|late|comment(?:s|ary|aries)?|narrative|what(?:'s| is) wrong|what(?:'s| is|s)? behind"
            r"|what caused|causes?(?: of)?|story behind|background to|(?:what|anything) (?:does|do|did) .{0,30}"
            r"(?:report|paper|officers?|notes?) say|what(?:'s| is|s) going on with|how do (?:we|officers|they) account for",
        ),
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
    r"(?:the |on the )?(?:(?:year|yr) before|prior (?:year|yr)|previous (?:year|yr)|preceding year|(?:year|yr) (?:earlier|ago|previously)"
    r"|(?:twelve|12) months (?:ago|earlier|before))(?: for)?"
)
WHY = _words(
    r"(?<!and )(?<!but )(?<!or )why|how come|explain|what(?:'s| is|s)? behind"
)  # a reason is asked, not a list
STRONG_WHY = _words(r"explanations?|explain(?:s|ed)?|reasons?")
BLANK = _words(  # what is asked about with why, and no part of a name
    r"(?:blank|empty|nothing|no (?:figures?|values?|data))(?=\W*$| (?:for|in|there|this|yet|under|against))|columns?|cells?"
)
_WHOLE = (Field.RATIONALE, Field.DEFINITION, Field.DIRECTION)
_FRAME = re.compile(
    r"\b(?:why|what|whats|how|who|does|do|did|has|is|are|was|were|we|it|they|this|that|the|matters?|important"
    r"|mean|means|calculated|calculate|worked out|work|measured?|defined?|counted|points?|purpose|tracking|track(?:ed)?"
    r"|monitor(?:ed|ing)?|watch(?:ed|ing)?|collect(?:ed|ing)?|wanted|want|wanting|care|counts?|counting|bother"
    r"|keep|kept|more|fewer|less|or|have|been|seeing|up|down|going|gone|getting|got|better|worse|heading"
    r"|right|wrong|way|direction|of|travel|in|stands?|for|as|by|meant|rationale|definition|thinking|logic|idea"
    r"|reasons?|reasoning|behind|use|us|tell|include[ds]?|including|an indicator|there|worth|ris(?:ing|en)"
    r"|fall(?:ing|en)|climb(?:ing|ed)|drop(?:ping|ped)|slip(?:ping|ped)|grow(?:ing|n)|shrink(?:ing)?|moved|changed"
    r"|calculation|made up|in|who|which|gets?)\b",
    re.IGNORECASE,
)


def field_of(rest: str) -> tuple[Field, str]:
    """The field asked for, and the words without those that asked for it."""
    asks_why = STRONG_WHY.search(rest)
    for field, pattern in FIELDS:
        if asks_why and field in (Field.DIRECTION, Field.TREND):
            continue  # why it fell is a reason, not a direction
        if pattern.search(rest):
            if field in _WHOLE:  # the words around the name are taken, and the name is left
                return field, pattern.sub(lambda one: f" {_FRAME.sub(' ', one[0])} ", rest)
            return field, pattern.sub(" ", rest)
    return Field.VALUE, rest
