"""Poison every text that is stored or typed, and check that Slack reads nothing in it."""

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from bot.limits import Message
from bot.tables import in_text
from tests.slackworld.block_kit import too_large

MARKED = re.compile(r"<|>|&(?!(?:amp|lt|gt);)")  # what Slack would read as markup
CODES = frozenset(
    {"area", "edition", "key", "period", "outcome", "kind", "field", "status", "movement"}
)
DANGERS = (
    "<!channel>",
    "<@U1>",
    "<https://x.example|red>",
    "a & b",
    "=1+1",
    "@SUM(A1)",
    "*",
    "x" * 4000,
)


def poisoned(value: Any, danger: str) -> Any:
    """*value* with *danger* at the beginning of every text that is stored or typed."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return f"{danger} {value}" if value else value
    if isinstance(value, tuple):
        return tuple(poisoned(one, danger) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        held = {one.name: getattr(value, one.name) for one in fields(value)}
        bad = {name: poisoned(one, danger) for name, one in held.items() if name not in CODES}
        return replace(value, **bad)
    return value


def taken(said: Message) -> None:
    """Check that Slack takes the message, as it is and in words, and reads no markup in it."""
    for one in (said, in_text(said)):
        assert too_large(one) is None
        assert not MARKED.search(one["text"])
        unmarked(one["blocks"])


def unmarked(blocks: list[dict[str, Any]]) -> None:
    """Check that no text of *blocks* has anything that Slack or a sheet would act upon."""
    for block in blocks:
        for part in (block, *block.get("elements", ())):
            text = part.get("text", {})
            if isinstance(text, dict) and text.get("type") == "mrkdwn":
                assert not MARKED.search(text["text"]), text
        for cell in (cell["text"] for row in block.get("rows", ()) for cell in row):
            assert not re.search(r"<[!@#]|<https?:|^[=@+]", cell)
