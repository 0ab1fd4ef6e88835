"""What publishing and reviewing leave for readers: the address, the reviewer's name, the next review, the list of changes."""

from __future__ import annotations

import calendar
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.errors import AddressTaken
from publishing.models import Address, Edition, ReviewerProfile, Rules

CHANGES_SHOWN = 5


def claim_address(edition: Edition) -> None:
    """Give the address to the edition's document for good. Raises AddressTaken where another one owns it."""
    if not edition.address:
        return
    address, _created = Address.objects.select_related("document").get_or_create(
        path=edition.address, defaults={"document": edition.document}
    )
    if address.document_id != edition.document_id:
        raise AddressTaken(
            _("The address %(path)s belongs to “%(title)s”. Choose another one.")
            % {"path": address.path, "title": address.document}
        )


def reviewer_of(user) -> tuple[str, str]:
    """The name and the credentials under which a member of staff is shown to readers."""
    profile = ReviewerProfile.objects.filter(user=user).first()
    if profile:
        return profile.name, profile.credentials
    return user.get_full_name() or user.get_username(), ""


def next_review_on(reviewed_on: date) -> date:
    """The day on which a review made today falls due, by the practice's rule; the month's last day where it is shorter."""
    months = reviewed_on.month - 1 + Rules.current().months_to_next_review
    year, month = reviewed_on.year + months // 12, months % 12 + 1
    return date(year, month, min(reviewed_on.day, calendar.monthrange(year, month)[1]))


def public_changes(edition: Edition, before: Edition | None, at: datetime) -> list[dict[str, Any]]:
    """What readers are told has changed lately, newest first: the list of the edition before, and this one's own note."""
    known = list(before.changes) if before else []
    if edition.change_note:
        known.insert(0, {"on": timezone.localdate(at).isoformat(), "note": edition.change_note})
    return known[:CHANGES_SHOWN]
