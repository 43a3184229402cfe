"""Do what is asked to be done rather than answered: follow, send a digest, keep quiet hours.

The first word says which. A command, a mention and a direct message are all obeyed alike.
"""

from collections.abc import Callable, Mapping
from functools import partial

from bot.blocks import Message
from bot.desk import Desk, done
from bot.following import subscribe, subscriptions, unsubscribe
from bot.places import Place
from bot.timing import digest, panel, quiet

Order = Callable[[Desk, str, Place], Message]

ORDERS: Mapping[str, Order] = {
    "subscribe": subscribe,
    "unsubscribe": unsubscribe,
    "subscriptions": subscriptions,
    "digest": digest,
    "quiet": quiet,
    "panel": panel,
}
ASKED_ABOUT = frozenset({"panel"})  # a question may begin with it, so it needs the command


def obeyed(desk: Desk, words: str, place: Place) -> Message | None:
    """What is said to an order that stands in a message, once it is done; None for none."""
    first, _, rest = words.partition(" ")
    order = None if first.lower() in ASKED_ABOUT else ORDERS.get(first.lower())
    return done(partial(order, desk, rest.strip(), place)) if order else None
