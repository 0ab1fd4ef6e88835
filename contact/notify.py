"""The messages that a request causes. Reference and link only: who asks, and what about, is read on the staff site alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from contact.models import AccessEntry, ContactRequest
from contact.references import spaced
from contact.routing import coordinators
from deliveries.actions import enqueue

PLACE = "contact.request"


def tell(request: ContactRequest, people: Iterable[Any] = (), email: str = "") -> None:
    """Make the messages about a request, in the caller's transaction; the same ones however often.

    To those for whom it is, or to every coordinator where that is nobody who can be written to; and to the patient who gave
    an `email`.
    """
    tell_staff(request, [person for person in people if person.email] or coordinators().exclude(email=""))
    context = _context(request)
    if email and not _wrote_today(request, email):
        enqueue(
            key=f"request/{request.pk}/receipt",
            place=f"{PLACE}/{request.pk}",
            purpose=_("A receipt for a patient"),
            subject=_("We have received your request"),
            body=render_to_string("emails/receipt.txt", context),
        )


def tell_staff(request: ContactRequest, people: Iterable[Any]) -> None:
    """A message to each of these; nobody gets a second one about the same request."""
    context = _context(request)
    for person in people:
        enqueue(
            key=f"request/{request.pk}/{person.pk}",
            to=person,
            purpose=_("A request for a call back"),
            subject=_("Request %(reference)s: a patient asks for a call back") % context,
            body=render_to_string("emails/request.txt", context),
        )


def _context(request: ContactRequest) -> dict[str, str]:
    return {"reference": spaced(request.reference), "url": settings.SITE_URL + inbox_path(request)}


def _wrote_today(request: ContactRequest, email: str) -> bool:
    """Whether this address had a receipt within a day: the form must not serve to fill somebody's mailbox."""
    others = ContactRequest.objects.from_email(email).filter(asked_at__gt=Now() - timedelta(days=1))
    return others.in_play().exclude(pk=request.pk).exists()


def address_of(key: str) -> str:
    """Where the receipt for a request goes: written down before it is opened, and "" once it is erased."""
    request = ContactRequest.objects.filter(pk=key).first()
    if request is None or request.sealed is None:
        return ""
    AccessEntry.objects.create(what="receipt", reference=request.reference, why="The receipt is sent")
    return request.open_sealed().email


def inbox_path(request: ContactRequest) -> str:
    """Where staff open a request."""
    try:
        return reverse("admin:contact_contactrequest_change", args=[request.pk])
    except NoReverseMatch:
        return reverse("admin:index")
