"""Read a question against every edition held, and after what was asked before in the thread.

Built once from the editions and asked many times; safe to share between threads.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kpi_store.domain.answer import Field
from kpi_store.domain.calling import Called, Named, called
from kpi_store.domain.follow_up import after
from kpi_store.domain.indicator import Edition
from kpi_store.domain.matching import Finder, Match, Thresholds
from kpi_store.domain.paper import Paper
from kpi_store.domain.period_words import Clock
from kpi_store.domain.question import read
from kpi_store.domain.question_words import OPENER, SAME_PERIOD, WHAT_IS, WHICH
from kpi_store.domain.reading import Asks, Reading
from kpi_store.domain.taking_apart import LONGEST, plain_words

BOT_SAID = re.compile(r"\((?:bot|kpi)\s?:[^\n]*\)\s*\Z", re.IGNORECASE)
OF_THE_PAPER = re.compile(
    r"(?:\W|\b(?:what(?:'?s)?|is|are|was|were|does|did|do|in|it|there|new|and|so|then|now|tell|me|us"
    r"|say|says|said|show|about|please|ok|contents?|summary|summari[sz]e|of|give|how)\b)*",
    re.IGNORECASE,
)  # nothing but a paper was named
CONTENTS = re.compile(r"\bwhat(?:'?s| is| was) (?:new )?in\b|\bcontents?\b|\bsummar", re.IGNORECASE)


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
        for said in (*context, words):
            text = said[:LONGEST]
            bot = BOT_SAID.search(text)
            plain = plain_words(BOT_SAID.sub(" ", text))
            named = self.names or tuple(self.editions.values())
            near = earlier.edition if earlier else self.default
            names = called(plain, named, self.papers, edition, near)
            if earlier:
                opened = replace(names, rest=OPENER.sub("", SAME_PERIOD.sub(" ", names.rest)))
                fresh = self._read(plain, opened, today, edition, earlier)
                merged = self._after(fresh, names.rest, earlier, before, today)
                paper = fresh.paper
                still = paper if paper and paper.edition == merged.edition else None
                earlier = replace(merged, paper=still)
            else:
                earlier = self._read(plain, names, today, edition, None)
            if bot and earlier.asks is Asks.UNCLEAR:
                earlier = self._offered(earlier, bot[0])
            before = names.rest
        assert earlier is not None
        return earlier

    def _offered(self, asked: Reading, said: str) -> Reading:
        """The doubt with the choices that were offered, in their order, where they are told."""
        held = self.editions[asked.edition]
        offered = [held.numbered(number) for number in re.findall(r"\((\d{1,3})\)", said)]
        if not offered or not all(len(one) == 1 for one in offered):
            return asked
        return replace(asked, candidates=tuple(one[0] for one in offered))

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
        finder, clock = self._finder(earlier.edition), self._clock(earlier.edition, today)

        def hinted(words: str) -> Reading:
            return read(words, finder, clock, self.thresholds, before)

        return after(fresh, text, earlier, finder, hinted)

    def _finder(self, code: str) -> Finder:
        if code not in self._finders:
            self._finders[code] = self.finder(self.editions[code])
        return self._finders[code]

    def _clock(self, code: str, today: date) -> Clock:
        year = self.editions[code].year
        return Clock(today, int(year[:4]) if year else None)


def _of_the_paper(paper: Paper, edition: Edition, at_large: object) -> Reading:
    """What is asked by a paper's name alone: all that it brought, else an indicator of it."""
    founded = any(one.paper == paper.paper for one in edition)
    if at_large and not founded:
        return Reading(Asks.CHANGES, edition.code, paper=paper)
    return Reading(Asks.UNCLEAR, edition.code, refusal=WHICH.format(edition.title), paper=paper)
