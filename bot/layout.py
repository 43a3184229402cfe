"""Lay out lines of words as a message: the first in bold, the paper they come from in small print.

What does not fit is counted and said (limits.fitted).
"""

import re
from collections.abc import Callable, Sequence

from bot.limits import Block, Message, context, fitted, fitted_text
from bot.mrkdwn import bold, escaped

SMALL = 1000  # what still looks well in small print
SOURCE = "Source:"  # how the line that names the paper begins (lookup_words.py)
LABEL = re.compile(r"((?:Rating|Target|Direction|Benchmarks|Corrected|Trend)\b[^:*]{0,60}:)(?= )")


def laid_out(
    words: str,
    tail: Sequence[Block],
    *,
    more: str,
    seen: Sequence[str] | None = None,
    emphasis: Callable[[str], str] = bold,
) -> Message:
    """Return the message whose text is *words* and whose blocks show *seen*, or all, then *tail*.

    *more* says how to ask for what does not fit.
    """
    first, *rest = (words.splitlines() if seen is None else seen) or [""]
    small = [line for line in rest if line.startswith(SOURCE) and len(line) < SMALL]
    shown = [emphasis(first), *(_labelled(line) for line in rest if line not in small)]
    return {
        "text": fitted_text(escaped(words)),
        "blocks": fitted(
            [line for line in shown if line.strip()],
            [*(context(escaped(line)) for line in small), *tail],
            more=lambda left: f"… {left} more: {more}.",
        ),
    }


def _labelled(line: str) -> str:
    """The line with what it is about in bold, so that an eye finds the target without reading."""
    label = LABEL.match(line)
    return f"{bold(label[1])}{escaped(line[label.end() :])}" if label else escaped(line)
