"""The pages of steps with many documents: one asks, naming each; one does it and says what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing import bulk, impact, roles
from publishing.desk import change_url

if TYPE_CHECKING:
    from publishing.admin_lists import DocumentList


def ask(model_admin: DocumentList, request: HttpRequest, step: bulk.BulkStep, chosen: QuerySet) -> HttpResponse | None:
    """Name what was chosen and ask. None, and a message, where that is too many."""
    _check_may(model_admin, request, step)
    documents = list(chosen.prefetch_related(None)[: bulk.MOST + 1])
    if len(documents) > bulk.MOST:
        messages.error(request, _("Choose at most %(most)s at a time.") % {"most": bulk.MOST})
        return None
    return _asking(model_admin, request, step, documents, step.form())


def take(model_admin: DocumentList, request: HttpRequest, name: str) -> HttpResponse:
    """Take the step with the documents that were named, and say what was done and what was refused."""
    step = next((each for each in model_admin.bulk_steps if each.name == name), None)
    if step is None:
        raise Http404
    _check_may(model_admin, request, step)
    if request.method != "POST":
        return HttpResponseRedirect(_list_url(model_admin))
    documents = _chosen(model_admin, request)
    form = step.form(request.POST)
    if not documents or not form.is_valid():
        return _asking(model_admin, request, step, documents, form, status=422)
    outcome = bulk.take(step, documents, by=request.user, given=form.cleaned_data)
    context = _context(model_admin, request, step) | {
        "done": [(str(document), change_url(document)) for document in outcome.done],
        "refused": [(str(document), change_url(document), why) for document, why in outcome.refused],
    }
    return TemplateResponse(request, "admin/publishing/bulk_done.html", context, status=200 if outcome.done else 409)


def _check_may(model_admin: DocumentList, request: HttpRequest, step: bulk.BulkStep) -> None:
    if not model_admin.has_change_permission(request) or not roles.may(request.user, step.role):
        raise PermissionDenied


def _chosen(model_admin: DocumentList, request: HttpRequest) -> list:
    """The documents that the form names; what is no number, or of another kind, is nobody's."""
    named = [int(pk) for pk in request.POST.getlist("document") if pk.isascii() and pk.isdigit() and len(pk) < 19]
    if len(named) > bulk.MOST:
        return []
    return list(model_admin.get_queryset(request).filter(pk__in=named).prefetch_related(None))


def _asking(
    model_admin: DocumentList,
    request: HttpRequest,
    step: bulk.BulkStep,
    documents: list,
    form: forms.Form,
    status: int = 200,
) -> HttpResponse:
    context = _context(model_admin, request, step) | {
        "documents": [(document.pk, str(document), change_url(document)) for document in documents],
        "form": form,
        "impact": impact.of_all(step.after(documents)) if step.after and documents else None,
        "take_url": reverse(f"admin:{_name(model_admin)}_bulk", kwargs={"step": step.name}),
    }
    return TemplateResponse(request, "admin/publishing/bulk.html", context, status=status)


def _context(model_admin: DocumentList, request: HttpRequest, step: bulk.BulkStep) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": step.label,
        "step": step,
        "list_url": _list_url(model_admin),
    }


def _list_url(model_admin: DocumentList) -> str:
    return reverse(f"admin:{_name(model_admin)}_changelist")


def _name(model_admin: DocumentList) -> str:
    return f"{model_admin.opts.app_label}_{model_admin.opts.model_name}"
