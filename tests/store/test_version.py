"""The store's version changes with what it answers, and with nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kpi_store import audiences, conversations, outbox
from kpi_store.domain.audience import Audience, Role
from kpi_store.domain.period import Period
from kpi_store.migrations import ready
from kpi_store.migrations.run import downgrade
from kpi_store.recording import record
from kpi_store.rows import Entry
from kpi_store.seeding import seed
from kpi_store.store import Store
from tests.conftest import NOW, TODAY
from tests.store.building import add, figure

INDEX = "merton-2019-20"


def enter(store, number, period, value, **more):
    with store.snapshot() as now:
        (listing,) = now.edition(INDEX).numbered(number)
    told = {"source": "December return", "today": TODAY, "now": NOW, **more}
    period = Period.of(period)
    return record(
        store, edition=INDEX, indicator_key=listing.key, period=period, value=value, **told
    )


def test_a_store_that_nothing_was_put_into_has_one(empty_store):
    assert empty_store.version() == "0-empty"


def test_it_names_the_last_row_that_answers_are_made_from_and_the_specs(council, specs):
    row = enter(council, "11", "2019-Q3", "19 %").observation.row
    assert council.version() == f"{row}-{specs.digest[:8]}"


@pytest.mark.parametrize(
    ("number", "period", "value", "more"),
    [
        ("11", "2019-Q3", "19 %", {}),
        ("11", "2019-Q2", "20 %", {"rating": "amber", "reason": "as signed off"}),
        ("11", "2019-Q2", "22 %", {"reason": "two plans counted twice"}),
    ],
    ids=["a figure", "a published rating", "a correction"],
)
def test_it_changes_with_what_is_recorded(council, number, period, value, more):
    before = council.version()
    enter(council, number, period, value, **more)
    after = council.version()
    assert after != before
    assert council.version() == after


def test_it_changes_with_the_specs_even_where_they_say_the_same(council, specs):
    before = council.version()
    seed(council, replace(specs, digest="reformatted"), today=TODAY, now=NOW)
    row, _, digest = council.version().partition("-")
    assert (int(row) > int(before.partition("-")[0]), digest) == (True, "reformat")


def test_it_is_the_same_for_every_program_that_reads_the_store(database_url):
    writer, reader = Store.open(database_url), Store.open(database_url)
    add(writer, figure("31"))
    assert reader.version() == writer.version() == "1-empty"
    writer.close()
    reader.close()


def test_what_is_not_kept_leaves_it_alone(council):
    before = council.version()
    with pytest.raises(RuntimeError), council.writing() as writer:
        writer.add(Entry(figure("31", known="2026-11-22"), "rated", INDEX, NOW))
        raise RuntimeError
    assert council.version() == before


def test_conversations_roles_and_alerts_on_their_way_leave_it_alone(council):
    assert enter(council, "11", "2019-Q3", "45%").alert
    before = council.version()
    (pending,) = outbox.claim(council, now=NOW, limit=1, lease=timedelta(minutes=1))
    outbox.sent(council, pending, ts="1.1", now=NOW)
    conversations.remember(council, "C01", "1.0", "indicator 11 in Q2?", now=NOW)
    audiences.mark(council, "C01", Audience.OFFICERS, by="U01", now=NOW)
    audiences.give(council, "U02", Role.READER, by="U01", now=NOW)
    assert council.version() == before


def test_a_store_of_an_older_software_begins_with_the_rows_it_has(council, specs):
    before = int(council.version().partition("-")[0])
    downgrade(council.database, "0003")
    ready(council.database)
    assert int(council.version().partition("-")[0]) >= before
    enter(council, "11", "2019-Q3", "19 %")
    assert int(council.version().partition("-")[0]) > before
