"""What the staff site does with a form that is not saved: its preview, what is to be mended in it, and showing it again."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import BaseForm, all_valid
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from publishing.admin_views import document_of
from publishing.checks.report import Anchors, report_on
from publishing.freezing import frozen
from publishing.live import LiveSet
from publishing.models import Document, Edition
from publishing.posted import settle, untouched
from publishing.rendering import edition_page

if TYPE_CHECKING:
    from publishing.admin import DocumentAdmin


def preview_draft(model_admin: DocumentAdmin, request: HttpRequest, object_id: int | None) -> HttpResponse:
    """What the form says, on the real template: saved and frozen in a transaction that is rolled back."""
    return with_typed(model_admin, request, object_id, _page)


def check_draft(model_admin: DocumentAdmin, request: HttpRequest, object_id: int | None) -> HttpResponse:
    """What the checks find in what is typed, each with the way to its field in the open form.

    They read it after the transaction, whose locks a save or a preview by the same person would wait for.
    """
    typed: list[tuple[Edition, Anchors]] = []

    def take(request: HttpRequest, unkept: Edition, formsets: list) -> HttpResponse:
        typed.append((unkept, Anchors.in_form(formsets)))
        return HttpResponse()

    response = with_typed(model_admin, request, object_id, take)
    for unkept, anchors in typed:
        context = {"report": report_on(unkept, anchors=anchors)}
        response = TemplateResponse(request, "admin/publishing/_findings.html", context).render()
    return response


def with_typed(
    model_admin: DocumentAdmin,
    request: HttpRequest,
    object_id: int | None,
    answer: Callable[[HttpRequest, Edition, list], HttpResponse],
) -> HttpResponse:
    """The answer to what is typed, as if it had been saved. Nothing is kept in the database.

    A picture that was chosen is stored, named by its content, since the preview has to show it; saving then finds it there.
    Who may not edit is refused (403); what cannot be stored is said in sentences (422).
    """
    document = writable(model_admin, request, object_id)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    request.is_preview = True
    with transaction.atomic():
        form, formsets, places = _typed(model_admin, request, document)
        if all_valid(formsets) and not form.errors:
            saved = _saved(model_admin, request, form, formsets, change=document is not None)
            _call_as_in_browser(formsets, places)
            response = answer(request, Edition(document=saved.document_ptr, number=0, **frozen(saved)), formsets)
        else:
            response = _not_shown(
                model_admin, request, [form, *(each for formset in formsets for each in formset.forms)]
            )
        transaction.set_rollback(True)
    return response


def writable(model_admin: DocumentAdmin, request: HttpRequest, object_id: int | str | None) -> Document | None:
    """The document, for somebody who may edit it; None for something new, for somebody who may add it. Else 403 or 404."""
    document = document_of(model_admin, request, object_id) if object_id is not None else None
    if not may_write(model_admin, request, document):
        raise PermissionDenied
    return document


def may_write(model_admin: DocumentAdmin, request: HttpRequest, document: Document | None) -> bool:
    """Whether this person may edit the document, or add something new."""
    if document:
        return model_admin.has_change_permission(request, document)
    return model_admin.has_add_permission(request)


def form_url(model_admin: DocumentAdmin, document: Document | None) -> str:
    """The address of the form itself."""
    name = f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}"
    return reverse(f"{name}_change", args=[document.pk]) if document else reverse(f"{name}_add")


def refilled(
    model_admin: DocumentAdmin, request: HttpRequest, object_id: int | str | None, data: QueryDict, *, note: str = ""
) -> HttpResponse:
    """The form of a document, or of something new, filled with `data` as a browser posted it. It saves nothing.

    Rows that were added, moved or marked for removal come back as they were; pictures that were chosen do not, since no
    browser lets a page choose a file. Saving goes the usual way, with the usual comparison if somebody else saved meanwhile.
    """
    document = writable(model_admin, request, object_id)
    again = copy.copy(request)
    again.method, again.POST, again._files = "POST", data.copy(), MultiValueDict()
    again.is_refill = again.csrf_processing_done = True
    settle(again, untouched(model_admin, request, document)[1])
    return model_admin.changeform_view(
        again,
        str(document.pk) if document else None,
        form_url(model_admin, document),
        {"refilled": note or _("Nothing of this is saved yet. Look it over, then press Save.")},
    )


def _page(request: HttpRequest, unkept: Edition, _formsets: list) -> HttpResponse:
    """The page of what is typed; for a kind without a page of its own, the home page with it."""
    live = LiveSet.around_edition(unkept).with_preview(unkept)
    shown = unkept if unkept.kind.page(unkept, live) else live.one("practice")
    if shown is None:
        raise Http404
    return edition_page(request, shown, live, preview=True).render()


def _typed(model_admin: DocumentAdmin, request: HttpRequest, document: Document | None) -> tuple[Any, list, dict]:
    """The form and its tables with what is typed, looked through; and where each row stood in the browser."""
    change = document is not None
    places = settle(request, untouched(model_admin, request, document)[1])
    form = model_admin.get_form(request, document, change=change)(request.POST, request.FILES, instance=document)
    draft = model_admin.save_form(request, form, change=change) if form.is_valid() else form.instance
    return form, model_admin._create_formsets(request, draft, change=change)[0], places


def _saved(model_admin: DocumentAdmin, request: HttpRequest, form: Any, formsets: list, *, change: bool) -> Document:
    """The draft as it would be after saving."""
    model_admin.save_model(request, form.instance, form, change=change)
    model_admin.save_related(request, form, formsets, change=change)
    return model_admin.model.objects.get(pk=form.instance.pk)


def _call_as_in_browser(formsets: list, places: dict[str, list[int]]) -> None:
    """Give the rows the numbers that they have in the open form."""
    for formset in formsets:
        for form, place in zip(formset.forms, places.get(formset.prefix, ()), strict=False):
            form.prefix = formset.add_prefix(place)


def _not_shown(model_admin: DocumentAdmin, request: HttpRequest, forms: list[BaseForm]) -> HttpResponse:
    """What has to be mended first. The form's script asks all the time, and for it that is an answer like another (200)."""
    status = 200 if "X-Background" in request.headers else 422
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("The preview cannot be shown yet"),
        "forms": [form for form in forms if form.errors],
    }
    return TemplateResponse(request, "admin/publishing/not_previewed.html", context, status=status).render()
