"""Answer many formulas in one request: `POST /kpi/batch` takes {"calls": [...]}.

Each call keeps its own status and answer, exactly as if it had been sent alone, so the client's
error texts and retries are unchanged. The calls are worked off in a thread under one reading of
the store, which leaves the server free for others meanwhile.
"""

import asyncio
import logging

import custom_functions
import xlwings as xw
from fastapi import APIRouter, HTTPException, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from xlwings_server import dependencies as dep
from xlwings_server.object_handles import XlwingsOperationalError
from xlwings_server.routers.xlwings import custom_functions_call

from excel_addin import session
from excel_addin.calls import BadCall, checked, signatures
from excel_addin.direct import directly
from kpi_store.domain.errors import KpiError
from routers import page, proposals, state

LARGEST = 2_000  # calls in one batch; the client sends 500

router = APIRouter()
router.include_router(page.router)
router.include_router(proposals.router)
router.include_router(state.router)
logger = logging.getLogger(__name__)


@router.post("/kpi/batch")
async def batch(request: Request, current_user: dep.User, redis_client: dep.RedisClient):
    """Return {"results": [{"status", "body"}, ...]} in the order of the calls."""
    calls = (await request.json()).get("calls")
    if not isinstance(calls, list) or not calls:
        return JSONResponse({"detail": "calls is not a list of calls."}, status_code=400)
    if len(calls) > LARGEST:
        detail = f"A batch holds at most {LARGEST:,} calls, not {len(calls):,}."
        return JSONResponse({"detail": detail}, status_code=413)

    def work() -> list[dict]:
        with session.one_reading() as ask:
            return asyncio.run(_each(calls, ask, current_user, redis_client))

    return JSONResponse({"results": await asyncio.to_thread(work)})


async def _each(calls, ask, current_user, redis_client) -> list[dict]:
    known = signatures(custom_functions)
    return [await _one(call, known, ask, current_user, redis_client) for call in calls]


async def _one(call, known, ask, current_user, redis_client) -> dict:
    """One call's status and body, the same as xlwings-server gives it when it comes alone."""
    try:
        data = checked(call, known)
        if (cells := directly(data, ask)) is not None:
            return {"status": 200, "body": {"result": cells}}
        result = await custom_functions_call(current_user, redis_client, data)
        return {"status": 200, "body": jsonable_encoder(result)}
    except BadCall as fault:
        return {"status": fault.status, "body": {"detail": str(fault)}}
    except XlwingsOperationalError as fault:
        return {"status": 503, "body": str(fault)}
    except (xw.XlwingsError, KpiError) as fault:
        return {"status": 400, "body": str(fault)}
    except HTTPException as fault:
        return {"status": fault.status_code, "body": {"detail": fault.detail}}
    except Exception:
        logger.exception("A formula of a batch failed.")
        return {"status": 500, "body": "An error occurred."}
