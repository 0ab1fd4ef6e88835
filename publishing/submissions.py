"""Texts on which somebody has asked for a word: what waits, what was sent back, and who may approve which."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache

from django.db.models import Exists, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from publishing.models import Edition, Rules, Term
from publishing.permissions import was_approved, would_leave_clinical
from publishing.roles import CLINICIAN, has_role
from publishing.wording import Change, change_between

MOST_COMPARED = 100
"""So many submissions are compared with what was signed, the longest waiting first, to tell who may approve them."""


def open_editions() -> QuerySet:
    """Submitted once, not public, and not overtaken by anything newer that is."""
    newer_public = Edition.objects.was_live().filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    return Edition.objects.filter(~Exists(newer_public), live__isnull=True, submitted_at__isnull=False)


def newest_open() -> QuerySet:
    """The same, without those of which a newer edition was submitted."""
    newer = Edition.objects.filter(
        document=OuterRef("document"), number__gt=OuterRef("number"), submitted_at__isnull=False
    )
    return open_editions().filter(~Exists(newer))


def submitted() -> QuerySet:
    """Waiting for approval."""
    return open_editions().filter(approved_at__isnull=True, sent_back_at__isnull=True)


def sent_back() -> QuerySet:
    """Given back with a note, and not submitted again."""
    return newest_open().filter(sent_back_at__isnull=False, approved_at__isnull=True)


def approved_unpublished() -> QuerySet:
    """Approved, and neither published nor planned to be."""
    return newest_open().filter(approved_at__isnull=False, cancelled_at__isnull=True)


def approvable_by(user) -> QuerySet:
    """What this person may approve, as `permissions.check_can_approve` decides it for each: here for the whole list at once."""
    if has_role(user, CLINICIAN):
        return _for_clinician(user)
    return Edition.objects.filter(pk__in=approvable_keys(user))


def approvable_keys(user) -> list[int]:
    """The primary keys of the same."""
    if has_role(user, CLINICIAN):
        return list(_for_clinician(user).values_list("pk", flat=True))
    allowed = _not_written_by(user, submitted(), was_approved())
    allowed = allowed.annotate(signed=_signed_text(), leaves=would_leave_clinical()).select_related("document")
    compared = allowed.defer("text", "headings", "other_names", "search").order_by("submitted_at", "pk")
    terms = cache(Term.objects.words)
    return [each.pk for each in compared[:MOST_COMPARED] if not _is_clinicians(each, terms)]


def _for_clinician(user) -> QuerySet:
    return _not_written_by(user, submitted(), Q(reviews__isnull=False))


def _not_written_by(user, editions: QuerySet, signed: Q) -> QuerySet:
    """Without those of which the user wrote a part since the newest older edition that is `signed`, where that forbids it."""
    older = Edition.objects.filter(document=OuterRef("document"), number__lt=OuterRef("number")).filter(signed)
    saved = Edition.objects.filter(
        document=OuterRef("document"), number__gt=OuterRef("base"), number__lte=OuterRef("number"), saved_by=user
    )
    one_is_enough = Rules.objects.filter(second_person=False)
    base = Coalesce(Subquery(older.newest_first().values("number")[:1]), 0)
    return editions.annotate(base=base).filter(~Exists(saved) | Exists(one_is_enough))


def _signed_text() -> Coalesce:
    """What the text says that is behind what readers see or saw last, as `permissions.signed_text` finds it."""
    older = Edition.objects.filter(document=OuterRef("document"), number__lt=OuterRef("number"))
    public = older.was_live().order_by("-live__startswith").values("review__edition__content")[:1]
    signed = older.filter(reviews__isnull=False).newest_first().values("content")[:1]
    return Coalesce(Subquery(public), Subquery(signed), output_field=JSONField())


def _is_clinicians(edition: Edition, terms: Callable[[str], Collection[str]]) -> bool:
    """Whether it is a clinician's to approve: clinical, or in place of clinical text, and it says something else than was signed."""
    if not (edition.clinical or edition.leaves or edition.kind.is_clinical(edition.reads)):
        return False
    if edition.signed is None:
        return True
    change = change_between(edition.signed, edition.content, language=edition.language, terms=terms)
    return change is Change.CLINICAL
