"""The history of a document: all its editions, any two of them side by side, and one by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import unquote
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing import approving, comparing, live_proof, opened_pages, sharing, steps
from publishing.impact import of_taking_down
from publishing.models import Document, Edition
from publishing.roles import may
from publishing.schedule import database_clock
from publishing.staff_pages import (
    about_document,
    about_edition,
    compared,
    document_of,
    document_url,
    edition_of,
    edition_url,
    naming,
    noting,
)
from publishing.states import State, state_of
from publishing.views import preview

if TYPE_CHECKING:
    from publishing.admin import DocumentAdmin

ON_A_PAGE = 50


def editions(model_admin: DocumentAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """All editions of a document, the newest first, two of them to be chosen for comparing."""
    document = document_of(model_admin, request, unquote(object_id))
    people = ("saved_by", "submitted_by", "sent_back_by", "approved_by", "publish_by", "withdraw_by", "cancelled_by")
    rows = document.editions.newest_first().defer("content", "text", "headings", "other_names")
    page = Paginator(rows.select_related("document", "review", *people), ON_A_PAGE).get_page(request.GET.get("p"))
    at = database_clock()
    shown = [{"edition": each, "state": state_of(each, at), "url": edition_url(each)} for each in page]
    context = {
        **about_document(model_admin, request, document, title=_("History")),
        "rows": shown,
        "page": page,
        "compare_url": document_url(document, "compare"),
        "first_choice": _first_choice(shown),
        "may_restore": may(request.user, "restore"),
        "events_url": _events_url(document) if request.user.has_perm("publishing.view_event") else "",
    }
    return TemplateResponse(request, "admin/publishing/editions.html", context)


def compare(model_admin: DocumentAdmin, request: HttpRequest, object_id: int) -> HttpResponse:
    """Any two editions of a document, word by word. The older one stands first, however they were chosen."""
    document = document_of(model_admin, request, object_id)
    older, newer = sorted(_number(request, name) for name in ("from", "to"))
    old, new = (_edition(document, number) for number in (older, newer))
    context = {
        **about_document(model_admin, request, document, title=_("Compare two editions")),
        "old": old,
        "new": new,
        "old_url": edition_url(old),
        "new_url": edition_url(new),
        "changes": comparing.changes(old, new),
        "newest": document.editions.aggregate(number=Max("number"))["number"],
        "history_url": document_url(document, "history"),
        "may_restore": may(request.user, "restore"),
    }
    return TemplateResponse(request, "admin/publishing/compare.html", context)


def edition(model_admin: DocumentAdmin, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
    """One edition: who did what with it, what it says, how that differs from what is live, and who may read it by a link."""
    found = edition_of(model_admin, request, object_id, number)
    return edition_page(model_admin, request, found)


def edition_page(model_admin: DocumentAdmin, request: HttpRequest, found: Edition, *, status: int = 200, **more: Any):
    """The page of an edition; `more` is what a form on it was refused with."""
    at = database_clock()
    is_public = state_of(found, at) in (State.LIVE, State.SCHEDULED)
    offered = steps.offered(found, request.user, at)
    context = {
        **about_edition(model_admin, request, found, title=str(found)),
        **compared(found),
        "steps": [step for step in offered if step.name not in approving.STEPS],
        "approving": approving.link(found, offered),
        "proof": live_proof.of(found) if is_public else None,
        "may_share": may(request.user, "share") and bool(found.address),
        "links": _links(found, request, at),
        "share_url": edition_url(found, "share"),
        "noting": noting(found, request.user, back="edition"),
        **more,
    }
    return TemplateResponse(request, "admin/publishing/edition.html", context, status=status)


def preview_edition(model_admin: DocumentAdmin, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
    """A kept edition on the real template."""
    found = edition_of(model_admin, request, object_id, number)
    opened_pages.remember(request, found)
    return preview(request, found)


def used(model_admin: DocumentAdmin, request: HttpRequest, object_id: int) -> HttpResponse:
    """Where a document is used: who names it, and which pages would read differently without it."""
    document = document_of(model_admin, request, object_id)
    context = {
        **about_document(model_admin, request, document, title=_("Where this is used")),
        "naming": naming(document),
        "impact": of_taking_down(document),
    }
    return TemplateResponse(request, "admin/publishing/used.html", context)


def _links(edition: Edition, request: HttpRequest, at) -> list[dict[str, Any]]:
    """The links that lead to an edition, for those who may make some."""
    if not may(request.user, "share"):
        return []
    return [
        {
            "link": link,
            "url": sharing.url_of(link),
            "take_back_url": edition_url(edition, "take_back", link=link.pk),
        }
        for link in sharing.good_links(edition, at)
    ]


def _first_choice(rows: list[dict[str, Any]]) -> tuple[int, int] | None:
    """The two that are chosen at first: the newest, and what is live or else the one before."""
    if len(rows) < 2:
        return None
    newest = rows[0]["edition"].number
    live = [row["edition"].number for row in rows[1:] if row["state"] is State.LIVE]
    return (live[0] if live else rows[1]["edition"].number), newest


def _number(request: HttpRequest, name: str) -> int:
    """The number of an edition from the address bar. Http404 for anything else."""
    text = request.GET.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)


def _edition(document: Document, number: int) -> Edition:
    return get_object_or_404(
        Edition.objects.for_reading().select_related("saved_by"), document=document.pk, number=number
    )


def _events_url(document: Document) -> str:
    return f"{reverse('admin:publishing_event_changelist')}?document_key={document.key}"
