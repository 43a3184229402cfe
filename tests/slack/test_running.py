"""`kpi bot` as a person starts it: its settings from the environment, stopped by a signal."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.slackworld.driver import Mode, World
from tests.slackworld.emulator import free_port
from tests.slackworld.workspace import APP_TOKEN, BOT_TOKEN, SECRET, Slack

ROOT = Path(__file__).parents[2]


@contextmanager
def started(
    slack: Slack, papers_url: str, *how: str, **more: str
) -> Iterator["subprocess.Popen[str]"]:
    settings = {
        "KPI_DATABASE_URL": papers_url,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.api,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "kpi_store", "bot", "--today", "2019-11-06", *how],
        cwd=ROOT,
        env={**os.environ, **settings, **more},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_the_bot_answers_until_it_is_told_to_stop(
    slack: Slack, papers_url: str, mode: Mode
) -> None:
    port = free_port()
    how = ["--socket"] if mode == "socket" else ["--http", f"127.0.0.1:{port}"]
    with started(slack, papers_url, *how) as process:
        told = process.stderr
        assert told is not None
        for line in told:
            if "Connected to Slack" in line or "Listening for Slack" in line:
                break
        world = World(slack, mode, f"http://127.0.0.1:{port}")
        assert "20 %" in world.mention("what's indicator 11 in Q2?").words
        process.terminate()
        rest = told.read()
        assert process.wait() == 0
    assert '"exception"' not in rest


def test_a_setting_that_is_missing_is_said_in_one_sentence(papers_url: str) -> None:
    environment = {name: said for name, said in os.environ.items() if "SLACK" not in name}
    environment["KPI_DATABASE_URL"] = papers_url
    done = subprocess.run(
        [sys.executable, "-m", "kpi_store", "bot", "--socket"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "SLACK_BOT_TOKEN is not set" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
