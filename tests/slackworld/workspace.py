"""An emulated workspace: people, channels, and the bot's account with the manifest's scopes."""

import json
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from kpi_store.config import Settings
from tests.slackworld import emulator
from tests.slackworld.front import Fault, Front, spares

MANIFEST = json.loads(
    (Path(__file__).parents[2] / "bot" / "manifest.json").read_text(encoding="utf-8")
)
APP, BOT, BOT_USER, TEAM = "A0KPI", "B0KPI", "U0KPI", "T000000001"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-of-the-bot", "xapp-of-the-app", "the signing secret"
PEOPLE = {"anna": "xoxp-anna", "ben": "xoxp-ben", "clare": "xoxp-clare"}
CLIENT_ID, CLIENT_SECRET = "1.2", "of the app"
ADMIN = "clare"  # by the settings


@dataclass
class Slack:
    """An emulated workspace with three people, Anna, Ben and Clare, and the bot's account."""

    front: Front

    @property
    def api(self) -> str:
        return f"{self.front.address}/api/"

    def settings(self, *, alert_channel: str | None = None) -> Settings:
        """The settings that connect a bot to this workspace."""
        return Settings(
            database_url="",  # the store is given, not opened
            slack_bot_token=BOT_TOKEN,
            slack_app_token=APP_TOKEN,
            slack_signing_secret=SECRET,
            slack_api_url=self.api,
            alert_channel=alert_channel,
            slack_admins=(self.id_of(ADMIN),),
        )

    def person(self, name: str) -> WebClient:
        return WebClient(PEOPLE[name], base_url=self.api)

    def id_of(self, name: str) -> str:
        return str(self.person(name).auth_test()["user_id"])

    def new_channel(self) -> str:
        """A channel of its own with Anna, Ben and the bot in it; returns its id."""
        anna, ben = self.person("anna"), self.person("ben")
        made = anna.conversations_create(name=f"c-{uuid.uuid4().hex[:12]}")["channel"]["id"]
        ben_id = ben.auth_test()["user_id"]
        anna.conversations_invite(channel=made, users=f"{BOT_USER},{ben_id}")
        return str(made)

    def messages(self, channel: str) -> list[dict[str, Any]]:
        """What stands in the channel itself, oldest first, as Ben sees it."""
        said = self.person("ben").conversations_history(channel=channel, limit=500)["messages"]
        return list(reversed(said))

    def trigger(self, by: str = "anna") -> str:
        """What proves that a person has just pressed something, so that a form may open."""
        client = WebClient(BOT_TOKEN, base_url=self.api)
        user = self.person(by).auth_test()["user_id"]
        made = client.api_call("views.generateTriggerId", params={"user_id": user})
        return str(made["trigger_id"])

    def calls(self, method: str) -> list[dict[str, Any]]:
        return [asked for name, asked in self.front.calls if name == method]

    def fault(self, method: str, **how: Any) -> Fault:
        """Make the next calls of *method* go wrong; see front.Fault."""
        fault = Fault(method, **how)
        self.front.faults.append(fault)
        return fault


@contextmanager
def emulated_slack() -> Iterator[Slack]:
    """A workspace of its own on this machine; everything is stopped on leaving."""
    front = Front(tokens=(BOT_TOKEN, *PEOPLE.values()))
    with front.serving(), emulator.running(_seed(), front.address) as address:
        front.emulator = address
        yield Slack(front)


def signed(body: str, *, secret: str = SECRET, at: int | None = None) -> dict[str, str]:
    """The headers with which Slack proves that *body* is its own."""
    moment = str(at if at is not None else int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=moment, body=body)
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": str(signature)}


def _seed() -> dict[str, Any]:
    """A workspace in which the bot's token has the manifest's scopes and no other."""
    scopes = MANIFEST["oauth_config"]["scopes"]["bot"]
    identity = {"bot_id": BOT, "bot_user_id": BOT_USER, "scopes": scopes}
    app = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "app_id": APP, "bot_name": "kpi"}
    app |= {"name": "Council KPIs", "redirect_uris": []}
    token = {"token": BOT_TOKEN, "type": "bot", "user": BOT_USER, "app_id": APP}
    return {
        "team": {"name": "Council", "domain": "council"},
        "users": [{"name": name, "is_admin": name == "anna"} for name in PEOPLE],
        "oauth_apps": [app | identity],
        "tokens": [
            *(token | identity | {"token": said} for said in spares(BOT_TOKEN)),
            *(
                {"token": said, "type": "user", "user": name}
                for name, own in PEOPLE.items()
                for said in spares(own)
            ),
        ],
        "strict_scopes": True,
    }
