"""An emulated Slack, the council's papers, and the bot between them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from bot.alerts import Dispatcher
from bot.app import client_for_alerts
from kpi_store.store import Store
from tests.conftest import NewDatabase
from tests.slack.alerting import Clock
from tests.slackworld.driver import World, speaking
from tests.slackworld.workspace import Slack, emulated_slack

TODAY = date(2019, 11, 6)  # the day of the November paper


@pytest.fixture(scope="session")
def slack() -> Iterator[Slack]:
    with emulated_slack() as workspace:
        yield workspace


@pytest.fixture(scope="session")
def papers_url(new_database: NewDatabase, seeded_url: str) -> str:
    """A database of the real papers."""
    return new_database(seeded_url)


@pytest.fixture(scope="session")
def papers(papers_url: str) -> Iterator[Store]:
    """A store of the real papers, asked on the day of the November one."""
    store = Store.open(papers_url)
    yield store
    store.close()


@pytest.fixture(scope="session", params=["socket", "http"])
def slack_world(slack: Slack, papers: Any, request: pytest.FixtureRequest) -> Iterator[World]:
    """The bot on the real papers, spoken to over Socket Mode and then over HTTP."""
    with speaking(slack, papers, mode=request.param, today=lambda: TODAY) as world:
        yield world


@pytest.fixture(scope="module")
def http_world(slack: Slack, papers: Any) -> Iterator[World]:
    with speaking(slack, papers, mode="http", today=lambda: TODAY) as world:
        yield world


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def channel(slack: Slack) -> str:
    return slack.new_channel()


@pytest.fixture
def dispatcher(slack: Slack, council: Store, channel: str, clock: Clock) -> Dispatcher:
    return Dispatcher(council, client_for_alerts(slack.settings()), channel, clock)


@pytest.fixture(autouse=True)
def no_fault_is_left_over(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "slack" in request.fixturenames:
        request.getfixturevalue("slack").front.faults.clear()
