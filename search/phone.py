"""Answers for somebody on the phone: what is live and approved, ready to be read out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from publishing.live import LiveSet
from publishing.models import Edition
from publishing.parts import take_apart
from publishing.templatetags.publishing import rich
from publishing.wording import RICH
from search.finding import Hit, find

SHOWN = 6
SHORT = 220

_FIRST_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.S)


@dataclass(frozen=True)
class Answer:
    """One answer: `short` to begin with, and the whole text as (heading or "", HTML) in `parts`."""

    hit: Hit
    short: str
    parts: list[tuple[str, SafeString]]
    reviewed_on: date | None


def answers(words: str, *, language: str) -> list[Answer]:
    """What answers these words best, the best first. No more queries than `find` takes."""
    found = find(words, language=language, limit=SHOWN) if words.strip() else None
    return [_answer(hit, found.live) for hit in found.hits] if found else []


def _answer(hit: Hit, live: LiveSet) -> Answer:
    edition = hit.edition
    return Answer(hit, _short(edition), _parts(edition, live), edition.review.reviewed_on if edition.review else None)


def _short(edition: Edition) -> str:
    """The short answer that the page itself gives, else its first sentence."""
    text = " ".join((getattr(edition.reads, "summary", "") or edition.text).split())
    first = _FIRST_SENTENCE.match(text)
    short = text if len(text) <= SHORT else first[0] if first else text
    return short if len(short) <= SHORT else short[:SHORT].rsplit(" ", 1)[0] + "…"


def _parts(edition: Edition, live: LiveSet) -> list[tuple[str, SafeString]]:
    """The rich texts of the page in their order, each below the name of the part that it stands in."""
    return [
        (_heading(part.name), rich(part.value, live))
        for part in take_apart(edition.content).values.values()
        if part.field in RICH and part.value
    ]


def _heading(name: str) -> str:
    """Of “Sections › Symptoms › Body” the middle; nothing for the only text of a page."""
    names = name.split(" › ")
    return names[1] if len(names) > 1 else ""
