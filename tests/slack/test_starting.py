"""What keeps the bot from starting is said in a sentence that names the setting."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.app import client_for_alerts, client_of
from bot.serving import http_bot, socket_bot
from kpi_store.config import settings as read_settings
from kpi_store.domain.errors import BadSetting, KpiError
from kpi_store.store import Store
from tests.slackworld.emulator import free_port
from tests.slackworld.workspace import Slack

CLOCKS: Any = {"today": lambda: date(2019, 11, 6), "now": lambda: datetime.now(UTC)}


@pytest.mark.parametrize(
    ("start", "missing", "sentence"),
    [
        (socket_bot, "slack_bot_token", "SLACK_BOT_TOKEN is not set. .*manifest.json"),
        (socket_bot, "slack_app_token", "SLACK_APP_TOKEN is not set. .*connections:write"),
        (http_bot, "slack_bot_token", "SLACK_BOT_TOKEN is not set. .*manifest.json"),
        (http_bot, "slack_signing_secret", "SLACK_SIGNING_SECRET is not set. .*Basic Information"),
    ],
)
def test_a_missing_setting_is_named(slack: Slack, start: Any, missing: str, sentence: str) -> None:
    settings = replace(slack.settings(), **{missing: None})
    with pytest.raises(BadSetting, match=sentence), start(settings, None, **CLOCKS):
        pass


def test_a_refused_bot_token_is_named(slack: Slack) -> None:
    slack.fault("auth.test", error="token_revoked")
    with (
        pytest.raises(BadSetting, match=r"SLACK_BOT_TOKEN is refused by Slack \(token_revoked\)"),
        http_bot(slack.settings(), None, **CLOCKS),
    ):
        pass


def test_a_refused_app_token_is_named(slack: Slack, council: Store) -> None:
    settings = replace(slack.settings(), slack_app_token="xoxb-not-this-one")
    with (
        pytest.raises(BadSetting, match=r"SLACK_APP_TOKEN is refused by Slack \(not_allowed_token"),
        socket_bot(settings, council, **CLOCKS),
    ):
        pass


def test_a_slack_that_does_not_answer_is_named(slack: Slack) -> None:
    address = f"http://127.0.0.1:{free_port()}/api"
    settings = replace(slack.settings(), slack_api_url=address)
    with (
        pytest.raises(KpiError, match=f"Slack cannot be reached at {address}/"),
        socket_bot(settings, None, **CLOCKS),
    ):
        pass


def test_only_what_slack_told_us_to_repeat_is_repeated(slack: Slack) -> None:
    """The SDK's own default repeats a post whose answer was lost, and so posts it twice."""
    handlers = client_of(slack.settings()).retry_handlers
    assert [type(one) for one in handlers] == [RateLimitErrorRetryHandler]
    assert client_for_alerts(slack.settings()).retry_handlers == []


def test_no_secret_shows_when_the_settings_are_printed(slack: Slack) -> None:
    settings = slack.settings()
    for secret in (settings.slack_bot_token, settings.slack_app_token, "signing secret"):
        assert str(secret) not in repr(settings)


@pytest.mark.parametrize(
    ("name", "said", "sentence"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1", "SLACK_BOT_TOKEN does not begin with xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-1", "SLACK_APP_TOKEN does not begin with xapp-"),
        ("KPI_SLACK_ADMINS", "U0ANNA, ben", "KPI_SLACK_ADMINS 'ben' is not a member id"),
        ("KPI_SLACK_ADMINS", "#panel", "KPI_SLACK_ADMINS '#panel' is not a member id"),
    ],
)
def test_a_malformed_setting_is_named(name: str, said: str, sentence: str) -> None:
    with pytest.raises(BadSetting, match=sentence):
        read_settings({name: said})


def test_the_first_admins_are_named_by_their_ids() -> None:
    told = read_settings({"KPI_SLACK_ADMINS": "U0ANNA, W0BEN,"})
    assert told.slack_admins == ("U0ANNA", "W0BEN")
