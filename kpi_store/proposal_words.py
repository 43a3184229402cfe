"""Say in words what a proposal would change, and what was recorded of it."""

from kpi_store.previewing import Change, Left, Preview, Ratings
from kpi_store.proposing import Accepted, in_state


def accepted_in_words(done: Accepted) -> str:
    """What was recorded, and whether an alert waits."""
    count = len(done.recorded)
    alerts = sum(1 for one in done.recorded if one.alert)
    waits = f" {alerts} alert{'' if alerts == 1 else 's'} for Slack." if alerts else ""
    return f"{in_state(done.proposal)} Recorded {count} figure{'' if count == 1 else 's'}.{waits}"


def preview_lines(seen: Preview) -> list[str]:
    """A preview, a line for each cell and each alert."""
    lines = [_change(one) for one in seen.changes]
    lines += [_refusal(one) for one in seen.refused]
    if seen.unchanged:
        cells = ", ".join(one.cell for one in seen.unchanged)
        lines.append(f"Held already, left out: {cells}.")
    lines += [f"Alert when accepted: {one.words} {one.told}" for one in seen.alerts]
    return lines or ["No figure differs from the one held."]


def _change(one: Change) -> str:
    figure = f"{one.was or 'no figure'} -> {one.becomes}"
    rating = f"{_ratings(one.before)} -> {_ratings(one.after)}"
    where = f"{one.cell}: indicator {one.number} in {one.period_words}"
    return f"{where}: {figure}. Rating: {rating}. {one.why}"


def _ratings(one: Ratings) -> str:
    if one.published:
        return f"{one.published} (published)"
    return f"{one.worked_out} (worked out)" if one.worked_out else one.unrated or "none"


def _refusal(one: Left) -> str:
    what = f" ({one.what})" if one.what else ""
    return f"{one.cell}{what}: refused. {one.why}"
