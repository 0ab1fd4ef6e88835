"""Words in capitals that are no abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from publishing.checks.finding import Finding
from publishing.checks.reading import Line, Reading
from publishing.wording import is_word

_CAPITALS = re.compile(r"(?<![\w-])[^\W\d_a-z]{3,}(?![\w-])")
LONGEST_ABBREVIATION = 5

ABBREVIATIONS = frozenset(
    """
    CT MRI PET ECG EKG EEG ICU DNA RNA HIV AIDS COPD NSAID BMI IV ER DEXA DXA USA FAQ PDF FDA CDC NHS NIH HIPAA ADA WCAG
    ZIP TTY TDD SMS VA AM PM
    """.split()
)
"""Written in capitals everywhere."""


def capitals(reading: Reading) -> Iterator[Finding]:
    """One finding a sentence, whatever the number of its words in capitals."""
    for text, line in reading.lines():
        explained = _explained(line)
        for sentence in line.sentences:
            shouted = [
                word for word in _CAPITALS.findall(sentence) if word not in explained and _is_shouted(word, reading)
            ]
            if shouted:
                suggestion = _("Write “%(words)s”; set what matters in bold.") % {"words": " ".join(shouted).lower()}
                yield reading.finding("all-caps", text, line, sentence, suggestion)


def _explained(line: Line) -> set[str]:
    """Abbreviations whose meaning is given: by a mark, or because they stand in brackets behind it."""
    marked = {node.text().strip() for node in line.node.elements("abbr")} if line.node else set()
    return marked | set(re.findall(r"\((?:or )?(\w+)\)", line.text))


def _is_shouted(word: str, reading: Reading) -> bool:
    if word in ABBREVIATIONS or word in reading.known.names:
        return False
    if any(term.pattern.fullmatch(word) for term in reading.known.terms.get(reading.language, ())):
        return False
    return len(word) > LONGEST_ABBREVIATION or is_word(word.lower())
