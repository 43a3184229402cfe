"""Say a notice in plain words, the same for every door: in one line, or a digest whole."""

from collections.abc import Sequence

from kpi_store.domain.alert import Alert
from kpi_store.domain.answer import Row
from kpi_store.domain.notice import Digest, Group, Notice, Refresh, Reminder
from kpi_store.domain.period import said_date
from kpi_store.domain.wording import row_in_words


def in_brief(notice: Notice) -> str:
    """A notice in one line: what it is about, for a list of those that wait."""
    match notice:
        case Digest():
            return f"the digest of {notice.edition_title} for {said_date(notice.due)}"
        case Group():
            return f"{len(notice.alerts)} changes of {notice.source}"
        case Refresh():
            return "a message to bring up to date"
        case Reminder():
            why = f"put off until {said_date(notice.until)}" if notice.until else "muted until now"
            return f"reminder of indicator {notice.alert.number}, {why}"
        case Alert():
            turn = f"{notice.before} to {notice.after} for {notice.period_words}"
            return f"indicator {notice.number} {notice.turn}, {turn}"


def digest_parts(digest: Digest) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A digest as headings, each with its lines: first what it is of, then what there is to say."""
    since = said_date(digest.since)
    of = f" ({'; '.join(digest.follows)})" if digest.follows else ""
    turned = tuple(one.words for one in digest.turned)
    corrections = tuple(f"{one.words} ({one.source})" for one in digest.corrections)
    return (
        (f"{digest.edition_title}{of}: digest of {said_date(digest.due)}.", ()),
        (f"Red now: {_count(digest.red)}.", tuple(map(row_in_words, digest.red))),
        (f"Turned since {since}: {_count(turned)}.", turned),
        (f"Corrections since {since}: {_count(corrections)}.", corrections),
        (
            f"Without a figure for the newest period: {_count(digest.missing)}.",
            tuple(map(row_in_words, digest.missing)),
        ),
    )


def digest_in_words(digest: Digest) -> str:
    """The digest as plain text, one line for each thing said."""
    return "\n".join(line for heading, lines in digest_parts(digest) for line in (heading, *lines))


def _count(things: Sequence[Row | str]) -> str:
    return str(len(things)) if things else "none"
