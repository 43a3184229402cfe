"""Write everything the page shows of one indicator, from the answers that the bot gives."""

from collections.abc import Sequence
from datetime import date

from excel_addin import arguments, page_parts
from excel_addin.page_parts import Part
from kpi_store.answering import answer
from kpi_store.domain.answer import Answer, Field, Outcome, Said, Subject, TrendSaid
from kpi_store.domain.indicator import Edition, Listing
from kpi_store.domain.lineage_words import LineageSaid, lineage_said
from kpi_store.domain.period import Period, said_date
from kpi_store.domain.target import TargetKind
from kpi_store.domain.wording import lines
from kpi_store.held import EditionHead
from kpi_store.store import Store


class NotHeld(LookupError):
    """Nothing goes by that number or name; the sentence says so and what to try."""


def indicator(
    store: Store,
    words: str,
    period: str | None,
    *,
    today: date,
    as_of: date | None,
    edition: str | None,
) -> Part:
    """Everything held about the indicator that *words* mean, or the choices where two fit.

    Raises NotHeld, and KpiError for a period or an edition that cannot be read.
    """

    def told(field: Field) -> Answer:
        return answer(store, words, period, field, today=today, as_of=as_of, edition=edition)

    said = told(Field.ALL)
    with store.snapshot(as_of or today) as snapshot:
        heads = snapshot.editions()
        held = snapshot.edition(said.edition)
    if said.outcome is Outcome.ASKED:
        return _doubt(said, heads)
    listing = held.by_key(said.subject.key) if said.subject else None
    if said.subject is None or listing is None:
        raise NotHeld(lines(said)[0])
    lineage = lineage_said(held, listing, _titles(heads))
    told_there = {words for one in lineage for words in (one.words, one.why)}
    return {
        **page_parts.about(said),
        "outcome": said.outcome,
        "first": lines(said)[0],
        "editions": page_parts.editions(heads),
        "subject": _subject(said.subject),
        **_figures(said, told(Field.TREND), held),
        **_around(said),
        "remarks": [one for one in said.remarks if one not in told_there],
        "lineage": [_link(one) for one in lineage],
        "formula": formula(said, listing, held, heads, asked=period),
    }


def explained(store: Store, given: Sequence[object], *, today: date) -> Part:
    """What a cell with `=KPI(*given)` shows, and everything behind it; read as the cell reads it.

    Raises BadArgument, NotHeld and KpiError with the sentence that the cell shows on hover.
    """
    words, period, field, as_of, edition = [*given, *[None] * (5 - len(given))]
    what = arguments.field_of(field)
    which, when = arguments.indicator_words(words), arguments.period_words(period)
    known, where = arguments.day(as_of), arguments.edition_words(edition)
    told = indicator(store, which, when, today=today, as_of=known, edition=where)
    said = answer(store, which, when, what, today=today, as_of=known, edition=where)
    return {**told, "field": what, "about": arguments.FIELDS.get(what, ""), "said": lines(said)[0]}


def formula(
    said: Answer,
    listing: Listing,
    held: Edition,
    heads: Sequence[EditionHead],
    *,
    asked: str | None,
) -> str:
    """The formula that shows in a cell what the page shows: '=KPI(2,"Q2 2019/20")'.

    Without a period *asked*, the cell shows the newest figure, as the page does.
    """
    alone = len(held.numbered(listing.number)) == 1 and listing.number.isdigit()
    default = any(one.is_default and one.code == held.code for one in heads)
    when = said.figure.period_words if said.figure else asked
    given = [
        listing.number if alone else _quoted(listing.key),
        _quoted(when) if asked and when else "",
        "",
        _quoted(said.as_of.isoformat()) if said.as_of else "",
        "" if default else _quoted(held.code),
    ]
    while not given[-1]:
        given.pop()
    return f"=KPI({','.join(given)})"


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _doubt(said: Answer, heads: Sequence[EditionHead]) -> Part:
    titles = _titles(heads)
    return {
        **page_parts.about(said),
        "outcome": said.outcome,
        "first": lines(said)[0],
        "choices": [page_parts.choice(one, titles[one.edition]) for one in said.choices],
    }


def _subject(subject: Subject) -> Part:
    return {
        "number": subject.number,
        "list": subject.list,
        "key": subject.key,
        "name": subject.name,
        "section": subject.section,
        "unit": subject.unit,
        "frequency": subject.frequency,
        "basis": subject.basis,
        "polarity": subject.polarity,
        "status": subject.status,
        "owner": subject.owner,
        "notes": subject.notes,
        "rationale": subject.rationale,
        "rationale_from": subject.rationale_from,
    }


def _figures(said: Answer, over_time: Answer, held: Edition) -> Part:
    """The figure shown, those before it, and what a chart of them may draw."""
    target, trend = said.target, over_time.trend
    drawn: Part | None = None
    if target and target.kind is TargetKind.VALUE and target.value is not None:
        drawn = {"value": float(target.value), "text": said.target_text}
    elif target and target.low is not None and target.high is not None:
        drawn = {"low": float(target.low), "high": float(target.high), "text": said.target_text}
    return {
        "figure": _figure(said.figure),
        "latest": _figure(said.latest),
        "ratings": [
            page_parts.rating(one) for one in (said.rating, said.latest_rating) if one is not None
        ],
        "figures": [page_parts.figure(one) for one in over_time.series],
        "trend": {
            "points": _points(trend) if trend else [],
            "words": trend.words if trend else "",
            "gaps": list(trend.gaps) if trend else [],
            "target": drawn,
        },
        "prior": [page_parts.figure(one) for one in said.prior],
        "years": list(held.prior_years),
    }


def _figure(said: Said | None) -> Part | None:
    return page_parts.figure(said) if said else None


def _points(trend: TrendSaid) -> list[Part]:
    """The figures of a trend with the day each ends on; `joined` where nothing is missing before.

    Where something is, a line must not run across the gap as if it were known.
    """
    drawn: list[Part] = []
    before = ""
    for one in trend.points:
        period = Period.of(one.period)
        last, year_ago = period.previous(), period.year_before()
        expected = {one.words() for one in (last, year_ago) if one is not None}
        joined = (last is not None and last.code == before) or not expected & set(trend.gaps)
        drawn.append(
            {
                **page_parts.figure(one),
                "ends": period.end.isoformat(),
                "joined": bool(before) and joined,
            }
        )
        before = one.period
    return drawn


def _around(said: Answer) -> Part:
    """What the figure stands beside: target, direction, benchmarks, corrections, words, sources."""
    return {
        "target": said.target_text,
        "distance": said.distance,
        "direction": said.direction.words if said.direction else "",
        "benchmarks": [
            {"area": area, "figure": page_parts.figure(one)}
            for area, one in zip(said.benchmark_areas, said.benchmarks, strict=True)
        ],
        "corrections": [
            {
                "when": one.period_words,
                "old": one.old,
                "new": one.new,
                "reason": one.reason,
                "source": one.source,
                "date": said_date(one.date) if one.date else "",
            }
            for one in said.corrections
        ],
        "rating_change": said.rating_change,
        "narrative": list(said.narrative),
        "sources": _sources(said.figure, said.latest),
    }


def _sources(*figures: Said | None) -> list[str]:
    held = [one for one in figures if one is not None and one.source]
    printed = (f"{one.source}, line {one.line}" if one.line else one.source for one in held)
    return list(dict.fromkeys(printed))


def _link(said: LineageSaid) -> Part:
    return {
        "words": said.words,
        "why": said.why,
        "places": [
            {"edition": one.edition, "number": one.number, "list": one.list, "key": one.key}
            for one in said.places
        ],
    }


def _titles(heads: Sequence[EditionHead]) -> dict[str, str]:
    return {one.code: one.title for one in heads}
