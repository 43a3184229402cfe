"""Another workspace installs the bot by itself; its token is kept where nobody can read it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from cryptography.fernet import Fernet

from bot.alerts import NO_WORKSPACE
from bot.installing import CALLBACK, INSTALL, Workspaces, team_of
from bot.serving import http_bot
from kpi_store import outbox
from kpi_store.config import Settings
from kpi_store.domain.errors import BadSetting
from kpi_store.store import Store
from tests.slack.alerting import indicators, published
from tests.slack.conftest import TODAY
from tests.slackworld.driver import World, served, waited
from tests.slackworld.workspace import ADMIN, CLIENT_ID, CLIENT_SECRET, TEAM, Slack

QUESTION = "what's indicator 11 in Q2?"
KEY = Fernet.generate_key().decode()
CLOCKS: Any = {"today": lambda: TODAY, "now": lambda: datetime.now(UTC)}


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@pytest.fixture
def settings(slack: Slack) -> Settings:
    """Those of a bot that is installed nowhere yet."""
    return replace(
        slack.settings(),
        slack_bot_token=None,
        slack_client_id=CLIENT_ID,
        slack_client_secret=CLIENT_SECRET,
        slack_token_key=KEY,
    )


@pytest.fixture
def address(settings: Settings, council: Store) -> Iterator[str]:
    with http_bot(settings, council, **CLOCKS) as application, served(application) as address:
        yield address


def opened(url: str, **how: Any) -> tuple[int, Any, str]:
    """The status, headers and words of a page, without following where it leads."""
    try:
        with build_opener(_Stay).open(Request(url, **how), timeout=20) as page:
            return page.status, page.headers, page.read().decode()
    except HTTPError as other:
        with other:
            return other.code, other.headers, other.read().decode()


def agreed(slack: Slack, address: str) -> tuple[str, str]:
    """Press the button on the bot's page and agree on Slack's; gives the way back and the cookie.

    The state's cookie is for https alone, so that over loopback it is carried by hand.
    """
    status, headers, page = opened(address + INSTALL)
    assert status == 200
    (link,) = re.findall(r'href="([^"]+authorize[^"]+)"', page)
    asked = {
        name: said[0] for name, said in parse_qs(urlsplit(link.replace("&amp;", "&")).query).items()
    }
    assert link.startswith(slack.front.address)
    form = {**asked, "user_id": slack.id_of("anna"), "redirect_uri": address + CALLBACK}
    agree = f"{slack.front.emulator}/oauth/v2/authorize/callback"
    status, back, _ = opened(agree, data=urlencode(form).encode())
    assert status == 302
    return back["Location"], headers["Set-Cookie"].partition(";")[0]


def test_a_workspace_that_installs_the_bot_is_answered_with_its_own_token(
    slack: Slack, address: str, council: Store
) -> None:
    world = World(slack, "http", address)
    body = f'{{"type": "event_callback", "team_id": "{TEAM}"}}'
    assert world.post(body, {"Content-Type": "application/json"}) == 404
    back, cookie = agreed(slack, address)
    status, _, page = opened(back, headers={"Cookie": cookie})
    assert status == 200, page
    channel = slack.new_channel()
    assert "20 %" in world.mention(QUESTION, channel=channel).words
    assert "20 %" in world.command(QUESTION, channel=channel).words
    assert world.post(body, {"Content-Type": "application/json"}) == 401  # not signed
    tokens = _kept(council)
    assert tokens
    assert all(Fernet(KEY).decrypt(token.encode()).startswith(b"xox") for token in tokens)


def test_what_a_channel_of_such_a_workspace_follows_is_sent_there_while_it_is_installed(
    slack: Slack, address: str, council: Store
) -> None:
    back, cookie = agreed(slack, address)
    assert opened(back, headers={"Cookie": cookie})[0] == 200
    world, channel = World(slack, "http", address), slack.new_channel()
    said = world.command("subscribe red", by=ADMIN, channel=channel).words
    assert said.startswith("This channel follows everything red")
    first, second = indicators(council)[:2]
    published(council, first, "2019-12", "Red")
    (alert,) = waited(lambda: world.standing(channel), "the alert")
    assert ", turned ■ Red" in alert.text
    with council.writing() as writer:
        writer.run("delete from slack_bots", ())
    published(council, second, "2019-12", "Red")
    waited(lambda: [one for one in outbox.waiting(council) if one.error], "the refusal")
    stopped = [one for one in outbox.waiting(council) if one.channel == channel]
    assert [(one.state, one.error) for one in stopped] == [(outbox.DEAD, NO_WORKSPACE)]
    assert len(world.standing(channel)) == 1


def test_a_way_back_works_once_and_in_the_browser_that_asked(slack: Slack, address: str) -> None:
    back, cookie = agreed(slack, address)
    assert opened(back)[0] == 400
    assert opened(back, headers={"Cookie": cookie})[0] == 200
    assert opened(back, headers={"Cookie": cookie})[0] == 401


def test_another_key_opens_nothing_and_is_named(
    slack: Slack, address: str, settings: Settings, council: Store
) -> None:
    back, cookie = agreed(slack, address)
    opened(back, headers={"Cookie": cookie})
    other = replace(settings, slack_token_key=Fernet.generate_key().decode())
    workspaces: Any = Workspaces(other, council, lambda _: pytest.fail("built"), None)
    with pytest.raises(BadSetting, match="KPI_SLACK_TOKEN_KEY is not the key"):
        workspaces.app_of(TEAM)


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        ({"slack_client_secret": None}, "KPI_SLACK_CLIENT_SECRET is not set"),
        ({"slack_token_key": None}, "KPI_SLACK_TOKEN_KEY is not set.*Make one"),
        ({"slack_token_key": "short"}, "KPI_SLACK_TOKEN_KEY is not a key.*Make one"),
        ({"slack_signing_secret": None}, "SLACK_SIGNING_SECRET is not set"),
    ],
)
def test_what_an_installation_lacks_is_named_at_start(
    settings: Settings, council: Store, lacking: dict[str, Any], sentence: str
) -> None:
    with (
        pytest.raises(BadSetting, match=sentence),
        http_bot(replace(settings, **lacking), council, **CLOCKS),
    ):
        pass


@pytest.mark.parametrize(
    ("body", "team"),
    [
        ('{"team_id": "T1"}', "T1"),
        ("command=%2Fkpi&team_id=T2", "T2"),
        (urlencode({"payload": '{"team": {"id": "T3"}}'}), "T3"),
        ("{not json", ""),
        ("payload=neither", ""),
        ("", ""),
    ],
)
def test_a_request_names_its_workspace(body: str, team: str) -> None:
    assert team_of(body) == team


def _kept(store: Store) -> list[str]:
    """Every token of bots and people that stands in the store's database."""
    with store.database.reading() as connection:
        bots = connection.execute("select bot_token from slack_bots").fetchall()
        rest = connection.execute("select bot_token, user_token from slack_installations")
        return [token for row in [*bots, *rest.fetchall()] for token in row if token]
