"""Time as the practice keeps it: only the hours count in which somebody answers.

Everything is counted in the hours of a coordinator, less the days on which nobody answers, in the practice's time zone. A
night in which the clocks change is an hour longer or shorter, and counted so.

Where no hours are known, every hour counts, so that nobody's waiting goes unseen, and nothing is promised.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import count

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contact.content import CoordinatorContent, OfficeHours

LONGEST_CLOSED = 366
"""After so many days in a row without an hour of work, nobody is expected to come back."""

NOTHING = timedelta(0)


@dataclass(frozen=True)
class OfficeTime:
    """The hours of a week, the days without them, and the time zone in which both are meant."""

    hours: tuple[OfficeHours, ...] = ()
    closed: frozenset[date] = frozenset()
    zone: tzinfo = field(default_factory=timezone.get_default_timezone)

    @classmethod
    def of(cls, coordinator: CoordinatorContent | None) -> OfficeTime:
        """The office time of a coordinator, in the practice's time zone; without one, no hours are known."""
        if coordinator is None:
            return cls()
        return cls(hours=coordinator.hours, closed=frozenset(day.on for day in coordinator.closed_days))

    def is_open(self, at: datetime) -> bool:
        """Does somebody answer at this moment? The moment of closing is none."""
        return any(opens <= _utc(at) < closes for opens, closes in self._stretches(self._day(at)))

    def opens_next(self, at: datetime) -> datetime | None:
        """The first moment from `at` on in which somebody answers: `at` itself, the next opening, or None when there is none."""
        stretch = next(self._stretches_from(_utc(at)), None)
        return max(_utc(at), stretch[0]) if stretch else None

    def waited(self, since: datetime, until: datetime) -> timedelta:
        """How much office time lies between two moments; none when they are in the wrong order."""
        since, until = _utc(since), _utc(until)
        if not self.hours:
            return max(until - since, NOTHING)
        waited = NOTHING
        for day in _days(self._day(since), self._day(until)):
            for opens, closes in self._stretches(day):
                waited += max(min(closes, until) - max(opens, since), NOTHING)
        return waited

    def due(self, asked_at: datetime, target: timedelta) -> datetime | None:
        """The moment by which `target` of office time has gone by: within the hours, closing time included.

        None when nobody is expected to come back.
        """
        asked_at, left = _utc(asked_at), target
        if not self.hours:
            return asked_at + target
        for opens, closes in self._stretches_from(asked_at):
            begins = max(opens, asked_at)
            if left <= closes - begins:
                return begins + left
            left -= closes - begins
        return None

    def promise(self, asked_at: datetime, target: timedelta) -> str:
        """What a patient is told who asks for a call at this moment; without known hours it promises no day."""
        day = self.day_of_call(asked_at, target)
        if not day:
            return _("We will call you back as soon as we can.")
        return _("We will call you back by the end of %(day)s.") % {"day": day}

    def day_of_call(self, asked_at: datetime, target: timedelta) -> str:
        """By the end of which day somebody calls, as people say it from that moment; "" without known hours."""
        due = self.due(asked_at, target) if self.hours else None
        return _named(self._day(due), self._day(asked_at)) if due else ""

    def _day(self, at: datetime) -> date:
        """The day that a moment belongs to at the practice."""
        return _utc(at).astimezone(self.zone).date()

    def _stretches_from(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches that end after a moment, without an end, or until the practice is closed for too long."""
        first, closed_for = self._day(at), 0
        for number in count():
            stretches = [stretch for stretch in self._stretches(first + timedelta(days=number)) if stretch[1] > at]
            yield from stretches
            closed_for = 0 if stretches else closed_for + 1
            if closed_for > LONGEST_CLOSED:
                return

    def _stretches(self, day: date) -> list[tuple[datetime, datetime]]:
        """The stretches of a day in order, in UTC, with those made one that overlap or touch."""
        if day in self.closed:
            return []
        found: list[tuple[datetime, datetime]] = []
        for opens, closes in sorted(
            self._span(day, hours) for hours in self.hours if hours.weekday == day.isoweekday()
        ):
            if found and opens <= found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], closes))
            elif opens < closes:
                found.append((opens, closes))
        return found

    def _span(self, day: date, hours: OfficeHours) -> tuple[datetime, datetime]:
        """One stretch of a day, in UTC."""
        opens, closes = (time.fromisoformat(text) for text in (hours.opens, hours.closes))
        return _utc(datetime.combine(day, opens, self.zone)), _utc(datetime.combine(day, closes, self.zone))


def _utc(at: datetime) -> datetime:
    """The moment in UTC, since only there an hour is always an hour. Raises ValueError for one without a time zone."""
    if at.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return at.astimezone(UTC)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _named(day: date, today: date) -> str:
    """The name of a day that is read today or later: with its date as soon as the name alone could mean another."""
    if day == today:
        return _("today, %(weekday)s") % {"weekday": date_format(day, "l")}
    return date_format(day, "l" if (day - today).days < 7 else "l, F j")
