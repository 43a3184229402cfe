"""Who may see what: officers everything, the public what discloses nobody, strangers nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.admin import CHANNEL_USE, NO_CHANNEL, ROLE_USE, SHARED_USE
from bot.alerts import SHARED, Dispatcher
from bot.app import client_for_alerts
from bot.places import SHARED_HERE, UNKNOWN_HERE
from kpi_store import audiences, outbox
from kpi_store.domain.audience import Audience
from kpi_store.domain.period import Period
from kpi_store.recording import record
from kpi_store.store import Store
from tests.conftest import NewDatabase
from tests.slack.alerting import DAY
from tests.slack.conftest import TODAY
from tests.slackworld.driver import World, speaking
from tests.slackworld.workspace import ADMIN, Slack

FIGURE = "indicator 27 in May"  # one primary permanent exclusion, printed in June 2019
ONE_CHILD = "adoption disruptions in Sefton"  # a comment of one child's story
STORY = "she has been removed"
EXTERNAL = {"is_shared": True, "is_ext_shared": True}


@pytest.fixture(scope="module")
def own_papers(new_database: NewDatabase, seeded_url: str) -> Iterator[Store]:
    store = Store.open(new_database(seeded_url))
    yield store
    store.close()


@pytest.fixture(scope="module", params=["socket", "http"])
def world(slack: Slack, own_papers: Any, request: pytest.FixtureRequest) -> Iterator[World]:
    with speaking(slack, own_papers, mode=request.param, today=lambda: TODAY) as world:
        yield world


@pytest.fixture
def place(slack: Slack) -> Iterator[str]:
    """A channel of its own; what Slack says of it is forgotten afterwards."""
    channel = slack.new_channel()
    yield channel
    slack.front.shared.pop(channel, None)


def test_an_unmarked_channel_sees_what_the_papers_print_but_no_childs_story(
    world: World, place: str
) -> None:
    assert "May 2019: 1 (" in world.mention(FIGURE, channel=place).words
    told = world.mention(ONE_CHILD, channel=place).words
    assert STORY not in told
    assert "withheld" in told


def test_officers_see_everything_and_the_public_what_names_nobody(world: World, place: str) -> None:
    done = world.command("channel officers", by=ADMIN, channel=place)
    assert "This channel is now read by officers" in done.words
    assert STORY in world.mention(ONE_CHILD, channel=place).words
    done = world.command("channel public", by=ADMIN, channel=place)
    assert "This channel is now public" in done.words
    told = world.mention(ONE_CHILD, channel=place)
    for shown in (told.words, told.shown):
        assert STORY not in shown
    assert "May 2019: suppressed (1–5)." in world.mention(FIGURE, channel=place).words
    world.command("channel unmarked", by=ADMIN, channel=place)
    assert "May 2019: 1 (" in world.mention(FIGURE, channel=place).words


def test_what_is_turned_and_picked_is_for_the_same_readers(world: World, place: str) -> None:
    world.command("channel public", by=ADMIN, channel=place)
    reply = world.mention("trend of indicator 27", channel=place)
    assert "suppressed (1–5)" in reply.words
    folded = world.command(FIGURE, channel=place)
    labels = [one["text"]["text"] for one in folded.buttons]
    assert labels
    for label in labels:
        told = world.turn(folded, label)
        assert "suppressed" in told.words
        assert "May 2019: 1" not in told.words + told.shown


def test_only_an_admin_marks_a_channel_and_is_named(
    world: World, place: str, own_papers: Any
) -> None:
    for words in ("channel officers", "allow shared", "role @anna admin", "who"):
        told = world.command(words, by="anna", channel=place).words
        assert told.startswith("Only an admin may do that. Ask ")
        assert f"<@{world.slack.id_of(ADMIN)}>" in told
    assert audiences.agreed(own_papers, place) == audiences.Agreed()


def test_who_agreed_what_is_recorded_and_told(world: World, place: str) -> None:
    world.command("channel public", by=ADMIN, channel=place)
    world.command("role @ben approver", by=ADMIN, channel=place)
    clare, ben = world.slack.id_of(ADMIN), world.slack.id_of("ben")
    told = world.command("who", by=ADMIN, channel=place).words
    today = datetime.now(UTC).date()
    assert "This channel is public: numbers from 1 to 5" in told
    assert f"by <@{clare}>, {today.day} {today:%B %Y}" in told
    assert f"<@{ben}>: approver" in told
    world.command("role @ben none", by=ADMIN, channel=place)
    assert f"<@{ben}>: approver" not in world.command("who", by=ADMIN, channel=place).words


def test_in_a_direct_message_the_person_decides(world: World, place: str) -> None:
    assert STORY not in world.dm(ONE_CHILD, by="ben").words
    done = world.command("role @ben reader", by=ADMIN, channel=place)
    assert done.words == f"Recorded. <@{world.slack.id_of('ben')}> is now reader."
    try:
        assert STORY in world.dm(ONE_CHILD, by="ben").words
        assert STORY not in world.mention(ONE_CHILD, by="ben", channel=place).words
    finally:
        done = world.command("role @ben none", by=ADMIN, channel=place)
    assert done.words.endswith("has no role any more.")
    assert STORY not in world.dm(ONE_CHILD, by="ben").words


def test_a_group_has_a_role_for_its_people(world: World, place: str) -> None:
    group = f"S{place[1:]}"
    world.slack.front.groups[group] = [world.slack.id_of("anna")]
    world.command(f"role @{group} admin", by=ADMIN, channel=place)
    try:
        assert STORY in world.dm(ONE_CHILD, by="anna").words
        assert STORY not in world.dm(ONE_CHILD, by="ben").words
        assert "is now public" in world.command("channel public", by="anna", channel=place).words
    finally:
        world.command(f"role @{group} none", by=ADMIN, channel=place)


def test_a_group_that_slack_does_not_know_gives_nobody_a_role(world: World, place: str) -> None:
    group = f"S{place[1:]}"
    world.slack.front.groups[group] = [world.slack.id_of("anna")]
    world.command(f"role @{group} reader", by=ADMIN, channel=place)
    del world.slack.front.groups[group]
    try:
        assert STORY not in world.dm(ONE_CHILD, by="ben").words
    finally:
        world.slack.front.groups[group] = []
        world.command(f"role @{group} none", by=ADMIN, channel=place)
        del world.slack.front.groups[group]


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        ("channel", CHANNEL_USE),
        ("channel secret", CHANNEL_USE),
        ("allow", SHARED_USE),
        ("refuse everybody", SHARED_USE),
        ("role", ROLE_USE),
        ("role ben editor", ROLE_USE),
        ("role @ben emperor", ROLE_USE),
    ],
)
def test_an_order_that_is_not_clear_is_answered_with_how_to_say_it(
    world: World, place: str, order: str, sentence: str
) -> None:
    assert world.command(order, by=ADMIN, channel=place).words == sentence


def test_a_direct_message_is_no_channel_to_mark(world: World) -> None:
    for order in ("channel public", "allow shared"):
        assert world.command(order, by=ADMIN, channel="D0ANYBODY").words == NO_CHANNEL


def test_a_channel_that_others_share_is_refused_until_an_admin_allows_it(
    world: World, place: str
) -> None:
    world.slack.front.shared[place] = EXTERNAL
    assert world.mention(FIGURE, channel=place).words == SHARED_HERE
    assert world.command(FIGURE, channel=place).words == SHARED_HERE
    done = world.command("allow shared", by=ADMIN, channel=place)
    assert done.words.startswith("Recorded.")
    assert "May 2019: 1 (" in world.mention(FIGURE, channel=place).words
    world.command("refuse shared", by=ADMIN, channel=place)
    assert world.mention(FIGURE, channel=place).words == SHARED_HERE


@pytest.mark.parametrize(
    ("told", "shared"),
    [
        (EXTERNAL, True),
        ({"is_pending_ext_shared": True}, True),
        ({"is_shared": True}, True),  # with whom is not said
        ({"is_shared": True, "is_org_shared": True}, False),  # by workspaces of one organisation
        ({"is_shared": False, "is_ext_shared": False}, False),
    ],
)
def test_only_another_organisation_makes_a_channel_shared(
    world: World, place: str, told: dict[str, bool], shared: bool
) -> None:
    world.slack.front.shared[place] = told
    assert (world.mention(FIGURE, channel=place).words == SHARED_HERE) is shared


def test_an_event_that_says_the_channel_is_shared_is_believed(world: World, place: str) -> None:
    assert "May 2019" in world.mention(FIGURE, channel=place).words  # and Slack's word is kept
    event = {**world.say("<@U0KPI> " + FIGURE, channel=place), "type": "app_mention"}
    world.deliver(event, is_ext_shared_channel=True)
    assert world.answer_to(event).words == SHARED_HERE


@pytest.mark.parametrize("fault", [{"error": "fatal_error"}, {"status": 500}, {}])
def test_when_slack_does_not_say_it_is_refused_in_a_sentence_and_asked_again(
    world: World, place: str, fault: dict[str, Any]
) -> None:
    world.slack.fault("conversations.info", **fault)
    assert world.mention(FIGURE, channel=place).words == UNKNOWN_HERE
    assert "May 2019: 1 (" in world.mention(FIGURE, channel=place).words


def test_a_direct_message_is_answered_whatever_slack_says(world: World) -> None:
    fault = world.slack.fault("conversations.info", error="fatal_error")
    assert "May 2019: 1 (" in world.dm(FIGURE).words
    assert fault.times == 1  # nobody asked


def test_slack_is_asked_once_about_a_channel_and_not_at_every_question(
    world: World, place: str
) -> None:
    for _ in range(3):
        world.mention(FIGURE, channel=place)
    asked = [one for one in world.slack.calls("conversations.info") if one["channel"] == place]
    assert len(asked) == 1


def test_people_in_a_refused_thread_are_left_in_peace(world: World, place: str) -> None:
    world.slack.front.shared[place] = EXTERNAL
    first = world.mention(FIGURE, channel=place)
    event = world.say("and in April?", channel=place, thread=first.thread, by="ben")
    world.deliver({**event, "channel_type": "channel"})
    world.mention(FIGURE, channel=place)  # silence is proven by a later answer
    assert len(world.thread(place, first.thread)) == 3


def test_a_channel_marked_public_keeps_its_mark_in_the_store(
    world: World, place: str, own_papers: Any
) -> None:
    world.command("channel public", by=ADMIN, channel=place)
    assert audiences.agreed(own_papers, place).audience is Audience.PUBLIC
    assert audiences.agreed(own_papers, place).by == world.slack.id_of(ADMIN)


def announced(store: Store, slack: Slack, place: str, figure: str) -> str:
    """What the channel is told when indicator 27 is published as Red with *figure*."""
    with store.snapshot() as held:
        (listing,) = held.edition("merton-2019-20").numbered("27")
    record(
        store,
        edition="merton-2019-20",
        indicator_key=listing.key,
        period=Period.of("2019-12"),
        value=figure,
        source="The December return",
        rating="Red",
        narrative="The boy of the Hartfield Road case",
        today=DAY,
        now=datetime.now(UTC),
        channel=place,
    )
    client = client_for_alerts(slack.settings())
    Dispatcher(store, client, place, lambda: datetime.now(UTC)).deliver_all()
    return "\n".join(f"{one['text']} {one['blocks']}" for one in slack.messages(place))


@pytest.mark.parametrize("audience", [Audience.COUNCIL, Audience.PUBLIC])
def test_an_alert_tells_no_small_number_where_it_is_not_shown(
    slack: Slack, council: Store, place: str, audience: Audience
) -> None:
    audiences.mark(council, place, audience, by="U1", now=datetime.now(UTC))
    told = announced(council, slack, place, "3")
    assert "suppressed (1–5) for December 2019" in told
    assert "turned ■ Red" in told
    assert "Hartfield" not in told
    assert "3 for December" not in told


def test_an_alert_tells_officers_everything(slack: Slack, council: Store, place: str) -> None:
    audiences.mark(council, place, Audience.OFFICERS, by="U1", now=datetime.now(UTC))
    told = announced(council, slack, place, "3")
    assert "3 for December 2019" in told
    assert "Hartfield" in told


def test_no_alert_goes_where_another_organisation_listens_until_that_is_allowed(
    slack: Slack, council: Store, place: str
) -> None:
    slack.front.shared[place] = EXTERNAL
    assert announced(council, slack, place, "30") == ""
    (waiting,) = outbox.waiting(council)
    assert (waiting.state, waiting.error) == (outbox.DEAD, SHARED)
    now = datetime.now(UTC)
    audiences.allow_shared(council, place, allowed=True, by="U1", now=now)
    outbox.send_again(council, now=now, number=waiting.id)
    client = client_for_alerts(slack.settings())
    Dispatcher(council, client, place, lambda: datetime.now(UTC)).deliver_all()
    assert len(slack.messages(place)) == 1


def test_an_alert_waits_while_slack_does_not_say_whether_the_channel_is_shared(
    slack: Slack, council: Store, place: str
) -> None:
    slack.fault("conversations.info", status=500)
    assert announced(council, slack, place, "30") == ""
    (waiting,) = outbox.waiting(council)
    assert waiting.state == outbox.PENDING
