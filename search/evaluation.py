"""How well search finds: searches as patients type them, each with the pages that are right, put to the search itself."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from search.finding import find

AT_1, AT_3 = 0.90, 0.98
"""The shares of searches whose right page has to stand first, and among the first three."""


@dataclass(frozen=True)
class Search:
    """One line of the set: the sort of search, what is typed, and the addresses of which any is right."""

    sort: str
    typed: str
    pages: frozenset[str]

    @property
    def is_held_out(self) -> bool:
        """Whether it is of the quarter that nobody looks at while search is made better; what is typed decides, for good."""
        return int(hashlib.sha256(self.typed.encode()).hexdigest(), 16) % 4 == 0


@dataclass(frozen=True)
class Result:
    """At which place the right page stood, from 1; 0 for not among the first three. `first` is what stood first."""

    search: Search
    place: int
    first: str


@dataclass(frozen=True)
class Score:
    """Of how many searches the right page stood first, and among the first three."""

    searches: int
    at_1: float
    at_3: float

    @property
    def is_enough(self) -> bool:
        """Whether both shares reach their bars."""
        return self.at_1 >= AT_1 and self.at_3 >= AT_3


def read(path: Path) -> list[Search]:
    """The set from a file of three columns with tabs between them: sort, search, pages with a space between them."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Search(row["sort"], row["search"], frozenset(row["pages"].split()))
            for row in csv.DictReader(file, delimiter="\t")
        ]


def results(searches: Iterable[Search], language: str = "en") -> list[Result]:
    """Each search, put to the editions that are live now."""
    return [
        _result(search, [hit.path for hit in find(search.typed, language=language, limit=3).hits])
        for search in searches
    ]


def score(results_: list[Result]) -> Score:
    """The shares of all results; 0 of none."""
    count = len(results_) or 1
    first = sum(result.place == 1 for result in results_)
    return Score(len(results_), first / count, sum(result.place > 0 for result in results_) / count)


def _result(search: Search, paths: list[str]) -> Result:
    place = next((place for place, path in enumerate(paths, 1) if path in search.pages), 0)
    return Result(search, place, paths[0] if paths else "")
