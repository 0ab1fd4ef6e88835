"""Taking requests away as a workbook: with a right and a proof of its own, for a reason, and written down before anything is opened."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as _

from contact.access import may_export, open_many, record
from contact.export_confirming import ask_to_confirm, is_confirmed, typed_before
from contact.exporting import MOST, workbook
from contact.inbox_forms import ExportForm
from contact.inbox_views import for_coordinators, page
from contact.models import ContactRequest
from publishing.sheets import CONTENT_TYPES


@for_coordinators
def export(request: HttpRequest) -> HttpResponse:
    """GET asks for days and a reason; POST gives the file, to whoever has shown a moment ago who they are."""
    if not may_export(request.user):
        raise PermissionDenied(_("Taking requests away needs a right of its own, which an administrator gives."))
    if request.method != "POST":
        return _asked(request, _form_again(request))
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _asked(request, form, status=422)
    if not is_confirmed(request):
        return ask_to_confirm(request, form)
    rows = _between(form.cleaned_data)
    if len(rows) > MOST:
        form.add_error(None, _("At most %(most)s requests at a time. Choose fewer days.") % {"most": MOST})
        return _asked(request, form, status=422)
    reason = form.cleaned_data["reason"]
    record("exported", by=request.user, count=len(rows), why=reason)
    opened = open_many(rows, by=request.user, what="exported", why=reason)
    name = f"requests-{localtime():%Y-%m-%d}.xlsx"
    return FileResponse(workbook(opened), as_attachment=True, filename=name, content_type=CONTENT_TYPES["xlsx"])


def _form_again(request: HttpRequest) -> ExportForm:
    """The form with what was typed before somebody was asked who they are."""
    typed = typed_before(request)
    if typed and is_confirmed(request):
        messages.info(request, _("Thank you. Look it over once more, then take them away."))
    return ExportForm(initial=typed or None)


def _between(days: dict[str, Any]) -> list[ContactRequest]:
    """Asked on those days, no spam, and not erased; one more than allowed, so that too many are noticed."""
    first = make_aware(datetime.combine(days["asked_from"], time.min))
    end = make_aware(datetime.combine(days["asked_to"], time.min)) + timedelta(days=1)
    found = ContactRequest.objects.in_play().filter(asked_at__gte=first, asked_at__lt=end, erased_at__isnull=True)
    return list(found.order_by("asked_at")[: MOST + 1])


def _asked(request: HttpRequest, form: ExportForm, status: int = 200) -> HttpResponse:
    return page(request, "export.html", title=_("Take requests away"), status=status, form=form, most=MOST)
