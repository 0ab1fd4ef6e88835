"""Is a change one of wording, or does it change what patients are told? Computed from the two texts, never claimed by anybody.

Wording is: the same sections, steps and links, and the same words in the same order, but for capitals, punctuation, spacing and the
spelling of a word. Everything else is clinical. Where it cannot tell, it says clinical.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import zip_longest
from typing import Any

from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from publishing.medicines import IN_ANY_NUMBER

PLACEMENT = frozenset({"slug", "region", "asked_most", "in_footer"})
"""Fields that say where something stands, not what it says."""

IDENTITY = frozenset({"key", "kind", "topic", "about", "procedures", "coordinator", "drawing", "image", "aspect"})
"""Fields whose value is a name of something: another value is another thing."""

RICH = frozenset({"body", "answer", "introduction"})
"""Fields that hold rich text; in all others a "<" is a "<"."""

SPELT = frozenset({"en"})
"""Languages of which we have a dictionary: in any other, a changed spelling may be a changed word."""

SHORTEST_SPELT = 4
LONGEST_UNIT = 3

_TOKEN = re.compile(
    r"(?<!\w)[A-Za-z]{1,3}\d+(?!\w)|[-−]?(?:(?<!\w)[.,](?=\d))?\d+(?:[.,:/–-]\d+)*|(?<!\w)(?:AB|A|B|O)[-−](?!\w)|[^\W\d_]+(?:['’][^\W\d_]+)*|[%<>≤≥±+=°½¼¾×÷~≈^$€£]"
)

CASE_MATTERS = {"Mg": "Mg (not mg)"}
"""Words that a capital makes another word: magnesium is no milligram."""


RISKY = IN_ANY_NUMBER | frozenset(
    """
    no not never none nor neither without cannot can't don't won't shouldn't mustn't isn't aren't doesn't didn't unless except only
    must may might should shall can could will would need needs have has ought advised recommended required allowed
    zero one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty ninety hundred thousand
    once twice half double first second third more less fewer most least all any every each both either always often sometimes rarely
    second seconds minute minutes hour hours hourly day days daily night nightly week weeks weekly month months year years morning
    noon afternoon evening midnight am pm today tomorrow
    before after during until since while when then now later earlier immediately
    mg mcg g kg ml l liter liters milligram milligrams microgram micrograms gram grams unit units percent degree degrees inch inches mm cm
    left right both front back upper lower above below inside outside
    stop stopping start starting continue take taking avoid eat drink fast fasting
    anesthesia anesthetic anesthetics inhibitor inhibitors
    contrast iodine latex penicillin allergy allergies allergic
    increase increases increased decrease decreases decreased high low higher lower hyper hypo
    """.split()
)
"""Words whose spelling is never taken for a slip: numbers, negations, may and must, times, units, sides of the body, drugs."""

_RISKY_STARTS = ("hyper", "hypo", "inter", "intra", "anti", "ante", "post", "pre", "ab", "ad", "un", "in", "im", "non")


PLACES = frozenset({"table", "tr", "th", "td", "a", "abbr"})
"""Tags that say where words stand, or more than the words: the same words in another cell say something else."""


class Change(enum.Enum):
    """How far a text is from the one a clinician signed."""

    SAME = "same"
    WORDING = "wording"
    CLINICAL = "clinical"


def change_between(signed: dict[str, Any], text: dict[str, Any], *, language: str = "en") -> Change:
    """Compare the contents of two editions in one language, as JSON values."""
    if signed == text:
        return Change.SAME
    pairs = zip_longest(_leaves(signed), _leaves(text), fillvalue=(None, None))
    return Change.WORDING if all(_says_the_same(a, b, language) for a, b in pairs) else Change.CLINICAL


def _leaves(value: Any, field: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value with the path of field names to it, in a fixed order; placement and empty values left out."""
    if isinstance(value, dict):
        for name in sorted(value):
            if name not in PLACEMENT:
                yield from _leaves(value[name], f"{field}.{name}")
    elif isinstance(value, list):
        yield f"{field}#", len(value)
        for item in value:
            yield from _leaves(item, field)
    elif value not in ("", None):
        yield field, value


def _says_the_same(signed: tuple[str, Any], text: tuple[str, Any], language: str) -> bool:
    """Whether two leaves stand in the same place and differ in wording at most."""
    (field_a, a), (field_b, b) = signed, text
    if field_a != field_b:
        return False
    if a == b:
        return True
    if field_a.rpartition(".")[2] in IDENTITY or not (isinstance(a, str) and isinstance(b, str)):
        return False
    is_rich = field_a.rpartition(".")[2] in RICH
    words_a, words_b = _words(a, is_rich), _words(b, is_rich)
    return len(words_a) == len(words_b) and all(
        is_recased(x, y, behind) or (language in SPELT and is_spelling(x.casefold(), y.casefold()))
        for behind, x, y in zip(["", *words_a], words_a, words_b, strict=False)
    )


class _Tokens(HTMLParser):
    """Collects the words of a rich text, and between them the tags that give them their place, and the links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[str] = []

    def handle_data(self, data: str) -> None:
        found = (match[0].replace("’", "'") for match in _TOKEN.finditer(data))
        self.tokens += [CASE_MATTERS.get(token, token) for token in found]

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag in PLACES:
            said = dict(attrs)
            self.tokens.append(f"<{tag} {said.get('href', '')}{said.get('title', '')}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in PLACES:
            self.tokens.append(f"</{tag}>")


def _words(text: str, is_rich: bool) -> list[str]:
    """Words, whole numbers ("2-4", "1.5", "8:30"), the signs that carry meaning, and where cells and links begin and end."""
    parser = _Tokens()
    if is_rich:
        parser.feed(text)
        parser.close()
    else:
        parser.handle_data(text)
    return parser.tokens


def is_recased(one: str, other: str, behind: str) -> bool:
    """Whether two words differ in capitals at most. Behind a number a short one is a unit, and "mG" is not "MG"."""
    if behind[-1:].isdigit() and len(one) <= LONGEST_UNIT and one != other:
        return False
    return one.casefold() == other.casefold()


def is_spelling(wrong: str, right: str) -> bool:
    """Whether `right` is only `wrong` spelt correctly, one letter apart; both in lower case.

    `wrong` must be no English word and `right` one: so no word becomes another, and no name of a drug that the dictionary lacks.
    """
    if min(len(wrong), len(right)) < SHORTEST_SPELT or not (wrong.isalpha() and right.isalpha()):
        return False
    if wrong in RISKY or right in RISKY or _risky_start(wrong) != _risky_start(right):
        return False
    if is_word(wrong) or not is_word(right):
        return False
    return wrong[0] == right[0] and OSA.distance(wrong, right) == 1


def _risky_start(word: str) -> str:
    """The beginning that can turn a word into its opposite, if it has one."""
    return next((start for start in _RISKY_STARTS if word.startswith(start)), "")


@cache
def _dictionary() -> SpellChecker:
    """English words, from a list that comes with the package; nothing is fetched."""
    return SpellChecker(language="en", distance=1)


def is_word(word: str) -> bool:
    """Whether the dictionary has it; in lower case."""
    return word in _dictionary()
