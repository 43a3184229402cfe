"""The workbook shows what the papers print, cell by cell, and says what it knows beside it."""

import io
import warnings
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from excel_addin.query import kpi
from kpi_store.answering import answer
from kpi_store.domain.audience import Audience
from kpi_store.domain.errors import KpiError
from kpi_store.index_command import write_index
from kpi_store.recording import record
from kpi_store.store import Store

NOVEMBER = date(2019, 11, 6)
JUNE = date(2019, 6, 26)
HEADER = 8  # its row; the first section stands below it
HEADERS = [
    *("No.", "Performance Indicator", "Frequency", "Target 2018/19"),
    *("Merton 2018/19", "Merton 2017/18", "England", "London", "BRAG rating"),
    *("Apr-19", "May-19", "Jun-19 / Q1", "Jul-19", "Aug-19", "Sep-19 / Q2"),
    *("Oct-19", "Nov-19", "Dec-19 / Q3", "Jan-20", "Feb-20", "Mar-20 / Q4", "Trend", "Notes"),
]
MONTHS = HEADERS[9:21]

Written = Callable[..., Path]


@pytest.fixture
def written(council: Store, tmp_path: Path) -> Written:
    def write(**given: object) -> Path:
        file = tmp_path / "index.xlsx"
        told = {"edition": None, "as_of": None, "today": NOVEMBER, "audience": Audience.KEEPERS}
        write_index(council, file, **{**told, **given})
        return file

    return write


def read(file: Path, *, formulas: bool = False) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl knows no small charts
        return openpyxl.load_workbook(file, data_only=not formulas)


def cell(sheet: Worksheet, number: int, header: str) -> Cell:
    row = next(one[0].row for one in sheet.iter_rows(min_row=HEADER) if one[0].value == number)
    return sheet.cell(row, HEADERS.index(header) + 1)


def printed(one: Cell) -> str:
    """What Excel shows of a cell: a number in its format, or the text."""
    if not isinstance(one.value, int | float):
        return one.value or ""
    style = one.number_format
    places = len(style.partition("0.")[2].split('"')[0]) if "0." in style else 0
    digits = f"{one.value:{',' if '#,##0' in style else ''}.{places}f}"
    return digits + "".join(style.split('"')[1::2])


@pytest.mark.parametrize(
    ("number", "header", "words"),
    [
        (2, "Target 2018/19", "93%"),
        (2, "Merton 2018/19", "78%"),
        (2, "England", "82% (2017/18)"),
        (2, "Apr-19", "89%"),
        (2, "May-19", "95%"),
        (2, "BRAG rating", "Red"),
        (3, "Merton 2017/18", "34% (Jan 2018)"),
        (4, "May-19", "34.7"),
        (6, "Apr-19", "n/a"),
        (7, "Target 2018/19", "New"),
        (10, "May-19", "n/a"),
        (11, "Target 2018/19", "range 12- 20%"),
        (11, "Sep-19 / Q2", "20%"),
        (11, "BRAG rating", "Green"),
        (13, "BRAG rating", "Not a target measure"),
        (13, "May-19", "153"),
        (13, "England", "75420 (2017-18)"),
        (16, "Jun-19 / Q1", "28 weeks"),
        (16, "Merton 2017/18", "31 weeks"),
        (16, "Merton 2018/19", ""),
        (16, "London", "No relevant benchmarking available"),
        (22, "Target 2018/19", "15"),
        (22, "Apr-19", ""),
        (22, "Notes", "Year to Date"),
        (23, "Apr-19", "0"),
        (32, "Merton 2017/18", "1,967"),
        (33, "Apr-19", "2.0%"),
        (35, "London", "405.50 rate per 100,000 (2016)"),
        (39, "Jun-19 / Q1", "15.1%"),
    ],
)
def test_a_cell_shows_what_the_paper_prints(written, number, header, words):
    assert printed(cell(read(written())["Performance Index"], number, header)) == words


def test_the_sheet_is_headed_and_divided_as_the_paper_is(written):
    sheet = read(written())["Performance Index"]
    assert sheet["A1"].value == "Performance Index 2019/20"
    assert sheet["A2"].value == "As known on 6 November 2019"
    assert "supplementary agenda of 26 June 2019" in sheet["A3"].value
    assert "Performance Report of 6 November 2019" in sheet["A3"].value
    assert [one.value for one in sheet[HEADER]] == HEADERS
    merged = sorted(sheet.merged_cells.ranges, key=lambda one: one.min_row)
    assert [sheet.cell(one.min_row, 1).value for one in merged] == [
        *("Assessments", "Child protection", "Looked After Children"),
        *("Childrens Centres and Schools", "Young People and Services"),
    ]
    numbers = [one[0].value for one in sheet.iter_rows(min_row=HEADER + 1)]
    assert [one for one in numbers if isinstance(one, int)] == list(range(1, 40))


def test_every_month_is_a_live_formula_that_answers_what_the_file_keeps(council, written):
    file = written()
    kept, asked = (read(file, formulas=one)["Performance Index"] for one in (False, True))

    def ask(indicator, period, as_of, edition):
        reader = Audience.KEEPERS
        told = {"as_of": as_of, "edition": edition, "audience": reader}
        return answer(council, indicator, period, today=NOVEMBER, **told)

    live = 0
    for number in range(1, 40):
        for header in MONTHS:
            one = cell(asked, number, header)
            formula = one.value.text
            start = f"=_xlfn.IFNA(_xldudf_KPI($A{one.row},"
            assert formula.startswith(start)
            period, _, otherwise = formula.removeprefix(start).partition("),")
            [[shown]] = kpi(ask, number, period.strip('"'))
            held = shown != "#N/A"
            expected = shown if held else otherwise.strip('")')
            value = cell(kept, number, header).value
            assert ("" if value is None else value) == expected, (number, header)
            live += held
    assert live == 33 + 8  # of the June paper, and of the November one


def test_excel_is_told_that_a_formula_may_spill_and_not_to_work_it_out_on_opening(written):
    whole = zipfile.ZipFile(written())
    assert 'cm="1"><f t="array"' in whole.read("xl/worksheets/sheet1.xml").decode()
    book = whole.read("xl/workbook.xml").decode()
    assert '<calcPr calcId="191029"/>' in book
    assert "fullCalcOnLoad" not in book


def test_a_past_day_is_asked_for_by_the_formulas_too(written):
    file = written(as_of=JUNE)
    sheet = read(file)["Performance Index"]
    assert sheet["A2"].value == "As known on 26 June 2019"
    assert cell(sheet, 11, "BRAG rating").value == "Amber"
    assert cell(sheet, 11, "Sep-19 / Q2").value is None
    assert cell(sheet, 16, "Jun-19 / Q1").value is None
    formula = cell(read(file, formulas=True)["Performance Index"], 11, "Apr-19").value.text
    assert '"April 2019",,"2019-06-26")' in formula
    assert read(file)["Changes"]["A1"].value.endswith("nothing changed.")


def test_a_rating_says_whose_it_is_why_and_where_it_is_printed(written):
    sheet = read(written())["Performance Index"]
    published = cell(sheet, 11, "BRAG rating")
    assert published.comment.text.startswith("Green, as published for Q2 2019/20.")
    assert "20 % is inside the range 12-20 %, so Green." in published.comment.text
    assert "Source: Performance Report of 6 November 2019, line 53." in published.comment.text
    ours = cell(sheet, 22, "BRAG rating")
    assert "no paper prints it" in ours.comment.text
    assert (ours.font.italic, published.font.italic) == (True, False)


def test_a_corrected_figure_says_what_it_was_and_why(written):
    told = cell(read(written())["Performance Index"], 16, "Jun-19 / Q1")
    assert told.comment.text.startswith("Corrected. Before: 31 weeks.")
    assert "validated figure provided by Cafcass" in told.comment.text
    assert "Performance Report of 6 November 2019, line 36" in told.comment.text
    assert told.fill.start_color.rgb == "FFFFF4C2"


def test_colours_panes_and_print_set_up(council, written):
    sheet = read(written())["Performance Index"]
    [(where, rules)] = [(one.sqref, one.rules) for one in sheet.conditional_formatting]
    assert str(where).startswith("I9:I")
    with council.snapshot(NOVEMBER) as snapshot:
        grades = snapshot.edition("merton-2019-20").scheme.grades
    assert [rule.formula for rule in rules] == [[f'"{one.label}"'] for one in grades]
    painted = ["#" + rule.dxf.fill.bgColor.rgb[2:].lower() for rule in rules]
    assert painted == [one.colour.lower() for one in grades]
    assert sheet.freeze_panes == "C9"
    assert sheet.print_title_rows == "$8:$8"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_each_row_has_a_small_chart_in_which_a_gap_is_not_nought(written):
    file = written()
    drawn = zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml").decode()
    assert drawn.count("<x14:sparkline>") == 39
    book = read(file)
    data = book["Trend data"]
    assert data.sheet_state == "hidden"
    row = cell(book["Performance Index"], 2, "Apr-19").row
    assert [data.cell(row, one).value for one in (10, 11, 12)] == [89, 95, "#N/A"]
    assert data.cell(row, 12).data_type == "e"


def test_what_changed_and_what_is_found_have_sheets_of_their_own(written):
    book = read(written())
    assert book.sheetnames == ["Performance Index", "Trend data", "Changes", "Findings"]
    kinds = {one[1].value for one in book["Changes"].iter_rows(min_row=4)}
    assert kinds == {"correction", "rating change", "decision", "not reported"}
    words = [one[3].value for one in book["Changes"].iter_rows(min_row=4)]
    assert any("Indicator 16" in one and "from 31 weeks to 28 weeks" in one for one in words)
    found = {one[2].value for one in book["Findings"].iter_rows(min_row=4)}
    assert {"number-damaged", "blue-not-defined", "rating"} <= found


def test_text_that_begins_like_a_formula_is_text(council, written, today, now):
    source = '=HYPERLINK("http://example.org")'
    told = {"edition": "merton-2019-20", "source": source}
    with council.snapshot(today) as snapshot:
        told["indicator_key"] = snapshot.edition("merton-2019-20").numbered("1")[0].key
        period = snapshot.series("merton", told["indicator_key"])[-1].period
    told |= {"period": period, "value": "24", "reason": "-1+1 was counted"}
    record(council, **told, today=today, now=now, rating=None, narrative="", channel="")
    file = written(today=today)
    for sheet in read(file, formulas=True):
        for row in sheet.iter_rows():
            for one in row:
                if one.data_type == "f":
                    text = one.value if isinstance(one.value, str) else one.value.text
                    assert text.startswith(("=_xlfn.IFNA(_xldudf_KPI($A", "=IF(ISNUMBER("))
    changes = read(file, formulas=True)["Changes"]
    [typed] = [row[4] for row in changes.iter_rows(min_row=4) if row[4].value == source]
    assert (typed.data_type, typed.quotePrefix) == ("s", True)


def test_who_may_not_see_a_small_number_gets_a_file_without_it(written):
    def shown(reader: Audience) -> object:
        return cell(read(written(audience=reader))["Performance Index"], 27, "May-19").value

    assert shown(Audience.KEEPERS) == 1
    assert str(shown(Audience.PUBLIC)).startswith("suppressed")
    assert "Findings" not in read(written(audience=Audience.PUBLIC)).sheetnames


@pytest.mark.parametrize("edition", ["merton-37", "sefton-2017-18", "appendix-h"])
def test_every_edition_has_its_workbook(written, edition):
    file = written(edition=edition)
    sheet = read(file)["Performance Index"]
    heads = [one.value for row in sheet.iter_rows(max_row=12) for one in row]
    assert "BRAG rating" in heads
    if edition == "sefton-2017-18":
        assert "Q2 2017/18" in heads
        xml = zipfile.ZipFile(io.BytesIO(file.read_bytes())).read("xl/worksheets/sheet1.xml")
        assert b'"Q2 2017/18",,,"sefton-2017-18")' in xml
        assert b'"baseline",,,"sefton-2017-18")' in xml  # as KPI reads it


def test_a_file_that_cannot_be_written_is_refused_in_a_sentence(council, tmp_path):
    told = {"edition": None, "as_of": None, "today": NOVEMBER, "audience": Audience.KEEPERS}
    with pytest.raises(KpiError, match="cannot be written: is a directory"):
        write_index(council, tmp_path, **told)
