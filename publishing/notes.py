"""Review notes: written about a text, settled by whoever saw to it. While one is open, nothing newer is approved or published."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.errors import NotComplete, TransitionNotAllowed
from publishing.ledger import record
from publishing.models import Document, Edition, Note
from publishing.parts import places
from publishing.permissions import check_role
from publishing.schedule import database_clock

LONGEST = 2000


@transaction.atomic
def write_note(edition: Edition, *, by, text: str, place: str = "", at: datetime | None = None) -> Note:
    """Ask something about an edition, or about a place in it. The event tells of the note, and not what it says."""
    check_role(by, "note")
    if not text.strip():
        raise NotComplete(_("Write what you mean, so that whoever reads the note can see to it."))
    if len(text.strip()) > LONGEST:
        raise NotComplete(_("The note is too long: it may have %(count)s characters.") % {"count": LONGEST})
    if place and place not in places(edition.content):
        raise NotComplete(_("This page has no such part. Choose one of those that it has."))
    # Locked, so that nobody publishes at the same moment without having seen it.
    document = Document.objects.select_for_update().get(pk=edition.document_id)
    note = Note.objects.create(
        document=document,
        edition_number=edition.number,
        place=place,
        text=text.strip(),
        written_at=at or database_clock(),
        written_by=by,
    )
    record("note", by=by, document=document, edition=edition, note=note.pk)
    return note


@transaction.atomic
def settle(note: Note, *, by, at: datetime | None = None) -> Note:
    """Say that a note has been seen to."""
    check_role(by, "settle")
    held = Note.objects.select_for_update(of=("self",)).select_related("document").get(pk=note.pk)
    if held.resolved_at:
        raise TransitionNotAllowed(_("Somebody has settled this note already."))
    held.resolved_at, held.resolved_by = at or database_clock(), by
    held.save(update_fields=["resolved_at", "resolved_by"])
    record("settle", by=by, document=held.document, note=held.pk)
    return held


def check_settled(document: Document) -> None:
    """Raise TransitionNotAllowed while a note on the document is open."""
    if count := open_notes(document).count():
        raise TransitionNotAllowed(
            ngettext(
                "Settle the note first: %(count)s is still open.",
                "Settle the notes first: %(count)s are still open.",
                count,
            )
            % {"count": count}
        )


def open_notes(document: Document):
    """The notes that nobody has settled, the oldest first, with who wrote them."""
    return Note.objects.open().filter(document=document.pk).select_related("written_by")
