"""Another program recalculates the workbook: every live cell comes out as the engine answers it.

`formulas` reads the file as Excel does, works out each formula, and calls ours where a cell asks.
"""

import warnings
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from excel_addin.arguments import SERIAL_ZERO
from excel_addin.query import kpi
from kpi_store import answer
from kpi_store.domain.audience import Audience
from kpi_store.index_command import write_index
from tests.excel.client import TODAY

JUNE = date(2019, 6, 26)
MISSING = "#N/A"

Cells = dict[str, object]  # what each cell shows, by its name: 'I11'


class Book:
    """A workbook that `formulas` has read once, to be worked out as of any day."""

    def __init__(self, store: object, file: Path) -> None:
        import formulas
        from formulas.functions import wrap_func
        from formulas.tokens.operand import Error

        def asked(*given: object) -> object:
            [[shown]] = kpi(self._ask, *(_one(one) for one in given))
            return Error.errors[MISSING] if shown == MISSING else shown

        self._store = store
        formulas.get_functions()["_XLDUDF_KPI"] = wrap_func(asked)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # openpyxl knows no small charts
            self.kept = openpyxl.load_workbook(file, data_only=True).worksheets[0]
            self.asks = openpyxl.load_workbook(file).worksheets[0]
            self._model = formulas.ExcelModel().loads(str(file)).finish(circular=False)
        self._sheet = f"'[{file.name}]{self.kept.title.upper()}'!"

    @cache  # noqa: B019 - a book lives as long as its module's tests
    def _ask(self, indicator, period, as_of, edition):
        told = {"as_of": as_of, "edition": edition}
        return answer(self._store, indicator, period, today=TODAY, **told)

    def worked_out(self, as_of: date | None = None) -> Cells:
        """Every cell of the sheet that is a formula, after *as_of* is typed into KPI_AS_OF."""
        typed = {f"{self._sheet}C3": (as_of - SERIAL_ZERO).days} if as_of else {}
        found = self._model.calculate(inputs=typed)
        return {name: _one(found[f"{self._sheet}{name}"].value) for name in self.formulas()}

    def formulas(self) -> dict[str, str]:
        """The text of every formula by its cell's name."""
        cells = (one for row in self.asks.iter_rows() for one in row if one.data_type == "f")
        return {one.coordinate: getattr(one.value, "text", one.value) for one in cells}

    def live(self) -> list[str]:
        return [name for name, text in self.formulas().items() if "KPI(" in text]

    def engine(self, name: str, as_of: date | None) -> object:
        """What the engine says of the period, or the rating, in the cell *name*."""
        words = self.formulas()[name].partition("KPI(")[2].split(",")
        number = self.kept[words[0].replace("$", "")].value
        asked = [one.strip('"') for one in words[1:3]]
        edition = self.kept["C6"].value
        [[shown]] = kpi(self._ask, number, *asked, as_of, edition)
        return shown


def _one(given: object) -> object:
    """The one value of what `formulas` hands over as a range; None for an empty cell."""
    value = np.asarray(given, dtype=object).ravel()[0]
    return None if str(value) == "empty" else value


@pytest.fixture(scope="module")
def book(store: object, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Book]:
    read: dict[str, Book] = {}

    def of(edition: str) -> Book:
        if edition not in read:
            file = tmp_path_factory.mktemp("index") / f"{edition}.xlsx"
            told = {"edition": edition, "as_of": None, "today": TODAY}
            write_index(store, file, audience=Audience.COUNCIL, **told)
            read[edition] = Book(store, file)
        return read[edition]

    return of


@pytest.mark.parametrize(
    ("edition", "cells"), [("merton-2019-20", 39 * 13), ("sefton-2017-18", 55 * 4)]
)
def test_every_live_cell_recalculates_to_what_the_engine_answers_and_the_file_keeps(
    book, edition, cells
):
    read = book(edition)
    found = read.worked_out()
    assert len(read.live()) == cells
    for name in read.live():
        engine, kept = read.engine(name, None), read.kept[name].value
        assert found[name] == (kept or "" if engine == MISSING else engine), name
        assert engine in (kept, MISSING), name


def test_one_cell_turns_the_whole_workbook_to_a_past_day(book):
    read = book("merton-2019-20")
    then, now = read.worked_out(JUNE), read.worked_out()
    for name in read.live():
        engine = read.engine(name, JUNE)
        assert then[name] == ("" if engine == MISSING else engine), name
    rows = {row[0].value: row[0].row for row in read.kept.iter_rows(max_col=1)}
    repeat, weeks, timely = (rows[one] for one in (11, 16, 2))
    assert (then[f"I{repeat}"], now[f"I{repeat}"]) == ("Amber", "Green")
    assert (then[f"L{weeks}"], now[f"L{weeks}"]) == ("", 28)
    assert (then[f"K{timely}"], now[f"K{timely}"]) == (95, 95)


def test_the_count_of_each_colour_recalculates_with_the_ratings(book):
    read = book("merton-2019-20")
    counts = {read.kept[f"I{row}"].value: f"H{row}" for row in (3, 4, 5)}
    assert list(counts) == ["Green", "Amber", "Red"]
    for as_of in (None, JUNE):
        found = read.worked_out(as_of)
        ratings = [found[name] for name in read.live() if name.startswith("I")]
        for grade, name in counts.items():
            assert found[name] == ratings.count(grade)
            assert as_of or read.kept[name].value == found[name]
