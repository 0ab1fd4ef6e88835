"""What an edition of a coordinator holds, and the way from the draft's rows to it and back."""

from __future__ import annotations

from datetime import time

from contact import closed_days
from contact.closed_days import ClosedDay
from contact.models import Coordinator
from contact.models import OfficeHours as OfficeHoursRow
from publishing.content import Content


class OfficeHours(Content):
    """One stretch of one weekday in which the phone is answered. `weekday` is ISO: Monday is 1. Times are "HH:MM", local."""

    weekday: int
    opens: str
    closes: str


class CoordinatorContent(Content):
    """The person to call. `phone` is E.164 (ITU-T E.164), for example "+18285550100"."""

    name: str = ""
    phone: str = ""
    answers: str = ""
    hours: tuple[OfficeHours, ...] = ()
    email: str = ""
    closed_days: tuple[ClosedDay, ...] = ()


def freeze_coordinator(coordinator: Coordinator) -> CoordinatorContent:
    """The draft's rows as content."""
    return CoordinatorContent(
        name=coordinator.name,
        phone=coordinator.phone,
        answers=coordinator.answers,
        hours=tuple(
            OfficeHours(weekday=row.weekday, opens=f"{row.opens:%H:%M}", closes=f"{row.closes:%H:%M}")
            for row in coordinator.hours.all()
        ),
        email=coordinator.email,
        closed_days=closed_days.read(coordinator.closed_days),
    )


def restore_coordinator(coordinator: Coordinator, content: CoordinatorContent) -> None:
    """Write content back into the draft's rows."""
    for name in ("name", "phone", "answers", "email"):
        setattr(coordinator, name, getattr(content, name))
    coordinator.closed_days = closed_days.as_lines(content.closed_days)
    coordinator.save()
    coordinator.hours.all().delete()
    OfficeHoursRow.objects.bulk_create(
        OfficeHoursRow(
            coordinator=coordinator,
            weekday=hours.weekday,
            opens=time.fromisoformat(hours.opens),
            closes=time.fromisoformat(hours.closes),
        )
        for hours in content.hours
    )
