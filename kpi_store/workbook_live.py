"""Write a live cell's formula, and name the cells by which every formula of the workbook asks."""

from dataclasses import dataclass
from datetime import date

from kpi_store.workbook_cells import Question
from kpi_store.workbook_formats import quoted

AS_OF, EDITION, REFRESHED, STORE = "KPI_AS_OF", "KPI_EDITION", "KPI_REFRESHED", "KPI_STORE"


@dataclass(frozen=True)
class Live:
    """What the workbook's formulas ask by, as written into its named cells."""

    as_of: date | None
    edition: str
    refreshed: date
    store: str  # the version of the store that answered

    def formula(self, indicator: str, question: Question, otherwise: str) -> str:
        """`=IFNA(KPI(A7,"May 2019",,KPI_AS_OF,KPI_EDITION),"")` as Excel keeps it in a file.

        A paper's word for a figure that is not held was read as of the day written in this file,
        and is shown only as of that day.
        """
        given = [quoted(one) if one else "" for one in (question.period, question.field)]
        asks = f"_xldudf_KPI({','.join([indicator, *given, AS_OF, EDITION])})"
        day = self.as_of
        same = f"DATE({day.year},{day.month},{day.day})" if day else '""'
        word = f'IF({AS_OF}={same},{quoted(otherwise)},"")' if otherwise else '""'
        return f"=_xlfn.IFNA({asks},{word})"
