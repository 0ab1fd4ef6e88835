"""The order of what was found: how much of what was looked for a page holds, where it stands in it, and what else its title says."""

from __future__ import annotations

from dataclasses import dataclass

from publishing import kinds
from search.candidates import Candidate
from search.groups import Alternative, Group
from search.reading import Reading
from search.spelling import likeness
from search.typed import split

WEIGHTS = {"A": 1.0, "B": 1.0, "C": 0.65}
"""What a word counts in the title, the other names and the headings."""

IN_TEXT, IN_SHORT_TEXT, SHORT = 0.3, 0.35, 50
"""What a word counts in the text, and what it counts besides the shorter the text is: half of that at so many words."""

REPEATED = 0.04
"""What each further time counts that a word stands in a page, up to four times."""

COVERS = 0.3
"""What it counts that a page has the words at all, wherever they stand."""

TITLE_MATCH, RECALL = 0.4, 1.5
"""What a fitting title counts, and how many times as much it matters that all that was asked for is in it as that no more is."""

FILLING_TELLS = 0.4
"""What a word tells that every text has, beside those that tell something: "who", "does"."""

TITLE_LIKENESS = 0.4
"""What it counts that the title reads like what was typed, as far as the page has what was looked for."""

LEADS_ON = 0.08
"""What a page that only leads to others stands behind one that answers."""

LEAST = 0.2
"""Below this share of what was looked for, a page is none that answers. Where there is no other, one whose name was said does, in however long a sentence."""


@dataclass(frozen=True)
class Ranked:
    """A candidate with what it is worth. `holds` is the share of what was looked for that it has, from 0 to 1."""

    candidate: Candidate
    holds: float
    worth: float


class _Asked:
    """What was looked for, as each page is held against it."""

    def __init__(self, reading: Reading) -> None:
        self.groups, self.lexicon = reading.groups, reading.lexicon
        self.total = sum(group.tells for group in reading.groups)
        self.lines = [_line(line) for line in (reading.words, reading.meant) if line]
        self.typed = {group.word: stem for group in reading.groups for stem in group.alternatives[0].stems}
        """The stem of each word as it was typed: a word that no page has, such as a page's kind, is known by it."""


def ranked(candidates: list[Candidate], reading: Reading) -> list[Ranked]:
    """Those that answer, the best first."""
    asked = _Asked(reading)
    found = [_ranked(candidate, asked) for candidate in candidates]
    kept = [each for each in found if each.holds >= LEAST]
    kept = kept or [each for each in found if _is_named(each.candidate, asked)]
    return sorted(kept, key=lambda each: (-each.worth, each.candidate.position, each.candidate.title))


def _ranked(candidate: Candidate, asked: _Asked) -> Ranked:
    found = [(group.tells, _best(group, candidate)) for group in asked.groups]
    holds = sum(tells * best for tells, best in found) / asked.total
    covers = sum(tells for tells, best in found if best) / asked.total
    names = [candidate.title, *candidate.other_names.splitlines()]
    likely = max(likeness(line, _line(name)) for line in asked.lines for name in names)
    worth = holds + COVERS * covers + TITLE_LIKENESS * likely * holds
    # What the page is may be said with its title: "kyphoplasty procedure".
    names.append(f"{candidate.title} {candidate.kind}")
    worth += TITLE_MATCH * max(_name_match(name, asked) for name in names)
    return Ranked(candidate, holds, worth - LEADS_ON * kinds.get(candidate.kind).surrounds)


def _is_named(candidate: Candidate, asked: _Asked) -> bool:
    """Whether all words of the title or of another name were typed as they are."""
    said = set(asked.typed.values())
    for name in (candidate.title, *candidate.other_names.splitlines()):
        stems = {stem for word in split(name) if (stem := asked.lexicon.stems.get(word, word))}
        if stems and stems <= said:
            return True
    return False


def _best(group: Group, candidate: Candidate) -> float:
    """What the best alternative of a group counts in a page."""
    return max(each.weight * _value(each, candidate) for each in group.alternatives)


def _value(alternative: Alternative, candidate: Candidate) -> float:
    """All stems have to stand in it; each counts by its best place, and a little for each further one."""
    values = []
    for stem in alternative.stems:
        places = candidate.stands.get(stem)
        if not places:
            return 0.0
        best = WEIGHTS.get(places[0]) or IN_TEXT + IN_SHORT_TEXT * SHORT / (SHORT + candidate.length)
        values.append(best + REPEATED * min(4, len(places) - 1))
    return sum(values) / len(values)


def _name_match(name: str, asked: _Asked) -> float:
    """How well a name and what was looked for are the same, from 0 to 1: how much of each the other has (F-measure)."""
    stems = [asked.lexicon.stems.get(word, asked.typed.get(word, word)) for word in split(name)]
    standing, answered, matched = set(stems), 0.0, set()
    for group in asked.groups:
        fitting = [each for each in group.alternatives if standing.issuperset(each.stems)]
        answered += group.tells * max((each.weight for each in fitting), default=0)
        matched |= {stem for each in fitting if each.weight > 0.6 for stem in each.stems}
    told = sum(asked.lexicon.rarity(stem) if stem else FILLING_TELLS for stem in stems)
    precision = sum(map(asked.lexicon.rarity, matched)) / told if told else 0.0
    recall = answered / asked.total
    both = RECALL**2 * precision + recall
    return (1 + RECALL**2) * precision * recall / both if both else 0.0


def _line(text: str) -> str:
    """A line in small letters without its question mark."""
    return text.lower().rstrip("?!. ")
