"""Help is said everywhere, and says everything that can be asked and done."""

import pytest

from bot.admin import ORDERS
from bot.help import COMMANDS
from bot.listeners.commands import DOES
from kpi_store.domain.help_words import help_lines
from tests.slackworld.driver import Reply, World


def says_everything(reply: Reply) -> bool:
    return all(line in reply.words for line in help_lines()) and all(
        f"/kpi {example}" in reply.words and does in reply.words
        for example, does in COMMANDS.values()
    )


@pytest.mark.parametrize("words", ["help", "HELP", "", "  "])
def test_the_command_says_what_can_be_asked_and_done(slack_world: World, words: str) -> None:
    assert says_everything(slack_world.command(words))


def test_help_is_said_wherever_it_is_asked_for(slack_world: World) -> None:
    mentioned = slack_world.mention("help")
    assert says_everything(mentioned)
    assert says_everything(slack_world.dm("help"))
    assert says_everything(slack_world.follow_up("help", mentioned.thread))


def test_an_example_from_help_is_answered_in_the_thread_of_help(slack_world: World) -> None:
    asked = slack_world.mention("help")
    assert "weeks" in slack_world.follow_up("what's indicator 16 in Q2?", asked.thread).words


def test_every_command_has_its_line_in_help() -> None:
    assert DOES.keys() | ORDERS.keys() == COMMANDS.keys()
    assert all(example.startswith(name) for name, (example, _) in COMMANDS.items())
