"""Find the faults of judgement bands: gaps, overlaps, reversals, and a target where none fits.

Nothing is repaired: each fault is a sentence about the bands as printed (traps 72 to 81).
"""

from collections.abc import Iterator
from decimal import Decimal

from kpi_store.domain.band_rules import LABELS, holds, misprint, stated
from kpi_store.domain.fault import Fault
from kpi_store.domain.indicator import Listing
from kpi_store.domain.quantity import Unit, plain
from kpi_store.domain.target import Bands

HALF = Decimal("0.5")
HUNDRED = Decimal(100)


def band_faults(listing: Listing) -> Iterator[Fault]:
    """The faults of the listing's bands; none where it has no bands with bounds."""
    bands = listing.bands
    if bands is None or not stated(bands):
        return
    printed = " / ".join(band.raw for _, band in stated(bands))
    if why := misprint(bands, listing.polarity.value):
        yield Fault("bands-misprinted", "error", printed, why)
        return
    if not bands.confirmed:
        return
    whole, between = _points(bands)
    if missing := [point for point in whole if not _holders(bands, point)]:
        why = f"no band holds {_spans(missing)}"
        yield Fault("bands-gap", "warning", printed, why)
    if shared := [point for point in whole if len(_holders(bands, point)) > 1]:
        both = " and ".join(LABELS[code] for code in _holders(bands, shared[0]))
        yield Fault("bands-overlap", "warning", printed, f"{_spans(shared)} is in both {both}")
    decimals = [point for point in between if not _holders(bands, point)]
    if decimals and listing.unit.value is not Unit.COUNT:
        why = f"whole bands leave decimals out: {plain(decimals[0])} is in none of them"
        yield Fault("bands-miss-decimals", "note", printed, why)
    top = max((band.high for _, band in stated(bands) if band.high is not None), default=None)
    if listing.unit.value is Unit.PERCENT and top is not None and top > HUNDRED:
        why = f"{plain(top)} % cannot be: a percentage ends at 100"
        yield Fault("band-over-100", "error", printed, why)
    yield from _target_faults(listing, bands)


def _target_faults(listing: Listing, bands: Bands) -> Iterator[Fault]:
    target = listing.target
    if target.value is None or target.operator:
        return
    match _holders(bands, target.value):
        case ():
            yield Fault("target-in-gap", "warning", target.raw, "the target lies in no band")
        case ("requires improvement",):
            why = "a figure can meet the target and be Requires Improvement at once"
            yield Fault("target-inside-ri", "warning", target.raw, why)
        case ("outstanding",):
            why = "the target lies inside Outstanding: a Good figure misses it"
            yield Fault("target-inside-outstanding", "note", target.raw, why)
        case _:
            return


def _holders(bands: Bands, value: Decimal) -> tuple[str, ...]:
    return tuple(code for code, band in stated(bands) if holds(band, value))


def _points(bands: Bands) -> tuple[list[Decimal], list[Decimal]]:
    """The whole numbers from the lowest to the highest bound, and the halves between them."""
    bounds = [
        bound for _, band in stated(bands) for bound in (band.low, band.high) if bound is not None
    ]
    low, high = int(min(bounds)), int(max(bounds))
    whole = [Decimal(number) for number in range(low, high + 1)]
    return whole, [number + HALF for number in whole[:-1]]


def _spans(points: list[Decimal]) -> str:
    """The points as spans: '81-84', '15', '41-44 and 50'."""
    runs: list[list[Decimal]] = []
    for point in points:
        if runs and point == runs[-1][-1] + 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    said = [plain(run[0]) + (f"-{plain(run[-1])}" if len(run) > 1 else "") for run in runs]
    return " and ".join(said)
