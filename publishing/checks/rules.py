"""All rules, in one list, and the ways to ask them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from publishing.checks import claims, headings, links, phone_numbers, pictures, reading_grade, terms, words
from publishing.checks.finding import Finding
from publishing.checks.known import Known
from publishing.checks.reading import Reading, read
from publishing.models import Edition

Check = Callable[[Reading], Iterator[Finding]]

CAN_STOP: tuple[Check, ...] = (headings.levels, links.targets, phone_numbers.copies, pictures.descriptions)
"""What is asked again on submitting and publishing."""

WARN: tuple[Check, ...] = (
    reading_grade.too_hard,
    headings.bold,
    links.texts,
    claims.unsourced,
    claims.stopped_medicines,
    words.capitals,
    terms.unexplained,
)


def findings_for(edition: Edition, *, at: datetime | None = None, known: Known | None = None) -> list[Finding]:
    """All that is found in an edition, kept or not, in reading order; what is about the whole text comes first.

    `known` is given by those who ask about many editions, so that it is read once.
    """
    return _found(edition, (*CAN_STOP, *WARN), known or Known.now(at))


def stops_for(edition: Edition, *, at: datetime | None = None) -> list[Finding]:
    """Only what keeps it from being submitted and published."""
    return [finding for finding in _found(edition, CAN_STOP, Known.now(at)) if finding.is_stop]


def grade_of(edition: Edition, *, known: Known | None = None) -> float | None:
    """The reading grade of an edition; None where it is too short to tell, or not in English."""
    known = known or Known.now()
    return reading_grade.grade(_reading(edition, known))


def _found(edition: Edition, checks: tuple[Check, ...], known: Known) -> list[Finding]:
    reading = _reading(edition, known)
    order = {identity: place for place, identity in enumerate(reading.parts)}
    found = [finding for check in checks for finding in check(reading)]
    return sorted(found, key=lambda finding: (order.get(finding.identity, -1), finding.line, finding.offset))


def _reading(edition: Edition, known: Known) -> Reading:
    known.add(edition)
    return read(edition, known)
