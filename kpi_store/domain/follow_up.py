"""Read a follow-up: what it does not say is what was said before in the thread."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kpi_store.domain.answer import Field
from kpi_store.domain.comparison_words import BENCHMARKS
from kpi_store.domain.field_words import field_of
from kpi_store.domain.indicator import Listing
from kpi_store.domain.list_words import NAMES_A_LIST
from kpi_store.domain.matching import FORMS_OF, Finder
from kpi_store.domain.numbers_said import bare_numbers, explicit_numbers
from kpi_store.domain.period import Period, PeriodKind
from kpi_store.domain.period_words import LATEST
from kpi_store.domain.question import SEVERAL
from kpi_store.domain.question_words import (
    ACTUAL,
    BOTH,
    FOLLOWS,
    JUDGED,
    NEGATED,
    OPENER,
    POINTS,
    TOO,
)
from kpi_store.domain.reading import Asks, Filter, Reading, What
from kpi_store.domain.section_words import section_of
from kpi_store.domain.tokens import form_of

OF_A_BENCHMARK = (Field.ENGLAND, Field.LONDON, Field.REGION)
ASKS_ANEW = re.compile(
    r"\b(?:what|how|why|when|which|who|where|is|are|was|were|does|did|do|has|have|show|list|give|tell"
    r"|find|values?|figures?|numbers? of|target)\b",
    re.IGNORECASE,
)
NAMES_ANOTHER = re.compile(  # and what it names is not 'it'
    r"^\W*(?:(?:ok(?:ay)?|so|then|right|cheers|thanks|thank you)\W+)*"
    r"(?:and|n|plus|also|or|what about|how about|same|ditto|instead|just|only)\b",
    re.IGNORECASE,
)
OTHERWISE = re.compile(r"^\W*(?:(?:sorry|no|oops|actually|ah)\W+)*i meant?\b", re.IGNORECASE)
ONES = re.compile(r"\bones?\W*$", re.IGNORECASE)
NEWEST = re.compile(r"\b(?:this year|latest|right now|currently|newest)\b", re.IGNORECASE)
MOST_SAID = 6  # words of a follow-up that only names
BARE = 3  # words of a name asked after by itself
STRAY = 2  # words that no indicator has, beside 'it' or another field
NEAR = 0.4  # the score from which what was said now may be an indicator
EVERY = 60


def after(
    fresh: Reading,
    text: str,
    earlier: Reading,
    finder: Finder,
    hinted: Callable[[str], Reading],
) -> Reading:
    """The reading of *text* after *earlier*; *hinted* reads it with the words of the thread."""
    if BOTH.match(text) and earlier.candidates:
        return replace(earlier, asks=Asks.LOOKUP, listings=earlier.candidates)
    text = NEGATED.sub(" ", text)
    if chosen := _chosen(fresh, text, earlier, finder):
        return _carried(fresh, replace(earlier, listings=(chosen,)), text)
    if changes := _of_changes(fresh, text, earlier):
        return changes
    if POINTS.search(text) and earlier.listings and _form(text):
        sibling = _in_the_form(text, earlier, finder)
        if sibling.listings != earlier.listings:
            return _carried(fresh, sibling, text)
    if earlier.asks is Asks.LIST and (narrowed := _narrowed(fresh, text, earlier, finder)):
        return narrowed
    otherwise = OTHERWISE.match(text) or (NAMES_ANOTHER.match(text) and ONES.search(text))
    if otherwise and (meant := _in_the_section(fresh, earlier, finder)):
        return replace(earlier, listings=(meant,))
    if earlier.listings and (same := _of_the_same(fresh, text, earlier, finder)):
        return same
    follows = FOLLOWS.match(text) or TOO.search(text) or _is_bare(text)
    if follows and (alike := _alike(fresh.candidates, earlier.listings, finder)):
        return _carried(fresh, replace(earlier, listings=(alike,)), text)
    if fresh.asks in (Asks.LOOKUP, Asks.COMPARE) and follows:
        periods = fresh.periods if fresh.periods != (LATEST,) else earlier.periods
        return replace(fresh, periods=periods, field=_field(fresh, earlier, text))
    if fresh.asks in (Asks.NOT_HELD, Asks.UNCLEAR) and (fresh.candidates or fresh.unknown_words):
        return _with_the_thread(fresh, text, earlier, hinted)
    return fresh


def _of_the_same(fresh: Reading, text: str, earlier: Reading, finder: Finder) -> Reading | None:
    """What is asked of the indicators named before, where no other is named."""
    if fresh.asks is Asks.LIST and fresh.filter == Filter() and POINTS.search(text):
        return replace(earlier, field=Field.ALL)  # 'everything on it'
    if _asks_its_rating(fresh, text):
        return _carried(replace(fresh, field=Field.RATING), earlier, text)
    if not _is_nameless(fresh, text, finder):
        return None
    if JUDGED.search(text) and fresh.field is Field.VALUE:
        fresh = replace(fresh, field=Field.RATING)  # 'is that good?'
    return _carried(fresh, _in_the_form(text, earlier, finder), text)


def _with_the_thread(
    fresh: Reading, text: str, earlier: Reading, hinted: Callable[[str], Reading]
) -> Reading:
    """What a name in doubt means where the words of the thread tell it from others."""
    told = hinted(text)
    both = [one for one in told.candidates if one in fresh.candidates]
    another = [one for one in told.candidates if one not in earlier.listings]
    if only := next((one for one in (both, another) if len(one) == 1), None):
        told = replace(told, asks=Asks.LOOKUP, listings=tuple(only), candidates=())
    if told.asks is not Asks.LOOKUP:
        return fresh
    return _carried(fresh, replace(told, periods=earlier.periods, field=earlier.field), text)


def _only_names(text: str) -> bool:
    """Whether a follow-up asks nothing of its own: 'just 16', 'and the LAC one?'."""
    said = FOLLOWS.sub("", OPENER.sub("", text))
    return len(said.split()) <= MOST_SAID and not ASKS_ANEW.search(said)


def _is_bare(text: str) -> bool:
    """Whether a name alone is asked after: 'UASC?'."""
    return (
        text.rstrip().endswith("?")
        and len(text.split()) <= BARE
        and _only_names(text)
        and form_of(text) is None
    )


def _chosen(fresh: Reading, text: str, earlier: Reading, finder: Finder) -> Listing | None:
    """The candidate that a reply to 'which do you mean?' names: by place, number or words."""
    offered = earlier.candidates
    if earlier.asks is not Asks.UNCLEAR or not offered or not _only_names(text):
        return None
    said = explicit_numbers(text)
    if said and said.ordinal and 1 <= int(said.numbers[0]) <= len(offered):
        return offered[int(said.numbers[0]) - 1]
    if len(fresh.listings) == 1 and fresh.listings[0] in offered:
        return fresh.listings[0]
    words = set(finder.known(finder.mended(field_of(text)[1])))
    by_name = [one for one in offered if words <= set(finder.lexicon.stems(one.name))]
    by_any = [
        one.listing
        for one in finder.find(text, limit=EVERY)
        if one.listing in offered and words <= set(one.words)
    ]
    only = next((fits for fits in (by_name, by_any) if words and len(fits) == 1), (None,))
    return only[0]


def _of_changes(fresh: Reading, text: str, earlier: Reading) -> Reading | None:
    """The changes asked about, of what was pointed at or named before or now."""
    if fresh.asks is Asks.CHANGES:
        if fresh.listings or not POINTS.search(text):
            return None
        return replace(fresh, edition=earlier.edition, listings=earlier.listings)
    several = fresh.candidates if SEVERAL.search(text) else ()
    named = fresh.listings or several
    plain = fresh.field is Field.VALUE and fresh.periods == (LATEST,)
    if earlier.asks is not Asks.CHANGES or not (named and plain and _only_names(text)):
        return None
    if earlier.what is What.NOT_REPORTED:
        return replace(fresh, asks=Asks.LOOKUP, listings=named, field=Field.NARRATIVE)
    return replace(earlier, listings=named)


def _in_the_section(fresh: Reading, earlier: Reading, finder: Finder) -> Listing | None:
    """The indicator of the section named that is most like what was asked before."""
    section = fresh.filter.section
    if fresh.asks is not Asks.LIST or fresh.filter != Filter(section=section) or not section:
        return None
    inside = [one for one in finder.edition if one.section == section]
    return _alike(inside, earlier.listings, finder)


def _narrowed(fresh: Reading, text: str, earlier: Reading, finder: Finder) -> Reading | None:
    """The list asked for before with what the follow-up says anew: 'just LAC', 'England?'."""
    was = earlier.filter
    if fresh.asks is Asks.LIST and FOLLOWS.match(text):
        now = fresh.filter
        kept = tuple(one for one in was.conditions if one[0] not in dict(now.conditions))
        said = Filter(
            now.grades or was.grades, now.section or was.section, (*kept, *now.conditions)
        )
        return replace(fresh, filter=said)
    section = section_of(text, finder)
    if section and FOLLOWS.match(text) and not fresh.listings:
        return replace(earlier, filter=replace(was, section=section))
    area = fresh.field.value if fresh.field in (Field.ENGLAND, Field.LONDON) else ""
    if area and fresh.asks is Asks.UNCLEAR and not fresh.candidates:
        changed = tuple(
            (name, area if value in ("england", "london") else value)
            for name, value in was.conditions
        )
        return replace(earlier, filter=replace(was, conditions=changed))
    return None


def _asks_its_rating(fresh: Reading, text: str) -> bool:
    """Whether 'rag?' or 'what colour?' asks it of what was named before, and for no list."""
    any_grade = fresh.asks is Asks.LIST and fresh.filter == Filter(("*",))
    return any_grade and len(text.split()) <= MOST_SAID and not NAMES_A_LIST.search(text)


def _is_nameless(fresh: Reading, text: str, finder: Finder) -> bool:
    """Whether nothing names an indicator: no word does, or a stray one beside what is asked."""
    if fresh.asks is Asks.UNCLEAR:
        return not fresh.candidates
    if fresh.asks is Asks.LOOKUP and POINTS.search(text) and not bare_numbers(text):
        return len(finder.known(text)) == 1  # 'how has it been moving' names no moves
    if fresh.asks is not Asks.NOT_HELD or not fresh.unknown_words:
        return False
    lead = fresh.evidence[0] if fresh.evidence else None
    if lead and (lead.near_miss or lead.score >= NEAR):
        return False
    words = ACTUAL.sub(" ", field_of(text)[1])
    for _, pattern in BENCHMARKS:
        words = pattern.sub(" ", words)
    if bare_numbers(words):
        return False
    strays = len(finder.known(words))
    if POINTS.search(text):
        return strays <= STRAY
    if NAMES_ANOTHER.match(text):
        return strays == 0
    return strays <= STRAY and bool(fresh.field is not Field.VALUE or ACTUAL.search(text))


def _form(text: str) -> str | None:
    """The form asked for; 'no figure' is no number."""
    return form_of(re.sub(r"\bno\b", " ", text, flags=re.IGNORECASE))


def _in_the_form(text: str, earlier: Reading, finder: Finder) -> Reading:
    """The earlier reading, or that of its sibling where another form is asked: 'as a rate'."""
    form = _form(text)
    (listing, *more) = earlier.listings
    if form is None or more or form in FORMS_OF.get(listing.unit.value, set()):
        return earlier
    for match in finder.find(f"{listing.name} {form}"):
        other = match.listing
        if other and other != listing and form in FORMS_OF.get(other.unit.value, set()):
            return replace(earlier, listings=(other,))
    return earlier


def _alike(
    candidates: Sequence[Listing], before: Sequence[Listing], finder: Finder
) -> Listing | None:
    """The one candidate that is most like what was asked before, in its name and its unit."""
    others = [one for one in candidates if one not in before]
    if len(before) != 1 or not others:
        return None
    words = set(finder.lexicon.stems(before[0].name))

    def likeness(one: Listing) -> int:
        same_unit = one.unit.value is before[0].unit.value
        return len(words.intersection(finder.lexicon.stems(one.name))) + same_unit

    best = max(map(likeness, others))
    like = [one for one in others if likeness(one) == best]
    return like[0] if len(like) == 1 else None


def _field(fresh: Reading, earlier: Reading, text: str) -> Field:
    """The field asked for now, else before; 'actual?' goes back to the value."""
    if fresh.field is not Field.VALUE or ACTUAL.search(text):
        return fresh.field
    return earlier.field


def _year_before(earlier: Reading) -> tuple[Period, ...]:
    """The year before the one year asked for, where one was: 'and the year before?'."""
    only = earlier.periods[0] if len(earlier.periods) == 1 else None
    if not isinstance(only, Period) or only.kind is not PeriodKind.YEAR:
        return ()
    before = only.previous()
    return (before,) if before else ()


def _carried(fresh: Reading, earlier: Reading, text: str) -> Reading:
    """The earlier reading with what the follow-up says anew: a period, a field."""
    named = fresh.periods != (LATEST,) or bool(NEWEST.search(text))
    field = _field(fresh, earlier, text)
    if fresh.field is Field.PRIOR and (before := _year_before(earlier)):
        return replace(earlier, asks=Asks.LOOKUP, periods=before, against=(), refusal="")
    if named and field in OF_A_BENCHMARK and fresh.field is Field.VALUE:
        field = Field.VALUE  # another year of the council's own figure, not of England's
    return replace(
        earlier,
        asks=Asks.LOOKUP,
        periods=fresh.periods if named else earlier.periods,
        field=field,
        against=(),
        candidates=(),
        refusal="",
    )
