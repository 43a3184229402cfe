"""Remember what was taken up already, and what was asked in a thread.

All processes on one store share this memory, and a restart forgets none of it. A thread is
forgotten a year after its last word.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from kpi_store.store import Store
from kpi_store.writing import insert

KEPT = timedelta(days=1)  # Slack stops delivering again after about an hour
KEPT_ASKED = timedelta(days=366)  # since the last word of a thread: what people asked is theirs
MOST_QUESTIONS = 5  # of a thread, the last

TAKEN_UP = insert("delivery", ("key", "seen_at")) + " on conflict (key) do nothing"
FORGET = "delete from delivery where seen_at < ?"
FORGET_ASKED = "delete from conversation where updated_at < ?"
ASKED = "select questions from conversation where channel = ? and thread = ?"
REMEMBER = (
    insert("conversation", ("channel", "thread", "questions", "updated_at"))
    + """ on conflict (channel, thread)
    do update set questions = excluded.questions, updated_at = excluded.updated_at"""
)


def first(store: Store, keys: Sequence[str], now: datetime) -> bool:
    """True when none of *keys* was met within a day; they all count as met from now on.

    True for no keys: what has no name cannot be told from another. Raises StoreUnavailable.
    """
    with store.writing() as writer:
        moment = writer.dialect.moment
        writer.run(FORGET, (moment(now - KEPT),))
        new = [writer.run(TAKEN_UP, (key, moment(now))).rowcount for key in dict.fromkeys(keys)]
    return all(new)


def questions(store: Store, channel: str, thread: str) -> tuple[str, ...] | None:
    """What was asked last in a thread, oldest first; None for a thread that is none of ours.

    Raises StoreUnavailable.
    """
    with store.database.reading() as connection:
        statement = store.database.dialect.sql(ASKED)
        row = connection.execute(statement, (channel, thread)).fetchone()
    return None if row is None else tuple(json.loads(row[0]))


def remember(
    store: Store, channel: str, thread: str, question: str | None, *, now: datetime
) -> None:
    """Count a thread as ours, and *question* (if any) as the last that was asked in it.

    Raises StoreUnavailable.
    """
    with store.writing() as writer:
        writer.run(FORGET_ASKED, (writer.dialect.moment(now - KEPT_ASKED),))
        row = writer.run(ASKED, (channel, thread)).fetchone()
        asked = [*(json.loads(row[0]) if row else ()), *([question] if question else ())]
        kept = json.dumps(asked[-MOST_QUESTIONS:], ensure_ascii=False)
        writer.run(REMEMBER, (channel, thread, kept, writer.dialect.moment(now)))
