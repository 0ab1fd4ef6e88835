"""Office hours as people say them: days with the same hours in one line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from itertools import groupby

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from contact.content import OfficeHours

register = template.Library()


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
