"""How well search finds, and whether it knows what it does not find: searches as patients type them, put to the search itself.

Two sets: searches with the pages that are right, and searches on subjects that no page is about.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from search.finding import Found, find

AT_1, AT_3 = 0.90, 0.98
"""The shares of searches whose right page has to stand first, and among the first three."""

KNOWN_TO_BE_MISSING = 0.90
"""The share of searches on subjects that no page is about that have to find nothing, or guesswork only: they become gaps."""

TAKEN_FOR_GUESSES = 0.10
"""The share of searches whose right page stands among the first three that may be taken for guesswork all the same."""


@dataclass(frozen=True)
class Search:
    """One line of the set: the sort of search, what is typed, and the addresses of which any is right: none where no page is."""

    sort: str
    typed: str
    pages: frozenset[str]

    @property
    def is_held_out(self) -> bool:
        """Whether it is of the quarter that nobody looks at while search is made better; what is typed decides, for good."""
        return int(hashlib.sha256(self.typed.encode()).hexdigest(), 16) % 4 == 0


@dataclass(frozen=True)
class Result:
    """At which place the right page stood, from 1; 0 for not among the first three. `first` is what stood first, "" where nothing was found."""

    search: Search
    place: int
    first: str
    is_guesswork: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether the site knows that it has no answer: nothing was found, or guesswork only."""
        return self.is_guesswork or not self.first


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
    """A set from a file of columns with tabs between them: sort, search, and where there is an answer pages, with a space between them."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Search(row["sort"], row["search"], frozenset((row.get("pages") or "").split()))
            for row in csv.DictReader(file, delimiter="\t")
        ]


def results(searches: Iterable[Search], language: str = "en") -> list[Result]:
    """Each search, put to the editions that are live now."""
    return [_result(search, find(search.typed, language=language, limit=3)) for search in searches]


def score(results_: list[Result]) -> Score:
    """The shares of all results; 0 of none."""
    count = len(results_) or 1
    first = sum(result.place == 1 for result in results_)
    return Score(len(results_), first / count, sum(result.place > 0 for result in results_) / count)


def missing(results_: list[Result]) -> float:
    """Of searches on subjects that no page is about: the share that found nothing, or guesswork only; 0 of none."""
    return sum(result.is_missing for result in results_) / (len(results_) or 1)


def taken_for_guesses(results_: list[Result]) -> float:
    """Of searches whose right page is among the first three: the share that is counted as not found all the same; 0 of none."""
    found = [result for result in results_ if result.place]
    return sum(result.is_guesswork for result in found) / (len(found) or 1)


def _result(search: Search, found: Found) -> Result:
    paths = [hit.path for hit in found.hits]
    place = next((place for place, path in enumerate(paths, 1) if path in search.pages), 0)
    return Result(search, place, paths[0] if paths else "", found.is_guesswork)
