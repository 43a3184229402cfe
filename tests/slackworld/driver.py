"""Speak to the bot as a person in Slack does, and read what it says.

    from tests.slackworld.driver import speaking
    from tests.slackworld.workspace import emulated_slack

    with emulated_slack() as slack, speaking(slack, store, mode="socket", today=...) as world:
        world.mention("what's indicator 11 in Q2?").words

`slack_world` in conftest.py is this as a fixture, over Socket Mode and then over HTTP. A `Reply`
has `words` (as a person reads them), `text` and `blocks` (as Slack got them), and `thread`.
"""

import html
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import uvicorn

from bot.serving import http_bot, socket_bot
from tests.slackworld.emulator import free_port
from tests.slackworld.line import Home, Line, Mode, Reply, waited
from tests.slackworld.workspace import APP, BOT_USER, PEOPLE, TEAM, Slack


class World(Line):
    """A workspace with the bot in it; people speak through it."""

    def mention(
        self,
        words: str,
        *,
        thread: str | None = None,
        by: str = "anna",
        channel: str | None = None,
    ) -> Reply:
        """Say *words* to the bot in the channel; returns its answer in the thread."""
        event = self.say(f"<@{BOT_USER}> {words}", thread=thread, by=by, channel=channel)
        self.deliver({**event, "type": "app_mention"})
        return self.answer_to(event)

    def dm(self, words: str, *, by: str = "anna") -> Reply:
        """Say *words* to the bot in a direct message; returns its answer in the thread."""
        opened = self.slack.person(by).conversations_open(users=BOT_USER)
        channel = opened["channel"]["id"]
        event = {**self.say(words, channel=channel, by=by), "channel_type": "im"}
        self.deliver(event)
        return self.answer_to(event, as_=by)

    def follow_up(
        self, words: str, thread: str | None, *, by: str = "anna", channel: str | None = None
    ) -> Reply:
        """Say *words* in a thread, mentioning nobody; returns the bot's answer."""
        event = self.remark(words, thread, by=by, channel=channel)
        return self.answer_to(event)

    def remark(
        self,
        words: str,
        thread: str | None = None,
        *,
        by: str = "anna",
        channel: str | None = None,
    ) -> dict[str, Any]:
        """Say *words* in a channel or a thread of it, mentioning nobody; returns the event."""
        said = self.say(words, channel=channel, thread=thread, by=by)
        event = {**said, "channel_type": "channel"}
        self.deliver(event)
        return event

    def what_does_this_say(self, words: str, *, by: str = "anna") -> Reply:
        """Use the shortcut on a message of Ben's that says *words*; returns what Anna is told."""
        url = self.slack.front.response_url()
        message = self.say(words, by="ben") if words else {"type": "message", "ts": "1.2"}
        payload = {
            **self._interaction("message_action", by),
            "callback_id": "what_does_this_say",
            "response_url": url,
            "message": {**message, "text": words},
        }
        self._interact(payload)
        return self._responded(url)

    def open_conversation(self, *, by: str = "anna") -> str:
        """Open the bot's own conversation; returns its channel."""
        opened = self.slack.person(by).conversations_open(users=BOT_USER)
        channel = str(opened["channel"]["id"])
        event = {"type": "app_home_opened", "user": self._id_of(by), "channel": channel}
        self.deliver({**event, "tab": "messages", "event_ts": f"{time.time():.6f}"})
        return channel

    def type_into(self, reply: Reply, words: str) -> list[dict[str, Any]]:
        """Type *words* into the picker of *reply*; returns the options that are offered."""
        (picker,) = reply.pickers
        payload = {
            **self._interaction("block_suggestion", "anna"),
            "action_id": picker["action_id"],
            "block_id": picker["block_id"],
            "value": words,
            "container": {"type": "message", "is_ephemeral": reply.ts is None},
        }
        return list(self._interact(payload)["options"])

    def choose(self, reply: Reply, option: Mapping[str, Any]) -> Reply:
        """Choose an *option* of the picker of *reply*; returns what is answered."""
        (picker,) = reply.pickers
        return self._answered(reply, {**picker, "selected_option": dict(option)})

    def command(self, words: str, *, by: str = "anna", channel: str | None = None) -> Reply:
        """Type `/kpi` and *words*; returns what only the person sees."""
        return self.command_sent(words, by=by, channel=channel)()

    def command_sent(
        self, words: str, *, by: str = "anna", channel: str | None = None
    ) -> Callable[[], Reply]:
        """Type `/kpi` and *words*, and be told it is received; gives what waits for the answer.

        As the manifest asks (should_escape), '@ben' and '@of-a-group' reach the bot as ids.
        """
        url = self.slack.front.response_url()
        payload = {
            "command": "/kpi",
            "text": self._named(html.escape(words, quote=False)),
            "response_url": url,
            "trigger_id": uuid.uuid4().hex,
            "user_id": self._id_of(by),
            "channel_id": channel or self.channel,
            "team_id": TEAM,
            "api_app_id": APP,
        }
        self._deliver("slash_commands", payload, urlencode(payload))
        return lambda: self._responded(url, channel)

    def _named(self, words: str) -> str:
        """*words* with people and groups as Slack delivers them."""
        for name in PEOPLE:
            words = words.replace(f"@{name}", f"<@{self._id_of(name)}|{name}>")
        for group in self.slack.front.groups:
            words = words.replace(f"@{group}", f"<!subteam^{group}|@{group.lower()}>")
        return words

    def press(self, reply: Reply, label: str, *, by: str = "anna") -> Reply:
        """Press the button of *reply* that begins with *label*; returns what is answered."""
        return self._answered(reply, reply.button(label), by=by)

    def turn(self, reply: Reply, label: str) -> Reply:
        """Press a button that changes *reply* in place; returns what it shows then."""
        url = self._act(reply, reply.button(label))
        if reply.ts is None:
            turned = self._responded(url, reply.channel)
            assert turned.raw["replace_original"], turned
            return turned

        def changed() -> list[dict[str, Any]]:
            said = self.thread(reply.channel, reply.thread)
            return [one for one in said if one["ts"] == reply.ts and one["blocks"] != reply.blocks]

        (now,) = waited(changed, f"the message to change at {label!r}")
        return Reply(now["text"], now["blocks"], reply.channel, reply.ts, reply.thread, now)

    def _answered(self, reply: Reply, element: Mapping[str, Any], *, by: str = "anna") -> Reply:
        before = 0 if reply.ts is None else len(self.thread(reply.channel, reply.thread))
        url = self._act(reply, element, by=by)
        if reply.ts is None:
            return self._responded(url, reply.channel)
        return self._reply_after(before, reply.channel, reply.thread)

    def press_alone(
        self, reply: Reply, label: str, *, value: str | None = None, by: str = "anna"
    ) -> Reply:
        """Press a button of *reply* that all see; returns what only the person is told.

        The button holds *value* instead of its own, where one is given.
        """
        button = reply.button(label)
        held = button if value is None else {**button, "value": value}
        return self._responded(self._act(reply, held, by=by))

    def open_form(self, reply: Reply, label: str, *, by: str = "anna") -> dict[str, Any]:
        """Press the button of *reply* that opens a form; returns the form as Slack shows it."""
        before = len(self.slack.calls("views.open"))
        self._act(reply, reply.button(label), by=by, trigger_id=self.slack.trigger(by))
        waited(lambda: self.slack.calls("views.open")[before:], "a form")
        return dict(self.slack.calls("views.open")[-1]["view"])

    def submit(self, form: Mapping[str, Any], *, by: str = "anna", **said: str) -> Any:
        """Fill in *form* and send it; returns what is wrong with it, None when it is taken.

        *said* is what Slack calls each answer: `value` or `selected_date`.
        """
        (asked,) = [block for block in form["blocks"] if block["type"] == "input"]
        element = {"type": asked["element"]["type"], **said}
        state = {"values": {asked["block_id"]: {asked["element"]["action_id"]: element}}}
        payload = self._interaction("view_submission", by)
        payload["view"] = {**form, "id": f"V{uuid.uuid4().hex}", "state": state}
        told = self._interact(payload)
        return told["errors"] if told else None

    def standing(self, channel: str) -> list[Reply]:
        """What stands in *channel* itself, oldest first."""
        return [
            Reply(one["text"], one.get("blocks", []), channel, one["ts"], one["ts"], one)
            for one in self.slack.messages(channel)
        ]

    def _act(
        self, reply: Reply, element: Mapping[str, Any], *, by: str = "anna", **more: Any
    ) -> str:
        """Deliver a click or a choice; returns the address at which only the person is answered."""
        ephemeral = reply.ts is None
        url = self.slack.front.response_url()
        message = {"ts": reply.ts, "thread_ts": reply.thread, "text": reply.text}
        payload = {
            **self._interaction("block_actions", by),
            "channel": {"id": reply.channel},
            "container": {"type": "message", "is_ephemeral": ephemeral},
            "response_url": url,
            "actions": [{"block_id": "b", **element, "action_ts": f"{time.time():.6f}"}],
            **({} if ephemeral else {"message": message}),
            **more,
        }
        self._interact(payload)
        return url

    def direct_messages(self, by: str = "anna") -> str:
        """The channel of a person's direct messages with the bot."""
        opened = self.slack.person(by).conversations_open(users=BOT_USER)
        return str(opened["channel"]["id"])

    def home(self, *, by: str = "anna") -> Home:
        """Open the bot's home tab; returns what it shows."""
        shown = len(self.slack.calls("views.publish"))
        event = {"type": "app_home_opened", "user": self._id_of(by), "tab": "home"}
        moment = {"channel": self.direct_messages(by), "event_ts": f"{time.time():.6f}"}
        self.deliver({**event, **moment})
        return self._home_after(shown)

    def press_at_home(self, home: Home, label: str, *, of: str = "", by: str = "anna") -> Home:
        """Press the button *label* beside what begins with *of*; returns what is shown then."""
        shown = len(self.slack.calls("views.publish"))
        payload = {
            **self._interaction("block_actions", by),
            "container": {"type": "view"},
            "view": {"type": "home", "blocks": home.blocks},
            "actions": [{**home.button(label, of), "block_id": "b"}],
        }
        self._interact(payload)
        return self._home_after(shown)

    def _home_after(self, shown: int) -> Home:
        calls = waited(lambda: self.slack.calls("views.publish")[shown:], "the home tab")
        return Home(calls[-1]["user_id"], calls[-1]["view"]["blocks"])


@contextmanager
def speaking(
    slack: Slack,
    store: Any,
    *,
    mode: Mode,
    today: Callable[[], date],
    alert_channel: str | None = None,
) -> Iterator[World]:
    """Run the real bot on *store* in *mode* meanwhile, and speak to it."""
    settings = slack.settings(alert_channel=alert_channel)
    clocks: Any = {"today": today, "now": lambda: datetime.now(UTC)}
    with ExitStack() as stack:
        address = None
        if mode == "socket":
            stack.enter_context(socket_bot(settings, store, **clocks))
        else:
            application = stack.enter_context(http_bot(settings, store, **clocks))
            address = stack.enter_context(served(application))
        yield World(slack, mode, address)


@contextmanager
def served(application: Any) -> Iterator[str]:
    """Serve a web application on a free port of this machine, by a thread of its own."""
    port = free_port()
    config = uvicorn.Config(application, host="127.0.0.1", port=port, log_level="error")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, name="the bot's web server")
    thread.start()
    try:
        waited(lambda: server.started or not thread.is_alive(), "the bot's web server")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
