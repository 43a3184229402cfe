"""=KPI(...) over HTTP, on the council's own papers: the figures a cell shows."""

import re
import xml.etree.ElementTree as ET

import pytest

from tests.excel.client import BATCH, CALL, as_sent, held

NOT_AVAILABLE = {"type": "Error", "errorType": "NotAvailable"}
WRONG = {"type": "Error", "errorType": "Value"}


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        # the index of 26 June 2019, its row 2
        ((2, "May 2019"), 95),
        ((2.0, "Apr-19"), 89),
        ((2, 43586), 95),  # a true date, 1 May 2019
        ((2, "2018/19"), 78),
        ((2, "May 2019", "england"), 82),
        ((2, "May 2019", "london"), 83),
        ((2, "May 2019", "target"), 93),
        ((2, "May 2019", "prior"), 78),
        (
            (2, "May 2019", "name"),
            "% of Single Assessments authorised within the statutory 45 days",
        ),
        # row 11, whose target is a range, and the November paper's Q2
        ((11, "Q2"), 20),
        ((11, "Sep-19 / Q2"), 20),
        ((11, "Q2", "rating"), "Green"),
        ((11, "Q2", "target"), "12-20 %"),
        # row 4, a rate, and row 1, which has no target
        ((4, "May 2019"), 34.7),
        ((1, "Q1"), 23),
        ((1, "Q1", "rating"), "Not a target measure"),
        # row 16: 31 weeks in June was the council's own sum; Cafcass validated 28
        ((16, "Q1"), 28),
        # row 33, by its everyday name
        (("neets", "May 2019"), 1.9),
    ],
)
def test_a_cell_shows_what_the_papers_print(served, formula, shown):
    reply = served.formula(*formula)
    assert (reply.status, reply.body) == (200, {"result": [[shown]]})


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ((2, "Q2"), "its rating is reported, its figure is not"),
        ((16, "Q2"), "Cafcass had not sent it"),
        ((2, "May 2020"), "the period has not ended"),
        ((16, "Q1", "value", "2019-06-26"), "in June it was not yet known"),
    ],
)
def test_a_figure_that_is_not_held_is_not_available(served, formula, why):
    assert served.formula(*formula).body == {"result": [[NOT_AVAILABLE]]}, why


def test_a_rating_without_a_figure_is_still_a_rating(served):
    assert served.formula(2, "Q2", "rating").body == {"result": [["Red"]]}


def test_a_cell_can_be_asked_as_of_the_day_of_the_meeting(served):
    assert served.formula(20, "Q1", "value", "2019-11-06").body == {"result": [[73]]}
    assert served.formula(20, "Q1", "value", 43775).body == {"result": [[73]]}


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ((2, "Q9"), "'Q9' is not a quarter: there are four, Q1 to Q4; try"),
        ((2, "soonish"), "'soonish' is not a period; try 'Q2', 'May 2019', '2018/19' or 'latest'."),
        ((99, "Q2"), "99"),
        (("widgets sold",), "widgets sold"),
        ((2, "Q2", "colour"), "'colour' is not a field. Fields: value, rating,"),
        ((2, "Q2", "value", "soon"), "'soon' is not a date for as_of"),
        ((2, "Q2", "value", None, "surrey"), "No edition is called 'surrey'"),
        ((0, "Q2"), "0 is not an indicator"),
        (("", "Q2"), "No indicator is given"),
        ((True, "Q2"), "TRUE is not an indicator"),
    ],
)
def test_a_wrong_argument_is_refused_with_what_to_do(served, formula, sentence):
    reply = served.formula(*formula)
    assert reply.status == 400
    assert sentence in reply.body


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        (
            ("caseload", "May 2019"),
            "'caseload' fits more than one indicator: 7 Average caseload of workers for Children "
            "subject of a Child Protection Plan; 15 Average caseload of workers for Looked After "
            "Children. Type the number.",
        ),
        (
            (1, None, None, None, "appendix-h"),  # whose two lists both begin at 1
            "'1' fits more than one indicator: 1 (contractual) % of re-referrals to CSC within "
            "12 months; 1 (non-contractual) Total cost and average cost per secure unit "
            "placement. Type its key, such as '",
        ),
    ],
)
def test_doubt_between_two_indicators_names_both_and_guesses_none(served, formula, sentence):
    reply = served.formula(*formula)
    assert reply.status == 400
    assert reply.body.startswith(sentence)


def test_a_column_of_indicators_against_a_row_of_months_is_one_call(served):
    reply = served.formula([[2], [4], [5]], [["Apr-19", "May-19"]])
    assert reply.body == {"result": [[89, 95], [37, 34.7], [174, 163]]}


def test_one_wrong_row_leaves_the_table_standing(served):
    reply = served.formula([["Assessments, all"], [2], [None]], "May 2019")
    assert reply.body == {"result": [[WRONG], [95], [""]]}


SIGNATURES = {
    "KPI": ["indicator", "period", "field", "as_of", "edition"],
    "KPICARD": ["indicator", "period", "as_of", "edition"],
    "KPITABLE": ["section", "period", "as_of", "edition"],
    "KPICHANGES": ["since", "as_of", "edition"],
    "KPIFIND": ["words", "count", "edition"],
}
NEEDED = {"indicator", "words"}


@pytest.mark.parametrize("name", SIGNATURES)
def test_excel_is_offered_each_function_with_words_beside_every_argument(served, name):
    meta = served.get("/xlwings/custom-functions-meta.json").body
    (function,) = [one for one in meta["functions"] if one["id"] == name]
    given = function["parameters"]
    assert function["name"] == name  # no namespace before it
    assert [one["name"] for one in given] == SIGNATURES[name]
    assert {one["name"] for one in given if not one.get("optional")} == NEEDED & {*SIGNATURES[name]}
    assert all("argument" not in one["description"] for one in given)  # xlwings' own filler
    assert function["description"].endswith(".")


def test_no_function_goes_by_the_address_of_a_cell(served):
    names = [
        one["name"] for one in served.get("/xlwings/custom-functions-meta.json").body["functions"]
    ]
    assert all(re.fullmatch(r"[A-Z]{4,}|KPI", name) for name in names)  # KPI2 would be a cell


def test_excel_offers_the_fields_to_choose_from_as_they_are_typed(served):
    meta = served.get("/xlwings/custom-functions-meta.json").body
    fields = next(one for one in meta["enums"] if one["id"] == "KPI.FIELD")
    (kpi,) = [one for one in meta["functions"] if one["id"] == "KPI"]
    field = kpi["parameters"][2]
    assert (field["customEnumId"], field["dimensionality"]) == ("KPI.FIELD", "scalar")
    assert [one["name"] for one in fields["values"]] == [
        "value",
        "rating",
        "reason",
        "target",
        "direction",
        "england",
        "london",
        "prior",
        "narrative",
        "source",
        "notes",
        "name",
        "status",
    ]
    assert all(one["stringValue"] == one["name"] and one["tooltip"] for one in fields["values"])


@pytest.mark.parametrize(
    ("formula", "number_format"),
    [
        ((2, "May 2019"), '0"%"'),  # printed 95%
        ((16, "Q1"), '0" weeks"'),
        ((4, "May 2019"), "0.0"),  # printed 34.7
        ((11, "Q2", "prior"), '0"%"'),
        ((2, "May 2019", "target"), '0"%"'),
    ],
)
def test_a_number_comes_with_the_format_of_its_unit(served, formula, number_format):
    call = as_sent(*formula)
    [[cell]] = served.post(CALL, call).body["result"]
    assert (cell["type"], cell["numberFormat"]) == ("FormattedNumber", number_format)
    [[bare]] = served.post(CALL, {**call, "runtime": "1.3"}).body["result"]  # an older Excel
    assert bare == cell["basicValue"]


def test_the_manifest_names_no_namespace_and_points_at_this_server(served):
    reply = served.get("/manifest")
    manifest = ET.fromstring(reply.body)
    tags = {element.tag.split("}")[1] for element in manifest.iter()}
    assert "Namespace" not in tags
    assert served.address in reply.body
    assert "Hello World" not in reply.body


def test_the_page_at_the_root_says_how_to_type_the_formula(served):
    reply = served.get("/")
    assert reply.status == 200
    assert "=KPI(2,&#34;May 2019&#34;)" in reply.body or '=KPI(2,"May 2019")' in reply.body
    assert "https://" not in reply.body  # nothing is loaded from elsewhere


SECOND_QUARTER = [
    *("Q2", "q2", "quarter 2", "2nd quarter", "Q2 2019/20", "2019/20 Q2", "2019-Q2", "Q2 19/20"),
    *("Sep-19 / Q2", "September 2019 / Q2", "Jul-Sep 2019", "July to September 2019"),
    *("Sep-19", "sept 2019", "September", "09/2019", "2019-09", "end of September 2019"),
    *("30/09/2019", "30.09.2019", "2019-09-30", "30 September 2019", "30-Sep-19"),
    *("last quarter", "latest", "", None, 43709, 43738, 43738.5),  # 1 and 30 September 2019
]


def test_a_period_is_read_in_any_form_that_people_type(served):
    """Row 11 in Q2, which the index heads 'Sep-19 / Q2': 20 % in the November paper."""
    calls = {"calls": [as_sent(11, typed) for typed in SECOND_QUARTER]}
    results = served.post(BATCH, calls).body["results"]
    shown = [held(one["body"]) for one in results]
    assert dict(zip(map(str, SECOND_QUARTER), shown, strict=True)) == {
        str(typed): {"result": [[20]]} for typed in SECOND_QUARTER
    }


def test_one_formula_fills_the_year_of_the_whole_index(served):
    """=KPI(A5:A43, D4:O4), whose rows are numbers and whose headings are true dates and words."""
    headings = ["Apr-19", 43586, "Jun-19 / Q1", "Jul-19", "Aug-19", "Sep-19 / Q2"]
    headings += ["Oct-19", "Nov-19", "Dec-19 / Q3", "Jan-20", "Feb-20", "Mar-20 / Q4"]
    table = served.formula([[number] for number in range(1, 40)], [headings]).body["result"]
    assert (len(table), {len(row) for row in table}) == (39, {12})
    assert table[1][:3] == [89, 95, NOT_AVAILABLE]
    assert table[3][:2] == [37, 34.7]
    assert table[10][5] == 20
    assert table[15][2] == 28
    # from November: test_batch.py may have recorded an October in the same store
    assert {cell["errorType"] for row in table for cell in row[7:]} == {"NotAvailable"}


@pytest.mark.parametrize("indicator", [2, 2.0, "2", "merton-single-assessments-45-days"])
def test_an_indicator_goes_by_its_number_or_key(served, indicator):
    assert served.formula(indicator, "May 2019").body == {"result": [[95]]}


def test_ranges_of_days_and_editions_broadcast_as_well(served):
    known = [["26 June 2019"], [43775]]
    assert served.formula(16, "Q1", None, known).body["result"] == [[NOT_AVAILABLE], [28]]
    editions = [["merton-2019-20", "sefton-2017-18"]]
    assert served.formula(2, "latest", None, None, editions).body["result"] == [[95, 21.5]]


def test_a_blank_day_of_knowledge_is_now(served):
    """Every formula of the index refers to one cell for it, which is blank until it is used."""
    for blank in (None, "", 0):
        assert served.formula(16, "Q1", None, blank).body == {"result": [[28]]}
