"""Build the Slack app of one workspace: settings and a store in, a Bolt app out.

The app is the same whether Slack speaks to it over Socket Mode or over HTTP; serving.py runs it.
"""

import logging
import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from slack_bolt import App
from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.http_retry.handler import RetryHandler

import kpi_store
from bot.desk import Desk
from bot.listeners import register
from bot.places import Places
from bot.workers import Workers
from kpi_store.config import Settings
from kpi_store.domain.answer import Answer
from kpi_store.domain.audience import Audience
from kpi_store.domain.errors import BadSetting, KpiError

SLACK = "https://slack.com/api/"
TIMEOUT = 15  # seconds; the lease of an alert is longer (alerts.py)


def build(
    settings: Settings,
    store: Any,
    *,
    today: Callable[[], date],
    now: Callable[[], datetime],
    workers: Workers,
    team: str = "",
) -> App:
    """Return an app that answers from *store*, by the calendar of *today* and the clock *now*.

    *team* is the workspace it speaks to, where that installed the bot itself.
    Asks Slack whose token it is. Raises BadSetting when the token is missing or refused, and
    KpiError when Slack cannot be reached.
    """
    client = client_of(settings)

    def ask(
        words: str,
        /,
        *,
        audience: Audience,
        edition: str | None = None,
        context: Sequence[str] = (),
        day: date | None = None,
    ) -> Answer:
        known: Any = {"today": day or today(), "as_of": day, "audience": audience}
        return kpi_store.ask(store, words, edition=edition, context=context, **known)

    bot_user = _known(client)
    logging.getLogger("slack_bolt.App").addFilter(_is_news)
    app = App(
        name="kpi",
        client=client,
        token_verification_enabled=False,  # done above, in sentences
        listener_executor=workers,
        # Without a secret no HTTP request can be signed rightly, so none is let in.
        signing_secret=settings.slack_signing_secret or secrets.token_hex(),
    )
    desk = Desk(
        ask=ask,
        store=store,
        client=client,
        bot_user=bot_user,
        workers=workers,
        places=Places(store, client, now, settings.slack_admins),
        today=today,
        now=now,
        team=team,
    )
    register(app, desk)
    return app


def client_of(settings: Settings) -> WebClient:
    """A client that waits when Slack says to, and repeats nothing else.

    The SDK's own default repeats a call whose answer was lost, which posts a message twice.
    """
    return _client(settings, [RateLimitErrorRetryHandler(max_retry_count=2)])


def client_for_alerts(settings: Settings) -> WebClient:
    """A client that repeats nothing: the outbox decides what is tried again, and when."""
    return _client(settings, [])


def _is_news(record: logging.LogRecord) -> bool:
    """False for Bolt's remark that a token in the environment goes unused: the client has it."""
    return record.getMessage() != warning_client_prioritized_and_token_skipped()


def _known(client: WebClient) -> str:
    """The user id of the bot whose token this is; raises BadSetting or KpiError when it is bad."""
    try:
        return str(client.auth_test()["user_id"])
    except SlackApiError as refusal:
        raise BadSetting(
            "SLACK_BOT_TOKEN",
            f"is refused by Slack ({refusal.response['error']})",
            "Copy the bot token from 'OAuth & Permissions' of the Slack app, or install it again.",
        ) from refusal
    except OSError as fault:
        raise unreachable(client, fault) from fault


def unreachable(client: WebClient, fault: OSError) -> KpiError:
    """The sentence for a Slack that does not answer."""
    return KpiError(f"Slack cannot be reached at {client.base_url} ({fault}).")


def bot_token(settings: Settings) -> str:
    """The token without which nothing can be done; raises BadSetting when it is missing."""
    if not settings.slack_bot_token:
        raise BadSetting(
            "SLACK_BOT_TOKEN",
            "is not set",
            "Create the app from bot/manifest.json, install it, and copy its bot token (xoxb-).",
        )
    return settings.slack_bot_token


def _client(settings: Settings, retry_handlers: list[RetryHandler]) -> WebClient:
    address = (settings.slack_api_url or SLACK).rstrip("/") + "/"
    return WebClient(
        token=bot_token(settings),
        base_url=address,
        timeout=TIMEOUT,
        retry_handlers=retry_handlers,
    )
