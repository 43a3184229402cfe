"""Post what waits in the outbox, each notice exactly once, and keep its message up to date.

Slack has no key against posting twice, so a post whose answer was lost may or may not be there.
Hence the order: the moment of the attempt is committed before the call; the call is never
repeated by the client; and before any later attempt the channel's history (or the thread) is
searched for the notice's opaque key, which travels in the message's metadata. One notice is
claimed at a time, and its lease outlasts every call made under it, so that two workers never hold
the same one. An update may be made twice: it says what the store holds, and is made again while
that has changed meanwhile.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from http.client import HTTPException
from threading import Event, Thread
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.marks import key_in, marked
from bot.places import Remembered, is_shared
from bot.posts import NotYet, Post, Sources, Unsaid, Update, plan
from bot.slack_errors import DEAD, HELD
from kpi_store import outbox
from kpi_store.audiences import agreed
from kpi_store.domain.notice import Refresh
from kpi_store.outbox import LostLeaseError, Pending
from kpi_store.store import Store
from kpi_store.timetables import quiet_until
from kpi_store.told import is_for_all, looking

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
CALL = timedelta(seconds=30)  # the longest one call may take, generously (app.TIMEOUT is 15 s)
PAGES = 5  # of history, searched before a second attempt
PAGE = 200
CLOCKS = timedelta(minutes=5)  # how far Slack's clock may be from ours
ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=30)  # so that a slow post has reached the history
LONGEST_WAIT = timedelta(minutes=15)
FOLLOWING = timedelta(seconds=5)  # until it is looked whether what it follows on was posted
UPDATES = 5  # of one message in a row, while the store goes on changing
BETWEEN = 2.0  # seconds between looks at an empty outbox

CHANNELS = ("C", "G")  # the first letters of ids of what others can be in
SHARED = "another organisation shares the channel, and no admin has allowed that"


class WorkspaceRefusedError(Exception):
    """Slack refuses the whole workspace: nothing more goes out until somebody mends it."""


class UnsureError(Exception):
    """The channel's history is too long to tell whether an earlier attempt arrived."""


@dataclass
class Dispatcher:
    """Delivers alerts from *store* through *client*, which must repeat nothing itself.

    `channel` is where alerts go that name no channel of their own (None: they wait); `now` is the
    clock, in UTC. A `lease` is longer than the `call` that is made under it. What is due in a
    channel's quiet hours waits until they end.
    """

    store: Store
    client: WebClient
    channel: str | None
    now: Callable[[], datetime]
    lease: timedelta = LEASE
    call: timedelta = CALL
    stop: Event = field(default_factory=Event)
    _remembered: Remembered = field(init=False)

    def __post_init__(self) -> None:
        self._remembered = Remembered(self.now)

    def run(self) -> None:
        """Deliver until told to stop; what was claimed is finished first."""
        while not self.stop.is_set():
            try:
                busy = self.deliver_one()
            except WorkspaceRefusedError as refusal:
                log.error("Alerts stop here: Slack says %s. See 'kpi alerts'.", refusal)
                return
            except Exception:  # the worker's door: a bug is logged, the rest goes on
                log.exception("An alert could not be delivered; it is tried again after its lease.")
                busy = False
            if not busy:
                self.stop.wait(BETWEEN)

    def deliver_all(self) -> int:
        """Deliver everything that is due now; returns how many were looked at."""
        count = 0
        while not self.stop.is_set() and self.deliver_one():
            count += 1
        return count

    def deliver_one(self) -> bool:
        """Claim one alert that is due and settle it; False when none is due.

        Raises WorkspaceRefusedError when Slack refuses the workspace and not only this message.
        """
        now, unnamed = self.now(), self.channel is not None
        claimed = outbox.claim(self.store, now=now, limit=1, lease=self.lease, unnamed=unnamed)
        if not claimed:
            return False
        (pending,) = claimed
        channel = pending.channel or self.channel or ""
        loud = not isinstance(pending.notice, Refresh)  # an update calls nobody
        if loud and (end := quiet_until(self.store, channel, self.now())):
            outbox.later(self.store, pending, not_before=end)
            return True
        try:
            ts = self._said(pending, channel)
        except SlackApiError as refusal:
            self._sort(pending, refusal)
        except LostLeaseError as lost:
            log.warning("%s", lost)
        except UnsureError:
            error = "posted or not? look in the channel, then send it again or let it be"
            outbox.dead(self.store, pending, error=error)
        except (OSError, HTTPException) as fault:
            log.warning("Slack did not answer about an alert: %s.", type(fault).__name__)
            self._again(pending)
        else:
            if ts is not None:
                outbox.sent(self.store, pending, ts=ts, now=self.now())
                log.info("A notice was sent.", extra={"channel": channel, "outcome": "sent"})
        return True

    def _said(self, pending: Pending, channel: str) -> str | None:
        """Say it once; returns the ts of its message, None where it is settled without one."""
        if self._is_refused(channel):
            outbox.dead(self.store, pending, error=SHARED)
            return None
        if pending.channel == self.channel and is_for_all(looking(self.store), pending.notice):
            outbox.unsaid(self.store, pending, state=outbox.SENT, why="said here to all")
            return None
        sources = Sources(self.store, self.client, channel, self.now())
        said = plan(sources, pending)
        thread = said.thread if isinstance(said, Post) else None
        if not isinstance(said, Update):
            ts = self._posted_before(pending, channel, thread)
            if ts is not None:
                return ts
        if isinstance(said, NotYet):
            outbox.later(self.store, pending, not_before=self.now() + FOLLOWING)
        elif isinstance(said, Unsaid):
            outbox.unsaid(self.store, pending, state=said.state, why=said.why)
        elif pending.attempts >= ATTEMPTS:
            outbox.dead(self.store, pending, error=f"given up after {ATTEMPTS} attempts")
        elif self.now() + self.call <= pending.lease_until:
            outbox.sending(self.store, pending, now=self.now())
            if isinstance(said, Post):
                return self._post(pending, channel, said)
            return self._update(pending, channel, said)
        return None  # the lease could end during the call: leave it to the next claim

    def _is_refused(self, channel: str) -> bool:
        """Whether another organisation shares the channel, and nobody has allowed that."""
        if not channel.startswith(CHANNELS) or agreed(self.store, channel).shared_allowed:
            return False
        return is_shared(self.client, self._remembered, channel)

    def _update(self, pending: Pending, channel: str, said: Update) -> str | None:
        """Update a message until it says what the store holds."""
        for _ in range(UPDATES):
            self.client.chat_update(
                channel=channel,
                ts=said.ts,
                text=said.message["text"],
                blocks=said.message["blocks"],
                metadata=marked(said.key),
            )
            now = plan(Sources(self.store, self.client, channel, self.now()), pending)
            if not isinstance(now, Update) or now == said:
                return said.ts
            said = now
        outbox.later(self.store, pending, not_before=self.now() + FOLLOWING, refused=True)
        return None

    def _post(self, pending: Pending, channel: str, said: Post) -> str:
        response = self.client.chat_postMessage(
            channel=channel,
            text=said.message["text"],
            blocks=said.message["blocks"],
            metadata=marked(pending.key),
            thread_ts=said.thread,
            reply_broadcast=True if said.broadcast else None,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(response["ts"])

    def _posted_before(self, pending: Pending, channel: str, thread: str | None) -> str | None:
        """The ts of an earlier attempt that did arrive, though its answer did not."""
        if pending.first_sent_at is None:
            return None
        oldest = f"{(pending.first_sent_at - CLOCKS).timestamp():.6f}"
        where: dict[str, Any] = {"channel": channel, "oldest": oldest, "limit": PAGE}
        where["include_all_metadata"] = True
        found = None
        if thread is not None:  # the channel's own history does not list what stands in threads
            replies = partial(self.client.conversations_replies, ts=thread, **where)
            found = self._found(pending, replies)
        return found or self._found(pending, partial(self.client.conversations_history, **where))

    def _found(self, pending: Pending, page_after: Callable[..., SlackResponse]) -> str | None:
        """The ts of the message that carries the notice's key, on the newest pages."""
        cursor = None
        for _ in range(PAGES):
            page = page_after(cursor=cursor)
            for message in page["messages"]:
                if key_in(message) == pending.key:
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
        raise UnsureError

    def _sort(self, pending: Pending, refusal: SlackApiError) -> None:
        """Settle an alert that Slack answered with an error, by what kind of error it is."""
        response = refusal.response
        error = str(response.get("error"))
        if response.status_code == 429 or error in {"ratelimited", "rate_limited"}:
            posting = response.api_url.endswith(
                ("chat.postMessage", "chat.update")
            )  # and not a look for it
            due = self.now() + _told_to_wait(response.headers)
            outbox.later(self.store, pending, not_before=due, refused=posting)
        elif error in DEAD:
            log.error("Slack refused an alert: %s. See 'kpi alerts'.", error)
            outbox.dead(self.store, pending, error=error)
        elif error in HELD:
            outbox.held(self.store, pending, error=error)
            raise WorkspaceRefusedError(error)
        else:
            log.warning("Slack could not take an alert: %s.", error)
            self._again(pending)

    def _again(self, pending: Pending) -> None:
        wait = min(FIRST_WAIT * 2**pending.attempts, LONGEST_WAIT)
        outbox.later(self.store, pending, not_before=self.now() + wait)


def _told_to_wait(headers: Mapping[str, str]) -> timedelta:
    """How long Slack asks to wait, rounded up generously where it does not say."""
    said = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    return timedelta(seconds=int(said)) if said.isdigit() else FIRST_WAIT


@contextmanager
def dispatching(dispatcher: Dispatcher) -> Iterator[None]:
    """Deliver in a thread of its own meanwhile; on leaving, what was claimed is finished.

    What was held is tried afresh: whoever starts the bot again has mended its token.
    """
    thread = Thread(target=_work, args=(dispatcher,), name="alerts")
    thread.start()
    try:
        yield
    finally:
        dispatcher.stop.set()
        thread.join()


def _work(dispatcher: Dispatcher) -> None:
    """Try afresh what was held, then deliver; a store that cannot tell keeps nobody unanswered."""
    try:
        outbox.revive(dispatcher.store, now=dispatcher.now())
    except Exception:
        log.exception("What was held stays so until the next start.")
    dispatcher.run()
