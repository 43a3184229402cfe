"""Figures submitted from Excel are seen, accepted and rejected in Slack by those who may.

The figures are the tests' own, typed as a person would; those they replace are the papers'.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.proposals import NONE, STRANGER
from kpi_store import audiences
from kpi_store.domain.audience import Role
from kpi_store.domain.period import Period
from kpi_store.proposals import State, proposal_of
from kpi_store.proposing import Paper, submit
from kpi_store.store import Store
from kpi_store.submitted import Typed
from tests.conftest import NewDatabase
from tests.slack.alerting import DAY, made_editor
from tests.slackworld.driver import World, speaking, waited
from tests.slackworld.workspace import ADMIN, Slack

INDEX = "merton-2019-20"
Submit = Callable[..., int]


@pytest.fixture(scope="module")
def store(slack: Slack, new_database: NewDatabase, seeded_url: str) -> Iterator[Store]:
    """A store of the papers in which Anna is an editor and Ben an approver."""
    store = Store.open(new_database(seeded_url))
    made_editor(slack, store, "anna")
    told = {"by": slack.id_of(ADMIN), "now": datetime.now(UTC)}
    audiences.give(store, slack.id_of("ben"), Role.APPROVER, **told)
    yield store
    store.close()


@pytest.fixture(scope="module", params=["socket", "http"])
def world(slack: Slack, store: Store, request: pytest.FixtureRequest) -> Iterator[World]:
    with speaking(slack, store, mode=request.param, today=lambda: DAY) as world:
        yield world


@pytest.fixture
def submitted(store: Store, world: World) -> Submit:
    """Submits indicator 11's figure of a month, and returns the proposal's number."""

    def propose(period: str, figure: str, *, by: str = "somebody in Excel") -> int:
        with store.snapshot() as held:
            (listing,) = held.edition(INDEX).numbered("11")
        typed = Typed("N14", figure, listing, Period.of(period), figure)
        paper = Paper("The <!channel> return & more")
        made = submit(
            *(store, INDEX, [typed], paper),
            **{"sheet": "index.xlsx", "by": by, "today": DAY, "now": datetime.now(UTC)},
        )
        return made.proposal.id

    return propose


def month(world: World, number: int) -> str:
    """A month of which nothing is held yet, another in each of the two worlds."""
    return f"{2020 if world.mode == 'socket' else 2021}-{number:02}"


def figure_of(store: Store, period: str) -> Decimal | None:
    with store.snapshot() as held:
        (listing,) = held.edition(INDEX).numbered("11")
        found = held.figure("merton", listing.key, Period.of(period))
    return found.value if found else None


def test_an_approver_accepts_what_was_typed_into_the_workbook(
    world: World, store: Store, submitted: Submit
) -> None:
    number = submitted(month(world, 10), "19%")
    assert "1 proposal waits to be accepted" in world.home(by="ben").words
    shown = world.command("proposals", by="ben")
    assert f"Proposal {number} of somebody in Excel waits to be accepted." in shown.words
    assert "no figure -> 19 %" in shown.words
    assert "&lt;!channel&gt; return &amp; more" in shown.text
    assert figure_of(store, month(world, 10)) is None
    done = world.press(shown, "Accept", by="ben")
    assert "Recorded 1 figure." in done.words
    assert figure_of(store, month(world, 10)) == 19
    again = world.press(shown, "Accept", by="ben")
    assert f"Proposal {number} of somebody in Excel was accepted by " in again.words
    assert world.command("proposals", by="ben").words == NONE


def test_an_editor_sees_what_waits_and_only_an_approver_decides(
    world: World, store: Store, submitted: Submit
) -> None:
    number = submitted(month(world, 11), "18%")
    shown = world.command("proposals", by="anna")
    assert "no figure -> 18 %" in shown.words
    assert shown.buttons == []
    offered = world.command("proposals", by="ben")
    for label, does in (("Accept", "accept"), ("Reject", "reject")):
        told = world.press(offered, label, by="anna").words
        assert told.startswith(f"Only an approver may {does} what is proposed.")
    form = world.open_form(offered, "Reject", by="ben")
    assert world.submit(form, by="ben", value=" ") == {"said": "Say why it is rejected."}
    assert world.submit(form, by="ben", value="Checked against the return: it is 17 %") is None
    waited(lambda: proposal_of(store, number).state is State.REJECTED, "the proposal's rejection")
    assert proposal_of(store, number).comment == "Checked against the return: it is 17 %"
    assert figure_of(store, month(world, 11)) is None


def test_nobody_accepts_what_they_submitted_themselves(
    world: World, store: Store, submitted: Submit
) -> None:
    profile = world.slack.person("ben").users_info(user=world.slack.id_of("ben"))["user"]["profile"]
    number = submitted(month(world, 12), "17%", by=profile["email"].upper())
    told = world.press(world.command("proposals", by="ben"), "Accept", by="ben").words
    assert told == f"You submitted proposal {number} yourself; somebody else has to accept it."
    world.slack.fault("users.info", error="missing_scope")
    told = world.press(world.command("proposals", by="ben"), "Accept", by="ben").words
    assert told == STRANGER
    done = world.press(world.command("proposals", by=ADMIN), "Accept", by=ADMIN).words
    assert f"Proposal {number} of " in done
    assert figure_of(store, month(world, 12)) == 17


def test_several_that_wait_are_shown_one_at_a_time_and_by_number(
    world: World, submitted: Submit
) -> None:
    first, second = (submitted(month(world, number), "16%") for number in (1, 2))
    oldest = world.command("proposals", by="ben").words
    assert oldest.startswith(f"Proposal {first} of ")
    assert oldest.splitlines()[-1].startswith(f"Others that wait: {second}. Say ")
    assert world.command(f"proposals {second}", by="ben").words.startswith(f"Proposal {second} of")
    refused = world.command("proposals 999", by="ben").words
    assert refused == f"Proposal 999 does not wait. These do: {first}, {second}."
    for number in (first, second):
        shown = world.command(f"proposals {number}", by="ben")
        assert "Recorded 1 figure." in world.press(shown, "Accept", by="ben").words


def test_a_whole_sheet_is_shown_as_far_as_slack_takes_it_and_the_rest_is_counted(
    world: World, store: Store
) -> None:
    with store.snapshot() as held:
        listings = [one for one in held.edition(INDEX) if one.unit.value in ("percent", "count")]
    typed = [
        Typed(f"{column}{row}", "44", one, Period.of(month(world, number)), "44")
        for number, column in enumerate("NOPQRST", start=3)
        for row, one in enumerate(listings, start=9)
    ]
    paper = Paper("A whole sheet")
    told = {"sheet": "index.xlsx", "by": "somebody", "today": DAY, "now": datetime.now(UTC)}
    made = submit(store, INDEX, typed, paper, **told)
    shown = world.command("proposals", by="ben")
    assert "more lines: `kpi proposals show" in shown.shown
    form = world.open_form(shown, "Reject", by="ben")
    assert world.submit(form, by="ben", value="A test's") is None
    number = made.proposal.id
    waited(lambda: proposal_of(store, number).state is State.REJECTED, "the proposal's rejection")


def test_who_has_no_role_sees_nothing_that_is_proposed(world: World, store: Store) -> None:
    audiences.give(
        store, world.slack.id_of("anna"), None, by=world.slack.id_of(ADMIN), now=datetime.now(UTC)
    )
    try:
        told = world.command("proposals", by="anna").words
    finally:
        made_editor(world.slack, store, "anna")
    assert told.startswith("Only an editor may see what is proposed.")
