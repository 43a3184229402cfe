"""Read a question against every edition held, and after what was asked before in the thread.

Built once from the editions and asked many times; safe to share between threads.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kpi_store.domain.answer import Field
from kpi_store.domain.calling import Called, Named, called
from kpi_store.domain.indicator import Edition
from kpi_store.domain.matching import FORMS_OF, Finder, Match, Thresholds
from kpi_store.domain.paper import Paper
from kpi_store.domain.period_words import LATEST, Clock
from kpi_store.domain.question import read
from kpi_store.domain.question_words import BOTH, FOLLOWS, NEGATED, POINTS, WHAT_IS, WHICH
from kpi_store.domain.reading import Asks, Filter, Reading
from kpi_store.domain.section_words import section_of
from kpi_store.domain.taking_apart import LONGEST, plain_words
from kpi_store.domain.tokens import form_of

BOT_SAID = re.compile(r"\((?:bot|kpi)\s?:[^\n]*\)\s*\Z", re.IGNORECASE)
OF_THE_PAPER = re.compile(
    r"(?:\W|\b(?:what(?:'?s)?|is|are|was|were|does|did|do|in|it|there|new|and|so|then|now|tell|me|us"
    r"|say|says|said|show|about|please|ok|contents?|summary|summari[sz]e|of|give|how)\b)*",
    re.IGNORECASE,
)  # nothing but a paper was named
CONTENTS = re.compile(r"\bwhat(?:'?s| is| was) (?:new )?in\b|\bcontents?\b|\bsummar", re.IGNORECASE)
OF_A_BENCHMARK = (Field.ENGLAND, Field.LONDON, Field.REGION)


@dataclass
class Understanding:
    """Reads questions; `default` is the code of the edition meant when none is named."""

    editions: Mapping[str, Edition]
    default: str
    thresholds: Thresholds = field(default_factory=Thresholds)
    names: Sequence[Named] = ()  # what editions are called, where they need not be loaded for it
    finder: Callable[[Edition], Finder] = Finder
    papers: Sequence[Paper] = ()  # that a question may name
    _finders: dict[str, Finder] = field(default_factory=dict, repr=False)

    def read(
        self, words: str, *, today: date, context: Sequence[str] = (), edition: str | None = None
    ) -> Reading:
        """Return what *words* ask, after what was asked before in the thread (oldest first)."""
        earlier: Reading | None = None
        before = ""
        for text in (*context, words):
            plain = plain_words(BOT_SAID.sub(" ", text[:LONGEST]))
            named = self.names or tuple(self.editions.values())
            near = earlier.edition if earlier else self.default
            names = called(plain, named, self.papers, edition, near)
            fresh = self._read(plain, names, today, edition, earlier)
            if earlier:
                merged = self._after(fresh, names.rest, earlier, before, today)
                paper = fresh.paper
                still = paper if paper and paper.edition == merged.edition else None
                earlier = replace(merged, paper=still)
            else:
                earlier = fresh
            before = names.rest
        assert earlier is not None
        return earlier

    def evidence(self, words: str, edition: str) -> tuple[Match, ...]:
        """What *words* fit in an edition, best first, whatever decided the reading of them."""
        return self._finder(edition).find(self._called(words).rest)

    def _called(self, words: str) -> Called:
        names = self.names or tuple(self.editions.values())
        return called(plain_words(words), names, self.papers, None, self.default)

    def _read(
        self, text: str, names: Called, today: date, edition: str | None, earlier: Reading | None
    ) -> Reading:
        code = edition or names.edition or (earlier.edition if earlier else self.default)
        paper = names.paper
        if not names.edition and earlier and earlier.paper and earlier.paper.edition == code:
            paper = earlier.paper
        held, rest = self.editions[code], names.rest
        if names.paper:
            if names.paper.edition != code:
                refusal = f"{names.paper.title} holds nothing of {held.title}."
                return Reading(Asks.NOT_HELD, code, refusal=refusal)
            if OF_THE_PAPER.fullmatch(rest):
                in_thread = earlier is not None and bool(earlier.listings)
                return _of_the_paper(names.paper, held, CONTENTS.search(text) or not in_thread)
            rest = WHAT_IS.sub("", rest)  # a paper is asked for what it prints, not what is meant
        reading = read(rest, self._finder(code), self._clock(code, today), self.thresholds)
        empty = held.year is None and reading.field is Field.VALUE
        asked = Field.ALL if empty else reading.field
        return replace(reading, field=asked, paper=paper)

    def _after(
        self, fresh: Reading, text: str, earlier: Reading, before: str, today: date
    ) -> Reading:
        """The reading of a follow-up: what it does not say is what was said before."""
        if BOTH.match(text) and earlier.candidates:
            return replace(earlier, asks=Asks.LOOKUP, listings=earlier.candidates)
        text = NEGATED.sub(" ", text)
        if fresh.asks is Asks.CHANGES and not fresh.listings and POINTS.search(text):
            return replace(fresh, edition=earlier.edition, listings=earlier.listings)
        if POINTS.search(text) and earlier.listings and (form_of(text) is not None):
            sibling = self._in_the_form(text, earlier)
            if sibling.listings != earlier.listings:
                return _carried(fresh, sibling)
        if earlier.asks is Asks.LIST and (narrowed := self._narrowed(fresh, text, earlier)):
            return narrowed
        if earlier.listings and self._is_nameless(fresh, text):
            return _carried(fresh, self._in_the_form(text, earlier))
        if fresh.asks in (Asks.LOOKUP, Asks.COMPARE) and FOLLOWS.match(text):
            periods = fresh.periods if fresh.periods != (LATEST,) else earlier.periods
            asked = fresh.field if fresh.field is not Field.VALUE else earlier.field
            return replace(fresh, periods=periods, field=asked)
        if fresh.asks in (Asks.NOT_HELD, Asks.UNCLEAR) and (
            fresh.candidates or fresh.unknown_words
        ):
            code = earlier.edition
            hinted = read(
                text, self._finder(code), self._clock(code, today), self.thresholds, before
            )
            both = [one for one in hinted.candidates if one in fresh.candidates]
            another = [one for one in hinted.candidates if one not in earlier.listings]
            if only := next((one for one in (both, another) if len(one) == 1), None):
                hinted = replace(hinted, asks=Asks.LOOKUP, listings=tuple(only), candidates=())
            if hinted.asks is Asks.LOOKUP:
                return _carried(
                    fresh, replace(hinted, periods=earlier.periods, field=earlier.field)
                )
        return fresh

    def _narrowed(self, fresh: Reading, text: str, earlier: Reading) -> Reading | None:
        """The list asked for before with what the follow-up says anew: 'just LAC', 'England?'."""
        was = earlier.filter
        if fresh.asks is Asks.LIST and FOLLOWS.match(text):
            now = fresh.filter
            kept = tuple(one for one in was.conditions if one[0] not in dict(now.conditions))
            said = Filter(
                now.grades or was.grades, now.section or was.section, (*kept, *now.conditions)
            )
            return replace(fresh, filter=said)
        section = section_of(text, self._finder(earlier.edition))
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

    def _is_nameless(self, fresh: Reading, text: str) -> bool:
        """Whether nothing names an indicator: no word does, or one stray word beside 'it'."""
        if fresh.asks is Asks.UNCLEAR:
            return not fresh.candidates
        missed = fresh.evidence and fresh.evidence[0].near_miss
        follows = POINTS.search(text) or FOLLOWS.match(text)
        if fresh.asks is not Asks.NOT_HELD or missed or not follows:
            return False
        return len(self._finder(fresh.edition).known(text)) <= 1

    def _in_the_form(self, text: str, earlier: Reading) -> Reading:
        """The earlier reading, or that of its sibling where another form is asked: 'as a rate'."""
        form = form_of(text)
        (listing, *more) = earlier.listings
        if form is None or more or form in FORMS_OF.get(listing.unit.value, set()):
            return earlier
        for match in self._finder(earlier.edition).find(f"{listing.name} {form}"):
            other = match.listing
            if other and other != listing and form in FORMS_OF.get(other.unit.value, set()):
                return replace(earlier, listings=(other,))
        return earlier

    def _finder(self, code: str) -> Finder:
        if code not in self._finders:
            self._finders[code] = self.finder(self.editions[code])
        return self._finders[code]

    def _clock(self, code: str, today: date) -> Clock:
        year = self.editions[code].year
        return Clock(today, int(year[:4]) if year else None)


def _carried(fresh: Reading, earlier: Reading) -> Reading:
    """The earlier reading with what the follow-up says anew: a period, a field."""
    named = fresh.periods != (LATEST,)
    kept = earlier.field
    if named and kept in OF_A_BENCHMARK:
        kept = Field.VALUE  # another year of the council's own figure, not of England's
    return replace(
        earlier,
        asks=Asks.LOOKUP,
        periods=fresh.periods if named else earlier.periods,
        field=fresh.field if fresh.field is not Field.VALUE else kept,
        against=(),
    )


def _of_the_paper(paper: Paper, edition: Edition, at_large: object) -> Reading:
    """What is asked by a paper's name alone: all that it brought, else an indicator of it."""
    founded = any(one.paper == paper.paper for one in edition)
    if at_large and not founded:
        return Reading(Asks.CHANGES, edition.code, paper=paper)
    return Reading(Asks.UNCLEAR, edition.code, refusal=WHICH.format(edition.title), paper=paper)
