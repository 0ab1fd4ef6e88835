"""From what somebody typed to what is looked for: groups of alternatives, each with how much it tells."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from search.groups import AS_TYPED, Alternative, Group
from search.lexicon import MARK, Lexicon, lexicon
from search.meaning import add_synonyms
from search.spelling import completed, nearest
from search.typed import split, tidied
from search.vocabulary import stemmer

AS_BEGINNING = 0.7
UNKNOWN_TELLS = 0.4
_SHORT_FORMS = frozenset(
    """arent cant couldnt didnt doesnt dont hasnt havent im ive isnt shouldnt thats theres theyre wasnt werent whats wheres whos wont
    wouldnt youre""".split()
)
"""Words that every English text has, as they are typed without their apostrophe."""

_STEMS = """, (SELECT json_object_agg(word, ts_lexize(%(stemmer)s, word)) FROM unnest(%(words)s::text[]) AS word),
    (SELECT array_agg(word) FROM unnest(%(words)s::text[]) AS word, unnest(%(stemmers)s::regdictionary[]) AS stemmer
     WHERE ts_lexize(stemmer, word) = '{}')
"""


@dataclass(frozen=True)
class Reading:
    """`words` is the tidied line, `meant` the line with the words that were probably meant, or ""."""

    words: str
    groups: list[Group]
    meant: str
    lexicon: Lexicon


def read(text: str, language: str) -> Reading:
    """Read a search. One query, two where the lexicon has changed; none where no word is left."""
    line = tidied(text)
    typed = list(dict.fromkeys(split(line)))
    if not typed:
        return Reading("", [], "", Lexicon())
    known, stems = _ask(typed, language)
    spelled = _spelled(typed, stems, known)
    groups = [Group(word, _alternatives(word, stems, spelled, known)) for word in typed]
    if groups[-1].alternatives or not stems.get(typed[-1]) == "":
        _complete(groups[-1], known)
    add_synonyms(groups, known)
    groups = [group for group in groups if group.alternatives]
    for group in groups:
        group.tells = _tells(group, known)
    return Reading(line, groups, _meant(line, typed, spelled), known)


def _tells(group: Group, known: Lexicon) -> float:
    """How much the best alternative tells that stands anywhere; where none does, the word should not hide what the others find."""
    standing = [each for each in group.alternatives if all(stem in known.documents for stem in each.stems)]
    if not standing:
        return UNKNOWN_TELLS * known.rarity(group.word)
    best = max(standing, key=lambda each: each.weight)
    return max(known.rarity(stem) for stem in best.stems)


def _ask(words: list[str], language: str) -> tuple[Lexicon, dict[str, str]]:
    """The lexicon, and the stem of each word and of each two neighbours as one; "" for one that every text has."""
    joined = [a + b for a, b in zip(words, words[1:], strict=False)]
    joined += [a + b + c for a, b, c in zip(words, words[1:], words[2:], strict=False)]
    with connection.cursor() as cursor:
        values = {"language": language, "stemmer": stemmer(language), "words": words + joined}
        cursor.execute(MARK + _STEMS, values | {"stemmers": [stemmer(code) for code, _name in settings.LANGUAGES]})
        counted_at, mark, stems, said_always = cursor.fetchone()
    known = lexicon(language, (counted_at, mark))
    # A word that every text of another language has tells nothing either, unless it is a word of this one.
    empty = {word for word in [*(said_always or []), *_SHORT_FORMS.intersection(words)] if not known.is_known(word)}
    return known, {word: "" if word in empty else (found or [""])[0] for word, found in stems.items()}


def _spelled(typed: list[str], stems: dict[str, str], known: Lexicon) -> dict[str, list[tuple[str, float]]]:
    """For each typed word that nobody wrote: words that can have been meant, with how near each is."""
    unknown = {word for word in typed if stems.get(word) and not _is_known(word, stems, known)}
    found = {word: nearest(word, known) for word in unknown}
    for size in (2, 3):
        for start in range(len(typed) - size + 1):
            parts = typed[start : start + size]
            if unknown.isdisjoint(parts):
                continue
            for whole, nearness in _as_one("".join(parts), known):
                if nearness >= max([0.8, *(near for part in parts for _word, near in found.get(part, []))]):
                    found |= {part: [(whole, nearness)] for part in parts if stems.get(part)}
    return {word: near for word, near in found.items() if near}


def _as_one(word: str, known: Lexicon) -> list[tuple[str, float]]:
    """Words that neighbours make when they are written as one: "kypho plasty"."""
    return [(word, 1.0)] if word in known.stems else nearest(word, known, begins_right=True)[:1]


def _is_known(word: str, stems: dict[str, str], known: Lexicon) -> bool:
    return known.is_known(word) or stems[word] in known.documents


def _alternatives(word: str, stems: dict[str, str], spelled: dict, known: Lexicon) -> list[Alternative]:
    """The word itself, unless every text has it, and what was probably meant."""
    own = [Alternative((stems[word],))] if stems.get(word) else []
    others = [
        Alternative((stem,), AS_TYPED * nearness)
        for other, nearness in spelled.get(word, [])
        if (stem := known.stems[other])
    ]
    return own + others + _halves(word, stems, spelled, known)


def _halves(word: str, stems: dict[str, str], spelled: dict, known: Lexicon) -> list[Alternative]:
    """Two known words that were typed as one: "bonecement"."""
    if word in spelled or not stems.get(word) or _is_known(word, stems, known):
        return []
    for cut in range(3, len(word) - 2):
        first, second = (known.stems.get(half, half) for half in (word[:cut], word[cut:]))
        if first in known.documents and second in known.documents and first and second:
            return [Alternative((first, second), 0.9)]
    return []


def _complete(group: Group, known: Lexicon) -> None:
    """The last word may be unfinished."""
    for word in completed(group.word, known):
        stem = known.stems[word]
        if stem not in group.stems:
            group.alternatives.append(
                Alternative((stem,), AS_BEGINNING * min(1, 0.5 + len(group.word) / len(word) / 2))
            )
    group.beginning = group.word


def _meant(line: str, typed: list[str], spelled: dict[str, list[tuple[str, float]]]) -> str:
    """The line with the nearest word in the place of each that no page has; "" where there is none such."""
    if not spelled:
        return ""
    words: list[str] = []
    for word in typed:
        nearest_ = spelled[word][0][0] if word in spelled else word
        if nearest_ not in words[-1:]:
            words.append(nearest_)
    meant = " ".join(words)
    return meant if meant != " ".join(typed) else ""
