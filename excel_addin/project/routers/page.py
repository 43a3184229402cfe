"""Answer the page: GET /kpi/api/search, /kpi/api/index, /kpi/api/indicator, /kpi/api/changes,
/kpi/api/explain.

Every parameter is text, blank where it is left out; one that cannot be read is a 400 with the
sentence that a cell would show, and an indicator that is not held a 404 with the bot's.
"""

import asyncio
import json
from collections.abc import Callable
from datetime import date
from unicodedata import category

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from xlwings_server import dependencies as dep

from excel_addin import page_index, page_indicator, session
from excel_addin.arguments import BadArgument, day, since_words
from excel_addin.page_indicator import NotHeld
from excel_addin.page_parts import Part
from kpi_store.domain.errors import KpiError, StoreUnavailable
from kpi_store.store import Store

LONGEST = 200  # characters of one parameter; the longest name of an indicator has fewer
MOST_ARGUMENTS = 5  # of =KPI(indicator, period, field, as_of, edition)
UNTYPED = ("Cc", "Cs")  # control characters and halves of characters

router = APIRouter(prefix="/kpi/api")


@router.get("/search")
async def search(current_user: dep.User, q: str = "", as_of: str = ""):
    """The indicators that fit what is typed so far."""
    return await _answered(
        lambda store, today, known: page_index.found(store, q, today=today, as_of=known),
        (q, as_of),
        as_of,
    )


@router.get("/index")
async def index(current_user: dep.User, period: str = "", edition: str = "", as_of: str = ""):
    """The index at a glance, by section."""
    return await _answered(
        lambda store, today, known: page_index.at_a_glance(
            store, period or None, today=today, as_of=known, edition=edition or None
        ),
        (period, edition, as_of),
        as_of,
    )


@router.get("/changes")
async def changes(current_user: dep.User, since: str = "", edition: str = "", as_of: str = ""):
    """What changed since a day or the start of a period."""
    return await _answered(
        lambda store, today, known: page_index.changed(
            store, since_words(since), today=today, as_of=known, edition=edition or None
        ),
        (since, edition, as_of),
        as_of,
    )


@router.get("/indicator")
async def indicator(
    current_user: dep.User, key: str = "", period: str = "", edition: str = "", as_of: str = ""
):
    """Everything held about one indicator: by its key, its number or its name."""

    def told(store: Store, today: date, known: date | None) -> Part:
        if not key.strip():
            raise BadArgument("No indicator is given. Type its number or name.")
        return page_indicator.indicator(
            store, key, period or None, today=today, as_of=known, edition=edition or None
        )

    return await _answered(told, (key, period, edition, as_of), as_of)


@router.get("/explain")
async def explain(current_user: dep.User, given: str = ""):
    """What a cell shows whose formula has the arguments *given*: a JSON list of their values."""

    def told(store: Store, today: date, _: date | None) -> Part:
        return page_indicator.explained(store, _values(given), today=today)

    return await _answered(told, (), "")


def _values(given: str) -> list[object]:
    """The arguments of a formula as Excel holds them; BadArgument where they are not."""
    try:
        values = json.loads(given) if len(given) <= LONGEST * MOST_ARGUMENTS else None
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, list) or not 1 <= len(values) <= MOST_ARGUMENTS:
        raise BadArgument(f"A formula has 1 to {MOST_ARGUMENTS} arguments, given as a list.")
    _check(tuple(one for one in values if isinstance(one, str)))
    return values


async def _answered(
    told: Callable[[Store, date, date | None], Part], given: tuple[str, ...], as_of: str
) -> JSONResponse:
    """What *told* says of one state of the store, or the sentence that refuses it."""

    def work() -> Part:
        _check(given)
        known = day(as_of)
        with session.one_state() as (store, today):
            return told(store, today, known)

    try:
        return JSONResponse(await asyncio.to_thread(work))
    except NotHeld as refusal:
        return JSONResponse({"detail": str(refusal)}, status_code=404)
    except StoreUnavailable as fault:
        return JSONResponse({"detail": str(fault)}, status_code=503)
    except KpiError as refusal:
        return JSONResponse({"detail": str(refusal)}, status_code=400)


def _check(given: tuple[str, ...]) -> None:
    for one in given:
        if len(one) > LONGEST:
            raise BadArgument(f"At most {LONGEST} characters are read, not {len(one):,}.")
        if any(category(letter) in UNTYPED for letter in one):
            raise BadArgument(f"{one[:LONGEST]!r} holds characters that nobody can type.")
