"""Show from outside that the bot is alive: by a file that is written while its line stands.

Over Socket Mode a process may run and hear nothing. So the file is written only while Slack
answers the bot's pings, and taken away when it does not or when the bot stops; a file that has
grown old is that of a bot that was killed.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from slack_bolt.adapter.socket_mode import SocketModeHandler

from kpi_store.domain.errors import BadSetting, KpiError

log = logging.getLogger(__name__)

EVERY = 2.0  # seconds between two looks
OLD = 30.0  # seconds after which a file says nothing any more
SILENCE = 20.0  # seconds without an answer to a ping, of which one is sent every few


def hears_slack(handler: SocketModeHandler, *, now: Callable[[], float] = time.time) -> bool:
    """Whether the line stands and Slack has answered a ping lately; a new line has yet to ping."""
    line = handler.client.current_session if handler.client else None
    if line is None or not line.is_active():
        return False
    answered = line.last_ping_pong_time
    return answered is None or now() - answered < SILENCE


@contextmanager
def shown(file: Path | None, alive: Callable[[], bool], *, every: float = EVERY) -> Iterator[None]:
    """Keep *file* (None: none is wanted) fresh while *alive* says so; take it away at the end.

    Raises BadSetting where it cannot be written.
    """
    if file is None:
        yield
        return
    stop = Event()

    def look() -> None:
        file.touch() if alive() else file.unlink(missing_ok=True)

    def keep() -> None:
        while not stop.wait(every):
            try:
                look()
            except OSError:
                log.exception("The health file cannot be written.")

    try:
        look()
    except OSError as fault:
        instead = "Name a file in a folder that the bot may write to."
        raise BadSetting("--health", f"cannot be written ({fault})", instead) from fault
    keeper = Thread(target=keep, name="health")
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()
        file.unlink(missing_ok=True)


def check(file: Path) -> str:
    """The sentence that says the bot of *file* is alive; raises KpiError when it is not."""
    try:
        age = time.time() - file.stat().st_mtime
    except OSError as fault:
        raise KpiError(f"The bot is not connected: there is no {file}.") from fault
    if age > OLD:
        raise KpiError(f"The bot has stopped: {file} was last written {age:.0f} seconds ago.")
    return f"The bot is alive: seen {max(age, 0):.0f} seconds ago."
