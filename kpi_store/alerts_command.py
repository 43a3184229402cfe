"""Say what the outbox holds that is not delivered, and let it be sent again."""

from datetime import datetime

from kpi_store import outbox
from kpi_store.domain.errors import KpiError, quoted
from kpi_store.store import Store


def alerts_in_words(store: Store) -> str:
    """One line for each notice that waits or was stopped, with its number and why."""
    rows = outbox.waiting(store)
    return "\n".join(row.words() for row in rows) or "No alert is waiting."


def send_again(store: Store, which: str, *, now: datetime) -> str:
    """Let what was stopped be tried afresh: 'all', or a number; returns what came of it.

    Raises KpiError for words that name nothing that was stopped.
    """
    if which.strip().lower() == "all":
        count = outbox.send_again(store, now=now)
        return f"{count} will be sent again." if count else "Nothing was stopped."
    if not which.strip().isdecimal():
        raise KpiError(f"{quoted(which)} is not the number of an alert: see 'kpi alerts'.")
    if not outbox.send_again(store, now=now, number=int(which)):
        raise KpiError(f"No alert {int(which)} was stopped: see 'kpi alerts'.")
    return f"Alert {int(which)} will be sent again."
