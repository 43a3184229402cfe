"""Write a plain sheet of the workbook: a heading, headers repeated on every page, rows of text."""

from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from kpi_store.workbook_formats import HEAD, RULE, Formats, footer, height, write_text

A4 = 9
HEADERS = 2  # their row


@dataclass(frozen=True)
class Table:
    """A plain sheet: its name, what stands over it, its headers with their widths, its rows."""

    name: str
    heading: str
    about: str
    headers: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]
    foot: str


def write_table(sheet: Worksheet, formats: Formats, table: Table, written: str) -> None:
    """Write *table*; *written* is said in the middle of each page's foot."""
    write_text(sheet, formats, 0, 0, table.heading, bold=True, font_size=14)
    write_text(sheet, formats, 1, 0, table.about, italic=True)
    sheet.set_row(0, 20)
    widths = [width for _, width in table.headers]
    for column, (head, width) in enumerate(table.headers):
        write_text(sheet, formats, HEADERS, column, head, indent=1, **HEAD)
        sheet.set_column(column, column, width)
    sheet.set_row(HEADERS, 18)
    for place, line in enumerate(table.rows, start=HEADERS + 1):
        for column, words in enumerate(line):
            look = {"text_wrap": True, "valign": "top", "align": "left", "indent": 1, **RULE}
            write_text(sheet, formats, place, column, words, **look)
        sheet.set_row(place, height(zip(line, (one - 1.5 for one in widths), strict=True)))
    last = HEADERS + max(1, len(table.rows))
    sheet.print_area(0, 0, last, len(widths) - 1)
    sheet.freeze_panes(HEADERS + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADERS)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.set_footer(footer((table.foot, table.name), written))
