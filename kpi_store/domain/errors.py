"""Everything the store can refuse to do, as one family.

* KpiError
  + UnknownPeriod     the words do not name a period
  + UnknownEdition    no edition has that code or name
  + UnknownIndicator  nothing in the edition goes by that number or name
  + BadValue          the words are not a value of the indicator's unit
  + NeedsReason       a figure that replaces another says why
  + BadSpec           the specs have problems, all of them listed
  + BadSetting        a setting is missing or malformed
  + StoreUnavailable  the database cannot be opened
"""

from collections.abc import Sequence

LONGEST_QUOTED = 60  # characters of what was typed that a sentence repeats


def quoted(words: str) -> str:
    """*words* in quotes, cut where they are too long to be read in a sentence."""
    return repr(words if len(words) <= LONGEST_QUOTED else f"{words[:LONGEST_QUOTED]}…")


class KpiError(Exception):
    """Caught at the doors and shown as it stands; its children are raised inside."""


class UnknownPeriod(KpiError):
    def __init__(self, words: str, why: str = "") -> None:
        reason = why or "is not a period"
        super().__init__(f"{quoted(words)} {reason}; try 'Q2', 'May 2019', '2018/19' or 'latest'.")


class UnknownEdition(KpiError):
    def __init__(self, words: str, held: Sequence[str]) -> None:
        super().__init__(f"No edition is called {quoted(words)}. Held: {', '.join(held)}.")


class UnknownIndicator(KpiError):
    def __init__(self, words: str, edition: str) -> None:
        super().__init__(
            f"No indicator of {edition} goes by {quoted(words)}. "
            "Try its number or a few words of its name, or list them all with 'kpi list'."
        )


class BadValue(KpiError):
    def __init__(self, words: str, why: str) -> None:
        super().__init__(f"{quoted(words)} cannot be recorded: {why}.")


class NeedsReason(KpiError):
    def __init__(self, indicator: str, period: str, held: str) -> None:
        super().__init__(
            f"{held} is already held for {indicator} in {period}. "
            "A figure that replaces another is a correction: say why with --reason."
        )


class BadSpec(KpiError):
    """All the problems of the specs at once; `problems` holds one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        count = f"{len(self.problems)} problem{'' if len(self.problems) == 1 else 's'}"
        super().__init__(f"The specs have {count}:\n" + "\n".join(f"- {p}" for p in self.problems))


class BadSetting(KpiError):
    def __init__(self, name: str, why: str, instead: str) -> None:
        super().__init__(f"{name} {why}. {instead}")


class StoreUnavailable(KpiError):
    """The database cannot be opened or used; says which and what to do, never a password."""
