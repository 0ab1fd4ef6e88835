"""What is known of a language's words: those of the live editions, and the synonyms. Kept in memory while nothing changes."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from math import log

from django.db import connection

from search.sounding import sound
from search.spellings import Spellings
from search.typed import split
from search.vocabulary import count, stemmer

_IS_WORD = re.compile(r"[^\W\d_]{3,}(?:['’-][^\W\d_]+)*|[^\W_]-[^\W_]{2,}")

MARK = """
SELECT (SELECT counted_at FROM search_vocabulary WHERE language = %(language)s),
       (SELECT md5(string_agg(means || E'\\t' || said, E'\\n' ORDER BY id)) FROM search_synonym WHERE language = %(language)s)
"""
"""What differs as soon as a lexicon has to be loaded again."""

_LOAD = """
SELECT v.counted_at, v.editions, v.words, s.synonyms, s.mark,
    (SELECT json_object_agg(word, ts_lexize(%(stemmer)s, word)) FROM (
        SELECT DISTINCT lower(word) AS word FROM search_synonym,
            regexp_split_to_table(means || E'\\n' || said, E'[^[:alnum:]]+') AS word
        WHERE language = %(language)s AND word <> '') AS words)
FROM search_vocabulary v, (
    SELECT json_agg(json_build_array(means, said) ORDER BY id) AS synonyms,
        md5(string_agg(means || E'\\t' || said, E'\\n' ORDER BY id)) AS mark
    FROM search_synonym WHERE language = %(language)s) s
WHERE v.language = %(language)s
"""


@dataclass(frozen=True)
class Lexicon:
    """`stems` is by word, "" for a word that every text has; `documents` by stem; `synonyms` are (stems said, stems meant)."""

    mark: tuple[datetime | None, str | None] = (None, None)
    editions: int = 0
    stems: dict[str, str] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    synonyms: list[tuple[frozenset[str], tuple[str, ...]]] = field(default_factory=list)
    said: frozenset[str] = frozenset()

    def rarity(self, stem: str) -> float:
        """How much a stem tells: the fewer editions have it, the more. Never 0."""
        return log(1 + (self.editions + 1) / (self.documents.get(stem, 0) + 0.5))

    @property
    def most_rarity(self) -> float:
        """How much a word tells that no edition has."""
        return log(1 + (self.editions + 1) / 0.5)

    def is_known(self, word: str) -> bool:
        """Whether a word stands in a live edition or a synonym."""
        return word in self.stems

    @cached_property
    def sayings(self) -> list[tuple[frozenset[str], tuple[str, ...]]]:
        """The synonyms, after the pages' own words for each; but for a single word that means itself."""
        own = [(frozenset(meant), meant) for meant in dict.fromkeys(meant for _said, meant in self.synonyms)]
        return [(said, meant) for said, meant in [*own, *self.synonyms] if len(meant) > 1 or said != frozenset(meant)]

    @cached_property
    def spellings(self) -> Spellings:
        """All words that somebody can have meant, but for those that every text has."""
        return Spellings.of((word, word) for word, stem in self.stems.items() if stem and _IS_WORD.fullmatch(word))

    @cached_property
    def sounds(self) -> Spellings:
        """How each of `spellings` sounds."""
        return Spellings.of((sound(word), word) for word in self.spellings.words)

    @cached_property
    def by_sound(self) -> list[tuple[str, str]]:
        """`sounds` in the order of the letters, as pairs."""
        return sorted(zip(self.sounds.spelled, self.sounds.words, strict=True))

    @cached_property
    def by_beginning(self) -> dict[str, list[str]]:
        """The words by their first two letters, those of most editions first."""
        found: dict[str, list[str]] = {}
        for word in sorted(self.stems, key=lambda word: -self.documents.get(self.stems[word], 0)):
            if self.stems[word]:
                found.setdefault(word[:2], []).append(word)
        return found


_loaded: dict[str, Lexicon] = {}
_loading = threading.Lock()


def lexicon(language: str, mark: tuple[datetime | None, str | None]) -> Lexicon:
    """The lexicon that has this mark, from this process's memory where it is there; else by one query.

    On a new site, where nothing has counted the words yet, they are counted first.
    """
    known = _loaded.get(language)
    if known is not None and known.mark == mark and mark[0] is not None:
        return known
    with _loading:
        if mark[0] is None:
            count(language)
        _loaded[language] = _load(language)
        return _loaded[language]


def in_memory(language: str) -> Lexicon:
    """The lexicon as this process has it, without asking whether it is the newest; an empty one where it has none."""
    return _loaded.get(language, Lexicon())


def _load(language: str) -> Lexicon:
    with connection.cursor() as cursor:
        cursor.execute(_LOAD, {"language": language, "stemmer": stemmer(language)})
        row = cursor.fetchone()
    if row is None:
        return Lexicon()
    counted_at, editions, words, synonyms, mark, of_synonyms = row
    words, of_synonyms = _plain(words), _plain(of_synonyms) or {}
    documents: dict[str, int] = {}
    for stem, in_editions in words.values():
        documents[stem] = min(editions, documents.get(stem, 0) + in_editions)
    stems = {word: (found[0] if found else "") for word, found in of_synonyms.items()}
    stems |= {word: stem for word, (stem, _count) in words.items()}
    pairs = list(_pairs(_plain(synonyms) or [], stems))
    said = frozenset(word for word in of_synonyms if word not in words)
    return Lexicon((counted_at, mark), editions, stems, documents, pairs, said)


def _pairs(synonyms: list[tuple[str, str]], stems: dict[str, str]):
    """Each way to say something with what it means, both as stems."""
    for means, said in synonyms:
        meant = tuple(stem for word in split(means) if (stem := stems.get(word, word)))
        for line in said.splitlines():
            if meant and (key := frozenset(stem for word in split(line) if (stem := stems.get(word, word)))):
                yield key, meant


def _plain(value):
    """A JSON value, whether or not the driver has read it already."""
    return json.loads(value) if isinstance(value, str) else value
