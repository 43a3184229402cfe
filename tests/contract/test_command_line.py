"""What a person gets from `kpi`: an answer, or a sentence and an exit code, never a traceback."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kpi_store.config import specs_folder
from tests import commands

Ran = subprocess.CompletedProcess[str]


def kpi(url: str, *words: str, folder: Path | None = None, **environment: str) -> Ran:
    """Run `kpi` in a process of its own on the database at *url*, on 6 November 2019."""
    clock = [] if words[0] in {"check", "alerts", "--help"} else ["--today", "2019-11-06"]
    cleared = {name: value for name, value in os.environ.items() if not name.startswith("KPI_")}
    given = {**cleared, "KPI_DATABASE_URL": url, **environment}
    return commands.in_text(commands.run((*words, *clock), given, folder=folder))


@pytest.fixture(scope="session")
def papers(new_database, seeded_url) -> str:
    return new_database(seeded_url)


@pytest.fixture
def fresh(new_database, seeded_url) -> str:
    return new_database(seeded_url)


def assert_sentence(ran: Ran, *words: str, code: int = 1) -> None:
    assert ran.returncode == code, ran
    assert "Traceback" not in ran.stderr
    assert "Sorry" not in ran.stderr
    for word in words:
        assert word in ran.stderr


def test_the_first_command_makes_and_seeds_an_empty_store(database_url):
    ran = kpi(database_url, "ask", "what's indicator 11 in Q2?")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("Q2 2019/20: 20 %")


def test_the_answer_says_figure_rating_reason_target_and_paper(papers):
    said = kpi(papers, "ask", "what's indicator 11 in Q2?").stdout
    assert "20 % (year to date)" in said
    assert "● Green (published)" in said
    assert "20 % is inside the range 12-20 %, so Green." in said
    assert "Target: 12-20 %" in said
    assert "changing from Amber to Green" in said
    assert "Performance Report of 6 November 2019, line 53" in said


def test_a_correction_is_said_with_what_it_replaced(papers):
    said = kpi(papers, "ask", "care proceedings Q1").stdout
    assert "28 weeks" in said
    assert "was 31 weeks, now 28 weeks" in said
    assert "Cafcass" in said


def test_words_that_could_name_a_child_are_withheld(papers):
    said = kpi(papers, "ask", "indicator 16 in Q2").stdout
    assert "withheld" in said
    assert "59" not in said
    assert "one family" not in said


def test_show_takes_a_period_in_any_form(papers):
    for period in ("Q2", "quarter 2", "Jul-Sep", "2019-Q2", "Sep-19 / Q2", "September 2019"):
        ran = kpi(papers, "show", "11", period)
        assert ran.returncode == 0
        assert ": 20 % (year to date)." in ran.stdout.splitlines()[0]


def test_another_edition_has_its_own_numbers(papers):
    said = kpi(papers, "show", "2", "Q2", "--edition", "sefton-2017-18").stdout
    assert said.startswith("Q2 2017/18: 21.5 %")
    assert "re-referrals" in said


def test_the_edition_can_be_named_in_the_question(papers):
    assert kpi(papers, "ask", "Sefton re-referrals in Q2").stdout.startswith("Q2 2017/18: 21.5 %")
    old = kpi(papers, "ask", "old numbering 16").stdout
    assert "Timeliness of Looked After Children reviews" in old


def test_an_academic_year_is_the_figure_of_the_cell_that_prints_it(papers):
    """S5 line 165 prints 19 under 2017/18 as '19 (AY 2017/18)'; no cell prints AY 2016/17."""
    said = kpi(papers, "ask", "secondary permanent exclusions AY 2017/18").stdout
    assert said.startswith("2017/18: 19 (academic year to date)")
    before = kpi(papers, "ask", "secondary permanent exclusions AY 2016/17").stdout
    assert before.startswith("No figure is published for indicator 28 in academic year 2016/17")


def test_what_is_red_is_listed_with_where_the_rating_comes_from(papers):
    said = kpi(papers, "list", "--rating", "red").stdout
    assert "2. % of Single Assessments authorised" in said
    assert "16. Average number of weeks" in said
    assert "(published) for Q2 2019/20" in said
    assert "38. " not in said  # 0 % is suspected not collected, and not rated Red unconfirmed


def test_on_26_june_indicator_2_alone_is_published_red(papers):
    ran = kpi(papers, "list", "--rating", "red", "--as-of", "2019-06-26", "--json")
    rows = json.loads(ran.stdout)["rows"]
    assert [one["number"] for one in rows if one["rating"]["published"] == "Red"] == ["2"]


def test_changes_since_june_are_the_six_corrections_and_what_the_panel_decided(papers):
    ran = kpi(papers, "changes", "--since", "2019-06-26", "--json")
    changes = json.loads(ran.stdout)["changes"]
    corrected = {one["numbers"][0] for one in changes if one["kind"] == "correction"}
    assert corrected == {"1", "3", "16", "20", "21", "39"}
    decided = [one["numbers"] for one in changes if one["kind"] == "decision"]
    assert decided == [["7", "15"], ["23"]]
    gaps = {one["numbers"][0] for one in changes if one["kind"] == "not reported"}
    assert gaps == {"8", "16", "33", "34", "37"}


def test_a_figure_is_recorded_rated_and_the_alert_waits(fresh):
    told = ("--source", "Panel paper of January 2020")
    ran = kpi(fresh, "record", "17", "Q3", "80", *told)
    assert ran.returncode == 0, ran.stderr
    assert "16 points short" in ran.stdout
    assert "turned ■ Red (from ▲ Amber)" in ran.stdout
    waiting = kpi(fresh, "alerts").stdout
    assert "indicator 17 turned red, Amber to Red for Q3 2019/20" in waiting
    assert_sentence(kpi(fresh, "alerts", "--again", "17th"), "is not the number of an alert")
    assert_sentence(kpi(fresh, "alerts", "--again", "1"), "No alert 1 was stopped")
    assert kpi(fresh, "alerts", "--again", "all").stdout.startswith("Nothing was stopped.")
    again = kpi(fresh, "record", "17", "Q3", "92", *told)
    assert_sentence(again, "80 % is already held", "--reason")
    mended = kpi(fresh, "record", "17", "Q3", "92", *told, "--reason", "counted twice")
    assert "It corrects 80 %: counted twice." in mended.stdout
    assert kpi(fresh, "show", "17", "Q3").stdout.startswith("Q3 2019/20: 92 %")


def test_the_figures_of_one_paper_are_recorded_together_and_told_under_one_heading(fresh, tmp_path):
    paper = tmp_path / "january.csv"
    told = ("record", str(paper), "--source", "Panel paper of January 2020")
    paper.write_text("Indicator,Period,Value,Rating\n17,Q3,80,\n11,Q3,45,Red\n")
    ran = kpi(fresh, *told)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("Recorded ") == 2
    waiting = kpi(fresh, "alerts").stdout.splitlines()
    assert "2 changes of Panel paper of January 2020" in waiting[0]
    assert "indicator 17 turned red" in waiting[1]
    assert "indicator 11 turned red" in waiting[2]
    paper.write_text("indicator,period,value\n57,Q3,1\n11,someday,2\n2,Q3,90\n")
    wrong = kpi(fresh, *told)
    assert "line 2: " in wrong.stderr
    assert "line 3: " in wrong.stderr
    assert kpi(fresh, "alerts").stdout.splitlines() == waiting
    for words in ("indicator,period\n1,Q3\n", "indicator,period,value,colour\n", "", "a\nb,c"):
        paper.write_text(words)
        assert_sentence(kpi(fresh, *told), "january.csv", "first line")
    assert_sentence(kpi(fresh, "record", "none.csv", "--source", "x"), "cannot be read")
    assert_sentence(kpi(fresh, "record", "11", "Q3", "--source", "x"), "its value")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ask", "library visits"), "libraries"),
        (("ask", "indicator 57"), "its numbers run from 1 to 39"),
        (("show", "11", "Q5"), "there are four, Q1 to Q4"),
        (("show", "11", "--field", "colour"), "is not a field"),
        (("ask", "11", "--as-of", "yesterday"), "2019-11-06"),
        (("ask", "11", "--edition", "Leeds"), "No edition is called 'Leeds'"),
        (("list", "--rating", "purple"), "is not a rating"),
        (("list", "--section", "Parks"), "is not a section"),
        (("changes", "--since", "when"), "is not a period"),
        (("record", "57", "Q3", "5", "--source", "x"), "'57'"),
        (("record", "17", "latest", "5", "--source", "x"), "which period"),
        (("record", "17", "Q3", "lots", "--source", "x"), "not a number"),
        (("record", "17", "Q3", "300%", "--source", "x"), "between 0 and 100"),
        (("record", "17", "Q3", "5", "--source", "x", "--rating", "pink"), "pink"),
        (("record", "surplus places", "Q3", "5", "--source", "x"), "more than one indicator"),
        (("export", "--edition", "Leeds", "--json"), "No edition is called 'Leeds'"),
    ],
)
def test_a_wrong_question_gets_a_sentence_and_a_non_zero_exit(papers, words, said):
    ran = kpi(papers, *words)
    assert_sentence(ran, said)
    assert ran.stdout == ""


@pytest.mark.parametrize(
    "url",
    [
        "not a url",
        "mysql://somewhere/kpi",
        "sqlite:////nowhere/at/all/kpi.db",
        "postgresql://kpi:verysecret@127.0.0.1:1/kpi",
    ],
)
def test_an_unreadable_database_is_named_and_no_password_is_shown(url):
    ran = kpi(url, "ask", "indicator 11")
    assert_sentence(ran)
    assert "verysecret" not in ran.stderr
    assert len(ran.stderr) > 20


def test_a_setting_that_means_nothing_is_named(papers):
    assert_sentence(kpi(papers, "ask", "11", KPI_ALERT_CHANEL="C1"), "KPI_ALERT_CHANEL")
    assert_sentence(kpi(papers, "ask", "11", KPI_ALERT_CHANNEL="#panel"), "channel id")
    assert_sentence(kpi(papers, "ask", "11", SLACK_BOT_TOKEN="secret-1"), "xoxb-")


def test_a_bad_spec_is_refused_whole_with_every_problem(papers, tmp_path):
    folder = tmp_path / "specs"
    shutil.copytree(specs_folder(), folder)
    catalogue = json.loads((folder / "indicators.json").read_text(encoding="utf-8"))
    catalogue["editions"][0]["listings"][1]["colour"] = "red"
    catalogue["editions"][0]["listings"][2]["frequency"] = "Sometimes"
    (folder / "indicators.json").write_text(json.dumps(catalogue), encoding="utf-8")
    for command in (("check",), ("ask", "indicator 11")):
        ran = kpi(papers, *command, KPI_SPECS=str(folder))
        said = ran.stdout + ran.stderr
        assert ran.returncode == 1
        assert "indicators.json" in said
        assert "colour" in said
        assert "frequency" in said
        assert "Traceback" not in said


def test_check_names_where_published_and_computed_ratings_differ(papers):
    said = kpi(papers, "check").stdout
    assert "Red fits 78 % for 2018/19 and not" in said
    assert "89 % for April 2019 or 95 % for May 2019" in said
    assert "published Amber for May 2019" in said
    assert "18 % is inside the range 12-20 %, so Green" in said


def test_help_names_every_command():
    said = kpi("sqlite://", "--help").stdout
    for command in ("ask", "show", "list", "changes", "record", "check", "export", "index", "up"):
        assert f"  {command} " in said


def test_index_writes_the_workbook_and_says_what_is_in_it(papers, tmp_path):
    ran = kpi(papers, "index", "-o", "index.xlsx", folder=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert "39 indicators, as known on 6 November 2019" in ran.stdout
    assert (tmp_path / "index.xlsx").read_bytes().startswith(b"PK")
    nowhere = kpi(papers, "index", "-o", "nowhere/index.xlsx", folder=tmp_path)
    assert_sentence(nowhere, "nowhere/index.xlsx cannot be written: no such file")


def test_the_command_line_shows_every_figure_and_words_of_a_child_only_when_asked(fresh):
    told = ("--source", "A later return", "--reason", "one was reported late")
    assert kpi(fresh, "record", "27", "May 2019", "2", *told).returncode == 0
    question = ("ask", "indicator 27 in May 2019")
    assert "May 2019: 2 (" in kpi(fresh, *question).stdout
    for reader in ("council", "public"):
        said = kpi(fresh, *question, "--audience", reader).stdout
        assert "May 2019: suppressed (1–5)." in said
    child = ("ask", "adoption disruptions in Sefton")
    assert "withheld" in kpi(fresh, *child).stdout
    assert "she has been removed" in kpi(fresh, *child, "--audience", "officers").stdout
