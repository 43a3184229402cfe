"""Hear what a person does about an alert: acknowledge, put off, act, mute, or look at its trend.

Who did what is recorded; the alert's message is brought up to date by the outbox, which survives
what may go wrong on the way.
"""

import json
import logging
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from slack_bolt import App

from bot.alert_cards import MUTE, TREND, UNMUTE
from bot.alert_forms import ACTS, FORM, SAID, About, Filled, amiss, filled, form
from bot.blocks import plain
from bot.desk import APOLOGY, Desk, respond, thread_of
from bot.permits import refused, require, said_to
from bot.places import place_of
from bot.posting import posted
from kpi_store.alert_acts import LONDON, Act, do
from kpi_store.domain.alert import Alert
from kpi_store.domain.audience import Role
from kpi_store.domain.errors import KpiError
from kpi_store.told import Told, looking, of_key

log = logging.getLogger(__name__)

ASKING = re.compile("|".join(ACTS))
TO_ACT = "act on an alert"
GONE = "That alert is not held any more."
Event = Mapping[str, Any]


def register(app: App, desk: Desk) -> None:
    """Answer an alert's buttons, and take in its forms."""

    @app.action(ASKING)
    def opened(ack: Any, body: Event, action: Event) -> None:
        ack()
        about = _about(body, action, ACTS[action["action_id"]])
        if no := refused(desk.places, body["user"]["id"], Role.EDITOR, TO_ACT):
            respond(body["response_url"], no)  # before a word is typed that could not be taken
            return
        desk.client.views_open(trigger_id=body["trigger_id"], view=form(about, today=_today(desk)))

    @app.action(re.compile(f"{MUTE}|{UNMUTE}"))
    def muted(ack: Any, body: Event, action: Event) -> None:
        ack()
        act = Act.MUTED if action["action_id"] == MUTE else Act.UNMUTED
        said = Filled(_about(body, action, act))
        on_said(said, body["user"]["id"], desk, lambda why: respond(body["response_url"], why))

    @app.action(TREND)
    def trend(ack: Any, body: Event, action: Event, say: Any) -> None:
        ack()
        on_trend(body, action, say, desk)

    @app.view(FORM)
    def taken(ack: Any, body: Event, view: Event) -> None:
        said = filled(view)
        if why := amiss(said, today=_today(desk)):
            ack(response_action="errors", errors={SAID: why})
            return
        ack()
        if desk.first(f"form {view['id']}"):
            by, about = body["user"]["id"], said.about
            where = {"channel": about.channel, "thread_ts": about.thread, "user": by}
            on_said(said, by, desk, lambda why: desk.client.chat_postEphemeral(**where, **why))


def on_said(said: Filled, by: str, desk: Desk, refuse: Callable[[Any], Any]) -> None:
    """Record what *by* did about an alert; what cannot be recorded is told to them alone."""
    about = said.about
    try:
        require(desk.places, by, Role.EDITOR, TO_ACT)
        told, _ = _alert(desk, about.area, about.key, about.channel)
        do(
            desk.store,
            told,
            about.act,
            channel=about.channel,
            by=by,
            now=desk.now(),
            words=said.words,
            until=said.until,
        )
    except KpiError as refusal:
        refuse(said_to(refusal))
    except Exception:
        log.exception("What was done about an alert could not be recorded.")
        refuse(plain(APOLOGY))


def on_trend(body: Event, action: Event, say: Any, desk: Desk) -> None:
    """Show the trend of an alert's indicator in its thread."""
    value = json.loads(action["value"])
    try:
        _, alert = _alert(desk, value["area"], value["key"], body["channel"]["id"])
    except KpiError as refusal:
        respond(body["response_url"], plain(str(refusal)))
        return
    words = " ".join(filter(None, ("trend of indicator", alert.number, alert.list)))
    said = desk.reply(words, place_of(body), edition=alert.edition)
    posted(say, said, thread_ts=thread_of(body["message"]))


def _alert(desk: Desk, area: str, key: str, channel: str) -> tuple[Told, Alert]:
    told = of_key(looking(desk.store), area, key, channel)
    if told is None or told.alert is None:
        raise KpiError(GONE)
    return told, told.alert


def _about(body: Event, action: Event, act: Act) -> About:
    value = json.loads(action["value"])
    channel, thread = body["channel"]["id"], thread_of(body["message"])
    return About(value["area"], value["key"], channel, thread, act)


def _today(desk: Desk) -> date:
    return desk.now().astimezone(LONDON).date()
