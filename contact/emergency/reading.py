"""From what somebody typed to words with a meaning: sentences of words, each with its groups and whether it is negated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from contact.emergency.lines import readings
from contact.emergency.rules import BODY
from contact.emergency.spelling import expanded, words_for
from contact.emergency.words import GROUPS, NEW_CLAUSE

REACH = 6
"""How many words a negation reaches, counted again from each "or" and each comma of a list."""

FIRST_TIME_WITHIN = 8
"""So many words after a negation "before today" may stand, that turns it round: "I never had chest pain before today"."""

_APOSTROPHES = re.compile("['’‘ʼ`´′＇]")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_TOKENS = re.compile(r"[a-z0-9]+|[.!?;\n/]|[,:–—]|\B-\B")
_UNSEEN = frozenset({"Mn", "Cf"})
"""Accents that stand apart from their letter, and signs without a width."""
_END = frozenset(".!?;\n")
_SIGNS = {**dict.fromkeys(",:–—-", ","), "/": "or"}
"""How signs inside a sentence are read: "chest/arm pain" is pain in the chest or in the arm."""


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
    """The sentences of a text as words, some of them twice where its lines can be read in two ways.

    Commas, colons and dashes inside one are words of their own: COMMA.
    """
    for reading in readings(plain(text)):
        for tokens in _sentences_of_tokens(reading):
            known = [word for token in tokens for word in words_for(token)]
            if words := _with_answers(_with_negations(list(_with_phrases(known)))):
                yield words


def _sentences_of_tokens(text: str) -> Iterator[list[str]]:
    tokens: list[str] = []
    for token in _TOKENS.findall(text):
        if token in _END:
            yield tokens
            tokens = []
        else:
            tokens.append(_SIGNS.get(token, token))
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
            reach = REACH if _denies(words[place + 1 : place + 1 + FIRST_TIME_WITHIN]) else 0
        elif reach:
            reach = REACH if word == COMMA or word.is_in("LIST") else reach - 1
    return marked


def _denies(after: list[Word]) -> bool:
    """Does a negation deny what follows? Not as an answer: "No, my legs are numb"; nor in "never before today"."""
    return after[:1] != [COMMA] and not any(word.is_in("FIRST_TIME") for word in after)


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
