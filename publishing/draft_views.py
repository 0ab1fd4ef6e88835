"""What the staff site does with a form that is not saved: the preview of what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import all_valid
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from publishing.admin_views import document_of
from publishing.freezing import frozen
from publishing.live import LiveSet
from publishing.models import Document, Edition
from publishing.rendering import edition_page

if TYPE_CHECKING:
    from publishing.admin import DocumentAdmin


def preview_draft(model_admin: DocumentAdmin, request: HttpRequest, object_id: int | None) -> HttpResponse:
    """What the form says, on the real template: saved and frozen in a transaction that is rolled back."""
    document = document_of(model_admin, request, object_id) if object_id else None
    allowed = (
        model_admin.has_change_permission(request, document) if document else model_admin.has_add_permission(request)
    )
    if not allowed or request.method != "POST":
        raise PermissionDenied
    request.is_preview = True
    with transaction.atomic():
        response = _previewed(model_admin, request, document)
        transaction.set_rollback(True)
    return response


def _previewed(model_admin: DocumentAdmin, request: HttpRequest, document: Document | None) -> HttpResponse:
    form_class = model_admin.get_form(request, document, change=document is not None)
    form = form_class(request.POST, request.FILES, instance=document)
    is_valid = form.is_valid()
    draft = model_admin.save_form(request, form, change=document is not None) if is_valid else form.instance
    formsets, _inlines = model_admin._create_formsets(request, draft, change=document is not None)
    if not (all_valid(formsets) and is_valid):
        context = {
            **model_admin.admin_site.each_context(request),
            "title": _("The preview cannot be shown yet"),
            "forms": [form, *(each for formset in formsets for each in formset.forms)],
        }
        return TemplateResponse(request, "admin/publishing/not_previewed.html", context, status=422).render()
    model_admin.save_model(request, draft, form, change=document is not None)
    model_admin.save_related(request, form, formsets, change=document is not None)
    saved = model_admin.model.objects.get(pk=draft.pk)
    unkept = Edition(document=saved.document_ptr, number=0, **frozen(saved))
    live = LiveSet.around_edition(unkept).with_preview(unkept)
    shown = unkept if unkept.kind.page(unkept, live) else live.one("practice")
    if shown is None:
        raise Http404
    return edition_page(request, shown, live, preview=True).render()
