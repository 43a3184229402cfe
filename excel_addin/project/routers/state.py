"""Say what the add-in answers from: `GET /kpi/state`, asked again to learn whether it changed."""

import asyncio

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from xlwings_server import dependencies as dep

from excel_addin import session
from kpi_store.domain.errors import KpiError

router = APIRouter()


@router.get("/kpi/state")
async def state(current_user: dep.User):
    """Return {"version", "today", "edition", "title"}; 503 with a sentence when it cannot."""
    try:
        return JSONResponse(await asyncio.to_thread(_state))
    except KpiError as fault:
        return JSONResponse({"detail": str(fault)}, status_code=503)


def _state() -> dict[str, str]:
    asked = session.current()
    today = asked.today()
    version = asked.store.version()  # before the edition is read: never newer than what is said
    with asked.store.snapshot(today) as snapshot:
        code = snapshot.default_edition()
        title = next(head.title for head in snapshot.editions() if head.code == code)
    return {"version": version, "today": today.isoformat(), "edition": code, "title": title}
