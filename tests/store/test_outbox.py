"""An alert waits until somebody takes it, and never two people the same one."""

import multiprocessing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest

from kpi_store import outbox
from kpi_store.domain.alert import Alert, Turn
from kpi_store.store import Store

NINE = datetime(2019, 11, 6, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)

PROCEEDINGS = Alert(
    key="0" * 32,
    turn=Turn.TURNED,
    edition="merton-2019-20",
    edition_title="Performance Index 2019/20",
    area="merton",
    number="16",
    list=None,
    indicator="merton-care-proceedings-weeks",
    name="Average number of weeks taken to complete care proceedings",
    period="2019-Q2",
    period_words="Q2 2019/20",
    before="not rated",
    after="Red",
    figure="not available",
    target="26 weeks",
    reason="Published as Red.",
    source="Performance Report of 6 November 2019",
    correction=False,
)


def put(store, count=1, channel="", now=NINE):
    with store.writing() as writer:
        for number in range(count):
            alert = replace(PROCEEDINGS, key=f"{number:032}")
            outbox.add(writer, alert, channel=channel, now=now)


def take(store, now=NINE, limit=10):
    return outbox.claim(store, now=now, limit=limit, lease=LEASE)


def states(store):
    return [(one.state, one.error) for one in outbox.waiting(store)]


def test_an_alert_comes_out_as_it_went_in(empty_store):
    put(empty_store, channel="C0123")
    (pending,) = take(empty_store)
    assert pending.notice == replace(PROCEEDINGS, key="0" * 32)
    assert (pending.channel, pending.attempts, pending.first_sent_at) == ("C0123", 0, None)
    assert pending.lease_until == NINE + LEASE


def test_what_is_claimed_is_not_claimed_again_until_its_lease_is_over(empty_store):
    put(empty_store)
    (first,) = take(empty_store)
    assert take(empty_store, NINE + LEASE - MINUTE) == []
    (second,) = take(empty_store, NINE + LEASE)
    assert second.id == first.id


def test_the_oldest_come_first_and_no_more_than_asked_for(empty_store):
    put(empty_store, 5)
    taken = take(empty_store, limit=3)
    assert [one.key for one in taken] == [f"{number:032}" for number in range(3)]
    assert [one.key for one in take(empty_store)] == [f"{number:032}" for number in (3, 4)]


def test_the_moment_of_the_first_attempt_outlives_a_crash(empty_store):
    put(empty_store)
    (pending,) = take(empty_store)
    outbox.sending(empty_store, pending, now=NINE + MINUTE)
    (after_crash,) = take(empty_store, NINE + LEASE)
    assert (after_crash.first_sent_at, after_crash.attempts) == (NINE + MINUTE, 1)
    outbox.sending(empty_store, after_crash, now=NINE + LEASE + MINUTE)
    outbox.later(empty_store, after_crash, not_before=NINE + 3 * LEASE)
    assert take(empty_store, NINE + 2 * LEASE) == []
    (again,) = take(empty_store, NINE + 3 * LEASE)
    assert (again.first_sent_at, again.attempts) == (NINE + MINUTE, 2)


def test_what_was_sent_waits_no_more(empty_store):
    put(empty_store)
    (pending,) = take(empty_store)
    outbox.sending(empty_store, pending, now=NINE)
    outbox.sent(empty_store, pending, ts="1573030800.000100", now=NINE)
    assert outbox.waiting(empty_store) == []
    assert take(empty_store, NINE + 10 * LEASE) == []


def test_a_refusal_for_now_costs_no_attempt(empty_store):
    put(empty_store)
    (pending,) = take(empty_store)
    outbox.sending(empty_store, pending, now=NINE)
    assert outbox.later(empty_store, pending, not_before=NINE + MINUTE, refused=True)
    (again,) = take(empty_store, NINE + MINUTE)
    assert again.attempts == 0
    assert outbox.later(empty_store, again, not_before=NINE + MINUTE, refused=True)
    assert take(empty_store, NINE + MINUTE)[0].attempts == 0


def test_the_dead_and_the_held_are_shown_and_can_be_tried_afresh(empty_store):
    put(empty_store, 2)
    one, other = take(empty_store)
    assert outbox.dead(empty_store, one, error="channel_not_found")
    assert outbox.held(empty_store, other, error="token_revoked")
    assert states(empty_store) == [("dead", "channel_not_found"), ("held", "token_revoked")]
    assert take(empty_store, NINE + 10 * LEASE) == []
    words = [one.words() for one in outbox.waiting(empty_store)]
    assert words[1] == (
        f"{other.id} held: indicator 16 turned red, not rated to Red for Q2 2019/20 (token_revoked)"
    )
    assert outbox.revive(empty_store, now=NINE + LEASE) == 1
    assert states(empty_store) == [("dead", "channel_not_found"), ("pending", "")]
    assert [one.key for one in take(empty_store, NINE + LEASE)] == [other.key]


def test_who_has_lost_the_lease_may_not_send_nor_settle(empty_store):
    put(empty_store)
    (slow,) = take(empty_store)
    (quick,) = take(empty_store, NINE + LEASE)
    with pytest.raises(outbox.LostLeaseError):
        outbox.sending(empty_store, slow, now=NINE + LEASE)
    assert not outbox.dead(empty_store, slow, error="late")
    assert not outbox.held(empty_store, slow, error="late")
    assert not outbox.later(empty_store, slow, not_before=NINE)
    outbox.sending(empty_store, quick, now=NINE + LEASE)
    assert states(empty_store) == [("sending", "")]


def test_a_message_that_stands_in_the_channel_counts_as_sent_whoever_says_so(empty_store):
    put(empty_store)
    (slow,) = take(empty_store)
    take(empty_store, NINE + LEASE)
    outbox.sent(empty_store, slow, ts="1573030800.000100", now=NINE + LEASE)
    assert outbox.waiting(empty_store) == []


def test_one_change_cannot_be_put_in_twice_for_a_channel(empty_store):
    put(empty_store)
    put(empty_store, channel="C0123")
    with pytest.raises(Exception, match=r"(?i)unique"):
        put(empty_store)


def test_many_threads_never_take_the_same_alert(empty_store):
    put(empty_store, 60)
    start, taken = Barrier(6), []

    def work():
        start.wait()
        while mine := take(empty_store, limit=3):
            taken.extend(one.id for one in mine)

    threads = [Thread(target=work) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    while rest := take(empty_store, limit=3):  # a thread may stop when all it saw was taken
        taken.extend(one.id for one in rest)
    assert len(taken) == len(set(taken)) == 60


def test_many_programs_never_take_the_same_alert(empty_store, database_url):
    put(empty_store, 40)
    together = multiprocessing.get_context("spawn")
    start, queue = together.Barrier(3), together.Queue()
    programs = [
        together.Process(target=_take_all, args=(database_url, start, queue)) for _ in range(3)
    ]
    for one in programs:
        one.start()
    taken = [number for _ in programs for number in queue.get(timeout=60)]
    for one in programs:
        one.join(timeout=60)
    assert len(taken) == len(set(taken))
    taken += [one.id for one in take(empty_store, limit=40)]
    assert len(set(taken)) == len(taken) == 40


def _take_all(url, start, queue):
    store = Store.open(url)
    start.wait()
    taken = []
    while mine := take(store, limit=2):
        taken += [one.id for one in mine]
    queue.put(taken)
    store.close()
