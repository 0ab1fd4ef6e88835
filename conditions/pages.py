"""What the pages of a condition and a procedure show, from an edition and what is live around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conditions.content import Section
from conditions.section_kinds import Aspect, SectionKind
from publishing.content import Picture
from publishing.live import Entry, LiveSet, entries
from publishing.models import Edition


@dataclass(frozen=True)
class ShownSection:
    """A section as a template shows it: its title is its heading, or else the name of its kind."""

    key: Any
    kind: str
    title: str
    body: str
    picture: Picture | None
    anchor: str


@dataclass(frozen=True)
class Comparison:
    """Procedures side by side: rows of (label, one text for each procedure)."""

    procedures: list[Entry]
    rows: list[tuple[str, list[str]]]


def heading_of(section: Section) -> str:
    """The heading that stands over a section."""
    return section.heading or str(SectionKind(section.kind).label)


def condition(edition: Edition, live: LiveSet) -> dict[str, Any]:
    """The context of a condition's page."""
    content = edition.reads
    procedures = entries(live.named(content.procedures), live)
    return {
        **_shared(edition, live),
        "procedures": procedures,
        "comparison": compare(procedures),
    }


def procedure(edition: Edition, live: LiveSet) -> dict[str, Any]:
    """The context of a procedure's page."""
    return {
        **_shared(edition, live),
        "steps": edition.reads.steps,
        "conditions": entries(live.about(edition.key, "condition"), live),
    }


def compare(procedures: list[Entry]) -> Comparison | None:
    """The comparison of two procedures or more; rows that nobody filled are left out."""
    if len(procedures) < 2:
        return None
    texts = [{point.aspect: point.text for point in entry.content.comparison} for entry in procedures]
    rows = [
        (str(aspect.label), [by_aspect.get(aspect.value, "") for by_aspect in texts])
        for aspect in Aspect
        if any(aspect.value in by_aspect for by_aspect in texts)
    ]
    return Comparison(procedures, rows) if rows else None


def _shared(edition: Edition, live: LiveSet) -> dict[str, Any]:
    content = edition.reads
    return {
        "sections": shown_sections(content.sections),
        "questions": entries(live.about(edition.key, "question"), live),
    }


PARTS = ("contents", "preparing", "procedures", "conditions", "questions", "call")
"""Anchors of what a page has besides its sections."""


def shown_sections(sections: tuple[Section, ...]) -> list[ShownSection]:
    """Sections as templates show them, each with an anchor that stays when others are added or moved."""
    seen: dict[str, int] = {}
    shown = []
    for section in sections:
        name = section.kind.replace("_", "-")
        seen[name] = seen.get(name, 0) + 1
        anchor = name if seen[name] == 1 else f"{name}-{str(section.key)[:8]}"
        shown.append(
            ShownSection(section.key, section.kind, heading_of(section), section.body, section.picture, anchor)
        )
    return shown
