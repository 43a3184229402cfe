"""Write the parts of an answer that the page shows again and again: figures, ratings, editions.

Nothing is worked out here, and nothing is marked up: the page sets every text as text.
"""

from collections.abc import Sequence

from kpi_store.domain.answer import Answer, Choice, RatingSaid, Row, Said
from kpi_store.domain.lookup_words import known_words
from kpi_store.domain.observation import Status
from kpi_store.domain.wording import rating_cell
from kpi_store.held import EditionHead

Part = dict[str, object]


def figure(said: Said) -> Part:
    """A figure as it is said; `held` is false where the text says why there is none."""
    return {
        "period": said.period,
        "when": said.period_words,
        "text": said.text,
        "value": None if said.value is None else float(said.value),
        "held": said.value is not None or said.status == Status.SUPPRESSED,
        "status": said.status,
        "why": said.why,
        "note": said.note,
        "source": f"{said.source}, line {said.line}" if said.line else said.source,
    }


def rating(said: RatingSaid) -> Part:
    """A rating: its word, its symbol and its colour go together; `by` says who gave it."""
    return {
        "when": said.period_words,
        "word": said.effective or "",
        "symbol": said.symbol,
        "colour": said.colour,
        "state": said.state,
        "by": _by(said),
        "reason": said.reason,
        "differs": said.differs,
        "note": said.note,
    }


def row(one: Row, direction: str) -> Part:
    """One line of the index at a glance."""
    return {
        "number": one.number,
        "list": one.list,
        "key": one.key,
        "name": one.name,
        "figure": figure(one.figure) if one.figure else None,
        "rating": rating(one.rating) if one.rating else None,
        "rated": rating_cell(one),
        "target": one.target,
        "direction": direction,
    }


def choice(one: Choice, edition_title: str) -> Part:
    """An indicator that may be meant."""
    return {
        "number": one.number,
        "list": one.list,
        "key": one.key,
        "name": one.name,
        "edition": one.edition,
        "edition_title": edition_title,
    }


def editions(heads: Sequence[EditionHead]) -> list[Part]:
    """The editions to choose from, the one in force marked."""
    return [
        {"code": one.code, "title": one.title, "default": one.is_default}
        for one in sorted(heads, key=lambda head: not head.is_default)
    ]


def about(answer: Answer) -> Part:
    """Which edition an answer is of, and the day whose knowledge it gives."""
    return {
        "edition": answer.edition,
        "edition_title": answer.edition_title,
        "today": answer.today.isoformat(),
        "as_of": answer.as_of.isoformat() if answer.as_of else None,
        "known": known_words(answer),
    }


def _by(said: RatingSaid) -> str:
    if said.effective is None:
        return ""
    return "published" if said.published else "worked out here, not published"
