"""Read the figures of one paper from a CSV file, and record them together: all, or none.

The first line names the columns: indicator, period and value, and if you like rating, narrative
and reason. Every line that cannot be read is named, each with why.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from kpi_store.answering import find_listing
from kpi_store.config import settings
from kpi_store.domain.errors import KpiError, quoted
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.recording import Figure, Recorded, record_all
from kpi_store.store import Store

WANTED = ("indicator", "period", "value")
MORE = ("rating", "narrative", "reason")


def record_file(
    store: Store,
    file: Path,
    *,
    source: str,
    edition: str | None,
    today: date,
    now: datetime,
) -> list[tuple[Recorded, Edition, Listing]]:
    """Record every figure of *file*; returns what came of each, in the order of its lines.

    Raises KpiError naming each line that is not clear, or why the figures cannot be recorded.
    """
    read: list[tuple[Edition, Listing, Figure]] = []
    faults: list[str] = []
    for number, row in _lines(file):
        try:
            held, listing, when = find_listing(
                store, row["indicator"], row["period"], today=today, edition=edition
            )
        except KpiError as refusal:
            faults.append(f"line {number}: {refusal}")
        else:
            rating, narrative, reason = (row.get(name, "").strip() for name in MORE)
            figure = Figure(listing.key, when, row["value"], rating or None, narrative, reason)
            read.append((held, listing, figure))
    if faults:
        raise KpiError("Nothing is recorded:\n" + "\n".join(faults))
    if not read:
        raise KpiError(f"{quoted(file.name)} holds no figure.")
    done = record_all(
        store,
        [figure for _, _, figure in read],
        edition=read[0][0].code,
        source=source,
        today=today,
        now=now,
        channel=settings().alert_channel or "",
    )
    return [(one, held, listing) for one, (held, listing, _) in zip(done, read, strict=True)]


def _lines(file: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each line with its number; raises KpiError for a file that is no such table."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            table = csv.DictReader(opened, strict=True)
            names = [name.strip().lower() for name in table.fieldnames or ()]
            _check(names, file)
            for row in table:
                if None in row or None in row.values():
                    said = "it has not as many fields as the first line"
                    raise KpiError(f"{quoted(file.name)}, line {table.line_num}: {said}.")
                yield table.line_num, dict(zip(names, row.values(), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise KpiError(f"{quoted(file.name)} cannot be read: {fault}.") from fault


def _check(names: Sequence[str], file: Path) -> None:
    missing = [name for name in WANTED if name not in names]
    strange = [name for name in names if name not in WANTED + MORE]
    if missing or strange:
        why = f"lacks {', '.join(missing)}" if missing else f"has {quoted(strange[0])}"
        raise KpiError(
            f"{quoted(file.name)} {why} in its first line, which names the columns: "
            f"{', '.join(WANTED)}, and if you like {', '.join(MORE)}."
        )
