"""Read the settings from the environment and a .env file, and say what is wrong with them.

A plain dataclass, not pydantic-settings: importing that costs a quarter of a second on every
question asked from the command line (docs/decisions.md, 5).
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dotenv import dotenv_values
from platformdirs import user_data_path

from kpi_store.domain.errors import BadSetting, KpiError, quoted

OURS = frozenset(
    {
        "KPI_DATABASE_URL",
        "KPI_SPECS",
        "KPI_ALERT_CHANNEL",
        "KPI_APPROVERS",
        "KPI_EDITORS",
        "KPI_PROXY_ADDRESSES",
        "KPI_SIGN_IN_HEADER",
        "KPI_CERTIFICATE",
        "KPI_CERTIFICATE_KEY",
        "KPI_SLACK_ADMINS",
        "KPI_SLACK_CLIENT_ID",
        "KPI_SLACK_CLIENT_SECRET",
        "KPI_SLACK_TOKEN_KEY",
    }
)
SLACK_CHANNEL = "CGD"  # the first letter of a channel's, private channel's or conversation's id
SLACK_PERSON = "UW"  # the first letter of a person's id


@dataclass(frozen=True)
class Settings:
    """Everything the programs are told from outside; secrets never show in its repr."""

    database_url: str = field(repr=False)
    slack_bot_token: str | None = field(default=None, repr=False)
    slack_app_token: str | None = field(default=None, repr=False)
    slack_signing_secret: str | None = field(default=None, repr=False)
    slack_api_url: str | None = None
    slack_client_id: str | None = None
    slack_client_secret: str | None = field(default=None, repr=False)
    slack_token_key: str | None = field(default=None, repr=False)
    alert_channel: str | None = None
    slack_admins: tuple[str, ...] = ()
    editors: frozenset[str] = frozenset()  # sign-in names, in lower case
    approvers: frozenset[str] = frozenset()
    xlwings_license_key: str | None = field(default=None, repr=False)
    certificate: str | None = None
    certificate_key: str | None = None


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of *environment* (default: the process's, over a .env file here).

    Raises BadSetting for the first that is malformed, and for a KPI_ name that means nothing.
    """
    given = environment if environment is not None else _environment()
    said = {name: value.strip() for name, value in given.items() if value and value.strip()}
    for name in sorted(said):
        if name.startswith("KPI_") and name not in OURS:
            raise BadSetting(name, "is not a setting", f"Known: {', '.join(sorted(OURS))}.")
    _token(said, "SLACK_BOT_TOKEN", "xoxb-", "the bot token from 'OAuth & Permissions'")
    _token(said, "SLACK_APP_TOKEN", "xapp-", "the app-level token from 'Basic Information'")
    channel = said.get("KPI_ALERT_CHANNEL")
    if channel and not (channel[0] in SLACK_CHANNEL and channel.isalnum() and channel.isupper()):
        raise BadSetting(
            "KPI_ALERT_CHANNEL",
            "is not a channel id",
            "Copy the id (like C0123456789) from the channel's details in Slack; names change.",
        )
    if said.get("KPI_CERTIFICATE_KEY") and not said.get("KPI_CERTIFICATE"):
        instead = "Name the certificate's file in KPI_CERTIFICATE."
        raise BadSetting("KPI_CERTIFICATE_KEY", "is set without its certificate", instead)
    api = said.get("SLACK_API_URL")
    if api and not api.startswith(("http://", "https://")):
        raise BadSetting("SLACK_API_URL", "is not a web address", "Try https://slack.com/api/.")
    return Settings(
        database_url=said.get("KPI_DATABASE_URL") or default_database_url(),
        slack_bot_token=said.get("SLACK_BOT_TOKEN"),
        slack_app_token=said.get("SLACK_APP_TOKEN"),
        slack_signing_secret=said.get("SLACK_SIGNING_SECRET"),
        slack_api_url=api,
        slack_client_id=said.get("KPI_SLACK_CLIENT_ID"),
        slack_client_secret=said.get("KPI_SLACK_CLIENT_SECRET"),
        slack_token_key=said.get("KPI_SLACK_TOKEN_KEY"),
        alert_channel=channel,
        slack_admins=_people(said.get("KPI_SLACK_ADMINS", "")),
        editors=_sign_in_names(said.get("KPI_EDITORS", "")),
        approvers=_sign_in_names(said.get("KPI_APPROVERS", "")),
        xlwings_license_key=said.get("XLWINGS_LICENSE_KEY"),
        certificate=said.get("KPI_CERTIFICATE"),
        certificate_key=said.get("KPI_CERTIFICATE_KEY"),
    )


def specs_folder() -> Path:
    """The folder of specs: KPI_SPECS, else beside the checkout, else inside the package."""
    if said := os.environ.get("KPI_SPECS"):
        folder = Path(said)
        if not (folder / "indicators.json").is_file():
            raise BadSetting("KPI_SPECS", f"names {said}", "It must hold indicators.json.")
        return folder
    package = Path(__file__).parent
    for folder in (package.parent / "specs", package / "_specs"):
        if (folder / "indicators.json").is_file():
            return folder
    raise KpiError("The specs are missing from this installation; install it again.")


def specs_digest(folder: Path) -> str:
    """One SHA-256 over the names and contents of the folder's JSON files that people edit."""
    files = [folder / "indicators.json", *sorted((folder / "publications").glob("*.json"))]
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def default_database_url() -> str:
    """The SQLite file in the person's own data folder, which is made when it is missing."""
    return f"sqlite:///{user_data_path('council-kpis', appauthor=False) / 'kpi.db'}"


def read_day(words: str | None, name: str) -> date | None:
    """Return the date written *words* ('2019-11-06'), None for None; BadSetting otherwise."""
    if words is None:
        return None
    try:
        return date.fromisoformat(words.strip())
    except ValueError as fault:
        instead = "Write a date as year-month-day, such as 2019-11-06."
        raise BadSetting(name, f"{quoted(words)} is not a date", instead) from fault


def _people(words: str) -> tuple[str, ...]:
    people = tuple(one.strip() for one in words.split(",") if one.strip())
    for one in people:
        if not (one[0] in SLACK_PERSON and one.isalnum() and one.isupper()):
            raise BadSetting(
                "KPI_SLACK_ADMINS",
                f"{quoted(one)} is not a member id",
                "Copy ids (like U0123456789) from people's profiles in Slack, with commas between.",
            )
    return people


def _sign_in_names(words: str) -> frozenset[str]:
    return frozenset(one.strip().casefold() for one in words.split(",") if one.strip())


def _environment() -> dict[str, str]:
    here = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return {**here, **os.environ}


def _token(said: Mapping[str, str], name: str, start: str, where: str) -> None:
    if name in said and not said[name].startswith(start):
        raise BadSetting(name, f"does not begin with {start}", f"It is {where} of the Slack app.")
