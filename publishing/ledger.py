"""Writing to the ledger, and proving that nobody altered it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model, Q

from publishing.content import content_hash
from publishing.models import Document, Edition, Event, Review
from publishing.schedule import bounds as bounds_of
from publishing.schedule import iso_utc
from publishing.site_version import tell


def record(
    verb: str,
    *,
    by,
    document: Document | None = None,
    edition: Edition | None = None,
    review: Review | None = None,
    bounds: dict[str, Any] | None = None,
    **details: Any,
) -> None:
    """Append one event. Its number, time and hashes are given by the database, under a lock held until the commit."""
    if edition and verb in KEEPING_VERBS:
        details["frozen"] = row_hash(edition, FROZEN)
    if review:
        details |= {"review": review.pk, "signed": row_hash(review, SIGNED)}
    Event.objects.create(
        verb=verb,
        by=by,
        document_key=document.key if document else None,
        edition_number=edition.number if edition else None,
        content_hash=edition.content_hash if edition else "",
        bounds=bounds or {},
        details={
            name: iso_utc(v) if isinstance(v, datetime) else v for name, v in details.items() if v not in (None, "", [])
        },
    )
    tell(verb)


def approval_hash(edition: Edition) -> str:
    """What an approval or a review leaves on an edition, as one hash."""
    return row_hash(edition, APPROVED)


def publication_hash(edition: Edition) -> str:
    """What a publication leaves on an edition, as one hash."""
    return row_hash(edition, PUBLISHED)


def row_hash(row: Model, columns: tuple[str, ...]) -> str:
    """SHA-256, in hex, over these columns of a row, the same before it was stored and after it was read."""
    return content_hash({column: _plain(getattr(row, column)) for column in columns})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso_utc(value)
    if isinstance(value, list):
        return [item if isinstance(item, dict) else str(item) for item in value]
    return value


def faults() -> Iterator[str]:
    """Everything that does not add up, a line each naming the row; nothing for a clean ledger."""
    yield from _broken_links()
    yield from _altered_editions()
    yield from _altered_reviews()
    yield from _moved_bounds()
    yield from _altered_facts()
    for check in _also_checked:
        yield from check()


_also_checked: list[Callable[[], Iterable[str]]] = []


def also_check(check: Callable[[], Iterable[str]]) -> None:
    """Have another chain of rows checked together with the ledger. Called from an app's `ready`; gives a line for each fault."""
    _also_checked.append(check)


def _broken_links() -> Iterator[str]:
    """Events whose hash, number or link to the one before is not what the chain says."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, previous_hash, hash, publishing_event_hash(e) FROM publishing_event e ORDER BY number"
        )
        rows = cursor.fetchall()
    expected_number, expected_previous = 1, ""
    for number, previous, stored, computed in rows:
        if number != expected_number:
            yield f"event {number}: event {expected_number} should come here; events are missing or doubled"
        if previous != expected_previous:
            yield f"event {number}: does not follow from the event before it"
        if stored != computed:
            yield f"event {number}: was altered; its hash does not fit what it says"
        expected_number, expected_previous = number + 1, stored


def _altered_editions() -> Iterator[str]:
    """Editions whose content, or what was frozen with it, is not what their hash, or the ledger's, says."""
    kept = {
        (e.document_key, e.edition_number): (e.content_hash, e.details.get("frozen"))
        for e in Event.objects.filter(verb__in=KEEPING_VERBS).order_by("number").iterator()
    }
    for edition in Edition.objects.select_related("document").iterator(chunk_size=500):
        name = f"edition {edition.number} of document {edition.key} (row {edition.pk})"
        recorded, frozen = kept.pop((edition.key, edition.number), (None, None))
        if content_hash(edition.content) != edition.content_hash:
            yield f"{name}: its content was altered; it does not fit its hash"
        if recorded is None:
            yield f"{name}: no event tells of it"
        elif recorded != edition.content_hash:
            yield f"{name}: its hash is not the one in the ledger"
        elif frozen != row_hash(edition, FROZEN):
            yield f"{name}: what was frozen with it was altered"
    discarded = set(Event.objects.filter(verb="discard").values_list("document_key", flat=True))
    for key, number in kept:
        if key not in discarded:
            yield f"edition {number} of document {key}: the ledger tells of it, but it is gone"


def _altered_reviews() -> Iterator[str]:
    """Reviews of another text than their edition's, and reviews that the ledger tells otherwise."""
    events = Event.objects.filter(details__has_key="review").order_by("number")
    told = {event.details["review"]: event.details["signed"] for event in events.iterator()}
    for review in Review.objects.select_related("edition").iterator(chunk_size=500):
        if review.content_hash != review.edition.content_hash:
            yield f"review {review.pk}: signs a text that is not its edition's"
        if told.pop(review.pk, None) != row_hash(review, SIGNED):
            yield f"review {review.pk}: was altered; the ledger tells of another"
    for missing in told:
        yield f"review {missing}: the ledger tells of it, but it is gone"


def _moved_bounds() -> Iterator[str]:
    """Editions whose live range is not what replaying the ledger gives."""
    replayed: dict[tuple, Any] = {}
    for event in Event.objects.exclude(bounds={}).order_by("number").iterator():
        for number, bounds in event.bounds.items():
            replayed[event.document_key, int(number)] = bounds
    for edition in Edition.objects.select_related("document").defer("content", "text").iterator(chunk_size=500):
        if bounds_of(edition.live) != replayed.get((edition.key, edition.number)):
            yield f"edition {edition.number} of document {edition.key} (row {edition.pk}): its live range was moved"


def _altered_facts() -> Iterator[str]:
    """Editions whose approval or publication is not what the ledger tells of it last."""
    told: dict[tuple, dict[str, str]] = {}
    for event in Event.objects.filter(details__has_any_keys=["stands", "published"]).order_by("number").iterator():
        facts = told.setdefault((event.document_key, event.edition_number), {})
        facts |= {name: event.details[name] for name in ("stands", "published") if name in event.details}
    signed = Edition.objects.filter(Q(approved_at__isnull=False) | Q(publish_at__isnull=False))
    for edition in signed.select_related("document").defer("content", "text").iterator(chunk_size=500):
        facts = told.get((edition.key, edition.number), {})
        name = f"edition {edition.number} of document {edition.key} (row {edition.pk})"
        if edition.approved_at and facts.get("stands") != approval_hash(edition):
            yield f"{name}: who approved it, or the review that it stands on, was altered"
        if edition.publish_at and facts.get("published") != publication_hash(edition):
            yield f"{name}: who published it, or the list of changes, was altered"


FROZEN = (
    *("number", "language", "clinical", "starter", "address", "title", "other_names", "headings", "text"),
    *("about", "uses", "saved_at", "saved_by_id"),
)
"""What is fixed of an edition besides its content."""

APPROVED = ("review_id", "approved_at", "approved_by_id")
"""Who let it through, and the review that it stands on."""

PUBLISHED = ("change_note", "changes", "publish_at", "publish_by_id")
"""Who made it public, and what readers are told has changed."""

SIGNED = (
    *("edition_id", "content_hash", "reviewed_at", "reviewed_by_id", "reviewer_name", "reviewer_credentials"),
    *("reviewed_on", "next_review_on"),
)
"""All that a review says."""

KEEPING_VERBS = ("keep", "load", "restore", "undo_publish")
"""The verbs of events that tell of a new edition."""
