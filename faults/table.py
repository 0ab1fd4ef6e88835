"""What is printed in the end: a line for each scene."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 10
SKIPPED = "skipped"
HEAD = ("fault", "told", "missing", "double", "503", "errors", "hung", "longest", "")


@dataclass
class Row:
    """One line of the table."""

    scene: str
    told: int = 0
    missing: int = 0
    double: int = 0
    planned: int = 0
    errors: int = 0
    hung: int = 0
    longest: float = 0.0
    note: str = ""

    @property
    def is_good(self) -> bool:
        """Whether everything held."""
        return not (self.missing or self.double or self.errors or self.hung or self.longest > LONGEST)

    @property
    def is_skipped(self) -> bool:
        """Whether this machine could not stage it."""
        return self.note.startswith(SKIPPED)

    @property
    def cells(self) -> tuple[str, ...]:
        """As it is printed."""
        counts = (self.told, self.missing, self.double, self.planned, self.errors, self.hung)
        note = " ".join(filter(None, [self.note, "" if self.is_good else "FAILED"]))
        return (self.scene, *map(str, counts), f"{self.longest:.1f} s", note)


def table(rows: list[Row]) -> str:
    """All lines, and how many scenes were skipped."""
    lines = [HEAD, *(row.cells for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
    printed = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    ]
    skipped = sum(row.is_skipped for row in rows)
    return "\n".join([*printed, f"{skipped} of {len(rows)} scenes were skipped."])
