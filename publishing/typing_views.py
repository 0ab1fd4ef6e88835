"""What the form's browser tells the server while somebody types: the text so far, and that somebody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from publishing import presence, unsaved
from publishing.draft_views import form_url, refilled, writable
from publishing.models import Document

if TYPE_CHECKING:
    from publishing.admin import DocumentAdmin


def unsaved_text(model_admin: DocumentAdmin, request: HttpRequest, object_id: int | None) -> HttpResponse:
    """POST keeps what is typed; GET shows the form filled with what was kept last, for the same person only."""
    document = writable(model_admin, request, object_id)
    if request.method == "POST":
        return _keep(model_admin, request, document)
    kept = unsaved.of(request.user, model_admin.model.KIND, document).first()
    if kept is None:
        messages.info(request, _("There is no unsaved text of yours for this page."))
        return HttpResponseRedirect(form_url(model_admin, document))
    note = _("This is what you typed at %(time)s. Nothing of it is saved yet: look it over, then press Save.")
    return refilled(
        model_admin, request, object_id, unsaved.as_data(kept), note=note % {"time": presence.clock(kept.saved_at)}
    )


def throw_away(model_admin: DocumentAdmin, request: HttpRequest, object_id: int | None) -> HttpResponse:
    """Forget what was typed and not saved. Only by POST."""
    document = writable(model_admin, request, object_id)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    unsaved.clear(request.user, model_admin.model.KIND, document)
    messages.success(request, _("Your unsaved text is thrown away. This is the page as it was saved last."))
    return HttpResponseRedirect(form_url(model_admin, document))


def signs(model_admin: DocumentAdmin, request: HttpRequest, object_id: int) -> HttpResponse:
    """A sign of life from the form; `left` says that it was closed. Answers who else is here and whether somebody saved."""
    document = writable(model_admin, request, object_id)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if "left" in request.POST:
        presence.leaves(document, by=request.user)
        return JsonResponse({})
    presence.here(document, by=request.user, typing="typing" in request.POST)
    return JsonResponse(company(document, request))


def company(document: Document, request: HttpRequest) -> dict[str, Any]:
    """Who else is at the form, and a sentence where it was saved since this form was opened."""
    opened = request.POST.get("opened_at_edit", "")
    edit_no = int(opened) if opened.isdecimal() and len(opened) < 10 else document.edit_no
    return {
        "others": presence.others(document, than=request.user),
        "saved": presence.saved_since(document, edit_no, for_user=request.user),
    }


def _keep(model_admin: DocumentAdmin, request: HttpRequest, document: Document | None) -> JsonResponse:
    try:
        kept = unsaved.keep(request.user, model_admin.model.KIND, document, request.POST)
    except unsaved.TooLong as error:
        return JsonResponse({"problem": str(error)}, status=413)
    answer = {"kept_at": presence.clock(kept.saved_at, seconds=True)}
    if document:
        presence.here(document, by=request.user, typing=True)
        answer |= company(document, request)
    return JsonResponse(answer)
