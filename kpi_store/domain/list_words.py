"""Read which indicators a question for a list wants: its grades, section and other conditions."""

import re
from dataclasses import dataclass

from kpi_store.domain.comparison_words import ENGLAND, LONDON
from kpi_store.domain.indicator import Edition
from kpi_store.domain.matching import Finder
from kpi_store.domain.period import Period
from kpi_store.domain.section_words import is_within, section_of


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


LISTS = _words(
    r"list(?:s|ing|ed)?|which|what(?:['’]s| is| are|s|ever)?|anything|everything|all|any|every|show|how many|count"
    r"|indicators?|measures?|kpis?|pis?|ones?|metrics?|figures|numbers|where (?:are|do|were) we|wh?o(?:['’]s| is|s)?|else"
    r"|those|them|items|things|give|section|the lot|somewhere|nothing|areas?"
)
NAMES_A_LIST = _words(  # needed where a section alone is named: 'Assessments' may be a name
    r"list(?:ing|ed)?|which|anything|everything|all|every|indicators?|measures?|kpis?|pis?|ones|metrics?|figures"
    r"|section|items|the lot|heading|what(?:['’]s| is| are|s| have we)? (?:in|under|on)|suite|bundle|titles"
    r"|(?:run|go) through|names? (?:of )?(?:the|all|every)|the names|what (?:\w+ ){1,5}?(?:cover|hold|have|has|got|track)s?(?: \w+)? (?:on|for|about|under)"
)
_NT = r"(?:is|are|was|were|do|does|did|has|have|had|ca)n['’]?t"
_NO = (
    rf"(?:no|without|w/o(?:ut)?|w/out|lack(?:s|ing)?|neither|nor|zero|sans|(?:{_NT}|not|never)(?: (?:have|has|had|got|get|given|set|been"
    r"|being|any|an?|yet|attached|there|carry|come with|assigned|allocated)){1,5}|not an?)"
)
_NOBODY = r"(?:(?:nobody|no-? ?one|no (?:other|such) \w+|without (?:any(?:one|body|thing)|others?))(?: else)?(?:['’]s)?)"
_SET_BESIDE = r"(?:be )?(?:compared?|set|put|judged?|held|hold|measured?|benchmark(?:ed)?|rank(?:ed)?|assess(?:ed)?|check(?:ed)?|placed?|stack(?:ed)?|stand)"
_NOT_ABLE = r"(?:can['’]?t|cannot|can not|could ?n['’]?t|not|never|n['’]?t|unable to|impossible to)"
_OFF = r"(?:(?:up|at|on|doing|than|to|with|against|by|as|in|off|compared|behind|next|of|what|we|are|do|get|gets|is|when|put|how|that))"
_WORSE = (
    rf"(?:(?:{_NT}|not|never) (?:doing |performing )?(?:as (?:good|well)|better|beat(?:ing)?|match(?:ing)?|keep(?:ing)? (?:up|pace))"
    r"|worse|lower|poorer|weaker|slower|behind|below|lag(?:s|ging|ged)?|trail(?:s|ing|ed)?|beaten|losing(?: out)?|lose(?: out)?"
    r"|fall(?:s|ing)? (?:short|behind|below)|short|compar(?:e|es|ing) (?:unfavou?rably|badly|poorly)|unfavou?rabl[ye]"
    r"|under-?perform(?:s|ing)?|outperformed|badly|poorly)"
)
_BETTER = (
    r"(?:better|ahead|beat(?:s|ing|en)?|above|out-?perform(?:s|ing|ed)?|out-?do(?:es|ing)?|stronger|surpass(?:es|ing)?"
    r"|compar(?:e|es|ing) (?:favou?rably|well)|favou?rabl[ye]|leading|topping|besting|quicker|faster|winning)"
)
_ONCE_A = r"(?:(?:once|one time|only once) (?:an?|in an?|every|each|per)|every|each|per)"
_TARGETS = r"(?:targets?|goals?|aims?|objectives?)"
CONDITIONS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (name, value, _words(pattern))
    for name, value, pattern in (
        (
            "below_target",
            "",
            rf"(?:below|under|beneath|miss(?:ed|es)?|missing(?: (?:the|their|its|our))?|behind|short of|shy of|adrift of|far from"
            rf"|outside|furthest from|off|away from|worse than|fail(?:s|ed|ing)?(?: to (?:meet|hit|reach|make|achieve))?"
            rf"|(?:{_NT}|not|never)(?: yet| quite| been| currently| we)? (?:meet(?:ing)?|hit(?:ting)?|met|on|at|reach(?:ed|ing)?"
            rf"|achiev(?:e|ed|ing)|mak(?:e|ing)|made)) (?:\w+ )?{_TARGETS}|missing targets|off-? ?(?:target|track|course)"
            r"|under-?perform(?:s|ing|ers?)?|under-?achiev(?:e|es|ing)|below par|below standard|fall(?:s|ing)? short"
            rf"|(?:{_NT}|not)(?: quite| yet| currently)? (?:where (?:we|they) (?:\w+ )?(?:want(?:ed)?|should|need|ought|like|aim)"
            r"(?:ed)?(?: them| it| us)?(?: to)?(?: be)?|(?:good enough|up to (?:scratch|standard)))|short of where \w+ \w+(?: to)?(?: be)?",
        ),
        (
            "no_target",
            "",
            rf"{_NO}(?: (?!rating|benchmark|colou?r)\w+)?? {_TARGETS}|un-?targeted|targetless|target-free|missing a target"
            rf"|not (?:a )?target measures?|{_TARGETS} (?:is |are |was |were )?(?:not set|never set|blank|tbc|absent|yet to be (?:set|agreed))"
            r"|nothing to aim (?:for|at)|(?:have|has|with) nothing to (?:hit|reach|be measured against)",
        ),
        (
            "no_benchmark",
            "",
            rf"{_NO}(?: \w+){{0,6}}? (?:benchmarks?|benchmarking|comparators?|comparisons?|comparable|comparative(?: \w+)?|yardsticks?)|un-?benchmarked"
            rf"|(?:nothing|{_NOBODY}|{_NO} any(?:thing|one|body))(?: \w+){{0,2}} to {_SET_BESIDE}(?: \w+){{0,3}}? (?:with|to|against|by|beside)(?: \w+self| \w+selves| it| them| us)?"
            rf"|{_NOBODY} (?:\w+ ){{1,6}}?(?:we |you |they )?(?:can |could )?{_SET_BESIDE}(?: \w+){{0,2}}? (?:with|to|against|by)|nothing (?:we |you |they )?(?:can |could )?{_SET_BESIDE}(?: \w+){{0,2}}? (?:with|to|against)"
            rf"|{_NOT_ABLE} (?:we |you |they |i )?(?:be )?(?:compar(?:e|ed|able)|benchmark(?:ed)?)(?: \w+){{0,2}}?(?: (?:with|to|against)(?: (?:anyone|anybody|anything|(?:any )?other \w+|others?|any|elsewhere)(?: else)?)?)?"
            rf"|(?:nobody|no-? ?one) else (?:\w+ )?(?:publish|report|collect|produc|count|measur)(?:e?s|ed?)?"
            rf"|{_NO}(?: an?)? (?:{ENGLAND}|{LONDON}) (?:or|nor|and) (?:an? )?(?:{ENGLAND}|{LONDON})(?: (?:data|numbers?|one))?",
        ),
        (
            "no_rating",
            "",
            rf"{_NO}(?: \w+)?? (?:ratings?|b?rag(?: \w+)?|colou?rs?|grades?)|un-?(?:rated|graded|ragged|colou?red|b?ragged)"
            rf"|(?:not|{_NT}|never|n['’]?t)(?: been| yet| being| currently| be)* (?:rated|graded|scored|colou?red|b?rag(?:['’]?d|ged)?(?: rated)?)"
            r"|(?:ratings?|b?rag|colou?r) (?:is |are )?(?:blank|missing|empty)|awaiting a rating",
        ),
        (
            "frequency",
            "Annual",
            rf"annuals?|annually|yearly|{_ONCE_A} (?:year|(?:twelve|12) months)|per annum|12-monthly",
        ),
        (
            "frequency",
            "Quarterly",
            rf"quarterly|quarterlies|{_ONCE_A} (?:quarter|qtr|(?:three|3) months)|(?:four|4) times (?:a|each|every|per) year|(?:three|3)-? ?monthly|by the quarter",
        ),
        (
            "frequency",
            "Monthly",
            rf"monthly|monthlies|{_ONCE_A} month(?! to month)|(?:twelve|12) times (?:a|each|every|per) year|by the month|month by month",
        ),
        (
            "flag",
            "new",
            r"(?:(?:flagged|tagged|marked|labelled|shown|listed|down) (?:as )?)?(?:brand )?(?:new|proposed)(?: (?:or|and) (?:new|proposed))?"
            r"|(?:(?:newly|just|only|recently|lately|were|was|been|are) ){1,3}(?:added|introduced|proposed|brought in)(?: (?:recently|lately|just now))?"
            r"|(?:recent|new|latest) additions|newcomers",
        ),
        (
            "basis",
            "year_to_date",
            r"year-? ?to-? ?date|ytd|cumulative(?:ly)?|cumulat(?:es?|ing)|running totals?|add(?:s|ed)? up (?:over|through|across) the year|accumulat(?:es?|ing)",
        ),
        ("worse_than", "london", rf"{_WORSE}(?: {_OFF}){{0,4}} (?:{LONDON})"),
        ("worse_than", "england", rf"{_WORSE}(?: {_OFF}){{0,4}} (?:{ENGLAND})"),
        ("better_than", "london", rf"{_BETTER}(?: {_OFF}){{0,4}} (?:{LONDON})"),
        ("better_than", "england", rf"{_BETTER}(?: {_OFF}){{0,4}} (?:{ENGLAND})"),
    )
)
EXAMPLES: dict[tuple[str, str], str] = {  # of each condition; '' where its value is said
    ("below_target", ""): "which are below target?",
    ("no_target", ""): "which have no target?",
    ("target", ""): "which have a target of 90%?",
    ("no_rating", ""): "which have no rating?",
    ("missing", ""): "which are blank for Q1?",
    ("worse_since", ""): "what has got worse since Q1?",
    ("improved_since", ""): "what has improved since Q1?",
    ("changed_since", ""): "which have changed since Q1?",
    ("worse_than", "england"): "what is worse than England?",
    ("worse_than", "london"): "what is worse than London?",
    ("better_than", "england"): "what is better than England?",
    ("better_than", "london"): "what is better than London?",
    ("no_benchmark", ""): "which have no benchmark?",
    ("frequency", "Annual"): "which are annual?",
    ("frequency", "Quarterly"): "which are quarterly?",
    ("frequency", "Monthly"): "which are monthly?",
    ("flag", "new"): "which are new?",
    ("basis", "year_to_date"): "which are cumulative?",
}
GRADE_EXAMPLES = {"red": "what's red?", "*": "which have any rating?"}
MISSING = _words(
    rf"(?:{_NO}|not|never|{_NT})(?: \w+){{0,3}} (?:figures?|values?|data|numbers?|results?|entr(?:y|ies)|returns?)(?: for)?|blanks?|gaps?|(?:left )?(?:empty|blank)"
    r"|missing(?: (?:an? )?(?:figures?|values?|data|numbers?))?|nothing(?: (?:for|in|entered|held|recorded|there|against|yet))*"
    rf"|(?:not|{_NT}|yet to)(?: (?:been|be|yet|got|get|have|us))* (?:given|filled(?: in)?|entered|populated|come in|sent|arrived|provided|submitted|in yet|there)(?: us)?"
    r"|still (?:outstanding|to come|awaited|waiting(?: for| on)?|owed)|awaited|awaiting|waiting (?:for|on)|n/a|not available"
)
WORSE_SINCE = _words(
    r"(?:got|gotten|getting|gone|become|became|going|are|is|been|went|become) (?:\w+ )?(?:worse|downhill|backwards?)|worsen(?:s|ed|ing)"
    r"|deteriorat(?:ed|ing|es?)|declin(?:ed|ing|es?)|slipp(?:ed|ing)|slid(?:ing)?|fall(?:en|ing)? (?:back|off|away|behind)|fell (?:back|off|away|behind)"
    r"|dropped (?:off|back)|gone off(?: the boil)?|off the boil|lost ground|losing ground|worse than|worse"
)
BETTER_SINCE = _words(
    r"(?:got|gotten|getting|gone|become|became|going|are|is|been|went|become) (?:\w+ )?better|improv(?:ed|ing|ements?|es?)|picked up"
    r"|(?:made|making) (?:progress|gains)|gained ground|bounced back|recovered|turned (?:a|the) corner|better than|better"
)
CHANGED_SINCE = _words(
    rf"chang(?:ed|ing)|moved?|differ(?:s|ed|ent)?|shifted|altered|(?:not|{_NT}) (?:have |been |be )?the same(?: (?:figure|value|number)s?)?|(?:gone |went |moved )?(?:up or down|down or up)|ris(?:en|ing) or fall(?:en|ing)"
)
THEN_TO_NOW = _words(
    r"(?:between|from) (?:and|to|until|till) (?:now|today|the latest|latest|currently)"
)
TARGET_IS = _words(
    r"(?:with |whose |have |has )?(?:an? |the )?(?:targets?|aim(?:s|ed|ing)?|goals?)(?: \w+){0,3}? (?:of|is|are|=|at|equals?|for|being) (?:exactly )?"
    r"(\d+(?:\.\d+)?(?: ?%| ?per ?cent)?)|(\d+(?:\.\d+)? ?(?:%|per ?cent)) (?:targets?|goals?)"
)
_COLOUR = r"(?:red|amber|green|blue|yellow|orange)"
NOT_GRADE = _words(
    rf"(?:not|{_NT}|other than|except|apart from|bar|but|non|excluding|anything but|less than|no longer)[ -](?:\w+ )??({_COLOUR})s?"
)
GRADES = _words(
    rf"(?:below )?({_COLOUR}|outstanding|good|requires improvement)(?:s|-rated|-ragged)?"
)
ANY_GRADE = _words(
    r"rated|graded|b?rag(?:['’]?d|ged|s)?(?:[ -]rated)?|(?:have|has|had|got|given|with|carr(?:y|ies)) (?:an? |any |some )?(?:ratings?|colou?rs?|grades?|b?rag)"
    r"|colou?red(?: in)?|(?:any|whatever|whichever|every)(?: the)? colou?r(?: they are)?|all (?:the )?(?:ratings|colou?rs)"
)
GOOD_NEWS = _words(r"good news|successes|doing well|going well|bright spots?")
BAD_NEWS = _words(
    r"(?:doing|going|gone|performing) (?:badly|poorly)|struggling|failing(?= (?:on|at|in)\b|\W*$)|to worry about|worrying|red flags?|bad news|problem areas?|concerns|going wrong|worst|danger zone"
)
_ALIKE = {"yellow": "amber", "orange": "amber"}
AROUND = _words(  # what stands beside a list's conditions and names nothing
    r"indicators?|measures?|k?pis?|ones|metrics?|items|across the (?:board|piece)|in the (?:index|list|report)|please|pls|plz|ta|thanks|cheers|whatever|section|heading|neither|nor|either"
    r"|u|ur|us|n|w|w/|between|names?|list (?:it|them|these|all)|either way|available|cover|come under|come out|comes out|come in|turns? up|comes? round|hear about|arrive|arrives|appears?|suite|bundle|batch|groups? of|titles?|run through|go through|so far|reported|updated|published|produced|collected|still|currently|at present|set|and|both|overall|in total|rest|left|area|areas|service|carry|carries|carrying|come with"
)


ASIDE = re.compile(  # why a list is asked for is no part of what it is to hold
    r"[?.!;]\s*(?:i |we |just )?(?:need|want|it['’]?s for|this is for|that['’]?s for|asking|writing|preparing|prepping|for)\b[^?]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wanted:
    """What a list is to hold, and the words that are left when the conditions are taken out."""

    grades: tuple[str, ...]
    section: str
    conditions: tuple[tuple[str, str], ...]
    left: str

    @property
    def any(self) -> bool:
        return bool(self.grades or self.section or self.conditions)


def wanted(words: str, finder: Finder, period: Period | None, *, since: bool) -> Wanted:
    """Return the conditions that *words* name; *period* is the one named, if any."""
    left = ASIDE.sub(" ", words)
    since = since or bool(THEN_TO_NOW.search(" ".join(left.split())))
    conditions: list[tuple[str, str]] = []
    found = TARGET_IS.search(left)
    if found and (NAMES_A_LIST.search(left) or not found[0][-1].isdigit()):  # 'target for 16'
        number = next(one for one in found.groups() if one)
        conditions.append(("target", re.sub(r"\s?(?:%|per ?cent)", "%", number)))
        left = TARGET_IS.sub(" ", left)
    named = period.code if period else "latest"
    for name, value, pattern in CONDITIONS:
        if pattern.search(left):
            conditions.append((name, value))
            left = pattern.sub(" ", left)
    if period is not None and MISSING.search(left):
        conditions.append(("missing", named))
        left = MISSING.sub(" ", left)
    moves = [("worse_since", WORSE_SINCE), ("improved_since", BETTER_SINCE)]
    for name, pattern in moves + ([("changed_since", CHANGED_SINCE)] if since and period else []):
        lists = NAMES_A_LIST if name == "changed_since" else LISTS  # 'what changed' lists changes
        if lists.search(left) and pattern.search(left):
            conditions.append((name, named))
            left = pattern.sub(" ", left)
    grades, left = _grades(left, finder.edition, moved=any("since" in one for one, _ in conditions))
    left = AROUND.sub(" ", left)
    section = section_of(left, finder)
    if not section and (section := section_of(finder.mended(left), finder)):
        left = finder.mended(left)
    if section and is_within(left, section, finder):  # named, in people's own words too
        left = ""
    return Wanted(grades, section, tuple(dict.fromkeys(conditions)), left)


def _grades(words: str, edition: Edition, *, moved: bool) -> tuple[tuple[str, ...], str]:
    """The grades named, or all but those that are named as not meant; and the words left."""
    scheme = edition.scheme
    codes = [one.code for one in scheme.grades]
    if codes and GOOD_NEWS.search(words):
        return (() if moved else (codes[0],)), GOOD_NEWS.sub(" ", words)
    if codes and BAD_NEWS.search(words):
        alarming = tuple(one.code for one in scheme.grades if one.alarming)
        return (() if moved else alarming), BAD_NEWS.sub(" ", words)
    held = {code for found in NOT_GRADE.finditer(words) if (code := _grade(found[1], edition))}
    if held:
        return tuple(one for one in codes if one not in held), NOT_GRADE.sub(" ", words)
    said = [code for found in GRADES.finditer(words) if (code := _grade(found[0], edition))]
    if said:
        return tuple(dict.fromkeys(said)), ANY_GRADE.sub(" ", GRADES.sub(" ", words))
    if codes and ANY_GRADE.search(words):
        return ("*",), ANY_GRADE.sub(" ", words)
    return (), words


def _grade(said: str, edition: Edition) -> str:
    word = re.sub(r"-r.*", "", said.lower().strip())
    word = _ALIKE.get(word.rstrip("s"), word)
    grade = edition.scheme.grade(word) or edition.scheme.grade(word.rstrip("s"))
    return grade.code if grade else ""
