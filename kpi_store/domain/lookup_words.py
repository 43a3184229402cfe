"""Say what is held about one indicator, line by line; nothing is worked out here.

The first line answers what was asked, the next name the indicator, its rating, its target and
which way it moved; the rest is why all that may be trusted.
"""

from dataclasses import replace

from kpi_store.domain.answer import (
    Answer,
    Choice,
    CorrectionSaid,
    Field,
    RatingSaid,
    Row,
    Said,
    Subject,
)
from kpi_store.domain.observation import Status
from kpi_store.domain.period import said_date
from kpi_store.domain.target import TargetKind


def lookup_lines(answer: Answer) -> tuple[str, ...]:
    """Everything held about the indicator; the first line alone answers the question."""
    if answer.subject is None:
        return answer.remarks
    said = [
        *_opening(answer, answer.subject),
        *_ratings(answer),
        _target(answer),
        _direction(answer),
        _benchmarks(answer),
        *(_correction(one) for one in answer.corrections),
        answer.rating_change if answer.figure and answer.figure.value is not None else "",
        *answer.narrative,
        _owner(answer.subject),
        *answer.remarks,
        _source(answer),
    ]
    return tuple(dict.fromkeys(line for line in said if line))


def short_lookup_lines(answer: Answer) -> tuple[str, ...]:
    """The same without reasons, benchmarks, narrative and remarks, unless they were asked for.

    What is said and done about a red, and who answers for it, is seen at once.
    """
    if answer.subject is None:
        return answer.remarks
    counts = answer.latest_rating or answer.rating
    red = counts is not None and counts.alarming
    said = [
        *_opening(answer, answer.subject),
        *_ratings(answer, reasons=False),
        _target(answer),
        _direction(answer),
        *(_correction(replace(one, reason="")) for one in answer.corrections),
        *(answer.narrative if red or answer.field is Field.NARRATIVE else ()),
        _owner(answer.subject) if red else "",
        _source(answer),
    ]
    return tuple(dict.fromkeys(line for line in said if line))


def trend_lines(answer: Answer) -> tuple[str, ...]:
    """Every figure held, oldest first, and what to know of them as a trend."""
    held = "; ".join(f"{one.period_words}: {one.text}" for one in answer.series)
    words = answer.trend.words if answer.trend else ""
    return tuple(line for line in (held and f"{held}.", words) if line)


def _opening(answer: Answer, subject: Subject) -> tuple[str, ...]:
    """What was asked, the indicator it is about, and its figure or why there is none."""
    known = known_words(answer)
    title = f"{capital(name_of(subject))} ({answer.edition_title}{known and f', {known}'})"
    first = _first(answer, subject)
    figure = _figure(answer, subject)
    return (*answer.unsaid, *answer.comparison, *first, title, figure, _why_absent(answer))


def known_words(answer: Answer) -> str:
    """The day whose knowledge the answer gives, and the paper of that day where one was named."""
    if answer.as_of is None:
        return f"by {answer.paper}" if answer.paper else ""
    paper = f", with {answer.paper}" if answer.paper else ""
    return f"as known on {said_date(answer.as_of)}{paper}"


def name_of(subject: Subject | Row | Choice) -> str:
    """'indicator 11, % of Children that …', with the list where numbers restart."""
    within = f" ({subject.list})" if subject.list else ""
    return f"indicator {subject.number}{within}, {subject.name}"


def rating_word(rating: RatingSaid) -> str:
    """The grade that counts with its symbol, and whether the paper or the engine gives it."""
    if rating.effective is None:
        return rating.state
    by = "published" if rating.published else "worked out here, not published"
    symbol = f"{rating.symbol} " if rating.symbol else ""
    return f"{symbol}{rating.effective} ({by})"


def _first(answer: Answer, subject: Subject) -> tuple[str, ...]:
    """The one sentence that answers what was asked."""
    match answer.field:
        case Field.TARGET:
            target = answer.target_text or "none is printed"
            return (f"Target for indicator {subject.number}: {target}.",)
        case Field.RATIONALE | Field.DEFINITION:
            told = subject.rationale or "The papers held do not say why this matters."
            from_edition = f" ({subject.rationale_from})" if subject.rationale_from else ""
            notes = f"Notes in the paper: {subject.notes}" if subject.notes else ""
            return tuple(one for one in (f"{told}{from_edition}", notes) if one)
        case Field.NOTES:
            return (subject.notes or "The paper prints no notes for this indicator.",)
        case Field.PRIOR if answer.prior:
            return tuple(f"{one.period_words}: {one.text}." for one in answer.prior)
        case Field.ENGLAND | Field.LONDON | Field.REGION if not answer.benchmarks:
            return ("No such benchmark is held for this indicator.",)
        case Field.ENGLAND | Field.LONDON | Field.REGION:
            return (_benchmarks(answer),)
        case Field.RATING if answer.rating or answer.latest_rating:
            rating = answer.latest_rating or answer.rating
            assert rating is not None
            when = rating.period_words
            return (f"Rating of indicator {subject.number}: {rating_word(rating)}, {when}.",)
        case Field.TREND if answer.series:
            return trend_lines(answer)
        case Field.DIRECTION if answer.direction:
            return (_direction(answer), _figure(answer, subject))
        case Field.NARRATIVE | Field.REASON if answer.rating or answer.latest_rating:
            return tuple(_ratings(answer)[-1:])
        case _:
            return (_figure(answer, subject),)


def _figure(answer: Answer, subject: Subject) -> str:
    figure, changed = answer.figure, f" {answer.rating_change}" if answer.rating_change else ""
    if figure is None:
        return f"No figure is held for indicator {subject.number}.{changed}"
    if figure.value is not None:
        basis = f" ({subject.basis})" if subject.basis != "not stated" else ""
        flag = f" {_sentence(figure.note)}" if figure.note else ""
        return f"{capital(figure.period_words)}: {figure.text}{basis}.{flag}"
    if figure.status == Status.SUPPRESSED:
        return f"{capital(figure.period_words)}: {figure.text}.{changed}"
    said = f"No figure is published for indicator {subject.number} in {figure.period_words}"
    latest = answer.latest
    then = f"; the latest is {latest.text} for {latest.period_words}" if latest else ""
    return f"{said}{then}.{changed}"


def _why_absent(answer: Answer) -> str:
    figure = answer.figure
    if figure is None or figure.value is not None or not figure.status:
        return ""
    why = f": {figure.why.rstrip('.')}" if figure.why else ""
    return f"{capital(figure.status)}{why}."


def _ratings(answer: Answer, *, reasons: bool = True) -> list[str]:
    """One line for each rating shown; a measure without a target is said to be one, once.

    Without *reasons* a line says the grade, and how the published one departs from ours.
    """
    said = []
    note = answer.figure.note if answer.figure else ""
    for rating in (answer.rating, answer.latest_rating):
        if rating is None:
            continue
        if rating.effective is None:
            said.append(rating.reason or _sentence(rating.state))
            continue
        line = f"Rating, {rating.period_words}: {rating_word(rating)}."
        flag = rating.note if rating.note != note else ""
        told = [rating.reason, rating.differs, flag] if reasons else [rating.differs]
        said.append(" ".join([line, *(_sentence(one) for one in told if one)]))
    return said


def _target(answer: Answer) -> str:
    if not answer.target_text or (answer.target and answer.target.kind is TargetKind.NONE):
        return ""
    return f"Target: {answer.target_text}." + (f" {answer.distance}" if answer.distance else "")


def _direction(answer: Answer) -> str:
    return f"Direction: {answer.direction.words}." if answer.direction else ""


def _benchmarks(answer: Answer) -> str:
    pairs = zip(answer.benchmark_areas, answer.benchmarks, strict=True)
    said = (
        f"{area} {one.text}" + (f" ({_vintage(one)})" if one.value is not None else "")
        for area, one in pairs
    )
    together = "; ".join(said)
    return f"Benchmarks: {together}." if together else ""


def _vintage(one: Said) -> str:
    """When a benchmark is of, and what its cell says beside the number."""
    if one.period == "unknown":
        return one.note or "period not stated"
    return f"{one.period_words}; {one.note}" if one.note else one.period_words


def _correction(one: CorrectionSaid) -> str:
    when = f" on {said_date(one.date)}" if one.date else ""
    reason = f" {_sentence(one.reason)}" if one.reason else ""
    return f"Corrected{when}: {one.period_words} was {one.old}, now {one.new}.{reason}"


def _owner(subject: Subject) -> str:
    return f"Owner: {subject.owner.rstrip('.')}." if subject.owner else ""


def _source(answer: Answer) -> str:
    sources = [one for one in (answer.figure, answer.latest) if one and one.source]
    return (
        f"Source: {'; '.join(dict.fromkeys(_printed_in(one) for one in sources))}."
        if sources
        else ""
    )


def _printed_in(one: Said) -> str:
    return one.source + (f", line {one.line}" if one.line else "")


def _sentence(words: str) -> str:
    """*words* as a sentence of their own."""
    return f"{capital(words.rstrip('.'))}."


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
