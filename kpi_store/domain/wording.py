"""Say an answer in plain words, the same for every door; nothing is worked out here.

The first sentence is the answer; what follows is why it may be trusted. Ratings are said as a
word, never as a colour alone.
"""

from kpi_store.domain.alert import Alert, Turn
from kpi_store.domain.answer import (
    Answer,
    Choice,
    CorrectionSaid,
    Field,
    Kind,
    Outcome,
    RatingSaid,
    Row,
    Said,
    Subject,
)
from kpi_store.domain.observation import Status
from kpi_store.domain.period import said_date
from kpi_store.domain.target import TargetKind

HELP = (
    "Ask about an indicator by number or by name, and a period if you like: "
    '"what\'s indicator 11 in Q2?", "NEET in May", "target for care proceedings", '
    '"what\'s red?", "what changed?". Name another edition to ask about that: "Sefton '
    're-referrals in Q1". What is not held is said, never guessed.'
)


def in_words(answer: Answer) -> str:
    """Return the whole reply as plain text: one line for each thing said."""
    return "\n".join(lines(answer))


def lines(answer: Answer) -> tuple[str, ...]:
    """The reply line by line; the first line alone answers the question."""
    if answer.outcome is Outcome.ASKED:
        return _choices(answer)
    if answer.outcome is Outcome.REFUSED:
        return (answer.refusal, *answer.remarks)
    match answer.kind:
        case Kind.HELP:
            return (HELP,)
        case Kind.LIST:
            rows = map(row_in_words, answer.rows)
            return (answer.heading, *_of_the_day(answer), *rows, *answer.remarks)
        case Kind.CHANGES:
            said = tuple(f"{change.words} ({change.source})" for change in answer.changes)
            return (answer.heading, *_of_the_day(answer), *said, *answer.remarks)
        case _:
            return _lookup(answer)


def name_of(subject: Subject | Row | Choice) -> str:
    """'indicator 11, % of Children that …', with the list where numbers restart."""
    within = f" ({subject.list})" if subject.list else ""
    return f"indicator {subject.number}{within}, {subject.name}"


def row_in_words(row: Row) -> str:
    figure = "no figure"
    if row.figure is not None:
        held = row.figure.value is not None or row.figure.status == Status.SUPPRESSED
        said = f"{row.figure.text} for {row.figure.period_words}"
        figure = said if held else f"no figure ({row.figure.status})"
    rating = _row_rating(row)
    number = f"{row.number} ({row.list})" if row.list else row.number
    return f"{number}. {row.name}: {figure}{rating}"


def _row_rating(row: Row) -> str:
    """The row's grade, with its period where that is another than the figure's."""
    if row.rating is None or row.rating.effective is None:
        return ""
    other = row.figure is None or row.figure.period != row.rating.period
    return f", {rating_word(row.rating)}" + (f" for {row.rating.period_words}" if other else "")


def rating_word(rating: RatingSaid) -> str:
    """The grade that counts with its symbol, and whether the paper or the engine gives it."""
    if rating.effective is None:
        return rating.state
    by = "published" if rating.published else "worked out here, not published"
    symbol = f"{rating.symbol} " if rating.symbol else ""
    return f"{symbol}{rating.effective} ({by})"


def alert_in_words(alert: Alert) -> str:
    """The alert's first sentence, then what it rests on."""
    within = f" ({alert.list})" if alert.list else ""
    what = f"Indicator {alert.number}{within}, {alert.name}"
    turn = (
        f"turned {alert.after} (from {alert.before})"
        if alert.turn is Turn.TURNED
        else f"left {alert.before}, and is now {alert.after}"
    )
    why = " by a correction" if alert.correction else ""
    said = [
        f"{what}, {turn}{why}: {alert.figure} for {alert.period_words}.",
        f"Target: {alert.target}." if alert.target else "",
        alert.reason,
        alert.narrative,
        f"Source: {alert.source}. {alert.edition_title}.",
    ]
    return "\n".join(line for line in said if line)


def _choices(answer: Answer) -> tuple[str, ...]:
    if not answer.choices:
        return (answer.refusal,)
    elsewhere = {choice.edition for choice in answer.choices} != {answer.edition}
    said = (
        f"- {name_of(choice)}" + (f" [{choice.edition}]" if elsewhere else "")
        for choice in answer.choices
    )
    return ("That fits more than one indicator. Which do you mean?", *said, *answer.remarks)


def _lookup(answer: Answer) -> tuple[str, ...]:
    subject = answer.subject
    if subject is None:
        return answer.remarks
    known = _known(answer)
    title = f"{_capital(name_of(subject))} ({answer.edition_title}{known and f', {known}'})"
    said = [
        *answer.unsaid,
        *answer.comparison,
        *_first(answer, subject),
        title,
        _why_absent(answer),
        *_ratings(answer),
        _target(answer),
        f"Direction: {answer.direction.words}." if answer.direction else "",
        _benchmarks(answer),
        *(_correction(one) for one in answer.corrections),
        answer.rating_change if answer.figure and answer.figure.value is not None else "",
        *answer.narrative,
        *answer.remarks,
        _source(answer),
    ]
    return tuple(dict.fromkeys(line for line in said if line))


def _known(answer: Answer) -> str:
    """The day whose knowledge the answer gives, and the paper of that day where one was named."""
    if answer.as_of is None:
        return f"by {answer.paper}" if answer.paper else ""
    paper = f", with {answer.paper}" if answer.paper else ""
    return f"as known on {said_date(answer.as_of)}{paper}"


def _of_the_day(answer: Answer) -> tuple[str, ...]:
    """What stands under a heading where a past day or a paper was asked for."""
    known = _known(answer)
    return (*answer.unsaid, *((f"{_capital(known)}.",) if known else ()))


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
            return ("; ".join(f"{one.period_words}: {one.text}" for one in answer.series) + ".",)
        case Field.DIRECTION if answer.direction:
            return (f"Direction: {answer.direction.words}.", _figure(answer, subject))
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
        return f"{_capital(figure.period_words)}: {figure.text}{basis}.{flag}"
    if figure.status == Status.SUPPRESSED:
        return f"{_capital(figure.period_words)}: {figure.text}.{changed}"
    said = f"No figure is published for indicator {subject.number} in {figure.period_words}"
    latest = answer.latest
    then = f"; the latest is {latest.text} for {latest.period_words}" if latest else ""
    return f"{said}{then}.{changed}"


def _why_absent(answer: Answer) -> str:
    figure = answer.figure
    if figure is None or figure.value is not None or not figure.status:
        return ""
    why = f": {figure.why.rstrip('.')}" if figure.why else ""
    return f"{_capital(figure.status)}{why}."


def _ratings(answer: Answer) -> list[str]:
    """One line for each rating shown; a measure without a target is said to be one, once."""
    said = []
    note = answer.figure.note if answer.figure else ""
    for rating in (answer.rating, answer.latest_rating):
        if rating is None:
            continue
        if rating.effective is None:
            said.append(rating.reason or _sentence(rating.state))
            continue
        line = f"Rating, {rating.period_words}: {rating_word(rating)}."
        told = (rating.reason, rating.differs, rating.note if rating.note != note else "")
        said.append(" ".join([line, *(_sentence(one) for one in told if one)]))
    return said


def _target(answer: Answer) -> str:
    if not answer.target_text or (answer.target and answer.target.kind is TargetKind.NONE):
        return ""
    return f"Target: {answer.target_text}." + (f" {answer.distance}" if answer.distance else "")


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
    return f"{_capital(words.rstrip('.'))}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
