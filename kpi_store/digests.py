"""Make the digests that are due: what is red, what turned, what was corrected, what is missing.

A digest is about what its channel follows, or about the whole default edition where it follows
nothing. It is put in the outbox in the transaction that takes its place in `digest_run`, so that
two schedulers never make it twice.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from kpi_store import outbox
from kpi_store.audiences import agreed
from kpi_store.disclosed import Disclosed
from kpi_store.domain.answer import Answer, ChangeSaid, Field, Row
from kpi_store.domain.audience import Audience
from kpi_store.domain.disclosure import POLICIES
from kpi_store.domain.indicator import Edition, Listing, comparable_kind
from kpi_store.domain.notice import Digest, opaque
from kpi_store.domain.observation import Status
from kpi_store.domain.period import Period, PeriodKind
from kpi_store.domain.reading import Asks, Reading, What
from kpi_store.domain.saying import find_row
from kpi_store.domain.timetable import LONDON, Rhythm
from kpi_store.domain.wording import row_in_words
from kpi_store.listing_answers import changes_answer, list_answer
from kpi_store.replying import blank_answer
from kpi_store.store import Snapshot, Store, Writer
from kpi_store.subscriptions import Follows, Subscription, Wanted, covers, of_channel
from kpi_store.timetables import Timetable, last_due, panels, with_digests
from kpi_store.writing import insert

FIRST_LOOKS_BACK = {
    Rhythm.WEEKLY: timedelta(days=7),
    Rhythm.MONTHLY: timedelta(days=31),
    Rhythm.PANEL: timedelta(days=92),
}
EXPLAINED = (Status.NOT_DUE, Status.NOT_APPLICABLE, Status.NEW, Status.SUPPRESSED)

NOT_RATED = "not rated"

RUN = insert("digest_run", ("channel", "due_at", "made_at"))
TAKEN = "select 1 from digest_run where channel = ? and due_at = ?"
LAST_RUN = "select max(due_at) from digest_run where channel = ?"


def put_due(store: Store, *, now: datetime) -> int:
    """Put every digest that is due in the outbox; returns how many messages wait for it."""
    meetings = panels(store)
    return sum(_put(store, one, meetings, now) for one in with_digests(store))


def digest_of(
    snapshot: Snapshot,
    then: Snapshot,
    edition: str,
    wanted: Sequence[Wanted],
    *,
    since: date,
    due: datetime,
) -> Digest:
    """The digest of what is *wanted* of an edition; *then* is what was known before *since*."""
    day = due.astimezone(LONDON).date()
    held = snapshot.edition(edition)
    listings = [one for one in held if not wanted or any(covers(each, one) for each in wanted)]
    base = blank_answer(held, "", Field.ALL, today=day, as_of=None)
    rows = _rows(snapshot, held, listings, base)
    known = edition in {head.code for head in then.editions()}
    before = _rows(then, then.edition(edition), listings, base) if known else ()
    narrowed = listings if len(listings) < len(held.listings) else ()
    corrected = changes_answer(
        snapshot, held, base, since=since, what=What.CORRECTIONS, of=narrowed
    )
    return Digest(
        key=opaque("digest", edition, due.isoformat()),
        area=held.area,
        edition=edition,
        edition_title=held.title,
        due=day,
        since=since,
        follows=_follows(held, wanted),
        red=tuple(row for row in rows if _is_red(held, row)),
        turned=_turned(held, before, rows),
        corrections=corrected.changes,
        missing=_missing(snapshot, held, listings, rows),
    )


def _put(store: Store, timetable: Timetable, meetings: Sequence[date], now: datetime) -> int:
    """Make the digests of one channel, if they are due and nobody else has made them."""
    assert timetable.digests and timetable.since
    last = _last_run(store, timetable.channel)
    after = max(timetable.since, last) if last else timetable.since
    due = last_due(timetable.digests, meetings, after=after, now=now)
    if due is None:
        return 0
    back = FIRST_LOOKS_BACK[timetable.digests.rhythm]
    since = (last or due - back).astimezone(LONDON).date()
    with store.writing() as writer:
        place = (timetable.channel, writer.dialect.moment(due))
        if writer.run(TAKEN, place).fetchone():
            return 0
        writer.put(RUN, (*place, writer.dialect.moment(now)))
        reads = agreed(store, timetable.channel).audience
        digests = _digests(writer, of_channel(store, timetable.channel), reads, since, due)
        for digest in digests:
            outbox.add(writer, digest, channel=timetable.channel, now=now)
    return len(digests)


def _last_run(store: Store, channel: str) -> datetime | None:
    """The moment of the last digest that was made for *channel*."""
    dialect = store.database.dialect
    with store.database.reading() as connection:
        row = connection.execute(dialect.sql(LAST_RUN), (channel,)).fetchone()
    return None if row[0] is None else dialect.read_moment(row[0])


def _digests(
    writer: Writer,
    followed: Sequence[Subscription],
    reads: Audience,
    since: date,
    due: datetime,
) -> list[Digest]:
    """One digest for each edition that is followed, or for the default one, as *reads* may see."""
    policy, eve = POLICIES[reads], since - timedelta(days=1)
    now = Disclosed(writer.snapshot(due.astimezone(LONDON).date()), policy)
    then = Disclosed(writer.snapshot(eve), policy)
    every = [one.wanted for one in followed]
    default = now.default_edition()
    editions = dict.fromkeys(one.edition or default for one in every) or [default]
    held = {head.code for head in now.editions()}
    return [
        digest_of(
            now, then, code, [one for one in every if _is_of(one, code)], since=since, due=due
        )
        for code in editions
        if code in held
    ]


def _is_of(wanted: Wanted, edition: str) -> bool:
    return wanted.edition in ("", edition)


def _rows(
    snapshot: Snapshot, held: Edition, listings: Sequence[Listing], base: Answer
) -> tuple[Row, ...]:
    everything = Reading(Asks.LIST, held.code)
    keys = {one.key for one in listings}
    return tuple(
        row for row in list_answer(snapshot, held, everything, base).rows if row.key in keys
    )


def _is_red(held: Edition, row: Row) -> bool:
    grade = held.scheme.grade(_grade(row))
    return grade is not None and grade.alarming


def _grade(row: Row) -> str:
    return (row.rating.effective if row.rating else None) or NOT_RATED


def _turned(held: Edition, before: Iterable[Row], after: Iterable[Row]) -> tuple[ChangeSaid, ...]:
    """The ratings that are others than they were; those that turned red come first."""
    was = {row.key: _grade(row) for row in before}
    turned = [row for row in after if _grade(row) != was.get(row.key, NOT_RATED)]
    turned.sort(key=lambda row: not _is_red(held, row))
    return tuple(
        ChangeSaid(
            kind="turned",
            date=None,
            numbers=(row.number,),
            words=f"{row_in_words(row)}; it was {was.get(row.key, NOT_RATED)}",
            source="",
        )
        for row in turned
    )


def _missing(
    snapshot: Snapshot, held: Edition, listings: Sequence[Listing], rows: Sequence[Row]
) -> tuple[Row, ...]:
    """The rows without a figure for the newest period that any of their frequency has one for."""
    figures = {
        row.key: Period.of(row.figure.period)
        for row in rows
        if row.figure is not None and row.figure.value is not None
    }
    kinds = {one.key: comparable_kind(one) for one in listings}
    newest: dict[PeriodKind, Period] = {}
    for key, period in figures.items():
        if period.kind is kinds[key]:
            newest[period.kind] = max(period, newest.get(period.kind, period))
    missing = []
    for row in rows:
        wanted, held_for = newest.get(kinds[row.key]), figures.get(row.key)
        if wanted is None or (held_for is not None and held_for.end >= wanted.end):
            continue
        if not _is_explained(snapshot, held, row, wanted):
            missing.append(row)
    return tuple(missing)


def _is_explained(snapshot: Snapshot, held: Edition, row: Row, period: Period) -> bool:
    """Whether a paper says why there can be no figure for *period*."""
    found = find_row(snapshot.series(held.area, row.key), period, held)
    return found is not None and found.status in EXPLAINED


def _follows(held: Edition, wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """What is followed of an edition, as it is named; none for the whole of it."""
    if any(one.kind in (Follows.RED, Follows.EDITION) for one in wanted):
        return ()
    named = []
    for one in wanted:
        listing = held.by_key(one.what)
        named.append(listing.label if listing else one.what)
    return tuple(named)
