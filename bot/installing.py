"""Let other workspaces install the bot by themselves, and answer each with its own token.

Optional: on when KPI_SLACK_CLIENT_ID is set, over HTTP only. What Slack gives at an installation
is kept in the store's database with its tokens encrypted. What a channel of theirs follows goes
out to it with its own workspace's token.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.resources import files
from threading import Lock
from typing import Any
from urllib.parse import parse_qs

from cryptography.fernet import Fernet, InvalidToken
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.oauth.oauth_flow import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore

from bot.app import SLACK, TIMEOUT, client_for_alerts
from bot.sending import NoWorkspaceError
from kpi_store.config import Settings
from kpi_store.domain.errors import BadSetting
from kpi_store.installations import engine_of
from kpi_store.store import Store
from kpi_store.workspaces import team_of as workspace_of

INSTALL, CALLBACK = "/slack/install", "/slack/oauth_redirect"
STATE_LASTS = 600  # seconds between pressing the button and coming back
MAKE = (
    "Make one with: python -c 'from cryptography.fernet import Fernet; "
    "print(Fernet.generate_key().decode())'"
)
SECRETS = (
    *("bot_token", "bot_refresh_token", "user_token", "user_refresh_token"),
    "incoming_webhook_url",
)


class Installations(SQLAlchemyInstallationStore):
    """Installations with every token encrypted at rest."""

    def __init__(self, client_id: str, engine: Any, key: Fernet) -> None:
        super().__init__(client_id=client_id, engine=engine)
        self._key = key

    def save(self, installation: Installation) -> None:
        super().save(self._each(Installation(**vars(installation)), self._sealed))

    def save_bot(self, bot: Bot) -> None:
        super().save_bot(self._each(Bot(**vars(bot)), self._sealed))

    def find_bot(self, **where: Any) -> Bot | None:
        found = super().find_bot(**where)
        return found and self._each(found, self._opened)

    def find_installation(self, **where: Any) -> Installation | None:
        found = super().find_installation(**where)
        return found and self._each(found, self._opened)

    def _each(self, held: Any, change: Callable[[str], str]) -> Any:
        for name in SECRETS:
            if said := getattr(held, name, None):
                setattr(held, name, change(said))
        return held

    def _sealed(self, token: str) -> str:
        """The token encrypted; `save` seals it and hands it on to `save_bot`."""
        return token if self._is_sealed(token) else self._key.encrypt(token.encode()).decode()

    def _opened(self, token: str) -> str:
        return self._key.decrypt(token.encode()).decode() if self._is_sealed(token) else token

    def _is_sealed(self, token: str) -> bool:
        if token.startswith(("xox", "https://")):
            return False
        try:
            self._key.decrypt(token.encode())
        except InvalidToken as fault:
            raise BadSetting(
                "KPI_SLACK_TOKEN_KEY",
                "is not the key with which the workspaces' tokens were kept",
                "Set the key that was set then, or install the app in each workspace again.",
            ) from fault
        return True


class Workspaces:
    """The apps of the workspaces that installed the bot, each built at its first request."""

    def __init__(
        self, settings: Settings, store: Store, build: Callable[..., App], home: App | None
    ) -> None:
        self._settings = settings
        self._store = store
        self._build = build
        self._home = home
        self._home_team = str(home.client.auth_test()["team_id"]) if home else ""
        self._apps: dict[str, App] = {}
        self._lock = Lock()
        client_id, key = _complete(settings)
        engine = engine_of(store)
        self._installed = Installations(client_id, engine, key)
        self._installed.create_tables()
        states = SQLAlchemyOAuthStateStore(STATE_LASTS, engine)
        states.create_tables()
        address = (settings.slack_api_url or SLACK).rstrip("/") + "/"
        self._flow = OAuthFlow(
            client=WebClient(base_url=address, timeout=TIMEOUT, retry_handlers=[]),
            settings=OAuthSettings(
                client_id=client_id,
                client_secret=settings.slack_client_secret,
                scopes=_scopes(),
                user_scopes=[],
                install_path=INSTALL,
                redirect_uri_path=CALLBACK,
                authorization_url=address.removesuffix("api/") + "oauth/v2/authorize",
                installation_store=self._installed,
                state_store=states,
            ),
        )

    @property
    def pages(self) -> Mapping[str, Callable[[BoltRequest], BoltResponse]]:
        """What people are shown on the way to an installation, by its path."""
        return {INSTALL: self.install, CALLBACK: self.installed}

    def install(self, request: BoltRequest) -> BoltResponse:
        """The page that leads to Slack's own."""
        return self._flow.handle_installation(request)

    def installed(self, request: BoltRequest) -> BoltResponse:
        """What Slack's page leads back to: the tokens are fetched and kept."""
        return self._flow.handle_callback(request)

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        """Answer with the app of the workspace that *request* comes from.

        Every app checks the signature; a workspace that has not installed the bot gets 404.
        """
        team = team_of(request.raw_body)
        app = self._home if team == self._home_team else self.app_of(team)
        if app is None:
            return BoltResponse(status=404, body="Not installed in this workspace.")
        return app.dispatch(request)

    def app_of(self, team: str) -> App | None:
        """The app of a workspace that installed the bot; None for another.

        Raises BadSetting when its token was kept with another key.
        """
        token = self._token_of(team)
        if not token:
            return None
        with self._lock:
            if token not in self._apps:
                own = replace(self._settings, slack_bot_token=token)
                self._apps[token] = self._build(own, team=team)
            return self._apps[token]

    def client_for(self, channel: str) -> WebClient | None:
        """The client that sends alerts to *channel*; None for one of the council's own workspace.

        Raises NoWorkspaceError where its workspace has installed the bot no longer.
        """
        team = workspace_of(self._store, channel)
        if team is None or team == self._home_team:
            return None
        token = self._token_of(team)
        if not token:
            raise NoWorkspaceError
        return client_for_alerts(replace(self._settings, slack_bot_token=token))

    def _token_of(self, team: str) -> str | None:
        bot = self._installed.find_bot(enterprise_id=None, team_id=team) if team else None
        return bot.bot_token if bot else None


def team_of(body: str) -> str:
    """The id of the workspace that a request of Slack's comes from; '' where it names none."""
    try:
        told = json.loads(body) if body.startswith("{") else _form(body)
    except ValueError:
        return ""
    team = told.get("team_id") or (told.get("team") or {}).get("id")
    return str(team or "")


def _form(body: str) -> dict[str, Any]:
    form = {name: said[-1] for name, said in parse_qs(body).items()}
    return dict(json.loads(form["payload"])) if "payload" in form else form


def _scopes() -> list[str]:
    manifest = json.loads(files("bot").joinpath("manifest.json").read_text(encoding="utf-8"))
    return list(manifest["oauth_config"]["scopes"]["bot"])


def _complete(settings: Settings) -> tuple[str, Fernet]:
    """The client's id and the key; raises BadSetting for what an installation still lacks."""
    if not settings.slack_client_secret:
        raise BadSetting(
            "KPI_SLACK_CLIENT_SECRET",
            "is not set",
            "Copy the client secret from 'Basic Information' of the Slack app.",
        )
    try:
        return str(settings.slack_client_id), Fernet(settings.slack_token_key or "")
    except ValueError as fault:
        said = "is not a key" if settings.slack_token_key else "is not set"
        raise BadSetting("KPI_SLACK_TOKEN_KEY", said, MAKE) from fault
