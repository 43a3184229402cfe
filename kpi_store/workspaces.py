"""Hold which Slack workspace a channel belongs to, where it is one that installed the bot itself.

A channel that is not held here belongs to the council's own workspace.
"""

from kpi_store.store import Store
from kpi_store.writing import insert

ADD = (
    insert("workspace_channel", ("channel", "team"))
    + " on conflict (channel) do update set team = excluded.team"
)
OF_CHANNEL = "select team from workspace_channel where channel = ?"


def belongs(store: Store, channel: str, team: str) -> None:
    """Keep that *channel* is one of the workspace *team*'s."""
    if team_of(store, channel) != team:
        with store.writing() as writer:
            writer.run(ADD, (channel, team))


def team_of(store: Store, channel: str) -> str | None:
    """The id of the workspace that *channel* belongs to; None for the council's own."""
    with store.database.reading() as connection:
        statement = store.database.dialect.sql(OF_CHANNEL)
        row = connection.execute(statement, (channel,)).fetchone()
    return None if row is None else str(row[0])
