"""Who is at a document's form now, and whether somebody saved it meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from publishing.models import Document, Edition, Presence
from publishing.schedule import database_clock

GONE_AFTER = timedelta(seconds=60)
MOMENT = timedelta(seconds=6)
TYPING_FOR = timedelta(seconds=20)


def here(document: Document, *, by, typing: bool = False) -> None:
    """A sign of life of somebody's browser at the form."""
    at = database_clock()
    new = {"opened_at": at, "seen_at": at, "typed_at": at if typing else None}
    row, created = Presence.objects.get_or_create(user=by, document=document, defaults=new)
    if created:
        return
    if row.seen_at < at - GONE_AFTER:
        row.opened_at, row.typed_at = at, None
    row.seen_at = at
    if typing:
        row.typed_at = at
    row.save(update_fields=["opened_at", "seen_at", "typed_at"])


def leaves(document: Document, *, by) -> None:
    """Somebody leaves the form: gone in a moment, unless the same form is opened again at once, as after a save."""
    at = database_clock() - GONE_AFTER + MOMENT
    Presence.objects.filter(document=document, user=by, seen_at__gt=at).update(seen_at=at)


def others(document: Document, *, than) -> list[str]:
    """A sentence about each other person at the form now."""
    at = database_clock()
    rows = Presence.objects.filter(document=document, seen_at__gt=at - GONE_AFTER).exclude(user=than)
    return [_sentence(row, at) for row in rows.select_related("user").order_by("opened_at")]


def _sentence(row: Presence, at: datetime) -> str:
    values = {"name": name_of(row.user), "time": clock(row.opened_at)}
    if row.typed_at and row.typed_at > at - TYPING_FOR:
        return _("%(name)s is also here, since %(time)s, and is typing.") % values
    return _("%(name)s is also here, since %(time)s.") % values


def saved_since(document: Document, edit_no: int, *, for_user) -> str:
    """A sentence where the document was saved since that edit number, else ""."""
    current = Document.objects.filter(pk=document.pk).values_list("edit_no", flat=True).first()
    if current is None or current == edit_no:
        return ""
    newest = Edition.objects.filter(document=document).newest_first().select_related("saved_by").first()
    if newest is None:
        return _("Somebody saved this page meanwhile: your save will be compared with theirs.")
    values = {"name": name_of(newest.saved_by), "time": clock(newest.saved_at)}
    if newest.saved_by_id == for_user.pk:
        return _("You saved this page in another window at %(time)s: what you save here will be compared.") % values
    return _("%(name)s saved this page at %(time)s: your save will be compared with theirs.") % values


def name_of(user) -> str:
    """What colleagues call somebody."""
    return user.get_full_name() or user.get_username()


def clock(moment: datetime, *, seconds: bool = False) -> str:
    """A moment of today as people say it, in the practice's time; of another day with its date."""
    local = timezone.localtime(moment)
    told = f"{local:%H:%M:%S}" if seconds else time_format(local, "H:i")
    return told if local.date() == timezone.localdate() else f"{local:%Y-%m-%d} {told}"
