"""Hold what every listener needs to answer: the store's answers, the clock, and Slack.

A figure is never worked out here. A question is answered by `reply`, the one door through which
refusals become sentences and bugs become an apology.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from bot.blocks import Message, message, plain
from bot.once import Once
from bot.threads import Before
from kpi_store.domain.answer import Answer
from kpi_store.domain.errors import KpiError
from kpi_store.store import Store

log = logging.getLogger(__name__)

APOLOGY = "Sorry, something went wrong with that question. It has been logged for whoever runs me."


class Ask(Protocol):
    """Answer a question put in words, of one edition where given, after others of its thread."""

    def __call__(
        self, words: str, /, *, edition: str | None = None, context: Sequence[str] = ()
    ) -> Answer: ...


@dataclass(frozen=True)
class Desk:
    """What listeners answer from, and by which clock; `before` reads an event's thread."""

    ask: Ask
    store: Store
    client: WebClient
    bot_user: str
    once: Once
    before: Before
    today: Callable[[], date]
    now: Callable[[], datetime]

    def reply(
        self, words: str, *, edition: str | None = None, context: Sequence[str] = ()
    ) -> Message:
        """The answer to *words* as a message; what is refused is said as it stands.

        This is the door: a bug behind it is logged once and answered with an apology.
        """
        try:
            return message(self.ask(words, edition=edition, context=context))
        except KpiError as refusal:
            return plain(str(refusal))
        except Exception:
            log.exception("A question could not be answered.")
            return plain(APOLOGY)


def done(what: Callable[[], Message]) -> Message:
    """What *what* says when it has been done; the door for all that is no question."""
    try:
        return what()
    except KpiError as refusal:
        return plain(str(refusal))
    except Exception:
        log.exception("A command or a button could not be obeyed.")
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


def thread_of(message: Mapping[str, Any]) -> str:
    """The thread a message is in, or the one that an answer to it opens."""
    return str(message.get("thread_ts") or message["ts"])
