"""The workbook shows what the papers print, cell by cell, and says what it knows beside it."""

import json
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from excel_addin.query import kpi
from kpi_store.answering import answer
from kpi_store.domain.answer import Field
from kpi_store.domain.audience import Audience
from kpi_store.domain.errors import BadSpec, KpiError
from kpi_store.domain.period import Period
from kpi_store.index_command import write_index
from kpi_store.recording import record
from kpi_store.replying import blank_answer
from kpi_store.spec_files import layout_of
from kpi_store.store import Store
from kpi_store.timetables import set_panel
from kpi_store.workbook import laid_out
from tests.conftest import NewDatabase

NOVEMBER = date(2019, 11, 6)
JUNE = date(2019, 6, 26)
HEADER = 8  # its row; the first section stands below it
HEADERS = [
    *("No.", "Performance Indicators", "Frequency", "Target 2018/19"),
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
        told = {"edition": None, "as_of": None, "today": NOVEMBER, "audience": Audience.COUNCIL}
        write_index(council, file, **{**told, **given})
        return file

    return write


@pytest.fixture(scope="module")
def index(
    new_database: NewDatabase, seeded_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Worksheet:
    """The sheet of the current index, written once for all who only look at it."""
    file = tmp_path_factory.mktemp("index") / "index.xlsx"
    store = Store.open(new_database(seeded_url))
    told = {"edition": None, "as_of": None, "today": NOVEMBER, "audience": Audience.COUNCIL}
    write_index(store, file, **told)
    store.close()
    return read(file)["Performance Index"]


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
    return (digits + "".join(style.split('"')[1::2])).removesuffix(" †")


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
def test_a_cell_shows_what_the_paper_prints(index, number, header, words):
    assert printed(cell(index, number, header)) == words


def test_the_sheet_is_headed_and_divided_as_the_paper_is(index):
    assert index["A1"].value == "Performance Index 2019/20"
    assert index["A2"].value.startswith("Children and Young People Overview and Scrutiny Panel. ")
    assert "supplementary agenda of 26 June 2019" in index["A2"].value
    assert "Performance Report of 6 November 2019" in index["A2"].value
    over = {one.value: one.column for one in index[HEADER - 1] if one.value}
    assert over == {"Benchmarking and trend": 5, "Merton 2019/20 performance": 10}
    assert [one.value for one in index[HEADER]] == HEADERS
    merged = sorted(index.merged_cells.ranges, key=lambda one: (one.min_row, one.min_col))
    assert [index.cell(one.min_row, 1).value for one in merged if one.max_col == len(HEADERS)] == [
        *("Assessments", "Child protection", "Looked After Children"),
        *("Childrens Centres and Schools", "Young People and Services"),
    ]
    numbers = [one[0].value for one in index.iter_rows(min_row=HEADER + 1)]
    assert [one for one in numbers if isinstance(one, int)] == list(range(1, 40))


def test_a_heading_that_departs_from_the_paper_says_how_the_paper_has_it(index):
    months = index.cell(HEADER, HEADERS.index("Apr-19") + 1).comment.text
    assert "heads these months 'Merton 2018/19 performance'" in months
    assert "taken as carried over" in index.cell(HEADER, 4).comment.text


def live_cells(file: Path) -> Iterator[tuple[str, str, object]]:
    """Each live formula's KPI call, its word for no figure, and the value the file keeps."""
    asked, kept = (read(file, formulas=one).worksheets[0] for one in (True, False))
    for row in asked.iter_rows():
        for one in row:
            formula = getattr(one.value, "text", "")
            if "KPI(" in formula:
                call, _, otherwise = formula.removeprefix("=_xlfn.IFNA(").partition("),")
                yield f"{call})", otherwise.removesuffix(")"), kept[one.coordinate].value


def in_python(call: str, sheet: Worksheet) -> list[object]:
    """The arguments of a formula's KPI call, as the add-in is given them."""
    found = re.fullmatch(r"_xldudf_KPI\((.*),(.*),(.*),KPI_AS_OF,KPI_EDITION\)", call)
    indicator, *words = found.groups()
    number = (
        sheet[indicator.replace("$", "")].value if indicator[0] == "$" else indicator.strip('"')
    )
    return [number, *(one.strip('"') for one in words)]


@pytest.mark.parametrize(
    ("edition", "as_of", "cells", "held"),
    [
        # 33 figures of the June paper, 8 of November's, and a rating in words for all but one
        (None, None, 39 * 13, 33 + 8 + 38),
        (None, JUNE, 39 * 13, 33 + 38),
        ("sefton-2017-18", None, 55 * 4, 126 + 51),
    ],
)
def test_every_live_cell_keeps_what_the_worksheet_function_answers(
    council, written, edition, as_of, cells, held
):
    file = written(edition=edition, as_of=as_of)
    sheet = read(file).worksheets[0]
    named = {name: one.attr_text for name, one in read(file).defined_names.items()}
    code, day = (
        sheet[named[one].rpartition("!")[2].replace("$", "")].value
        for one in ("KPI_EDITION", "KPI_AS_OF")
    )
    assert (day and day.date(), code) == (as_of, edition or "merton-2019-20")

    def ask(indicator, period, as_of, edition):
        return answer(council, indicator, period, today=NOVEMBER, as_of=as_of, edition=edition)

    found = 0
    live = list(live_cells(file))
    for call, otherwise, kept in live:
        [[shown]] = kpi(ask, *in_python(call, sheet), day, code)
        if shown == "#N/A":
            same = f"DATE({as_of:%Y,%-m,%-d})" if as_of else '""'
            word = (kept or "").replace('"', '""')
            assert otherwise == (f'IF(KPI_AS_OF={same},"{word}","")' if kept else '""')
        else:
            assert kept == shown, call
            found += 1
    assert (len(live), found) == (cells, held)


def test_one_named_cell_turns_the_whole_workbook_and_others_say_what_it_was_made_from(
    council, written
):
    book = read(written())
    sheet = book["Performance Index"]
    assert set(book.defined_names) == {"KPI_AS_OF", "KPI_EDITION", "KPI_REFRESHED", "KPI_STORE"}
    named = {sheet.cell(row, 2).value: sheet.cell(row, 3).value for row in range(3, 7)}
    assert named == {
        "As of (type a day; empty means now)": None,
        "Figures last refreshed": datetime(2019, 11, 6),  # noqa: DTZ001 - a cell has no zone
        "From the store at version": council.version(),
        "Edition": "merton-2019-20",
    }
    [rule] = sheet.data_validations.dataValidation
    assert (rule.type, str(rule.sqref)) == ("date", "C3")


def test_excel_is_told_that_a_formula_may_spill_and_not_to_work_it_out_on_opening(written):
    whole = zipfile.ZipFile(written())
    assert 'cm="1"><f t="array"' in whole.read("xl/worksheets/sheet1.xml").decode()
    book = whole.read("xl/workbook.xml").decode()
    assert '<calcPr calcId="191029"/>' in book
    assert "fullCalcOnLoad" not in book


def test_a_past_day_is_asked_for_by_the_formulas_too(written):
    file = written(as_of=JUNE)
    sheet = read(file)["Performance Index"]
    assert sheet["C3"].value.date() == JUNE
    assert cell(sheet, 11, "BRAG rating").value == "Amber"
    assert cell(sheet, 11, "Sep-19 / Q2").value is None
    assert cell(sheet, 16, "Jun-19 / Q1").value is None
    formula = cell(read(file, formulas=True)["Performance Index"], 11, "Apr-19").value.text
    assert '"April 2019",,KPI_AS_OF,KPI_EDITION)' in formula
    assert read(file)["Changes"]["A1"].value.endswith("no changes since 26 June 2019")


def test_a_rating_says_whose_it_is_why_and_where_it_is_printed(index):
    published = cell(index, 11, "BRAG rating")
    assert published.comment.text.startswith("Green, as published for Q2 2019/20.")
    assert "20 % is inside the range 12-20 %, so Green." in published.comment.text
    assert "Source: Performance Report of 6 November 2019, line 53." in published.comment.text
    ours = cell(index, 22, "BRAG rating")
    assert "no paper prints it" in ours.comment.text
    assert (ours.font.italic, published.font.italic) == (True, False)


def test_a_corrected_figure_says_what_it_was_and_why(index):
    told = cell(index, 16, "Jun-19 / Q1")
    assert told.comment.text.startswith("Corrected. Before: 31 weeks.")
    assert "validated figure provided by Cafcass" in told.comment.text
    assert "Performance Report of 6 November 2019, line 36" in told.comment.text
    assert told.fill.start_color.rgb == "FFFFF4C2"
    assert told.number_format == '0" weeks †"'  # not by colour alone


def test_the_sheet_says_below_what_its_marks_mean_and_what_its_ratings_lean_on(index):
    rows = list(index.iter_rows(max_col=1))
    live, marks, tolerance, reader = (row[0].value for row in rows[-4:])
    assert live.startswith("Ratings and the figures of periods are live: =KPI(No., period)")
    assert "Yellow and †: corrected" in marks
    assert "no paper prints: green within 3 and amber within 10 points. It is inferred" in tolerance
    assert reader == "Numbers from 1 to 5 that no paper prints are suppressed."


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
    assert sheet.print_title_rows == "$7:$8"
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
                    ours = ("=_xlfn.IFNA(_xldudf_KPI($A", "=IF(ISNUMBER(", "=COUNTIF($I$")
                    assert text.startswith(ours)
    changes = read(file, formulas=True)["Changes"]
    [typed] = [row[4] for row in changes.iter_rows(min_row=4) if row[4].value == source]
    assert (typed.data_type, typed.quotePrefix) == ("s", True)


@pytest.mark.parametrize(
    ("reader", "shown"),
    [
        (Audience.COUNCIL, "suppressed (1–5)"),
        (Audience.KEEPERS, 3),
        (Audience.OFFICERS, 3),
        (Audience.PUBLIC, "suppressed (1–5)"),
    ],
)
def test_a_file_is_live_only_for_those_whom_worksheets_answer(
    council, written, today, now, reader, shown
):
    with council.snapshot(today) as snapshot:
        [listing] = snapshot.edition("merton-2019-20").numbered("27")
    told = {"edition": "merton-2019-20", "source": "Panel paper", "reason": "", "value": "3"}
    told |= {"indicator_key": listing.key, "period": Period.of("2019-12")}
    record(council, **told, today=today, now=now, rating=None, narrative="", channel="")
    file = written(audience=reader, today=today)
    book = read(file)
    assert cell(book["Performance Index"], 27, "Dec-19 / Q3").value == shown
    assert cell(book["Performance Index"], 27, "May-19").value == (
        "suppressed (1–5)" if reader is Audience.PUBLIC else 1  # a paper prints it
    )
    live = reader is Audience.COUNCIL
    assert bool(list(live_cells(file))) == live
    assert bool(book.defined_names) == live
    assert ("Findings" in book.sheetnames) == (reader is not Audience.PUBLIC)


def test_sefton_comes_out_in_the_columns_of_its_scorecard(written):
    sheet = read(written(edition="Sefton"))["Scorecard"]
    heads = [one.value for one in sheet[7]]
    assert heads == [
        *("No.", "Indicator", "So what does this tell me?", "NW Av*", "National Av**"),
        *("RI", "Good", "Outstanding", "Year End Target", "Baseline April 2017", "Q1", "Q2"),
        *("DoT", "Rating", "Comments"),
    ]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=8)}
    bands = [printed(one) for one in rows[6][5:12]]
    assert bands == ["65-74", "75-80", "85+", "75%", "44%", "41.0%", "47.0%"]
    assert [printed(one) for one in rows[1][3:9]] == [
        *("583.6", "532.2", "Below regional average", "", "", ""),
    ]
    assert rows[6][12].value == "↑"
    assert rows[53][14].value.startswith("There were no care leavers at September end")
    assert rows[43][14].value.startswith("Performance has improved.")


def test_appendix_h_comes_out_as_its_three_lists_with_their_sections(written):
    book = read(written(edition="appendix-h"))
    sheet = book["Appendix H"]
    assert [one.value for one in sheet[4]] == ["No", "Measure"]
    lines = [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=5, max_col=2)]
    assert lines[:3] == [
        ("Contractual KPIs", None),
        ("Safeguarding and child in need", None),
        (1, "% of re-referrals to CSC within 12 months"),
    ]
    heads = [one for one, name in lines if name is None]
    place = heads.index("Non-Contractual Performance Indicators")
    assert heads[place + 1 : place + 3] == [
        "Financial Performance Indicators (monitored quarterly)",
        "Fostering",
    ]
    assert sum(name is not None for _, name in lines) == 108
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 9)
    assert not book.defined_names  # nothing in it is live


def test_a_figure_of_a_list_that_restarts_its_numbers_is_asked_for_by_key(
    council, written, today, now
):
    told = {"edition": "appendix-h", "source": "Contract meeting", "reason": "", "value": "21"}
    told |= {"indicator_key": "h-re-referrals-12-months", "period": Period.of("2026-Q1")}
    record(council, **told, today=today, now=now, rating=None, narrative="", channel="")
    file = written(edition="appendix-h", today=today)
    assert [one.value for one in read(file)["Appendix H"][7]] == ["No", "Measure", "Q1 2026/27"]
    [(call, _, kept)] = [one for one in live_cells(file) if one[2]]
    assert call.startswith('_xldudf_KPI("h-re-referrals-12-months","Q1 2026/27",,')
    assert kept == 21


def test_the_older_numbering_comes_out_with_its_rationale(written):
    sheet = read(written(edition="merton-37"))["Appendix 2"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=4)}
    assert [one.value for one in rows["No."]] == [
        *("No.", "Performance Indicator", "Rationale/Why Important"),
    ]
    assert rows[37][1].value == "Commissioned services Monitoring"
    assert rows[37][2].value.startswith("The CSF department commissions some services")


def test_an_edition_without_a_layout_gets_a_column_for_all_it_holds(council):
    with council.snapshot(NOVEMBER) as snapshot:
        held = snapshot.edition("merton-2019-20")
        base = blank_answer(held, "", Field.ALL, today=NOVEMBER, as_of=None)
        index = laid_out(snapshot, held, None, base)
    heads = [one.head for one in index.columns]
    assert heads[:4] == ["No.", "Performance Indicator", "Frequency", "Target 2018/19"]
    assert heads[4:9] == ["Merton 2018/19", "Merton 2017/18", "England", "London", "Rating"]
    assert heads[9:12] == ["April 2019", "May 2019", "Q1 2019/20"]
    assert heads[-2:] == ["Trend", "Notes"]


def test_a_layout_that_cannot_be_used_is_refused_with_all_that_is_wrong(tmp_path):
    columns = [{"shows": "period"}, {"shows": "name", "of": "2019-05"}, {"shows": "prose"}]
    text = json.dumps({"layouts": [{"code": "merton-2019-20", "columns": columns}]})
    (tmp_path / "layouts.json").write_text(text)
    with pytest.raises(BadSpec) as refusal:
        layout_of(tmp_path, "merton-2019-20")
    assert len(refusal.value.problems) == 3
    assert all("layouts.json: merton-2019-20" in one for one in refusal.value.problems)


def test_the_diary_says_which_panel_was_the_last(council, written, now):
    set_panel(council, JUNE, meets=True, by="U1", now=now)
    heading = read(written())["Changes"]
    assert heading["A1"].value.endswith("19 changes since 26 June 2019")
    assert heading["A2"].value.startswith("The last panel in the diary.")


def test_a_file_that_cannot_be_written_is_refused_in_a_sentence(council, tmp_path):
    told = {"edition": None, "as_of": None, "today": NOVEMBER, "audience": Audience.COUNCIL}
    with pytest.raises(KpiError, match="cannot be written: is a directory"):
        write_index(council, tmp_path, **told)
