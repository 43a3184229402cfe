"""Hold a fault found in what a paper prints: named, weighed, and never repaired."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A fault that a check works out; `severity` is note, warning or error."""

    code: str
    severity: str
    printed: str
    why: str
