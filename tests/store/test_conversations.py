"""What was taken up and what was asked is remembered by every process on one store."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from kpi_store import conversations
from kpi_store.store import Store

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def reopened(store: Store) -> Store:
    """The same database, opened as another process would."""
    place = store.database.place
    return Store.open(f"sqlite:///{place}" if store.database.dialect.name == "sqlite" else place)


def test_a_thing_is_taken_up_once_by_either_of_two_processes(empty_store: Store) -> None:
    other = reopened(empty_store)
    stores = [empty_store, other] * 10
    with ThreadPoolExecutor(8) as pool:
        taken = list(
            pool.map(lambda store: conversations.first(store, ["message C1 1.2"], NOW), stores)
        )
    other.close()
    assert taken.count(True) == 1


def test_one_known_name_is_enough_to_know_a_thing_and_makes_its_others_known(
    empty_store: Store,
) -> None:
    assert conversations.first(empty_store, ["a", "b"], NOW)
    assert not conversations.first(empty_store, ["b", "c"], NOW)
    assert not conversations.first(empty_store, ["c"], NOW)
    assert conversations.first(empty_store, ["d", "d"], NOW)


@pytest.mark.parametrize(("later", "new"), [(23, False), (25, True)])
def test_what_was_taken_up_is_forgotten_after_a_day(
    empty_store: Store, later: int, new: bool
) -> None:
    conversations.first(empty_store, ["a"], NOW)
    assert conversations.first(empty_store, ["a"], NOW + timedelta(hours=later)) is new


def test_a_thread_is_ours_once_something_was_said_in_it(empty_store: Store) -> None:
    assert conversations.questions(empty_store, "C1", "1.2") is None
    conversations.remember(empty_store, "C1", "1.2", None, now=NOW)
    assert conversations.questions(empty_store, "C1", "1.2") == ()
    assert conversations.questions(empty_store, "C2", "1.2") is None
    assert conversations.questions(empty_store, "C1", "1.3") is None


@pytest.mark.parametrize(("days", "kept"), [(365, True), (367, False)])
def test_what_was_asked_is_forgotten_a_year_after_the_last_word_of_its_thread(
    empty_store: Store, days: int, kept: bool
) -> None:
    conversations.remember(empty_store, "C1", "1.2", "indicator 11", now=NOW)
    later = NOW + timedelta(days=days)
    conversations.remember(empty_store, "C2", "3.4", "indicator 16", now=later)
    held = conversations.questions(empty_store, "C1", "1.2")
    assert held == (("indicator 11",) if kept else None)
    assert conversations.questions(empty_store, "C2", "3.4") == ("indicator 16",)


def test_the_last_five_questions_of_a_thread_outlive_the_process(empty_store: Store) -> None:
    for number in range(1, 8):
        conversations.remember(empty_store, "C1", "1.2", f"indicator {number} – “why?”", now=NOW)
    other = reopened(empty_store)
    asked = conversations.questions(other, "C1", "1.2")
    other.close()
    assert asked == tuple(f"indicator {number} – “why?”" for number in range(3, 8))
