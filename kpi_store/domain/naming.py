"""Find the indicators that a question names, by number or by name, or say why none is meant."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from kpi_store.domain.deciding import contenders
from kpi_store.domain.errors import quoted
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.matching import Finder, Match, Thresholds
from kpi_store.domain.numbers_said import Said, bare_numbers, placed_number
from kpi_store.domain.quantity import Unit
from kpi_store.domain.question_words import WHICH
from kpi_store.domain.reading import Asks, Reading
from kpi_store.domain.taking_apart import Asked
from kpi_store.domain.tokens import form_of, tidy

TOGETHER_FLOOR = 0.4  # the least score of each of two that are named together
BOTH_SAID = re.compile(
    r"\b(?<!\d )and\b(?! \d| not\b(?! known)| (?:sisters|brothers|girls|boys|young people)\b)"
    r"|&|(?<=\s)\+(?=\s)|\bplus\b|(?<=\w )n(?= \w)|\bboth\b",
    re.IGNORECASE,
)
_RATE, _NUMBER = r"rates?(?: per 10,?000)?", r"(?:numbers?|counts?|totals?)"
IN_BOTH_FORMS = re.compile(
    rf"\b(?:{_RATE} (?:and|&|\+|n) (?:the )?{_NUMBER}|{_NUMBER} (?:and|&|\+|n) (?:the )?{_RATE})\b",
    re.IGNORECASE,
)
OPENING = re.compile(r"^\W*(?:and|plus|n)\b", re.IGNORECASE)  # of a follow-up: it joins nothing
PER_HEAD = re.compile(r"\bper (?:10000|1000|100000|100|head|capita|thousand)\b")
RATES = (Unit.PER_10K, Unit.PER_100K, Unit.RATE, Unit.CASES)  # cases per head are per worker
MOST_CANDIDATES = 5  # that are offered when it is not clear which is meant


def bare(words: str) -> str:
    """*words* without the numbers, which name nothing by themselves."""
    return re.sub(r"\b\d{1,2}\b", " ", words)


def indicators(
    asked: Asked, rest: str, finder: Finder, limits: Thresholds, *, base: Reading, hints: str
) -> Reading:
    """The indicators that the words name by number, else by name."""
    edition = finder.edition
    telling = finder.known(bare(finder.mended(asked.name)))
    if lacking := finder.lacks(telling):
        refusal = f"{edition.title} holds no figures of {lacking.name}."
        return replace(base, asks=Asks.NOT_HELD, refusal=refusal, unknown_words=True)
    if asked.said and not (asked.said.ordinal and telling):
        missed = telling and not asked.said.sure and _missed_of(base, asked.name, finder, limits)
        return missed or _numbered(base, asked.said, rest, finder)
    number = bare_numbers(asked.name)
    if number and not telling:  # before any name: '30' is no name, though '30%' stands in one
        return _numbered(base, number, rest, finder)
    if apart := _named_apart(asked.name, finder) or _in_both_forms(asked.name, finder):
        return replace(base, listings=apart)
    for words in () if hints else (rest, asked.name):
        exact = finder.exactly(words)
        if len(exact) == 1 and not _not_so_held(words, exact[0], finder):
            return replace(base, listings=exact)
        if len(exact) > 1:
            return replace(base, asks=Asks.UNCLEAR, candidates=exact)
    if not hints and (missed := _missed_whole(base, asked, rest, finder, limits)):
        return missed
    found = named(base, asked.name, finder, limits, hints)
    placed = placed_number(asked.name) if not hints else None
    if placed and found.asks is not Asks.NOT_HELD:  # 'what makes 7 so hard' is not year 7
        fits = set(found.evidence[0].evidence) if found.evidence else set(placed.numbers)
        placed = placed if fits <= set(placed.numbers) else None
    if placed and not any(one.near_miss for one in found.evidence):
        numbered = _numbered(base, placed, rest, finder)
        return numbered if numbered.asks is Asks.LOOKUP else found
    return found


def _missed_of(base: Reading, name: str, finder: Finder, limits: Thresholds) -> Reading | None:
    """What *name* asks for that is not held, by its name; 'number 36 bus' asks for no indicator."""
    whole = named(base, name, finder, limits)
    lead = whole.evidence[0] if whole.evidence else None
    sure = lead is not None and lead.near_miss is not None and lead.score >= limits.floor
    return whole if sure and whole.asks is Asks.NOT_HELD else None


def _missed_whole(
    base: Reading, asked: Asked, rest: str, finder: Finder, limits: Thresholds
) -> Reading | None:
    """What is not held and is named by words that were taken for others: 'get split up'."""
    taken = finder.strange(rest) - set(finder.known(asked.name))
    missed = _missed_of(base, rest, finder, limits) if taken else None
    return missed if missed and taken.intersection(missed.evidence[0].evidence) else None


def _numbered(base: Reading, said: Said, rest: str, finder: Finder) -> Reading:
    edition = finder.edition
    listings: list[Listing] = []
    for number in said.numbers:
        found = edition.numbered(number)
        if not found:
            return replace(base, asks=Asks.NOT_HELD, refusal=_no_number(number, edition))
        chosen = [one for one in found if one.list and _says_list(rest, one.list)] or found
        if len(chosen) > 1:
            return replace(base, asks=Asks.UNCLEAR, candidates=tuple(chosen))
        listings.append(chosen[0])
    if nothing_so := _not_so_held(rest, listings[0], finder):
        refusal = f"{edition.title} holds {nothing_so}."
        return replace(base, asks=Asks.NOT_HELD, listings=tuple(listings), refusal=refusal)
    return replace(base, listings=tuple(dict.fromkeys(listings)))


def _says_list(rest: str, name: str) -> bool:
    said = rest.lower().replace(" ", "-")
    if name == "contractual":  # its heading is "Contractual KPIs" (S2 line 8)
        return ("contractual" in said or "kpi" in said) and "non-contractual" not in said
    return name in said or (name == "still-for-discussion" and "discussion" in said)


def _no_number(number: str, edition: Edition) -> str:
    lists = {one.list for one in edition}
    last = max((int(one.number) for one in edition if one.number.isdigit()), default=0)
    within = " in any of its lists" if len(lists) > 1 else ""
    return f"{edition.title} has no indicator {number}{within}; its numbers run from 1 to {last}."


def named(base: Reading, name: str, finder: Finder, limits: Thresholds, hints: str = "") -> Reading:
    """The indicators that *name* fits, or the doubt, or what it is near and not held."""
    edition = finder.edition
    mended = finder.mended(name)
    stems = finder.known(mended)
    if not stems:
        return replace(base, asks=Asks.UNCLEAR, refusal=WHICH.format(edition.title))
    matches = finder.find(name, hints=hints)
    first = contenders(matches, limits)
    held = tuple(one for one in first if one.listing is not None)
    if nothing_so := _not_so_held(name, held[0].listing if held else None, finder):
        refusal = f"{edition.title} holds {nothing_so}.{_nearest(matches)}"
        return replace(
            base, asks=Asks.NOT_HELD, refusal=refusal, evidence=matches, unknown_words=True
        )
    if first and (miss := _missed(first)):
        refusal = _lacking(miss, matches, edition)
        return replace(
            base, asks=Asks.NOT_HELD, refusal=refusal, evidence=matches, unknown_words=True
        )
    covers = bool(held) and set(stems) <= set(held[0].words)
    if not (hints or (len(held) == 1 and covers and not BOTH_SAID.search(name))) and (
        several := _several(name, finder, matches)
    ):
        return replace(base, listings=several, evidence=matches)
    if len(held) == 1 and held[0].listing:
        return replace(base, listings=(held[0].listing,), evidence=matches)
    if held:
        candidates = edition.in_order(one.listing for one in held[:MOST_CANDIDATES] if one.listing)
        return replace(base, asks=Asks.UNCLEAR, candidates=candidates, evidence=matches)
    said = quoted(" ".join(name.split()))
    refusal = f"I hold no indicator like {said} in {edition.title}.{_nearest(matches)}"
    return replace(base, asks=Asks.NOT_HELD, refusal=refusal, evidence=matches, unknown_words=True)


def _not_so_held(name: str, listing: Listing | None, finder: Finder) -> str:
    """What of a measure is asked by which *listing* (or any) is not held; '' where nothing is."""
    if aspect := finder.aspect(name, listing):
        return f"nothing on {aspect.name}"
    per_head = PER_HEAD.search(tidy(name))
    if listing and per_head and listing.unit.value not in RATES:
        return "" if per_head[0] in tidy(listing.name) else "no such rate"
    return ""


def _missed(first: Sequence[Match]) -> Match | None:
    """The near miss that is meant: it leads, and words were said that no listing explains."""
    lead = first[0]
    held = next((one for one in first if one.listing), None)
    if lead.near_miss is None:
        return None
    if held is None or held.strange:
        return lead
    return lead if set(lead.words) - set(held.words) else None


def _lacking(miss: Match, matches: Sequence[Match], edition: Edition) -> str:
    why = ""
    if miss.near_miss and miss.near_miss.why:
        why = f" {miss.near_miss.why[:1].upper()}{miss.near_miss.why[1:].rstrip('.')}."
    near = _nearest(matches) if miss.near_miss and miss.near_miss.kind == "measure" else ""
    return f"{edition.title} holds nothing on {miss.name}.{why}{near}"


def _nearest(matches: Sequence[Match]) -> str:
    """What is held that comes nearest, named and not answered."""
    near = next((one.listing for one in matches if one.listing and one.score >= 0.4), None)
    return f" The nearest it holds is {near.label}, {near.name}." if near else ""


def _named_apart(name: str, finder: Finder) -> tuple[Listing, ...]:
    """The indicators of 'A and B' where A and B are each a name of one."""
    name = OPENING.sub(" ", name)
    if not BOTH_SAID.search(name):
        return ()
    parts = [one for one in re.split(rf"{BOTH_SAID.pattern}|,", name) if finder.known(one)]
    form = form_of(name)
    exact = [finder.exactly(part.strip(" ,.?"), form) for part in parts]
    found = {one[0] for one in exact if len(one) == 1}
    if len(parts) < 2 or len(found) != len(parts):
        return ()
    return finder.edition.in_order(found)


def _in_both_forms(name: str, finder: Finder) -> tuple[Listing, ...]:
    """The rate and the number of one thing, where both forms are asked of it."""
    if not IN_BOTH_FORMS.search(name):
        return ()
    found = finder.exactly(IN_BOTH_FORMS.sub(" ", name))
    return found if len(found) == 2 else ()


def _several(name: str, finder: Finder, matches: Sequence[Match]) -> tuple[Listing, ...]:
    """The two indicators that 'both A and B' name, each told by words of its own."""
    name = OPENING.sub(" ", name)
    if not BOTH_SAID.search(name):
        return ()
    asked = set(finder.known(finder.mended(name)))
    held = [one for one in matches if one.listing and one.score >= TOGETHER_FLOOR]
    pairs = [
        (first.score + second.score, first, second)
        for first, second in combinations(held[:5], 2)
        if set(first.evidence) - set(second.evidence)
        and set(second.evidence) - set(first.evidence)
        and asked <= set(first.words) | set(second.words)
    ]
    if not pairs:
        return ()
    _, first, second = max(pairs, key=lambda pair: pair[0])
    return finder.edition.in_order(one.listing for one in (first, second) if one.listing)
