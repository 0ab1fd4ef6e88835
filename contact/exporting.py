"""Requests as a workbook of texts: no cell of it is ever a formula, and a number keeps its plus sign."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from contact.access import Opened
from contact.models.request import Person
from publishing import sheets

MOST = 500


def workbook(opened: Iterable[Opened]) -> BinaryIO:
    """The file, which is nowhere kept."""
    return sheets.workbook([_heads(), *map(_row, opened)], title=_("Requests"))


def _heads() -> list[str]:
    heads = [_("Reference"), _("Asked at"), _("Name"), _("Telephone"), _("Extension"), _("E-mail"), _("Message")]
    heads += [_("Best time"), _("About"), _("For whom"), _("Language"), _("Leave a message?")]
    return [*heads, _("First called at"), _("Closed at"), _("Outcome")]


def _row(opened: Opened) -> list[str]:
    request, person = opened.request, opened.person or Person()
    said = [person.name, person.phone, person.extension, person.email, person.message]
    chosen = [
        request.get_best_time_display(),
        request.topic_title or _("Something else"),
        request.get_for_whom_display(),
    ]
    chosen += [request.get_language_display(), _("Yes") if request.may_leave_message else _("No")]
    life = [_moment(request.first_called_at), _moment(request.closed_at), request.get_outcome_display()]
    return [str(cell) for cell in (request.reference, _moment(request.asked_at), *said, *chosen, *life)]


def _moment(at) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at else ""
