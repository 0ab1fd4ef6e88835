"""How long a request waits, in office hours, against its own target or the practice's; and which one is the most urgent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.core.cache import cache
from django.db import connection
from django.db.models import Case, DateTimeField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from contact.models import ContactRequest, RequestRules
from contact.office_time import OfficeTime
from contact.states import CLAIM_LASTS
from contact.watching import office_time

_CLOCK_AND_RULES = """
SELECT clock_timestamp(), target_hours, erase_after_days, ARRAY(
  SELECT DISTINCT target_hours FROM contact_contactrequest WHERE closed_at IS NULL AND target_hours IS NOT NULL ORDER BY 1
) FROM (SELECT) AS once LEFT JOIN contact_requestrules ON true
"""
HOURS = "contact.waiting.hours"
SECONDS_KEPT = 20
FARTHEST = timedelta(days=1024)


@dataclass(frozen=True)
class Clock:
    """A moment, the hours in which somebody calls, how many of them a patient should wait at most, and how long requests are kept.

    `own_targets` are those, in hours, that open requests have instead of the practice's `target`.
    """

    at: datetime
    office: OfficeTime
    target: timedelta
    kept_for: timedelta
    own_targets: tuple[int, ...] = ()

    @classmethod
    def now(cls) -> Clock:
        """By the database's clock and the rules in force, with the hours as they were some seconds ago at most. One query, or two."""
        at, rules, own = _clock_and_rules()
        office = cache.get_or_set(HOURS, office_time, SECONDS_KEPT)
        return cls(at, office, timedelta(hours=rules.target_hours), timedelta(days=rules.erase_after_days), own)

    @cached_property
    def over_target(self) -> Q:
        """What was asked so long ago that, unless somebody has called, it waits too long."""
        over = Q(target_hours__isnull=True, asked_at__lt=self.late_before(self.target))
        for hours in self.own_targets:
            over |= Q(target_hours=hours, asked_at__lt=self.late_before(timedelta(hours=hours)))
        return over

    def late_before(self, target: timedelta) -> datetime:
        """What was asked before this moment waits longer than a target."""
        back = timedelta(days=1)
        while self._waited(self.at - back) <= target:
            if back > FARTHEST:
                return self.at - back
            back *= 2
        early, late = self.at - back, self.at
        while late - early > timedelta(seconds=1):
            middle = early + (late - early) / 2
            early, late = (middle, late) if self._waited(middle) > target else (early, middle)
        return early

    def target_of(self, target_hours: int | None) -> timedelta:
        """A request's own target, else the practice's."""
        return self.target if target_hours is None else timedelta(hours=target_hours)

    def waited(self, request: ContactRequest) -> timedelta:
        """Office hours until the first call, or until now."""
        return self.office.waited(request.asked_at, request.first_called_at or self.at)

    def due(self, request: ContactRequest) -> datetime | None:
        """When the first call, or the next one that was agreed, is due; None where none was agreed or nobody comes back."""
        if request.next_call_at or request.first_called_at:
            return request.next_call_at
        return self.office.due(request.asked_at, self.target_of(request.target_hours))

    def is_late(self, request: ContactRequest) -> bool:
        """Whether it is open and its call is over the time."""
        if request.closed_at or request.is_put_aside():
            return False
        if request.first_called_at is None:
            return self.waited(request) > self.target_of(request.target_hours)
        return request.next_call_at is not None and request.next_call_at <= self.at

    def _waited(self, since: datetime) -> timedelta:
        return self.office.waited(since, self.at)


def _clock_and_rules() -> tuple[datetime, RequestRules, tuple[int, ...]]:
    """What time the database has, the rules (the defaults where nobody has chosen yet), and the targets of single requests."""
    with connection.cursor() as cursor:
        cursor.execute(_CLOCK_AND_RULES)
        at, *chosen, own = cursor.fetchone()
    rules = RequestRules() if chosen[0] is None else RequestRules(target_hours=chosen[0], erase_after_days=chosen[1])
    return at, rules, tuple(own)


def overdue(clock: Clock) -> QuerySet:
    """Nobody has called, and the target is over."""
    return ContactRequest.objects.unanswered().filter(clock.over_target)


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
        When(first & clock.over_target, then=0),
        When(next_call_at__lte=clock.at, then=1),
        When(first & Q(next_call_at__isnull=True), then=2),
        When(next_call_at__isnull=True, then=3),
        default=4,
    )
    when = Coalesce("next_call_at", "asked_at", Value(clock.at), output_field=DateTimeField())
    return requests.annotate(rank=rank, when=when).order_by("rank", "when", "reference")
