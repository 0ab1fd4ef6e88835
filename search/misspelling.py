"""What was probably misspelt in a search, by what it was meant for, and what of it can be offered as another spelling."""

from __future__ import annotations

from search.lexicon import Lexicon
from search.real_words import is_real
from search.spelling import nearest

Spelled = dict[str, list[tuple[str, float]]]
"""For each word that nobody wrote: words that can have been meant, the nearest first, with how near each is."""


def spelled(typed: list[str], stems: dict[str, str], known: Lexicon, language: str) -> Spelled:
    """For each typed word that nobody wrote: words that can have been meant, with how near each is."""
    unknown = {word for word in typed if stems.get(word) and not is_known(word, stems, known)}
    real = {word for word in typed if word not in unknown or is_real(word, language)}
    found = {word: nearest(word, known, is_real=word in real) for word in unknown}
    for size in (2, 3):
        for start in range(len(typed) - size + 1):
            parts = typed[start : start + size]
            if unknown.isdisjoint(parts):
                continue
            for whole, nearness in _as_one("".join(parts), known, are_real=real.issuperset(parts)):
                if nearness >= max([0.8, *(near for part in parts for _word, near in found.get(part, []))]):
                    found |= {part: [(whole, nearness)] for part in parts if stems.get(part)}
    return {word: near for word, near in found.items() if near}


def _as_one(word: str, known: Lexicon, *, are_real: bool) -> list[tuple[str, float]]:
    """Words that neighbours make when they are written as one: "kypho plasty"."""
    return [(word, 1.0)] if word in known.stems else nearest(word, known, is_real=are_real, begins_right=True)[:1]


def is_known(word: str, stems: dict[str, str], known: Lexicon) -> bool:
    """Whether a word stands in a live edition or a synonym, in this form or another one."""
    return known.is_known(word) or stems[word] in known.documents


def meant(typed: list[str], found: Spelled) -> str:
    """The line with the nearest word in the place of each that no page has; "" where there is none such."""
    words: list[str] = []
    for word in typed:
        nearest_ = found[word][0][0] if word in found else word
        if nearest_ not in words[-1:]:
            words.append(nearest_)
    line = " ".join(words)
    return line if line != " ".join(typed) else ""


def of_pages(found: Spelled, known: Lexicon) -> Spelled:
    """The spellings that can be offered: where the nearest stands in a live edition, and not only in a synonym."""
    return {word: near for word, near in found.items() if near[0][0] not in known.said}
