"""Which words are words of a language, whether or not a page has them: what is spelled right is seldom meant to be another word."""

from __future__ import annotations

from functools import cache

from spellchecker import SpellChecker

from publishing import wording

LANGUAGES = frozenset({"es"})
"""Those beside English of whose word lists we make use: they come with the package. In any other, no word is known to be one."""


def is_real(word: str, language: str) -> bool:
    """Whether a word in lower case is one of the language. The first question in a process loads its words: a third of a second."""
    if language in wording.SPELT:
        return wording.is_word(word)
    return language in LANGUAGES and word in _words(language)


@cache
def _words(language: str) -> frozenset[str]:
    return frozenset(SpellChecker(language=language, distance=1).word_frequency.dictionary)
