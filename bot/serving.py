"""Run the bot: over Socket Mode, or over HTTP behind a proper server.

Socket Mode opens no port: the bot calls Slack and keeps the line. HTTP needs an address that
Slack can reach, and lets several machines share the work. Either way the alerts that wait are
posted meanwhile, when a channel is set for them.
"""

import logging
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from socket import socket
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Any

import uvicorn
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.starlette.handler import to_starlette_response
from slack_sdk.errors import SlackApiError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.alerts import Dispatcher, dispatching
from bot.app import bot_token, build, client_for_alerts, unreachable
from bot.health import hears_slack, shown
from bot.scheduling import scheduling
from bot.workers import Workers
from kpi_store.config import Settings
from kpi_store.domain.errors import BadSetting

if TYPE_CHECKING:
    from bot.installing import Workspaces

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
PATH = "/slack/events"  # the one address for events, commands and buttons
LARGEST = 1_000_000  # bytes of a request; Slack's own are far smaller
Dispatch = Callable[[BoltRequest], BoltResponse]

PING = 5  # seconds; a line that was cut in silence is noticed after four of them


@contextmanager
def socket_bot(
    settings: Settings,
    store: Any,
    *,
    today: Callable[[], date],
    now: Callable[[], datetime],
) -> Iterator[SocketModeHandler]:
    """Answer and post alerts over Socket Mode meanwhile; on leaving, what was begun is finished.

    Raises BadSetting for a token that is missing or refused.
    """
    bot_token(settings)  # the first thing to set is the first to be missed
    if not settings.slack_app_token:
        raise BadSetting(
            "SLACK_APP_TOKEN",
            "is not set",
            "Make an app-level token (xapp-) with connections:write under 'Basic Information'.",
        )
    with ExitStack() as stack:
        app, _ = stack.enter_context(_answering(settings, store, today=today, now=now))
        assert app is not None  # its token is there
        handler = SocketModeHandler(app, settings.slack_app_token, ping_interval=PING)
        stack.callback(handler.close)
        try:
            handler.connect()
        except SlackApiError as refusal:
            raise BadSetting(
                "SLACK_APP_TOKEN",
                f"is refused by Slack ({refusal.response['error']})",
                "It is the app-level token (xapp-), with the scope connections:write.",
            ) from refusal
        except OSError as fault:
            raise unreachable(app.client, fault) from fault
        yield handler


@contextmanager
def http_bot(
    settings: Settings,
    store: Any,
    *,
    today: Callable[[], date],
    now: Callable[[], datetime],
) -> Iterator[Starlette]:
    """Give the web application that Slack posts to, and post alerts meanwhile.

    Raises BadSetting for a token that is missing or refused, or when the signing secret is
    missing: without it anybody could speak as Slack.
    """
    if not settings.slack_client_id:
        bot_token(settings)
    if not settings.slack_signing_secret:
        raise BadSetting(
            "SLACK_SIGNING_SECRET",
            "is not set",
            "Copy the signing secret from 'Basic Information' of the Slack app.",
        )
    with _answering(settings, store, today=today, now=now) as (app, others):
        if others is not None:
            yield web_application(others.dispatch, others.pages)
        elif app is not None:
            yield web_application(app.dispatch)


def run_socket(
    settings: Settings,
    store: Any,
    *,
    today: Callable[[], date],
    now: Callable[[], datetime],
    health: Path | None = None,
) -> None:
    """Run over Socket Mode until the process is told to stop; *health* is health.py's file."""
    with (
        socket_bot(settings, store, today=today, now=now) as handler,
        shown(health, lambda: hears_slack(handler)),
    ):
        stop = _stopped_by_signal()
        log.info("Connected to Slack over Socket Mode.")
        stop.wait()


def run_http(
    settings: Settings,
    store: Any,
    *,
    today: Callable[[], date],
    now: Callable[[], datetime],
    host: str = LOOPBACK,
    port: int = 3000,
    health: Path | None = None,
) -> None:
    """Run over HTTP at *host* and *port* until the process is told to stop.

    The address to give Slack for events, commands and interactivity ends in /slack/events.
    *health* is health.py's file.
    """
    with http_bot(settings, store, today=today, now=now) as application:
        # uvicorn raises the signal again when it has stopped, which would end us before the rest.
        _stopped_by_signal()
        config = uvicorn.Config(
            application, host=host, port=port, log_level="warning", server_header=False
        )
        server = _Server(config)
        with shown(health, lambda: server.started):
            server.run()


class _Server(uvicorn.Server):
    """A server that says where it listens once it does."""

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        log.info("Listening for Slack on %s:%s%s.", self.config.host, self.config.port, PATH)


def web_application(dispatch: Dispatch, pages: Mapping[str, Dispatch] = {}) -> Starlette:
    """Return a web application that answers what Slack posts, and shows *pages* to people.

    Answering never holds up the others.
    """

    async def from_slack(request: Request) -> Response:
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                return PlainTextResponse("Too large.", status_code=413)
        try:
            words = body.decode()
        except UnicodeDecodeError:
            return PlainTextResponse("Not text.", status_code=400)
        return await answered(request, dispatch, words)

    async def answered(request: Request, by: Dispatch, words: str = "") -> Response:
        headers: dict[str, str | Sequence[str]] = dict(request.headers)
        bolt = BoltRequest(body=words, query=dict(request.query_params), headers=headers)
        # Bolt's own handler would block the event loop: a sync app is dispatched in a thread.
        return to_starlette_response(await run_in_threadpool(by, bolt))

    def page(shown: Dispatch) -> Callable[[Request], Any]:
        async def to_a_person(request: Request) -> Response:
            return await answered(request, shown)

        return to_a_person

    return Starlette(
        routes=[
            Route(PATH, from_slack, methods=["POST"]),
            *(Route(path, page(shown), methods=["GET"]) for path, shown in pages.items()),
        ]
    )


def _stopped_by_signal() -> Event:
    """An event that is set when the process is told to stop, instead of ending it there."""
    stop = Event()

    def stopped(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stopped)
    return stop


@contextmanager
def _answering(
    settings: Settings, store: Any, *, today: Callable[[], date], now: Callable[[], datetime]
) -> Iterator[tuple[App | None, "Workspaces | None"]]:
    """The app of the council's own workspace and those of others, with alerts going out.

    Each is None where the settings name none. On leaving, all finish what they began.
    """
    workers = Workers()
    built = partial(build, store=store, today=today, now=now, workers=workers)
    with ExitStack() as stack:
        app = built(settings) if settings.slack_bot_token else None
        others = None
        if settings.slack_client_id:
            from bot.installing import Workspaces  # heavy, and few need it

            others = Workspaces(settings, store, built, app)
        client = client_for_alerts(settings) if app else None
        channel = settings.alert_channel if app else None
        if app and not channel:
            log.warning(
                "Alerts go to subscribers only, the rest wait: set KPI_ALERT_CHANNEL to the id of "
                "the channel for them."
            )
        worker = Dispatcher(store, client, channel, now)
        if others:
            worker.elsewhere = others.client_for
        stack.enter_context(dispatching(worker))
        stack.enter_context(scheduling(store, now))
        stack.callback(workers.shutdown)
        yield app, others
