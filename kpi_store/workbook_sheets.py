"""Write the laid-out index as an Excel workbook: sheets, formulas, colours, print set-up.

A period's cell is the worksheet function itself, in the form in which Excel keeps a custom
function in a file, with what it answered as the kept result: the file shows its figures without
the add-in, and asks again where the add-in is. Text is always written as text.
"""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kpi_store.domain.period import PeriodKind
from kpi_store.domain.period_words import BASELINE
from kpi_store.domain.scheme import Scheme
from kpi_store.workbook import Cell, Index, IndexRow

INDEX, DATA = "Performance Index", "Trend data"
A3, A4 = 8, 9
WIDTHS = (5, 46, 11, 13)  # No., name, frequency, target; figures, ratings and periods are FIGURE
FIGURE, RATING, PERIOD, TREND, NOTES = 13, 13, 9, 14, 34
LINE = 12.75  # points
CALCULATED_BY = 191029  # today's Excel: of an older one's file it would work out every cell anew
UNSAFE = ("=", "+", "-", "@", "\t", "\r")  # text that begins so is taken for a formula when edited
PAINT = {"bg_color": "#d9e2ec", "border": 1, "border_color": "#9aa5b1"}


@dataclass(frozen=True)
class Table:
    """A plain sheet: its name, its headers with their widths, and its rows of text."""

    name: str
    heading: str
    headers: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Asked:
    """What a cell's formula asks beyond indicator and period; '' for what it leaves open."""

    as_of: str = ""
    edition: str = ""

    def formula(self, number: str, period: str, otherwise: str) -> str:
        """`=IFNA(KPI(A7,"May 2019"),"")` as Excel keeps it in a file."""
        given = [number, quoted(period)]
        if self.as_of or self.edition:
            given += ["", quoted(self.as_of) if self.as_of else ""]
        if self.edition:
            given.append(quoted(self.edition))
        return f"=_xlfn.IFNA(_xldudf_KPI({','.join(given)}),{quoted(otherwise)})"


def quoted(words: str) -> str:
    doubled = words.replace('"', '""')
    return f'"{doubled}"'


def workbook_bytes(
    index: Index,
    lines: Sequence[str],
    scheme: Scheme,
    tables: Sequence[Table],
    *,
    asked: Asked,
    today: date,
) -> bytes:
    """Return the file: the index under its title and *lines*, then a sheet for each table."""
    file = io.BytesIO()
    options = {f"strings_to_{what}": False for what in ("formulas", "urls", "numbers")}
    book = xlsxwriter.Workbook(file, {"in_memory": True, **options})
    book.set_calc_mode("auto", CALCULATED_BY)
    book.calc_on_load = False  # nor may it be asked to: without the add-in each cell is #NAME?
    made = datetime.combine(today, time())
    book.set_properties({"title": index.title, "created": made})
    formats = Formats(book)
    IndexSheet(book, formats, index, asked).write(lines, scheme)
    for table in tables:
        _write_table(book.add_worksheet(table.name), formats, table)
    book.close()
    return file.getvalue()


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **given: object) -> Format:
        key = tuple(sorted(given.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"valign": "top", "font_size": 9, **given})
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


class IndexSheet:
    """The sheet "Performance Index", and the hidden one its small charts are drawn from."""

    def __init__(self, book: Workbook, formats: Formats, index: Index, asked: Asked) -> None:
        self._sheet = book.add_worksheet(INDEX)
        self._data = book.add_worksheet(DATA) if index.periods else None
        self._formats = formats
        self._index = index
        self._asked = asked
        self._rating = len(index.headers)
        self._first = self._rating + 1  # the first period's column
        self._trend = self._first + len(index.periods)
        self._notes = self._trend + bool(index.periods)

    def write(self, lines: Sequence[str], scheme: Scheme) -> None:
        sheet, formats = self._sheet, self._formats
        write_text(sheet, formats, 0, 0, self._index.title, bold=True, font_size=16)
        for number, line in enumerate(lines, start=1):
            write_text(sheet, formats, number, 0, line)
        top = len(lines) + 2
        self._header(top)
        row, section = top + 1, ""
        for one in self._index.rows:
            if one.section and one.section != section:
                section = one.section
                look = formats.of(bold=True, **PAINT)
                sheet.merge_range(row, 0, row, self._notes, "", look)
                write_text(sheet, formats, row, 0, section, bold=True, **PAINT)
                row += 1
            self._row(row, one)
            row += 1
        for grade in scheme.grades:
            look = {"bg_color": grade.colour, "font_color": _legible(grade.colour), "bold": True}
            rule = {"type": "cell", "criteria": "==", "value": quoted(grade.label)}
            rule["format"] = formats.of(**look)
            sheet.conditional_format(top + 1, self._rating, row - 1, self._rating, rule)
        self._set_up(top, row - 1)

    def _header(self, top: int) -> None:
        trend = ("Trend",) if self._index.periods else ()
        heads = (*self._index.headers, "BRAG rating", *self._index.period_headers, *trend, "Notes")
        for column, head in enumerate(heads):
            look = {"bold": True, "text_wrap": True, **PAINT}
            write_text(self._sheet, self._formats, top, column, head, **look)
        widths = (*WIDTHS, *(FIGURE,) * (self._rating - len(WIDTHS)), RATING)
        widths = (*widths, *(PERIOD,) * len(self._index.periods), *(TREND for _ in trend), NOTES)
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._sheet.set_row(top, 3 * LINE)

    def _row(self, row: int, one: IndexRow) -> None:
        for column, cell in enumerate(one.cells):
            self._cell(row, column, cell)
        self._cell(row, self._rating, one.rating)
        for column, (period, cell) in enumerate(
            zip(self._index.periods, one.periods, strict=True), start=self._first
        ):
            asked = BASELINE if period.kind is PeriodKind.BASELINE else period.words()
            self._period(row, column, asked, cell)
        write_text(self._sheet, self._formats, row, self._notes, one.notes, text_wrap=True)
        if self._data:
            last = xl_rowcol_to_cell(row, self._trend - 1)
            span = f"'{DATA}'!{xl_rowcol_to_cell(row, self._first)}:{last}"
            drawn = {"range": span, "markers": True, "show_hidden": True, "empty_cells": "gaps"}
            self._sheet.add_sparkline(row, self._trend, drawn)
        texts = [(str(cell.shown), _width(place)) for place, cell in enumerate(one.cells)]
        texts += [(str(cell.shown), PERIOD) for cell in one.periods]
        texts += [(str(one.rating.shown), RATING), (one.notes, NOTES)]
        tall = max(math.ceil(len(words) * 1.1 / width) for words, width in texts)
        self._sheet.set_row(row, LINE * max(1, tall) + 2)

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        look: dict[str, object] = {"text_wrap": True}
        if cell.worked_out:
            look["italic"] = True
        if isinstance(cell.shown, Decimal):
            look["num_format"] = cell.number_format
            self._sheet.write_number(row, column, float(cell.shown), self._formats.of(**look))
        else:
            write_text(self._sheet, self._formats, row, column, cell.shown, **look)
        self._comment(row, column, cell)

    def _period(self, row: int, column: int, period: str, cell: Cell) -> None:
        """The formula of one period, with its result kept; the small chart's number beside it."""
        look: dict[str, object] = {"num_format": cell.number_format, "align": "right"}
        look["text_wrap"] = True
        if cell.corrected:
            look["bg_color"] = "#fff4c2"
        number = isinstance(cell.shown, Decimal)
        shown = float(cell.shown) if isinstance(cell.shown, Decimal) else cell.shown
        otherwise = "" if number else str(shown)
        asks = self._asked.formula(f"$A{row + 1}", period, otherwise)
        paint = self._formats.of(**look)
        self._sheet.write_dynamic_array_formula(row, column, row, column, asks, paint, shown)
        if self._data:
            here = f"'{INDEX}'!{xl_rowcol_to_cell(row, column)}"
            drawn = f"=IF(ISNUMBER({here}),{here},NA())"
            self._data.write_formula(row, column, drawn, None, shown if number else "#N/A")
        self._comment(row, column, cell)

    def _comment(self, row: int, column: int, cell: Cell) -> None:
        if cell.comment:
            high = 18 * (2 + sum(1 + len(one) // 48 for one in cell.comment.splitlines()))
            size = {"x_scale": 2.4, "height": high, "author": "kpi index"}
            self._sheet.write_comment(row, column, cell.comment, size)

    def _set_up(self, top: int, last: int) -> None:
        self._sheet.freeze_panes(top + 1, 2)
        self._sheet.set_landscape()
        self._sheet.set_paper(A3)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(top)
        self._sheet.print_area(0, 0, last, self._notes)
        self._sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        self._sheet.set_footer("&L&F&RPage &P of &N")
        if self._data:
            self._data.hide()


def _legible(ground: str) -> str:
    """Black or white, whichever is easier to read on the colour *ground*.

    >>> _legible("#f9a825"), _legible("#c62828")
    ('#000000', '#ffffff')
    """
    red, green, blue = (int(ground[place : place + 2], 16) for place in (1, 3, 5))
    return "#000000" if 299 * red + 587 * green + 114 * blue > 140_000 else "#ffffff"


def _width(column: int) -> int:
    return WIDTHS[column] if column < len(WIDTHS) else FIGURE


def _write_table(sheet: Worksheet, formats: Formats, table: Table) -> None:
    write_text(sheet, formats, 0, 0, table.heading, bold=True, font_size=12)
    for column, (head, width) in enumerate(table.headers):
        write_text(sheet, formats, 2, column, head, bold=True, **PAINT)
        sheet.set_column(column, column, width)
    for place, line in enumerate(table.rows, start=3):
        for column, words in enumerate(line):
            write_text(sheet, formats, place, column, words, text_wrap=True)
        widths = [width for _, width in table.headers]
        wide = [math.ceil(len(a) * 1.1 / b) for a, b in zip(line, widths, strict=True)]
        sheet.set_row(place, LINE * max(1, *wide) + 2)
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
