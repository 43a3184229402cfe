"""Say when a channel is told things: its digest's rhythm and its quiet hours, as people type them.

All times of day are London's; moments are aware of their zone.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kpi_store.domain.errors import KpiError, quoted
from kpi_store.domain.period import MONTHS

LONDON = ZoneInfo("Europe/London")
HALF_PAST_EIGHT = time(8, 30)

CLOCK = r"(?P<hour{0}>\d{{1,2}})(?:[:.](?P<minute{0}>\d\d))?\s*(?P<half{0}>am|pm)?"
AT = re.compile(rf"(?:at\s+)?{CLOCK.format('')}", re.IGNORECASE)
BETWEEN = re.compile(
    rf"(?:from\s+)?{CLOCK.format('1')}\s*(?:-|–|to|until|till)\s*{CLOCK.format('2')}", re.IGNORECASE
)
WRITTEN_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})", re.IGNORECASE)
NUMBERED_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)


class Rhythm(StrEnum):
    """How often a digest comes."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    PANEL = "panel"


WHEN = {
    Rhythm.WEEKLY: "every Monday",
    Rhythm.MONTHLY: "on the first Monday of every month",
    Rhythm.PANEL: "on the day before each panel",
}


@dataclass(frozen=True)
class Digests:
    """When a channel gets its digest; written as 'weekly 08:30'.

    >>> Digests.parse("panel at 9am").words()
    'on the day before each panel at 09:00'
    """

    rhythm: Rhythm
    at: time = HALF_PAST_EIGHT

    @classmethod
    def parse(cls, words: str) -> "Digests":
        """The rhythm and the time that *words* name; raises KpiError with what to type."""
        first, _, rest = words.strip().lower().partition(" ")
        found = AT.fullmatch(rest.strip()) if rest.strip() else None
        if first not in tuple(Rhythm) or (rest.strip() and not found):
            raise KpiError(
                f"{quoted(words.strip())} is no time for a digest: say 'weekly', 'monthly', "
                "'panel' or 'off', and a time if you like, such as 'weekly at 08:30'."
            )
        return cls(Rhythm(first), _clock(found) if found else HALF_PAST_EIGHT)

    def words(self) -> str:
        return f"{WHEN[self.rhythm]} at {self.at:%H:%M}"

    def __str__(self) -> str:
        return f"{self.rhythm} {self.at:%H:%M}"


@dataclass(frozen=True)
class QuietHours:
    """The hours of every day in which nothing is told; they may span midnight.

    >>> Quiet = QuietHours.parse("6pm to 8am"); str(Quiet)
    '18:00-08:00'
    """

    start: time
    end: time

    @classmethod
    def parse(cls, words: str) -> "QuietHours":
        """The hours that *words* name; raises KpiError with what to type."""
        found = BETWEEN.fullmatch(words.strip())
        if not found:
            raise KpiError(
                f"{quoted(words.strip())} names no quiet hours: say '18:00-08:00', or 'off'."
            )
        start, end = _clock(found, "1"), _clock(found, "2")
        if start == end:
            raise KpiError("Quiet hours that end when they begin are none: say 'off', or others.")
        return cls(start, end)

    def until(self, now: datetime) -> datetime | None:
        """When the quiet hours that hold at *now* end; None where none hold."""
        here = now.astimezone(LONDON)
        moment, today = here.time(), here.date()
        late = moment >= self.start
        early = moment < self.end
        if not (late and early if self.start < self.end else late or early):
            return None
        day = today if early else today + timedelta(days=1)
        return datetime.combine(day, self.end, LONDON)

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


def read_day(words: str) -> date:
    """The day written '6 November 2019', '6/11/2019' or '2019-11-06'; KpiError otherwise."""
    said = words.strip()
    try:
        if found := WRITTEN_DAY.fullmatch(said):
            name = found[2].lower()
            number = [one[: len(name)].lower() for one in MONTHS].index(name) + 1
            return date(int(found[3]), number, int(found[1]))
        if found := NUMBERED_DAY.fullmatch(said):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(said)
    except ValueError as fault:
        raise KpiError(f"{quoted(said)} is no day: write '6 November 2019'.") from fault


def _clock(found: re.Match[str], which: str = "") -> time:
    hour, minute = int(found[f"hour{which}"]), int(found[f"minute{which}"] or 0)
    half = (found[f"half{which}"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise KpiError(f"{quoted(found[0])} is no time of day: write it as 08:30 or 6pm.")
    return time(hour, minute)
