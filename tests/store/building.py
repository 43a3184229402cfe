"""Build figures for the tests of the store; the numbers are invented unless a test says so."""

from datetime import UTC, date, datetime
from decimal import Decimal

from kpi_store.domain.observation import Change, Observation, Source, Status
from kpi_store.domain.period import Period
from kpi_store.rows import Entry
from kpi_store.store import Store

AT = datetime(2019, 11, 6, 18, 0, tzinfo=UTC)


def figure(
    value: str | None,
    period: str = "2019-Q1",
    *,
    indicator: str = "care-proceedings",
    area: str = "merton",
    known: str | None = "2019-06-26",
    **more: object,
) -> Observation:
    return Observation(
        area=area,
        indicator=indicator,
        period=Period.of(period),
        value=None if value is None else Decimal(value),
        raw=value or "",
        status=Status.PUBLISHED if value is not None else Status.NOT_REPORTED,
        known_from=date.fromisoformat(known) if known else None,
        source=Source("panel", "Panel paper", 7),
        **more,
    )


def correction(of: Observation, value: str, known: str, reason: str = "Cafcass") -> Observation:
    return figure(
        value,
        of.period.code,
        indicator=of.indicator,
        area=of.area,
        known=known,
        change=Change.CORRECTION,
        corrects=of.row,
        reason=reason,
    )


def add(store: Store, *figures: Observation) -> list[Observation]:
    """Add the figures, and return them as held, with their row numbers."""
    with store.writing() as writer:
        return [writer.add(Entry(one, "rated", "index", AT)) for one in figures]
