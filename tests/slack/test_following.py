"""A channel or a person follows what turns red, and is told; nobody else is."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from kpi_store.alerting import IN_YEAR
from kpi_store.domain.period import Period
from kpi_store.recording import record
from kpi_store.store import Store
from kpi_store.subscriptions import of_channel
from tests.conftest import NewDatabase
from tests.slack.alerting import DAY, made_editor
from tests.slackworld.driver import World, speaking, waited
from tests.slackworld.workspace import ADMIN, Slack

EDITION = "merton-2019-20"


@pytest.fixture(scope="module")
def followed(slack: Slack, new_database: NewDatabase, seeded_url: str) -> Iterator[Store]:
    """A store of the papers that this module's tests may add to, in which Anna is an editor."""
    store = Store.open(new_database(seeded_url))
    made_editor(slack, store, "anna")
    yield store
    store.close()


@pytest.fixture(scope="module", params=["socket", "http"])
def office(slack: Slack, followed: Store, request: pytest.FixtureRequest) -> Iterator[World]:
    with speaking(slack, followed, mode=request.param, today=lambda: DAY) as world:
        yield world


@pytest.fixture
def world(office: World) -> World:
    """The same office, in a channel that nobody has asked anything of yet."""
    office.channel = office.slack.new_channel()
    return office


def turn_red(store: Store, number: str) -> None:
    """Publish an indicator's figure of one month after the other as Green, then as Red."""
    with store.snapshot() as held:
        (listing,) = held.edition(EDITION).numbered(number)
        series = held.series("merton", listing.key)
    last = max(one.period.end for one in series if one.period.kind in IN_YEAR)
    year, month = last.year, last.month
    for rating in ("Green", "Red"):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        done = record(
            store,
            edition=EDITION,
            indicator_key=listing.key,
            period=Period.month(year, month),
            value="50",
            source="The return of the month",
            rating=rating,
            today=DAY,
            now=datetime.now(UTC),
        )
    assert done.alert


def told(world: World, channel: str, *, by: str = "anna") -> list[str]:
    """The alerts that stand in *channel*, oldest first, once there are any."""
    person = world.slack.person(by)

    def alerts() -> list[str]:
        said = person.conversations_history(channel=channel, limit=100)["messages"]
        texts = [one["text"] for one in reversed(said)]
        return [text for text in texts if ", turned " in text]

    return waited(alerts, "an alert")


def test_a_channel_follows_a_section_and_hears_only_of_that(world: World, followed: Store) -> None:
    said = world.command("subscribe red in Child protection")
    assert said.words == (
        "This channel follows Child protection in Performance Index 2019/20 from now on: "
        "what turns red, or leaves it, is sent to this channel."
    )
    turn_red(followed, "2")  # in Assessments
    turn_red(followed, "11")
    (alert,) = told(world, world.channel)
    assert alert.startswith("Indicator 11,")


def test_a_person_follows_an_indicator_in_direct_messages(world: World, followed: Store) -> None:
    said = world.command("subscribe me 17", by="ben")
    assert said.words.startswith("You follow indicator 17, ")
    turn_red(followed, "17")
    assert "Indicator 17," in told(world, world.direct_messages("ben"), by="ben")[-1]
    assert world.command("subscriptions", by="ben").words == (
        "This channel follows nothing. Try `/kpi subscribe red in Child protection`."
    )
    mine = world.command("subscriptions", by="ben", channel=world.direct_messages("ben"))
    assert mine.words.startswith("You follow:\n• indicator 17, ")
    world.command("unsubscribe me all", by="ben")


def test_what_is_unsubscribed_is_heard_no_more(world: World, followed: Store) -> None:
    world.command("subscribe 13")
    world.command("subscribe red in the Merton index")
    assert "already" in world.command("subscribe 13").words
    held = world.command("subscriptions").words
    assert held.startswith("This channel follows:\n• indicator 13, ")
    assert "• everything red in Performance Index 2019/20, since " in held
    gone = world.command("unsubscribe red in the Merton index").words
    assert gone == "This channel follows everything red in Performance Index 2019/20 no longer."
    turn_red(followed, "14")
    turn_red(followed, "13")
    (alert,) = told(world, world.channel)
    assert alert.startswith("Indicator 13,")
    assert "does not follow" in world.command("unsubscribe 14").words


def test_a_mention_and_a_direct_message_are_obeyed_too(world: World) -> None:
    said = world.mention("subscribe red in Child protection")
    assert said.words.startswith("This channel follows Child protection in Performance Index")
    assert world.command("subscriptions").words.startswith("This channel follows:\n• Child prot")
    assert world.dm("subscribe 33", by="ben").words.startswith("You follow indicator 33, ")
    assert "no longer" in world.dm("unsubscribe all", by="ben").words
    world.command("unsubscribe all")


def test_doubt_about_what_to_follow_is_offered_as_buttons(world: World) -> None:
    doubt = world.command("subscribe 3 in Appendix H")
    assert len(doubt.buttons) == 2
    chosen = doubt.buttons[0]["text"]["text"].split(". ", 1)[1].rstrip("…")
    said = world.press(doubt, doubt.buttons[0]["text"]["text"])
    assert said.words.startswith("This channel follows indicator 3 (")
    assert chosen in said.words
    assert chosen in world.command("subscriptions").words


def test_doubt_in_a_thread_is_settled_there_and_by_whom_it_concerns(world: World) -> None:
    doubt = world.mention("subscribe 3 in Appendix H", by=ADMIN)
    first = doubt.buttons[0]["text"]["text"]
    said = world.press(doubt, first)  # by Anna, who is an editor too
    assert said.words.startswith("This channel follows indicator 3 (")
    assert said.thread == doubt.thread
    own = world.mention("subscribe me 3 in Appendix H", by="ben")
    assert world.press(own, first).words.startswith("That was offered to somebody else")


def test_what_a_channel_is_told_is_for_editors_to_agree_and_to_ask_for_anybody(
    world: World,
) -> None:
    admin = world.slack.id_of(ADMIN)
    for words in ("subscribe 13", "unsubscribe all", "digest weekly", "quiet 18:00-08:00"):
        said = world.command(words, by="ben").words
        assert said == (
            "Only an editor may change what a channel is told. "
            f"Ask <@{admin}> for `/kpi role @you editor`."
        )
    said = world.command("panel 3 February 2044", by="ben").words
    assert said.startswith("Only an editor may change the diary.")
    assert world.mention("subscribe 13", by="ben").words.startswith("Only an editor may")
    assert world.command("subscriptions", by="ben").words.startswith("This channel follows nothing")
    assert "no digest" in world.command("digest", by="ben").words
    assert "No panel" in world.command("panel", by="ben").words
    own = world.command("digest me weekly at 9am", by="ben").words
    assert own.startswith("You get a digest every Monday at 09:00")
    world.command("digest me off", by="ben")


def test_a_button_offered_to_an_editor_changes_nothing_for_who_is_none(
    world: World, followed: Store
) -> None:
    doubt = world.mention("subscribe 3 in Appendix H")
    said = world.press(doubt, doubt.buttons[0]["text"]["text"], by="ben")
    assert said.words.startswith("Only an editor may change what a channel is told.")
    assert of_channel(followed, world.channel) == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("subscribe gargoyles", "I hold no indicator like 'gargoyles'"),
        ("subscribe amber", "Alerts are about red alone"),
        ("subscribe 11 in Q2", "leave the period out"),
        ("subscribe", "Say what to follow"),
        ("digest hourly", "is no time for a digest"),
        ("quiet 18:00", "names no quiet hours"),
        ("quiet 25:00-08:00", "is no time of day"),
        ("quiet 8:00-8:00", "are none"),
        ("panel tomorrow", "is no day"),
    ],
)
def test_what_cannot_be_agreed_is_said(world: World, words: str, said: str) -> None:
    assert said in world.command(words).words


def test_a_channel_without_the_bot_is_told_to_invite_it(world: World) -> None:
    name = f"x{world.channel.lower()}-{world.mode}"
    made = world.slack.person("anna").conversations_create(name=name, is_private=True)
    said = world.command("subscribe red", channel=made["channel"]["id"])
    assert "I am not in this channel" in said.words


def test_digests_quiet_hours_and_panels_are_agreed_in_words(world: World) -> None:
    assert "no digest" in world.command("digest").words
    said = world.command("digest weekly at 9am").words
    assert said.startswith("This channel gets a digest every Monday at 09:00, London's time;")
    assert "the next on Monday " in said
    said = world.command("quiet 6pm to 8am").words
    assert "from 18:00 to 08:00 every day" in said
    held = world.command("subscriptions").words
    assert "A digest comes every Monday at 09:00." in held
    assert "quiet hours, 18:00-08:00." in held
    assert "at once" in world.command("quiet off").words
    assert "no digest" in world.command("digest off").words
    said = world.command("panel 3 February 2044").words
    assert said.startswith("The panel meets on Wednesday 3 February 2044.")
    assert "the next on Tuesday 2 February 2044" in world.command("digest panel").words
    said = world.command("panel off 3 February 2044").words
    assert said.startswith("The panel does not meet on Wednesday 3 February 2044.")
