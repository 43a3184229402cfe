"""Every answer of the real papers, and every poisoned one, is a message that Slack takes whole."""

import html
import re
from collections.abc import Iterator
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kpi_store
from bot.blocks import message
from bot.limits import Message
from bot.mrkdwn import escaped
from bot.shown import Shown, View
from bot.tables import in_text
from kpi_store.domain.answer import Answer
from kpi_store.domain.table_words import table_of
from kpi_store.domain.wording import short_lines
from kpi_store.store import Store
from tests.slack.conftest import TODAY
from tests.slack.poison import DANGERS, MARKED, poisoned, taken
from tests.slackworld.block_kit import too_large

EDITIONS = ("merton-2019-20", "merton-37", "sefton-2017-18", "appendix-h")
QUESTIONS = (
    "what's red?",
    "what changed?",
    "which figures were corrected?",
    "list everything",
    "help",
    "indicator 99",
    "placements",
    "NEET v England",
    "which indicators have no target?",
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def asked(papers: Store, words: str, edition: str | None = None) -> Answer:
    return kpi_store.ask(papers, words, today=TODAY, edition=edition)


def messages(answer: Answer, trend: Answer | None = None) -> Iterator[Message]:
    """Every message the answer can be: each view of it, each page of its table."""
    shown = Shown(answer.asked, TODAY, answer.edition)
    yield message(answer, shown)
    if answer.subject is not None:
        yield message(answer, shown.seen(View.FULL))
        yield message(answer, shown.seen(View.TREND), trend or answer)
    table = table_of(answer)
    for start in range(15, len(table.rows) if table else 0, 15):
        yield message(answer, shown.at(start))


def seen(said: Message) -> str:
    """Everything the blocks of a message show, as a person reads it."""
    texts: list[str] = []
    for block in said["blocks"]:
        cells = [cell for row in block.get("rows", ()) for cell in row]
        for part in (block, *block.get("elements", ()), *cells):
            text = part.get("text", "")
            texts.append(text["text"] if isinstance(text, dict) else text)
        texts.append(block.get("title", ""))
    return html.unescape("\n".join(texts))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_indicator_is_shown_whole_in_all_its_views(papers: Store, edition: str) -> None:
    with papers.snapshot(TODAY) as snapshot:
        listings = list(snapshot.edition(edition))
    for listing in listings:
        words = f"indicator {listing.number} {listing.list or ''}".strip()
        answer = asked(papers, words, edition)
        assert answer.subject is not None and answer.subject.key == listing.key, words
        trend = asked(papers, f"trend of {words}", edition)
        assert trend.subject is not None and trend.subject.key == listing.key, words
        short, full, with_trend, *_ = messages(answer, trend)
        for said in (short, full, with_trend, message(trend)):
            taken(said)
        assert set(NUMBER.findall(html.unescape(full["text"]))) <= set(NUMBER.findall(seen(full)))
        for line in short_lines(answer):
            assert all(sentence in short["text"] for sentence in escaped(line).split(". "))
        if answer.figure is not None and answer.figure.value is not None:
            assert answer.figure.text in seen(short)
        for one in trend.series:
            assert one.text in seen(with_trend)


@pytest.mark.parametrize("words", QUESTIONS)
def test_every_list_is_shown_whole_page_by_page(papers: Store, words: str) -> None:
    for edition in EDITIONS:
        answer = asked(papers, words, edition)
        pages = list(messages(answer))
        for said in pages:
            taken(said)
        together = "\n".join(map(seen, pages))
        for row in answer.rows:
            assert row.name in together
            assert row.figure is None or row.figure.value is None or row.figure.text in together
        for change in answer.changes:
            assert change.words in together


@lru_cache(maxsize=1)
def samples(papers: Store) -> tuple[Answer, ...]:
    """One answer of each kind, with as much in it as the papers have."""
    words = ("indicator 16", "trend for Sefton 1", "what's red?", "what changed?", "placements")
    return tuple(asked(papers, one) for one in (*words, "indicator 99", "NEET v England"))


@pytest.mark.parametrize("danger", DANGERS)
def test_nothing_stored_is_read_by_slack_or_by_a_sheet(papers: Store, danger: str) -> None:
    for answer in samples(papers):
        for said in messages(poisoned(answer, danger)):
            taken(said)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(danger=st.text(alphabet="ab <>&*=@!|#\n", max_size=600))
def test_whatever_is_stored_slack_takes_it(papers: Store, danger: str) -> None:
    for answer in samples(papers):
        for said in messages(poisoned(answer, danger)):
            assert too_large(said) is None
            assert too_large(in_text(said)) is None
            assert not MARKED.search(said["text"])
