"""Lay out a list as Slack's table block, a page at a time, and as text where Slack takes none.

A table can be read by a screen reader row by row, and copied into a sheet. A cell's text is not
read as markup by Slack, and is made harmless all the same (mrkdwn.literal).
"""

from bot.limits import CELL, TABLE, TABLE_ROWS, Block, Message, section, sections_of, shortened
from bot.mrkdwn import escaped, literal
from kpi_store.domain.table_words import Table

PAGE = 15  # rows: what a phone shows in a few flicks
RIGHT = frozenset({"Figure", "Target"})
WIDE = frozenset({"Indicator", "Change", "Paper", "Rating", "Target"})
NATIVE = frozenset({"table", "data_visualization"})  # what Slack may refuse on some plans
REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "invalid_attachments"})


def table_block(table: Table, start: int, end: int) -> Block:
    """The rows *start* to *end* of *table* under its headings."""
    cells = _cells(table)
    heads = [{"type": "raw_text", "text": head} for head in table.heads]
    rows = [[{"type": "raw_text", "text": cell} for cell in row] for row in cells[start:end]]
    columns = [
        {"align": "right" if head in RIGHT else "left", "is_wrapped": head in WIDE}
        for head in table.heads
    ]
    return {"type": "table", "rows": [heads, *rows], "column_settings": columns}


def pages(table: Table) -> list[int]:
    """Where each page of *table* begins: fifteen rows, or fewer where they are long."""
    room = TABLE - sum(map(len, table.heads))
    starts, size, left = [0], 0, room
    for place, row in enumerate(_cells(table)):
        weight = sum(map(len, row))
        if size == min(PAGE, TABLE_ROWS - 1) or (size and weight > left):
            starts.append(place)
            size, left = 0, room
        size, left = size + 1, left - weight
    return starts


def in_text(message: Message) -> Message:
    """Return *message* with each table as lines of text, and without its chart.

    The chart's figures stand in the words beside it already.
    """
    blocks: list[Block] = []
    for block in message["blocks"]:
        if block["type"] == "table":
            blocks += map(section, _sections(block))
        elif block["type"] not in NATIVE:
            blocks.append(block)
    return {"text": message["text"], "blocks": blocks}


def is_native(message: Message) -> bool:
    """Whether *message* has a block that Slack may refuse though it is well formed."""
    return any(block["type"] in NATIVE for block in message["blocks"])


def _sections(block: Block) -> list[str]:
    """The rows of a table as text, as many together as a section holds."""
    _, *rows = block["rows"]
    return sections_of([escaped(" · ".join(cell["text"] for cell in row)) for row in rows])


def _cells(table: Table) -> list[list[str]]:
    return [[shortened(literal(cell), CELL) for cell in row] for row in table.rows]
