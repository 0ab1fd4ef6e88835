"""From what somebody typed to what is looked for: groups of alternatives, each with how much it tells."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from search.groups import AS_TYPED, Alternative, Group
from search.lexicon import MARK, Lexicon, lexicon
from search.meaning import add_synonyms
from search.misspelling import Spelled, is_known, meant, of_pages, spelled
from search.real_words import is_real
from search.spelling import CERTAIN, SHORTEST, completed, is_certain
from search.typed import split, tidied
from search.vocabulary import stemmer

AS_BEGINNING = 0.7
UNKNOWN_TELLS = 0.4
MOST_READ = 24
"""Words of a search that are read: of more, those that tell most, wherever they stand."""

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
    """`words` is the tidied line, `meant` the line with the words that were probably meant, or "".

    `offered` is the same with words of live editions only, for readers to choose: what only synonyms say is understood, not offered.
    """

    words: str
    groups: list[Group]
    meant: str
    offered: str
    lexicon: Lexicon

    @property
    def understood(self) -> float:
        """Of what the words tell, the share of those that are no guess, from 0 to 1. What stands nowhere tells as much as anything can."""
        told = [(self.lexicon.most_rarity if group.is_guess else group.tells, group.is_guess) for group in self.groups]
        return sum(tells for tells, is_guess in told if not is_guess) / (sum(tells for tells, _is_guess in told) or 1)


def read(text: str, language: str) -> Reading:
    """Read a search. One query, two where the lexicon has changed; none where no word is left."""
    line = tidied(text)
    typed = list(dict.fromkeys(split(line)))
    if not typed:
        return Reading("", [], "", "", Lexicon())
    known, stems = _ask(typed, language)
    last, typed = typed[-1], _telling(typed, stems, known, language)
    near = spelled(typed, stems, known, language)
    groups = [Group(word, _alternatives(word, stems, near, known)) for word in typed]
    for group in groups:
        group.is_guess = _is_guess(group, stems, near, known, language)
    if groups and groups[-1].word == last and stems.get(last) != "":
        _complete(groups[-1], known, language)
    add_synonyms(groups, known)
    groups = [group for group in groups if group.alternatives]
    for group in groups:
        group.tells = _tells(group, known)
    offered = meant(typed, of_pages(near, known))
    return Reading(line, groups, meant(typed, near), offered, known)


def _telling(typed: list[str], stems: dict[str, str], known: Lexicon, language: str) -> list[str]:
    """All words where they are not too many; else those that tell most, in their order: least tell words that are right and on no page."""
    if len(typed) <= MOST_READ:
        return typed

    def tells(word: str) -> float:
        if not stems.get(word):
            return -1.0
        if is_known(word, stems, known):
            return known.rarity(stems[word])
        return 0.0 if is_real(word, language) else UNKNOWN_TELLS * known.most_rarity

    kept = set(sorted(typed, key=tells, reverse=True)[:MOST_READ])
    return [word for word in typed if word in kept]


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


def _alternatives(word: str, stems: dict[str, str], near: Spelled, known: Lexicon) -> list[Alternative]:
    """The word itself, unless every text has it, and what was probably meant."""
    own = [Alternative((stems[word],))] if stems.get(word) else []
    others = [
        Alternative((stem,), AS_TYPED * nearness)
        for other, nearness in near.get(word, [])
        if (stem := known.stems[other])
    ]
    return own + others + _halves(word, stems, near, known)


def _halves(word: str, stems: dict[str, str], near: Spelled, known: Lexicon) -> list[Alternative]:
    """Two known words that were typed as one: "bonecement"."""
    if word in near or not stems.get(word) or is_known(word, stems, known):
        return []
    for cut in range(3, len(word) - 2):
        first, second = (known.stems.get(half, half) for half in (word[:cut], word[cut:]))
        if first in known.documents and second in known.documents and first and second:
            return [Alternative((first, second), 0.9)]
    return []


def _is_guess(group: Group, stems: dict[str, str], near: Spelled, known: Lexicon, language: str) -> bool:
    """Whether a word stands nowhere and is not surely one that does: what is found by it may be about something else."""
    word = group.word
    if not stems.get(word) or is_known(word, stems, known):
        return False
    if word in near:
        whole, nearness = near[word][0]
        return nearness < CERTAIN and not is_certain(word, whole)
    return is_real(word, language) or len(group.alternatives) == 1


def _complete(group: Group, known: Lexicon, language: str) -> None:
    """The last word may be unfinished. Where it is none by itself, that is no guess."""
    is_word = group.is_guess and is_real(group.word, language)
    found = completed(group.word, known, is_real=is_word)
    if found and len(group.alternatives) == 1 and len(group.word) >= SHORTEST:
        group.is_guess = group.is_guess and is_word
    for word in found:
        stem = known.stems[word]
        if stem not in group.stems:
            group.alternatives.append(
                Alternative((stem,), AS_BEGINNING * min(1, 0.5 + len(group.word) / len(word) / 2))
            )
    group.beginning = group.word
