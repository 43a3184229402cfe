"""Put the application together: xlwings-server, the page at its root, safe files, the guard.

Imported by server.py once the environment is set, because it imports xlwings-server.
"""

import inspect

import custom_functions
import custom_scripts
import httpx
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from xlwings_server.config import PACKAGE_DIR
from xlwings_server.main import app as server_app
from xlwings_server.templates import env as templates

from excel_addin import streaming
from excel_addin.arguments import FIELDS
from excel_addin.binding import SignIn
from excel_addin.calls import signatures
from excel_addin.files import OwnFilesFirst
from excel_addin.guard import Guard
from excel_addin.proxy import Proxy

# The page in a browser: our own scripts and calls, nothing from elsewhere, in nobody's frame.
PAGE_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "x-frame-options": "DENY",
}


def guarded(main_app: object, *, signed: SignIn | Proxy | None, public: str | None) -> Guard:
    """Return the whole application; without sign-in it answers only to this machine's names."""
    _serve_files_safely(server_app)
    server_app.add_exception_handler(httpx.HTTPError, _sign_in_unchecked)
    streaming.serve()
    templates.globals["fields"] = FIELDS

    async def page(request: Request) -> Response:
        html = templates.get_template("browser.html").render(url_for=server_app.url_path_for)
        return HTMLResponse(html, headers=PAGE_HEADERS)

    whole = Starlette(routes=[Route("/", page), Mount("/", app=main_app)])
    scripts = frozenset(
        name
        for name, member in inspect.getmembers(custom_scripts)
        if hasattr(member, "__xlscript__")
    )
    return Guard(
        whole,
        functions=signatures(custom_functions),
        scripts=scripts,
        loopback_only=signed is None,
        proxy=signed if isinstance(signed, Proxy) else None,
        entra=isinstance(signed, SignIn),
        public=public,
    )


def _sign_in_unchecked(_request: Request, _fault: Exception) -> Response:
    """The one thing xlwings-server fetches is the keys by which Entra ID's tokens are checked."""
    why = "Microsoft's sign-in cannot be reached to check who is asking. Try again in a minute."
    return JSONResponse({"detail": why}, status_code=503)


def _serve_files_safely(app: FastAPI) -> None:
    from excel_addin.server import PROJECT

    (mount,) = [route for route in app.routes if getattr(route, "name", "") == "static"]
    mount.app = OwnFilesFirst(str(PROJECT / "static"), str(PACKAGE_DIR / "static"))
