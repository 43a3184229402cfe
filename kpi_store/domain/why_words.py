"""Tell a 'why' about the purpose of a measure from a 'why' about the state of its figure.

'Why do we watch it' and 'what is behind the push for more carers' ask what a measure is for; 'why
is it red', 'why do we report it so late' and every other why ask what became of its figure.
"""

import re


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


WHY = _words(  # a reason is asked, not a list
    r"(?<!and )(?<!but )(?<!or )why|how come|explain|what(?:['’]?s| is)? behind"
)
_DOING = (  # to a figure: 'what is making it hard', 'what put it in the red'
    r"what(?:['’]?s| is| has| is it that['’]?s)?(?: been)? (?:making|driving|causing|stopping|preventing|delaying|keeping"
    r"|holding (?:up|back)|pushing|dragging)"
    r"|what(?:['’]?s| has)? (?:made(?! up)|makes(?! up)|drove|drives|driven|caused|stopped|stops|prevents|put|pushed|sent"
    r"|dragged|turned|led to|leads to|lies behind|explains|accounts? for|accounted for)"
)
NARRATIVE = (
    rf"why|{_DOING}|driving|how did(?= .{{0,60}} (?:end up|come to|get (?:so|to|this|that)))|how come"
    r"|when (?:do|will|can|should|might) (?:we|i|you|they) (?:get|have|see|know|expect)|how (?:up[- ]to[- ]date|current|recent)(?: is| are)"
    r"|what(?:['’]?s| is) with|what(?:['’]?s| is) the story|what(?:['’]?s| is| are)? (?:the )?(?:problems?|trouble|issues?|difficult(?:y|ies))"
    r" (?:with|in|for)|explanations?|explain(?:s|ed)?|how come|reasons?(?: for| behind| given)?"
    r"|what happened (?:with|to)|late|comment(?:s|ary|aries)?|narrative|what(?:'s| is) wrong"
    r"|what(?:'s| is|s)? behind|causes?(?: of)?|story behind|background to|(?:what|anything) (?:does|do|did) .{0,30}"
    r"(?:report|paper|officers?|notes?) say|what(?:'s| is|s) going on with|how do (?:we|officers|they) account for"
)
REASONS = _words(
    rf"why|how come|explanations?|explain(?:s|ed)?|reasons?|causes?|what(?:['’]?s| is)? behind|{_DOING}"
)
_WE = (
    r"(?:we|we['’]re|we['’]ve|us|our|it|they|you|the council|merton|anyone|anybody|everyone|people"
    r"|panel|members|councillors|committee|officers)"
)
_GAP = r"(?: \w+){0,3}? "
_WANTING = (
    r"(?:keen|after|eager|want(?:s|ed|ing)?|trying|try|tries|aim(?:ing)? to|push(?:es|ing)?"
    r"|hop(?:e|ing)|seek(?:ing)?|looking to|set on|intent|determined|committed|focus(?:s?ed|s?ing|es)?"
    r"|prioriti[sz](?:e|es|ing)|interested|concern(?:ed)?|care|cares|bother(?:s|ed|ing)?"
    r"|worr(?:y|ied|ies)|fuss(?:ed)?|set (?:such|so much|any) store(?: by)?|like to|prefer|encourag(?:e|ing)|need to know|keep(?:ing)? (?:an eye"
    r"|tabs|track|a watch|watch)|pay(?:ing)? (?:\w+ )?attention|track(?:s|ed|ing)?|monitor(?:s|ed|ing)?"
    r"|watch(?:es|ed|ing)?|follow(?:s|ed|ing)?|scrutini[sz](?:e|es|ing))"
)
_MATTERS = (
    r"(?:matter(?:s|ed)?|important|significant|relevant|worth(?: \w+ing)?|of interest|useful)"
    r"(?: to (?:the )?(?:scrutiny|panel|members|committee|councillors|us|anyone|residents))?"
)
_A_WANT = (
    r"(?:push|drive|focus|emphasis|interest|ambition|desire|wish|move|priority|fuss|obsession"
    r"|concern|campaign|effort|efforts|bother) (?:to|on|in|for|about|with|over|behind)"
)
_REPORTING = (
    r"(?:report(?:s|ed|ing)?|publish(?:es|ed|ing)?|collect(?:s|ed|ing)?|count(?:s|ed|ing)?"
    r"|measur(?:e|es|ed|ing)|record(?:s|ed|ing)?|includ(?:e|es|ed|ing)|look(?:s|ed|ing)? at|need(?:s|ed)?"
    r"|have|has|having|had|keep|keeps|keeping|kept|us(?:e|es|ed|ing)|show|shows|check(?:s|ing)?"
    r"|see|sees|get|gets|tak(?:e|es|ing)|bring(?:s|ing)?|put(?:s|ting)?|analys(?:e|es|ing)|examin(?:e|es|ing))"
)
_THE_LIST = (
    r"(?:list|index|dashboard|scorecard|set|suite|pack|agenda|radar|framework|basket|there|here)"
)
_BEING = (
    rf"(?:(?:is|are|was|were|be|being|gets?|got) (?:\w+ ){{0,2}}?(?:tracked|monitored|watched|followed|measured"
    rf"|collected|counted|recorded|included|scrutinised)|(?:on|in|part of) (?:(?:the|our|this|your|that) )?"
    rf"(?:\w+ )?{_THE_LIST}|an? (?:\w+ )?(?:indicator|measure|kpi|priority)"
    r"|(?<!what )(?<!it )(?<!that )(?:is|are)(?=\W*$)"  # 'the index' was taken out as a name
    r"|(?:is|are|was|were) (?:it|this|that|they|these|those) (?:there|in|here)|(?:in )?(?:here|there)(?=\W*$))"
)
_AT_ONCE = (  # 'why bother', 'why even measure it'
    r"^\W*(?:(?:even|still|bother|do|to|the|such|all|this|an?|big|so much|should|would|does|did|any) )*"
    rf"(?:{_A_WANT}|bother|track|monitor|watch|measure|report|publish|count|collect|include|have|care(?= about|\W*$)"
    r"|keep (?:an eye|tabs|track))"
)
_WANTED = _words(
    rf"{_WE}{_GAP}{_WANTING}|{_A_WANT}|{_MATTERS}|for (?:the )?(?:track|monitor|watch|want|follow|try)ing"
)
_WATCHED = _words(
    rf"{_WE}{_GAP}{_REPORTING}|{_BEING}|{_AT_ONCE}|for (?:the )?(?:measur|count|collect|includ|hav|keep|report|look)ing"
    r"|^\W*should"
)
_REFUSED = _words(  # 'why don't we report it', and no 'status not known'
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|ca|wo|would|could|should)n['’]?t"
    r"|not(?! knowns?| in\b)|never|no longer|cannot|unable)"
)
_STATE = _words(
    r"red|amber|green|grey|late|later|lag\w*|delay\w*|overdue|blank|empty|n/?a|unavailable"
    r"|no (?:[\w’'-]+ ){0,3}?(?:figures?|data|numbers?|values?|ratings?|returns?|results?)|nothing|zero|nil|high|higher"
    r"|highest|low|lower|lowest|gone|went|drop\w*|f[ae]ll\w*|ris(?:e|en|ing)|rose|jump\w*|spik\w*"
    r"|increas\w*|decreas\w*|wors\w*|bad|badly|poorly|poor(?= (?:figures?|results?|performance))|behind|below|above|off (?:target|track)|missed (?:the|our|its)"
    r"|missing (?:the|our|its|targets?)|(?:is|are|was|were) missing"
    r"|wrong\w*|chang\w*|differ\w*|only|(?:so|too|such|that) (?:few|many|much|long|slow\w*|big|small|little|a)"
    r"|fewer|(?<!or )more|slow\w*|stuck|struggl\w*|fail\w*|yet|deteriorat\w*|slip\w*|outdated|out of date"
    r"|(?:going|coming|creeping|back|way|been) (?:up|down)"
    r"|monthly|quarterly|annually|yearly|once|twice|(?:as|at|is|are|was|of|says?|shows?) \d+(?:\.\d+)? ?%"
    r"|(?:measured|counted|reported|recorded|collected|published|shown) (?:in|by|as|over|per|from|every)"
)
_OF_A_CHANGE = _words(r"split|merg(?:e|ed|ing)|combin(?:e|ed|ing)|separate[ds]?|replac(?:e|ed|ing)")
NO_TARGET = _words(  # said beside a why: 'when there is no target for it'
    r"(?:when|if|as|since|given(?: that)?|(?:even )?though|although|but) (?:there(?:['’]?s| is)|it(?:['’]?s| is| has)"
    r"|we(?:['’]ve| have)) (?:no|not an?) target(?: measure)?(?: attached| set| for it)?"
    r"|(?:is|are)(?:n['’]?t| not) an? target(?: measure)?"
)


def purpose_asked(words: str) -> tuple[str, str, str] | None:
    """What stands before, amid and after the words that ask what a measure is for with a why."""
    why = REASONS.search(words)
    if why is None:
        return None
    clause = words[why.end() :]
    if _OF_A_CHANGE.search(clause):
        return None
    wanted = _WANTED.search(clause)
    found = wanted or _WATCHED.search(clause)
    if found is None or _REFUSED.search(clause[: found.end()]):
        return None
    if not wanted and _STATE.search(clause):
        return None
    number = " ".join(re.findall(r"\d+", found[0]))  # 'why was 26 monitored' names it
    return words[: why.start()], f"{clause[: found.start()]} {number}", clause[found.end() :]
