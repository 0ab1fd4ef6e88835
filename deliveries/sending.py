"""Sending what is due: claim one message, talk to the mail server outside any transaction, write down how it went.

At least once: a worker killed at any moment leaves a message that comes due again when its lease ends. The database's clock
decides; `at` stands in for it where a caller lets time pass by itself.
"""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Now

from deliveries import addresses
from deliveries.models import Delivery
from deliveries.problems import NoAddress, Problem, problem_of

LEASE = timedelta(minutes=2)
FIRST_GAP = timedelta(seconds=10)
LONGEST_GAP = timedelta(minutes=30)
DOUBLINGS = 10

logger = logging.getLogger(__name__)


@dataclass
class Tally:
    """How many went out, and how many did not."""

    sent: int = 0
    not_sent: int = 0

    @property
    def tried(self) -> int:
        """How many were claimed."""
        return self.sent + self.not_sent


def send_due(at: datetime | None = None, limit: int | None = None) -> Tally:
    """Try each message that is due, one after the other, at most `limit` of them. What fails never stops the others."""
    tally = Tally()
    while limit is None or tally.tried < limit:
        delivery = claim(at)
        if delivery is None:
            break
        if _try(delivery, at):
            tally.sent += 1
        else:
            tally.not_sent += 1
    return tally


def claim(at: datetime | None = None) -> Delivery | None:
    """Take the message that is due longest, for as long as the lease; None where nothing is due.

    Committed before anything is sent: a lock held during the sending would last as long as a hanging mail server likes.
    """
    moment = at or Now()
    with transaction.atomic(durable=True):
        delivery = Delivery.objects.due(at).select_for_update(skip_locked=True).first()
        if delivery is None:
            return None
        Delivery.objects.filter(pk=delivery.pk).update(
            attempts=F("attempts") + 1,
            next_try_at=moment + LEASE,
            first_tried_at=Coalesce("first_tried_at", moment),
        )
    return Delivery.objects.select_related("recipient").get(pk=delivery.pk)


def _try(delivery: Delivery, at: datetime | None) -> bool:
    """One try with a claimed message; says whether it went out."""
    try:
        send(delivery)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one message, the others go on
        problem = problem_of(error)
        logger.warning("Message %s was not sent, try %s: %s", delivery.pk, delivery.attempts, problem.sentence)
        _not_sent(delivery, problem, at)
        return False
    Delivery.objects.filter(pk=delivery.pk).update(sent_at=at or Now(), failed_at=None, last_problem="")
    return True


def send(delivery: Delivery) -> None:
    """Hand the message to the mail server. Raises NoAddress for somebody who has left, else what the mail backend raises."""
    address = _address(delivery)
    if not address:
        raise NoAddress
    EmailMessage(
        subject=delivery.subject,
        body=delivery.body,
        to=[address],
        headers={"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated"},
    ).send()


def _address(delivery: Delivery) -> str:
    """Where the message goes; "" for somebody who has left or has no address any more."""
    if delivery.place:
        return addresses.find(delivery.place)
    return delivery.recipient.email if delivery.recipient.is_active else ""


def _not_sent(delivery: Delivery, problem: Problem, at: datetime | None) -> None:
    """Write down a failed try: when to try next, or that it is given up. Another worker's word on a later try stands."""
    mine = Delivery.objects.waiting().filter(pk=delivery.pk, attempts=delivery.attempts)
    moment = at or Now()
    if problem.tries and delivery.attempts >= problem.tries:
        mine.update(last_problem=problem.sentence, failed_at=moment)
        return
    if problem.patience:
        if mine.filter(first_tried_at__lte=moment - problem.patience).update(
            last_problem=problem.sentence, failed_at=moment
        ):
            return
    mine.update(last_problem=problem.sentence, next_try_at=moment + gap_after(delivery.attempts))


def gap_after(attempts: int) -> timedelta:
    """How long to wait after so many tries: twice as long each time, up to half an hour, and never in step with others."""
    doubled = FIRST_GAP * 2 ** min(attempts, DOUBLINGS)
    return min(LONGEST_GAP, doubled * random.uniform(0.5, 1.5))  # noqa: S311 - spreads load, keeps no secret
