"""Answer =KPI(...) and KPICARD within a batch without xlwings between the call and the answer.

xlwings takes longer to hand one call over than the store takes to answer it. What is answered here
is what it would answer (tests/excel/test_batch.py holds them to be the same): any call that is not
plainly numbers, text and blanks, and every other function, is left to it.
"""

from collections.abc import Mapping

from excel_addin import query
from excel_addin.data_types import as_sent
from excel_addin.reading import Reading

ANSWERS = {"KPI": query.kpi, "KPICARD": query.kpicard}
CLIENT = "Office.js"
ONE_OF_A_LIST = 2  # the place of KPI's field, which Excel sends bare


def directly(call: Mapping[str, object], ask: Reading) -> list[list[object]] | None:
    """Return the cells of a call that `calls.checked` has passed, or None for xlwings to answer.

    Raises KpiError with the sentence for what was typed wrongly.
    """
    answer = ANSWERS.get(call["func_name"])
    args = call["args"]
    if answer is None or call["client"] != CLIENT or not all(map(_plain, args)):
        return None
    if answer is query.kpi and len(args) > ONE_OF_A_LIST and isinstance(args[ONE_OF_A_LIST], list):
        return None
    runtime = call["runtime"]
    return [[as_sent(cell, runtime) for cell in line] for line in answer(ask, *args)]


def _plain(given: object) -> bool:
    """Whether an argument is a cell or rows of cells, none of which carries more than a value."""
    if isinstance(given, list):
        return all(isinstance(row, list) and not any(map(_carries, row)) for row in given)
    return not _carries(given)


def _carries(cell: object) -> bool:
    return isinstance(cell, dict)
