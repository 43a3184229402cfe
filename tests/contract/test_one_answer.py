"""The same question gives the same figure, rating and reason at every door.

One store of the real papers, on SQLite and on PostgreSQL, is asked on 6 November 2019 by the
command line in a process of its own, by a mention in an emulated Slack, and by a cell.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kpi_store.store import Store
from tests import commands
from tests.excel.client import TODAY, Served
from tests.excel.serving import serving
from tests.slackworld.driver import World, speaking
from tests.slackworld.workspace import Slack, emulated_slack

NOT_AVAILABLE = {"type": "Error", "errorType": "NotAvailable"}  # Excel shows it as #N/A


@dataclass(frozen=True)
class Doors:
    url: str
    slack: World
    excel: Served

    def on_the_command_line(self, words: str, *more: str) -> subprocess.CompletedProcess[str]:
        given = {**os.environ, "KPI_DATABASE_URL": self.url}
        return commands.in_text(commands.run(("ask", words, "--today", str(TODAY), *more), given))

    def in_a_cell(self, *arguments: object) -> object:
        reply = self.excel.formula(*arguments)
        assert reply.status == 200, reply
        assert isinstance(reply.body, dict)
        return reply.body["result"][0][0]


@pytest.fixture(scope="session")
def contract_slack() -> Iterator[Slack]:
    with emulated_slack() as workspace:
        yield workspace


@pytest.fixture(scope="session")
def doors(new_database, seeded_url, contract_slack) -> Iterator[Doors]:
    url = new_database(seeded_url)
    store = Store.open(url)
    with (
        serving(store) as excel,
        speaking(contract_slack, store, mode="http", today=lambda: TODAY) as slack,
    ):
        yield Doors(url, slack, excel)
    store.close()


# Figures and ratings as the papers print them: seeds S3 and S5; reasons by the edition's rule.
QUESTIONS = [
    # words, indicator, period, number in the cell, figure in words, rating in the cell
    ("what's indicator 11 in Q2?", 11, "Q2", 20, "20 %", "Green"),
    ("indicator 2 in May 2019", 2, "May 2019", 95, "95 %", "Red"),
    ("care proceedings in Q1", 16, "Q1", 28, "28 weeks", "Amber"),
    ("length of placement Q2", 20, "Q2", 73, "73 %", "Green"),
    ("agency social workers Q1", 39, "Q1", 15.1, "15.1 %", "New (no target)"),
    ("child protection plans rate May", 4, "May", 34.7, "34.7 per 10,000", "Not a target measure"),
    ("LAC reviews on time 2018/19", 17, "2018/19", 88, "88 %", "Amber"),
]


@pytest.mark.parametrize(("words", "indicator", "period", "number", "figure", "rating"), QUESTIONS)
def test_every_door_gives_the_same_figure_rating_and_reason(
    doors, words, indicator, period, number, figure, rating
):
    terminal = doors.on_the_command_line(words)
    assert terminal.returncode == 0, terminal.stderr
    whole = json.loads(doors.on_the_command_line(words, "--json").stdout)
    reply = doors.slack.mention(words)

    assert whole["figure"]["value"] == number
    assert terminal.stdout.startswith(f"{whole['figure']['period_words']}: {figure}")
    assert reply.words.strip() == terminal.stdout.strip()
    assert doors.in_a_cell(indicator, period) == number
    assert doors.in_a_cell(indicator, period, "rating") == rating
    reason = whole["rating"]["reason"]
    assert reason
    assert reason in terminal.stdout
    assert doors.in_a_cell(indicator, period, "reason") == reason


def test_every_door_says_the_same_of_a_figure_that_is_not_held(doors):
    words = "what's indicator 2 in Q2?"
    terminal = doors.on_the_command_line(words)
    first = terminal.stdout.splitlines()[0]
    assert first == (
        "No figure is published for indicator 2 in Q2 2019/20; the latest is 95 % for May 2019. "
        "Its rating was reported as changing from Green to Red."
    )
    assert doors.slack.mention(words).words.strip() == terminal.stdout.strip()
    assert doors.in_a_cell(2, "Q2") == NOT_AVAILABLE
    assert doors.in_a_cell(2, "Q2", "rating") == "Red"


def test_a_paper_that_is_named_answers_the_same_in_words_at_both_doors(doors):
    words = "what does the November report say about indicator 27?"
    terminal = doors.on_the_command_line(words)
    first, *_ = terminal.stdout.splitlines()
    assert first == (
        "Performance Report of 6 November 2019 prints no figure for indicator 27; this was known "
        "then."
    )
    assert "as known on 6 November 2019, with Performance Report of 6 Nov" in terminal.stdout
    assert "There has been a significant drop in numbers." in terminal.stdout
    assert doors.slack.mention(words).words.strip() == terminal.stdout.strip()


def test_every_door_asks_when_two_indicators_fit_equally(doors):
    terminal = doors.on_the_command_line("surplus places")
    assert terminal.returncode == 3
    assert "indicator 30, " in terminal.stdout
    assert "indicator 31, " in terminal.stdout
    assert len(doors.slack.mention("surplus places").buttons) == 2
    cell = doors.excel.formula("surplus places", "Q2")
    assert cell.status == 400
    assert "30" in str(cell.body)
    assert "31" in str(cell.body)


def test_every_door_refuses_what_is_not_held_in_the_same_words(doors):
    terminal = doors.on_the_command_line("library visits")
    assert terminal.returncode == 1
    assert terminal.stdout == ""
    assert "libraries" in terminal.stderr
    assert doors.slack.mention("library visits").words.strip() == terminal.stderr.strip()
    cell = doors.excel.formula("library visits")
    assert cell.status == 400
    assert terminal.stderr.strip() in str(cell.body)


def test_the_past_is_known_as_it_was(doors):
    june = doors.on_the_command_line("care proceedings Q1", "--as-of", "2019-06-26", "--json")
    assert json.loads(june.stdout)["figure"]["value"] is None
    assert doors.in_a_cell(16, "Q1", None, "2019-06-26") == NOT_AVAILABLE
    assert doors.in_a_cell(16, "Q1", None, "2019-11-06") == 28
