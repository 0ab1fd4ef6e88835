"""What can be done with messages: make one, try one again, put one aside. The worker sends them (sending.py)."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from deliveries.models import Delivery

LONGEST_SUBJECT = 200


def enqueue(*, key: str, to=None, place: str = "", purpose: str, subject: str, body: str) -> Delivery:
    """Make a message to a member of staff, in the caller's transaction: what causes it and the message come to be together.

    To somebody who is not staff it goes by `place` (see addresses.py) in place of `to`. The same `key` makes it once. Neither subject nor body may hold personal data.
    """
    delivery, _created = Delivery.objects.get_or_create(
        key=key,
        defaults={
            "recipient": to,
            "place": place,
            "purpose": purpose,
            "subject": " ".join(subject.split())[:LONGEST_SUBJECT],
            "body": body,
        },
    )
    return delivery


@transaction.atomic
def send_again(delivery: Delivery, *, by) -> bool:
    """Try a message again that is not sent, from now on and for as long as a new one. False where it is sent already."""
    return bool(
        Delivery.objects.filter(pk=delivery.pk, sent_at__isnull=True).update(
            failed_at=None,
            first_tried_at=None,
            attempts=0,
            last_problem="",
            next_try_at=Now(),
            put_aside_at=None,
            put_aside_by=None,
        )
    )


@transaction.atomic
def put_aside(delivery: Delivery, *, by) -> bool:
    """Take a message that was given up off everybody's start page. It is kept. False where it was not given up."""
    return bool(
        Delivery.objects.filter(pk=delivery.pk, failed_at__isnull=False, put_aside_at__isnull=True).update(
            put_aside_at=Now(), put_aside_by=by
        )
    )
