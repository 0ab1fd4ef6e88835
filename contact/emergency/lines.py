"""How a text's lines hang together. People break a line at the end of a sentence, in the midst of one, and to make a list.

So a text of several lines is read twice: once with a break as the end of a sentence, once with a break as a space. An empty line
and the items of a list end a sentence either way; and neither way does a line end one that stops at "I do not have".
"""

from __future__ import annotations

import re
from itertools import pairwise

from contact.emergency.spelling import expanded
from contact.emergency.words import FILLERS, GROUPS

_LIST_MARK = re.compile(r"\s*(?:[-*•·–—]|\d{1,2}[.)])\s*(?=\w)")
_WORDS = re.compile(r"[a-z]+")


def _one_word(*groups: str) -> frozenset[str]:
    """The single words of some groups."""
    return frozenset(phrase[0] for group in groups for phrase in expanded(GROUPS[group]) if len(phrase) == 1)


_ANSWERED = re.compile(rf"[:–—-]\s*(?:{'|'.join(sorted(_one_word('YES_ANSWER', 'NO_ANSWER')))})\W*$")
"""The end of an item that somebody has answered: "chest pain: none"."""

_NOT, _OR, _NEW = _one_word("NOT"), _one_word("OR"), _one_word("SUBJECT", "OWNER")


def readings(text: str) -> list[str]:
    """The ways in which a text (small letters, without accents) can be read: one or two, in which "\\n" ends a sentence."""
    lines = [line.strip() for line in text.splitlines()]
    broken, joined = lines[:1], lines[:1]
    for before, after in pairwise(lines):
        ends = not before or not after or _is_item(before, after)
        broken += [" " if not ends and _goes_on(before, after) else "\n", after]
        joined += ["\n" if ends else " ", after]
    return list(dict.fromkeys(["".join(broken), "".join(joined)]))


def _is_item(before: str, after: str) -> bool:
    """Does a list go on here: "- numb legs", "2. chest pain", "chest pain: none"?"""
    return bool(_LIST_MARK.match(after) or _ANSWERED.search(before) or _ANSWERED.search(after))


def _goes_on(before: str, after: str) -> bool:
    """Does the sentence go on, as its negation still lacks what it denies: "I do not have", "no numbness or"?"""
    said, first = _WORDS.findall(before), _WORDS.findall(after)[:1]
    if not said or not first:
        return False
    return before.endswith(",") or said[-1] in _OR or first[0] in _OR or (_lacks(said) and first[0] not in _NEW)


def _lacks(said: list[str]) -> bool:
    """Is the last word that says something a negation, and no answer: "I have no", "I do not have any"?"""
    place = len(said) - 1
    while place > 0 and said[place] in FILLERS and said[place] not in _NOT:
        place -= 1
    return said[place] in _NOT and (place < len(said) - 1 or said[place - 1] in FILLERS)
