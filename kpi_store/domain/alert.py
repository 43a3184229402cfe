"""Say that an effective rating turned to an alarming grade or left it, as data.

Red is the alarming grade of Merton's scheme; a scheme says which of its grades alarm.
"""

from dataclasses import dataclass
from enum import StrEnum


class Turn(StrEnum):
    TURNED = "turned red"
    LEFT = "left red"


@dataclass(frozen=True)
class Alert:
    """One change worth a message; every text is as said, grades are labels, nothing is escaped.

    `key` is opaque and unique to the change (not to the channel): it names no figure.
    """

    key: str
    turn: Turn
    edition: str
    edition_title: str
    area: str
    number: str
    list: str | None
    indicator: str  # the stable key
    name: str
    period: str  # code
    period_words: str
    before: str
    after: str
    figure: str  # '28 weeks', or why there is none
    target: str
    reason: str
    source: str
    correction: bool  # the change came from a correction
    narrative: str = ""
    action: str = ""  # what is being done about it, where a paper says so
    owner: str = ""  # who answers for the indicator, where the specs say so
    previous: str = ""  # the figure of the period before, as said
    before_symbol: str = ""  # so that colour never stands alone
    after_symbol: str = ""
    within: str = ""  # the key of the group whose thread it stands in

    @property
    def question(self) -> str:
        """The question that the alert answers, for what is asked after it in its thread."""
        within = f" {self.list}" if self.list else ""
        return f"{self.edition}: indicator {self.number}{within} in {self.period_words}"
