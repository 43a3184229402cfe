"""Write what the page shows of many indicators: what is found, the index at a glance, changes."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from excel_addin import page_parts
from excel_addin.page_parts import Part
from kpi_store.answering import answer, changes, listing
from kpi_store.domain.answer import DirectionSaid, Field, Row
from kpi_store.domain.indicator import Edition
from kpi_store.domain.wording import lines_around_table
from kpi_store.finding import find
from kpi_store.store import Store

OFFERED = 20  # indicators while typing; the next letter narrows them


def found(store: Store, words: str, *, today: date, as_of: date | None) -> Part:
    """The indicators of every edition that fit *words*, best first; `more` where some are left."""
    fitting = find(store, words, today=as_of or today, limit=OFFERED + 1)
    offered = [page_parts.choice(one.choice, one.edition_title) for one in fitting[:OFFERED]]
    return {"found": offered, "more": len(fitting) > OFFERED}


def at_a_glance(
    store: Store, period: str | None, *, today: date, as_of: date | None, edition: str | None
) -> Part:
    """The index by section: each with its rows, and how many of them have which rating.

    Raises KpiError for a period or an edition that cannot be read.
    """
    told = listing(store, period, today=today, as_of=as_of, edition=edition)
    with store.snapshot(as_of or today) as snapshot:
        held, heads = snapshot.edition(told.edition), snapshot.editions()

    def direction(one: Row) -> str:
        return way(
            answer(
                store, one.key, period, Field.ALL, today=today, as_of=as_of, edition=told.edition
            ).direction
        )

    return {
        **page_parts.about(told),
        "heading": lines_around_table(told)[0],
        "said": list(lines_around_table(told)[1:]),
        "editions": page_parts.editions(heads),
        "scheme": [
            {"word": one.label, "symbol": one.symbol, "colour": one.colour, "meaning": one.meaning}
            for one in held.scheme.grades
        ],
        "ratings": _ratings(told.rows, held),
        "sections": [
            {
                "name": name or "",
                "ratings": _ratings(rows, held),
                "rows": [page_parts.row(one, direction(one)) for one in rows],
            }
            for name, those in groupby(told.rows, key=lambda one: one.section or one.list)
            for rows in (tuple(those),)
        ],
    }


def way(said: DirectionSaid | None) -> str:
    """Movement and improvement in a word each: 'up, worse'; '' where there is nothing to compare.

    The indicator's own page says it in a sentence, with both figures.
    """
    if said is None or said.movement == "unknown":
        return ""
    judged = said.improvement in ("better", "worse")
    return f"{said.movement}, {said.improvement}" if judged else said.movement


def changed(
    store: Store, since: str | None, *, today: date, as_of: date | None, edition: str | None
) -> Part:
    """What changed, newest first: corrections, ratings, decisions and gaps, as the papers say it.

    Raises KpiError for a day or an edition that cannot be read.
    """
    told = changes(store, since, today=today, as_of=as_of, edition=edition)
    with store.snapshot(as_of or today) as snapshot:
        heads = snapshot.editions()
    return {
        **page_parts.about(told),
        "heading": told.heading,
        "editions": page_parts.editions(heads),
        "changes": [
            {
                "kind": one.kind,
                "date": one.date.isoformat() if one.date else None,
                "words": one.words,
                "source": one.source,
            }
            for one in told.changes
        ],
    }


def _ratings(rows: Sequence[Row], held: Edition) -> list[Part]:
    """How many of *rows* have each rating of the scheme, best first, and how many have none."""
    count = Counter(one.rating.effective if one.rating else None for one in rows)
    rated = [
        {"word": one.label, "symbol": one.symbol, "colour": one.colour, "count": count[one.label]}
        for one in held.scheme.grades
        if count[one.label]
    ]
    none = {"word": "not rated", "symbol": "", "colour": "", "count": count[None]}
    return [*rated, *([none] if count[None] else [])]
