"""The second of two saves: refused, with both texts side by side, and a way to put them together. Nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from publishing import presence, unsaved
from publishing.changed_files import Files, replaced, stored
from publishing.draft_views import form_url, refilled, writable
from publishing.merging import Comparison, Merge
from publishing.models import Document, Edition
from publishing.posted import NOT_TYPED, as_posted, untouched

if TYPE_CHECKING:
    from publishing.admin import DocumentAdmin

CHOICE = "choice-"


def in_the_way(model_admin: DocumentAdmin, request: HttpRequest, document: Document) -> HttpResponse | None:
    """What refuses a save on top of somebody else's, or None where nothing is overwritten.

    Called under a lock on the document. Somebody else's save that changed nothing is no reason to refuse.
    """
    if request.POST.get("opened_at_edit") == str(document.edit_no):
        return None
    merge = _merge(model_admin, request, document, request.POST)
    compared = merge.compared()
    if merge.base is not None and not compared.theirs_changed:
        request.POST = request.POST.copy()
        request.POST["opened_at_edit"] = str(document.edit_no)
        return None
    _keep_mine(model_admin, request, document, request.POST)
    return _both(model_admin, request, document, request.POST, compared)


def put_together(model_admin: DocumentAdmin, request: HttpRequest, object_id: int) -> HttpResponse:
    """The form filled with what was chosen of both texts. If somebody has saved yet again, both are shown again."""
    document = writable(model_admin, request, object_id)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    mine, chosen = _without_choices(request.POST)
    merge = _merge(model_admin, request, document, mine)
    if request.POST.get(f"{CHOICE}edit") != str(document.edit_no):
        return _both(model_admin, request, document, mine, merge.compared())
    merged = merge.together(chosen)
    _keep_mine(model_admin, request, document, merged)
    note = _("Both texts are put together as you chose. Nothing is saved yet: look it over, then press Save.")
    return refilled(model_admin, request, object_id, merged, note=note)


def _merge(model_admin: DocumentAdmin, request: HttpRequest, document: Document, mine: QueryDict) -> Merge:
    form, formsets = untouched(model_admin, request, document)
    base, files = _as_opened(model_admin, request, document, mine)
    return Merge(form, formsets, mine, base, replaced(files, stored(form, formsets)))


def _as_opened(
    model_admin: DocumentAdmin, request: HttpRequest, document: Document, mine: QueryDict
) -> tuple[QueryDict | None, Files]:
    """The form as it was when it was opened, and its files: that edition, restored in a transaction that is rolled back."""
    number = mine.get("opened_at_edition", "")
    if not number.isdecimal() or len(number) > 9:
        return None, {}
    edition = Edition.objects.for_reading().filter(document=document.pk, number=int(number)).first()
    if edition is None:
        return None, {}
    with transaction.atomic():
        edition.kind.restore(model_admin.model.objects.get(pk=document.pk), edition.reads)
        Document.objects.filter(pk=document.pk).update(language=edition.language)
        form, formsets = untouched(model_admin, request, model_admin.model.objects.get(pk=document.pk))
        opened = as_posted(form, formsets), stored(form, formsets)
        transaction.set_rollback(True)
    return opened


def _both(
    model_admin: DocumentAdmin, request: HttpRequest, document: Document, mine: QueryDict, compared: Comparison
) -> HttpResponse:
    """Both texts, field by field, with a choice for each."""
    newest = Edition.objects.filter(document=document.pk).newest_first().select_related("saved_by").first()
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": document,
        "title": _("Two people changed this page"),
        "who": presence.name_of(newest.saved_by) if newest else _("Somebody"),
        "when": presence.clock(newest.saved_at) if newest else "",
        "was_me": bool(newest) and newest.saved_by_id == request.user.pk,
        "both": [choice for choice in compared.choices if choice.both],
        "one": [choice for choice in compared.choices if not choice.both],
        "notes": compared.notes,
        "typed": [(name, value) for name, values in mine.lists() if name not in NOT_TYPED for value in values],
        "edit_no": document.edit_no,
        "form_url": form_url(model_admin, document),
        "together_url": form_url(model_admin, document) + "together/",
        "had_files": bool(request.FILES),
    }
    return TemplateResponse(request, "admin/publishing/conflict.html", context, status=409)


def _keep_mine(model_admin: DocumentAdmin, request: HttpRequest, document: Document, mine: QueryDict) -> None:
    """Whatever happens next, my text waits for me. What is too long to be kept still stands on the page itself."""
    try:
        unsaved.keep(request.user, model_admin.model.KIND, document, mine)
    except unsaved.TooLong:
        return


def _without_choices(posted: QueryDict) -> tuple[QueryDict, dict[str, str]]:
    """The text that was typed, and what was chosen, apart."""
    mine, chosen = posted.copy(), {}
    for name in list(posted):
        if name.startswith(CHOICE):
            chosen[name.removeprefix(CHOICE)] = mine.pop(name)[-1]
    return mine, chosen
