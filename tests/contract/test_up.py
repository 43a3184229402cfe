"""`kpi up` as a person starts it: the store made and seeded, both doors open, stopped in order."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import gettempdir

import pytest

from tests.contract.test_command_line import kpi
from tests.excel.client import Served
from tests.slackworld.driver import World, waited
from tests.slackworld.emulator import free_port
from tests.slackworld.workspace import APP_TOKEN, BOT_TOKEN, Slack, emulated_slack


@pytest.fixture(scope="module")
def workspace() -> Iterator[Slack]:
    with emulated_slack() as slack:
        yield slack


@contextmanager
def up(url: str, *options: str, **environment: str) -> Iterator["subprocess.Popen[str]"]:
    cleared = {
        name: said for name, said in os.environ.items() if not name.startswith(("KPI_", "SLACK_"))
    }
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "kpi_store", "up", "--today", "2019-11-06", *options],
        # away from the certificate that the person who runs the tests may have made
        env={**cleared, "XDG_DATA_HOME": gettempdir(), "KPI_DATABASE_URL": url, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def lines_until(process: "subprocess.Popen[str]", words: str) -> list[str]:
    said: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if words in line:
            return said
    raise AssertionError("".join(said))


def test_both_doors_answer_from_a_store_made_on_the_spot_and_stop_in_order(database_url, workspace):
    port, channel = free_port(), workspace.new_channel()
    slack = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": workspace.api,
        "KPI_ALERT_CHANNEL": channel,
    }
    with up(database_url, "--port", str(port), **slack) as process:
        said = lines_until(process, "xlwings runs under PolyForm Noncommercial")
        assert "The Slack bot is connected.\n" in said
        world = World(workspace, "socket", None)
        assert "20 %" in world.mention("what's indicator 11 in Q2?").words
        cell = Served(port).formula(11, "Q2")
        assert cell.body == {"result": [[20]]}

        told = ("--source", "Panel paper of January 2020")
        assert kpi(database_url, "record", "17", "Q3", "80", *told).returncode == 0
        alert = waited(
            lambda: [one for one in workspace.messages(channel) if "turned ■ Red" in one["text"]],
            "the alert",
        )
        assert len(alert) == 1

        process.terminate()
        rest = process.stdout.read() if process.stdout else ""
        assert process.wait() == 0
    assert '"exception"' not in rest
    assert "Traceback" not in rest


def test_without_slack_it_says_in_one_line_how_to_connect_it(database_url):
    with up(database_url, "--port", str(free_port())) as process:
        said = lines_until(process, "The Excel add-in is at")
    (line,) = [one for one in said if "Slack" in one]
    assert "SLACK_BOT_TOKEN" in line
    assert "bot/manifest.json" in line


def test_it_refuses_to_listen_elsewhere_without_sign_in(database_url):
    with up(database_url, "--host", "0.0.0.0", "--port", str(free_port())) as process:
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "0.0.0.0" in said
    assert "sign-in" in said
    assert "Traceback" not in said
