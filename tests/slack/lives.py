"""Workers that are killed: each line read is one life, which is a process of its own.

python -m tests.slack.lives DATABASE_URL SLACK_API_URL CHANNEL

    step 7        dies at its seventh step: just before or after a commit, or just after a call
    after 0.031   delivers whatever comes, and is killed 0.031 seconds after it began
    whole 600     lives until nothing is due, by a clock that is 600 seconds ahead

Each line is answered with 'killed', or with 'done' and the status. A dying life's lease is short:
whoever comes after it does not wait for minutes.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk import WebClient

from bot.alerts import Dispatcher
from kpi_store.store import Store, Writer
from tests.slackworld.workspace import BOT_TOKEN

LEASE, CALL = timedelta(seconds=0.6), timedelta(seconds=0.2)
Step = Callable[[], None]


class MortalStore(Store):
    """A store that takes a step before and after each commit."""

    step: Step = staticmethod(lambda: None)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        with super().writing() as writer:
            yield writer
            self.step()
        self.step()


class MortalClient(WebClient):
    """A client that takes a step after each call; before it, the last commit is the last step."""

    step: Step = staticmethod(lambda: None)

    def api_call(self, *how: Any, **more: Any) -> Any:
        answer = super().api_call(*how, **more)
        self.step()
        return answer


def live(
    url: str, api: str, channel: str, *, began: int, dies_at: int = 0, ahead: float = 0
) -> None:
    """Deliver all that is due unless death comes first; without a step or a time, go on for more.

    A word is written to *began* when all is ready.
    """
    taken = 0

    def step() -> None:
        nonlocal taken
        taken += 1
        if taken == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    store = MortalStore.open(url)
    client = MortalClient(BOT_TOKEN, base_url=api, retry_handlers=[])
    store.step = client.step = step

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=ahead)

    worker = Dispatcher(store, client, channel, clock, lease=LEASE, call=CALL)
    os.write(began, b"!")
    worker.deliver_all()
    while not dies_at and not ahead:
        worker.stop.wait(0.005)
        worker.deliver_all()


def born(how: str, number: str, place: list[str]) -> int:
    """A life of its own, once it has begun; returns its process's id."""
    ready, began = os.pipe()
    if child := os.fork():
        os.close(began)
        os.read(ready, 1)
        os.close(ready)
        return child
    match how:
        case "step":
            live(*place, began=began, dies_at=int(number))
        case "whole":
            live(*place, began=began, ahead=float(number))
        case _:
            live(*place, began=began)
    os._exit(0)


if __name__ == "__main__":
    Store.open(sys.argv[1]).close()  # what is imported on the way is inherited by every life
    for line in sys.stdin:
        how, number = line.split()
        child = born(how, number, sys.argv[1:])
        if how == "after":
            time.sleep(float(number))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        sys.stdout.write("killed\n" if os.WIFSIGNALED(status) else f"done {status}\n")
        sys.stdout.flush()
