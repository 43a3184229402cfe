"""Put the changes of one publication in the outbox, in the transaction that records them.

One change is a message; several are one message with a line each, and a thread for the rest.
What leaves red also brings the message up to date that said it had turned.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kpi_store import outbox
from kpi_store.domain.alert import Alert, Turn
from kpi_store.domain.notice import Group, Refresh, opaque
from kpi_store.store import Writer
from kpi_store.told import about, looking_within


def announce(
    writer: Writer,
    alerts: Sequence[Alert],
    *,
    channel: str,
    now: datetime,
    not_before: datetime | None = None,
) -> None:
    """Tell *channel* of *alerts*, which come of one publication of one edition."""
    if len(alerts) > 1:
        first = alerts[0]
        heading = Group(
            key=opaque("group", *(one.key for one in alerts)),
            area=first.area,
            edition=first.edition,
            edition_title=first.edition_title,
            source=first.source,
            alerts=tuple(alerts),
        )
        outbox.add(writer, heading, channel=channel, now=now, not_before=not_before)
        alerts = [replace(one, within=heading.key) for one in alerts]
    for alert in alerts:
        outbox.add(writer, alert, channel=channel, now=now, not_before=not_before)
        if alert.turn is Turn.LEFT:
            _mark_recovered(writer, alert, channel=channel, now=now)


def refresh(writer: Writer, of: Alert, cause: object, *, channel: str, now: datetime) -> None:
    """Have the message of *of*, and the heading it stands under, brought up to date."""
    for key in (of.key, of.within):
        if key:
            notice = Refresh(opaque("refresh", key, cause), of.area, key)
            outbox.add(writer, notice, channel=channel, now=now)


def _mark_recovered(writer: Writer, alert: Alert, *, channel: str, now: datetime) -> None:
    rows = about(looking_within(writer), alert.area, alert.indicator, channel)
    turned = next((one.alert for one in reversed(rows) if one.turned and one.alert), None)
    if turned:
        refresh(writer, turned, alert.key, channel=channel, now=now)
