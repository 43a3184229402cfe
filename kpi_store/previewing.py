"""Say what would come of recording some figures: what changes, how it rates, who is told.

The figures are recorded by recording's own code in a transaction of which nothing is kept, so a
preview cannot say anything else than what recording them does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from kpi_store.domain.alert import Alert
from kpi_store.domain.errors import KpiError
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.observation import Observation
from kpi_store.domain.quantity import read_value, say
from kpi_store.domain.wording import alert_in_words
from kpi_store.recording import Figure, Recorded, record_within
from kpi_store.store import Store, Writer
from kpi_store.submitted import Typed
from kpi_store.subscriptions import heard_by

NOT_SAID = "not said yet"  # stands for a source or reason until somebody types one; never kept


@dataclass(frozen=True)
class Ratings:
    """The ratings of a figure, as said: `published` and `worked_out` are '' where there is none.

    `unrated` says why none is worked out: 'not a target measure'.
    """

    published: str = ""
    worked_out: str = ""
    unrated: str = ""


@dataclass(frozen=True)
class Change:
    """One figure that would be recorded: `was` and `held` are '' and None where none is held.

    `before` and `after` are its ratings, `in_force` what counts before and after, `why` the reason
    of the new one. A `correction` replaces a figure held, and needs a reason.
    """

    cell: str
    typed: str
    indicator: str
    number: str
    name: str
    period: str
    period_words: str
    figure: str
    held: Decimal | None
    value: Decimal
    was: str
    becomes: str
    correction: bool
    before: Ratings
    after: Ratings
    in_force: tuple[str, str]
    why: str
    alert: str


@dataclass(frozen=True)
class Left:
    """A cell that proposes nothing: it is refused, or holds what is held already; and why."""

    cell: str
    typed: str
    indicator: str
    period: str
    what: str
    why: str


@dataclass(frozen=True)
class AlertSaid:
    """An alert that would go out: its first sentence, and to whom."""

    words: str
    told: str


@dataclass(frozen=True)
class Preview:
    """What would come of recording: every cell is in `changes`, `refused` or `unchanged`."""

    area: str
    edition: str
    title: str
    changes: tuple[Change, ...]
    refused: tuple[Left, ...]
    unchanged: tuple[Left, ...]
    alerts: tuple[AlertSaid, ...]
    needs_reason: bool


def preview(
    store: Store,
    edition: str,
    typed: Sequence[Typed],
    *,
    today: date,
    now: datetime,
    channel: str = "",
) -> Preview:
    """What would come of recording the figures of *typed* today; nothing is kept."""
    with store.rehearsing() as writer:
        held = writer.snapshot(today).edition(edition)
        found = [_one(writer, held, one, today=today, now=now) for one in typed]
        alerts = [alert for _, alert in found if alert]
        said = _said(writer, alerts, held, channel)
    changes = tuple(one for one, _ in found if isinstance(one, Change))
    left = [one for one, _ in found if isinstance(one, Left)]
    return Preview(
        area=held.area,
        edition=held.code,
        title=held.title,
        changes=changes,
        refused=tuple(one for one in left if one.why != SAME),
        unchanged=tuple(one for one in left if one.why == SAME),
        alerts=said,
        needs_reason=any(one.correction for one in changes),
    )


SAME = "This figure is held already."


def _one(
    writer: Writer, held: Edition, one: Typed, *, today: date, now: datetime
) -> tuple[Change | Left, Alert | None]:
    listing, period = one.listing, one.period
    if one.why or listing is None or period is None:
        return _left(one, one.why), None
    was = writer.snapshot(today).figure(held.area, listing.key, period)
    figure = Figure(listing.key, period, one.figure, reason=NOT_SAID)
    try:
        value = read_value(one.figure, listing.unit.value)
        if was is not None and was.value == value:
            return _left(one, SAME), None
        (done,) = record_within(
            writer, [figure], edition=held.code, source=NOT_SAID, today=today, now=now
        )
    except KpiError as refusal:
        return _left(one, str(refusal)), None
    return _change(one, listing, held, was=was, value=value, done=done), done.alert


def _left(one: Typed, why: str) -> Left:
    listing, period = one.listing, one.period
    parts = (listing.label if listing else "", period.words() if period else "")
    what = " in ".join(part for part in parts if part)
    key, code = (listing.key if listing else ""), (period.code if period else "")
    return Left(one.cell, one.typed, key, code, what, why)


def _change(
    one: Typed,
    listing: Listing,
    held: Edition,
    *,
    was: Observation | None,
    value: Decimal,
    done: Recorded,
) -> Change:
    new, unit = done.observation, listing.unit.value
    state = "" if done.rated.grade else str(done.rated.state)
    return Change(
        cell=one.cell,
        typed=one.typed,
        indicator=listing.key,
        number=listing.number,
        name=listing.name,
        period=new.period.code,
        period_words=new.period.words(),
        figure=one.figure,
        held=was.value if was else None,
        value=value,
        was=say(was.value, unit) if was and was.value is not None else "",
        becomes=say(value, unit),
        correction=done.replaced is not None,
        before=_ratings(held, was) if was else Ratings(),
        after=replace(_ratings(held, new), unrated=state),
        in_force=(_grade(held, done.before), _grade(held, done.after)),
        why=done.rated.reason,
        alert=alert_in_words(done.alert).splitlines()[0] if done.alert else "",
    )


def _ratings(held: Edition, row: Observation) -> Ratings:
    return Ratings(_grade(held, row.published), _grade(held, row.computed))


def _grade(held: Edition, code: str | None) -> str:
    grade = held.scheme.grade(code) if code else None
    return grade.label if grade else ""


def _said(
    writer: Writer, alerts: Sequence[Alert], held: Edition, channel: str
) -> tuple[AlertSaid, ...]:
    heard = heard_by(writer, alerts, held, channel=channel)
    said = []
    for alert in alerts:
        more = sum(alert in told for place, told in heard.items() if place != channel)
        followers = f" and {more} that follow it" if more else ""
        words = alert_in_words(alert).splitlines()[0]
        said.append(AlertSaid(words, f"To the alert channel{followers}."))
    return tuple(said)
