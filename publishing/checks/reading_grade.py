"""How many years of school a text needs, by Flesch and Kincaid, and its hardest sentences. English only."""

from __future__ import annotations

import re

import textstat
from django.utils.translation import gettext as _

from publishing.checks.reading import Reading

MEASURED = frozenset({"en"})
HIGHEST = 8
HARDEST = 3
FEWEST_WORDS = 12
"""Fewer words than this say nothing about a text, fewer than half of them nothing about a sentence."""

_NEUTRAL = "thing"
"""Stands for a term that the page explains and for a name: patients meet them anyway, and no plainer writing makes them shorter."""


def grade(reading: Reading) -> float | None:
    """The grade of the whole text; None where it is too short, or in a language that is not measured."""
    text = _measured(reading, _joined(line.text for _text, line in reading.lines()))
    if reading.language not in MEASURED or len(text.split()) < FEWEST_WORDS:
        return None
    return textstat.flesch_kincaid_grade(text)


def hardest(reading: Reading) -> list[tuple[float, object, object, str]]:
    """The sentences above the highest grade, the hardest first, each with its grade, text and line."""
    graded = [
        (textstat.flesch_kincaid_grade(_measured(reading, sentence)), text, line, sentence)
        for text, line in reading.lines()
        for sentence in line.sentences
        if len(sentence.split()) * 2 >= FEWEST_WORDS
    ]
    hard = sorted((each for each in graded if each[0] > HIGHEST), key=lambda each: -each[0])
    return hard[:HARDEST]


def too_hard(reading: Reading):
    """One finding for the whole text, at its hardest sentence."""
    reached = grade(reading)
    if reached is None or reached <= HIGHEST or not (hard := hardest(reading)):
        return
    _grade, text, line, sentence = hard[0]
    suggestion = _(
        "This text is at grade %(grade)s. Begin with these sentences: make two of one, say who does what, and take the everyday word."
    ) % {"grade": f"{reached:.1f}"}
    others = tuple(each[3] for each in hard[1:])
    yield reading.finding("reading-grade", text, line, sentence, suggestion, others)


def _joined(lines) -> str:
    """A line ends a sentence, unless the next one goes on in lower case, as items of a list do."""
    ended = " ".join(re.sub(r"(?<![.?!:,;])$", ".", line) for line in lines if line)
    return re.sub(r"[.:,;] (?=[a-z])", " ", ended).replace(":", ".")


def _measured(reading: Reading, text: str) -> str:
    for term in reading.known.terms.get(reading.language, ()):
        text = term.pattern.sub(_NEUTRAL, text)
    return re.sub(
        r"\w+", lambda word: _NEUTRAL if word[0] in reading.known.names and word[0][0].isupper() else word[0], text
    )
