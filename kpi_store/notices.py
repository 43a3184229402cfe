"""Write a notice as the outbox holds it, with its kind, and read it back."""

import json
from typing import Any

from kpi_store.domain.alert import Alert
from kpi_store.domain.notice import KINDS, Notice, kind_of
from kpi_store.payload import plain, reader


def written(notice: Notice) -> str:
    """*notice* as JSON text that says of which kind it is."""
    told = {"kind": kind_of(notice), "notice": plain(notice)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Notice:
    """The notice that `written` wrote; one from before there were kinds is an alert."""
    told = json.loads(text)
    kind: Any = KINDS[told["kind"]] if "kind" in told else Alert
    notice: Notice = reader(kind)(told.get("notice", told))
    return notice
