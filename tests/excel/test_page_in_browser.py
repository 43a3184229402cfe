"""The page in any browser: searching by keyboard, the index at a glance, an indicator's page."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from excel_addin import session
from kpi_store.domain.period import Period
from kpi_store.recording import record
from tests.excel.chromium import page_marks
from tests.excel.pane import Pane, in_a_browser

pytestmark = page_marks

INDEX = "Performance Index 2019/20"
SIXTEEN = (
    "16. Average number of weeks taken to complete Care proceedings "
    "against a national target of 26 weeks"
)
ELEVEN = (
    "11. % of Children that became the subject of a Child Protection Plan "
    "for the second or subsequent time"
)
CHRISTMAS = date(2019, 12, 20)
POISON = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"


@pytest.fixture
def pane(browser, served) -> Iterator[Pane]:
    with in_a_browser(browser, served) as opened:
        yield opened


def test_an_indicator_is_found_and_opened_without_a_mouse(pane):
    pane.open("#/", INDEX)
    for _ in range(3):  # the skip link, the page's name, the search
        pane.page.keyboard.press("Tab")
    assert pane.focused == "find"
    field = pane.page.get_by_role("combobox", name="Find an indicator")
    pane.page.keyboard.type("care proc")
    first = pane.page.get_by_role("option").first
    first.wait_for()
    assert first.inner_text() == f"{SIXTEEN}\n{INDEX}"
    assert field.get_attribute("aria-expanded") == "true"
    assert pane.said.endswith("fit.")
    pane.page.keyboard.press("ArrowDown")
    chosen = field.get_attribute("aria-activedescendant")
    assert pane.page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    pane.page.keyboard.press("Enter")
    pane.arrived(SIXTEEN)
    assert pane.focused == SIXTEEN
    assert field.get_attribute("aria-expanded") == "false"


def test_arrows_go_round_the_list_and_escape_closes_it_then_empties_the_field(pane):
    pane.open("#/", INDEX)
    field = pane.page.get_by_role("combobox")
    field.fill("proceedings")
    options = pane.page.get_by_role("listbox", name="Indicators found").get_by_role("option")
    options.first.wait_for()
    count = options.count()
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") == f"found-{count - 1}"
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "found-0"
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "proceedings"
    field.press("Escape")
    assert field.input_value() == ""


def test_words_typed_and_entered_are_read_as_the_bot_reads_them(pane):
    pane.open("#/", INDEX)
    field = pane.page.get_by_role("combobox")
    field.fill("care")
    field.press("Enter")
    pane.arrived("Which do you mean?")
    assert pane.page.get_by_role("main").get_by_role("listitem").count() == 4
    field.fill("xyzzy")
    field.press("Enter")
    pane.arrived("That cannot be shown")
    assert "I hold no indicator like 'xyzzy'" in pane.page.get_by_role("main").inner_text()


def test_nothing_found_is_said(pane):
    pane.open("#/", INDEX)
    pane.page.get_by_role("combobox").fill("xyzzy")
    pane.page.get_by_text("No indicator of any index fits “xyzzy”.").wait_for()
    assert pane.said == "No indicator fits."


def test_the_index_at_a_glance_says_rating_by_word_and_symbol(pane):
    pane.open("#/", INDEX)
    assert pane.page.get_by_role("table").count() == 5
    table = pane.page.get_by_role("table", name="Child protection")
    cells = table.get_by_role("row").last.get_by_role("cell").all_inner_texts()
    assert cells == ["11", "20 % Q2 2019/20", "●\nGreen", "Not comparable"]
    assert pane.page.get_by_role("region", name="Child protection").get_by_role(
        "listitem"
    ).all_inner_texts() == ["●\nGreen 2", "Not rated 6"]


def test_the_index_can_be_narrowed_to_one_rating_and_that_is_an_address(pane):
    pane.open("#/", INDEX)
    pane.page.get_by_role("link", name="Red 3").click()
    rows = pane.page.get_by_role("rowheader")
    rows.nth(3).wait_for(state="detached")
    pane.page.reload()
    pane.arrived(INDEX)
    assert rows.count() == 3
    assert pane.page.url.endswith("#/?rating=Red")


def test_an_indicator_s_page_says_what_the_papers_print(pane):
    pane.open("#/indicator/merton-care-proceedings-weeks", SIXTEEN)
    headline = pane.section("Figure and rating")
    assert headline.startswith("28 weeks\n")
    assert "Q1 2019/20 · quarter, inferred · validated" in headline
    assert "Amber" in headline
    assert "so Amber; the tolerance is ours, the papers do not print it." in headline
    assert "published, Q2 2019/20" in headline
    corrections = " ".join(pane.section("Corrections").split())
    assert "Q1 2019/20: was 31 weeks → now 28 weeks, on 6 November 2019." in corrections
    assert "26 weeks (headed 2018/19 in the paper). The figure is 2 weeks above it." in (
        pane.section("What it stands beside")
    )
    assert "Was number 15 in Appendix 2: Rationale and linkages." in pane.section(
        "Before, and elsewhere"
    )
    assert "It is imperative to avoid 'drift'" in pane.section("Why it matters")
    assert "Performance Report of 6 November 2019, line 36" in pane.section("Notes and source")
    assert "withheld here because few children are meant" in pane.section("What the papers say")
    assert "a trend needs three" in pane.section("Over time")
    assert pane.page.locator("code.formula").inner_text() == "=KPI(16)"


def test_a_chart_says_its_trend_and_stands_over_a_table_of_its_figures(pane):
    pane.open(
        "#/indicator/sefton-cp-rate?edition=sefton-2017-18",
        "25. Rate of children subject to a child protection plan per 10,000 population",
    )
    chart = pane.page.get_by_role("img")
    assert chart.get_attribute("aria-label") == (
        "Trend, April 2017 baseline to Q2 2017/18: 3 figures."
    )
    assert chart.locator("circle").count() == 3
    assert chart.locator("line.line").count() == 2
    assert chart.locator("line.target").count() == 1
    pane.page.get_by_text("Show the figures").click()
    figures = pane.page.get_by_role("table", name="Every figure held, oldest first")
    assert [row.split("\t")[:2] for row in figures.inner_text().splitlines()[2:]] == [
        ["April 2017 baseline", "43.9 per 10,000"],
        ["Q1 2017/18", "39.8 per 10,000"],
        ["Q2 2017/18", "42.6 per 10,000"],
    ]


def test_no_line_runs_across_months_that_are_not_held(pane, council, monkeypatch):
    for month, value in (("2019-08", "34"), ("2019-09", "35"), ("2019-10", "33")):
        record(
            council,
            edition="merton-2019-20",
            indicator_key="merton-cpp-rate",
            period=Period.of(month),
            value=value,
            source="figures made up for this test",
            today=CHRISTMAS,
            now=datetime(2019, 12, 20, 9, 30, tzinfo=UTC),
        )
    asked = replace(session.current(), store=council, today=lambda: CHRISTMAS)
    monkeypatch.setattr(session._Process, "session", asked)
    pane.open("#/indicator/4", "4. Child Protection Plans rate per 10,000")
    chart = pane.page.get_by_role("img")
    assert "No figure is held for June 2019, July 2019: a gap, not zero." in (
        chart.get_attribute("aria-label")
    )
    assert chart.locator("circle").count() == 5
    assert chart.locator("line.line").count() == 3


def test_another_day_is_carried_from_page_to_page(pane):
    pane.open("#/", INDEX)
    pane.page.get_by_text("Another index, period or day").click()
    pane.page.get_by_label("As known on").fill("2019-06-26")
    pane.page.get_by_role("button", name="Show", exact=True).click()
    pane.page.get_by_text("As known on 26 June 2019.").wait_for()
    pane.page.get_by_role("link", name="Average number of weeks").click()
    pane.arrived(SIXTEEN)
    assert pane.section("Figure and rating").startswith("31 weeks\n\n2017/18")
    assert pane.page.get_by_role("heading", name="Corrections").count() == 0


def test_a_wrong_period_is_refused_in_the_bot_s_words_and_said_aloud(pane):
    pane.open("#/?period=Q9", "That cannot be shown")
    sentence = "'Q9' is not a quarter: there are four, Q1 to Q4;"
    assert sentence in pane.page.get_by_role("main").inner_text()
    assert pane.said.startswith(sentence)


def test_what_changed_is_told_by_day(pane):
    pane.open("#/changes", "What changed")
    assert pane.heading("6 November 2019").count() == 1
    assert "corrected from 31 weeks to 28 weeks" in pane.page.get_by_role("main").inner_text()
    pane.page.get_by_text("Another index or day").click()
    pane.page.get_by_label("Since, such as").fill("7 November 2019")
    pane.page.get_by_role("button", name="Show", exact=True).click()
    pane.page.get_by_text("nothing changed since 7 November 2019").wait_for()


def test_without_a_workbook_the_page_says_why_nothing_can_be_inserted(pane):
    pane.open("#/indicator/16", SIXTEEN)
    assert pane.page.get_by_role("button", name="Refresh").count() == 0
    assert pane.page.get_by_role("button", name="Insert").count() == 0
    assert "a browser has no workbook" in pane.page.get_by_role("contentinfo").inner_text()


def test_with_the_server_gone_the_page_says_so_and_can_be_tried_again(pane):
    pane.open("#/", INDEX)
    pane.page.context.set_offline(True)
    pane.page.get_by_role("link", name="Changes").click()
    pane.arrived("That cannot be shown")
    assert "The server cannot be reached." in pane.page.get_by_role("main").inner_text()
    pane.page.context.set_offline(False)
    pane.page.get_by_role("button", name="Try again").click()
    pane.arrived("What changed")


def test_where_people_sign_in_the_page_says_how(pane):
    turned_away = {"status": 401, "content_type": "application/json", "body": '{"detail": "Who?"}'}
    pane.page.route("**/kpi/api/**", lambda route: route.fulfill(**turned_away))
    pane.open("#/", "That cannot be shown")
    assert (
        "This server asks people to sign in. Who? "
        "Inside Excel the add-in signs in with your account."
    ) in pane.page.get_by_role("main").inner_text()


def test_what_was_recorded_is_shown_as_text_and_never_run(pane, council, monkeypatch):
    record(
        council,
        edition="merton-2019-20",
        indicator_key="merton-cpp-second-or-subsequent",
        period=Period.of("2019-Q3"),
        value="21",
        source=POISON,
        narrative=POISON,
        today=CHRISTMAS,
        now=datetime(2019, 12, 20, 9, 30, tzinfo=UTC),
    )
    asked = replace(session.current(), store=council, today=lambda: CHRISTMAS)
    monkeypatch.setattr(session._Process, "session", asked)
    pane.open("#/indicator/11", ELEVEN)
    assert pane.section("Figure and rating").startswith("21 %\n")
    assert POISON in pane.section("What the papers say")
    assert POISON in pane.section("Notes and source")
    assert pane.page.locator("main img, main script").count() == 0
    assert pane.page.title().startswith(ELEVEN)


def test_whatever_the_server_says_is_shown_as_text_and_never_run(pane):
    """Every text that the server may send is poisoned on its way, in every view."""

    def poisoned(value: object) -> object:
        if isinstance(value, str):
            return f"{POISON} {value}"
        if isinstance(value, list):
            return [poisoned(one) for one in value]
        if isinstance(value, dict):
            return {name: poisoned(one) for name, one in value.items()}
        return value

    def answer(route) -> None:
        told = poisoned(route.fetch().json())
        told["outcome"] = "answered"
        route.fulfill(body=json.dumps(told), content_type="application/json")

    pane.page.route("**/kpi/api/**", answer)
    for address in ("#/", "#/indicator/16", "#/indicator/11?period=Q2", "#/changes"):
        pane.page.goto(f"{pane.served.address}/{address}")
        pane.page.reload()
        pane.page.locator("main h1").wait_for()
        assert POISON in pane.page.get_by_role("main").inner_text()
    pane.page.get_by_role("combobox").fill("care")
    pane.page.get_by_role("option").first.wait_for()
    assert pane.page.locator("main img, #found img, main script").count() == 0
    assert pane.page.title() != "taken"
