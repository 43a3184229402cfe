"""Every alert, digest and home tab is one that Slack takes, whatever is stored in it."""

from dataclasses import replace

import pytest

import kpi_store
from bot.alert_cards import Since, alert_message, group_message, reminder_message
from bot.home import Stuck, home_view, paged
from bot.notices import digest_message
from kpi_store.domain.answer import ChangeSaid
from kpi_store.domain.notice import Digest, Group, Reminder
from kpi_store.store import Store
from tests.slack.conftest import TODAY
from tests.slack.poison import DANGERS, poisoned, taken, unmarked
from tests.slack.test_messages import ALERT
from tests.slackworld.block_kit import view_refused


@pytest.mark.parametrize("danger", DANGERS)
def test_an_alert_and_its_reminder_are_taken(danger: str) -> None:
    bad = replace(poisoned(ALERT, danger), turn=ALERT.turn)
    taken(alert_message(bad))
    taken(reminder_message(Reminder("opaque", "merton", bad, TODAY), bad, Since()))


@pytest.mark.parametrize("count", [2, 39, 150])
@pytest.mark.parametrize("danger", DANGERS)
def test_a_group_of_any_size_is_taken(danger: str, count: int) -> None:
    bad = replace(poisoned(ALERT, danger), turn=ALERT.turn)
    title, paper = bad.edition_title, bad.source
    group = Group("opaque", "merton", "merton-2019-20", title, paper, (bad,) * count)
    taken(group_message(group, [None] * count))


@pytest.mark.parametrize("danger", DANGERS)
def test_a_digest_and_every_page_of_the_home_tab_are_taken(papers: Store, danger: str) -> None:
    index = poisoned(kpi_store.ask(papers, "list everything", today=TODAY), danger)
    changes = poisoned(kpi_store.ask(papers, "which figures were corrected?", today=TODAY), danger)
    gap = ChangeSaid("not reported", TODAY, ("8",), f"{danger} is not reported", danger)
    digest = Digest(
        key="opaque",
        area="merton",
        edition="merton-2019-20",
        edition_title=danger,
        due=TODAY,
        since=TODAY,
        follows=(danger,),
        red=index.rows,
        turned=(gap,) * 40,
        corrections=changes.changes,
        missing=index.rows,
    )
    taken(digest_message(digest))
    stuck = [Stuck(danger, 1), Stuck(danger)] * 20
    for page in range(len(paged(index.rows))):
        tab = home_view(index, changes, since=TODAY, followed=(), stuck=stuck, page=page)
        assert view_refused(tab) is None
        unmarked(tab["blocks"])
