"""What the confirmation says: the reference, and what happens next and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import Error
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from contact.models import ContactRequest, RequestRules
from contact.offered import Offer
from contact.office_time import OfficeTime
from contact.references import spaced
from contact.watching import look

STILL_NEW = timedelta(days=14)


@dataclass(frozen=True)
class News:
    """`promise` is what happens next; empty once it would no longer be true."""

    title: str
    reference: str
    promise: str = ""
    asked_at: datetime | None = None


def news(reference: str, offer: Offer) -> News:
    """One or two queries; without a database it has just been asked. Which day it is says the clock that wrote down the request."""
    now, asked_at, is_over, target = _life(reference)
    if is_over or now - asked_at > STILL_NEW:
        return News(_("We have dealt with this request"), spaced(reference))
    title = _("We have received your request")
    if localdate(asked_at) != localdate(now):
        return News(title, spaced(reference), asked_at=asked_at)
    promise = OfficeTime.of(offer.around.get("coordinator")).promise(asked_at, target)
    return News(title, spaced(reference), promise, asked_at)


def day_of_call(offer: Offer) -> str:
    """By the end of which day whoever sends the form now is called, whatever it is about.

    "" where that cannot be promised: no hours are known, or the database is away.
    """
    try:
        found = look()
    except Error:
        return ""
    return OfficeTime.of(offer.around.get("coordinator")).day_of_call(found.now, found.target)


def _life(reference: str) -> tuple[datetime, datetime, bool, timedelta]:
    """What time it is, when it was asked, whether it is over, and in how many office hours somebody calls."""
    try:
        found = ContactRequest.objects.filter(Q(reference=reference) | Q(also_told=reference))
        row = found.values_list(Now(), "asked_at", "closed_at", "target_hours").first()
        rules = RequestRules.current()
    except Error:
        row, rules = None, RequestRules()
    here = datetime.now(UTC)
    now, asked_at, closed_at, own_hours = row or (here, here, None, None)
    return now, asked_at, closed_at is not None, timedelta(hours=rules.target_hours if own_hours is None else own_hours)
