"""From what somebody typed to words with a meaning: sentences of words, each with its groups and whether it is negated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from contact.emergency.rules import BODY
from contact.emergency.spelling import expanded, nearest
from contact.emergency.words import GROUPS, NEW_CLAUSE

REACH = 6
"""How many words a negation reaches, counted again from each "or" and each comma of a list."""

_APOSTROPHES = re.compile("['’‘ʼ`´′＇]")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_TOKENS = re.compile(r"[a-z0-9]+|[.!?;\n]|[,:–—]|\B-\B")
_UNSEEN = frozenset({"Mn", "Cf"})
"""Accents that stand apart from their letter, and signs without a width."""
_END = frozenset(".!?;\n")


class Word(NamedTuple):
    """A word or a phrase of the table: its text, the groups that it belongs to, and whether it is said not to be so."""

    text: str
    groups: frozenset[str] = frozenset()
    negated: bool = False

    def is_in(self, *groups: str) -> bool:
        """Does the word belong to one of these groups?"""
        return not self.groups.isdisjoint(groups)


COMMA = Word(",", frozenset({"COMMA"}))
"""Stands for colons and dashes as well."""


def sentences(text: str) -> Iterator[list[Word]]:
    """The sentences of a text as words. Commas, colons and dashes inside one are words of their own: COMMA."""
    for tokens in _sentences_of_tokens(text):
        words = _with_answers(_with_negations(list(_with_phrases([nearest(token) for token in tokens]))))
        if words:
            yield words


def _sentences_of_tokens(text: str) -> Iterator[list[str]]:
    tokens: list[str] = []
    for token in _TOKENS.findall(plain(text)):
        if token in _END:
            yield tokens
            tokens = []
        else:
            tokens.append("," if token in ",:–—-" else token)
    yield tokens


def plain(text: str) -> str:
    """Small letters without accents and apostrophes; a letter that is held down is written twice."""
    # Apostrophes first: decomposing turns one of them into a space and an accent.
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).casefold())
    bare = "".join(letter for letter in decomposed if unicodedata.category(letter) not in _UNSEEN)
    return _STRETCHED.sub(r"\1\1", bare)


@cache
def _phrases() -> dict[str, Any]:
    """All phrases of the table as a tree, a word a level; what ends at a level stands under ""."""
    tree: dict[str, Any] = {}
    for name, group in GROUPS.items():
        for phrase in expanded(group):
            level = tree
            for word in phrase:
                level = level.setdefault(word, {})
            level[""] = level.get("", frozenset()) | {name}
    return tree


def _with_phrases(tokens: list[str]) -> Iterator[Word]:
    """The tokens, with the longest phrase of the table at each place made one word."""
    place = 0
    while place < len(tokens):
        length, groups = _longest_phrase(tokens, place)
        yield COMMA if tokens[place] == "," else Word(" ".join(tokens[place : place + length]), groups)
        place += length


def _longest_phrase(tokens: list[str], place: int) -> tuple[int, frozenset[str]]:
    """How many tokens the longest phrase that begins here has, and its groups; one token and none where there is none."""
    found, level = (1, frozenset[str]()), _phrases()
    for length in range(1, len(tokens) - place + 1):
        level = level.get(tokens[place + length - 1])
        if level is None:
            break
        found = (length, level[""]) if "" in level else found
    return found


def _with_negations(words: list[Word]) -> list[Word]:
    """The words, with those marked that a negation before them says not to be so."""
    marked, reach = [], 0
    for place, word in enumerate(words):
        if reach and _ends_negation(word, words[place - 1], words[place + 1 : place + 4]):
            reach = 0
        marked.append(word._replace(negated=True) if reach else word)
        if word.is_in("NOT"):
            # "No, my legs are numb": an answer, that denies nothing of what follows.
            reach = 0 if words[place + 1 : place + 2] == [COMMA] else REACH
        elif reach:
            reach = REACH if word == COMMA or word.is_in("LIST") else reach - 1
    return marked


def _ends_negation(word: Word, before: Word, after: list[Word]) -> bool:
    """Does something new begin here: "but", "my legs are", "and I"?"""
    if word.is_in("SUBJECT"):
        return not before.is_in("SAYS", "NOT")
    joined = before == COMMA or before.is_in("LIST", "OTHER_BODY")
    if joined and word.text.partition(" ")[0] in NEW_CLAUSE:
        return True
    if joined and word.is_in("OWNER", *BODY):
        return any(each.is_in("VERB") for each in after)
    return word.is_in("TURN") and not before.is_in("NOT")


def _with_answers(words: list[Word]) -> list[Word]:
    """The words, with the items of a list marked that are answered with no: "chest pain: none, leg weakness: yes"."""
    marked, begins = list(words), 0
    for place in range(1, len(words)):
        is_answer = words[place - 1] == COMMA and words[place].is_in("NO_ANSWER", "YES_ANSWER")
        if not is_answer or words[place + 1 : place + 2] not in ([], [COMMA]):
            continue
        item = words[begins:place]
        # A sentence about somebody is no item: "my legs are numb, is that normal, no?"
        if words[place].is_in("NO_ANSWER") and not any(word.is_in("PERSON") for word in item):
            marked[begins:place] = [word._replace(negated=True) for word in item]
        begins = place + 1
    return marked
