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
from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.blocks import Message, message, plain
from bot.once import Once
from bot.shown import Shown, View
from bot.tables import REFUSED, in_text, is_native
from bot.threads import Before
from kpi_store.domain.answer import Answer
from kpi_store.domain.errors import KpiError
from kpi_store.store import Store

log = logging.getLogger(__name__)

APOLOGY = "Sorry, something went wrong with that question. It has been logged for whoever runs me."


class Ask(Protocol):
    """Answer a question put in words, of one edition where given, after others of its thread.

    A question put on an earlier *day* is answered as it was known then.
    """

    def __call__(
        self,
        words: str,
        /,
        *,
        edition: str | None = None,
        context: Sequence[str] = (),
        day: date | None = None,
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
        shown = Shown(words, self.today(), edition, tuple(context))
        try:
            return self.seen(shown)
        except KpiError as refusal:
            return plain(str(refusal))
        except Exception:
            log.exception("A question could not be answered.")
            return plain(APOLOGY)

    def turned(self, shown: Shown) -> Message | None:
        """What a message shows next, asked for again; None where that cannot be had."""
        try:
            return self.seen(shown)
        except KpiError as refusal:
            log.warning("A message cannot show more: %s", refusal)
        except Exception:
            log.exception("A message cannot show more.")
        return None

    def seen(self, shown: Shown) -> Message:
        """The message that shows *shown*; a bug and a refusal are the caller's to tell."""
        day = shown.day if shown.day != self.today() else None
        answer = self.ask(shown.words, edition=shown.edition, context=shown.context, day=day)
        trend = None
        if shown.view is View.TREND and (subject := answer.subject):
            words = " ".join(filter(None, ("trend of indicator", subject.number, subject.list)))
            trend = self.ask(words, edition=answer.edition, day=day)
        return message(answer, shown, trend)


def respond(url: str, answer: Message, *, replace: bool = False) -> None:
    """Answer a command or a button to the person alone. A lost connection is not tried again.

    With *replace* the message that was answered shows *answer* instead.
    """
    client = WebhookClient(url, retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=2)])

    def send(said: Message) -> WebhookResponse:
        kind = {"response_type": "ephemeral", "replace_original": replace}
        return client.send(text=said["text"], blocks=said["blocks"], **kind)

    response = send(answer)
    if response.body in REFUSED and is_native(answer):
        response = send(in_text(answer))
    if response.status_code != 200:
        log.error("Slack refused an answer to a command with status %s.", response.status_code)


def thread_of(message: Mapping[str, Any]) -> str:
    """The thread a message is in, or the one that an answer to it opens."""
    return str(message.get("thread_ts") or message["ts"])
