"""Hear that proposed figures are accepted or rejected, and answer the person alone."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt import App

from bot.desk import Desk, done, respond
from bot.permits import refused
from bot.proposals import ACCEPT, FORM, REJECT, SAID, TO_REJECT, accepted, filled, form, rejected
from kpi_store.domain.audience import Role


def register(app: App, desk: Desk) -> None:
    """Answer a proposal's buttons, and take in the form that one of them opens."""

    @app.action(ACCEPT)
    def accept(ack: Any, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        said = done(partial(accepted, desk, int(action["value"]), body["user"]["id"]))
        respond(body["response_url"], said)

    @app.action(REJECT)
    def reject(ack: Any, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        if no := refused(desk.places, body["user"]["id"], Role.APPROVER, TO_REJECT):
            respond(body["response_url"], no)  # before a word is typed that could not be taken
            return
        asks = form(int(action["value"]), body["response_url"])
        desk.client.views_open(trigger_id=body["trigger_id"], view=asks)

    @app.view(FORM)
    def taken(ack: Any, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        number, url, why = filled(view)
        if not why:
            ack(response_action="errors", errors={SAID: "Say why it is rejected."})
            return
        ack()
        if desk.first(f"form {view['id']}"):
            respond(url, done(partial(rejected, desk, number, body["user"]["id"], why)))
