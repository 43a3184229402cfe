"""Make up editions with many measures: from the words of the real names, and from new ones."""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kpi_store.domain.indicator import Edition, Stated
from kpi_store.domain.quantity import Unit

# Parts of measure names as councils write them, of services whose papers are not held.
FORMS = {
    "Percentage of": Unit.PERCENT,
    "Number of": Unit.COUNT,
    "Average weeks for": Unit.WEEKS,
    "Cost per head of": Unit.POUNDS,
    "Rate per 10,000 households of": Unit.PER_10K,
    "Satisfaction with": Unit.PERCENT,
}
SIBLINGS = 0.1  # measures that share all but their form with another, as a count and its share do
SUBJECTS = (
    "household waste",
    "planning applications",
    "library loans",
    "empty homes",
    "potholes",
    "street lamps",
    "benefit claims",
    "freedom of information requests",
    "food premises",
    "burial plots",
    "allotment tenancies",
    "leisure memberships",
    "parking penalties",
    "building notices",
    "tree orders",
    "rent accounts",
    "blue badges",
    "market stalls",
    "taxi licences",
    "flood defences",
    "bus shelters",
    "carriageways",
    "void properties",
    "homelessness duties",
    "adult carers",
    "reablement packages",
    "occupational therapy adaptations",
    "payroll queries",
    "procurement contracts",
    "supplier invoices",
    "telephone calls",
    "web transactions",
    "land searches",
    "noise nuisances",
    "fly-tips",
    "bulky collections",
    "garden bins",
    "cycle lanes",
)
DOINGS = (
    "recycled or composted",
    "determined by delegated powers",
    "repaired at the first visit",
    "renewed online",
    "inspected by an officer",
    "cleared within one working day",
    "paid by direct debit",
    "appealed successfully",
    "transferred to a new tenant",
    "resolved without escalation",
    "meeting the decent standard",
    "overturned by the ombudsman",
    "abandoned before an answer",
    "audited as compliant",
    "sampled for quality",
    "refunded in full",
)
SMALL = {"a", "an", "at", "as", "by", "for", "in", "of", "or", "per", "the", "to", "with"}


def made_from(edition: Edition, count: int, chance: random.Random) -> Edition:
    """The edition with *count* measures: its own, and more that mix the words of its names."""
    words = [word for one in edition for word in re.findall(r"[A-Za-z-]{2,}", one.name)]
    names = {one.name for one in edition}
    made = [one.name for one in edition]
    while len(made) < count:
        name = " ".join(chance.choices(words, k=chance.randint(4, 10))).capitalize()
        if name not in names:
            names.add(name)
            made.append(name)
    return _with_names(edition, made, keep=len(edition.listings))


def unseen(edition: Edition, count: int, chance: random.Random) -> Edition:
    """*count* measures whose names are made of other words, with no aliases or synonyms."""
    pairs = [f"{subject} {doing}" for subject in SUBJECTS for doing in DOINGS]
    siblings = round(SIBLINGS * count)
    forms = list(FORMS)
    made: dict[str, str] = {}
    for place, pair in enumerate(chance.sample(pairs, count - siblings)):
        first, second = chance.sample(forms, 2)
        made[f"{first} {pair}"] = first
        if place < siblings:
            made[f"{second} {pair}"] = second
    bare = replace(edition, synonyms=(), abbreviations=(), near_misses=(), links=(), aliases=())
    named = _with_names(bare, list(made), keep=0)
    listings = tuple(
        replace(one, unit=Stated(FORMS[made[one.name]], "made up")) for one in named.listings
    )
    return replace(named, listings=listings)


def telling(name: str) -> list[str]:
    """The words of *name* that say something, in order."""
    return [word for word in name.split() if word.lower() not in SMALL]


def half(name: str, chance: random.Random) -> str:
    """Half of the telling words of *name*, drawn by chance and kept in order."""
    words = telling(name)
    chosen = sorted(chance.sample(range(len(words)), (len(words) + 1) // 2))
    return " ".join(words[place] for place in chosen).lower()


def holding(words: str, names: Iterable[str]) -> list[str]:
    """The names in which all the words occur: when there is one, a person can tell which."""
    wanted = set(words.lower().split())
    return [name for name in names if wanted <= set(name.lower().split())]


def _with_names(edition: Edition, names: Sequence[str], keep: int) -> Edition:
    """The edition listing *names*; the first *keep* are its own listings as they stand."""
    pattern = edition.listings[0]
    made = [
        replace(
            pattern,
            number=str(number),
            key=f"made-{number}",
            name=name,
            section=None,
            notes="",
            rationale="",
            aliases=(),
            codes=(),
        )
        for number, name in enumerate(names[keep:], keep + 1)
    ]
    return replace(edition, listings=(*edition.listings[:keep], *made))
