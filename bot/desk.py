"""Hold what every listener needs to answer: the store's answers, the clock, and Slack.

A figure is never worked out here. A question is answered by `reply`, the one door through which
refusals become sentences and bugs become an apology.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from time import perf_counter
from typing import Any, Protocol

from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.blocks import Message, message, plain
from bot.help import help_message
from bot.permits import said_to
from bot.picker import picker
from bot.places import Place, Places
from bot.shown import Shown, View
from bot.tables import REFUSED, in_text, is_native
from bot.workers import Workers
from kpi_store import conversations
from kpi_store.domain.answer import Answer, Kind, Outcome
from kpi_store.domain.audience import Audience
from kpi_store.domain.errors import KpiError
from kpi_store.finding import Found, find
from kpi_store.store import Store

log = logging.getLogger(__name__)

APOLOGY = "Sorry, something went wrong with that question. It has been logged for whoever runs me."


class Ask(Protocol):
    """Answer a question for *audience*, of one edition where given, after others of its thread.

    A question put on an earlier *day* is answered as it was known then.
    """

    def __call__(
        self,
        words: str,
        /,
        *,
        audience: Audience,
        edition: str | None = None,
        context: Sequence[str] = (),
        day: date | None = None,
    ) -> Answer: ...


@dataclass(frozen=True)
class Desk:
    """What listeners answer from, by which clock, and who does the work once Slack is told."""

    ask: Ask
    store: Store
    client: WebClient
    bot_user: str
    workers: Workers
    places: Places
    today: Callable[[], date]
    now: Callable[[], datetime]
    team: str = ""  # the workspace, where it is one that installed the bot itself

    def reply(
        self, words: str, place: Place, *, edition: str | None = None, context: Sequence[str] = ()
    ) -> Message:
        """The answer to *words* as a message for *place*; what is refused is said as it stands."""
        return self.answered(words, place, edition=edition, context=context)[0]

    def answered(
        self, words: str, place: Place, *, edition: str | None = None, context: Sequence[str] = ()
    ) -> tuple[Message, Answer | None]:
        """The message, and the answer it says if there is one.

        What is refused is said as it stands.
        """
        return self._answered(Shown(words, self.today(), edition, tuple(context)), place)

    def turned(self, shown: Shown, place: Place) -> tuple[Message, bool]:
        """What a message shows next, and True; or why it cannot, and False."""
        said, answer = self._answered(shown, place)
        return said, answer is not None

    def _answered(self, shown: Shown, place: Place) -> tuple[Message, Answer | None]:
        """This is the door: a bug behind it is logged once and answered with an apology."""
        began, outcome = perf_counter(), "failed"
        try:
            said, answer = self._seen(shown, place)
            outcome = str(answer.outcome)
        except KpiError as refusal:
            outcome = "refused"
            return plain(str(refusal)), None
        except Exception:
            log.exception("A question could not be answered.")
            return plain(APOLOGY), None
        else:
            return said, answer
        finally:
            took = round((perf_counter() - began) * 1000)
            told = {"channel": place.channel, "outcome": outcome, "ms": took}
            log.info("A question was put.", extra=told)

    def _seen(self, shown: Shown, place: Place) -> tuple[Message, Answer]:
        """The message that shows *shown* at *place*, and its answer.

        Raises KpiError with the sentence where nothing may be shown, and what the store raises.
        """
        if refused := self.places.refusal(place):
            raise KpiError(refused)
        audience = self.places.audience(place)
        day = shown.day if shown.day != self.today() else None
        ask = partial(self.ask, audience=audience, day=day)
        answer = ask(shown.words, edition=shown.edition, context=shown.context)
        trend = None
        if shown.view is View.TREND and (subject := answer.subject):
            words = " ".join(filter(None, ("trend of indicator", subject.number, subject.list)))
            trend = ask(words, edition=answer.edition)
        return _laid_out(answer, shown, trend), answer

    def found(self, words: str, limit: int) -> tuple[Found, ...]:
        """The indicators of any edition that go by *words*; none where the store cannot tell."""
        try:
            return find(self.store, words, today=self.today(), limit=limit)
        except KpiError as refusal:
            log.warning("Nothing can be offered: %s", type(refusal).__name__)
        except Exception:
            log.exception("Nothing can be offered.")
        return ()

    def first(self, *keys: str) -> bool:
        """True when none of *keys* was taken up before, by any bot on this store.

        A store that cannot tell is logged, and the answer is yes: it must not make us silent.
        """
        try:
            return conversations.first(self.store, keys, self.now())
        except KpiError as refusal:
            log.warning("It is not known what was answered already: %s", type(refusal).__name__)
        except Exception:
            log.exception("It is not known what was answered already.")
        return True

    def before(self, channel: str, thread: str) -> tuple[str, ...] | None:
        """What was asked in a thread, oldest first; None where it is none of ours."""
        try:
            return conversations.questions(self.store, channel, thread)
        except KpiError as refusal:
            log.warning(
                "A thread is answered without what was asked before: %s", type(refusal).__name__
            )
        except Exception:
            log.exception("A thread is answered without what was asked before.")
        return None

    def remember(
        self,
        channel: str,
        thread: str,
        words: str,
        answer: Answer | None,
        *,
        edition: str | None = None,
    ) -> None:
        """Keep what was asked in a thread, for what follows there; small talk is not kept."""
        small_talk = answer is not None and answer.kind is Kind.HELP
        asked = f"{edition}: {words}" if edition else words
        question = None if small_talk else asked
        try:
            conversations.remember(self.store, channel, thread, question, now=self.now())
        except KpiError as refusal:
            log.warning("What follows in a thread is read by itself: %s", type(refusal).__name__)
        except Exception:
            log.exception("What follows in a thread is read by itself.")


def _laid_out(answer: Answer, shown: Shown, trend: Answer | None) -> Message:
    if answer.kind is Kind.HELP:
        return help_message(answer)
    said = message(answer, shown, trend)
    if answer.outcome is Outcome.ASKED:
        said["blocks"].append(picker("Another …", answer.asked))
    return said


def done(what: Callable[[], Message]) -> Message:
    """What *what* says when it has been done; the door for all that is no question."""
    try:
        return what()
    except KpiError as refusal:
        return said_to(refusal)
    except Exception:
        log.exception("A command or a button could not be obeyed.")
        return plain(APOLOGY)


def respond(url: str, answer: Message, *, replace: bool = False) -> None:
    """Answer a command or a button to the person alone. A lost connection is not tried again.

    With *replace* the message that was answered shows *answer* instead.
    """
    client = WebhookClient(url, retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=2)])

    def send(said: Message) -> WebhookResponse:
        return client.send(
            text=said["text"],
            blocks=said["blocks"],
            response_type="ephemeral",
            replace_original=replace,
        )

    response = send(answer)
    if response.body in REFUSED and is_native(answer):
        response = send(in_text(answer))
    if response.status_code != 200:
        log.error("Slack refused an answer to a command with status %s.", response.status_code)


def thread_of(message: Mapping[str, Any]) -> str:
    """The thread a message is in, or the one that an answer to it opens."""
    return str(message.get("thread_ts") or message["ts"])
