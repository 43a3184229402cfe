"""A digest is made once, when it is due, of what its channel follows."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier, Thread

import pytest

from kpi_store import audiences, outbox
from kpi_store.digests import put_due
from kpi_store.domain.audience import Audience
from kpi_store.domain.notice import Digest
from kpi_store.domain.notice_words import digest_in_words
from kpi_store.domain.timetable import LONDON, Digests, QuietHours, Rhythm, read_day
from kpi_store.subscriptions import Follows, Wanted, follow
from kpi_store.timetables import (
    Timetable,
    agree,
    last_due,
    next_due,
    panels,
    quiet_until,
    set_panel,
    timetable_of,
)

WEEKLY = Digests(Rhythm.WEEKLY)
AGREED = datetime(2019, 11, 1, 12, tzinfo=UTC)  # a Friday
MONDAY = datetime(2019, 11, 11, 8, 30, tzinfo=LONDON)
PAPER = date(2019, 11, 6)  # a Wednesday


def weekly(store, channel="C1"):
    agree(store, Timetable(channel, WEEKLY), by="U1", now=AGREED)


def digests(store):
    said = [one.notice for one in outbox.waiting(store)]
    assert all(isinstance(one, Digest) for one in said)
    return said


def test_a_digest_is_put_in_the_outbox_once_when_it_is_due(council):
    weekly(council)
    assert put_due(council, now=datetime(2019, 11, 4, 8, 29, tzinfo=LONDON)) == 0
    assert put_due(council, now=datetime(2019, 11, 4, 8, 30, tzinfo=LONDON)) == 1
    assert put_due(council, now=datetime(2019, 11, 4, 8, 31, tzinfo=LONDON)) == 0
    assert put_due(council, now=MONDAY) == 1
    first, second = digests(council)
    assert (first.due, first.since) == (date(2019, 11, 4), date(2019, 10, 28))
    assert (second.due, second.since) == (date(2019, 11, 11), date(2019, 11, 4))


def test_it_says_what_is_red_what_turned_what_was_corrected_and_what_is_missing(council):
    weekly(council)
    put_due(council, now=MONDAY)
    (digest,) = digests(council)
    said = digest_in_words(digest)
    assert said.startswith("Performance Index 2019/20: digest of 11 November 2019.\nRed now: 3.\n")
    assert {row.number for row in digest.red} == {"2", "16", "22"}
    turned = [one for one in said.splitlines() if "; it was " in one]
    assert turned[0].startswith("16. ")  # what turned red comes first
    assert turned[0].endswith("it was not rated")
    assert "Indicator 16, Q1 2019/20: corrected from 31 weeks to 28 weeks." in said
    assert "8. % of quorate attendance at child protection conferences: no figure" in said


def test_it_is_about_what_is_followed(council):
    weekly(council)
    follow(
        council, "C1", Wanted(Follows.SECTION, "merton-2019-20", "Assessments"), by="U", now=AGREED
    )
    follow(council, "C1", Wanted(Follows.EDITION, "sefton-2017-18"), by="U", now=AGREED)
    assert put_due(council, now=MONDAY) == 2
    merton, sefton = digests(council)
    assert [row.number for row in merton.red] == ["2"]
    assert merton.follows == ("Assessments",)
    assert {row.section for row in (*merton.red, *merton.missing)} == {"Assessments"}
    assert (sefton.area, sefton.follows) == ("sefton", ())


def test_a_digest_missed_while_nobody_was_there_is_made_once_and_late(council):
    weekly(council)
    assert put_due(council, now=datetime(2019, 12, 5, 9, tzinfo=UTC)) == 1
    (digest,) = digests(council)
    assert digest.due == date(2019, 12, 2)


def test_two_schedulers_never_make_one_digest_twice(council):
    for number in range(5):
        weekly(council, f"C{number}")
    made, together = [], Barrier(4)

    def look():
        together.wait()
        made.append(put_due(council, now=MONDAY))

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(made) == 5
    assert sorted(one.channel for one in outbox.waiting(council)) == [f"C{n}" for n in range(5)]


def test_quiet_hours_agreed_later_do_not_make_a_digest_wait_for_another_week(council):
    weekly(council)
    hours = replace(timetable_of(council, "C1"), quiet=QuietHours(time(18), time(8)))
    agree(council, hours, by="U1", now=MONDAY + timedelta(seconds=10))
    assert put_due(council, now=MONDAY + timedelta(minutes=1)) == 1


def test_off_ends_it(council):
    weekly(council)
    agree(council, Timetable("C1"), by="U1", now=AGREED + timedelta(hours=1))
    assert put_due(council, now=MONDAY) == 0


def test_a_public_channel_is_told_what_the_public_may_see(council):
    weekly(council)
    audiences.mark(council, "C1", Audience.PUBLIC, by="U1", now=AGREED)
    assert put_due(council, now=MONDAY) == 1
    (digest,) = digests(council)
    assert {row.number for row in digest.red} == {"2", "16", "22"}  # as the papers print them


def test_the_day_before_the_panel(council):
    agree(council, Timetable("C1", Digests(Rhythm.PANEL, time(9))), by="U1", now=AGREED)
    set_panel(council, PAPER, meets=True, by="U1", now=AGREED)
    set_panel(council, date(2019, 11, 13), meets=True, by="U1", now=AGREED)
    set_panel(council, date(2019, 11, 13), meets=False, by="U1", now=AGREED)
    assert panels(council) == [PAPER]
    assert put_due(council, now=datetime(2019, 11, 5, 8, 59, tzinfo=UTC)) == 0
    assert put_due(council, now=datetime(2019, 11, 5, 9, 0, tzinfo=UTC)) == 1
    assert put_due(council, now=datetime(2019, 11, 12, 12, tzinfo=UTC)) == 0


def test_the_digest_before_a_panel_is_not_made_after_it():
    digests = Digests(Rhythm.PANEL)
    late = datetime(2019, 11, 7, 9, tzinfo=UTC)
    assert last_due(digests, [PAPER], after=AGREED, now=late - timedelta(days=1)) is not None
    assert last_due(digests, [PAPER], after=AGREED, now=late) is None
    assert next_due(digests, [PAPER], now=late) is None


@pytest.mark.parametrize(
    ("rhythm", "now", "due"),
    [
        (Rhythm.WEEKLY, "2026-10-23T12:00+01:00", "2026-10-26T08:30+00:00"),  # the clocks go back
        (Rhythm.WEEKLY, "2026-03-27T12:00+00:00", "2026-03-30T08:30+01:00"),  # and forward
        (Rhythm.MONTHLY, "2026-11-02T08:30+00:00", "2026-12-07T08:30+00:00"),
    ],
)
def test_half_past_eight_is_londons(rhythm, now, due):
    found = next_due(Digests(rhythm), [], now=datetime.fromisoformat(now))
    assert found == datetime.fromisoformat(due)
    assert last_due(Digests(rhythm), [], after=datetime.fromisoformat(now), now=found) == found


@pytest.mark.parametrize(
    ("hours", "now", "until"),
    [
        ("18:00-08:00", "2026-11-22T17:59+00:00", None),
        ("18:00-08:00", "2026-11-22T18:00+00:00", "2026-11-23T08:00+00:00"),
        ("18:00-08:00", "2026-11-23T07:59+00:00", "2026-11-23T08:00+00:00"),
        ("18:00-08:00", "2026-11-23T08:00+00:00", None),
        ("18:00-08:00", "2026-06-22T17:30+00:00", "2026-06-23T07:00+00:00"),  # in summer time
        ("12:00-13:00", "2026-11-22T12:30+00:00", "2026-11-22T13:00+00:00"),
        ("12:00-13:00", "2026-11-22T18:00+00:00", None),
    ],
)
def test_quiet_hours_hold_in_londons_time(council, hours, now, until):
    agree(council, Timetable("C1", quiet=QuietHours.parse(hours)), by="U1", now=AGREED)
    expected = datetime.fromisoformat(until) if until else None
    assert quiet_until(council, "C1", datetime.fromisoformat(now)) == expected
    assert quiet_until(council, "C2", datetime.fromisoformat(now)) is None


@pytest.mark.parametrize(
    "words", ["6 November 2019", "6th Nov 2019", "06/11/2019", "6.11.2019", "2019-11-06"]
)
def test_a_day_is_read_as_people_write_it(words):
    assert read_day(words) == PAPER
