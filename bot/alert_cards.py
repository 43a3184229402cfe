"""Lay out an alert as a Slack message: what turned, what was done since, and what can be done.

Stored words are escaped; a person is named by Slack's id, which Slack shows as a name.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.buttons import button
from bot.limits import Block, Message, context, fitted, fitted_text, shortened
from bot.mrkdwn import bold, escaped
from kpi_store.alert_acts import Act, Done
from kpi_store.domain.alert import Alert, Turn
from kpi_store.domain.notice import Group, Reminder
from kpi_store.domain.period import said_date
from kpi_store.domain.wording import alert_in_words, turn_in_words

ACKNOWLEDGE, SNOOZE, ACTION = "alert-acknowledge", "alert-snooze", "alert-action"
MUTE, UNMUTE, TREND = "alert-mute", "alert-unmute", "alert-trend"
LINES = 40  # of a group; the rest stand in its thread
NUMBER = 40  # characters of an indicator's number that may stand in an example
PERSON = re.compile(r"[A-Z0-9]+")
SAID = {
    Act.ACKNOWLEDGED: "Acknowledged by {by} on {day}",
    Act.ACTION: "Action added by {by} on {day}",
    Act.MUTED: "Muted here by {by} on {day}",
    Act.UNMUTED: "No longer muted here, by {by} on {day}",
}


@dataclass(frozen=True)
class Since:
    """What has happened since an alert: the change that took it out of red, and what was done.

    `earlier` is the address of the thread of the indicator's alert before, where one stands.
    """

    recovery: Alert | None = None
    acts: tuple[Done, ...] = ()
    earlier: str = ""


def alert_message(alert: Alert, since: Since = Since()) -> Message:
    """Return the message that says *alert*, and what has happened *since*."""
    first, *rest = alert_in_words(alert).splitlines()
    lines = [*map(escaped, rest), *_happened(since)]
    return _laid_out(first, lines, [_buttons(alert, since)], more=_whole(alert))


def group_message(group: Group, recovered: Sequence[Alert | None]) -> Message:
    """Return the message that heads several changes; *recovered* says what became of each."""
    count = len(group.alerts)
    turned = sum(one.turn is Turn.TURNED for one in group.alerts)
    parts = [f"{turned} {Turn.TURNED}" if turned else "", _left(count - turned)]
    told = ", ".join(part for part in parts if part)
    heading = f"{group.source}: {count} changes of rating, {told} ({group.edition_title})"
    said = zip(group.alerts, recovered, strict=True)
    lines = [_line(alert, then) for alert, then in said]
    return _laid_out(
        heading,
        lines[:LINES],
        [],
        beyond=len(lines) - LINES,
        more=lambda left: f"… and {left} more. Each one stands in the thread below.",
    )


def reminder_message(reminder: Reminder, alert: Alert, since: Since) -> Message:
    """Return the message that says *alert*'s indicator is still red after a silence."""
    why = f"put off until {said_date(reminder.until)}" if reminder.until else "muted until now"
    first, *rest = alert_in_words(alert).splitlines()
    still = f"Still {f'{alert.after_symbol} {alert.after}'.strip()}, {why}."
    lines = [escaped(first), *map(escaped, rest)]
    return _laid_out(still, lines, [_buttons(alert, since)], more=_whole(alert))


def person(by: str) -> str:
    """Slack's mark for the person with the id *by*, or the words as they stand."""
    return f"<@{by}>" if PERSON.fullmatch(by) else escaped(by)


def _whole(alert: Alert) -> Callable[[int], str]:
    """How to see what one message cannot hold."""
    number = escaped(shortened(alert.number, NUMBER))
    where = f"`kpi show {number}` on the command line shows all"
    return lambda left: f"… {left} more: {where}."


def _line(alert: Alert, recovery: Alert | None) -> str:
    within = f" ({alert.list})" if alert.list else ""
    said = f"{alert.number}{within}. {alert.name}: {turn_in_words(alert)}, {alert.figure}"
    now = f" → {_recovered(recovery)}" if recovery else ""
    return f"• {escaped(f'{said} for {alert.period_words}')}{now}"


def _happened(since: Since) -> list[str]:
    lines = [_done(one) for one in since.acts]
    if since.recovery:
        lines.append(_recovered(since.recovery))
    if since.earlier:
        lines.append(f"<{since.earlier}|The thread of this indicator's earlier alert>")
    return lines


def _recovered(alert: Alert) -> str:
    now = f"{alert.after_symbol} {alert.after}".strip()
    return f"*Recovered*: now {escaped(f'{now}, {alert.figure} for {alert.period_words}.')}"


def _done(done: Done) -> str:
    by, day = person(done.by), said_date(done.day)
    if done.act is Act.SNOOZED:
        until = said_date(done.until) if done.until else ""
        said = f"Snoozed until {until} by {by} on {day}"
    else:
        said = SAID[done.act].format(by=by, day=day)
    return f"{said}: {escaped(done.words)}" if done.words else f"{said}."


def _left(count: int) -> str:
    return f"{count} {Turn.LEFT}" if count else ""


def _buttons(alert: Alert, since: Since) -> Block:
    """What can be done: all of it while it is red, the trend alone once it is not."""
    value = json.dumps({"area": alert.area, "key": alert.key})
    silent = [one.act for one in since.acts if one.act in (Act.MUTED, Act.UNMUTED)]
    mute = ("Unmute", UNMUTE) if silent[-1:] == [Act.MUTED] else ("Mute here", MUTE)
    offered = [
        ("Acknowledge", ACKNOWLEDGE),
        ("Snooze until…", SNOOZE),
        ("Add the action taken", ACTION),
        mute,
    ]
    red = alert.turn is Turn.TURNED and since.recovery is None
    about = f"indicator {alert.number}"
    elements = [
        button(action, label, value, f"{label.rstrip('…')}: {about}")
        for label, action in [*(offered if red else []), ("Show trend", TREND)]
    ]
    return {"type": "actions", "elements": elements}


def _laid_out(
    heading: str,
    lines: Sequence[str],
    tail: Sequence[Block],
    *,
    more: Callable[[int], str],
    beyond: int = 0,
) -> Message:
    """The heading in bold, the *lines* of mrkdwn and the tail; *beyond* lines are left out."""
    shown = [line for line in lines if line.strip()]
    rest = [more(beyond)] if beyond > 0 else []
    return {
        "text": fitted_text("\n".join([escaped(heading), *shown, *rest])),
        "blocks": fitted(
            [bold(heading), *shown],
            [*map(context, rest), *tail],
            more=lambda left: more(left + max(beyond, 0)),
        ),
    }
