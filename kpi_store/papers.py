"""Hold the lines of the papers, so that what is said to be printed can be looked up."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kpi_store.specs import CatalogueSpec


@dataclass(frozen=True)
class Papers:
    """The lines of each paper that the folder holds, by the paper's code; lines count from 1."""

    lines: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, folder: Path, catalogue: CatalogueSpec) -> "Papers":
        found = {}
        for paper in catalogue.papers:
            file = folder / paper.file
            if file.is_file():
                found[paper.code] = tuple(file.read_text(encoding="utf-8").split("\n"))
        return cls(found)

    def line(self, paper: str, number: int) -> str | None:
        """The text of a line; None where the paper has no such line."""
        lines = self.lines[paper]
        return lines[number - 1] if 1 <= number <= len(lines) else None

    def holds(self, paper: str) -> bool:
        return paper in self.lines
