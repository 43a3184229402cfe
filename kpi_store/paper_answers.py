"""Say what a named paper itself adds to an answer, and say plainly where it adds nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kpi_store.domain.answer import Answer, Field, Kind
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.paper import Paper
from kpi_store.domain.period import Period, said_date
from kpi_store.domain.reading import Asks, Reading
from kpi_store.listing_answers import changes_answer
from kpi_store.lookup_answers import narrative_said
from kpi_store.store import Snapshot

BESIDE = ("decision", "not reported")  # said of an indicator beside its figure and rating
OF_A_FIGURE = (Field.VALUE, Field.ALL, Field.TREND)


def known_by(paper: Paper | None, as_of: date | None) -> date | None:
    """The day whose knowledge is asked for: the named paper's own, or *as_of* where earlier."""
    if paper is None or paper.date is None:
        return as_of
    return paper.date if as_of is None else min(paper.date, as_of)


def by_paper(snapshot: Snapshot, held: Edition, reading: Reading, answer: Answer) -> Answer:
    """Return *answer* by the paper that *reading* names, with what that paper does not say."""
    paper = reading.paper
    if paper is None:
        return answer
    if paper.date and answer.as_of and paper.date > answer.as_of:
        unknown = f"{paper.title} was not known on {said_date(answer.as_of)}."
        return replace(answer, unsaid=(unknown,))
    answer = replace(answer, paper=paper.title)
    if reading.asks not in (Asks.LOOKUP, Asks.COMPARE):
        return answer
    periods = tuple(one for one in reading.periods if isinstance(one, Period))
    told = {one: _told(snapshot, held, one, periods, paper.code) for one in reading.listings}
    if silent := [one for one, said in told.items() if not said]:
        when = f" for {_together([one.words() for one in periods])}" if periods else ""
        named = _together([one.label for one in silent])
        unsaid = f"{paper.title} says nothing new about {named}{when}; this was known then."
        return replace(answer, unsaid=(unsaid,))
    if answer.kind is not Kind.LOOKUP:
        return answer
    if not periods:
        (listing,) = reading.listings
        answer = _with_its_words(snapshot, held, listing, paper, answer)
    return replace(answer, unsaid=_no_figure(answer, paper))


def _with_its_words(
    snapshot: Snapshot, held: Edition, listing: Listing, paper: Paper, answer: Answer
) -> Answer:
    """Return *answer* with all that the paper says of the listing, for whatever period."""
    narratives = snapshot.narratives(held.area, listing.key)
    words = narrative_said(one for one in narratives if one.publication == paper.code)
    brought = changes_answer(snapshot, held, answer, since=None, of=(listing,), paper=paper)
    why = answer.figure.why if answer.figure else ""
    more = tuple(
        f"{paper.title}: {one.words}"
        for one in brought.changes
        if (one.kind in BESIDE or (one.kind == "correction" and not answer.corrections))
        and not (why and why in one.words)
    )
    return replace(answer, narrative=tuple(dict.fromkeys((*answer.narrative, *words, *more))))


def _no_figure(answer: Answer, paper: Paper) -> tuple[str, ...]:
    """That the figure shown is another paper's, where it is a figure that is asked for."""
    figures = (one for one in (answer.figure, answer.latest) if one and one.value is not None)
    shown = next(figures, None)
    if answer.field not in OF_A_FIGURE or answer.subject is None or shown is None:
        return ()
    if shown.source == paper.title:
        return ()
    number = answer.subject.number
    return (f"{paper.title} prints no figure for indicator {number}; this was known then.",)


def _told(
    snapshot: Snapshot, held: Edition, listing: Listing, periods: Sequence[Period], paper: str
) -> bool:
    """Whether the paper says anything of the listing, for one of *periods* where any is named."""
    area, key = held.area, listing.key
    columns = {*periods, *(one.same_column() for one in periods if held.quarter_is_last_month)}
    spoken = {
        newest.period
        for newest in snapshot.series(area, key)
        for row in snapshot.history(area, key, newest.period)
        if row.source.publication == paper
    }
    spoken |= {one.period for one in snapshot.narratives(area, key) if one.publication == paper}
    for statements in (snapshot.rating_changes(area), snapshot.not_reported(area)):
        of_it = (one for one in statements if (one.publication, one.indicator) == (paper, key))
        spoken |= {one.period for one in of_it}
    if columns:
        return bool(columns & spoken)
    decided = (one for one in snapshot.decisions(area) if one.publication == paper)
    return bool(spoken) or any(key in one.indicators for one in decided)


def _together(names: Sequence[str]) -> str:
    """'indicator 4, indicator 5 and indicator 6'."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
