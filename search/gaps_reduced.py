"""What is left of somebody's words before they are kept: no numbers, addresses, dates or names of people, and not much at all.

It is strict: where a word looks like a person or a number, it goes, and with it sometimes a word that would have been of use.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

from search.gaps_names import (
    BEHIND_AN_INTRODUCTION,
    CALLINGS,
    FILLER,
    GIVEN,
    INTRODUCTIONS,
    MAIL_PROVIDERS,
    MONTHS,
    NUMBER_PIECES,
    NUMBERS,
    ORDINALS,
    TITLES,
)
from search.models.gap_wording import LONGEST

MOST_READ = 1000
MOST_WORDS = 12
LONGEST_WORD = 30

_BETWEEN = r"[\s_()\[\]{}<>*-]{1,5}"
_NAME, _LABEL = r"[^\s@()\[\]{}<>*]{1,64}?", r"[^\W_](?:-?[^\W_]){0,62}?"
_AT = rf"(?:{_BETWEEN}(?:at|arroba){_BETWEEN}|\s*@\s*)"
_DOT = rf"{_BETWEEN}(?:dot|punto){_BETWEEN}"
_PROVIDER = "|".join(MAIL_PROVIDERS)
_SPELLED_ADDRESS = re.compile(
    rf"(?<!\S)(?:{_NAME}{_DOT}){{0,3}}{_NAME}(?:"
    rf"{_AT}{_LABEL}(?:(?:{_DOT}|\.){_LABEL}){{1,3}}|\s*@\s*{_LABEL}(?:\s*\.\s*{_LABEL}){{1,3}}|{_AT}(?:{_PROVIDER})(?:\s+(?:com|net|org))?"
    r")(?=[^\w.]|\.?(?:\s|$))",
    re.I,
)
"""An e-mail address as people write it who do not want it read by programs, or as a telephone hears it."""

_ADDRESS = re.compile(rf"{_PROVIDER}|@|://|www\.|[^\W\d_]\.[^\W\d_]{{2,}}|[/\\]\S*[/\\]", re.I)
_NUMBER = re.compile(f"(?:{'|'.join(sorted(NUMBER_PIECES, key=len, reverse=True))}){{2,}}")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_INSIDE = re.compile(r"[^\w'-]|_")
_SAME_LETTER = re.compile(r"(.)\1{3,}")
_VOWEL = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]", re.I)
_NO_VOWEL_FROM = 5


@dataclass
class _Word:
    """A word as it was typed, and as it is compared."""

    typed: str
    plain: str
    is_number: bool
    goes: bool = False

    @property
    def is_capital(self) -> bool:
        return self.typed[:1].isupper()


def reduced(text: str, known: Container[str] = frozenset()) -> str:
    """The words that may be kept, in small letters with a space between; "" where nothing telling is left.

    `known` are words that stand on the site's pages: they are nobody's name.
    """
    words = _words(text)
    _drop_numbers_and_dates(words)
    _drop_introductions(words)
    _drop_people(words, known)
    kept = [word.plain for word in words if not word.goes and _is_word(word.plain)][:MOST_WORDS]
    while len(" ".join(kept)) > LONGEST:
        kept.pop()
    return " ".join(kept) if any(_is_telling(word) for word in kept) else ""


def _words(text: str) -> list[_Word]:
    readable = unicodedata.normalize("NFKC", text[:MOST_READ]).replace("\u2019", "'")
    readable = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in readable)
    readable = "".join(sign for sign in readable if not unicodedata.category(sign).startswith("C"))
    found = []
    for token in _SPELLED_ADDRESS.sub(" ", readable).split():
        if _ADDRESS.search(token):
            continue
        for piece in _INSIDE.sub(" ", token).split():
            if typed := _EDGES.sub("", piece):
                found.append(_Word(typed, typed.casefold().removesuffix("'s"), any(map(str.isnumeric, piece))))
    return found


def _drop_numbers_and_dates(words: list[_Word]) -> None:
    """Whatever has a digit, numbers as words, and a month beside a number."""
    for place, word in enumerate(words):
        word.is_number = word.is_number or _is_number(word.plain)
        beside = words[max(place - 2, 0) : place] + words[place + 1 : place + 3]
        if word.plain in MONTHS and any(_is_of_a_date(other) for other in beside):
            word.goes = True
    for word in words:
        word.goes = word.goes or word.is_number


def _is_number(word: str) -> bool:
    """Whether a word is a number, or several: "three", "twenty-five", "veintiuno", "fivefivefive"."""
    letters = unicodedata.normalize("NFD", word.replace("-", ""))
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return plain in NUMBERS or bool(_NUMBER.fullmatch(plain))


def _is_of_a_date(word: _Word) -> bool:
    return word.is_number or word.plain in NUMBERS or word.plain in ORDINALS


def _drop_introductions(words: list[_Word]) -> None:
    """“My name is”, and who it is."""
    plain = [word.plain for word in words]
    for said in INTRODUCTIONS:
        for place in range(len(plain) - len(said) + 1):
            if tuple(plain[place : place + len(said)]) == said:
                for word in words[place : place + len(said) + BEHIND_AN_INTRODUCTION]:
                    word.goes = True


def _drop_people(words: list[_Word], known: Container[str]) -> None:
    """Given names with what stands behind them, whoever has a title, and names in capitals."""
    for place, word in enumerate(words):
        behind = words[place + 1 : place + 3]
        if word.plain in GIVEN and word.plain not in known:
            _drop(word, *[other for other in behind[:1] if _may_be_name(other, known)])
        elif word.plain in TITLES:
            _drop(word, *[other for other in behind if _may_be_name(other, known)])
        elif word.plain in CALLINGS or (len(word.typed) == 1 and word.is_capital and word.typed != "I"):
            _drop(*[other for other in behind[:1] if other.is_capital and _may_be_name(other, known)])
    for run in _runs_of_capitals(words, known):
        _drop(*run)


def _runs_of_capitals(words: list[_Word], known: Container[str]) -> list[list[_Word]]:
    """Two or more words in a row that begin with a capital and stand on no page: a person's name looks like that."""
    if all(word.typed.isupper() for word in words):
        return []
    runs: list[list[_Word]] = [[]]
    for word in words:
        if word.is_capital and _may_be_name(word, known):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _may_be_name(word: _Word, known: Container[str]) -> bool:
    return word.plain not in FILLER and word.plain not in known


def _drop(*words: _Word) -> None:
    for word in words:
        word.goes = True


def _is_word(word: str) -> bool:
    """Whether it is one: made of letters, not endless, and no drumming on the keys."""
    letters = word.replace("'", "").replace("-", "")
    if not letters.isalpha() or len(word) > LONGEST_WORD or _SAME_LETTER.search(word):
        return False
    return not letters.isascii() or len(letters) < _NO_VOWEL_FROM or bool(_VOWEL.search(letters))


def _is_telling(word: str) -> bool:
    return len(word) > 2 and word not in FILLER
