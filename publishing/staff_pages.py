"""What the staff site's views about documents and editions share: addresses, who may look, what every page of theirs shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from publishing import comparing, notes, steps
from publishing.desk import change_url
from publishing.impact import named_by
from publishing.models import Document, Edition
from publishing.parts import places
from publishing.permissions import signed_text
from publishing.roles import may
from publishing.schedule import database_clock
from publishing.states import State, state_of

if TYPE_CHECKING:
    from publishing.admin import DocumentAdmin


def document_url(document: Document, name: str, **arguments: Any) -> str:
    """The address of a staff view about a document."""
    meta = document.described_by.model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{name}", kwargs={"object_id": document.pk, **arguments})


def edition_url(edition: Edition, name: str = "edition", **arguments: Any) -> str:
    """The address of a staff view about an edition."""
    return document_url(edition.document, name, number=edition.number, **arguments)


def document_of(model_admin: DocumentAdmin, request: HttpRequest, object_id: int | str) -> Document:
    """The document, for somebody who may see it."""
    document = model_admin.get_object(request, str(object_id))
    if document is None:
        # Whoever may see none of them is not told which there are.
        if not model_admin.has_view_permission(request):
            raise PermissionDenied
        raise Http404
    if not model_admin.has_view_permission(request, document):
        raise PermissionDenied
    return document


def edition_of(model_admin: DocumentAdmin, request: HttpRequest, object_id: int, number: int) -> Edition:
    """The edition, for somebody who may see its document."""
    document = document_of(model_admin, request, object_id)
    editions = Edition.objects.for_reading().select_related("saved_by", "submitted_by", "approved_by", "publish_by")
    return get_object_or_404(editions, document=document.pk, number=number)


def check_may(request: HttpRequest, step: str) -> None:
    """Raise PermissionDenied unless the person's role allows the step."""
    if not may(request.user, step):
        raise PermissionDenied


def about_document(model_admin: DocumentAdmin, request: HttpRequest, document: Document, *, title: Any) -> dict:
    """What the pages about one document share."""
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": document,
        "title": title,
        "back_url": change_url(document),
    }


def about_edition(model_admin: DocumentAdmin, request: HttpRequest, edition: Edition, *, title: Any) -> dict:
    """What the pages about one edition share."""
    at = database_clock()
    return {
        **about_document(model_admin, request, edition.document, title=title),
        "edition": edition,
        "state": state_of(edition, at),
        "change": steps.change_kind(edition) if edition.live is None else "",
        "preview_url": edition_url(edition, "edition_preview") if edition.address else "",
        "edition_url": edition_url(edition),
    }


def compared(edition: Edition) -> dict[str, Any]:
    """How an edition differs from what readers see now; where they see nothing, from what a clinician signed last."""
    live = Edition.objects.live().filter(document=edition.document_id).for_reading().first()
    older = live or signed_text(edition)
    is_itself = older is not None and older.pk == edition.pk
    return {
        "changes": [] if is_itself else comparing.changes(older, edition),
        "compared_with": older,
        "is_live_text": is_itself and live is not None,
        "is_compared_with_live": live is not None,
    }


def noting(edition: Edition, user, *, back: str) -> dict[str, Any]:
    """The open notes of a document, and the form for one more about this edition. `back` names the page they stand on."""
    open_ = notes.open_notes(edition.document)
    return {
        "notes": [(note, document_url(edition.document, "settle", note=note.pk)) for note in open_],
        "url": edition_url(edition, "note"),
        "places": places(edition.content),
        "number": edition.number,
        "back": back,
        "may_note": may(user, "note"),
    }


def naming(document: Document) -> list[tuple[Edition, str, State]]:
    """The editions that name a document, each with its form and its state."""
    at = database_clock()
    return [(each, change_url(each.document), state_of(each, at)) for each in named_by(document)]
