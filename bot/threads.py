"""Tell whether a message in a thread of ours asks something, though it does not mention the bot.

A follow-up needs no mention; but people also talk to each other there, and are left in peace.
"""

import re

from kpi_store.domain.answer import Answer, Kind, Outcome

SHORT = 4  # words: 'the target for Q1' is a follow-up, a longer statement is a remark
BEGINS = re.compile(
    r"^\W*(?:and|or|but|also|what|whats|how|why|when|where|which|who|whose|is|are|was|were|do|does"
    r"|did|has|have|had|can|could|should|show|list|compare|tell|give|explain|any|same|now|then)\b",
    re.IGNORECASE,
)
HELP = re.compile(r"\bhelp\b", re.IGNORECASE)


def may_ask(text: str, words: str) -> bool:
    """Whether *words*, typed as *text*, may ask: they begin so, are short, or have a '?'.

    What mentions a person, a group or a channel is said to them.

    >>> may_ask("and in Q1?", "and in Q1?"), may_ask("<@U1> and in Q1?", "and in Q1?")
    (True, False)
    >>> may_ask(*["indicator 2 looks fine to me"] * 2)
    False
    """
    if re.search(r"<[@!]", text):
        return False
    return "?" in words or bool(BEGINS.match(words)) or 0 < len(words.split()) <= SHORT


def is_worth_saying(words: str, answer: Answer | None) -> bool:
    """Whether *answer* is said unasked: 'thanks' and what nobody asked of us get none."""
    if answer is None or answer.outcome is Outcome.REFUSED:
        return "?" in words
    if answer.kind is Kind.HELP:
        return bool(HELP.search(words))
    return answer.outcome is Outcome.ANSWERED or bool(answer.choices) or "?" in words
