"""The rules, put to the words of a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from contact.emergency.reading import Word, sentences
from contact.emergency.rules import BODY, LACKS, RULES
from contact.emergency.signs import Sign
from contact.emergency.words import FILLERS

GAP = 3
"""How many words "…" may run over."""


@dataclass(frozen=True)
class Rule:
    """A rule in parts: the groups of each place, how many words may stand before each, and what must not follow."""

    sign: Sign
    places: tuple[frozenset[str], ...]
    gaps: tuple[int, ...]
    at_end: bool
    unless: frozenset[str]

    @property
    def says_no_itself(self) -> bool:
        """Is the negation a part of the sign, as in "cannot walk"?"""
        return not self.places[0].isdisjoint(LACKS)

    @property
    def heart(self) -> int:
        """The place that must not be negated: the first that is more than a part of the body."""
        return next(place for place, groups in enumerate(self.places) if not groups <= BODY)

    def could_apply(self, groups: Collection[str]) -> bool:
        """Are there words for each of its places, wherever they stand? A quick no for most rules and sentences."""
        return not any(place.isdisjoint(groups) for place in self.places)


def signs_in(text: str) -> list[Sign]:
    """The signs of an emergency in free text, English or Spanish, misspelt or not, each once and in the order of `Sign`.

    Takes any text, in time that grows with its length; looks nowhere but in the text and the table of rules.
    """
    found: set[Sign] = set()
    for words in sentences(text):
        if not _asks_in_general(words):
            found |= _signs_in_sentence(words, found)
    return [sign for sign in Sign if sign in found]


def _asks_in_general(words: list[Word]) -> bool:
    """Is this about causes and risks, and about nobody: "Can the procedure cause numb legs?" """
    return any(word.is_in("CAUSE") for word in words) and not any(word.is_in("PERSON") for word in words)


def _signs_in_sentence(words: list[Word], known: set[Sign]) -> set[Sign]:
    """The signs in one sentence that are not known yet."""
    telling = [(place, word) for place, word in enumerate(words) if word.text not in FILLERS]
    index: dict[str, list[int]] = {}
    for place, (_raw, word) in enumerate(telling):
        for group in word.groups:
            index.setdefault(group, []).append(place)
    found: set[Sign] = set()
    for group in index:
        for rule in _rules_from(group):
            if rule.sign not in known | found and rule.could_apply(index):
                found |= {rule.sign} if _applies(rule, words, telling, index[group]) else set()
    return found


def _applies(rule: Rule, words: list[Word], telling: list[tuple[int, Word]], starts: list[int]) -> bool:
    return any(_holds(rule, words, telling, match) for start in starts for match in _matches(rule, telling, (start,)))


def _matches(rule: Rule, telling: list[tuple[int, Word]], match: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The ways in which the rule's places can be filled from here on; at most GAP + 1 for each place."""
    if len(match) == len(rule.places):
        yield match
        return
    wanted = rule.places[len(match)]
    for place in range(match[-1] + 1, min(match[-1] + 2 + rule.gaps[len(match)], len(telling))):
        word = telling[place][1]
        if not word.groups.isdisjoint(wanted):
            yield from _matches(rule, telling, (*match, place))
        elif word.is_in("OTHER_BODY", "WALL"):
            return


def _holds(rule: Rule, words: list[Word], telling: list[tuple[int, Word]], match: tuple[int, ...]) -> bool:
    """Is what was found said to be so, and not followed by what makes it harmless?"""
    if not rule.says_no_itself and telling[match[rule.heart]][1].negated:
        return False
    last = telling[match[-1]][0]
    if rule.at_end and last + 1 != len(words):
        return False
    return not any(word.text in rule.unless or word.is_in(*rule.unless) for word in words[last + 1 : last + 3])


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of the table, in parts."""
    return tuple(rule for sign, notation in RULES for rule in _read(sign, notation))


@cache
def _rules_from(group: str) -> tuple[Rule, ...]:
    """The rules that begin with a group."""
    return tuple(rule for rule in rules() if group in rule.places[0])


def _read(sign: Sign, notation: str) -> Iterator[Rule]:
    """A rule, or the two that "A + B" stands for."""
    pattern, _unless, unless = notation.partition(" unless ")
    if "+" in pattern:
        left, right = pattern.split(" + ")
        yield _rule(sign, f"{left} … {right}", unless)
        yield _rule(sign, f"{right} … {left}", unless)
    else:
        yield _rule(sign, pattern, unless)


def _rule(sign: Sign, pattern: str, unless: str) -> Rule:
    parts = pattern.removesuffix(" END").split()
    places = [place for place, part in enumerate(parts) if part != "…"]
    return Rule(
        sign=sign,
        places=tuple(frozenset(parts[place].split("|")) for place in places),
        gaps=tuple(GAP if place and parts[place - 1] == "…" else 0 for place in places),
        at_end=pattern.endswith(" END"),
        unless=frozenset(unless.split()),
    )
