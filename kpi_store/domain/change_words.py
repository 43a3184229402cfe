"""Read which sort of change is asked about: corrections, ratings, decisions, what is not reported."""

import re

from kpi_store.domain.reading import What


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


_NOT = r"(?:not|never|cannot|unable to|yet to|(?:is|are|was|were|has|have|had|did|do|does|could|ca|wo)n['’]?t)"
_MENDED = (
    r"(?:(?:correct|amend|revis|restat|re-?issu|supersed)e?d|rectified|overwritten"
    r"|(?:been|be|got|get|gets|was|were|is|are|figures?|numbers?|values?|it|that|them) (?:\w+ )?"
    r"(?:fixed|repaired|adjusted|mended))"
)
_BODY = r"(?:panel|committee|scrutiny|members?|councillors?|cabinet|meeting|board|mtg|chair)"
_COLOUR = r"(?:red|amber|green|blue|yellow)"
_RATING = r"(?:ratings?|colou?rs?|b?rags?|b?rag (?:status|ratings?)|grades?|status(?:es)?|traffic lights?)"
_MOVED = (
    r"(?:chang(?:e[sd]?|ing)|mov(?:e[sd]?|ing|ements?)|shift(?:s|ed|ing)?|switch(?:e[sd]|ing)?|flip(?:s|ped|ping)?"
    r"|turn(?:s|ed|ing)?|differ(?:s|ed|ent)?|alter(?:s|ed)?|swap(?:s|ped)?|slip(?:s|ped|ping)?|swung|upgraded|downgraded)"
)
CORRECTIONS = _words(
    rf"corrections?|corrected|withdrawn|{_MENDED}|amendments?|revisions?|restatements?|restated?|errat(?:a|um)"
    r"|mistakes?|errors?|typos?|slip-ups?|wrong(?!ly? direction| way)|misreported|miscalculated|inaccura(?:te|cy|cies)"
    r"|(?:put|set) (?:it |them |that )?(?:right|straight)|(?:got|get) (?:it |that |them )?wrong"
    r"|before (?:you|they|we|it) (?:changed|corrected|amended|fixed)|originally|validated"
    r"|used to (?:say|be|read)|(?:previously|first|initially) (?:reported|said|published|printed|given|quoted)"
    r"|(?:different|differs?) (?:from|to) (?:what|the one) (?:was|we|you)|re-?published|re-?issued"
)
RATING_CHANGES = _words(
    rf"{_RATING} (?:\w+ ){{0,8}}?{_MOVED}|{_MOVED} (?:in |of |to |its |their |the )*{_RATING}"
    rf"|(?:go|goes|went|gone|going|become|became|moved?s?|moving|turn(?:s|ed)?|changed?|switch(?:ed)?|slip(?:ped)?"
    rf"|drop(?:ped)?|fell|fallen|flip(?:ped)?|shift(?:ed)?|jump(?:ed)?) (?:back |down |up )?(?:from )?(?:\w+ ){{0,2}}?"
    rf"(?:to |into |out of )?(?:the )?{_COLOUR}|(?:newly|no longer|any more|used to be) {_COLOUR}"
    rf"|from {_COLOUR} to|{_COLOUR} to {_COLOUR}|(?:up|down)grad(?:ed|es?|ing)|(?:different|new) {_RATING}"
    rf"|re-?(?:rated|graded|ragged)"
)
_OF_RATINGS = _words(  # what is left between them may be a name: 'the rating on repeat plans moved'
    rf"{_RATING}|{_MOVED}|{_COLOUR}|(?:up|down)grad(?:ed|es?|ing)|re-?(?:rated|graded|ragged)|newly|no longer|any more|used to be|different|new"
    r"|go|goes|went|gone|going|become|became|drop(?:ped)?|fell|fallen|jump(?:ed)?|back|down|up|from|to|into|out of"
)
SO_FAR = _words(  # more than a figure moves by itself: a correction may be behind it
    r"(?:fallen|fall|fell|dropped|drop|risen|rise|rose|jumped|jump|gone (?:up|down)|go (?:up|down)) so (?:much|far)"
)
CHANGES = _words(
    r"what(?:'s| has| have|s| all| was| were| got| been)*(?: \w+)?? (?:changed|altered|updated|different|new since|moved)"
    r"|what (?:is|are|were) the (?:changes|differences)"
    r"|(?:chang(?:es|ed)|differences?|movements?|updates) (?:since|with|to|on|for|in|from the (?:last|previous)|between)"
    r"|which .{0,40}(?:changed|moved)|any(?:thing)? (?:changed|chang(?:es|ing)|different|new since)|any changes"
)
_TO_ONE_OR_TWO = r"(?:together|up|apart|into one|into two|in two|in half)"
_BETWEEN = r"(?: [\w/'’-]+){0,5}?"
_REMAKE = rf"(?:split|separate|merge|combine|amalgamate|divide|(?:join|put|bring|lump|roll|break|pull){_BETWEEN} {_TO_ONE_OR_TWO})"
_REMAKING = (
    r"(?:splitting|separating|merging|combining|amalgamating|dividing"
    rf"|(?:joining|putting|bringing|lumping|rolling|breaking|pulling){_BETWEEN} {_TO_ONE_OR_TWO})"
)
_REMADE = (
    r"(?:split|separated|merged|combined|amalgamated|divided"
    rf"|(?:joined|put|brought|lumped|rolled|broken|pulled){_BETWEEN} {_TO_ONE_OR_TWO})"
)
REMADE = _words(  # two indicators made one, or one made two
    rf"(?:be|been|being|get|gets|got|getting)(?: \w+)? {_REMADE}(?! by| (?:into|in) age)|become one"
)
REMAKING = _words(  # so too, where it is said of indicators
    rf"(?:have|has|had|were|was|are|is){_BETWEEN} {_REMADE}(?! by)|{_REMAKING}(?! by)"
    r"|(?:be|being|been|get|getting) (?:dropped|scrapped|retired|axed|replaced|removed|reworded|renamed|redefined)"
    rf"|(?:to|we|they|will|should|shall|panel|members|committee|scrutiny|plans?) {_REMAKE}(?! by)"
)
OF_MEASURES = _words(
    r"indicators?|measures?|kpis?|pis?|metrics?|ones?|caseloads|\d+ and \d+|\d+ (?:in|in)to"
)
_TAKEN_OUT = _words(  # of what is made anew, its name is left
    rf"{_TO_ONE_OR_TWO}|split(?:ting)?(?: up| off| out)?|separat(?:e|ed|ing)(?: out)?|merg(?:e|ed|ing)|combin(?:e|ed|ing)"
    r"|amalgamat(?:e|ed|ing)|divid(?:e|ed|ing)|join(?:ed|ing)?|put(?:ting)?|br(?:ing|inging|ought)|lump(?:ed|ing)?|roll(?:ed|ing)?"
    r"|br(?:eak|eaking|oken)|pull(?:ed|ing)?|dropped|scrapped|replaced|retired|axed|removed|reworded|renamed|redefined"
)
COUNTED = re.compile(
    r"^\W*(?:so |and |hi |please )*(?:how many|(?:the )?number of|% of)\b(?! (?:of )?(?:the |our )?(?:decisions|indicators|measures|kpis))",
    re.IGNORECASE,
)
DECISIONS = _words(
    rf"decisions?|settled? on|(?<!court to )(?<!courts to )(?<!judge to )(?<!judges to )decid(?:e|es|ed|ing)|resol(?:ved?|utions?)|vot(?:e|es|ed|ing)|recommend(?:ed|s|ations?)?|merged?|merging|mergers?"
    r"|being (?:kept|dropped|scrapped|retired|removed|retained)|kept on"
    rf"|minutes|action points|(?<!do )(?<!did )(?<!would )(?<!should )(?:they|we) (?:agreed?|conclude[ds]?|said|say|asked for|want(?:ed)?(?! (?:it|them|us)))|{_BODY} (?:(?!i |we |you |is |are )\w+ )?(?:agree[ds]?|say|said|conclude[ds]?|approve[ds]?|ask(?:ed)? for"
    rf"|want(?:ed)?|vote[ds]?|note[ds]|signed off|instruct(?:ed)?|request(?:ed)?)"
    rf"|(?:agreed|approved|voted|signed off|concluded|settled|requested|instructed) (?:\w+ )?(?:at|by|in|on)(?: \w+){{0,3}} {_BODY}"
    rf"|(?:what|anything|things?|was|were|been|everything) (?:\w+ )?(?:agreed|approved|concluded)"
    r"|(?:what['’]?s|what is) (?:happening|going to happen|becoming|the plan|planned) (?:to|of|for|with)(?= (?:[\w/'’-]+ ){1,5}(?:indicators|measures|kpis|ones))"
)
_SUPPLIED = (
    r"(?:report(?:ed|able)?|give|obtain(?:ed)?|gather(?:ed)?|(?:get |got )?hold of|to hand|publish(?:ed)?|available|suppl(?:y|ied)|provided?|sen[dt]|submit(?:ted)?|ready|returned"
    r"|included|received|in(?= (?:time|the (?:report|paper)))|arriv(?:e|ed)|come (?:in|through))"
)
NOT_REPORTED = _words(
    rf"{_NOT}(?: (?:be|been|get|got|yet|being|even|able to|have|quite|you|we|they|officers|not|manag(?:e|ed) to|in a position to))* {_SUPPLIED}"
    r"|unreported|unavailable|unobtainable|missing for (?:the|this|our) (?:report|paper|meeting|panel)"
    r"|missing from(?: the| our)?(?=\W*$)|(?:you|we|they) missing (?:for|from|in) (?:the|this|our) (?:report|paper|index|meeting|panel)"
    r"|unpublished|(?:did (?:we|you|they) leave|leaving|left) (?:out|off)|omitted|non-?report(?:ed|ing)|held (?:back|up) by|awaiting|awaited"
    r"|waiting (?:for|on)|still to come|missing from the (?:report|paper|index|agenda)|absent from|no show"
)
_FIGURES = r"(?:figures?|numbers?|values?|data|corrections?)"
FIGURES_AND_RATINGS = _words(
    rf"{_FIGURES}(?: and|,| &| as well as| plus)(?: \w+)?? {_RATING}|{_RATING}(?: and|,| &| as well as| plus)(?: \w+)?? {_FIGURES}"
)
EXAMPLES: dict[What, str] = {
    What.RATINGS: "which ratings changed?",
    What.CORRECTIONS: "which figures were corrected?",
    What.BOTH: "what was corrected and which ratings changed?",
    What.DECISIONS: "what did the panel decide?",
    What.NOT_REPORTED: "what was not reported?",
}
ATTRIBUTIVE = re.compile(  # 'the corrected figure for …' wants the figure, not its corrections
    rf"\bafter (?:the |its )?(?:correction|amendment|revision)s?\b|\bafter \w+ (?:{_MENDED})|\bas (?:since )?(?:{_MENDED}|validated)(?!\w)|(?:{_MENDED}|validated) (?:one|figure|value|number|version)\b|(?:^|\b(?:the|an?|our|your|latest|need|want|give|get|me|quote)\s)\W*"
    rf"(?:{_MENDED}|validated|re-?stated)\s(?!since|in\b|to\b|by\b|for\b|after|and\b|or\b|at\b|because|before|from|on\b"
    r"|this|last|yet|then|when|already|as\b|with|again)\w",
    re.IGNORECASE,
)
_OLD_ONE = _words(r"before|original|previous|old|former|earlier|first|why|reasons?|changed?|was it")
AROUND = _words(  # what stands beside a change and names no indicator
    r"since|last (?:meeting|met)|(?:the |this |that |last |previous |earlier |first |old |an? |our |your )?(?:meetings?|mtgs?|panel|committee|scrutiny"
    r"|members|reports?|papers?|version|index|time|board|audit trail|officers?|organisations?|partners?|agencies|others?)"
    r"|(?:the )?(?:two|both)(?= (?:[\w/'’-]+ ){0,4}(?:indicators|measures|kpis|metrics|ones|figures|numbers))|vote[ds]?|approval|plans?(?= to|\W*$)|any plans|alike|this time(?: round)?|round|table of|(?:complete|full|whole|entire) (?:list|set)|flagged|highlighted|recorded|listed|noted|minuted|set out|contained"
    r"|met|earlier|following|change|list|had to|because|other|end|so far|needs?|means?|have since|after|right|in the end|at all|movements?|ratings?"
)


def says_rating(words: str) -> bool:
    """Whether a change of rating is named, and not a change at large."""
    return bool(RATING_CHANGES.search(words))


def change_asked(rest: str) -> What | None:
    """What sort of change the words ask about, if any."""
    corrections = CORRECTIONS.search(rest)
    ratings = RATING_CHANGES.search(rest) or SO_FAR.search(rest)
    if FIGURES_AND_RATINGS.search(rest) and (corrections or CHANGES.search(rest)):
        return What.BOTH
    remade = REMADE.search(rest) or (OF_MEASURES.search(rest) and REMAKING.search(rest))
    if (remade or DECISIONS.search(rest)) and not (corrections or COUNTED.match(rest)):
        return What.DECISIONS
    if corrections:
        return What.BOTH if ratings and "rating" in rest.lower() else What.CORRECTIONS
    if ratings:
        return What.RATINGS
    if NOT_REPORTED.search(rest):
        return What.NOT_REPORTED
    return What.RATINGS if CHANGES.search(rest) else None


def wants_the_figure(text: str) -> bool:
    """Whether a correction is named only to say which figure is wanted."""
    several = len(CORRECTIONS.findall(text)) > 1 or _OLD_ONE.search(text)
    return bool(ATTRIBUTIVE.search(text)) and not several


def without_change(words: str) -> str:
    """*words* without those that ask about a change."""
    if DECISIONS.search(words) or REMADE.search(words) or REMAKING.search(words):
        words = _TAKEN_OUT.sub(" ", words)
    words = RATING_CHANGES.sub(lambda one: f" {_OF_RATINGS.sub(' ', one[0])} ", words)
    for pattern in (CORRECTIONS, DECISIONS, NOT_REPORTED, CHANGES, FIGURES_AND_RATINGS):
        words = pattern.sub(" ", words)
    return AROUND.sub(" ", words)
