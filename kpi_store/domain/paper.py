"""Say which paper a question can name: a dated publication, its edition and what it is called."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Paper:
    """A publication without what it prints; `paper` is the printed document it was read from.

    `date` is the one it carries, None where it carries none: such a paper is known on every day,
    and cannot be asked for by name.
    """

    code: str
    title: str
    edition: str
    paper: str
    date: date | None
    aliases: tuple[str, ...]
