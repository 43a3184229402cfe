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
from http.client import HTTPException
from threading import Event, Thread

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.places import Remembered, is_shared
from bot.posts import NotYet, Post, Sources, Unsaid, Update, plan
from bot.sending import Line, NoWorkspaceError, UnsureError
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
ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=30)  # so that a slow post has reached the history
LONGEST_WAIT = timedelta(minutes=15)
FOLLOWING = timedelta(seconds=5)  # until it is looked whether what it follows on was posted
UPDATES = 5  # of one message in a row, while the store goes on changing
BETWEEN = 2.0  # seconds between looks at an empty outbox

CHANNELS = ("C", "G")  # the first letters of ids of what others can be in
NO_WORKSPACE = "the channel's workspace has not installed the bot, or no longer"
SHARED = "another organisation shares the channel, and no admin has allowed that"


class WorkspaceRefusedError(Exception):
    """Slack refuses the whole workspace: nothing more goes out until somebody mends it."""


@dataclass
class Dispatcher:
    """Delivers alerts from *store* through *client*, which must repeat nothing itself.

    A channel of another workspace is spoken to by the client that *elsewhere* gives for it; where
    that gives none it belongs to the council's own, whose client is *client* (None: it has none).
    `channel` is where alerts go that name no channel of their own (None: they wait); `now` is the
    clock, in UTC. A `lease` is longer than the `call` that is made under it. What is due in a
    channel's quiet hours waits until they end.
    """

    store: Store
    client: WebClient | None
    channel: str | None
    now: Callable[[], datetime]
    lease: timedelta = LEASE
    call: timedelta = CALL
    elsewhere: Callable[[str], WebClient | None] = lambda channel: None
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
            ts = self._said(pending, self._line(channel))
        except SlackApiError as refusal:
            self._sort(pending, refusal, channel)
        except NoWorkspaceError:
            outbox.dead(self.store, pending, error=NO_WORKSPACE)
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

    def _line(self, channel: str) -> Line:
        """How *channel* is spoken to; raises NoWorkspaceError where it cannot be."""
        client = self.elsewhere(channel) or self.client
        if client is None:
            raise NoWorkspaceError
        return Line(client, channel)

    def _said(self, pending: Pending, line: Line) -> str | None:
        """Say it once; returns the ts of its message, None where it is settled without one."""
        if self._is_refused(line):
            outbox.dead(self.store, pending, error=SHARED)
            return None
        if pending.channel == self.channel and is_for_all(looking(self.store), pending.notice):
            outbox.unsaid(self.store, pending, state=outbox.SENT, why="said here to all")
            return None
        said = plan(self._sources(line), pending)
        thread = said.thread if isinstance(said, Post) else None
        if not isinstance(said, Update) and (since := pending.first_sent_at):
            ts = line.posted(pending.key, since=since, thread=thread)
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
                return line.post(pending.key, said)
            return self._update(pending, line, said)
        return None  # the lease could end during the call: leave it to the next claim

    def _sources(self, line: Line) -> Sources:
        return Sources(self.store, line.client, line.channel, self.now())

    def _is_refused(self, line: Line) -> bool:
        """Whether another organisation shares the channel, and nobody has allowed that."""
        known = line.channel.startswith(CHANNELS)
        if not known or agreed(self.store, line.channel).shared_allowed:
            return False
        return is_shared(line.client, self._remembered, line.channel)

    def _update(self, pending: Pending, line: Line, said: Update) -> str | None:
        """Update a message until it says what the store holds."""
        for _ in range(UPDATES):
            line.update(said)
            now = plan(self._sources(line), pending)
            if not isinstance(now, Update) or now == said:
                return said.ts
            said = now
        outbox.later(self.store, pending, not_before=self.now() + FOLLOWING, refused=True)
        return None

    def _sort(self, pending: Pending, refusal: SlackApiError, channel: str) -> None:
        """Settle an alert that Slack answered with an error, by what kind of error it is.

        Raises WorkspaceRefusedError where the council's own workspace refuses us.
        """
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
            if self.elsewhere(channel) is None:
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
