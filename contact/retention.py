"""What patients sent is erased when it is not needed any more: first it is listed for some days, then it is gone for good.

Nothing is erased that nobody has handled, or that is held.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contact.access import person_of, record
from contact.models import ContactRequest, RequestNote, RequestRules
from publishing.errors import TransitionNotAllowed
from publishing.schedule import database_clock

LISTED_FOR = timedelta(days=7)


def handled(kept: QuerySet | None = None) -> QuerySet:
    """Closed, or called spam by a person; not held, and not erased so far. `over_at` is since when."""
    requests = ContactRequest.objects.all() if kept is None else kept
    is_spam = Q(put_aside_at__isnull=False, restored_at__isnull=True)
    ended = requests.filter(Q(closed_at__isnull=False) | is_spam, erased_at__isnull=True, held_at__isnull=True)
    # What only the site takes for spam stays, closed or not, until a person has looked at it.
    ended = ended.exclude(suspected_at__isnull=False, put_aside_at__isnull=True, restored_at__isnull=True)
    return ended.annotate(over_at=Coalesce("closed_at", "put_aside_at"))


def forgotten(at: datetime, kept_for: timedelta | None = None) -> QuerySet:
    """Older than requests are kept, and nobody has handled them: also what the site put aside and nobody has looked at.

    `kept_for` for who knows how long that is; else the rules are asked.
    """
    oldest = at - (_kept_for() if kept_for is None else kept_for)
    unseen = ContactRequest.objects.put_aside().filter(put_aside_at__isnull=True)
    return (ContactRequest.objects.open() | unseen).filter(asked_at__lte=oldest, erased_at__isnull=True)


def to_list(at: datetime) -> QuerySet:
    """What is put on the list at that moment, so that it is erased in time."""
    return handled().filter(erasable_at__isnull=True, over_at__lte=at - max(_kept_for() - LISTED_FOR, timedelta(0)))


def to_erase(at: datetime) -> QuerySet:
    """What has been on the list long enough, and is still handled."""
    return handled().filter(erasable_at__lte=at)


def run(at: datetime | None = None) -> tuple[int, int]:
    """Both steps as of a moment, now where none is given: how many were listed, and how many erased. Safe to run twice."""
    at = at or database_clock()
    erased = sum(_erase(row, why=_("The time is over"), still=to_erase(at)) for row in to_erase(at))
    return sum(_put_on_list(row, at) for row in to_list(at)), erased


def chore() -> str:
    """Run as the worker; what nobody has handled is told to everybody."""
    run()
    count = forgotten(database_clock()).count()
    if not count:
        return ""
    return ngettext(
        "%(count)s request of a patient is older than requests are kept, and nobody has handled it. It is not erased.",
        "%(count)s requests of patients are older than requests are kept, and nobody has handled them. They are not erased.",
        count,
    ) % {"count": count}


def erase_now(request: ContactRequest, *, why: str) -> None:
    """Erase one request at once, because its patient wants it. Raises TransitionNotAllowed while it is open or held."""
    if not _erase(request, why=why, still=handled()):
        raise TransitionNotAllowed(
            _("Request %(reference)s is still open, held, or erased already. Close it on the staff site first.")
            % {"reference": request.reference}
        )


def of_same_person(request: ContactRequest) -> QuerySet:
    """The request, and all others from the same number or e-mail address, whichever key has marked them."""
    asked, person = ContactRequest.objects, person_of(request, what="matched", why="For erasing all of a person")
    same = asked.filter(pk=request.pk)
    if person:
        same |= asked.from_phone(person.phone) | asked.from_email(person.email)
    return same.filter(erased_at__isnull=True).order_by("asked_at")


@transaction.atomic
def _put_on_list(row: ContactRequest, at: datetime) -> bool:
    erasable_at = max(row.over_at + _kept_for(), at + LISTED_FOR)
    listed = handled().filter(pk=row.pk, erasable_at__isnull=True, closed_at=row.closed_at)
    if not ContactRequest.objects.filter(pk__in=listed.values("pk")).update(erasable_at=erasable_at):
        return False
    record("erasable", by=None, reference=row.reference)
    return True


@transaction.atomic
def _erase(row: ContactRequest, *, why: str, still: QuerySet) -> bool:
    """Empty the row and its notes, unless somebody has opened it again or holds it meanwhile."""
    list(ContactRequest.objects.filter(pk=row.pk).select_for_update())
    if not still.filter(pk=row.pk).exists():
        return False
    at = database_clock()
    record("erased", by=None, reference=row.reference, why=why)
    RequestNote.objects.filter(request=row, erased_at__isnull=True).update(sealed=None, erased_at=at)
    ContactRequest.objects.filter(pk=row.pk).update(
        sealed=None, phone_index="", email_index="", hold_reason="", erased_at=at, version=F("version") + 1
    )
    return True


def _kept_for() -> timedelta:
    return timedelta(days=RequestRules.current().erase_after_days)
