"""How long a request waits, in office hours, against the practice's target; and which one is the most urgent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import connection
from django.db.models import Case, DateTimeField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from contact.models import ContactRequest, RequestRules
from contact.office_time import OfficeTime
from contact.states import CLAIM_LASTS
from contact.watching import office_time

_CLOCK_AND_RULES = """
SELECT clock_timestamp(), target_hours, erase_after_days FROM (SELECT) AS once LEFT JOIN contact_requestrules ON true
"""
HOURS = "contact.waiting.hours"
SECONDS_KEPT = 20
FARTHEST = timedelta(days=1024)


@dataclass(frozen=True)
class Clock:
    """A moment, the hours in which somebody calls, how many of them a patient should wait at most, and how long requests are kept."""

    at: datetime
    office: OfficeTime
    target: timedelta
    kept_for: timedelta

    @classmethod
    def now(cls) -> Clock:
        """By the database's clock and the rules in force, with the hours as they were some seconds ago at most. One query, or two."""
        at, rules = _clock_and_rules()
        office = cache.get_or_set(HOURS, office_time, SECONDS_KEPT)
        return cls(at, office, timedelta(hours=rules.target_hours), timedelta(days=rules.erase_after_days))

    @property
    def late_before(self) -> datetime:
        """What was asked before this moment, and has not been called, waits too long."""
        back = timedelta(days=1)
        while self._waited(self.at - back) <= self.target:
            if back > FARTHEST:
                return self.at - back
            back *= 2
        early, late = self.at - back, self.at
        while late - early > timedelta(seconds=1):
            middle = early + (late - early) / 2
            early, late = (middle, late) if self._waited(middle) > self.target else (early, middle)
        return early

    def waited(self, request: ContactRequest) -> timedelta:
        """Office hours until the first call, or until now."""
        return self.office.waited(request.asked_at, request.first_called_at or self.at)

    def due(self, request: ContactRequest) -> datetime | None:
        """When the first call, or the next one that was agreed, is due; None where none was agreed or nobody comes back."""
        if request.next_call_at or request.first_called_at:
            return request.next_call_at
        return self.office.due(request.asked_at, self.target)

    def is_late(self, request: ContactRequest) -> bool:
        """Whether it is open and its call is over the time."""
        if request.closed_at or request.is_put_aside():
            return False
        if request.first_called_at is None:
            return self.waited(request) > self.target
        return request.next_call_at is not None and request.next_call_at <= self.at

    def _waited(self, since: datetime) -> timedelta:
        return self.office.waited(since, self.at)


def _clock_and_rules() -> tuple[datetime, RequestRules]:
    """What time the database has, and the rules; the defaults where nobody has chosen yet."""
    with connection.cursor() as cursor:
        cursor.execute(_CLOCK_AND_RULES)
        at, *chosen = cursor.fetchone()
    rules = RequestRules() if chosen[0] is None else RequestRules(target_hours=chosen[0], erase_after_days=chosen[1])
    return at, rules


def overdue(clock: Clock) -> QuerySet:
    """Nobody has called, and the target is over."""
    return ContactRequest.objects.unanswered().filter(asked_at__lt=clock.late_before)


def to_call_again(clock: Clock) -> QuerySet:
    """The time has come that was set for the next call."""
    return ContactRequest.objects.open().filter(first_called_at__isnull=False, next_call_at__lte=clock.at)


def unclaimed(clock: Clock) -> QuerySet:
    """Open, and nobody has it, or not any more."""
    return ContactRequest.objects.open().filter(Q(claimed_at__isnull=True) | Q(claimed_at__lte=clock.at - CLAIM_LASTS))


def by_urgency(requests: QuerySet, clock: Clock) -> QuerySet:
    """Late ones first, then whom to call again now, then those that wait for a first call, then what has time."""
    first = Q(first_called_at__isnull=True)
    rank = Case(
        When(first & Q(asked_at__lt=clock.late_before), then=0),
        When(next_call_at__lte=clock.at, then=1),
        When(first & Q(next_call_at__isnull=True), then=2),
        When(next_call_at__isnull=True, then=3),
        default=4,
    )
    when = Coalesce("next_call_at", "asked_at", Value(clock.at), output_field=DateTimeField())
    return requests.annotate(rank=rank, when=when).order_by("rank", "when", "reference")
