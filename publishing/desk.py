"""What is waiting for somebody: the lists of the staff start page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing import kinds
from publishing.models import Document, Edition

SHOWN = 20


@dataclass(frozen=True)
class WaitingList:
    """A heading with the editions under it, each as (text, address, note). `count` is of all, also those not shown."""

    heading: str
    explanation: str
    count: int
    rows: list[tuple[str, str, str]]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


def change_url(document: Document) -> str:
    """The form in which staff edit a document."""
    meta = document.described_by.model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[document.pk])


def lists() -> list[WaitingList]:
    """What waits, the most urgent first; lists with nothing in them are left out."""
    newer_public = Edition.objects.was_live().filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    newer_open = Edition.objects.filter(
        document=OuterRef("document"), number__gt=OuterRef("number"), submitted_at__isnull=False
    )
    open_ = Edition.objects.filter(~Exists(newer_public), live__isnull=True)
    found = [
        _list(
            _("Waiting for approval"),
            _("Read the text and approve it, or send it back with a note."),
            open_.filter(submitted_at__isnull=False, approved_at__isnull=True, sent_back_at__isnull=True),
        ),
        _list(
            _("Sent back"),
            _("Somebody asked for a change. The note says which."),
            open_.filter(~Exists(newer_open), sent_back_at__isnull=False, approved_at__isnull=True),
            note="sent_back_note",
        ),
        _list(
            _("Approved, not yet published"),
            _("Ready to go live."),
            open_.filter(~Exists(newer_open), approved_at__isnull=False, cancelled_at__isnull=True),
        ),
        _list(
            _("Scheduled"),
            _("These go live by themselves."),
            Edition.objects.filter(live__startswith__gt=Now()),
            note="publish_at",
        ),
        _list(
            _("Live, not yet signed by a clinician"),
            _("A clinician opens each page, reads it, and confirms it as reviewed."),
            unsigned(),
        ),
        _list(
            _("Review overdue"),
            _("A clinician reads the page again and confirms it, or changes it."),
            Edition.objects.live().filter(review__next_review_on__lte=Now()),
        ),
    ]
    return [each for each in found if each.count]


def unsigned() -> QuerySet:
    """Live text without a clinician's review that is clinical, or has become so: a document it names is marked clinical now."""
    marked = list(Edition.objects.live().filter(content__clinical=True).values_list("document__key", flat=True))
    return Edition.objects.live().filter(Q(clinical=True) | Q(uses__overlap=marked), review__isnull=True)


def unfilled() -> list[tuple[str, str, list[str]]]:
    """What complete documents would also have, as (title, address, what is missing)."""
    found = []
    for edition in Edition.objects.live().select_related("document").filter(document__kind__in=_kinds_with_gaps()):
        if missing := edition.kind.unfilled(edition):
            found.append((edition.title, change_url(edition.document), missing))
    return found


def _kinds_with_gaps() -> list[str]:
    """Kinds that can say what is missing."""
    return [kind.name for kind in kinds.every() if type(kind).unfilled is not kinds.Kind.unfilled]


def _list(heading: str, explanation: str, editions: QuerySet, note: str = "") -> WaitingList:
    """A list from a queryset, the longest waiting first."""
    rows = editions.select_related("document").defer("content", "text", "headings").order_by("saved_at")[: SHOWN + 1]
    shown = [(edition.title, change_url(edition.document), getattr(edition, note) if note else "") for edition in rows]
    count = len(shown) if len(shown) <= SHOWN else editions.count()
    return WaitingList(heading, explanation, count, shown[:SHOWN])
