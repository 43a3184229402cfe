"""What a person or a program gets from `kpi read`: what was understood, and never a figure."""

import json
import os
import re

import pytest

from tests import commands
from tests.commands import Ran


def kpi_read(url: str, *words: str, lines: bytes = b"") -> Ran:
    """Run `kpi read` in a process of its own, on 6 November 2019, with *lines* to read."""
    cleared = {name: value for name, value in os.environ.items() if not name.startswith("KPI_")}
    given = {**cleared, "KPI_DATABASE_URL": url}
    return commands.run(("read", *words, "--today", "2019-11-06"), given, lines=lines)


def question(line_id: str, text: str, context: object = None) -> bytes:
    return json.dumps({"id": line_id, "text": text, "context": context}).encode() + b"\n"


def answers(ran: Ran) -> list[dict[str, object]]:
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.fixture(scope="session")
def papers(new_database, seeded_url) -> str:
    return new_database(seeded_url)


def test_json_is_the_answer_line_with_indicator_period_and_field(papers):
    ran = kpi_read(papers, "indicator 11 in Q2", "--json")
    assert ran.returncode == 0, ran.stderr
    assert answers(ran) == [
        {
            "outcome": "answered",
            "kind": "lookup",
            "indicators": [11],
            "periods": ["2019-Q2"],
            "field": "value",
        }
    ]


def test_without_json_it_says_in_words_what_was_understood(papers):
    said = kpi_read(papers, "indicator", "11", "in", "Q2").stdout.decode()
    assert "indicators: indicator 11, " in said
    assert "period: Q2 2019/20" in said
    assert "field: value" in said
    assert "20 %" not in said


def test_why_lists_the_evidence_and_the_runners_up_with_their_scores(papers):
    asked = "loked after childern rate"
    said = kpi_read(papers, asked, "--why").stdout.decode()
    evidence = said[said.index("Evidence") :].splitlines()
    assert re.match(r"\* [01]\.\d\d [01]\.\d\d  indicator 12, ", evidence[1])
    number = kpi_read(papers, "indicator 11", "--why").stdout.decode()
    assert "none by words" in number
    whole = kpi_read(papers, "CP rate per 10,000", "--why").stdout.decode()
    decided = whole[whole.index("Decided by") :].splitlines()
    assert "indicator 4, " in decided[1]
    assert "indicator 5, " in decided[2]  # its number, the runner-up
    (line,) = answers(kpi_read(papers, asked, "--why", "--json"))
    first, *runners_up = line["evidence"]
    assert (first["number"], first["held"]) == ("12", True)
    assert first["words"]
    assert runners_up
    assert all(one["rank"] <= first["rank"] for one in runners_up)


def test_a_question_before_is_carried_into_the_one_asked(papers):
    ran = kpi_read(papers, "and in Q1?", "--context", "indicator 11 in Q2", "--json")
    (line,) = answers(ran)
    assert (line["indicators"], line["periods"]) == ([11], ["2019-Q1"])


def test_another_edition_is_read_by_name_or_by_option(papers):
    (named,) = answers(kpi_read(papers, "indicator 16 in the old numbering", "--json"))
    (chosen,) = answers(kpi_read(papers, "indicator 16", "--edition", "merton-37", "--json"))
    assert named == chosen
    assert named["kind"] == "other_edition"
    assert named["measure"] == "Timeliness of Looked After Children reviews"
    assert "indicators" not in named


def test_a_refusal_exits_1_and_a_doubt_exits_3(papers):
    refused = kpi_read(papers, "indicator 57", "--json")
    assert (refused.returncode, answers(refused)[0]["outcome"]) == (1, "refused")
    asked = kpi_read(papers, "surplus places", "--json")
    assert (asked.returncode, answers(asked)[0]["outcome"]) == (3, "asked")
    assert sorted(answers(asked)[0]["candidates"]) == [30, 31]
    said = kpi_read(papers, "surplus places").stdout.decode()
    assert "indicator 30, " in said
    assert "indicator 31, " in said


def test_lines_are_answered_in_order_each_by_its_id(papers):
    lines = question("a", "indicator 11 in Q2") + b"\n" + question("b", "indicator 57")
    lines += question("c", "and in Q1?", "indicator 11 in Q2")
    lines += question("d", "and in Q1?", ["indicator 5", "indicator 11 in Q2"])
    ran = kpi_read(papers, "--jsonl", lines=lines)
    assert (ran.returncode, ran.stderr) == (0, b"")
    told = answers(ran)
    assert [one["id"] for one in told] == ["a", "b", "c", "d"]
    assert [one["outcome"] for one in told] == ["answered", "refused", "answered", "answered"]
    assert told[2] == told[3] | {"id": "c"}
    assert told[2]["periods"] == ["2019-Q1"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"indicator 11", b"is not JSON"),
        (b"\xff\xfe", b"is not JSON"),
        (b"[" * 100_000, b"is not JSON"),
        (b'["indicator 11"]', b"is not an object"),
        (b'{"id": "x"}', b"has no text"),
        (b'{"id": "x", "text": 11}', b"has no text"),
        (b'{"id": "x", "text": "11", "context": {"a": 1}}', b"has a context"),
        (b'{"id": "x", "text": "11", "context": [11]}', b"has a context"),
    ],
)
def test_a_line_that_is_no_question_is_named_and_the_others_are_answered(papers, line, said):
    lines = question("a", "indicator 11") + line + b"\n" + question("b", "indicator 12")
    ran = kpi_read(papers, "--jsonl", lines=lines)
    assert ran.returncode == 1
    assert [one["id"] for one in answers(ran)] == ["a", "b"]
    assert ran.stderr.startswith(b"Line 2 " + said)
    assert ran.stderr.count(b"\n") == 1
    assert b"Traceback" not in ran.stderr


def test_any_character_of_json_comes_through_a_batch(papers):
    lines = question("\ud800", "\ud800 \u202e indicator 11 \x00") + question("é", "re-réferrals 📈")
    ran = kpi_read(papers, "--jsonl", lines=lines)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert [one["id"] for one in answers(ran)] == ["\ud800", "é"]


def test_nothing_to_read_and_both_at_once_are_mistyped_commands(papers):
    assert kpi_read(papers).returncode == 2
    assert kpi_read(papers, "indicator 11", "--jsonl").returncode == 2
    empty = kpi_read(papers, "--jsonl")
    assert (empty.returncode, empty.stdout) == (0, b"")


def test_an_edition_that_is_not_held_is_named(papers):
    ran = kpi_read(papers, "indicator 11", "--edition", "Leeds")
    assert ran.returncode == 1
    assert b"No edition is called 'Leeds'" in ran.stderr
