"""Many spellings, of which only those of about the right length are looked at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

ROUNDING = 1e-9


@dataclass(frozen=True)
class Spellings:
    """Spellings, the shortest first, each with the word that it stands for."""

    spelled: list[str]
    words: list[str]
    lengths: list[int]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Spellings:
        """Of pairs of a spelling and its word."""
        by_length = sorted(pairs, key=lambda pair: len(pair[0]))
        return cls(
            [each for each, _word in by_length],
            [word for _each, word in by_length],
            [len(each) for each, _word in by_length],
        )

    @cached_property
    def _by_letter(self) -> dict[str, Spellings]:
        pairs: dict[str, list[tuple[str, str]]] = {}
        for spelled, word in zip(self.spelled, self.words, strict=True):
            pairs.setdefault(spelled[:1], []).append((spelled, word))
        return {letter: Spellings.of(found) for letter, found in pairs.items()}

    def beginning_like(self, spelled: str) -> Spellings:
        """Those that begin with the same letter."""
        return self._by_letter.get(spelled[:1], NONE)

    def about(self, length: int, nearness: float) -> tuple[list[str], list[str]]:
        """Those that can be so near (from 0 to 1) to a spelling of this length, and their words.

        Nearness is 1 less the letters that differ, as a share of the longer one; the difference in length is the least that differs.
        """
        start = bisect_left(self.lengths, length * nearness - ROUNDING)
        end = bisect_right(self.lengths, length / nearness + ROUNDING)
        return self.spelled[start:end], self.words[start:end]


NONE = Spellings([], [], [])
