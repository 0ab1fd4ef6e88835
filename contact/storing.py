"""A request into the database: with its messages and its row of access in one transaction, once, however often it comes."""

from __future__ import annotations

from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models.functions import Now

from contact import notify
from contact.asked import WINDOW, Asked
from contact.consent import wording_of
from contact.models import AccessEntry, ContactRequest
from contact.references import id_of, reference_of
from contact.routing import Route, route_of
from publishing.schedule import database_clock

MOST_ATTEMPTS = 5
"""So many references are tried before giving up; more than two were never needed."""

SPAM_FROM = 5


class NoReference(DatabaseError):
    """No reference was free."""


def known(asked: Asked) -> ContactRequest | None:
    """The same request, where it is here already."""
    found = ContactRequest.objects.filter(idem=asked.idem).first()
    if found or not asked.earlier_idem:
        return found
    return ContactRequest.objects.filter(idem=asked.earlier_idem, asked_at__gt=Now() - WINDOW).first()


def store(asked: Asked) -> ContactRequest:
    """The request, stored now or before. Raises the database's errors; then nothing of it was stored."""
    for attempt in range(MOST_ATTEMPTS):
        with transaction.atomic():
            route = route_of(asked)
            request, is_new = _insert(asked, attempt, route)
            if request and is_new:
                AccessEntry.objects.create(what="asked", reference=request.reference)
                _send_its_way(request, route, asked.person.email)
            if request:
                return request
    raise NoReference


def _send_its_way(request: ContactRequest, route: Route, email: str) -> None:
    """Write down for whom it is, and tell them."""
    if route.is_by_rule:
        request.answerers.set(route.people)
        names = ", ".join(person.get_username() for person in route.people) or "everybody"
        AccessEntry.objects.create(what="routed", reference=request.reference, why=names[:300])
    if not request.suspected_at:
        notify.tell(request, route.people, email)


def _insert(asked: Asked, attempt: int, route: Route) -> tuple[ContactRequest | None, bool]:
    """The request and whether it is new; None where another one has the reference."""
    row = _row(asked, reference_of(asked.idem, attempt))
    row.target_hours = route.target_hours
    ContactRequest.objects.bulk_create([row], ignore_conflicts=True)
    found = ContactRequest.objects.filter(idem=asked.idem).first()
    # Each sealing differs, so that equal bytes are these very ones.
    return found, bool(found and found.sealed is not None and bytes(found.sealed) == bytes(row.sealed))


def _row(asked: Asked, reference: str) -> ContactRequest:
    row = ContactRequest(
        id=id_of(asked.idem),
        reference=reference,
        also_told=asked.reference if asked.reference != reference else "",
        idem=asked.idem,
        best_time=asked.best_time,
        topic=asked.topic_key,
        topic_title=asked.topic_title,
        for_whom=asked.for_whom,
        language=asked.language,
        may_leave_message=asked.may_leave_message,
        wants_email=bool(asked.person.email),
        consent_version=asked.consent_version,
        consent_text=asked.consent_text or wording_of(asked.consent_version),
        spam_score=asked.spam_score,
        spam_reasons=list(asked.spam_reasons),
    )
    if asked.asked_at:
        row.asked_at = min(datetime.fromisoformat(asked.asked_at), database_clock())
    if asked.spam_score >= SPAM_FROM:
        row.suspected_at = Now()
    row.seal(asked.person)
    return row
