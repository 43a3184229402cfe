"""Write text and formats into a sheet: text always as text, and rows as tall as their words."""

import textwrap
from collections.abc import Iterable, Sequence

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

FONT = "Arial"  # on every machine that has Excel, and of the same widths as Liberation Sans
SIZE = 9
LINE = 12.0  # points that a line of it takes
TALLEST = 409.0  # points: Excel's limit of a row
LETTERS = 1.17  # of it beside one another in the width of one digit of the workbook's own font
UNSAFE = ("=", "+", "-", "@", "\t", "\r")  # text that begins so is taken for a formula when edited
RULE = {"border": 1, "border_color": "#b8c2cc"}
HEAD = {"bold": True, "bg_color": "#1f3a5f", "font_color": "#ffffff", "text_wrap": True, **RULE}
BANDS = (  # headings over rows, from the widest to the nearest
    {"bold": True, "font_size": 11, "bg_color": "#9fb3c8", **RULE},
    {"bold": True, "bg_color": "#d9e2ec", **RULE},
    {"bold": True, "bg_color": "#f0f4f8", **RULE},
)


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **given: object) -> Format:
        key = tuple(sorted(given.items()))
        if key not in self._made:
            usual = {"valign": "vcenter", "font_name": FONT, "font_size": SIZE}
            self._made[key] = self._book.add_format({**usual, **given})
        return self._made[key]


def write_text(
    sheet: Worksheet, formats: Formats, row: int, column: int, words: str, **given: object
) -> None:
    """Write *words* as text whatever they begin with; nothing leaves the cell empty."""
    if words.startswith(UNSAFE):
        given["quote_prefix"] = True
    if words:
        sheet.write_string(row, column, words, formats.of(**given))
    else:
        sheet.write_blank(row, column, None, formats.of(**given))


def height(texts: Iterable[tuple[str, float]], *, letters: float = LETTERS) -> float:
    """The points that a row takes whose cells hold these words in columns of these widths.

    >>> height([("short", 10), ("Number of children waiting to be placed", 20)])
    28.0
    """
    tall = 1
    for words, width in texts:
        wide = max(1, int(width * letters))
        tall = max(tall, sum(len(textwrap.wrap(one, wide)) or 1 for one in words.splitlines()))
    return min(TALLEST, LINE * tall + 4)


def quoted(words: str) -> str:
    """*words* as a formula holds them."""
    doubled = words.replace('"', '""')
    return f'"{doubled}"'


def legible(ground: str) -> str:
    """Black or white, whichever is easier to read on the colour *ground*.

    >>> legible("#f9a825"), legible("#c62828")
    ('#000000', '#ffffff')
    """
    red, green, blue = (int(ground[place : place + 2], 16) for place in (1, 3, 5))
    return "#000000" if 299 * red + 587 * green + 114 * blue > 140_000 else "#ffffff"


def footer(left: Sequence[str], right: str) -> str:
    """A page's foot: the lines on its left; on its right *right*, and the page's number below it.

    255 characters are all Excel takes: the last line on the left is shortened to fit.

    >>> footer(("Fish & chips", "Source: a paper"), "6 November 2019")
    '&L&8Fish && chips\\nSource: a paper&R&86 November 2019\\nPage &P of &N'
    """
    end = f"&R&8{right.replace('&', '&&')}\nPage &P of &N"
    kept = "\n".join(left).replace("&", "&&")
    room = 255 - len("&L&8") - len(end)
    kept = kept if len(kept) <= room else f"{kept[: room - 1].rstrip('&')}…"
    return f"&L&8{kept}{end}"
