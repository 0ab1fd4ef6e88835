"""Medical terms of the glossary that a text uses and never explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from publishing.checks.finding import Finding
from publishing.checks.known import TermForms
from publishing.checks.reading import Reading

TITLES = frozenset({"title", "other_names", "description", "heading", "tagline"})
"""What names a thing does not have to explain it; what searching needs is no sentence to patients."""


def unexplained(reading: Reading) -> Iterator[Finding]:
    """One finding for each term, where it stands first."""
    whole = "\n".join(text.words for text in reading.texts)
    title = reading.edition.title
    for term in reading.known.terms.get(reading.language, ()):
        if term.has_page or term.pattern.fullmatch(title) or _is_explained(term, whole) or _is_marked(term, reading):
            continue
        found = next(
            (
                (text, line)
                for text, line in reading.lines()
                if text.part.field not in TITLES and term.pattern.search(line.text)
            ),
            None,
        )
        if found:
            text, line = found
            sentence = next(each for each in line.sentences if term.pattern.search(each))
            suggestion = _("Say the plain words first and the term in brackets: “%(meaning)s (%(term)s)”.") % {
                "meaning": term.meaning,
                "term": term.term,
            }
            yield reading.finding("unexplained-term", text, line, sentence, suggestion)


def _is_explained(term: TermForms, whole: str) -> bool:
    """Whether the text says its meaning, has it in brackets or brackets behind it, or says what it is."""
    if _folded(term.meaning) in _folded(whole):
        return True
    form = term.pattern.pattern
    ways = (
        rf"\([^()]*{form}[^()]*\)",
        rf"{form}\s*\([^()]+\)",
        rf"{form}\s*(?:[:–—]|,\s*(?:or|that is|which|also)\b)",
        rf"{form}[\"”’]?\s+(?:is|are|means?|stands? for)\s+(?:a|an|the|when|that|called)?\b",
        rf"{form}[^.!?]*[.!?]\s+(?:they|these|this|it|that) (?:is|are|means?)\b",
        rf"\b(?:called|named|known as)\s+(?:an?\s+|the\s+)?[\"“‘]?{form}",
    )
    return any(re.search(way, whole, re.IGNORECASE) for way in ways)


def _is_marked(term: TermForms, reading: Reading) -> bool:
    """Whether it is marked as an abbreviation with its meaning, or leads to a page of this site about it."""
    for _text, line in reading.lines():
        for node in line.node.elements("abbr", "a") if line.node else ():
            says = node.attributes.get("title") or node.attributes.get("href", "").startswith(("document:", "/"))
            if says and term.pattern.search(node.text()):
                return True
    return False


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
