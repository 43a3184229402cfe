"""Declare the tables of what is agreed with channels and people, and of what they did.

Nothing here is a figure. What is agreed is added as a new row and the newest counts, so that it
can be seen who agreed what and when; `seq` is the store's row number. A channel, a person and a
group are held by Slack's id, never by a name, since names change.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from kpi_store.tables import Moment, Row


class DeliveryRow(Row, table=True):
    """An event that has been taken up; one that is delivered again is not answered again."""

    __tablename__ = "delivery"
    __table_args__ = (Index("delivery_age", "seen_at"),)

    key: str = Field(primary_key=True)
    seen_at: datetime = Field(sa_type=Moment)


class ConversationRow(Row, table=True):
    """What was asked in a thread, so that a follow-up need not say it again."""

    __tablename__ = "conversation"
    __table_args__ = (Index("conversation_age", "updated_at"),)

    channel: str = Field(primary_key=True)
    thread: str = Field(primary_key=True)
    questions: str = Field(sa_type=Text)  # JSON, oldest first
    updated_at: datetime = Field(sa_type=Moment)


class ChannelRow(Row, table=True):
    """Who reads a channel, as agreed: its newest row counts."""

    __tablename__ = "channel"

    channel: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_type=BigInteger)
    audience: str  # officers or public
    shared_allowed: bool  # whether it may be answered though another organisation shares it
    by: str
    at: datetime = Field(sa_type=Moment)


class WorkspaceChannelRow(Row, table=True):
    """Which workspace a channel belongs to, where it is not the council's own."""

    __tablename__ = "workspace_channel"

    channel: str = Field(primary_key=True)
    team: str


class MemberRow(Row, table=True):
    """What a person or a group may do: the newest row counts."""

    __tablename__ = "member"

    subject: str = Field(primary_key=True)  # a user's or a user group's id
    seq: int = Field(primary_key=True, sa_type=BigInteger)
    role: str  # reader, editor, approver, admin, or '' when taken away
    by: str
    at: datetime = Field(sa_type=Moment)


class SubscriptionRow(Row, table=True):
    """What a channel or a person follows: the newest row of the same thing counts."""

    __tablename__ = "subscription"
    __table_args__ = (Index("subscription_of_channel", "channel"),)

    seq: int = Field(primary_key=True, sa_type=BigInteger)
    channel: str  # or that of a person's direct messages with the bot
    edition: str  # '' for everything red of every edition
    kind: str  # red, section, indicator or edition
    what: str  # the section's name or the indicator's key; '' for red and edition
    active: bool
    by: str
    at: datetime = Field(sa_type=Moment)


class TimetableRow(Row, table=True):
    """When a channel gets its digest, and when it is left in peace: the newest row counts."""

    __tablename__ = "timetable"

    channel: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_type=BigInteger)
    digest: str  # 'weekly 08:30', 'monthly …', 'panel …', or '' for none; Europe/London
    quiet_from: str  # '18:00', or '' for no quiet hours
    quiet_to: str
    by: str
    at: datetime = Field(sa_type=Moment)


class PanelRow(Row, table=True):
    """A day on which the panel meets."""

    __tablename__ = "panel"

    dated: date = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_type=BigInteger)
    active: bool
    by: str
    at: datetime = Field(sa_type=Moment)


class DigestRunRow(Row, table=True):
    """A digest that has been put in the outbox; a second scheduler finds the place taken."""

    __tablename__ = "digest_run"

    channel: str = Field(primary_key=True)
    due_at: datetime = Field(primary_key=True, sa_type=Moment)
    made_at: datetime = Field(sa_type=Moment)


class AlertActRow(Row, table=True):
    """What somebody did about an alert: acknowledged, put off, acted, or muted it."""

    __tablename__ = "alert_act"

    area: str = Field(primary_key=True)
    indicator: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_type=BigInteger)
    key: str  # the alert's
    act: str  # acknowledged, snoozed, action, muted or unmuted
    words: str = Field(sa_type=Text)
    until: date | None
    by: str
    at: datetime = Field(sa_type=Moment)
