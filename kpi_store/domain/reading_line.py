"""Write a reading as the answer line by which understanding is scored (questions/README.md).

The line holds what was understood, never a figure: outcome, kind, indicators, periods, field.
"""

from collections.abc import Sequence

from kpi_store.domain.answer import Field
from kpi_store.domain.indicator import Listing
from kpi_store.domain.period import Period
from kpi_store.domain.reading import Asks, Filter, Reading, What

FIELDS = {
    Field.ENGLAND: "benchmark:england",
    Field.LONDON: "benchmark:london",
    Field.REGION: "benchmark:region",
    Field.PRIOR: "prior_year",
    Field.NARRATIVE: "notes",
    Field.REASON: "rating",
    Field.STATUS: "notes",
    Field.NAME: "definition",
}
KINDS = {
    Asks.LOOKUP: "lookup",
    Asks.COMPARE: "compare",
    Asks.LIST: "list",
    Asks.CHANGES: "changes",
}
COMPARATORS = {Field.PRIOR.value: "prior_year", Field.REGION.value: "region"}
LISTS = {"still-for-discussion": "contractual"}  # Appendix H numbers on: 34 to 44 belong to it


def as_line(
    reading: Reading, default_edition: str, line_id: str | None = None
) -> dict[str, object]:
    """Return the answer line of *reading*, with only what the reading holds.

    *default_edition* is the edition meant when none is named; a reading of any other is of the
    kind 'other_edition' and names its measure, since today's numbers mean nothing there. So is a
    lookup in a paper later than the edition's own, and `edition` is then that paper's code.
    """
    line: dict[str, object] = {} if line_id is None else {"id": line_id}
    elsewhere = reading.edition != default_edition
    later = _in_a_later_paper(reading)
    match reading.asks:
        case Asks.UNCLEAR:
            line |= {"outcome": "asked", "candidates": _numbers(reading.candidates)}
        case Asks.HELP:
            line |= {"outcome": "refused", "reason": "nothing is asked of the papers"}
        case Asks.NOT_HELD:
            line |= {"outcome": "refused", "reason": reading.refusal}
            line |= {"indicators": _numbers(reading.listings)} if reading.listings else {}
        case _:
            kind = "other_edition" if elsewhere or later else KINDS[reading.asks]
            line |= {"outcome": "answered", "kind": kind, **_asked(reading, elsewhere)}
            line |= _measure(reading.listings) if elsewhere or later else _indicators(reading)
    edition = later or (reading.edition if elsewhere else "")
    paper = {"paper": reading.paper.code} if reading.paper else {}
    return line | ({"edition": edition} if edition else {}) | paper


def _in_a_later_paper(reading: Reading) -> str:
    """The code of the paper a lookup names, where it is not the one that sets the edition out."""
    paper = reading.paper
    if paper is None or reading.asks is not Asks.LOOKUP:
        return ""
    return paper.code if any(one.paper != paper.paper for one in reading.listings) else ""


def filter_words(wanted: Filter) -> str:
    """The filter as the line has it: conditions joined by ';', alternatives by ','.

    >>> filter_words(Filter(("red", "amber"), "Assessments", (("no_target", ""),)))
    'rating=amber,red;section=Assessments;no_target'
    >>> filter_words(Filter())
    'all'
    """
    conditions = [
        ("rating", ",".join(sorted(wanted.grades))),
        ("section", wanted.section),
    ]
    said = [f"{name}={value}" for name, value in conditions if value]
    said += [f"{name}={value}" if value else name for name, value in wanted.conditions]
    return ";".join(said) or "all"


def field_word(field: Field, *, elsewhere: bool = False) -> str:
    """The field as the line has it; *elsewhere*, a paper's 'National Av' is no longer England's."""
    if elsewhere and field is Field.ENGLAND:
        return "benchmark:national"
    return FIELDS.get(field, field.value)


def _asked(reading: Reading, elsewhere: bool) -> dict[str, object]:
    """What is asked, by the kind of question."""
    # An academic year is asked for by the column it stands in.
    periods = {"periods": [str(one).removeprefix("AY ") for one in reading.periods]}
    match reading.asks:
        case Asks.COMPARE:
            return {**periods, "with": "+".join(_comparator(one) for one in reading.against)}
        case Asks.LIST:
            return {**periods, "filter": filter_words(reading.filter)}
        case Asks.CHANGES:
            return {"what": (What.BOTH if reading.what is What.ANY else reading.what).value}
        case _:
            return {**periods, "field": field_word(reading.field, elsewhere=elsewhere)}


def _comparator(other: Period | str) -> str:
    return f"period:{other.code}" if isinstance(other, Period) else COMPARATORS.get(other, other)


def _indicators(reading: Reading) -> dict[str, object]:
    return {} if reading.asks is Asks.LIST else {"indicators": _numbers(reading.listings)}


def _measure(listings: Sequence[Listing]) -> dict[str, object]:
    """The measure by its name in its own paper; its number and list where it is the only one."""
    if not listings:
        return {}
    line: dict[str, object] = {"measure": "; ".join(one.name for one in listings)}
    only = listings[0]
    if len(listings) == 1 and only.number.isdigit():
        line["number"] = int(only.number)
    if len(listings) == 1 and only.list:
        line["list"] = LISTS.get(only.list, only.list)
    return line


def _numbers(listings: Sequence[Listing]) -> list[int]:
    return [int(one.number) for one in listings if one.number.isdigit()]
