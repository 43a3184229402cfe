"""Say what can be asked, by the example that each part of the grammar brings."""

from collections.abc import Iterable

from kpi_store.domain import change_words, comparison_words, field_words, list_words

BEGINS = "Ask about an indicator by its number or by its name, and for a period if you like."
ENDS = (
    "Name another edition, or a paper, to ask about that. What is not held is said, never guessed."
)


def help_lines() -> tuple[str, ...]:
    """What can be asked, a line for each sort of question."""
    lists = (*list_words.GRADE_EXAMPLES.values(), *list_words.EXAMPLES.values())
    return (
        BEGINS,
        _line("One indicator", field_words.EXAMPLES.values()),
        _line("Beside something else", comparison_words.EXAMPLES.values()),
        _line("Lists", lists),
        _line("Changes", change_words.EXAMPLES.values()),
        ENDS,
    )


def _line(sort: str, examples: Iterable[str]) -> str:
    return f"{sort}: {' · '.join(examples)}"
