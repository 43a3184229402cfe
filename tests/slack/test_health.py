"""Whether the bot is alive can be seen from outside, and its line to Slack is what counts."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import health
from bot.serving import socket_bot
from kpi_store.domain.errors import BadSetting, KpiError
from kpi_store.store import Store
from tests.slack.test_running import ROOT, started
from tests.slackworld.driver import waited
from tests.slackworld.emulator import free_port
from tests.slackworld.workspace import Slack

CLOCKS: Any = {"today": lambda: date(2019, 11, 6), "now": lambda: datetime.now(UTC)}


@pytest.fixture
def unasked(tmp_path: Path) -> Iterator[Store]:
    """A store that nobody asks anything."""
    with closing(Store.open(f"sqlite:///{tmp_path / 'kpi.db'}")) as store:
        yield store


def asked(file: Path) -> tuple[int, str]:
    """What `kpi bot --check` says of *file*, with its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "kpi_store", "bot", "--check", file],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_the_bot_is_alive_until_it_stops(
    slack: Slack, papers_url: str, tmp_path: Path, mode: str
) -> None:
    file = tmp_path / "alive"
    how = ["--socket"] if mode == "socket" else ["--http", f"127.0.0.1:{free_port()}"]
    with started(slack, papers_url, *how, "--health", str(file)) as process:
        waited(file.exists, "a sign of life")
        code, said = asked(file)
        assert (code, said[:17]) == (0, "The bot is alive:")
        process.terminate()
        process.wait()
        assert asked(file) == (1, f"The bot is not connected: there is no {file}.\n")


def test_a_bot_whose_line_is_down_is_not_alive_and_is_again_when_it_is_back(
    slack: Slack, unasked: Store, tmp_path: Path
) -> None:
    file = tmp_path / "alive"
    with (
        socket_bot(slack.settings(), unasked, **CLOCKS) as handler,
        health.shown(file, lambda: health.hears_slack(handler), every=0.05),
    ):
        assert file.exists()
        fault = slack.fault("apps.connections.open", times=1_000_000, error="internal_error")
        slack.front.refresh()
        waited(lambda: not file.exists(), "the file to go")
        fault.times = 0
        waited(file.exists, "the file to come back")


def test_a_line_on_which_pings_go_unanswered_is_not_alive(slack: Slack, unasked: Store) -> None:
    with socket_bot(slack.settings(), unasked, **CLOCKS) as handler:
        assert handler.client is not None
        line = handler.client.current_session
        waited(lambda: line.last_ping_pong_time, "an answer to a ping")
        assert health.hears_slack(handler)
        assert not health.hears_slack(handler, now=lambda: time.time() + health.SILENCE)


def test_the_file_of_a_bot_that_was_killed_grows_old(tmp_path: Path) -> None:
    file = tmp_path / "alive"
    file.touch()
    assert health.check(file).startswith("The bot is alive")
    long_ago = time.time() - 60
    os.utime(file, (long_ago, long_ago))
    with pytest.raises(KpiError, match=r"The bot has stopped: .* written 60 seconds ago\."):
        health.check(file)


def test_a_file_that_cannot_be_written_is_named_at_once(tmp_path: Path) -> None:
    nowhere = tmp_path / "no folder" / "alive"
    with (
        pytest.raises(BadSetting, match="--health cannot be written"),
        health.shown(nowhere, lambda: True),
    ):
        pass
