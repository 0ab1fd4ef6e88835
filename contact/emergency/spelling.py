"""Misspelt words of the table: the nearest one, where it is near enough and the word is no other everyday word; or two, without their space."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from contact.emergency.words import FILLERS, GROUPS

LOOKALIKES = Path(__file__).with_name("lookalikes.txt")
"""Everyday words, English and Spanish, that are one slip away from a word of the table and mean something else: a line each."""

SHORTEST, LONGEST = 3, 24
"""Shorter and longer words are taken as they stand, and of the shortest all with a vowel: "lgs" is a slip, "log" is none."""

SHORTEST_GLUED = 4
"""Parts of a word that are taken apart have so many letters at least."""

VOWELS = frozenset("aeiouy")


@cache
def vocabulary() -> frozenset[str]:
    """All single words of the table that a misspelling may stand for."""
    phrases = (phrase for group in GROUPS.values() for phrase in expanded(group))
    return frozenset(word for phrase in phrases for word in phrase)


@cache
def lookalikes() -> frozenset[str]:
    """The everyday words that are not to be taken for a misspelling."""
    return frozenset(LOOKALIKES.read_text("utf-8").split())


@cache
def _by_remains() -> dict[str, list[str]]:
    """The words of the table, in alphabetical order, by what remains of them when letters are left out.

    Two words within reach of each other have such a remainder in common, so that few need to be measured.
    """
    found = defaultdict(list)
    for word in sorted(vocabulary()):
        if len(word) > SHORTEST:
            for remainder in _remains(word, 2 if len(word) >= 6 else 1):
                found[remainder].append(word)
    return found


def _remains(word: str, letters: int) -> set[str]:
    """The word itself, and what remains of it with up to so many letters left out."""
    found = {word}
    for _letter in range(letters):
        found |= {each[:place] + each[place + 1 :] for each in found for place in range(len(each))}
    return found


def slips(word: str) -> int:
    """How many letters may be wrong, left out, added or swapped."""
    return 2 if len(word) >= 8 else 1


def nearest(word: str) -> str:
    """The word of the table that this one stands for; the word itself where it stands for none."""
    known = word in vocabulary() or word in FILLERS or word in lookalikes()
    return word if known else _nearest_of_table(word) or word


def words_for(word: str) -> list[str]:
    """The words that a typed one is read as: `nearest`, or two of the table that were typed without the space ("chestpain")."""
    found = nearest(word)
    is_strange = found == word and word not in vocabulary() and word not in lookalikes()
    return (is_strange and _unglued(word)) or [found]


def _unglued(word: str) -> list[str]:
    """The two words of the table that this one is put together from; none where it is not."""
    if 2 * SHORTEST_GLUED <= len(word) <= LONGEST:
        for place in range(SHORTEST_GLUED, len(word) - SHORTEST_GLUED + 1):
            if word[:place] in vocabulary() and word[place:] in vocabulary():
                return [word[:place], word[place:]]
    return []


def _nearest_of_table(word: str) -> str:
    """The nearest word of the table within reach, the same one always; "" without one."""
    if not SHORTEST <= len(word) <= LONGEST or (len(word) == SHORTEST and not VOWELS.isdisjoint(word)):
        return ""
    reach, index = slips(word), _by_remains()
    near = {candidate for remainder in _remains(word, reach) for candidate in index.get(remainder, ())}
    found = extractOne(word, sorted(near), scorer=OSA.distance, score_cutoff=reach)
    return found[0] if found else ""


def expanded(group: str) -> Iterable[tuple[str, ...]]:
    """The phrases of a group, each as its words; "dormid@" as its four forms."""
    for phrase in group.split(","):
        endings = ("o", "a", "os", "as") if "@" in phrase else ("",)
        yield from (tuple(phrase.replace("@", ending).split()) for ending in endings)


def confusable(words: Iterable[str]) -> list[str]:
    """Those of some everyday words that would be taken for a word of the table, or for two, in alphabetical order."""
    strange = (word for word in set(words) if word.isalpha() and word not in vocabulary() | FILLERS)
    return sorted(word for word in strange if _nearest_of_table(word) or _unglued(word))
