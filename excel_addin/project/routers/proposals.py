"""Take in what a person changed in the workbook: POST /kpi/proposals/preview and /kpi/proposals.

GET /kpi/proposals lists what was submitted, GET /kpi/proposals/{number} shows one with what would
come of it, POST .../accept and .../reject decide. A refusal is a 4xx with its sentence.
"""

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from xlwings_server import dependencies as dep

from excel_addin import proposals, session
from excel_addin.people import person_of
from kpi_store.domain.errors import KpiError, StoreUnavailable
from kpi_store.proposals import UnknownProposal
from kpi_store.proposing import NoLongerSo, OwnProposal

STATUS = {
    StoreUnavailable: 503,
    proposals.NotAllowed: 403,
    OwnProposal: 403,
    UnknownProposal: 404,
    NoLongerSo: 409,
}

router = APIRouter(prefix="/kpi/proposals")


@router.get("")
async def listed(request: Request, current_user: dep.User):
    """What was submitted, the newest first."""
    return await _answered(request, current_user, proposals.listed)


@router.get("/{number}")
async def shown(number: str, request: Request, current_user: dep.User):
    """One proposal, with what would come of accepting it."""
    return await _answered(request, current_user, proposals.shown, number)


@router.post("/preview")
async def previewed(request: Request, current_user: dep.User):
    """What would come of submitting the sheet in the body."""
    return await _answered(request, current_user, proposals.previewed, await request.json())


@router.post("")
async def submitted(request: Request, current_user: dep.User):
    """The sheet in the body, kept as a proposal."""
    return await _answered(request, current_user, proposals.submitted, await request.json())


@router.post("/{number}/accept")
async def accepted(number: str, request: Request, current_user: dep.User):
    """The proposal, accepted: its figures are recorded."""
    act, body = proposals.accepted, await request.json()
    return await _answered(request, current_user, act, number, body)


@router.post("/{number}/reject")
async def rejected(number: str, request: Request, current_user: dep.User):
    """The proposal, turned down."""
    act, body = proposals.rejected, await request.json()
    return await _answered(request, current_user, act, number, body)


async def _answered(
    request: Request, current_user: object, act: Callable[..., object], *given: object
) -> JSONResponse:
    """What *act* says to whoever asks, or the sentence that refuses it."""
    if _is_from_elsewhere(request):
        detail = "This is answered only to the add-in's own page."
        return JSONResponse({"detail": detail}, status_code=403)

    def work() -> object:
        return act(session.current(), person_of(request, current_user), *given)

    try:
        return JSONResponse(await asyncio.to_thread(work))
    except KpiError as refusal:
        status = STATUS.get(type(refusal), 400)
        return JSONResponse({"detail": str(refusal)}, status_code=status)


def _is_from_elsewhere(request: Request) -> bool:
    """Whether a page of another address has sent it: a browser says so, in one header or both."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    alone = session.current().alone  # a council's proxy may know this server by another name
    return bool(origin and alone and urlsplit(origin).netloc != request.headers.get("host"))
