"""Mark a message unseen with the key of its notice, and read the mark of one that stands."""

from collections.abc import Mapping
from typing import Any

EVENT_TYPE = "kpi_alert"


def marked(key: str) -> dict[str, object]:
    """What travels with a message unseen, for us to find it by: no figure, no name."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def key_in(message: Mapping[str, Any]) -> str | None:
    """The key of the notice that *message* says; None where it says none of ours."""
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    key = payload.get("key")
    return None if key is None else str(key)
