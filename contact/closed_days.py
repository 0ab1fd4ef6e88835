"""Days on which nobody answers the phone, as staff type them: a line each, the date and then why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from publishing.content import Content

_LINE = re.compile(
    r"(?P<date>\d{4}-\d\d?-\d\d?|\d\d?/\d\d?/\d{4}|[A-Za-z]+\.? \d\d?,? \d{4})(?:[\s,:–—-]+(?P<label>.*))?"
)
_SPELLINGS = ("%Y-%m-%d", "%m/%d/%Y", "%B %d %Y", "%b %d %Y")


class ClosedDay(Content):
    """A day on which nobody answers, and why, for example "Christmas Day"."""

    on: date
    label: str = ""


def read(lines: str) -> tuple[ClosedDay, ...]:
    """The days in some lines, in order. Raises ValidationError with a sentence for each line that has no date of its own."""
    days: dict[date, ClosedDay] = {}
    problems = []
    for line in filter(None, (" ".join(line.split()) for line in lines.splitlines())):
        day = _day(line)
        if day is None:
            problems.append(
                _("“%(line)s” does not begin with a date. Write it like 2026-12-25 Christmas Day.") % {"line": line}
            )
        elif day.on in days:
            problems.append(_("%(date)s stands here twice.") % {"date": day.on.isoformat()})
        else:
            days[day.on] = day
    if problems:
        raise ValidationError(problems)
    return tuple(days[on] for on in sorted(days))


def check(lines: str) -> None:
    """Raise ValidationError for lines that cannot be read."""
    read(lines)


def as_lines(days: Iterable[ClosedDay]) -> str:
    """The days as `read` reads them."""
    return "\n".join(f"{day.on.isoformat()} {day.label}".strip() for day in days)


def _day(line: str) -> ClosedDay | None:
    """The day that a line names, in one of the spellings that people use; None without one."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    typed = found["date"].replace(",", "").replace(".", "")
    on = next(_dates(typed), None)
    return ClosedDay(on=on, label=found["label"] or "") if on else None


def _dates(typed: str) -> Iterator[date]:
    for spelling in _SPELLINGS:
        try:
            yield datetime.strptime(typed, spelling).date()
        except ValueError:
            continue
