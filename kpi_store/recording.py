"""Record one figure: save it, rate it and decide on an alert, in one transaction.

This is the one way in for a figure that no paper of the specs prints. Nothing is overwritten: a
figure that replaces another names it and says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from kpi_store.alerting import Entered, alert_for
from kpi_store.announcing import announce
from kpi_store.domain.alert import Alert
from kpi_store.domain.errors import BadValue, NeedsReason, UnknownIndicator, UnknownPeriod
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.observation import RECORDED, Change, Observation, Source, Status
from kpi_store.domain.period import Period, PeriodKind, said_date
from kpi_store.domain.quantity import read_value, say
from kpi_store.domain.rated import Rated
from kpi_store.domain.scheme import Scheme
from kpi_store.grading import graded
from kpi_store.paper_words import NARRATIVE
from kpi_store.rows import Entry
from kpi_store.store import Snapshot, Store, Writer
from kpi_store.subscriptions import heard_by


@dataclass(frozen=True)
class Recorded:
    """What was recorded. *before* and *after* are the effective grades, None where not rated."""

    observation: Observation
    replaced: Observation | None
    rated: Rated
    before: str | None
    after: str | None
    alert: Alert | None


@dataclass(frozen=True)
class Figure:
    """A figure to record: *rating* is the grade as published, where there is one."""

    indicator_key: str
    period: Period
    value: str
    rating: str | None = None
    narrative: str = ""
    reason: str = ""


def record(
    store: Store,
    *,
    edition: str,
    indicator_key: str,
    period: Period,
    value: str,
    source: str,
    today: date,
    now: datetime,
    rating: str | None = None,
    narrative: str = "",
    reason: str = "",
    by: str = "",
    channel: str = "",
) -> Recorded:
    """Record *value* for a cell as known from *today*, and return what came of it.

    An alert is for *channel* ('': the configured one) and for whoever follows the indicator.
    A figure that replaces another needs a *reason*; the same figure again carries on its
    published rating unless a new one is given. Raises as `record_all` does.
    """
    figure = Figure(indicator_key, period, value, rating, narrative, reason)
    told = {"source": source, "by": by, "channel": channel}
    (done,) = record_all(store, [figure], edition=edition, today=today, now=now, **told)
    return done


def record_all(
    store: Store,
    figures: Sequence[Figure],
    *,
    edition: str,
    source: str,
    today: date,
    now: datetime,
    by: str = "",
    channel: str = "",
) -> list[Recorded]:
    """Record the *figures* of one publication, all or none; what turned is told together.

    Raises BadValue, NeedsReason, UnknownEdition, UnknownIndicator or UnknownPeriod; then nothing
    is kept.
    """
    with store.writing() as writer:
        told = {"source": source, "by": by, "channel": channel}
        return record_within(writer, figures, edition=edition, today=today, now=now, **told)


def record_within(
    writer: Writer,
    figures: Sequence[Figure],
    *,
    edition: str,
    source: str,
    today: date,
    now: datetime,
    by: str = "",
    channel: str = "",
) -> list[Recorded]:
    """Do as `record_all` does, in a transaction that has begun already and that others end."""
    _check_words(source=source, by=by)
    if not source.strip():
        raise BadValue(source, "a figure needs the source it comes from")
    publication = _Publication(writer, edition, source.strip(), today, now, by)
    done = [publication.enter(figure) for figure in figures]
    alerts = [one.alert for one in done if one.alert]
    if alerts:
        held = writer.snapshot(today).edition(edition)
        for place, told in heard_by(writer, alerts, held, channel=channel).items():
            announce(writer, told, channel=place, now=now)
    return done


@dataclass(frozen=True)
class _Publication:
    """Where figures come from, on their way into the store within one writing transaction."""

    writer: Writer
    edition: str
    source: str
    today: date
    now: datetime
    by: str

    def enter(self, figure: Figure) -> Recorded:
        """Add one figure, rated; returns what came of it, its alert not told to anybody yet."""
        period, value, narrative = figure.period, figure.value, figure.narrative.strip()
        _check_words(reason=figure.reason, narrative=narrative, value=value)
        snapshot = self.writer.snapshot(self.today)
        held_edition = snapshot.edition(self.edition)
        listing = held_edition.by_key(figure.indicator_key)
        if listing is None:
            raise UnknownIndicator(figure.indicator_key, held_edition.title)
        _check_period(period, value, self.today)
        number = read_value(value, listing.unit.value)
        grade = _grade(figure.rating, held_edition) if figure.rating else None
        series = _series(self.writer, held_edition.area, listing, period, self.today)
        held = next((row for row in series if row.period == period), None)
        replaced = held if held and held.value is not None else None
        same = replaced is not None and replaced.value == number
        if replaced and replaced.value is not None and not same and not figure.reason.strip():
            said = say(replaced.value, listing.unit.value)
            raise NeedsReason(listing.label, period.words(), said)
        new = Observation(
            area=held_edition.area,
            indicator=listing.key,
            period=period,
            value=number,
            raw=value.strip(),
            status=Status.PUBLISHED,
            known_from=self.today,
            source=Source(RECORDED, self.source),
            published=grade,
            reason=figure.reason.strip(),
        )
        if replaced:
            new = replace(new, change=Change.CORRECTION, status=Status.CORRECTED)
            if same:
                carried = grade or replaced.published
                new = replace(new, change=Change.RATING, status=replaced.status, published=carried)
            new = replace(new, corrects=replaced.row)
        rated = _rated(new, listing, held_edition.scheme, series, snapshot)
        new = replace(new, computed=rated.grade.code if rated.grade else None)
        new = self.writer.add(Entry(new, str(rated.state), held_edition.code, self.now, self.by))
        if narrative:
            _add_narrative(self.writer, new, narrative, self.source)
        entered = Entered(new, held, tuple(series), rated, listing, held_edition)
        told = snapshot.narratives(new.area, new.indicator)
        alert = alert_for(entered, narrative=narrative, told=told)
        return Recorded(new, replaced, rated, entered.before, entered.after, alert)


def _check_words(**words: str) -> None:
    for name, text in words.items():
        if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise BadValue(text, f"the {name} holds a character that is not text")


def _check_period(period: Period, value: str, today: date) -> None:
    if period.kind is PeriodKind.UNKNOWN:
        raise UnknownPeriod(period.code, "is not a period a figure can be recorded for")
    if period.start > today:
        why = f"{period.words()} has not begun on {said_date(today)}"
        raise BadValue(value, why)


def _series(
    writer: Writer, area: str, listing: Listing, period: Period, today: date
) -> tuple[Observation, ...]:
    """The series as known today.

    Refuses a figure for a cell with a row known from a later day: nobody would see it behind that.
    """
    series = writer.snapshot().series(area, listing.key)
    ahead = [row for row in series if row.known_from and row.known_from > today]
    for row in ahead:
        if row.period == period and row.known_from:
            words = f"{listing.label} in {period.words()}, as known on {said_date(today)}"
            since = said_date(row.known_from)
            raise BadValue(words, f"a figure known from {since} is already held")
    return writer.snapshot(today).series(area, listing.key) if ahead else series


def _grade(words: str, edition: Edition) -> str:
    """The code of the grade called *words*; raises BadValue naming the grades there are."""
    said = words.strip().lower()
    for grade in edition.scheme.grades:
        if said in (grade.code.lower(), grade.label.lower()):
            return grade.code
    labels = ", ".join(grade.label for grade in edition.scheme.grades) or "none"
    raise BadValue(words, f"it is not a grade of {edition.title}; its grades: {labels}")


def _rated(
    new: Observation,
    listing: Listing,
    scheme: Scheme,
    series: Sequence[Observation],
    snapshot: Snapshot,
) -> Rated:
    """The engine's rating of *new*, as though it already stood in its series."""
    others = [row for row in series if row.period != new.period]
    in_order = sorted([*others, new], key=lambda row: row.period)
    other = listing.target.benchmark
    benchmarks = snapshot.series(other, listing.key) if other else ()
    return graded(new, listing, scheme, in_order, benchmarks)


def _add_narrative(writer: Writer, new: Observation, narrative: str, source: str) -> None:
    """Words typed in with a figure; their source stands where a paper's reason would."""
    day = writer.dialect.day(new.known_from or date.min)
    where = (new.area, new.indicator, writer.number(), RECORDED, 0, day, new.period.code)
    writer.put(NARRATIVE, (*where, "narrative", narrative, None, False, source))
