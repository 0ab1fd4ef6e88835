"""Requests as a workbook of texts: no cell of it is ever a formula, and a number keeps its plus sign."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import BinaryIO

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from contact.access import Opened
from contact.models.request import Person

MOST = 500


def workbook(opened: Iterable[Opened]) -> BinaryIO:
    """The file, which is nowhere kept."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Requests"))
    for row in [_heads(), *map(_row, opened)]:
        sheet.append([_text(sheet, cell) for cell in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115, the response closes it
    book.save(file)
    file.seek(0)
    return file


def _text(sheet, value: str) -> WriteOnlyCell:
    """A cell of text whatever it begins with: openpyxl takes what begins with "=" for a formula."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type, cell.number_format = "s", "@"
    return cell


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
