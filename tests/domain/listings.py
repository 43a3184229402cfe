"""Build listings and observations for the domain's tests, with what the papers print."""

from datetime import date
from decimal import Decimal

from kpi_store.domain.indicator import Basis, Frequency, Listing, Polarity, Stated
from kpi_store.domain.observation import Change, Observation, Source, Status
from kpi_store.domain.period import Period
from kpi_store.domain.quantity import Unit
from kpi_store.domain.scheme import Grade, Limits, Scheme, Tolerance, ToleranceKind
from kpi_store.domain.target import Band, Bands, Target, TargetKind

HIGHER, LOWER = Polarity.HIGHER, Polarity.LOWER


def grade(code: str, *, alarming: bool = False) -> Grade:
    label = code if code.startswith("below") else code.title()
    return Grade(code, label, "", "#000000", "●", alarming)


POINTS = Tolerance(Decimal(3), Decimal(10), ToleranceKind.POINTS, inferred=True)
PER_CENT = Tolerance(Decimal(3), Decimal(10), ToleranceKind.PER_CENT, inferred=True)
MERTON = Scheme(
    "merton-brag",
    "Merton BRAG rating",
    (grade("green"), grade("amber"), grade("red", alarming=True)),
    tolerance=POINTS,
    tolerance_amounts=PER_CENT,
)
SEFTON = Scheme(
    "sefton-bands",
    "Sefton's judgement bands",
    (
        grade("outstanding"),
        grade("good"),
        grade("requires improvement"),
        grade("below requires improvement", alarming=True),
    ),
    expects="bands",
)


def listing(
    target: Target,
    *,
    unit: Unit = Unit.PERCENT,
    polarity: Polarity = HIGHER,
    basis: Basis = Basis.SNAPSHOT,
    cumulative: bool = False,
    bands: Bands | None = None,
    limits: Limits | None = None,
    arrow: str = "",
) -> Listing:
    return Listing(
        edition="merton-2019-20",
        number="9",
        list=None,
        key="an-indicator",
        name="An indicator",
        section=None,
        unit=Stated(unit, "printed"),
        polarity=Stated(polarity, "printed"),
        basis=Stated(basis, "printed"),
        cumulative=Stated(cumulative, "printed"),
        arrears_months=Stated(0, "printed"),
        frequency=Frequency.MONTHLY,
        target=target,
        bands=bands,
        limits=limits or Limits(),
        arrow=arrow,
    )


def of(words: str) -> Target:
    """A target of one value: '93', or '<20' as Sefton prints it."""
    operator = words[0] if words[0] in "<>" else None
    value = Decimal(words.lstrip("<>"))
    return Target(words, TargetKind.VALUE, value=value, operator=operator)


def between(low: str, high: str) -> Target:
    return Target(f"range {low}- {high}%", TargetKind.RANGE, low=Decimal(low), high=Decimal(high))


def towards(direction: str) -> Target:
    return Target(direction.title(), TargetKind.DIRECTION, direction=direction)


def band(raw: str) -> Band:
    """A band as printed: '65-74', '25-20', '85+', '<14', '80'."""
    if raw.endswith("+"):
        return Band(raw, low=Decimal(raw[:-1]))
    if raw.startswith("<"):
        return Band(raw, high=Decimal(raw[1:]), excludes_edge=True)
    if raw.startswith(">"):
        return Band(raw, low=Decimal(raw[1:]), excludes_edge=True)
    ends = sorted(Decimal(end) for end in raw.split("-"))
    return Band(raw, low=ends[0], high=ends[-1])


def bands(ri: str, good: str, outstanding: str) -> Bands:
    return Bands(band(ri), band(good), band(outstanding))


def seen(
    period: str,
    value: str | None,
    *,
    status: Status = Status.PUBLISHED,
    note: str = "",
    reason: str = "",
) -> Observation:
    return Observation(
        area="merton",
        indicator="an-indicator",
        period=Period.of(period),
        value=None if value is None else Decimal(value),
        raw=value or "",
        status=status,
        known_from=date(2019, 6, 26),
        source=Source("merton-2019-06-26", "Performance Index 2019/20", 133),
        note=note,
        reason=reason,
        change=Change.FIRST,
    )
