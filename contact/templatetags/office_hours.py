"""Office hours as people say them: days with the same hours in one line, and the days soon on which nobody answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from itertools import groupby

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from contact.closed_days import ClosedDay
from contact.content import CoordinatorContent, OfficeHours

register = template.Library()

SOON = timedelta(days=30)
MOST_CLOSED_DAYS = 3
"""More would hide the hours below days that hardly anybody needs yet."""


@register.filter
def when_to_call(coordinator: CoordinatorContent) -> list[tuple[str, str]]:
    """(days, times) of the week, and after them (date, why closed) for the next days without an answer."""
    return office_hours(coordinator.hours) + closed_soon(coordinator.closed_days, timezone.localdate())


def closed_soon(days: Iterable[ClosedDay], today: date) -> list[tuple[str, str]]:
    """The next days on which nobody answers, within a month: ("Friday, December 25", "Closed: Christmas Day")."""
    soon = [day for day in sorted(days, key=lambda day: day.on) if today <= day.on <= today + SOON]
    return [(date_format(day.on, "l, F j"), _closed(day.label)) for day in soon[:MOST_CLOSED_DAYS]]


@register.filter
def office_hours(hours: Iterable[OfficeHours]) -> list[tuple[str, str]]:
    """(days, times) for each run of days that follow each other and have the same hours: ("Monday to Friday", "8:00 AM to 5:00 PM")."""
    ordered = sorted(hours, key=lambda stretch: (stretch.weekday, stretch.opens))
    days = [
        (weekday, ", ".join(_times(stretch) for stretch in stretches))
        for weekday, stretches in groupby(ordered, key=lambda stretch: stretch.weekday)
    ]
    # Days in one run have the same weekday less their place in the list, so a missing day ends it.
    runs = groupby(enumerate(days), key=lambda place: (place[1][0] - place[0], place[1][1]))
    return [(_days([weekday for _place, (weekday, _text) in run]), times) for (_offset, times), run in runs]


def _days(weekdays: list[int]) -> str:
    first, last = str(WEEKDAYS[weekdays[0] - 1]), str(WEEKDAYS[weekdays[-1] - 1])
    return first if len(weekdays) == 1 else _("%(first)s to %(last)s") % {"first": first, "last": last}


def _times(stretch: OfficeHours) -> str:
    opens, closes = (time_format(time.fromisoformat(text), "g:i A") for text in (stretch.opens, stretch.closes))
    return _("%(opens)s to %(closes)s") % {"opens": opens, "closes": closes}


def _closed(label: str) -> str:
    return _("Closed: %(why)s") % {"why": label} if label else _("Closed")
