"""What is followed reaches whoever follows it, once; what is followed no longer does not."""

from datetime import date

import pytest

from kpi_store import outbox
from kpi_store.domain.errors import KpiError
from kpi_store.domain.period import Period
from kpi_store.following import in_words, read_following
from kpi_store.recording import Figure, record, record_all
from kpi_store.subscriptions import Follows, Wanted, follow, of_channel, unfollow
from tests.conftest import NOW, TODAY

EDITION = "merton-2019-20"
SECOND_PLANS = "merton-cpp-second-or-subsequent"  # indicator 11, in Child protection


def turn(store, number, rating, period="2019-12", channel="C0ALL"):
    with store.snapshot() as held:
        (listing,) = held.edition(EDITION).numbered(number)
    return record(
        store,
        edition=EDITION,
        indicator_key=listing.key,
        period=Period.of(period),
        value="50",
        source="The return of the month",
        rating=rating,
        today=TODAY,
        now=NOW,
        channel=channel,
    )


def channels(store):
    return sorted(one.channel for one in outbox.waiting(store))


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(Follows.RED, ""),
        Wanted(Follows.RED, EDITION),
        Wanted(Follows.EDITION, EDITION),
        Wanted(Follows.SECTION, EDITION, "Child protection"),
        Wanted(Follows.INDICATOR, EDITION, SECOND_PLANS),
        Wanted(Follows.INDICATOR, "merton-37", SECOND_PLANS),  # the same measure, listed elsewhere
    ],
)
def test_what_turns_red_is_for_the_configured_channel_and_for_whoever_follows_it(council, wanted):
    follow(council, "C0MINE", wanted, by="U1", now=NOW)
    turn(council, "11", "Red")
    assert channels(council) == ["C0ALL", "C0MINE"]


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(Follows.RED, "appendix-h"),
        Wanted(Follows.EDITION, "merton-37"),
        Wanted(Follows.SECTION, EDITION, "Assessments"),
        Wanted(Follows.SECTION, "merton-37", "Child protection"),
        Wanted(Follows.INDICATOR, EDITION, "merton-neet"),
    ],
)
def test_who_follows_something_else_hears_nothing(council, wanted):
    follow(council, "C0MINE", wanted, by="U1", now=NOW)
    turn(council, "11", "Red")
    assert channels(council) == ["C0ALL"]


def test_who_follows_a_thing_in_several_ways_hears_of_it_once(council):
    for wanted in (Wanted(Follows.RED, ""), Wanted(Follows.SECTION, EDITION, "Child protection")):
        follow(council, "C0MINE", wanted, by="U1", now=NOW)
        follow(council, "C0ALL", wanted, by="U1", now=NOW)
    turn(council, "11", "Red")
    assert channels(council) == ["C0ALL", "C0MINE"]


def test_each_hears_of_a_publication_together_what_it_follows_of_it(council):
    part = Wanted(Follows.SECTION, EDITION, "Child protection")
    follow(council, "C0MINE", part, by="U1", now=NOW)
    with council.snapshot() as held:
        keys = [held.edition(EDITION).numbered(number)[0].key for number in ("11", "17")]
    figures = [Figure(key, Period.of("2019-12"), "50", rating="Red") for key in keys]
    record_all(
        council,
        figures,
        edition=EDITION,
        source="The return of the month",
        today=TODAY,
        now=NOW,
        channel="C0ALL",
    )
    told = [(one.channel, type(one.notice).__name__) for one in outbox.waiting(council)]
    assert sorted(told) == [
        ("C0ALL", "Alert"),
        ("C0ALL", "Alert"),
        ("C0ALL", "Group"),
        ("C0MINE", "Alert"),
    ]


def test_to_stop_and_to_start_again_are_rows_of_their_own(council):
    red = Wanted(Follows.RED, "")
    assert follow(council, "C0MINE", red, by="U1", now=NOW)
    assert not follow(council, "C0MINE", red, by="U2", now=NOW)
    assert unfollow(council, "C0MINE", red, by="U2", now=NOW)
    assert not unfollow(council, "C0MINE", red, by="U2", now=NOW)
    assert of_channel(council, "C0MINE") == ()
    turn(council, "11", "Red")
    assert channels(council) == ["C0ALL"]
    assert follow(council, "C0MINE", red, by="U3", now=NOW)
    (held,) = of_channel(council, "C0MINE")
    assert (held.wanted, held.by, held.at) == (red, "U3", NOW)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("red", ["everything red"]),
        ("everything that turns red", ["everything red"]),
        ("red in Child protection", ["Child protection in Performance Index 2019/20"]),
        ("red in CP", ["Child protection in Performance Index 2019/20"]),
        ("Assessments", ["Assessments in Performance Index 2019/20"]),
        ("the LAC section", ["Looked After Children in Performance Index 2019/20"]),
        ("red in the Merton index", ["everything red in Performance Index 2019/20"]),
        ("the Merton index", ["all of Performance Index 2019/20"]),
        ("red in Sefton", ["everything red in Sefton improvement-board scorecard 2017/18"]),
    ],
)
def test_what_is_to_be_followed_is_read_as_a_question_is(council, words, said):
    wanted = read_following(council, words, today=TODAY).wanted
    assert [in_words(council, one, today=TODAY) for one in wanted] == said


def test_an_indicator_is_followed_by_its_number_or_its_name(council):
    for words in ("33", "indicator 33", "NEET"):
        (wanted,) = read_following(council, words, today=TODAY).wanted
        assert wanted == Wanted(Follows.INDICATOR, EDITION, "merton-neet")
    both = read_following(council, "16 and 17", today=TODAY).wanted
    assert len(both) == 2


def test_doubt_is_handed_back(council):
    understood = read_following(council, "3 in Appendix H", today=TODAY)
    assert understood.wanted == ()
    assert {one.number for one in understood.choices} == {"3"}


@pytest.mark.parametrize("words", ["", "gargoyles", "amber", "11 in Q2", "help", "what changed?"])
def test_what_cannot_be_followed_is_refused_in_a_sentence(council, words):
    with pytest.raises(KpiError, match=r"Say what to follow|leave the period out"):
        read_following(council, words, today=date(2019, 11, 6))
