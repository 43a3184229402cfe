"""Say one field of an Answer in one cell: a number, a word, or Excel's own #N/A.

Nothing is worked out here: the Answer already holds everything, the same for every door.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from kpi_store.domain.answer import Answer, Choice, Field, Outcome, Said, Subject
from kpi_store.domain.errors import KpiError
from kpi_store.domain.observation import Status
from kpi_store.domain.period import Period
from kpi_store.domain.quantity import Unit, plain, say
from kpi_store.domain.saying import rating_word
from kpi_store.domain.target import TargetKind
from kpi_store.number_format import number_format

NO_FIGURE = "#N/A"
LONGEST = 32_767  # characters that fit into a cell
HELD = frozenset(
    {
        Status.PUBLISHED,
        Status.PROVISIONAL,
        Status.VALIDATED,
        Status.CORRECTED,
        Status.IN_DOUBT,
    }
)  # the states in which a figure of a text unit is shown as text
NATION = frozenset({"england", "national"})


class Number(float):
    """A number that knows the format by which a cell shows its unit; else a number like any."""

    number_format: str

    def __new__(cls, value: Decimal, raw: str, unit: str) -> "Number":
        made = super().__new__(cls, value)
        made.number_format = number_format(value, raw, Unit(unit))
        return made


Shown = Number | float | str | date


class InDoubt(KpiError):
    """Two or more indicators fit the words equally: all are named, none is guessed."""

    def __init__(self, asked: str, choices: tuple[Choice, ...]) -> None:
        named = "; ".join(f"{_label(one)} {one.name}" for one in choices)
        instead = "Type the number."
        if len({one.number for one in choices}) < len(choices):  # lists that each begin at 1
            instead = f"Type its key, such as {choices[0].key!r}."
        super().__init__(f"{asked!r} fits more than one indicator: {named}. {instead}")


class NotUnderstood(KpiError):
    """The question was refused before any indicator was found; says why."""


def shown(answer: Answer, field: Field) -> Shown:
    """Return what a cell shows of *answer*; raises KpiError where the question was at fault.

    A number is a number, text is text, and a figure that is not held is '#N/A'; one that is not
    shown, because so few children are meant, says so.
    """
    if answer.outcome is Outcome.ASKED:
        raise InDoubt(answer.asked, answer.choices)
    if answer.subject is None:
        raise NotUnderstood(answer.refusal or f"Nothing is held for {answer.asked!r}.")
    show = _SHOWN.get(field)
    if show is None:
        raise NotUnderstood(f"{field.value!r} does not fit into a cell.")
    return show(answer)


def _figure(answer: Answer) -> Shown:
    figure = answer.figure
    in_words = _unit(answer) in (Unit.TEXT, Unit.COMPOSITE)
    if in_words and figure and figure.value is None and figure.raw and figure.status in HELD:
        return _text(figure.raw)
    return _number(figure, answer)


def _rating(answer: Answer) -> Shown:
    return rating_word(answer.counting) or NO_FIGURE


def _target(answer: Answer) -> Shown:
    """A number where the target is one number, so that cells can be compared with it."""
    target = answer.target
    if target is None or answer.subject is None or target.kind is TargetKind.NOT_SET:
        return NO_FIGURE
    match target.kind:
        case TargetKind.VALUE if target.value is not None and not target.operator:
            return Number(target.value, target.raw, answer.subject.unit)
        case TargetKind.RANGE if target.low is not None and target.high is not None:
            return f"{plain(target.low)}-{say(target.high, answer.subject.unit)}"
        case TargetKind.VALUE | TargetKind.RANGE | TargetKind.DIRECTION | TargetKind.BENCHMARK:
            return _text(target.raw)  # '<20', 'Increase', 'Below regional average', as printed
        case _:
            return _text(_capital(answer.target_text or target.raw))


def _direction(answer: Answer) -> Shown:
    said = answer.direction
    return said.words if said and said.movement != "unknown" else NO_FIGURE


def benchmark(answer: Answer, is_the_one: Callable[[str], bool]) -> Shown:
    """Return what a cell shows of the first area whose name, in lower case, *is_the_one*."""
    areas = zip(answer.benchmark_areas, answer.benchmarks, strict=True)
    return _number(next((said for area, said in areas if is_the_one(area.lower())), None), answer)


def outturn(answer: Answer, year: str) -> Shown:
    """Return what a cell shows of a year before: '2018/19'."""
    return _number(next((said for said in answer.prior if said.period == year), None), answer)


def _prior(answer: Answer) -> Shown:
    """The newest of the years before, with or without a figure: an older one would mislead."""
    years = sorted(answer.prior, key=lambda one: Period.of(one.period))
    return _number(years[-1] if years else None, answer)


def _source(answer: Answer) -> Shown:
    figure = answer.figure
    if figure is None or not figure.source:
        return NO_FIGURE
    return _text(f"{figure.source}, line {figure.line}" if figure.line else figure.source)


def _number(figure: Said | None, answer: Answer) -> Shown:
    if figure is not None and figure.status == Status.SUPPRESSED:
        return figure.text  # 'suppressed (1–5)': neither nought nor a figure that is missing
    if figure is None or figure.value is None:
        return NO_FIGURE
    return Number(figure.value, figure.raw, _unit(answer))


def _unit(answer: Answer) -> str:
    return answer.subject.unit if answer.subject else Unit.NOT_STATED


def _text(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _of_subject(say: Callable[[Subject], str]) -> Callable[[Answer], Shown]:
    return lambda answer: _text(say(answer.subject)) if answer.subject else NO_FIGURE


def _label(one: Choice) -> str:
    return f"{one.number} ({one.list})" if one.list else one.number


_SHOWN: dict[Field, Callable[[Answer], Shown]] = {
    Field.VALUE: _figure,
    Field.RATING: _rating,
    Field.TARGET: _target,
    Field.DIRECTION: _direction,
    Field.ENGLAND: lambda answer: benchmark(answer, NATION.__contains__),
    Field.LONDON: lambda answer: benchmark(answer, "london".__eq__),
    Field.REGION: lambda answer: benchmark(answer, lambda area: area not in NATION),
    Field.PRIOR: _prior,
    Field.NARRATIVE: lambda answer: _text("\n".join(answer.narrative)),
    Field.SOURCE: _source,
    Field.NOTES: _of_subject(lambda subject: subject.notes),
    Field.NAME: _of_subject(lambda subject: subject.name),
    Field.STATUS: lambda answer: answer.figure.status if answer.figure else NO_FIGURE,
    Field.REASON: lambda answer: _text(rating.reason) if (rating := answer.counting) else NO_FIGURE,
    Field.RATIONALE: _of_subject(lambda subject: subject.rationale),
}
