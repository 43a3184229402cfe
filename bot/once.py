"""Answer each thing Slack delivers once, though Slack may deliver it several times.

Slack delivers an event again when it saw no acknowledgement, and delivers one mention as two
events when both are subscribed. What was taken on is remembered here, in memory and newest
first: a restart forgets it, and each process has its own. A table with a unique key would mend
both; it belongs in the store.
"""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

KEPT = 10_000  # an hour of a busy workspace; Slack stops trying again after about an hour


class Once:
    """What was already taken on; safe to ask from several threads at once.

    >>> once = Once()
    >>> once.first("Ev01"), once.first("Ev01")
    (True, False)
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._seen: OrderedDict[Hashable, None] = OrderedDict()
        self._lock = Lock()

    def first(self, *keys: Hashable) -> bool:
        """True when none of *keys* was met before; they all count as met from now on.

        True for no keys: what has no name cannot be told from another.
        """
        with self._lock:
            known = any(key in self._seen for key in keys)
            for key in keys:
                self._seen[key] = None
                self._seen.move_to_end(key)
            while len(self._seen) > self._kept:
                self._seen.popitem(last=False)
            return not known
