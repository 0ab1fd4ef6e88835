"""The small views behind the staff site's buttons. Permission first; GET asks, POST does it; a refusal becomes a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing import actions, comparing, sharing, steps
from publishing.desk import change_url
from publishing.errors import Refused
from publishing.models import Document, Edition
from publishing.roles import may
from publishing.schedule import database_clock
from publishing.states import State, state_of
from publishing.views import preview

if TYPE_CHECKING:
    from publishing.admin import DocumentAdmin


def panel(document: Document, user) -> list[dict[str, Any]]:
    """The editions that matter now, each with what this person can do with it: what is live, planned, open, newest."""
    at = database_clock()
    editions = list(document.editions.newest_first().for_reading().select_related("saved_by"))
    live = [e for e in editions if state_of(e, at) in (State.LIVE, State.SCHEDULED)]
    open_ = [e for e in editions if state_of(e, at) in (State.SUBMITTED, State.APPROVED)]
    shown = dict.fromkeys([*editions[:1], *open_, *live])
    rows = []
    for edition in shown:
        state = state_of(edition, at)
        is_newest = edition is editions[0]
        leave_out = () if state is State.PAST else ("restore",) if is_newest else ("restore", "submit")
        rows.append(
            {
                "edition": edition,
                "state": state,
                "steps": steps.offered(edition, user, at, leave_out=leave_out),
                "change": steps.change_kind(edition) if edition.live is None else "",
                "url": edition_url(edition),
                "starter": edition.clinical and edition.review is None and state is State.LIVE,
            }
        )
    return rows


def edition_url(edition: Edition, name: str = "edition", **kwargs: Any) -> str:
    """The address of a staff view about an edition."""
    meta = edition.kind.model._meta
    arguments = {"object_id": edition.document_id, "number": edition.number, **kwargs}
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{name}", kwargs=arguments)


def step(model_admin: DocumentAdmin, request: HttpRequest, object_id: int, number: int, name: str) -> HttpResponse:
    """Ask, then take one step with one edition."""
    found = edition_of(model_admin, request, object_id, number)
    chosen = steps.STEPS.get(name)
    if chosen is None:
        raise Http404
    if not may(request.user, chosen.role):
        raise PermissionDenied
    form = chosen.form_for(found)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                chosen.act(found, request.user, form.cleaned_data)
        except Refused as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
        else:
            messages.success(request, chosen.done)
            return HttpResponseRedirect(change_url(found.document))
    context = {
        **_context(model_admin, request, found, title=chosen.label),
        "step": chosen,
        "form": form,
        "offered": chosen.offered(found, request.user, database_clock()),
        "changes": _changes(found) if name in _READ_FIRST else None,
    }
    status = 409 if form.errors else 200
    return TemplateResponse(request, "admin/publishing/step.html", context, status=status)


_READ_FIRST = ("approve", "approve_and_publish", "send_back", "submit", "publish", "restore")


def discard(model_admin: DocumentAdmin, request: HttpRequest, object_id: int) -> HttpResponse:
    """Ask, then delete a draft that was never public."""
    document = document_of(model_admin, request, object_id)
    if not may(request.user, "discard"):
        raise PermissionDenied
    meta = model_admin.opts
    if request.method == "POST":
        try:
            actions.discard(document, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(change_url(document))
        messages.success(request, _("The draft is deleted."))
        return HttpResponseRedirect(reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": meta,
        "original": document,
        "title": _("Delete this draft"),
    }
    return TemplateResponse(request, "admin/publishing/discard.html", context)


def edition(model_admin: DocumentAdmin, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
    """One edition: who did what with it, what it says, and how that differs from what is live."""
    found = edition_of(model_admin, request, object_id, number)
    context = {
        **_context(model_admin, request, found, title=str(found)),
        "steps": steps.offered(found, request.user, database_clock()),
        "changes": _changes(found),
        "share_url": settings.SITE_URL + sharing.link_to(found) if found.address else "",
    }
    return TemplateResponse(request, "admin/publishing/edition.html", context)


def editions(model_admin: DocumentAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """All editions of a document, the newest first."""
    document = document_of(model_admin, request, unquote(object_id))
    at = database_clock()
    rows = (
        document.editions.newest_first()
        .defer("content", "text")
        .select_related("document", "saved_by", "publish_by", "review")
    )
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": document,
        "title": _("History"),
        "rows": [(each, state_of(each, at), edition_url(each)) for each in rows],
    }
    return TemplateResponse(request, "admin/publishing/editions.html", context)


def preview_edition(model_admin: DocumentAdmin, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
    """A kept edition on the real template."""
    return preview(request, edition_of(model_admin, request, object_id, number))


def document_of(model_admin: DocumentAdmin, request: HttpRequest, object_id: int | str) -> Document:
    """The document, for somebody who may see it."""
    document = model_admin.get_object(request, str(object_id))
    if document is None:
        raise Http404
    if not model_admin.has_view_permission(request, document):
        raise PermissionDenied
    return document


def edition_of(model_admin: DocumentAdmin, request: HttpRequest, object_id: int, number: int) -> Edition:
    """The edition, for somebody who may see its document."""
    document = document_of(model_admin, request, object_id)
    return get_object_or_404(
        Edition.objects.for_reading().select_related("saved_by"), document=document.pk, number=number
    )


def _changes(edition: Edition) -> list[comparing.Changed]:
    """How an edition differs from what readers see now; nothing for the live edition itself."""
    live = Edition.objects.live().filter(document=edition.document_id).select_related("document").first()
    return [] if live and live.pk == edition.pk else comparing.changes(live, edition)


def _context(model_admin: DocumentAdmin, request: HttpRequest, edition: Edition, *, title: Any) -> dict[str, Any]:
    """What the pages about one edition share."""
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": edition.document,
        "edition": edition,
        "state": state_of(edition, database_clock()),
        "change": steps.change_kind(edition) if edition.live is None else "",
        "back_url": change_url(edition.document),
        "title": title,
        "preview_url": edition_url(edition, "edition_preview"),
    }
