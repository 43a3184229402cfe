"""What a person types into the index workbook is proposed, previewed, and recorded when accepted.

The figures typed in are the tests' own, typed as a person would; those held are the papers'.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest

from kpi_store import outbox
from kpi_store.domain.audience import Audience
from kpi_store.domain.errors import KpiError
from kpi_store.domain.notice import Group
from kpi_store.domain.observation import Change
from kpi_store.domain.period import Period
from kpi_store.index_command import write_index
from kpi_store.previewing import Ratings, preview
from kpi_store.proposal_words import preview_lines
from kpi_store.proposals import State, UnknownProposal, decided, proposal_of, waiting
from kpi_store.proposing import Paper, accept, preview_of, reject, submit
from kpi_store.recording import record
from kpi_store.sheet_file import read_workbook
from kpi_store.submitted import read_sheet
from kpi_store.subscriptions import Follows, Wanted, follow
from tests.conftest import NOW, PANEL
from tests.workbooks import Typing, at, type_into

INDEX = "merton-2019-20"
DECEMBER = Paper("December return, typed by a test", reason="Late returns counted twice")

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning:openpyxl")


@pytest.fixture
def typed(index_file, council, tmp_path) -> Callable[..., object]:
    """What the store reads of the workbook once somebody has typed into it."""

    def read(cells: Typing, edition: str = INDEX, change=None, today: date = PANEL):
        file = type_into(index_file(edition), cells, tmp_path / f"{edition}.xlsx", change)
        return read_sheet(council, read_workbook(file), today=today)[1]

    return read


def heading(sheet, words):
    """The cell with a heading."""
    return next(one for row in sheet.iter_rows() for one in row if one.value == words)


def seen(store, cells, today=PANEL, **more):
    return preview(store, INDEX, cells, today=today, now=NOW, **more)


def submitted(store, cells, paper=DECEMBER, by="Ann", **more):
    told = {"sheet": "index.xlsx", "by": by, "today": PANEL, "now": NOW, **more}
    return submit(store, INDEX, cells, paper, **told).proposal


def accepted(store, number, by="Bo", **more):
    return accept(store, number, **{"by": by, "today": PANEL, "now": NOW, **more})


def held(store, number, period):
    with store.snapshot() as now:
        (listing,) = now.edition(INDEX).numbered(number)
        return now.figure("merton", listing.key, Period.of(period))


def rows(store):
    with store.database.reading() as connection:
        tables = ("observation", "outbox", "proposal", "narrative")
        counts = [connection.execute(f"select count(*) from {one}").fetchone() for one in tables]
        return counts, connection.execute("select last from tally").fetchone()


def why(store, typed_cells, **more):
    """The one refusal there is."""
    told = seen(store, typed_cells, **more)
    (only,) = told.refused
    assert told.changes == ()
    return only.why


# What is read


@pytest.mark.parametrize("edition", [INDEX, "sefton-2017-18", "appendix-h"])
def test_a_workbook_nobody_typed_into_proposes_nothing(typed, edition):
    assert typed({}, edition) == ()


@pytest.mark.parametrize("reader", [Audience.OFFICERS, Audience.KEEPERS, Audience.PUBLIC])
def test_nor_does_a_workbook_of_values(council, tmp_path, reader):
    for edition in (INDEX, "sefton-2017-18"):
        file = tmp_path / "values.xlsx"
        told = {"edition": edition, "as_of": None, "today": PANEL}
        write_index(council, file, audience=reader, **told)
        assert read_sheet(council, read_workbook(file), today=PANEL)[1] == ()


def test_a_month_s_cell_typed_over_is_a_figure_of_that_month(typed):
    (one,) = typed({("2", "Jul-19"): 91})
    assert (one.listing.number, one.period.code, one.figure, one.why) == ("2", "2019-07", "91", "")


def test_a_quarter_s_end_is_the_quarter_unless_the_month_holds_a_figure(typed, council):
    (one,) = typed({("11", "Dec-19 / Q3"): "19%"})
    assert (one.period.code, one.figure) == ("2019-Q3", "19%")
    with council.snapshot() as now:
        (listing,) = now.edition(INDEX).numbered("11")
    month = {"period": Period.of("2019-06"), "value": "18", "source": "June return"}
    record(council, edition=INDEX, indicator_key=listing.key, today=PANEL, now=NOW, **month)
    assert typed({("11", "Jun-19 / Q1"): 19})[0].period.code == "2019-06"


def test_a_baseline_and_a_quarter_of_another_edition_are_read_by_its_own_headings(typed):
    cells = {("2", "Baseline April 2017"): 20, ("2", "Q2"): 21}
    found = typed(cells, "sefton-2017-18")
    assert [one.period.code for one in found] == ["2017-04-baseline", "2017-Q2"]


def test_a_percentage_that_excel_keeps_as_a_fraction_is_read_as_it_is_shown(typed):
    def as_percent(sheet):
        at(sheet, "2", "Jul-19").number_format = "0%"

    (one,) = typed({("2", "Jul-19"): 0.91}, change=as_percent)
    assert (one.typed, one.figure) == ("91%", "91%")


def test_thousands_and_units_are_read_as_kpi_record_reads_them(typed, council):
    told = seen(council, typed({("4", "Jul-19"): "1,967", ("16", "Sep-19 / Q2"): "27 weeks"}))
    assert [one.becomes for one in told.changes] == ["1,967 per 10,000", "27 weeks"]


def test_a_column_of_the_person_s_own_is_left_alone(typed):
    def own(sheet):
        top = at(sheet, "2", "Notes")
        for place, words in enumerate(("To check", "2018/19"), start=1):
            sheet.cell(heading(sheet, "No.").row, top.column + place).value = words
            sheet.cell(top.row, top.column + place).value = 5

    assert typed({}, change=own) == ()


def test_a_period_s_heading_may_be_written_otherwise_but_must_name_a_period(typed, council):
    def head(words):
        return lambda sheet: setattr(heading(sheet, "Jul-19"), "value", words)

    (one,) = typed({("2", "Jul-19"): 91}, change=head("July 2019"))
    assert (one.period.code, one.why) == ("2019-07", "")
    for words in ("Latest check", date(2019, 7, 1), None):
        (one,) = typed({("2", "Jul-19"): 91}, change=head(words))
        assert one.why.startswith("Its column is headed '"), words
        assert one.why.endswith(
            "names no period of Performance Index 2019/20. Put the heading back."
        )


# What is refused, with its reason


REFUSED = [
    (("2", "Jul-19"), "n/a", "'n/a' cannot be recorded: it is not a number of unit '%'."),
    (("2", "Aug-19"), "about 91", "it is not a number of unit '%'."),
    (("2", "Sep-19 / Q2"), 191, "a percentage lies between 0 and 100."),
    (("2", "Oct-19"), 0.91, "it may mean 0.91 % or 91 %; type 91, or '0.91%."),
    (("11", "Jul-19"), date(2019, 7, 31), "it is not a number of unit '%'."),
    (("3", "Oct-19"), 1, "it may mean 1 % or 100 %; type 100, or '1%."),
    (("11", "Aug-19"), "=46/50", "it is a formula; type the figure itself."),
    (("11", "Oct-19"), True, "'TRUE' cannot be recorded: it is not a number of unit '%'."),
    (("11", "Nov-19"), 94.7368421052632, "at most 12 digits and 6 decimals are kept."),
    (("2", "Jan-20"), 91, "January 2020 has not begun on 6 November 2019."),
    (("16", "Sep-19 / Q2"), "27 days", "the indicator's unit is 'weeks', not 'days'."),
    (("2", "May-19"), None, "Emptying a cell withdraws nothing: the figure held stays. Undo it."),
    (("2", "Target 2018/19"), 90, "in the index it reads '93'. Undo it, or ask whoever keeps"),
    (("2", "Merton 2017/18"), 90, "in the index it reads '89'. Undo it, or ask whoever keeps"),
    (("2", "England"), 90, "'England' is not a figure of a period and is not recorded from"),
    (("2", "BRAG rating"), "Green", "in the index it reads 'Red'. Undo it, or ask whoever keeps"),
]


def test_what_cannot_be_recorded_is_refused_with_the_reason(typed, council):
    told = seen(council, typed({cell: said for cell, said, _ in REFUSED}))
    assert told.changes == ()
    whys = [one.why for one in told.refused]
    assert len(whys) == len(REFUSED)
    for _, said, reason in REFUSED:
        assert any(reason in why for why in whys), (said, whys)


def test_a_row_of_an_unknown_number_or_of_another_name_is_refused(typed, council):
    def renumber(sheet):
        at(sheet, "2", "No.").value = 99

    change = {"change": renumber}
    refusal = why(council, typed({("2", "Jul-19"): 91}, **change))
    assert refusal.startswith("No indicator of Performance Index 2019/20 goes by '99'")

    def rename(sheet):
        at(sheet, "2", "Performance Indicators").value = "Something else"

    refusal = why(council, typed({("2", "Jul-19"): 91}, change=rename))
    assert refusal.startswith("The row is named 'Something else', and indicator 2 of")


def test_the_same_figure_twice_is_refused_in_both_cells(typed, council):
    def copy(sheet):
        row = at(sheet, "2", "No.").row
        for column in range(1, sheet.max_column + 1):
            sheet.cell(100, column).value = sheet.cell(row, column).value
        sheet.cell(100, at(sheet, "2", "Jul-19").column).value = 92

    told = seen(council, typed({("2", "Jul-19"): 91}, change=copy))
    assert told.changes == ()
    assert [one.cell for one in told.refused] == ["M11", "M100"]
    assert {one.why for one in told.refused} == {
        "The cells M11 and M100 are all for indicator 2 in July 2019: keep one."
    }


def test_a_sheet_that_is_no_index_or_names_no_edition_is_refused(typed, tmp_path):
    def untitled(sheet):
        sheet.cell(1, 1).value = "My copy"

    with pytest.raises(KpiError, match="begins with 'My copy', which is no index's title"):
        typed({}, change=untitled)

    def beheaded(sheet):
        next(row for row in sheet.iter_rows() if row[0].value == "No.")[0].value = "Nr"

    with pytest.raises(KpiError, match=r"has no row headed 'No\.'"):
        typed({}, change=beheaded)


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(tmp_path, content):
    file = tmp_path / "index.xlsx"
    file.write_bytes(content)
    with pytest.raises(KpiError, match=r"'index.xlsx' cannot be read as an .xlsx workbook"):
        read_workbook(file)


# What would come of it


def test_a_preview_says_old_new_rating_and_alert_and_keeps_nothing(typed, council):
    cells = typed({("16", "Sep-19 / Q2"): 27, ("11", "Sep-19 / Q2"): "45%"})
    before = rows(council)
    told = seen(council, cells)
    assert rows(council) == before
    eleven, sixteen = told.changes
    assert (eleven.number, eleven.was, eleven.becomes, eleven.correction) == (
        *("11", "20 %", "45 %"),
        True,
    )
    assert (eleven.before.published, eleven.after.published) == ("Green", "")
    assert (eleven.after.worked_out, eleven.in_force) == ("Red", ("Green", "Red"))
    assert "45 % is outside the range 12-20 %" in eleven.why
    assert (sixteen.was, sixteen.becomes, sixteen.correction) == ("", "27 weeks", False)
    assert (eleven.after.unrated, sixteen.after.worked_out) == ("", "Amber")
    assert sixteen.before.published == "Red"  # the paper rates Q2 and prints no figure
    assert told.needs_reason
    words = [one.words for one in told.alerts]
    assert words[0].startswith("Indicator 11,")
    assert "turned ■ Red (from ● Green) by a correction: 45 % for Q2 2019/20." in words[0]
    assert "left ■ Red" in words[1]
    assert {one.told for one in told.alerts} == {"To the alert channel."}


def test_an_alert_s_followers_are_counted(typed, council):
    follow(council, "C02", Wanted(Follows.EDITION, INDEX), by="U1", now=NOW)
    told = seen(council, typed({("11", "Sep-19 / Q2"): "45%"}), channel="C01")
    assert [one.told for one in told.alerts] == ["To the alert channel and 1 that follow it."]


def test_a_figure_equal_to_the_one_held_is_left_out(typed, council):
    told = seen(council, typed({("2", "May-19"): 95, ("16", "Jun-19 / Q1"): 28}))
    assert (told.changes, told.refused) == ((), ())
    assert [one.what for one in told.unchanged] == [
        *("indicator 2 in May 2019", "indicator 16 in Q1 2019/20"),
    ]


def test_what_is_previewed_is_what_is_recorded(typed, council):
    cells = {("16", "Sep-19 / Q2"): 27, ("11", "Sep-19 / Q2"): "45%", ("4", "Jul-19"): 31}
    cells = typed(cells)
    told = seen(council, cells)
    done = accepted(council, submitted(council, cells).id)
    assert [(one.held, one.value, one.why) for one in told.changes] == [
        (one.replaced.value if one.replaced else None, one.observation.value, one.rated.reason)
        for one in done.recorded
    ]
    (heading,) = [one.notice for one in outbox.waiting(council) if isinstance(one.notice, Group)]
    assert len(told.alerts) == len(heading.alerts) == 2


# Submitted, and then


def test_what_is_submitted_is_kept_as_it_was_typed_and_records_nothing(typed, council):
    cells = typed({("11", "Sep-19 / Q2"): "45%", ("2", "Jul-19"): "n/a"})
    before = held(council, "11", "2019-Q2")
    number = submitted(council, cells, leave_out=True).id
    kept = proposal_of(council, number)
    assert (kept.state, kept.submitted.by, kept.at) == (State.WAITING, "Ann", NOW)
    assert kept.submitted.source == "December return, typed by a test"
    eleven, two = kept.submitted.rows
    assert (eleven.typed, eleven.was, eleven.value) == ("45%", Decimal(20), Decimal(45))
    assert (two.typed, two.value) == ("n/a", None)
    assert two.why.startswith("'n/a' cannot be recorded")
    assert held(council, "11", "2019-Q2") == before
    assert list(outbox.waiting(council)) == []
    told = preview_of(council, kept, today=PANEL, now=NOW)
    assert [one.cell for one in told.changes] == [eleven.cell]
    assert [one.cell for one in told.refused] == [two.cell]


@pytest.mark.parametrize(
    ("cells", "paper", "sentence"),
    [
        ({}, DECEMBER, "no figure differs from the one held"),
        ({("2", "Jul-19"): "n/a"}, DECEMBER, "Nothing is submitted, because of M11"),
        ({("2", "Jul-19"): 91}, Paper(" "), "Say where the figures come from"),
        ({("2", "May-19"): 80}, Paper("Return"), "K11 replaces 95 % for indicator 2 in May 2019"),
        ({("2", "Jul-19"): 91}, Paper("Return", "soon"), "'soon' is not a date"),
        ({("2", "Jul-19"): 91}, Paper("Ret\x00urn"), "a character that is not text"),
    ],
)
def test_what_is_lacking_is_asked_for_before_anything_is_kept(
    typed, council, cells, paper, sentence
):
    with pytest.raises(KpiError, match=sentence):
        submitted(council, typed(cells), paper)
    assert waiting(council) == ()


def test_accepting_records_all_of_it_as_one_publication_by_both_names(typed, council):
    cells = typed({("2", "May-19"): 80, ("11", "Sep-19 / Q2"): "45%"})
    dated = Paper("December return", "2019-12-04", "Late returns")
    number = submitted(council, cells, dated).id
    done = accepted(council, number, comment="Agreed with the service")
    assert (done.proposal.state, done.proposal.decided_by) == (State.ACCEPTED, "Bo")
    assert done.proposal.comment == "Agreed with the service"
    row = held(council, "11", "2019-Q2")
    assert (row.value, row.change, row.reason) == (Decimal(45), Change.CORRECTION, "Late returns")
    assert (row.source.title, row.known_from) == ("December return, 4 December 2019", PANEL)
    with council.database.reading() as connection:
        by = connection.execute("select distinct recorded_by from observation").fetchall()
    assert (f"Ann; accepted by Bo (proposal {number})",) in by
    with pytest.raises(KpiError, match=f"Proposal {number} of Ann was accepted by Bo on"):
        accepted(council, number)


def test_a_figure_that_changed_meanwhile_stops_the_whole_proposal(typed, council):
    cells = typed({("4", "Jul-19"): 31, ("11", "Sep-19 / Q2"): "45%"})
    number = submitted(council, cells).id
    key = held(council, "11", "2019-Q2").indicator
    changed = {"period": Period.of("2019-Q2"), "value": "21", "reason": "Recount"}
    record(
        council,
        edition=INDEX,
        indicator_key=key,
        source="Other",
        today=PANEL,
        now=NOW,
        **changed,
    )
    with pytest.raises(KpiError, match=r"O21: indicator 11 in Q2 2019/20 is now 21 %, and was 20"):
        accepted(council, number)
    assert held(council, "4", "2019-07") is None
    assert proposal_of(council, number).state is State.WAITING


def test_two_who_accept_at_once_record_it_once(typed, council):
    number = submitted(council, typed({("11", "Sep-19 / Q2"): "45%"})).id

    def act(name):
        try:
            return accepted(council, number, by=name).proposal.state
        except KpiError as refusal:
            return str(refusal)

    with ThreadPoolExecutor(2) as both:
        told = list(both.map(act, ("Bo", "Cy")))
    assert told.count(State.ACCEPTED) == 1
    (other,) = [one for one in told if one != State.ACCEPTED]
    assert f"Proposal {number} of Ann was accepted by" in other
    assert len(list(outbox.waiting(council))) == 1


def test_nobody_accepts_what_they_submitted_where_people_sign_in(typed, council):
    number = submitted(council, typed({("4", "Jul-19"): 31})).id
    with pytest.raises(KpiError, match="You submitted proposal 1 yourself; somebody else has to"):
        accepted(council, number, by=" ann ")
    assert accepted(council, number, by="Ann", four_eyes=False).proposal.state is State.ACCEPTED


@pytest.mark.parametrize(("by", "state"), [("Bo", State.REJECTED), ("Ann", State.WITHDRAWN)])
def test_what_is_turned_down_records_nothing_and_says_why(typed, council, by, state):
    number = submitted(council, typed({("4", "Jul-19"): 31})).id
    with pytest.raises(KpiError, match="Say why"):
        reject(council, number, by=by, now=NOW, comment=" ")
    done = reject(council, number, by=by, now=NOW, comment="Wrong return")
    assert (done.state, done.decided_by, done.comment) == (state, by, "Wrong return")
    with pytest.raises(KpiError, match=f"was {state} by {by} on .*: Wrong return"):
        accepted(council, number)
    assert held(council, "4", "2019-07") is None


def test_proposals_are_listed_newest_first(typed, council):
    first = submitted(council, typed({("4", "Jul-19"): 31})).id
    second = submitted(council, typed({("4", "Aug-19"): 32})).id
    assert [one.id for one in waiting(council)] == [second, first]
    accepted(council, first)
    assert [one.id for one in waiting(council)] == [second]
    reject(council, second, by="Bo", now=NOW, comment="Wrong return")
    assert [one.id for one in decided(council)] == [second, first]
    assert [one.id for one in decided(council, most=1)] == [second]
    with pytest.raises(UnknownProposal, match="There is no proposal 7"):
        accepted(council, 7)


def test_a_figure_that_is_not_rated_says_why(typed, council):
    (one,) = seen(council, typed({("4", "Jul-19"): 31})).changes
    assert (one.before, one.after) == (Ratings(), Ratings(unrated="not a target measure"))
    assert preview_lines(seen(council, typed({("4", "Jul-19"): 31})))[0].startswith(
        "M14: indicator 4 in July 2019: no figure -> 31 per 10,000. "
        "Rating: none -> not a target measure. It is not a target measure"
    )
    assert preview_lines(seen(council, typed({}))) == ["No figure differs from the one held."]
