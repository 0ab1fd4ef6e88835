"""Do two wordings ask the same? By the stems of their words, as Postgres makes them, near spellings counted as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from rapidfuzz import fuzz

from publishing.models.search_vector import CONFIGURATIONS

ALIKE_FROM = 2 / 3
"""Of the stems of both, the share that they have in common: “swim” and “swim pool” are alike, “swim” and “swim pool open” are not."""

SAME_STEM_FROM = 85
"""Of 100: “vertabroplasti” is “vertebroplasti”."""

SHORTEST_MISSPELT = 4

_STEMS = """
SELECT words, tsvector_to_array(to_tsvector(%s::regconfig, words)) FROM unnest(%s::text[]) AS asked (words)
"""

ASIDE = frozenset("get got need want know tell pleas abl happen go take make question".split())
"""Stems that stand in any question."""


def stems_of(wordings: Iterable[str], *, language: str) -> dict[str, list[str]]:
    """The stems of each wording, sorted, without words that say nothing; all of them where there are no others. One query."""
    configuration = CONFIGURATIONS.get(language, "simple")
    with connection.cursor() as cursor:
        cursor.execute(_STEMS, [configuration, list(wordings)])
        found = dict(cursor.fetchall())
    return {words: _telling(stems) or sorted(words.split()) for words, stems in found.items()}


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """From 0 (nothing in common) to 1 (the same stems, in whatever order)."""
    if not one or not other:
        return 0.0
    left = list(other)
    common = 0
    for stem in one:
        same = next((each for each in left if _is_same(stem, each)), None)
        if same is not None:
            left.remove(same)
            common += 1
    return 2 * common / (len(one) + len(other))


def _telling(stems: Sequence[str]) -> list[str]:
    kept = [stem for stem in stems if stem not in ASIDE]
    return kept or list(stems)


def _is_same(stem: str, other: str) -> bool:
    if stem == other:
        return True
    if min(len(stem), len(other)) < SHORTEST_MISSPELT:
        return False
    return fuzz.ratio(stem, other, score_cutoff=SAME_STEM_FROM) > 0
