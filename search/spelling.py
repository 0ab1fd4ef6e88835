"""The words that somebody can have meant who typed one that no page has."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice, takewhile

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from search.lexicon import Lexicon
from search.sounding import sound
from search.spellings import Spellings

NEAR_ENOUGH, HEARD_ENOUGH = 0.72, 0.85
"""How near a word has to be; and how near a short one has to sound, of which there are many that sound nearly alike."""
LETTERS = 0.55
"""How near in letters a word has to be that sounds alike: "phone" is 0.6 of "fone", "débiles" is 0.5 of "diabetes"."""
REAL_NEAR = 0.905
"""How near in letters to a real word: who types "medicare" does not mean "medicine", nor "wheelchair" "wheelchain"."""
CERTAIN = 0.83
"""How near in letters a word is that was surely meant: one of six differs."""
FROM_AFAR = 0.55
SHORTEST = 4
MOST = 3

_DOUBLED = re.compile(r"(.)\1+")


def nearest(
    word: str, lexicon: Lexicon, *, is_real: bool = False, begins_right: bool = False
) -> list[tuple[str, float]]:
    """At most three known words that look or sound like this one, the nearest first, each with its nearness from 0 to 1.

    A real word of the language is seldom misspelt: with `is_real` only words that are spelled all but the same. With `begins_right`
    only words that begin with the same letter or sound are looked at, which is much quicker.
    """
    if len(word) < SHORTEST:
        return []
    near = _near_in_letters_or_sound(word, lexicon, begins_right=begins_right)
    if is_real:
        near = {known: nearness for known, nearness in near.items() if _is_all_but_the_same(word, known)}
    ranked = sorted(near.items(), key=lambda item: (-item[1] - _frequent(item[0], lexicon), item[0]))
    best = ranked[0][1] if ranked else 0
    return [(known, nearness) for known, nearness in ranked[:MOST] if nearness > best - 0.08]


def is_certain(word: str, known: str) -> bool:
    """Whether a word that is none is that known one, misspelt, without much doubt: it sounds the same, or one letter of many differs."""
    return sound(word) == sound(known) or OSA.normalized_similarity(word, known) >= CERTAIN


def _near_in_letters_or_sound(word: str, lexicon: Lexicon, *, begins_right: bool) -> dict[str, float]:
    """Known words that are near in letters, and those that sound alike and are not far in letters either."""
    spellings, sounds, heard = lexicon.spellings, lexicon.sounds, sound(word)
    if begins_right:
        spellings, sounds = spellings.beginning_like(word), sounds.beginning_like(heard)
    near = _near(word, spellings, NEAR_ENOUGH if len(word) > SHORTEST else 0.75)
    for known, nearness in _near(heard, sounds, NEAR_ENOUGH if len(heard) > SHORTEST else HEARD_ENOUGH).items():
        letters = OSA.normalized_similarity(word, known)
        if letters >= LETTERS:
            near[known] = max(near.get(known, 0), 0.5 * letters + 0.5 * nearness)
    return near


def _is_all_but_the_same(word: str, known: str) -> bool:
    """Whether two words differ in a doubled letter or a plural at most, or in one letter of eleven ("anaesthesia")."""
    return _undoubled(word) == _undoubled(known) or OSA.normalized_similarity(word, known) >= REAL_NEAR


def _undoubled(word: str) -> str:
    return _DOUBLED.sub(r"\1", word.removesuffix("s"))


def completed(beginning: str, lexicon: Lexicon, most: int = 6, *, is_real: bool = False) -> list[str]:
    """Known words that begin so, those of most editions first; where there is none, those whose beginning is spelled like it.

    A real word (`is_real`) is no misspelt beginning.
    """
    if len(beginning) < 2:
        return []
    found = [word for word in lexicon.by_beginning.get(beginning[:2], []) if word.startswith(beginning)][:most]
    return found if found or is_real else _misspelt_beginnings(beginning, lexicon)[:most]


def look_alikes(word: str, lexicon: Lexicon) -> list[str]:
    """At most three known words that look like this one, from afar: for somebody whose search found nothing."""
    scorer = OSA.normalized_similarity
    spelled, _words = lexicon.spellings.about(len(word), FROM_AFAR)
    found = process.extract(word, spelled, scorer=scorer, score_cutoff=FROM_AFAR, limit=MOST)
    return [known for known, _nearness, _place in found]


def _misspelt_beginnings(beginning: str, lexicon: Lexicon) -> list[str]:
    heard = sound(beginning)
    if len(beginning) < SHORTEST or len(heard) < 3:
        return []
    start = bisect_left(lexicon.by_sound, (heard,))
    found = takewhile(lambda pair: pair[0].startswith(heard), islice(lexicon.by_sound, start, None))
    return sorted((word for _sound, word in found), key=lambda word: (-_frequent(word, lexicon), word))


def _near(wanted: str, choices: Spellings, shortest: float) -> dict[str, float]:
    """The words of the choices that are near enough, each with its nearness."""
    spelled, words = choices.about(len(wanted), shortest)
    found = process.extract(wanted, spelled, scorer=OSA.normalized_similarity, score_cutoff=shortest, limit=12)
    near: dict[str, float] = {}
    for _choice, nearness, place in found:
        near[words[place]] = max(near.get(words[place], 0), nearness)
    return near


def _frequent(word: str, lexicon: Lexicon) -> float:
    """A little for a word that many pages have: of two that are as near, it is meant more often."""
    return min(0.03, 0.003 * lexicon.documents.get(lexicon.stems[word], 0))


def likeness(one: str, other: str) -> float:
    """How alike two lines are, from 0 to 1, whatever the order of their words."""
    return fuzz.token_sort_ratio(one, other) / 100
