"""Write a notice as the outbox keeps it, and read it back as what it was."""

import json

from kpi_store.domain.alert import Alert
from kpi_store.domain.notice import Group, Notice, Refresh, Reminder
from kpi_store.payload import dumps, loads, plain

KINDS: dict[str, type[Notice]] = {
    "group": Group,
    "refresh": Refresh,
    "reminder": Reminder,
}


def written(notice: Notice) -> str:
    """*notice* as JSON; an alert as it stands, any other kind under its name."""
    if isinstance(notice, Alert):
        return dumps(notice)
    name = next(name for name, kind in KINDS.items() if isinstance(notice, kind))
    return json.dumps({name: plain(notice)}, ensure_ascii=False, separators=(",", ":"))


def read(payload: str) -> Notice:
    """The notice that `written` wrote."""
    said = json.loads(payload)
    if len(said) == 1:
        ((name, inner),) = said.items()
        return loads(KINDS[name], json.dumps(inner))
    return loads(Alert, payload)
