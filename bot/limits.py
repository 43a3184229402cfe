"""Keep a message within what Slack takes, and say what is left out.

Slack refuses a message of more than 50 blocks, of more than 3,000 characters in one section, or
of about 13,200 characters over all its blocks (`msg_blocks_too_long`; the last is not in its
manual). Nothing is cut in the middle, and nothing is left out without a line that says how much.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

Block = dict[str, Any]

BLOCKS = 50
SECTION = 3000
MESSAGE = 12_000  # over all blocks; room is kept below Slack's own 13,200
TEXT = 12_000  # the top-level text; Slack cuts it at 40,000
BUTTON_TEXT = 75
BUTTON_VALUE = 2000
BUTTONS = 25
TABLE = 9000  # over all cells of a table; Slack's own limit is 10,000
TABLE_ROWS = 100  # its headings among them
CELL = 1400  # so that a row of the longest cells still fits a table
CHART_TITLE = 50
CHART_LABEL = 20
CHART_POINTS = 20


class Message(TypedDict):
    """What Slack's posting methods take, besides the channel and the thread."""

    text: str
    blocks: list[Block]


def unmarked(words: str, limit: int = SECTION) -> Block:
    """Words that Slack shows as they stand, for labels and headings; shortened to *limit*."""
    return {"type": "plain_text", "text": shortened(words, limit), "emoji": False}


def section(words: str) -> Block:
    """A section of mrkdwn; `verbatim` keeps Slack from making links of what looks like one."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": words, "verbatim": True}}


def context(words: str) -> Block:
    """A line in small print."""
    element = {"type": "mrkdwn", "text": words, "verbatim": True}
    return {"type": "context", "elements": [element]}


def weight(block: Block) -> int:
    """How many characters of text *block* counts for."""
    cells = [cell for row in block.get("rows", ()) for cell in row]
    texts = [block.get("text"), *block.get("fields", ()), *block.get("elements", ()), *cells]
    return len(block.get("title") or "") + sum(len(_words(text)) for text in texts if text)


def fitted(
    lines: Sequence[str], tail: Sequence[Block], *, more: Callable[[int], str]
) -> list[Block]:
    """Return as many of *lines* as fit, then *tail*; `more(n)` says that n lines are left out.

    Lines are mrkdwn, already escaped. Neighbouring lines share a section while it holds them.
    """
    spare = MESSAGE - sum(map(weight, tail)) - len(more(len(lines)))
    room = BLOCKS - len(tail) - 1
    sections: list[str] = []
    shown = 0
    for line in lines:
        wanted = _placed(sections, line)
        if len(wanted) > room or sum(map(len, wanted)) > spare:
            break
        sections, shown = wanted, shown + 1
    rest = [context(more(len(lines) - shown))] if shown < len(lines) else []
    return [*map(section, sections), *rest, *tail]


def sections_of(lines: Sequence[str]) -> list[str]:
    """Return *lines* in as few sections as hold them all."""
    sections: list[str] = []
    for line in lines:
        sections = _placed(sections, line)
    return sections


def fitted_text(text: str) -> str:
    """Return *text* by whole lines while they fit, and how many lines are left out."""
    if len(text) <= TEXT:
        return text
    lines = text.splitlines()
    kept: list[str] = []
    size = 0
    for line in lines:
        size += len(line) + 1
        if size > TEXT:
            break
        kept.append(line)
    left = len(lines) - len(kept)
    return "\n".join([*kept, f"… {left} more line{'' if left == 1 else 's'} not shown here."])


def shortened(words: str, limit: int) -> str:
    """Return *words*, or their beginning and an ellipsis where Slack takes no more."""
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def _placed(sections: list[str], line: str) -> list[str]:
    """The sections with *line* added: to the last of them, or in new ones of its own."""
    if sections and len(sections[-1]) + 1 + len(line) <= SECTION:
        return [*sections[:-1], f"{sections[-1]}\n{line}"]
    return [*sections, *_pieces(line)]


def _pieces(line: str) -> list[str]:
    """A line as pieces that each fit one section, parted at a space and never inside `&amp;`."""
    pieces = []
    while len(line) > SECTION:
        at = line.rfind(" ", 0, SECTION)
        if at <= 0:
            escape = line.rfind("&", SECTION - 5, SECTION)
            at = escape if escape > 0 else SECTION
        pieces.append(line[:at].rstrip())
        line = line[at:].lstrip()
    return [*pieces, line] if line else pieces


def _words(text: Any) -> str:
    """The characters of a text object, or of a button's text object."""
    inner = text.get("text", "")
    return str(inner["text"] if isinstance(inner, dict) else inner)
