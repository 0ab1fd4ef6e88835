"""What patients say, and what the pages say for it: the synonyms, put to a search."""

from __future__ import annotations

from collections import Counter

from search.groups import AS_TYPED, Alternative, Group
from search.lexicon import Lexicon

AS_SYNONYM, AS_WIDER = 0.9, 0.7
"""How sure a meaning is; of a word that pages have, too, less: it means first of all itself."""

INSIDE_PHRASE = 0.5
"""What a word still means by itself that belongs to something patients say: "spine" in "spine doctor"."""

AS_PART, MOST_AS_PART = 0.6, 3
"""How sure it is what a word means that no page has, and patients only say with others: "inches" of "lost inches"."""


def add_synonyms(groups: list[Group], known: Lexicon) -> None:
    """Each word of something that patients say can also mean what the pages say for it; so can the pages' own words, together."""
    by_stem: dict[str, list[tuple[Group, float]]] = {}
    for group in groups:
        for alternative in group.alternatives:
            if len(alternative.stems) == 1:
                by_stem.setdefault(alternative.stems[0], []).append((group, alternative.weight))
    phrases: list[tuple[Group, Alternative, bool]] = []
    typed = frozenset(by_stem)
    for said, meant in known.sayings:
        if said <= typed:
            sure = _sure(said, meant, known) * min(max(weight for _group, weight in by_stem[stem]) for stem in said)
            found = list({id(group): group for stem in said for group, _weight in by_stem[stem]}.values())
            phrases += [(group, Alternative(meant, sure), len(said) > 1) for group in found]
    _add_parts(groups, {id(group) for group, _meant, _is_phrase in phrases}, known)
    for group in {id(group): group for group, _meant, is_phrase in phrases if is_phrase}.values():
        group.alternatives = [Alternative(each.stems, each.weight * INSIDE_PHRASE) for each in group.alternatives]
    for group, alternative, _is_phrase in phrases:
        group.alternatives.append(alternative)


def _sure(said: frozenset[str], meant: tuple[str, ...], known: Lexicon) -> float:
    if said == frozenset(meant):
        return AS_TYPED
    return AS_WIDER if len(said) == 1 and said <= known.documents.keys() else AS_SYNONYM


def _add_parts(groups: list[Group], understood: set[int], known: Lexicon) -> None:
    """A word that no page has, and that was not understood, means what the most ways to say something with it mean."""
    for group in groups:
        stems = group.stems
        if id(group) in understood or not stems.isdisjoint(known.documents):
            continue
        meanings = Counter(meant for said, meant in known.synonyms if not said.isdisjoint(stems))
        group.alternatives += [Alternative(meant, AS_PART) for meant, _ways in meanings.most_common(MOST_AS_PART)]
