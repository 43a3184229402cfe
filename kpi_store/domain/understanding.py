"""Read a question against every edition held, and after what was asked before in the thread.

Built once from the editions and asked many times; safe to share between threads.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from kpi_store.domain.answer import Field
from kpi_store.domain.indicator import Edition
from kpi_store.domain.matching import FORMS_OF, Finder, Thresholds
from kpi_store.domain.period_words import LATEST, Clock
from kpi_store.domain.question import read
from kpi_store.domain.question_words import ABOUT_IT, BOTH, FOLLOWS
from kpi_store.domain.reading import Asks, Reading
from kpi_store.domain.taking_apart import LONGEST, plain_words
from kpi_store.domain.tokens import form_of

BOT_SAID = re.compile(r"\((?:bot|kpi)\s?:[^\n]*\)\s*\Z", re.IGNORECASE)
BEFORE_NAME = re.compile(r"(?:\b(?:in|on|from|the|for|of)\s{1,3}){1,3}\Z", re.IGNORECASE)
OF_A_BENCHMARK = (Field.ENGLAND, Field.LONDON, Field.REGION)


class Named(Protocol):
    """An edition as far as it can be called by something."""

    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


@dataclass
class Understanding:
    """Reads questions; `default` is the code of the edition meant when none is named."""

    editions: Mapping[str, Edition]
    default: str
    thresholds: Thresholds = field(default_factory=Thresholds)
    names: Sequence[Named] = ()  # what editions are called, where they need not be loaded for it
    finder: Callable[[Edition], Finder] = Finder
    _finders: dict[str, Finder] = field(default_factory=dict, repr=False)
    _patterns: list[tuple[str, int, re.Pattern[str]]] = field(default_factory=list, repr=False)

    def read(
        self, words: str, *, today: date, context: Sequence[str] = (), edition: str | None = None
    ) -> Reading:
        """Return what *words* ask, after what was asked before in the thread (oldest first)."""
        earlier: Reading | None = None
        before = ""
        for text in (*context, words):
            plain = plain_words(BOT_SAID.sub(" ", text[:LONGEST]))
            fresh = self._read(plain, today, edition, earlier)
            earlier = self._after(fresh, plain, earlier, before, today) if earlier else fresh
            before = plain
        assert earlier is not None
        return earlier

    def _read(
        self, text: str, today: date, edition: str | None, earlier: Reading | None
    ) -> Reading:
        named, rest = (edition, text) if edition else self.named(text)
        code = named or (earlier.edition if earlier else self.default)
        reading = read(rest, self._finder(code), self._clock(code, today), self.thresholds)
        empty = self.editions[code].year is None and reading.field is Field.VALUE
        return replace(reading, field=Field.ALL) if empty else reading

    def named(self, text: str) -> tuple[str | None, str]:
        """The edition that *text* names by code, title or alias, and the words without it."""
        found: tuple[int, str, re.Match[str]] | None = None
        for code, length, pattern in self._called():
            if (found is None or length > found[0]) and (match := pattern.search(text)):
                found = length, code, match
        if found is None:
            return None, text
        _, code, match = found
        before = BEFORE_NAME.sub(" ", text[: match.start()])
        return code, f"{before} {text[match.end() :]}".strip(" :,-")

    def _called(self) -> list[tuple[str, int, re.Pattern[str]]]:
        """What editions are called, each by its code and compiled once."""
        if not self._patterns:
            self._patterns.extend(
                (
                    edition.code,
                    len(name),
                    re.compile(rf"(?<!\w){re.escape(name)}(?:'s)?(?!\w)", re.IGNORECASE),
                )
                for edition in self.names or tuple(self.editions.values())
                for name in (edition.code, edition.title, *edition.aliases)
            )
        return self._patterns

    def _after(
        self, fresh: Reading, text: str, earlier: Reading, before: str, today: date
    ) -> Reading:
        """The reading of a follow-up: what it does not say is what was said before."""
        if BOTH.match(text) and earlier.candidates:
            return replace(earlier, asks=Asks.LOOKUP, listings=earlier.candidates)
        if ABOUT_IT.search(text) and earlier.listings and (form_of(text) is not None):
            sibling = self._in_the_form(text, earlier)
            if sibling.listings != earlier.listings:
                return _carried(fresh, sibling)
        nameless = fresh.asks is Asks.UNCLEAR and not fresh.candidates
        if nameless and earlier.listings:
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
            common = [one for one in hinted.candidates if one in fresh.candidates]
            if len(common) == 1:
                hinted = replace(hinted, asks=Asks.LOOKUP, listings=tuple(common), candidates=())
            if hinted.asks is Asks.LOOKUP:
                return _carried(
                    fresh, replace(hinted, periods=earlier.periods, field=earlier.field)
                )
        return fresh

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
