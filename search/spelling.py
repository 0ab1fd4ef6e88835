"""The words that somebody can have meant who typed one that no page has."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice, takewhile

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from search.lexicon import Lexicon
from search.sounding import sound
from search.spellings import Spellings

NEAR_ENOUGH, HEARD_ENOUGH = 0.72, 0.85
"""How near a word has to be; and how near a short one has to sound, of which there are many that sound nearly alike."""
FROM_AFAR = 0.55
SHORTEST = 4
MOST = 3


def nearest(word: str, lexicon: Lexicon, *, begins_right: bool = False) -> list[tuple[str, float]]:
    """At most three known words that look or sound like this one, the nearest first, each with its nearness from 0 to 1.

    With `begins_right` only words that begin with the same letter or sound are looked at, which is much quicker.
    """
    if len(word) < SHORTEST:
        return []
    spellings, sounds, heard = lexicon.spellings, lexicon.sounds, sound(word)
    if begins_right:
        spellings, sounds = spellings.beginning_like(word), sounds.beginning_like(heard)
    near = _near(word, spellings, NEAR_ENOUGH if len(word) > SHORTEST else 0.75)
    for known, nearness in _near(heard, sounds, NEAR_ENOUGH if len(heard) > SHORTEST else HEARD_ENOUGH).items():
        near[known] = max(near.get(known, 0), 0.5 * near.get(known, NEAR_ENOUGH) + 0.5 * nearness)
    ranked = sorted(near.items(), key=lambda item: (-item[1] - _frequent(item[0], lexicon), item[0]))
    best = ranked[0][1] if ranked else 0
    return [(known, nearness) for known, nearness in ranked[:MOST] if nearness > best - 0.08]


def completed(beginning: str, lexicon: Lexicon, most: int = 6) -> list[str]:
    """Known words that begin so, those of most editions first; where there is none, those whose beginning is spelled like it."""
    if len(beginning) < 2:
        return []
    found = [word for word in lexicon.by_beginning.get(beginning[:2], []) if word.startswith(beginning)][:most]
    return found or _misspelt_beginnings(beginning, lexicon)[:most]


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
