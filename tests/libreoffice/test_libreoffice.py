"""A program that is not Excel works out KPI from the running server, and prints the workbook.

The pictures are what a director would take into the panel: what can be wrong with them is asked
here, page by page.
"""

import re
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import combinations
from pathlib import Path

import openpyxl
import pytest

from kpi_store import open_store
from kpi_store.domain.audience import Audience
from kpi_store.index_command import write_index
from tests.excel.client import TODAY
from tests.excel.serving import serving
from tests.libreoffice.office import Office, lacking, running

A3, A4 = (1190.55, 841.89), (841.89, 595.3)  # points, landscape
DPI = 72  # so that a point of the page is a dot of its picture
TOUCH = 0.4  # of a word's height: the boxes of lines below one another overlap by less
WORD = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
)
Box = tuple[float, ...]  # left, top, right, bottom in points
BROKEN = re.compile(r"#NAME\?|#VALUE!|#REF!|Err:|###")

LACKING = lacking()
pytestmark = pytest.mark.skipif(bool(LACKING), reason=LACKING)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('office') / 'kpi.db'}", today=TODAY)
    yield store
    store.close()


@pytest.fixture(scope="module")
def office(council: object) -> Iterator[Office]:
    with serving(council) as served, running(f"127.0.0.1:{served.port}") as started:
        yield started


@dataclass(frozen=True)
class Printed:
    """A workbook as LibreOffice worked it out and printed it."""

    kept: dict[str, object]  # what the file keeps in each live cell
    shown: dict[str, object]  # what LibreOffice shows there
    pdf: Path

    def pages(self) -> list[tuple[float, float]]:
        """The size of each page."""
        told = ran("pdfinfo", "-l", "99", self.pdf)
        sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", told)
        return [(float(wide), float(high)) for wide, high in sizes]

    def text(self, page: int) -> str:
        return ran("pdftotext", "-layout", *self._of(page), "-")

    def words(self, page: int) -> list[tuple[Box, str]]:
        """Each word of a page with the box it stands in."""
        found = WORD.findall(ran("pdftotext", "-bbox", *self._of(page), "-"))
        return [(tuple(float(one) for one in box), unescape(word)) for *box, word in found]

    def picture(self, page: int) -> "Picture":
        told = ran_bytes("pdftoppm", "-r", DPI, *self._of(page))
        kind, wide, high, _, dots = told.split(maxsplit=4)
        assert kind == b"P6"
        return Picture(int(wide), int(high), told[-len(dots) :])

    def png(self, page: int) -> bytes:
        return ran_bytes("pdftoppm", "-png", "-r", DPI, *self._of(page))

    def _of(self, page: int) -> tuple[object, ...]:
        return ("-f", page, "-l", page, self.pdf)


@dataclass(frozen=True)
class Picture:
    """The dots of a page, three bytes each."""

    wide: int
    high: int
    dots: bytes

    def colour(self, across: float, down: float) -> str:
        """The colour at a place: '#c62828'."""
        at = 3 * (int(down) * self.wide + int(across))
        return f"#{self.dots[at : at + 3].hex()}"


def ran(*command: object) -> str:
    return ran_bytes(*command).decode()


def ran_bytes(*command: object) -> bytes:
    words = [str(one) for one in command]
    return subprocess.run(words, capture_output=True, check=True, timeout=60).stdout


@pytest.fixture(scope="module")
def printed(council: object, office: Office, tmp_path_factory: pytest.TempPathFactory):
    made: dict[str, Printed] = {}
    folder = tmp_path_factory.mktemp("printed")

    def of(edition: str) -> Printed:
        if edition not in made:
            file = folder / f"{edition}.xlsx"
            told = {"edition": edition, "as_of": None, "today": TODAY}
            write_index(council, file, audience=Audience.COUNCIL, **told)
            asks, kept = (read(file, formulas=one) for one in (True, False))
            live = {one.coordinate: one.value.text for one in asks if "KPI(" in formula(one)}
            shown, pdf = office.printed(file, {at: typed(text) for at, text in live.items()})
            values = {one.coordinate: one.value or "" for one in kept if one.coordinate in live}
            values |= {one.coordinate: 0 for one in kept if one.value == 0}
            made[edition] = Printed(
                {at: values[at] for at in live}, shown, Path(shutil.copy(pdf, folder))
            )
        return made[edition]

    return of


def read(file: Path, *, formulas: bool) -> list[openpyxl.cell.Cell]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl knows no small charts
        sheet = openpyxl.load_workbook(file, data_only=not formulas).worksheets[0]
    return [one for row in sheet.iter_rows() for one in row]


def formula(cell: openpyxl.cell.Cell) -> str:
    return str(getattr(cell.value, "text", ""))


def typed(text: str) -> str:
    """A formula of the file as it would be typed into LibreOffice."""
    plain = text.replace("_xlfn.", "").replace("_xldudf_", "")
    return re.sub(r'("[^"]*")|,', lambda found: found[1] or ";", plain)


def test_a_formula_typed_into_libreoffice_is_answered_by_the_running_server(office):
    shown = office.formulas(
        [
            '=KPI(2;"May 2019")',
            '=KPI(11;"Q2")*2',
            '=KPI(11;"Q2";"rating")',
            '=KPI("neets";"May 2019")',
            '=KPI(16;"Q1")',
            '=KPI(2;"Q2";;;"sefton-2017-18")',
        ]
    )
    assert shown == [95, 40, "Green", 1.9, 28, 21.5]


def test_what_is_not_held_is_not_available_and_a_wrong_argument_is_an_error(office):
    shown = office.formulas(
        ['=KPI(2;"Q2")', '=KPI(16;"Q1";;DATE(2019;6;26))', '=KPI(2;"Q9")', "=KPI(99)"]
    )
    assert shown == ["#N/A", "#N/A", "Err:502", "Err:502"]


@pytest.mark.parametrize(
    ("edition", "cells"), [("merton-2019-20", 39 * 13), ("sefton-2017-18", 55 * 4)]
)
def test_every_live_cell_shows_there_what_the_file_keeps(printed, edition, cells):
    told = printed(edition)
    assert len(told.shown) == cells
    assert told.shown == told.kept


@pytest.mark.parametrize(
    ("edition", "heads", "pages"),
    [
        ("merton-2019-20", ["Performance Indicators", "BRAG rating", "Apr-19", "Notes"], 2),
        ("sefton-2017-18", ["So what does this tell me?", "Outstanding", "DoT", "Comments"], 3),
        ("appendix-h", ["Measure"], 3),
    ],
)
def test_each_page_has_its_size_its_headings_its_source_and_its_number(
    printed, edition, heads, pages
):
    told = printed(edition)
    sizes = told.pages()
    upright = (A4[1], A4[0])
    wanted = upright if edition == "appendix-h" else A3
    own = [n for n, size in enumerate(sizes, 1) if size == pytest.approx(wanted, abs=1)]
    assert own == list(range(1, len(own) + 1))
    assert len(own) >= pages
    assert all(size == pytest.approx(A4, abs=1) for size in sizes[len(own) :])
    for page in own:
        text = told.text(page)
        assert [one for one in heads if one not in text] == []
        assert "Source: " in text
        assert f"Page {page} of {len(sizes)}" in text
    for page in range(len(own) + 1, len(sizes) + 1):
        assert re.search(r"^ *(Date +What|Where +Severity)", told.text(page), re.MULTILINE)


@pytest.mark.parametrize("edition", ["merton-2019-20", "sefton-2017-18", "appendix-h"])
def test_nothing_printed_is_cut_broken_or_over_something_else(printed, edition):
    told = printed(edition)
    for page in range(1, len(told.pages()) + 1):
        assert BROKEN.search(told.text(page)) is None
        words = told.words(page)
        pairs = combinations(words, 2)
        assert [(one, other) for (box, one), (of, other) in pairs if over(box, of)] == []


def over(one: Box, other: Box) -> bool:
    """Whether two words are printed over one another."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    least = TOUCH * min(one[3] - one[1], other[3] - other[1])
    return wide > least and high > least


def test_every_name_of_the_index_is_printed_whole(printed, council):
    told = printed("merton-2019-20")
    said = "".join("".join(word for _, word in told.words(page)) for page in (1, 2))
    with council.snapshot(TODAY) as snapshot:
        words = {one for each in snapshot.edition("merton-2019-20") for one in each.name.split()}
    assert [one for one in words if one not in said] == []


def test_a_rating_is_printed_on_its_colour(printed, council):
    told = printed("merton-2019-20")
    picture = told.picture(1)
    with council.snapshot(TODAY) as snapshot:
        grades = snapshot.edition("merton-2019-20").scheme.grades
    for grade in grades:
        boxes = [box for box, word in told.words(1) if word == grade.label]
        assert len(boxes) > 1  # in the key, and in the column
        for left, top, _, bottom in boxes:
            assert picture.colour(left - 4, (top + bottom) / 2) == grade.colour, grade.label


def test_a_page_is_a_picture_too(printed):
    png = printed("merton-2019-20").png(1)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(png[at : at + 4]) for at in (16, 20)] == [1191, 842]
