"""Slack events in, replies out. No figure is worked out here.

A mention and a direct message are answered in their thread. A slash command has no thread and no
message of its own, so `/kpi` answers the person who asked and nobody else: what is asked about
children in passing is not shown to a whole channel unasked. Mention the bot to share an answer.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from slack_bolt import App
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from bot.blocks import PICK, Message, message, plain
from bot.mrkdwn import typed
from bot.once import Once
from bot.threads import Before
from kpi_store.domain.answer import Answer
from kpi_store.domain.errors import KpiError

log = logging.getLogger(__name__)

COMMAND = "/kpi"
SPOKEN = frozenset({None, "file_share", "thread_broadcast"})  # other subtypes are edits and notices
APOLOGY = "Sorry, something went wrong with that question. It has been logged for whoever runs me."


class Ask(Protocol):
    """Answer a question put in words, of one edition where given, after others of its thread."""

    def __call__(
        self, words: str, /, *, edition: str | None = None, context: Sequence[str] = ()
    ) -> Answer: ...


def register(app: App, ask: Ask, once: Once, before: Before) -> None:
    """Make *app* answer with *ask* what it is told for the first time.

    *before* gives what was asked earlier in an event's thread.
    """

    @app.middleware
    def answer_once(body: Mapping[str, Any], ack: Any, next: Any) -> Any:  # noqa: A002 - Bolt's name
        return next() if once.first(*delivery(body)) else ack()

    @app.event("app_mention")
    def mentioned(event: Mapping[str, Any], say: Any) -> None:
        on_words(event, say, ask, once, before=before)

    @app.event("message")
    def told(event: Mapping[str, Any], say: Any) -> None:
        if event.get("channel_type") == "im":
            on_words(event, say, ask, once, before=before)

    @app.command(COMMAND)
    def commanded(ack: Any, command: Mapping[str, Any]) -> None:
        ack()
        respond(command["response_url"], reply(ask, typed(command.get("text") or "")))

    @app.action(PICK)
    def picked(ack: Any, body: Mapping[str, Any], action: Mapping[str, Any], say: Any) -> None:
        ack()
        on_pick(body, action, say, ask)

    @app.error
    def failed(error: Exception, body: Mapping[str, Any], say: Any) -> None:
        log.error("An answer could not be posted.", exc_info=error)
        event = body.get("event")
        if event and isinstance(error, SlackApiError):  # refused; else it may have arrived
            say(**plain(APOLOGY), thread_ts=thread_of(event))


def on_words(event: Mapping[str, Any], say: Any, ask: Ask, once: Once, *, before: Before) -> None:
    """Answer a person's message in the thread where it was put; bots and edits get no answer.

    One message may come as two events, as a mention and as a message: it is answered once.
    """
    if event.get("bot_id") or event.get("edited") or event.get("subtype") not in SPOKEN:
        return
    if not once.first(("message", event["channel"], event["ts"])):
        return
    answered = reply(ask, typed(event.get("text") or ""), context=before(event))
    say(**answered, thread_ts=thread_of(event))


def on_pick(body: Mapping[str, Any], action: Mapping[str, Any], say: Any, ask: Ask) -> None:
    """Answer a choice where it was offered: in the thread, or to the person alone."""
    value = json.loads(action["value"])
    answered = reply(ask, value["words"], edition=value["edition"])
    if body["container"].get("is_ephemeral"):
        respond(body["response_url"], answered)
    else:
        say(**answered, thread_ts=thread_of(body["message"]))


def reply(
    ask: Ask, words: str, *, edition: str | None = None, context: Sequence[str] = ()
) -> Message:
    """The answer to *words* as a message; what is refused is said as it stands.

    This is the door: a bug behind it is logged once and answered with an apology.
    """
    try:
        return message(ask(words, edition=edition, context=context))
    except KpiError as refusal:
        return plain(str(refusal))
    except Exception:
        log.exception("A question could not be answered.")
        return plain(APOLOGY)


def respond(url: str, answer: Message) -> None:
    """Answer a command or a button to the person alone. A lost connection is not tried again."""
    client = WebhookClient(url, retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=2)])
    response = client.send(
        text=answer["text"],
        blocks=answer["blocks"],
        response_type="ephemeral",
        replace_original=False,
    )
    if response.status_code != 200:
        log.error("Slack refused an answer to a command with status %s.", response.status_code)


def delivery(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What names this delivery: the event's id, or the click's or command's; nothing for others."""
    return [(name, body[name]) for name in ("event_id", "trigger_id") if body.get(name)]


def thread_of(message: Mapping[str, Any]) -> str:
    """The thread a message is in, or the one that an answer to it opens."""
    return str(message.get("thread_ts") or message["ts"])
