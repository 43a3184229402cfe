"""The home tab shows the index, what changed, what I follow and what waits; its buttons work."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.home import LETTERS, ROWS, Followed, Stuck, home_view, paged
from kpi_store import audiences, outbox
from kpi_store.answering import changes, listing
from kpi_store.domain.audience import Role
from kpi_store.domain.wording import row_in_words
from kpi_store.store import Store
from kpi_store.subscriptions import Follows, Subscription, Wanted
from tests.conftest import NewDatabase
from tests.slack.alerting import DAY, turned_red
from tests.slackworld.driver import Home, World, speaking, waited
from tests.slackworld.workspace import ADMIN, Slack

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def held(new_database: NewDatabase, seeded_url: str) -> Iterator[Store]:
    """A store of the papers that this module's tests may add to."""
    store = Store.open(new_database(seeded_url))
    yield store
    store.close()


@pytest.fixture(scope="module", params=["socket", "http"])
def office(slack: Slack, held: Store, request: pytest.FixtureRequest) -> Iterator[World]:
    with speaking(slack, held, mode=request.param, today=lambda: DAY) as world:
        yield world


def test_the_home_tab_shows_the_index_by_section_and_what_changed(office: World) -> None:
    shown = office.home()
    lines = shown.words.splitlines()
    assert lines[0] == "Performance Index 2019/20"
    assert lines[1] == "*Assessments*"
    assert "*Looked After Children*" in lines
    numbers = [line.split(". ")[0] for line in lines if line.split(". ")[0].isdigit()]
    assert numbers == [str(number) for number in range(1, 40)]
    (red,) = (line for line in lines if line.startswith("2. "))
    assert red.endswith("95 % for May 2019, ■ Red (published) for Q2 2019/20")
    assert "What changed since 6 November 2019" in lines
    assert any(line.startswith("• Indicator 16, Q1 2019/20: corrected from 31") for line in lines)


def test_it_is_the_reader_s_own(office: World) -> None:
    assert office.home(by="ben").user != office.home(by="anna").user


def test_what_i_follow_has_a_button_that_ends_it(office: World) -> None:
    assert "Nothing yet." in office.home().words
    office.command("subscribe me 17")
    office.command("subscribe me red in Child protection")
    shown = office.home()
    assert "indicator 17, % of Looked After Children cases" in shown.words
    after = office.press_at_home(shown, "Unsubscribe", of="indicator 17")
    assert "Child protection in Performance Index 2019/20, since" in after.words
    assert "\nindicator 17, " not in after.words
    office.command("unsubscribe me all")


def test_a_home_tab_that_cannot_be_shown_says_why(slack: Slack, empty_store: Store) -> None:
    with speaking(slack, empty_store, mode="http", today=lambda: DAY) as world:
        assert "No edition" in world.home().words


def test_a_page_that_is_there_no_more_shows_the_last_one(office: World) -> None:
    text = {"type": "plain_text", "text": "Next"}
    button = {"type": "button", "action_id": "home-page-Next", "text": text, "value": "7"}
    stale = Home("", [{"type": "actions", "elements": [button]}])
    assert "\n39. " in office.press_at_home(stale, "Next").words


def test_a_panel_in_the_diary_says_since_when_changes_are_shown(office: World) -> None:
    office.command("panel 20 November 2026", by=ADMIN)
    shown = office.home().words
    assert "What changed since 20 November 2026\nNothing changed." in shown
    office.command("panel off 20 November 2026", by=ADMIN)


def test_a_message_that_is_stuck_is_shown_and_sent_again_by_who_may(
    office: World, held: Store
) -> None:
    gone = office.slack.new_channel()
    office.slack.person("anna").conversations_archive(channel=gone)
    (alert,) = turned_red(held, channel=gone)
    waited(lambda: "is_archived" in office.home().words, "the alert that is stuck")
    assert f"dead, tried 1 times: indicator {alert.number} turned red" in office.home().words
    with pytest.raises(StopIteration):
        office.home().button("Send again")
    anna = str(office.slack.person("anna").auth_test()["user_id"])
    audiences.give(held, anna, Role.EDITOR, by="U0ADMIN", now=NOW)
    shown = office.home()
    office.slack.person("anna").conversations_unarchive(channel=gone)
    office.press_at_home(shown, "Send again")
    waited(lambda: not outbox.waiting(held) or _waits_unnamed(held), "the alert to be sent")
    assert alert.number in office.slack.messages(gone)[-1]["text"]
    audiences.give(held, anna, None, by="U0ADMIN", now=NOW)


def _waits_unnamed(store: Store) -> bool:
    """Whether all that waits is for the configured channel, of which there is none here."""
    return all(one.channel == "" for one in outbox.waiting(store))


def test_a_long_index_pages(papers: Store) -> None:
    index = listing(papers, today=DAY, edition="appendix-h")
    changed = changes(papers, today=DAY, edition="appendix-h")
    pages = paged(index.rows)
    assert [row for page in pages for row in page] == list(index.rows)
    assert len(pages) > 1
    for number in range(len(pages)):
        view = home_view(index, changed, since=None, followed=[], stuck=[], page=number)
        (turning,) = (block for block in view["blocks"] if block["type"] == "actions")
        labels = [button["text"]["text"] for button in turning["elements"]]
        assert labels == ["Back"] * (number > 0) + ["Next"] * (number < len(pages) - 1)


def test_the_fullest_home_tab_is_within_what_slack_takes(papers: Store) -> None:
    index = listing(papers, today=DAY)
    long = [replace(row, name="an & b " * 60, section=f"S{n}") for n, row in enumerate(index.rows)]
    changed = changes(papers, today=DAY)
    one = Subscription(1, "D1", Wanted(Follows.RED, ""), "U1", NOW)
    view = home_view(
        replace(index, rows=tuple(long) * 4),
        changed,
        since=None,
        followed=[Followed(one, "everything red")] * 60,
        stuck=[Stuck("dead: an alert", 1)] * 60,
        page=0,
    )
    assert len(view["blocks"]) <= 100
    texts = [block["text"]["text"] for block in view["blocks"] if "text" in block]
    assert all(0 < len(text) <= 3000 for text in texts)
    assert "… 48 more: `/kpi subscriptions me`." in str(view)
    for page in paged(long * 4):
        assert len(page) <= ROWS
        assert sum(len(row_in_words(row)) for row in page) <= LETTERS
