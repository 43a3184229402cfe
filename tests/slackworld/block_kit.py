"""Refuse the messages that Slack would refuse, as its Block Kit reference says."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

Block = Mapping[str, Any]

BLOCKS, SECTION, FIELD, MARKDOWN, ALL, TEXT = 50, 3000, 2000, 12_000, 13_200, 40_000
BUTTON, VALUE, OPTION, HEADER = 75, 2000, 75, 150
TABLE_ROWS, TABLE_COLUMNS, TABLE = 100, 20, 10_000
VIEW_BLOCKS, VIEW_TITLE, VIEW = 100, 24, 250_000
CHARTS, TITLE, LABEL, CATEGORIES, SERIES = 2, 50, 20, 20, 6
NATIVE = frozenset({"table", "data_visualization"})  # what not every plan has


def too_large(message: Mapping[str, Any], *, without: Iterable[str] = ()) -> str | None:
    """The error Slack gives for a message it does not take, None for one that it takes.

    *without* are the types of block that this workspace does not have.
    """
    blocks = message.get("blocks") or []
    if len(blocks) > BLOCKS or not all(_is_good(block) for block in blocks):
        return "invalid_blocks"
    kinds = [block["type"] for block in blocks]
    if kinds.count("table") > 1 or kinds.count("data_visualization") > CHARTS:
        return "invalid_blocks"
    if set(kinds) & set(without):
        return "invalid_blocks"
    marked = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if marked > MARKDOWN or sum(map(_weight, blocks)) > ALL:
        return "msg_blocks_too_long"
    return "msg_too_long" if len(message.get("text") or "") > TEXT else None


def view_refused(view: Mapping[str, Any]) -> str | None:
    """The error Slack gives for a home tab or a form it does not take, None for one it takes."""
    blocks, form = view["blocks"], view["type"] == "modal"
    good = all(
        _is_input(one) if form and one["type"] == "input" else _is_good(one) for one in blocks
    )
    words = [_text(view.get(name)) for name in ("title", "submit", "close")]
    if not good or not 0 < len(blocks) <= VIEW_BLOCKS or max(map(len, words)) > VIEW_TITLE:
        return "invalid_arguments"
    return "view_too_large" if sum(map(_weight, blocks)) > VIEW else None


def _is_input(block: Block) -> bool:
    """Whether a field of a form has a label, and one that fits."""
    return 0 < len(_text(block["label"])) <= 2000 and "action_id" in block["element"]


def _is_good(block: Block) -> bool:
    match block["type"]:
        case "divider":
            return True
        case "section":
            texts = [block["text"]] if "text" in block else []
            fields = block.get("fields", [])
            good = all(0 < len(one["text"]) <= FIELD for one in fields) and len(fields) <= 10
            return good and all(0 < len(_text(one)) <= SECTION for one in texts)
        case "header":
            return block["text"]["type"] == "plain_text" and 0 < len(_text(block["text"])) <= HEADER
        case "markdown":
            return bool(block["text"])
        case "context":
            return 0 < len(block["elements"]) <= 10 and all(map(_text_or_image, block["elements"]))
        case "actions":
            names = [one["action_id"] for one in block["elements"]]
            apart = len(names) == len(set(names))
            return apart and 0 < len(names) <= 25 and all(map(_pressable, block["elements"]))
        case "image":
            return bool(block["alt_text"])
        case "table":
            return _is_table(block)
        case "data_visualization":
            return _is_chart(block)
        case _:
            return False


def _text_or_image(element: Block) -> bool:
    if element["type"] == "image":
        return bool(element["alt_text"])
    return 0 < len(_text(element)) <= SECTION


def _pressable(element: Block) -> bool:
    if element["type"] != "button":
        return len(_text(element.get("placeholder", ""))) <= 150
    label, spoken = _text(element["text"]), element.get("accessibility_label", "")
    short = 0 < len(label) <= BUTTON and len(spoken) <= BUTTON
    return short and len(element.get("value", "")) <= VALUE


def _is_table(block: Block) -> bool:
    rows = block["rows"]
    cells = [cell for row in rows for cell in row]
    good = all(cell["type"] in {"raw_text", "rich_text"} for cell in cells)
    return (
        good
        and 0 < len(rows) <= TABLE_ROWS
        and len({len(row) for row in rows}) == 1
        and 0 < len(rows[0]) <= TABLE_COLUMNS
        and len(block.get("column_settings", [])) <= TABLE_COLUMNS
        and all(_text(cell) for cell in cells)
        and sum(len(_text(cell)) for cell in cells) <= TABLE
    )


def _is_chart(block: Block) -> bool:
    chart, axes = block["chart"], block["chart"]["axis_config"]
    names = [one["name"] for one in chart["series"]]
    labels = axes["categories"]
    return (
        0 < len(block["title"]) <= TITLE
        and chart["type"] in {"line", "bar", "area"}
        and 0 < len(names) <= SERIES
        and len(set(names)) == len(names)
        and 0 < len(labels) <= CATEGORIES
        and len(set(labels)) == len(labels)
        and all(0 < len(one) <= LABEL for one in [*names, *labels])
        and all(len(axes.get(one, "")) <= TITLE for one in ("x_label", "y_label"))
        and all([point["label"] for point in one["data"]] == labels for one in chart["series"])
        and all(math.isfinite(point["value"]) for one in chart["series"] for point in one["data"])
    )


def _weight(block: Block) -> int:
    """How many characters of a message's 13,200 the block takes."""
    cells = [cell for row in block.get("rows", ()) for cell in row]
    parts = [block, *block.get("fields", ()), *block.get("elements", ()), *cells]
    return sum(len(_text(part)) for part in parts)


def _text(thing: Any) -> str:
    while isinstance(thing, Mapping):
        thing = thing.get("text", "")
    return thing or ""
