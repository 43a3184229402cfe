"""What an audience is spared never leaves the store: not in an answer, a list, or a file."""

import json

import pytest

import kpi_store
from kpi_store import audiences
from kpi_store.answering import answer, changes, listing
from kpi_store.disclosed import seen_by
from kpi_store.domain.answer import Field
from kpi_store.domain.audience import Audience, Role
from kpi_store.domain.period import Period
from kpi_store.exporting import export
from tests.conftest import NOW, TODAY
from tests.store.test_recording import INDEX, enter

OFFICERS, KEEPERS, COUNCIL, PUBLIC = Audience
ADOPTION = "adoption disruptions in Sefton"


def said(store, words, audience):
    return kpi_store.in_words(kpi_store.ask(store, words, today=TODAY, audience=audience))


@pytest.fixture
def one_more(council):
    """One primary exclusion in December, typed in, with words beside it."""
    words = "The boy of the Hartfield Road case"
    enter(council, "27", "2019-12", "1", narrative=words)
    return council


@pytest.mark.parametrize("field", list(Field))
def test_a_suppressed_figure_is_in_no_part_of_an_answer(one_more, field):
    given = answer(one_more, "27", "2019-12", field, today=TODAY)
    words = kpi_store.in_words(given)
    assert "Hartfield" not in words
    assert given.figure.value is None
    assert given.figure.text == "suppressed (1–5)"
    assert given.figure.raw != "1"


def test_it_is_shown_to_officers_and_to_who_keeps_the_figures(one_more):
    for audience in (OFFICERS, KEEPERS):
        told = said(one_more, "indicator 27 in December", audience)
        assert told.startswith("December 2019: 1 (academic year to date).")
        assert "Hartfield" in told
    for audience in (COUNCIL, PUBLIC):
        told = said(one_more, "indicator 27 in December", audience)
        assert told.startswith("December 2019: suppressed (1–5).")
        assert "a number from 1 to 5 is not shown here" in told
        assert "withheld here because few children are meant" in told


def test_what_the_council_printed_is_suppressed_for_the_public_alone(council):
    question = "indicator 27 in May"
    assert said(council, question, COUNCIL).startswith("May 2019: 1 (")
    assert said(council, question, PUBLIC).startswith("May 2019: suppressed (1–5).")


def test_a_small_number_of_foster_carers_is_shown_to_all(council):
    enter(council, "22", "2019-12", "4")
    for audience in Audience:
        told = said(council, "indicator 22 in December", audience)
        assert told.startswith("December 2019: 4 (year to date).")


def test_nobody_but_officers_reads_of_a_single_child(council):
    assert "she has been removed" in said(council, ADOPTION, OFFICERS)
    for audience in (KEEPERS, COUNCIL, PUBLIC):
        told = said(council, ADOPTION, audience)
        assert "she has been removed" not in told
        assert "withheld" in told


def test_a_correction_does_not_tell_what_is_suppressed(one_more):
    enter(one_more, "27", "2019-12", "2", reason="one more was reported")
    for given in (
        answer(one_more, "27", "2019-12", today=TODAY),
        changes(one_more, today=TODAY),
    ):
        told = kpi_store.in_words(given)
        assert "suppressed (1–5)" in told
        assert "more was reported" not in told
    assert "One more was reported" in said(one_more, "indicator 27 in December", OFFICERS)


def test_a_correction_by_few_does_not_show_what_it_replaced(council):
    enter(council, "5", "2019-12", "170")
    enter(council, "5", "2019-12", "172", reason="two were counted late")
    told = said(council, "indicator 5 in December", COUNCIL)
    assert told.startswith("December 2019: 172")
    assert "was suppressed, now 172" in told
    assert "was 170, now 172" in said(council, "indicator 5 in December", OFFICERS)


def test_lists_and_conditions_do_not_tell_it_either(one_more):
    rows = {row.number: row for row in listing(one_more, "2019-12", today=TODAY).rows}
    assert rows["27"].figure.text == "suppressed (1–5)"
    assert rows["27"].figure.value is None
    missing = kpi_store.ask(one_more, "which have no figure for December 2019?", today=TODAY)
    assert "27" not in {row.number for row in missing.rows}


def test_an_exported_file_does_not_tell_it(one_more):
    exported = {one["number"]: one for one in export(one_more, INDEX, as_of=TODAY)}
    (december,) = [one for one in exported["27"]["figures"] if one["period"] == "2019-12"]
    assert december["value"] is None
    assert december["status"] == "suppressed"
    assert "Hartfield" not in json.dumps(exported, default=str)


def test_every_way_of_reading_the_store_tells_the_same(one_more):
    december = Period.of("2019-12")
    with seen_by(COUNCIL, one_more, TODAY) as snapshot:
        (one,) = snapshot.edition(INDEX).numbered("27")
        area = snapshot.edition(INDEX).area
        told = [
            snapshot.figure(area, one.key, december),
            snapshot.index(area, december)[one.key],
            snapshot.ratings(area, december)[one.key],
            snapshot.window(area, december.start)[one.key][-1],
            snapshot.series(area, one.key, since=december.start)[-1],
            snapshot.history(area, one.key, december)[-1],
        ]
    assert [row.value for row in told] == [None] * len(told)


def test_an_unmarked_channel_is_read_by_the_council_and_never_when_shared(empty_store):
    assert audiences.agreed(empty_store, "C1") == audiences.Agreed()
    assert audiences.Agreed().audience is COUNCIL
    assert audiences.Agreed().shared_allowed is False


def test_what_is_agreed_of_a_channel_is_the_newest_word_and_all_are_kept(empty_store):
    audiences.mark(empty_store, "C1", PUBLIC, by="U1", now=NOW)
    audiences.allow_shared(empty_store, "C1", allowed=True, by="U2", now=NOW)
    audiences.mark(empty_store, "C1", OFFICERS, by="U1", now=NOW)
    held = audiences.agreed(empty_store, "C1")
    assert (held.audience, held.shared_allowed, held.by, held.at) == (OFFICERS, True, "U1", NOW)
    assert audiences.agreed(empty_store, "C2") == audiences.Agreed()
    with empty_store.database.reading() as connection:
        assert connection.execute("select count(*) from channel").fetchone()[0] == 3


def test_a_role_that_is_taken_away_is_gone(empty_store):
    audiences.give(empty_store, "U1", Role.EDITOR, by="U9", now=NOW)
    audiences.give(empty_store, "S1", Role.READER, by="U9", now=NOW)
    audiences.give(empty_store, "U1", Role.ADMIN, by="U9", now=NOW)
    assert {one: held.role for one, held in audiences.members(empty_store).items()} == {
        "U1": Role.ADMIN,
        "S1": Role.READER,
    }
    audiences.give(empty_store, "U1", None, by="U9", now=NOW)
    assert set(audiences.members(empty_store)) == {"S1"}
