"""The papers fill an empty store whole, and what changes in the specs is added with its date."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Thread

import pytest

from kpi_store.answering import answer
from kpi_store.domain.errors import BadSpec
from kpi_store.domain.observation import Change, Status
from kpi_store.domain.period import Period
from kpi_store.domain.wording import alert_in_words, in_words
from kpi_store.outbox import waiting
from kpi_store.publication_specs import FigureSpec, NotReportedSpec
from kpi_store.recording import record
from kpi_store.seeding import seed
from kpi_store.spec_reading import editions_of
from kpi_store.store import Store
from tests.conftest import NOW, TODAY

INDEX = "merton-2019-20"
JUNE, NOVEMBER = date(2019, 6, 26), date(2019, 11, 6)
Q1, Q2, MAY = Period.of("2019-Q1"), Period.of("2019-Q2"), Period.of("2019-05")
LATER = date(2027, 1, 15)


def key(store, number, edition=INDEX):
    with store.snapshot() as now:
        (listing,) = now.edition(edition).numbered(number)
    return listing.key


def figure(store, number, period, *, as_of=None, area="merton", edition=INDEX):
    with store.snapshot(as_of) as snapshot:
        return snapshot.figure(area, key(store, number, edition), Period.of(period))


def rows(store):
    with store.database.reading() as connection:
        return connection.execute("select count(*) from observation").fetchone()[0]


def everything(store):
    tables = (*("area", "edition", "listing", "lineage", "publication", "observation"),)
    tables += (*("narrative", "statement", "seeded", "outbox", "tally"),)
    with store.database.reading() as connection:
        return {
            table: sorted(map(repr, connection.execute(f"select * from {table}").fetchall()))
            for table in tables
        }


# What the papers say


def test_before_november_nobody_knew_the_care_proceedings_of_q1(council):
    assert figure(council, "16", "2019-Q1", as_of=JUNE) is None
    assert figure(council, "16", "2019-Q1", as_of=date(2019, 11, 5)) is None


def test_in_november_care_proceedings_took_28_weeks_correcting_31(council):
    held = figure(council, "16", "2019-Q1", as_of=NOVEMBER)
    assert (held.value, held.raw, held.status) == (Decimal(28), "28 weeks", Status.VALIDATED)
    assert held.change is Change.CORRECTION
    assert "validated figure provided by Cafcass" in held.reason
    assert (held.source.publication, held.source.line) == ("merton-2019-11", 36)
    with council.snapshot(NOVEMBER) as november:
        old, new = november.history("merton", held.indicator, Q1)
    assert (old.value, old.status) == (Decimal(31), Status.WITHDRAWN)
    assert new.corrects == old.row


@pytest.mark.parametrize("period", ["2019-Q1", "2019-Q2"])
def test_stability_of_placements_was_23_and_is_corrected_to_73(council, period):
    assert figure(council, "20", period, as_of=JUNE) is None
    held = figure(council, "20", period, as_of=NOVEMBER)
    with council.snapshot() as now:
        old, _ = now.history("merton", held.indicator, Period.of(period))
    assert (old.raw, old.value) == ("23%", Decimal(23))
    assert (held.raw, held.value, held.status) == ("73%", Decimal(73), Status.CORRECTED)
    assert "source: London Borough of Merton" in held.note


def test_a_correction_whose_earlier_figure_no_paper_prints_says_so(council):
    held = figure(council, "39", "2019-Q1")
    assert (held.raw, str(held.value)) == ("15.1%", "15.1")
    with council.snapshot() as now:
        old, _ = now.history("merton", held.indicator, Q1)
    assert (old.value, old.raw, old.status) == (None, "", Status.WITHDRAWN)
    assert old.reason == "the earlier figure is in no paper held"


def test_repeat_child_protection_plans_are_20_per_cent_in_q2_and_published_green(council):
    held = figure(council, "11", "2019-Q2", as_of=NOVEMBER)
    assert (held.raw, held.value, held.published) == ("20%", Decimal(20), "green")
    may = figure(council, "11", "2019-05", as_of=JUNE)
    assert (may.value, may.published, may.computed) == (Decimal(18), "amber", "green")


def test_a_rating_without_a_figure_is_kept_without_one(council):
    held = figure(council, "2", "2019-Q2")
    assert (held.value, held.raw, held.published) == (None, "", "red")
    assert held.status is Status.NOT_REPORTED
    proceedings = figure(council, "16", "2019-Q2")
    assert (proceedings.value, proceedings.published) == (None, "red")
    assert proceedings.status is Status.NOT_AVAILABLE
    assert "supplied by Cafcass" in proceedings.reason


def test_november_lists_six_corrections_of_seven_cells(council):
    with council.snapshot() as now:
        corrected = now.corrections("merton", since=NOVEMBER)
        index = now.edition(INDEX)
    numbers = {index.by_key(one.indicator).number for one in corrected}
    assert numbers == {"1", "3", "16", "20", "21", "39"}
    assert len(corrected) == 7


def test_the_papers_words_are_held_with_their_dates(council):
    with council.snapshot() as now:
        merged, split = now.decisions("merton")
        changes = now.rating_changes("merton")
        gaps = {one.number for one in now.not_reported("merton")}
        told = now.narratives("merton", key(council, "16"))
    assert merged.numbers == ("7", "15")
    assert (merged.decided, merged.effective, merged.effect) == (NOVEMBER, None, "merged")
    assert (split.numbers, split.line) == (("23",), 74)
    assert [(one.number, one.raw) for one in changes] == [
        *(("2", "G to R"), ("11", "A to G"), ("16", "n/a to R")),
        *(("27", "Not a target measure"), ("28", "Not a target measure")),
    ]
    assert {"8", "16", "33", "34", "37"} == gaps
    assert [one.officers_only for one in told] == [False, True]
    with council.snapshot(JUNE) as june:
        assert june.decisions("merton") == june.rating_changes("merton") == ()
        assert june.narratives("merton", key(council, "16")) == ()
        assert [one.code for one in june.publications() if one.area == "merton"] == [
            "merton-2019-06-26"
        ]


def test_a_paper_without_a_date_is_known_on_every_day(council):
    held = figure(
        council, "1", "2017-Q2", as_of=date(2018, 1, 1), area="sefton", edition="sefton-2017-18"
    )
    assert (held.raw, held.known_from) == ("487.5", None)


def test_editions_are_held_as_the_specs_define_them(council, specs):
    with council.snapshot(date(2015, 1, 1)) as long_ago:
        assert long_ago.default_edition() == INDEX
        assert [head.code for head in long_ago.editions()] == [
            one.code for one in specs.catalogue.editions
        ]
        for code, edition in specs.editions.items():
            assert long_ago.edition(code) == replace(edition, version=1)
        assert long_ago.areas() == specs.areas
        assert [len(long_ago.edition(code).listings) for code in specs.editions] == [
            *(39, 37, 55, 108)
        ]


def test_every_finding_of_the_specs_is_held(council, specs):
    with council.snapshot() as now:
        for edition in specs.catalogue.editions:
            papers = [one for one in specs.publications if one.edition == edition.code]
            expected = [*edition.findings, *(f for one in edition.listings for f in one.findings)]
            expected += [finding for paper in papers for finding in paper.findings]
            held = now.findings(edition.code)
            assert sorted((one.code, one.line, one.printed) for one in held) == sorted(
                (one.code, one.line, one.printed) for one in expected
            )


def test_benchmarks_are_other_areas_figures_and_are_not_rated(council):
    england = figure(council, "2", "2017/18", area="england")
    assert (england.value, england.computed, england.published) == (Decimal(82), None, None)


def test_no_alert_is_raised_by_seeding(council):
    assert waiting(council) == []


# Starting again, and changed specs


def test_a_second_start_changes_nothing(council, specs):
    before = everything(council)
    assert seed(council, specs, today=LATER, now=NOW) is False
    assert everything(council) == before
    assert council.seeded_with() == specs.digest


def test_other_files_that_say_the_same_change_only_what_was_applied_last(council, specs):
    before = everything(council)
    assert seed(council, replace(specs, digest="reformatted"), today=LATER, now=NOW)
    after = everything(council)
    assert council.seeded_with() == "reformatted"
    for table in before.keys() - {"seeded", "tally"}:
        assert after[table] == before[table], table


def test_two_programs_that_seed_at_once_seed_once(database_url, specs, council):
    done = []
    stores = [Store.open(database_url) for _ in range(3)]
    threads = [
        Thread(target=lambda s=store: done.append(seed(s, specs, today=TODAY, now=NOW)))
        for store in stores
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    assert sorted(done) == [False, False, True]
    assert rows(stores[0]) == rows(council)
    for store in stores:
        store.close()


def test_a_seeding_that_fails_leaves_an_empty_store(empty_store, specs):
    unknown = specs.publications[0].model_copy(update={"edition": "ealing-2019"})
    with pytest.raises(BadSpec, match="no edition is called 'ealing-2019'"):
        seed(empty_store, replace(specs, publications=(unknown,)), today=TODAY, now=NOW)
    assert empty_store.seeded_with() is None
    with empty_store.snapshot() as now:
        assert now.editions() == ()


def changed(specs, code, **update):
    """The specs with one paper changed."""
    papers = tuple(
        one.model_copy(update=update) if one.code == code else one for one in specs.publications
    )
    return replace(specs, publications=papers, digest="changed")


def with_figure(specs, code, number, period, **update):
    paper = next(one for one in specs.publications if one.code == code)
    figures = [
        one.model_copy(update=update)
        if (one.number, one.period, one.area) == (number, period, paper.area)
        else one
        for one in paper.figures
    ]
    return changed(specs, code, figures=figures)


def test_a_figure_read_otherwise_is_added_from_today_and_the_past_stays(council, specs):
    before = rows(council)
    other = with_figure(specs, "merton-2019-06-26", "2", "2019-05", value=Decimal(59), raw="59%")
    seed(council, other, today=LATER, now=NOW)
    assert rows(council) == before + 1
    assert figure(council, "2", "2019-05", as_of=date(2027, 1, 14)).value == Decimal(95)
    held = figure(council, "2", "2019-05", as_of=LATER)
    assert (held.value, held.raw, held.known_from) == (Decimal(59), "59%", LATER)
    assert held.corrects == figure(council, "2", "2019-05", as_of=JUNE).row
    assert held.computed == "red"
    assert held.reason == "the reading of the paper was changed"
    assert waiting(council) == []
    seed(council, replace(other, digest="again"), today=LATER, now=NOW)
    assert rows(council) == before + 1


def test_a_changed_reading_of_an_older_paper_does_not_undo_a_newer_one(council, specs):
    paper = next(one for one in specs.publications if one.code == "merton-2019-06-26")
    early = FigureSpec(
        number="16", area="merton", period="2019-Q1", column="Jun-19", raw="31", line=149, value=31
    )
    first = changed(specs, paper.code, figures=[*paper.figures, early])
    seed(council, first, today=LATER, now=NOW)
    assert figure(council, "16", "2019-Q1").value == Decimal(28)
    fixed = early.model_copy(update={"raw": "32", "value": Decimal(32)})
    second = changed(specs, paper.code, figures=[*paper.figures, fixed])
    seed(council, replace(second, digest="later"), today=date(2027, 2, 1), now=NOW)
    assert figure(council, "16", "2019-Q1").value == Decimal(28)
    with council.snapshot() as now:
        values = [one.value for one in now.history("merton", key(council, "16"), Q1)]
    assert values == [31, 28, 31, 28, 32, 28]


def test_a_figure_that_the_paper_turns_out_not_to_print_is_withdrawn(council, specs):
    paper = next(one for one in specs.publications if one.code == "merton-2019-06-26")
    left = [one for one in paper.figures if (one.number, one.period) != ("11", "2019-04")]
    seed(council, changed(specs, paper.code, figures=left), today=LATER, now=NOW)
    held = figure(council, "11", "2019-04")
    assert (held.value, held.status, held.known_from) == (None, Status.WITHDRAWN, LATER)
    assert held.reason == "the paper was found not to print it"
    assert figure(council, "11", "2019-04", as_of=NOVEMBER).value == Decimal(17)
    before = rows(council)
    again = replace(changed(specs, paper.code, figures=left), digest="again")
    seed(council, again, today=LATER, now=NOW)
    assert rows(council) == before


def test_a_new_paper_is_known_from_its_own_date(council, specs):
    paper = next(one for one in specs.publications if one.code == "merton-2019-11")
    new = paper.model_copy(
        update={
            **{"code": "merton-2020-02-12", "title": "Invented", "date": date(2020, 2, 12)},
            "figures": [
                FigureSpec(
                    **{"number": "11", "area": "merton", "period": period, "line": 1},
                    **{"column": "Q", "raw": f"{value}%", "value": value},
                )
                for period, value in (("2019-Q3", 22), ("2019-Q2", 20), ("2019-05", 19))
            ],
            **{"corrections": [], "ratings": [], "not_reported": [], "findings": []},
            **{"rating_changes": [], "decisions": [], "narrative": []},
        }
    )
    more = replace(specs, publications=(*specs.publications, new), digest="more")
    seed(council, more, today=LATER, now=NOW)
    held = figure(council, "11", "2019-Q3", as_of=date(2020, 2, 12))
    assert (held.value, held.change) == (Decimal(22), Change.FIRST)
    assert figure(council, "11", "2019-Q3", as_of=date(2020, 2, 11)) is None
    again = figure(council, "11", "2019-Q2")  # printed again: the published rating goes on
    assert (again.published, again.change) == ("green", Change.RATING)
    other = figure(council, "11", "2019-05")  # printed otherwise: the rating does not
    assert (other.value, other.published, other.change) == (Decimal(19), None, Change.CORRECTION)
    assert waiting(council) == []


def paper_of_february(specs, *values, dated=date(2020, 2, 12)):
    """The specs with a new paper, in which indicators are rated as said for a period."""
    paper = next(one for one in specs.publications if one.code == "merton-2019-11")
    figures = [
        FigureSpec(
            **{"number": number, "area": "merton", "period": period, "line": 1},
            **{"column": "Q", "raw": f"{value}%", "value": value},
        )
        for number, period, value in values
    ]
    new = paper.model_copy(
        update={
            **{"code": "merton-new", "title": "Paper of February", "date": dated},
            **{"figures": figures, "corrections": [], "ratings": [], "not_reported": []},
            **{"findings": [], "rating_changes": [], "decisions": [], "narrative": []},
        }
    )
    return replace(specs, publications=(*specs.publications, new), digest="with February's")


def told(store):
    return [one.notice for one in waiting(store)]


def test_a_new_paper_that_turns_a_rating_red_is_told(council, specs):
    more = paper_of_february(specs, ("11", "2019-Q3", 45))
    seed(council, more, today=LATER, now=NOW, channel="C01")
    (alert,) = told(council)
    assert (alert.number, alert.before, alert.after) == ("11", "Green", "Red")
    assert (alert.figure, alert.source) == ("45 %", "Paper of February")
    assert alert.previous == "20 % for Q2 2019/20, Green"
    assert [one.channel for one in waiting(council)] == ["C01"]
    seed(council, replace(more, digest="again"), today=LATER, now=NOW, channel="C01")
    assert told(council) == [alert]


def test_what_one_paper_turns_stands_under_one_heading(council, specs):
    more = paper_of_february(specs, ("11", "2019-Q3", 45), ("17", "2019-Q3", 50))
    seed(council, more, today=LATER, now=NOW)
    group, first, second = told(council)
    assert [one.number for one in group.alerts] == ["11", "17"]
    assert {first.within, second.within} == {group.key}


def test_only_the_newest_period_that_a_paper_rates_for_the_first_time_is_news(council, specs):
    months = (("11", "2019-10", 45), ("11", "2019-11", 50), ("11", "2019-12", 18))
    seed(council, paper_of_february(specs, *months), today=LATER, now=NOW)
    assert told(council) == []


def test_a_paper_that_corrects_a_rating_to_red_is_told(council, specs):
    more = paper_of_february(specs, ("11", "2019-Q2", 45))
    seed(council, more, today=LATER, now=NOW)
    (alert,) = told(council)
    assert (alert.correction, alert.before, alert.after) == (True, "Green", "Red")


@pytest.mark.parametrize(
    "status",
    [Status.NOT_REPORTED, Status.NOT_DUE, Status.NOT_AVAILABLE, Status.SUPPRESSED, Status.NEW],
)
def test_no_figure_is_neither_a_turn_to_red_nor_a_recovery(council, specs, status):
    """Indicator 2 stands Red; a figure of 96 % would take it out of red, a missing one does not."""
    more = paper_of_february(specs, ("11", "2019-Q3", 18))
    *others, paper = more.publications
    gap = NotReportedSpec(
        **{"number": "2", "period": "2019-Q3", "status": status},
        **{"reason": "late", "raw": "n/r", "line": 2},
    )
    silent = paper.model_copy(update={"not_reported": [gap]})
    seed(council, replace(more, publications=(*others, silent)), today=LATER, now=NOW)
    assert told(council) == []
    assert figure(council, "2", "2019-Q3").status is status


def test_a_figure_in_its_place_is_a_recovery(council, specs):
    more = paper_of_february(specs, ("2", "2019-Q3", 96), ("11", "2019-Q3", 18))
    seed(council, more, today=LATER, now=NOW)
    (alert,) = told(council)
    assert (alert.number, alert.before, alert.after) == ("2", "Red", "Green")


def test_filling_an_empty_store_tells_nobody(council):
    assert told(council) == []


def test_an_older_paper_that_is_found_later_is_no_news(council, specs):
    more = paper_of_february(specs, ("11", "2019-Q2", 45), dated=date(2019, 9, 1))
    seed(council, more, today=LATER, now=NOW)
    assert told(council) == []


def retargeted(specs, number, **update):
    """The specs with another target for one indicator of the index."""
    return relisted(specs, number, lambda one: {"target": one.target.model_copy(update=update)})


def relisted(specs, number, changes):
    """The specs with one indicator of the index changed by what *changes* gives for it."""

    def listing(one):
        return one.model_copy(update=changes(one)) if one.number == number else one

    editions = [
        one.model_copy(update={"listings": [listing(each) for each in one.listings]})
        if one.code == INDEX
        else one
        for one in specs.catalogue.editions
    ]
    catalogue = specs.catalogue.model_copy(update={"editions": editions})
    return replace(specs, catalogue=catalogue, editions=editions_of(catalogue), digest="retargeted")


def test_a_changed_target_holds_from_today_and_its_figures_are_rated_again(council, specs):
    before = figure(council, "2", "2019-04")
    assert (before.value, before.computed) == (Decimal(89), "amber")
    other = retargeted(specs, "2", raw="85%", value=Decimal(85))
    seed(council, other, today=LATER, now=NOW)
    with council.snapshot(date(2027, 1, 14)) as eve, council.snapshot(LATER) as day:
        assert eve.edition(INDEX).by_key(before.indicator).target.value == Decimal(93)
        assert day.edition(INDEX).by_key(before.indicator).target.value == Decimal(85)
        assert (eve.edition(INDEX).version, day.edition(INDEX).version) == (1, 2)
        assert day.edition("merton-37").version == 1
    held = figure(council, "2", "2019-04")
    assert (held.value, held.computed, held.change) == (Decimal(89), "green", Change.RERATED)
    assert held.known_from == LATER
    assert figure(council, "2", "2019-04", as_of=NOVEMBER).computed == "amber"
    may = figure(council, "2", "2019-05")
    assert may.change is Change.FIRST  # Green before and after: nothing to add
    assert waiting(council) == []


def test_who_answers_for_an_indicator_is_named_in_the_specs_and_in_its_alerts(council, specs):
    owned = relisted(specs, "2", lambda _: {"owner": "Head of Service, First Response"})
    seed(council, owned, today=TODAY, now=NOW)
    told = answer(council, "2", today=TODAY)
    assert told.subject.owner == "Head of Service, First Response"
    assert "Owner: Head of Service, First Response." in in_words(told).splitlines()
    assert "Owner" not in in_words(answer(council, "3", today=TODAY))
    done = [
        record(
            council,
            edition=INDEX,
            indicator_key=key(council, "2"),
            period=Period.of("2019-10"),
            value=value,
            source="The October return",
            reason="typed in wrongly",
            rating=rating,
            today=TODAY,
            now=NOW,
        )
        for value, rating in (("97", "Green"), ("88", "Red"))
    ]
    said = alert_in_words(done[-1].alert).splitlines()
    assert "Owner: Head of Service, First Response." in said


def test_why_an_indicator_matters_is_said_with_the_title_of_the_list_that_says_it(council):
    told = in_words(answer(council, "16", field="rationale", today=TODAY))
    assert told.startswith("It is imperative to avoid 'drift' in making permanency plans for LAC.")
    assert "(Appendix 2: Rationale and linkages)" in told.splitlines()[0]
    own = in_words(answer(council, "15", field="rationale", edition="merton-37", today=TODAY))
    assert "Appendix 2" not in own.splitlines()[0]


def test_a_listing_taken_out_of_the_specs_is_gone_from_today_only(council, specs):
    editions = [
        one.model_copy(update={"listings": one.listings[:-1]}) if one.code == INDEX else one
        for one in specs.catalogue.editions
    ]
    lineage = [
        one
        for one in specs.catalogue.lineage
        if not any((p.edition, p.number) == (INDEX, "39") for p in (*one.before, *one.after))
    ]
    catalogue = specs.catalogue.model_copy(update={"editions": editions, "lineage": lineage})
    publications = tuple(
        one.model_copy(
            update={
                name: [each for each in getattr(one, name) if each.number != "39"]
                for name in ("figures", "corrections", "ratings", "not_reported")
            }
        )
        for one in specs.publications
    )
    fewer = replace(
        specs,
        catalogue=catalogue,
        publications=publications,
        editions=editions_of(catalogue),
        digest="fewer",
    )
    seed(council, fewer, today=LATER, now=NOW)
    with council.snapshot(LATER) as day, council.snapshot(NOVEMBER) as november:
        assert len(day.edition(INDEX).listings) == 38
        assert day.edition(INDEX).numbered("39") == ()
        assert november.edition(INDEX).numbered("39")[0].number == "39"


def test_changed_words_of_a_paper_take_the_place_of_the_old_from_today(council, specs):
    paper = next(one for one in specs.publications if one.code == "merton-2019-11")
    told = [one for one in paper.narrative if one.numbers != ["11"]]
    seed(council, changed(specs, paper.code, narrative=told), today=LATER, now=NOW)
    with council.snapshot() as now, council.snapshot(NOVEMBER) as november:
        assert now.narratives("merton", key(council, "11")) == ()
        assert len(november.narratives("merton", key(council, "11"))) == 1
        assert len(now.narratives("merton", key(council, "16"))) == 2
        assert len(now.decisions("merton")) == 2
