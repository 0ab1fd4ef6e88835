"""The order of the documents that stand on one: set on that one's own page, changed at once, never merged silently."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from publishing import actions, roles
from publishing.desk import change_url
from publishing.draft_views import form_url, writable
from publishing.models import Document

if TYPE_CHECKING:
    from publishing.admin import DocumentAdmin

MOST = 500
"""More than anybody puts in order by hand."""


@dataclass(frozen=True)
class InOrder:
    """The documents that stand on one, as (primary key, title, address of its form), and a mark of that order."""

    heading: str
    rows: list[tuple[int, str, str]]
    seen: str
    too_many: bool
    url: str


def parts(document: Document) -> InOrder | None:
    """What is shown for ordering on a document's own page; None for a kind on which nothing stands in order."""
    standing = document.described_by.standing_on(document.draft)
    if standing is None:
        return None
    found = list(standing[: MOST + 1])
    rows = [(each.pk, str(each), change_url(each)) for each in found[:MOST]]
    heading = _("%(what)s in their order") % {"what": str(standing.model._meta.verbose_name_plural).capitalize()}
    return InOrder(heading, rows, _mark(found), len(found) > MOST, change_url(document) + "order/")


def put_in_order(model_admin: DocumentAdmin, request: HttpRequest, object_id: int) -> HttpResponse:
    """Take over an order, all of it (`order`) or one step (`up`, `down`). 409 where it is no longer the one that was shown."""
    document = writable(model_admin, request, object_id)
    if not roles.may(request.user, "reorder"):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    with transaction.atomic():
        held = _held(document)
        wanted = _wanted(request, [each.pk for each in held])
        if request.POST.get("seen") != _mark(held) or sorted(wanted) != sorted(each.pk for each in held):
            return _refused(model_admin, request, document)
        actions.reorder(_new_positions(held, wanted), by=request.user)
    if _asks_for_json(request):
        return JsonResponse({"done": _("The order is saved. Patients see it at once."), "seen": parts(document).seen})
    messages.success(request, _("The order is saved. Patients see it at once."))
    return HttpResponseRedirect(form_url(model_admin, document) + "#in-order")


def _held(document: Document) -> list[Document]:
    """The documents in their order, locked so that no other order comes between."""
    standing = document.described_by.standing_on(document.draft)
    if standing is None:
        return []
    # Locked in the order of their keys, as everybody does; only then read in theirs.
    list(Document.objects.filter(pk__in=standing.values("pk")).order_by("pk").select_for_update().values_list("pk"))
    return list(standing[: MOST + 1])


def _wanted(request: HttpRequest, now: list[int]) -> list[int]:
    """The order that is asked for."""
    for step, by in (("up", -1), ("down", 1)):
        moved = request.POST.get(step, "")
        if moved.isdecimal() and int(moved) in now:
            place = now.index(int(moved))
            other = min(max(place + by, 0), len(now) - 1)
            now[place], now[other] = now[other], now[place]
            return now
    return [int(pk) for pk in request.POST.getlist("order") if pk.isdecimal() and len(pk) < 19]


def _new_positions(held: list[Document], wanted: list[int]) -> dict[Document, int]:
    """The places that change: the numbers that there are are dealt out anew, so that few documents get another one."""
    numbers = sorted({each.position for each in held})
    if len(numbers) < len(held):
        numbers = [10 * (place + 1) for place in range(len(held))]
    by_pk = {each.pk: each for each in held}
    dealt = {by_pk[pk]: number for pk, number in zip(wanted, numbers, strict=True)}
    return {each: number for each, number in dealt.items() if each.position != number}


def _mark(documents: list[Document]) -> str:
    """Equal for equal orders of the same documents."""
    return hashlib.sha256(",".join(str(each.pk) for each in documents).encode()).hexdigest()[:20]


def _refused(model_admin: DocumentAdmin, request: HttpRequest, document: Document) -> HttpResponse:
    sentence = _("Somebody else changed this order, or what stands in it, meanwhile. Nothing was changed: look again.")
    if _asks_for_json(request):
        return JsonResponse({"problem": sentence}, status=409)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": document,
        "title": _("The order was not changed"),
        "sentence": sentence,
        "form_url": form_url(model_admin, document) + "#in-order",
    }
    return TemplateResponse(request, "admin/publishing/not_in_order.html", context, status=409)


def _asks_for_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"
