"""The manifest asks for what the bot uses, and for nothing else.

What it uses is read from the bot itself: the listeners that it registers on a real app, and the
Web API methods that its sources call. Slack's scopes for them are the table here.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

import bot
from bot.listeners import register
from tests.slackworld.workspace import MANIFEST

METADATA = "include_all_metadata"  # the key of an alert is read from a message's metadata

SCOPES_OF_CALLS = {
    "auth_test": set[str](),
    "chat_getPermalink": set[str](),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history"},
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"channels:history", "groups:history", "im:history"},
    METADATA: {"metadata.message:read"},
    "say": {"chat:write"},
    "set_status": {"assistant:write"},
    "set_suggested_prompts": {"assistant:write"},
    "usergroups_users_list": {"usergroups:read"},
    "users_info": {"users:read", "users:read.email"},  # the address of who accepts figures
    "views_open": set[str](),
    "views_publish": set[str](),
    "views_update": set[str](),
}
SCOPES_OF_EVENTS = {
    "app_home_opened": set[str](),
    "app_mention": {"app_mentions:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
}
HANDED_OVER = {"say", "set_status", "set_suggested_prompts"}  # calls that Bolt gives to listeners


class Heard(App):
    """A real app that notes what is registered on it."""

    def __init__(self) -> None:
        super().__init__(
            client=WebClient("xoxb-1"), signing_secret="s", token_verification_enabled=False
        )
        self.heard: dict[str, set[str]] = {}

    def event(self, event: Any, *more: Any, **how: Any) -> Any:
        self._note("event", event)
        return super().event(event, *more, **how)

    def command(self, command: Any, *more: Any, **how: Any) -> Any:
        self._note("command", command)
        return super().command(command, *more, **how)

    def action(self, constraints: Any, *more: Any, **how: Any) -> Any:
        self._note("action", constraints)
        return super().action(constraints, *more, **how)

    def global_shortcut(self, callback_id: Any, *more: Any, **how: Any) -> Any:
        self._note("shortcut", callback_id)
        return super().global_shortcut(callback_id, *more, **how)

    def message_shortcut(self, callback_id: Any, *more: Any, **how: Any) -> Any:
        self._note("shortcut", callback_id)
        return super().message_shortcut(callback_id, *more, **how)

    def _note(self, kind: str, name: Any) -> None:
        self.heard.setdefault(kind, set()).add(str(getattr(name, "pattern", name)))


def heard() -> dict[str, set[str]]:
    app = Heard()
    desk: Any = object()  # nothing is asked while listeners are registered
    register(app, desk)
    return app.heard


def used() -> Iterator[str]:
    """The name of every method of Slack's Web API, and of `METADATA`, in the bot's sources."""
    for file in Path(bot.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Attribute(attr=name) if "_" in name.strip("_") and hasattr(
                    WebClient, name
                ):
                    yield name
                case ast.Name(id=name) if name in HANDED_OVER:
                    yield name
                case ast.keyword(arg=name) | ast.Constant(value=name) if name == METADATA:
                    yield METADATA


def test_the_scopes_are_those_of_the_calls_and_events() -> None:
    wanted: set[str] = set()
    for name in used():
        assert name in SCOPES_OF_CALLS, f"Which scopes does {name} need?"
        wanted |= SCOPES_OF_CALLS[name]
    for event in MANIFEST["settings"]["event_subscriptions"]["bot_events"]:
        assert event in SCOPES_OF_EVENTS, f"Which scopes does {event} need?"
        wanted |= SCOPES_OF_EVENTS[event]
    if heard().keys() & {"command", "shortcut"}:
        wanted.add("commands")
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == wanted


def test_the_events_are_those_that_are_heard() -> None:
    asked = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert {name.partition(".")[0] for name in asked} == heard()["event"]


def test_the_commands_and_shortcuts_are_those_that_are_heard() -> None:
    features = MANIFEST["features"]
    commands = {one["command"] for one in features["slash_commands"]}
    shortcuts = {one["callback_id"] for one in features.get("shortcuts", ())}
    assert commands == heard().get("command", set())
    assert shortcuts == heard().get("shortcut", set())


def test_people_and_groups_named_in_a_command_come_as_ids() -> None:
    assert all(one["should_escape"] for one in MANIFEST["features"]["slash_commands"])


def test_what_is_pressed_is_delivered() -> None:
    assert MANIFEST["settings"]["interactivity"]["is_enabled"] is bool(heard().get("action"))


def test_the_agent_view_is_the_one_that_new_apps_may_have() -> None:
    assert "agent_view" in MANIFEST["features"]
    assert "assistant_view" not in MANIFEST["features"]
