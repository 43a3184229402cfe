"""Serve the Excel add-in: build the application, and run it where it may listen.

xlwings and xlwings-server read the environment when they are imported and keep what they read for
the life of the process, so it is set here first, and nothing else may import them before.
"""

import gc
import logging
import os
import socket
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import dotenv_values

from excel_addin import binding, licence, messages, tls
from excel_addin.certificate import read
from excel_addin.guard import Guard
from excel_addin.tls import Tls
from kpi_store.config import Settings
from kpi_store.domain.errors import BadSetting

if TYPE_CHECKING:
    import uvicorn

PROJECT = Path(__file__).parent / "project"
PORT = 8000
PLAIN = "That is plain HTTP, which Excel does not load. For HTTPS, run 'kpi certificate' once."
ADD_IN = "2b1f6a0e-6d5b-4a5e-9f63-1c1a7d0f3c52"  # ours: Excel tells add-ins apart by it

# What xlwings-server must find, whatever the machine's environment says. Any environment but
# prod, and any namespace, would change the name that people type.
FIXED = {
    "XLWINGS_ON_SERVER": "true",
    "XLWINGS_PROJECT_DIR": str(PROJECT),
    "XLWINGS_ENVIRONMENT": "prod",
    "XLWINGS_FUNCTIONS_NAMESPACE": "",
    "XLWINGS_PROJECT_NAME": "Performance index",
    "XLWINGS_MANIFEST_ID_PROD": ADD_IN,
    "XLWINGS_APP_PATH": "",
    "XLWINGS_STATIC_URL_PATH": "/static",
    "XLWINGS_CORS_ALLOW_ORIGINS": "[]",  # the page and its calls come from one address
    "XLWINGS_ADD_SECURITY_HEADERS": "true",
    "XLWINGS_ENABLE_EXCEL_ONLINE": "true",  # Excel on the web shows the add-in in a frame
    "XLWINGS_ENABLE_SOCKETIO": "true",  # for KPILIVE; guard.py lets that through and no more
    "XLWINGS_ENABLE_EXAMPLES": "false",
    "XLWINGS_ENABLE_TESTS": "false",
    "XLWINGS_ENABLE_WASM": "false",
    "XLWINGS_ENABLE_ALPINEJS_CSP": "false",
    "XLWINGS_ENABLE_BOOTSTRAP": "false",
    "XLWINGS_ENABLE_HTMX": "false",
    "XLWINGS_LOG_LEVEL": "WARNING",  # it logs every call at INFO
}
SIGN_IN = (binding.PROVIDERS, binding.CLIENT, binding.TENANT, binding.TENANT_OF_MANY)


def build_app(
    settings: Settings,
    store: object,
    *,
    today: Callable[[], date],
    environment: Mapping[str, str] | None = None,
) -> Guard:
    """Return the ASGI application that serves `=KPI(...)` from *store*.

    *today* is asked at every request. Raises BadSetting for a licence key xlwings does not accept
    and for sign-in half configured. One process serves one store: a second call changes it.
    """
    given = environment if environment is not None else environment_here()
    app = application_for(settings, given)
    from excel_addin import session

    signed = binding.sign_in(given)
    tenant = signed.tenant if isinstance(signed, binding.SignIn) else None
    opened = session.Session(store, today, settings, alone=signed is None, tenant=tenant)
    session.open_session(opened)
    return app


def application_for(settings: Settings, given: Mapping[str, str]) -> Guard:
    """The application without a store, which is enough for its pages; raises BadSetting."""
    signed, public = binding.sign_in(given), binding.public_name(given)
    _prepare(settings, given)
    try:
        from xlwings_server.main import main_app
    except Exception as fault:
        # xlwings raises its LicenseError while it is imported, so its class cannot be had here.
        if type(fault).__name__ != "LicenseError":
            raise
        raise _bad_key(str(fault)) from fault
    from excel_addin import application

    return application.guarded(main_app, signed=signed, public=public)


def make_server(
    settings: Settings,
    store: object,
    *,
    today: Callable[[], date],
    host: str = "127.0.0.1",
    port: int = PORT,
    secured: Tls | None = None,
    environment: Mapping[str, str] | None = None,
) -> "tuple[uvicorn.Server, socket.socket]":
    """Return a server that is not running yet, and the socket it is bound to.

    It speaks HTTPS where it is *secured* by a certificate, which tls.py has found usable.
    Run it with `server.run(sockets=[bound])` and stop it by `server.should_exit = True`. Raises
    BadSetting where it may not listen on *host*, or cannot listen on *port*.
    """
    given = environment if environment is not None else environment_here()
    binding.check_host(host, binding.sign_in(given))
    bound = _bind(host, port)
    try:
        app = build_app(settings, store, today=today, environment=given)
        import uvicorn

        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            ws="wsproto",
            ws_max_size=messages.LARGEST,
            ssl_certfile=secured.certificate if secured else None,
            ssl_keyfile=secured.key if secured else None,
        )
        return uvicorn.Server(config), bound
    except BaseException:
        bound.close()
        raise


def run(
    settings: Settings,
    store: object,
    *,
    today: Callable[[], date],
    now: datetime,
    host: str = "127.0.0.1",
    port: int = PORT,
    say: Callable[[str], object] = print,
) -> None:
    """Serve until interrupted; *say* gets the lines a person sees at the start, which is *now*."""
    secured = tls.usable(settings, now)
    where = {"host": host, "port": port, "secured": secured}
    server, bound = make_server(settings, store, today=today, **where)
    with bound:
        for line in greeting(settings, bound, secured):
            say(line)
        gc.collect()  # what stands now stands for good: not looking through it for garbage again
        gc.freeze()  # takes a tenth of a second from one sheet in four
        server.run(sockets=[bound])


def greeting(settings: Settings, bound: socket.socket, secured: Tls | None = None) -> list[str]:
    """What is said at the start: where it is, and under which licence xlwings runs."""
    host, port = bound.getsockname()[:2]
    place = f"[{host}]" if ":" in host else host
    scheme = "https" if secured else "http"
    lines = [f"The Excel add-in is at {scheme}://{place}:{port}/ (stop it with Ctrl+C)."]
    if secured:
        until = read(secured.certificate).not_valid_after_utc.date()
        lines.append(
            f"Its manifest, which Excel asks for, is at {scheme}://{place}:{port}/manifest; "
            f"the certificate is good until {until}."
        )
    else:
        lines.append(PLAIN)
    if notice := licence.notice(settings.xlwings_license_key):
        lines.append(notice)
    return lines


def environment_here() -> dict[str, str]:
    """The process's environment over a .env file in the folder it was started in."""
    here = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return {**here, **os.environ}


def _prepare(settings: Settings, given: Mapping[str, str]) -> None:
    """Set what xlwings reads at import, before it is imported for the first time."""
    os.environ.update(FIXED)
    os.environ["XLWINGS_LICENSE_KEY"] = licence.key(settings.xlwings_license_key)
    os.environ.pop(binding.HOSTNAME, None)  # the guard sees to it
    for name in SIGN_IN:
        if value := given.get(name, "").strip():
            os.environ[name] = value
        else:
            os.environ.pop(name, None)
    # xlwings 0.37.8 tries to import pyodide anew for every cell of every argument; known to be
    # absent, that costs nothing: a quarter off a formula, a third of the time for a column.
    sys.modules.setdefault("pyodide", None)  # type: ignore[arg-type]
    # A sentence for a wrongly typed formula is an answer; xlwings-server logs it as an error.
    logging.getLogger("xlwings_server.main").addFilter(_not_an_answer)


def _not_an_answer(record: logging.LogRecord) -> bool:
    return type(record.msg).__name__ != "XlwingsError"


def _bad_key(why: str) -> BadSetting:
    return BadSetting(
        "XLWINGS_LICENSE_KEY",
        f"is not accepted ({why.rstrip('.')})",
        "Copy it again from xlwings.org, or leave it out to use the noncommercial terms.",
    )


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=family)
    except (OSError, OverflowError) as fault:
        reason = (getattr(fault, "strerror", None) or str(fault)).rstrip(".")
        raise BadSetting(
            "--port", f"{port} on {host} cannot be used ({reason})", "Try another, such as 8010."
        ) from fault
