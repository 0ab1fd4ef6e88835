"""What people typed and did not save: kept a moment behind the typing, offered back to the same person, never history."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import QueryDict

from publishing.errors import Refused
from publishing.models import Document, UnsavedText
from publishing.posted import NOT_TYPED
from publishing.schedule import database_clock

MOST_CHARACTERS = 2_500_000


class TooLong(Refused):
    """More was typed than is kept for anybody."""


def of(user, kind: str, document: Document | None) -> QuerySet[UnsavedText]:
    """This person's unsaved text of a document, or of something new of a kind: one row or none."""
    return UnsavedText.objects.filter(Q(document=document) if document else Q(document=None, kind=kind), user=user)


def keep(user, kind: str, document: Document | None, data: QueryDict) -> UnsavedText:
    """Keep a form as it stands, in place of what was kept of it before. Raises TooLong for more than MOST_CHARACTERS."""
    typed = data.copy()
    for name in NOT_TYPED:
        typed.pop(name, None)
    form = typed.urlencode()
    if len(form) > MOST_CHARACTERS:
        raise TooLong("This text is too long to be kept while you type.")
    opened = typed.get("opened_at_edit", "")
    values = {"form": form, "saved_at": database_clock(), "kind": kind}
    values["opened_at_edit"] = int(opened) if opened.isdecimal() and len(opened) < 10 else 0
    key = {"user": user, "document": document} | ({} if document else {"kind": kind})
    return UnsavedText.objects.update_or_create(**key, defaults=values)[0]


def clear(user, kind: str, document: Document | None) -> None:
    """Forget it: it was saved, or thrown away by the person who typed it."""
    of(user, kind, document).delete()


def as_data(unsaved: UnsavedText) -> QueryDict:
    """The form as it was kept."""
    return QueryDict(unsaved.form)
