"""Does a page have what patients need, now and for as long as it is planned to be live?"""

from __future__ import annotations

from datetime import datetime

from publishing import addresses
from publishing.checks import stops_for
from publishing.checks.report import Anchors, in_a_sentence
from publishing.errors import AddressTaken, NotComplete, TransitionNotAllowed, linked
from publishing.live import LiveSet
from publishing.models import Document, Edition
from publishing.schedule import Schedule


def check_complete(edition: Edition, at: datetime) -> None:
    """Raise NotComplete with every sentence that the kind has against this content among what is live at that moment."""
    if problems := _problems(edition, at):
        raise NotComplete(*problems)


def check_ready(edition: Edition, at: datetime) -> None:
    """Raise NotComplete as `check_complete` does, and with what the checks of the text call a stop. Each leads to its field.

    Raise AddressTaken where all else is there and another document owns the address.
    """
    taken = _linked(edition, addresses.taken(edition))
    if problems := [*_problems(edition, at), *_stops(edition, at)]:
        raise NotComplete(*problems, *taken)
    if taken:
        raise AddressTaken(*taken)


def _problems(edition: Edition, at: datetime) -> list[str]:
    live = LiveSet.around_edition(edition, at=at).with_preview(edition)
    return _linked(edition, edition.kind.problems(edition.reads, live))


def _linked(edition: Edition, found: list[str]) -> list[str]:
    """Sentences with the addresses of the fields that they are about."""
    anchors = Anchors(edition.document) if found else None
    return [linked(problem, anchors.url(getattr(problem, "identity", ()))) for problem in found]


def _stops(edition: Edition, at: datetime) -> list[str]:
    found = stops_for(edition, at=at)
    anchors = Anchors(edition.document) if found else None
    return [linked(in_a_sentence(finding), anchors.url(finding.identity)) for finding in found]


def check_lasts(edition: Edition, schedule: Schedule, at: datetime) -> None:
    """Raise NotComplete where something that the edition names is planned to end within its own time and leaves it incomplete."""
    span = next(span for span in schedule.spans() if span.number == edition.number)
    ends = Edition.objects.filter(document__key__in=edition.uses, live__endswith__gt=max(span.lower, at))
    if span.upper:
        ends = ends.filter(live__endswith__lt=span.upper)
    for end in set(ends.values_list("live__endswith", flat=True)):
        check_complete(edition, end)


def check_can_go(document: Document, schedule: Schedule, moment: datetime) -> None:
    """Raise TransitionNotAllowed where the document must stay at the moment, or at a later one that is planned already."""
    starts = Edition.objects.filter(uses__contains=[document.key], live__startswith__gt=moment)
    turns = {start for start in starts.values_list("live__startswith", flat=True) if _is_gone(schedule, moment, start)}
    for turn in (moment, *sorted(turns)):
        live = LiveSet.around(document.key, about=[document.key], at=turn)
        if reason := document.described_by.why_it_must_stay(document, live):
            raise TransitionNotAllowed(reason)


def _is_gone(schedule: Schedule, moment: datetime, turn: datetime) -> bool:
    """Whether, taken down at one moment, the document would not have been put back by another."""
    edition = schedule.live_at(turn)
    return edition is None or edition.publish_at < moment
