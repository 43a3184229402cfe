"""Deliver to the bot what Slack delivers, over either mode, and read what the bot says."""

import html
import json
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from bot.serving import PATH
from tests.slackworld.workspace import APP, BOT_USER, MANIFEST, TEAM, Slack, signed

PATIENCE = 20.0  # seconds; an answer takes a fraction of one
Mode = Literal["socket", "http"]


@dataclass(frozen=True)
class Reply:
    """A message of the bot's: `thread` is the ts of the message it answers, `ts` its own."""

    text: str
    blocks: list[dict[str, Any]] = field(repr=False)
    channel: str
    ts: str | None
    thread: str | None
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def words(self) -> str:
        """The text as a person reads it."""
        return html.unescape(self.text)

    @property
    def shown(self) -> str:
        """Everything the blocks show, as Slack got it."""
        return json.dumps(self.blocks, ensure_ascii=False)

    @property
    def buttons(self) -> list[dict[str, Any]]:
        rows = [block["elements"] for block in self.blocks if block["type"] == "actions"]
        return [one for row in rows for one in row if one["type"] == "button"]

    def button(self, label: str) -> dict[str, Any]:
        """The button that begins with *label*."""
        return next(one for one in self.buttons if one["text"]["text"].startswith(label))

    @property
    def pickers(self) -> list[dict[str, Any]]:
        """Each picker, with the id of the block it stands in."""
        blocks = [block for block in self.blocks if block["type"] == "actions"]
        return [
            {**one, "block_id": block["block_id"]}
            for block in blocks
            for one in block["elements"]
            if one["type"] == "external_select"
        ]


@dataclass(frozen=True)
class Home:
    """What the bot's home tab shows to a person."""

    user: str
    blocks: list[dict[str, Any]] = field(repr=False)

    @property
    def words(self) -> str:
        """Everything it shows, line by line, as a person reads it."""
        said = []
        for block in self.blocks:
            for holder in [block, *block.get("elements", ())]:
                text = holder.get("text")
                said.append(text["text"] if isinstance(text, dict) else text or "")
        return html.unescape("\n".join(line for line in said if line))

    def button(self, label: str, of: str = "") -> dict[str, Any]:
        """The button *label* that stands beside what begins with *of*."""
        beside = (
            (block["accessory"], html.unescape(block["text"]["text"]))
            for block in self.blocks
            if "accessory" in block
        )
        among = (
            (one, "")
            for block in self.blocks
            if block["type"] == "actions"
            for one in block["elements"]
        )
        return next(
            button
            for button, words in (*beside, *among)
            if button["text"]["text"] == label and words.startswith(of)
        )


class Line:
    """A workspace with the bot in it, listening in one *mode*."""

    def __init__(self, slack: Slack, mode: Mode, bot_address: str | None) -> None:
        self.slack = slack
        self.mode = mode
        self.channel = slack.new_channel()
        self._bot = bot_address

    def _interaction(self, kind: str, by: str) -> dict[str, Any]:
        """What every interaction of *by* has that Slack delivers."""
        return {
            "type": kind,
            "api_app_id": APP,
            "team": {"id": TEAM},
            "user": {"id": self._id_of(by)},
            "channel": {"id": self.channel},
            "trigger_id": uuid.uuid4().hex,
        }

    def _interact(self, payload: Mapping[str, Any]) -> Any:
        """Deliver an interaction; returns what the bot acknowledges it with."""
        return self._deliver("interactive", payload, urlencode({"payload": json.dumps(payload)}))

    def say(
        self, words: str, *, channel: str | None = None, thread: str | None = None, by: str = "anna"
    ) -> dict[str, Any]:
        """Post as a person, and return the event Slack makes of it, not yet delivered."""
        place = channel or self.channel
        posted = self.slack.person(by).chat_postMessage(channel=place, text=words, thread_ts=thread)
        event = {"type": "message", "user": self._id_of(by), "text": words, "channel": place}
        event |= {"ts": posted["ts"], "event_ts": posted["ts"]}
        if thread is None:
            return event
        opened_by = self.thread(place, thread, as_=by)[0]["user"]
        return event | {"thread_ts": thread, "parent_user_id": opened_by}

    def deliver(
        self,
        event: Mapping[str, Any],
        *,
        event_id: str | None = None,
        again: int = 0,
        signed_at: int | None = None,
        **beside: Any,
    ) -> None:
        """Deliver *event* as Slack does, *again* being how often it was delivered before.

        Only what the manifest subscribes to is ever delivered. What stands *beside* the event in
        the delivery may be given, and over HTTP when it was signed.
        """
        name = str(event["type"])
        if name == "message":
            kinds = {"im": "im", "group": "groups"}
            name += "." + kinds.get(str(event.get("channel_type")), "channels")
        assert name in MANIFEST["settings"]["event_subscriptions"]["bot_events"], name
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": APP,
            "event": dict(event),
            "event_id": event_id or f"Ev{uuid.uuid4().hex}",
            "event_time": int(time.time()),
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
            **beside,
        }
        headers = {}
        if again:
            headers = {"X-Slack-Retry-Num": str(again), "X-Slack-Retry-Reason": "http_timeout"}
        said = json.dumps(body)
        if signed_at:
            headers |= signed(said, at=signed_at)
        self._deliver("events_api", body, said, headers=headers, again=again)

    def answer_to(self, event: Mapping[str, Any], *, as_: str = "ben") -> Reply:
        """Wait for the bot's first answer after *event* in its thread."""
        thread = event.get("thread_ts") or event["ts"]
        said = self.thread(event["channel"], thread, as_=as_)
        place = [one["ts"] for one in said].index(event["ts"])
        return self._reply_after(place + 1, event["channel"], thread, as_=as_)

    def thread(self, channel: str, ts: str | None, *, as_: str = "ben") -> list[dict[str, Any]]:
        """Every message of a thread, its first included, as *as_* sees it."""
        person = self.slack.person(as_)
        return list(person.conversations_replies(channel=channel, ts=str(ts))["messages"])

    def post(self, body: str, headers: Mapping[str, str]) -> int:
        """Post *body* to the bot's own address with *headers*; returns the status (HTTP only)."""
        return self._posted(body, headers)[0]

    def _posted(self, body: str, headers: Mapping[str, str]) -> tuple[int, str]:
        request = Request(f"{self._bot}{PATH}", data=body.encode(), headers=dict(headers))
        try:
            with urlopen(request, timeout=PATIENCE) as response:
                return int(response.status), response.read().decode()
        except HTTPError as refusal:
            with refusal:
                return refusal.code, ""

    def _deliver(
        self,
        kind: str,
        payload: Mapping[str, Any],
        body: str,
        *,
        headers: Mapping[str, str] | None = None,
        again: int = 0,
    ) -> Any:
        if self.mode == "socket":
            retry = {"retry_attempt": again, "retry_reason": "timeout"} if again else {}
            return self.slack.front.send(kind, payload, **retry)
        content = (
            "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
        )
        own = {"Content-Type": content, **signed(body), **(headers or {})}
        status, said = self._posted(body, own)
        assert status == 200, f"The bot answered Slack with {status}."
        return json.loads(said) if said.startswith("{") else None

    def _reply_after(self, place: int, channel: str, ts: str | None, *, as_: str = "ben") -> Reply:
        said = waited(lambda: self.thread(channel, ts, as_=as_)[place:], "an answer in the thread")
        first = said[0]
        assert first["user"] == BOT_USER, first
        return Reply(first["text"], first.get("blocks", []), channel, first["ts"], ts, first)

    def _responded(self, url: str, channel: str | None = None) -> Reply:
        told = self.slack.front.responses[url.rsplit("/", 1)[1]]
        first = waited(lambda: told, "an answer to the command")[0]
        assert first["response_type"] == "ephemeral", first
        place = channel or self.channel
        return Reply(first["text"], first.get("blocks", []), place, None, None, first)

    def _id_of(self, name: str) -> str:
        return self.slack.id_of(name)


def waited(look: Callable[[], Any], what: str) -> Any:
    """Return what *look* sees as soon as it sees anything."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        if seen := look():
            return seen
        time.sleep(0.03)
    raise AssertionError(f"Waited {PATIENCE:.0f} s in vain for {what}.")
