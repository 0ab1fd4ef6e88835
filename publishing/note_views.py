"""Writing and settling review notes, and making and taking back links to share: small forms on the pages of editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from publishing import notes, sharing, typed_decision
from publishing.desk import change_url
from publishing.errors import Refused
from publishing.history_views import edition_page
from publishing.models import Edition, Note, ShareLink
from publishing.staff_pages import check_may, document_of, edition_of, edition_url

if TYPE_CHECKING:
    from publishing.admin import DocumentAdmin


def write_note(model_admin: DocumentAdmin, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
    """Write a note about an edition, and go back to where one was reading."""
    found = edition_of(model_admin, request, object_id, number)
    check_may(request, "note")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    typed_decision.carry(request, found)
    text, place = request.POST.get("text", ""), request.POST.get("place", "")
    try:
        notes.write_note(found, by=request.user, text=text, place=place)
    except Refused as refusal:
        refused = {"note_refused": refusal.sentences, "note_text": text, "note_place": place}
        return edition_page(model_admin, request, found, status=422, **refused)
    messages.success(request, _("The note stands, and holds back the publication until it is settled."))
    return HttpResponseRedirect(_back(request, found))


def settle_note(model_admin: DocumentAdmin, request: HttpRequest, object_id: int, note: int) -> HttpResponse:
    """Settle a note, and go back to where one was reading."""
    document = document_of(model_admin, request, object_id)
    check_may(request, "settle")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = get_object_or_404(Note, pk=note, document=document.pk)
    try:
        notes.settle(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The note is settled."))
    editions = document.editions.newest_first().select_related("document")
    number = request.POST.get("number", "")
    was_read = editions.filter(number=number) if number.isascii() and number.isdigit() else editions
    edition = was_read.first() or editions.first()
    typed_decision.carry(request, edition)
    return HttpResponseRedirect(_back(request, edition))


def share(model_admin: DocumentAdmin, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
    """Make a link to an edition for somebody without an account."""
    found = edition_of(model_admin, request, object_id, number)
    check_may(request, "share")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        sharing.share(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The link is made. It is good for a week, or until somebody takes it back."))
    return HttpResponseRedirect(edition_url(found) + "#links")


def take_back(model_admin: DocumentAdmin, request: HttpRequest, object_id: int, number: int, link: int) -> HttpResponse:
    """Take a link back: from now on it leads nowhere."""
    found = edition_of(model_admin, request, object_id, number)
    check_may(request, "share")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        sharing.take_back(get_object_or_404(ShareLink, pk=link, edition=found), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The link is taken back. Whoever has it finds nothing there now."))
    return HttpResponseRedirect(edition_url(found) + "#links")


def _back(request: HttpRequest, edition: Edition) -> str:
    """Where the form stood: on the page of approving, on the document's form, or on the edition's own page."""
    where = request.POST.get("back")
    if where == "approving":
        return edition_url(edition, "step", step="send_back")
    return change_url(edition.document) if where == "form" else edition_url(edition)
