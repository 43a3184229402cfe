"""Write the laid-out index as an Excel workbook: sheets, formulas, colours, print set-up.

A live cell is the worksheet function itself, in the form in which Excel keeps a custom function
in a file, with what it answered as the kept result: the file shows its figures without the
add-in, and asks again where the add-in is. One named cell says as of which day they all answer.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby

import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from kpi_store.domain.period import said_date
from kpi_store.domain.scheme import Scheme
from kpi_store.layout_specs import Shows
from kpi_store.workbook import Index, IndexRow
from kpi_store.workbook_cells import Cell
from kpi_store.workbook_formats import (
    BANDS,
    FONT,
    HEAD,
    LINE,
    RULE,
    Formats,
    footer,
    height,
    legible,
    quoted,
    write_text,
)
from kpi_store.workbook_live import AS_OF, EDITION, REFRESHED, STORE, Live
from kpi_store.workbook_tables import A4, Table, write_table

DATA = "Trend data"  # the hidden sheet that the small charts are drawn from
A3 = 8
CALCULATED_BY = 191029  # today's Excel: of an older one's file it would work out every cell anew
LEFT = (Shows.NAME, Shows.RATIONALE, Shows.COMMENTS, Shows.NOTES)  # words; the rest is centred
BOLD = 1.0  # letters of bold print in the width of a digit
FIRST = 2  # the row in which the named cells and the key of colours begin
DAY = "d mmmm yyyy"
CORRECTED = "#fff4c2"


def workbook_bytes(
    index: Index,
    notes: Sequence[str],
    scheme: Scheme,
    tables: Sequence[Table],
    *,
    live: Live | None,
    known: date,
    today: date,
) -> bytes:
    """Return the file: the index with *notes* below it, then a sheet for each table.

    Without *live* its figures are values, as known on the day *known*.
    """
    file = io.BytesIO()
    options: dict[str, object] = {f"strings_to_{one}": False for one in ("formulas", "urls")}
    options["default_format_properties"] = {"font_name": FONT, "font_size": 10}
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_numbers": False, **options})
    book.set_calc_mode("auto", CALCULATED_BY)
    book.calc_on_load = False  # nor may it be asked to: without the add-in each cell is #NAME?
    book.set_properties({"title": index.title, "created": datetime.combine(today, time())})
    written = f"Written {said_date(today)}"
    formats = Formats(book)
    IndexSheet(book, formats, index, live).write(notes, scheme, known=known, written=written)
    for table in tables:
        write_table(book.add_worksheet(table.name), formats, table, written)
    book.close()
    return file.getvalue()


class IndexSheet:
    """The sheet of the index, and the hidden one its small charts are drawn from."""

    def __init__(self, book: Workbook, formats: Formats, index: Index, live: Live | None) -> None:
        self._book = book
        self._sheet = book.add_worksheet(index.sheet)
        self._trend = index.place(Shows.TREND)
        self._data = book.add_worksheet(DATA) if self._trend is not None else None
        self._formats = formats
        self._index = index
        self._live = live
        self._last = len(index.columns) - 1

    def write(self, notes: Sequence[str], scheme: Scheme, *, known: date, written: str) -> None:
        sheet, formats, rating = self._sheet, self._formats, self._index.place(Shows.RATING)
        grades = scheme.grades if rating is not None else ()
        panel = f"{self._index.panel}. " if self._index.panel else ""
        source = f"{panel}Source: {'; '.join(self._index.sources)}"
        size = 13 if self._index.upright else 16
        write_text(sheet, formats, 0, 0, self._index.title, bold=True, font_size=size)
        write_text(sheet, formats, 1, 0, source, italic=True)
        sheet.set_row(0, 24)
        lines = self._named(self._live) if self._live else self._known(known)
        top = self._header(FIRST + max(lines, len(grades)))
        row, above = top + 1, ("", "", "")
        for one in self._index.rows:
            row = self._headings(row, one, above)
            above = one.headings  # type: ignore[assignment]
            self._row(row, one)
            row += 1
        if rating is not None:
            self._key(scheme, rating, top + 1, row - 1)
        for place, line in enumerate(notes, start=row + 1):
            write_text(sheet, formats, place, 0, line, italic=True)
        self._set_up(top, row + len(notes), footer((self._index.title, source), written))

    def _known(self, known: date) -> int:
        """Say the day of knowledge; returns how many lines that takes."""
        words = f"As known on {said_date(known)}"
        write_text(self._sheet, self._formats, FIRST, 0, words, bold=True)
        return 1

    def _named(self, live: Live) -> int:
        """Write the named cells, each with its label; returns how many lines they take."""
        named: tuple[tuple[str, str, date | str | None], ...] = (
            (AS_OF, "As of (type a day; empty means now)", live.as_of),
            (REFRESHED, "Figures last refreshed", live.refreshed),
            (STORE, "From the store at version", live.store),
            (EDITION, "Edition", live.edition),
        )
        last = min(3, self._last)  # a stamp with its hour is wider than one column
        for row, (name, label, value) in enumerate(named, start=FIRST):
            write_text(self._sheet, self._formats, row, 1, label, align="right", indent=1)
            look: dict[str, object] = {"align": "left", "bold": True, "indent": 1}
            look |= {"num_format": DAY, "shrink": True}
            if name == AS_OF:
                look |= {"bg_color": "#fffbe6", **RULE}
            if last > 2:
                self._sheet.merge_range(row, 2, row, last, "", self._formats.of(**look))
            if isinstance(value, date):
                moment = datetime.combine(value, time())
                self._sheet.write_datetime(row, 2, moment, self._formats.of(**look))
            else:
                write_text(self._sheet, self._formats, row, 2, value or "", **look)
            self._book.define_name(name, f"='{self._index.sheet}'!{xl_range_abs(row, 2, row, 2)}")
        allowed = {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)}
        allowed |= {
            "input_title": "As of",
            "input_message": "Type a day and every figure is as it was known then.",
            "error_title": "As of",
            "error_message": "Type a day, such as 26/06/2019, or empty the cell.",
        }
        self._sheet.data_validation(FIRST, 2, FIRST, 2, allowed)
        return len(named)

    def _key(self, scheme: Scheme, rating: int, first: int, last: int) -> None:
        """Colour the ratings, and above them say what each colour means and how many have it."""
        where = xl_range_abs(first, rating, last, rating)
        shown = [str(one.cells[rating].shown) for one in self._index.rows]
        for row, grade in enumerate(scheme.grades, start=FIRST):
            look = {"bg_color": grade.colour, "font_color": legible(grade.colour), "bold": True}
            rule = {"type": "cell", "criteria": "==", "value": quoted(grade.label)}
            rule["format"] = self._formats.of(**look)
            self._sheet.conditional_format(first, rating, last, rating, rule)
            painted = {**look, "align": "center", "text_wrap": True, **RULE}
            write_text(self._sheet, self._formats, row, rating, grade.label, **painted)
            count = f"=COUNTIF({where},{quoted(grade.label)})"
            format_ = self._formats.of(bold=True, align="right", indent=1)
            self._sheet.write_formula(row, rating - 1, count, format_, shown.count(grade.label))
            meaning = f"{grade.meaning[:1].upper()}{grade.meaning[1:]}"
            write_text(self._sheet, self._formats, row, rating + 1, meaning, indent=1)
            width = self._index.columns[rating].width
            self._sheet.set_row(row, height([(grade.label, width)], letters=BOLD))

    def _header(self, top: int) -> int:
        """Write the headings of the columns from row *top* on; returns the row of the last."""
        columns, centred = self._index.columns, {**HEAD, "align": "center"}
        if any(one.group for one in columns):
            place = 0
            for group, those in groupby(columns, key=lambda one: one.group):
                end = place + len(list(those)) - 1
                if group and end > place:
                    self._sheet.merge_range(top, place, top, end, "", self._formats.of(**centred))
                for column in range(place, end + 1):
                    words = group if column == place else ""
                    if not group or column == place:
                        write_text(self._sheet, self._formats, top, column, words, **centred)
                place = end + 1
            top += 1
        for place, one in enumerate(columns):
            look = {**HEAD, "indent": 1} if one.shows in LEFT else centred
            write_text(self._sheet, self._formats, top, place, one.head, **look)
            self._sheet.set_column(place, place, one.width)
            self._comment(top, place, one.note)
        heads = [(one.head, one.width) for one in columns]
        self._sheet.set_row(top, height(heads, letters=BOLD))
        return top

    def _headings(self, row: int, one: IndexRow, above: Sequence[str]) -> int:
        """Write the headings that begin with this indicator; returns the next row."""
        new = False
        for look, words, before in zip(BANDS, one.headings, above, strict=True):
            new = new or words != before
            if words and new:
                self._sheet.merge_range(row, 0, row, self._last, "", self._formats.of(**look))
                write_text(self._sheet, self._formats, row, 0, words, **look)
                self._sheet.set_row(row, LINE + 5)
                row += 1
        return row

    def _row(self, row: int, one: IndexRow) -> None:
        columns = self._index.columns
        for place, (column, cell) in enumerate(zip(columns, one.cells, strict=True)):
            look: dict[str, object] = {"text_wrap": True, **RULE}
            look |= {"indent": 1} if column.shows in LEFT else {"align": "center"}
            if column.shows is Shows.ARROW:
                look["bold"] = True
            if cell.worked_out:
                look["italic"] = True
            if cell.corrected:
                look["bg_color"] = CORRECTED
            if isinstance(cell.shown, Decimal) or cell.asks:
                look["num_format"] = cell.number_format
            self._cell(row, place, one, cell, look)
            self._comment(row, place, cell.comment)
        if self._trend is not None:
            periods = self._index.periods()
            first, last = (xl_rowcol_to_cell(row, one) for one in (periods[0], periods[-1]))
            drawn = {"range": f"'{DATA}'!{first}:{last}", "markers": True, "show_hidden": True}
            drawn |= {"empty_cells": "gaps", "series_color": "#1f3a5f"}
            self._sheet.add_sparkline(row, self._trend, drawn)
        self._sheet.set_row(row, height(self._texts(one)))

    def _texts(self, one: IndexRow) -> Iterator[tuple[str, float]]:
        """What is written in the row, with the width it has."""
        for column, cell in zip(self._index.columns, one.cells, strict=True):
            yield str(cell.shown), column.width - (1.5 if column.shows in LEFT else 0)

    def _cell(
        self, row: int, place: int, one: IndexRow, cell: Cell, look: dict[str, object]
    ) -> None:
        """Write a cell: live where it can be, with its result kept; the chart's number beside."""
        number = isinstance(cell.shown, Decimal)
        shown = float(cell.shown) if isinstance(cell.shown, Decimal) else cell.shown
        if cell.asks and self._live:
            indicator = quoted(one.asked) if one.asked else f"$A{row + 1}"
            held = number or cell.asks.field
            asks = self._live.formula(indicator, cell.asks, "" if held else str(shown))
            paint = self._formats.of(**look)
            self._sheet.write_dynamic_array_formula(row, place, row, place, asks, paint, shown)
        elif number:
            self._sheet.write_number(row, place, shown, self._formats.of(**look))
        else:
            write_text(self._sheet, self._formats, row, place, str(shown), **look)
        if self._data and place in self._index.periods():
            here = f"'{self._index.sheet}'!{xl_rowcol_to_cell(row, place)}"
            drawn = f"=IF(ISNUMBER({here}),{here},NA())"
            self._data.write_formula(row, place, drawn, None, shown if number else "#N/A")

    def _comment(self, row: int, column: int, words: str) -> None:
        if words:
            high = 18 * (2 + sum(1 + len(one) // 48 for one in words.splitlines()))
            size = {"x_scale": 2.4, "height": high, "author": "kpi index"}
            self._sheet.write_comment(row, column, words, size)

    def _set_up(self, top: int, last: int, foot: str) -> None:
        sheet = self._sheet
        first = top - any(one.group for one in self._index.columns)
        sheet.freeze_panes(top + 1, 2)
        if self._index.upright:
            sheet.set_portrait()
        else:
            sheet.set_landscape()
        sheet.set_paper(A4 if self._index.upright else A3)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(first, top)
        sheet.print_area(0, 0, last, self._last)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.center_horizontally()
        sheet.set_footer(foot)
        if self._data:
            self._data.hide()
