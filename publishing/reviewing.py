"""What publishing and reviewing leave for readers: the reviewer's name, the next review, the list of changes."""

from __future__ import annotations

import calendar
import hashlib
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone

from publishing.models import Edition, ReviewerProfile, Rules

CHANGES_SHOWN = 5
SPREAD = 0.1


def reviewer_of(user) -> tuple[str, str]:
    """The name and the credentials under which a member of staff is shown to readers."""
    profile = ReviewerProfile.objects.filter(user=user).first()
    if profile:
        return profile.name, profile.credentials
    return user.get_full_name() or user.get_username(), ""


def next_review_on(reviewed_on: date, key: UUID) -> date:
    """The day on which a review made today falls due, by the practice's rule, up to a tenth of the time sooner or later.

    What is signed on one day would otherwise fall due on one day. A document always falls on the same side, as its key says.
    """
    usual = (months_after(reviewed_on, Rules.current().months_to_next_review) - reviewed_on).days
    # From -1 to 1, evenly.
    place = int.from_bytes(hashlib.sha256(key.bytes).digest()[:4]) / (2**31 - 0.5) - 1
    return reviewed_on + timedelta(days=usual + round(usual * SPREAD * place))


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_for_review(by: date | Combinable) -> QuerySet[Edition]:
    """Live clinical text whose review falls due on that day or before. Only the review that it goes by now counts."""
    due = Edition.objects.live().filter(clinical=True, review__next_review_on__lte=by)
    return due.select_related("document", "review").order_by("review__next_review_on", "pk")


def public_changes(edition: Edition, before: Edition | None, at: datetime) -> list[dict[str, Any]]:
    """What readers are told has changed lately, newest first: the list of the edition before, and this one's own note."""
    known = list(before.changes) if before else []
    if edition.change_note:
        known.insert(0, {"on": timezone.localdate(at).isoformat(), "note": edition.change_note})
    return known[:CHANGES_SHOWN]
