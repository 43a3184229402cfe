"""Hear that somebody opens the bot's home tab or presses a button on it, and show it anew."""

import json
import logging
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_bolt import App

from bot.desk import APOLOGY, Desk
from bot.following import direct, since
from bot.home import AGAIN, PAGE, UNFOLLOW, Followed, Stuck, home_saying, home_view
from bot.limits import Block
from bot.places import Place
from kpi_store import outbox
from kpi_store.answering import changes, listing
from kpi_store.domain.audience import Role
from kpi_store.domain.errors import KpiError
from kpi_store.following import in_words
from kpi_store.proposals import waiting
from kpi_store.subscriptions import Follows, Wanted, of_channel, unfollow
from kpi_store.timetables import last_panel

log = logging.getLogger(__name__)

REVIVABLE = (outbox.DEAD, outbox.HELD, outbox.SNOOZED, outbox.MUTED)
TURN = re.compile(rf"{PAGE}-\w+")


def register(app: App, desk: Desk) -> None:
    """Show the home tab to whoever opens it."""

    @app.event("app_home_opened", matchers=[is_home])
    def opened(event: Mapping[str, Any]) -> None:
        show(desk, event["user"])

    @app.action(TURN)
    def turned(ack: Any, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        show(desk, body["user"]["id"], page=int(action["value"]))

    @app.action(UNFOLLOW)
    def unfollowed(ack: Any, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        user, said = body["user"]["id"], json.loads(action["value"])
        wanted = Wanted(Follows(said["kind"]), said["edition"], said["what"])
        unfollow(desk.store, said["channel"], wanted, by=user, now=desk.now())
        show(desk, user)

    @app.action(AGAIN)
    def again(ack: Any, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        user = body["user"]["id"]
        if desk.places.may(user, Role.EDITOR):
            outbox.send_again(desk.store, now=desk.now(), number=int(action["value"]))
        show(desk, user)


def is_home(event: Mapping[str, Any]) -> bool:
    """Whether it is the home tab that was opened, and not the conversation with the bot."""
    return event.get("tab") == "home"


def show(desk: Desk, user: str, *, page: int = 0) -> None:
    """Publish the home tab of *user* as things are now; what is refused is said there instead."""
    try:
        view = view_for(desk, user, page=page)
    except KpiError as refusal:
        view = home_saying(str(refusal))
    except Exception:  # the door: a bug is logged once and answered with an apology
        log.exception("The home tab could not be shown.")
        view = home_saying(APOLOGY)
    desk.client.views_publish(user_id=user, view=view)


def view_for(desk: Desk, user: str, *, page: int) -> Block:
    """The home tab of *user* as things are now, its index turned to *page*."""
    today = desk.today()
    reads = desk.places.audience(Place("", user))
    index = listing(desk.store, today=today, audience=reads)
    last = last_meeting(desk, today)
    since_then = last.isoformat() if last else None
    changed = changes(desk.store, since_then, today=today, audience=reads)
    followed = [
        Followed(one, f"{in_words(desk.store, one.wanted, today=today)}, since {since(one)}")
        for one in of_channel(desk.store, direct(desk, user))
    ]
    may = desk.places.may(user, Role.EDITOR)
    stuck = [
        Stuck(one.words(), one.id if may and one.state in REVIVABLE else None)
        for one in outbox.waiting(desk.store)
    ]
    proposed = len(waiting(desk.store)) if may else 0
    told: Any = {"since": last, "followed": followed, "stuck": stuck, "proposed": proposed}
    return home_view(index, changed, page=page, **told)


def last_meeting(desk: Desk, today: date) -> date | None:
    """The day of the last panel in the diary; else that of the newest paper."""
    with desk.store.snapshot(today) as snapshot:
        last = last_panel(desk.store, snapshot.default_edition(), today)
    return last.day if last else None
