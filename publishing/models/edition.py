"""An edition: a frozen copy of a document, whole. The public site reads nothing else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from publishing import kinds
from publishing.content import Content, from_json
from publishing.models.document import Document
from publishing.models.overdue import is_overdue
from publishing.models.pairs import both_or_neither
from publishing.models.quick import QuickModel
from publishing.models.search_vector import NamesVector, WeightedSearchVector

FACTS = ("saved", "submitted", "sent_back", "approved", "publish", "withdraw", "cancelled")
"""What can have happened to an edition, each a moment with its person."""

UNREAD = ("search", "headings", "change_note", "sent_back_note")
"""What no page for readers shows; whoever looks at it all the same has it loaded then."""


class EditionQuerySet(models.QuerySet):
    def live(self, at: datetime | None = None) -> EditionQuerySet:
        """Editions that readers see: now by the database's clock, or at any moment, past or planned."""
        return self.filter(live__contains=at or Now())

    def was_live(self, at: datetime | None = None) -> EditionQuerySet:
        """Editions that have been live at some moment up to now."""
        return self.filter(live__startswith__lte=at or Now())

    def at_address(self, address: str) -> EditionQuerySet:
        """Editions of the document that owns the address, whichever address each of them had itself."""
        return self.filter(document__addresses__path=address)

    def of_kind(self, *names: str) -> EditionQuerySet:
        """Editions of documents of the named kinds."""
        return self.filter(document__kind__in=names)

    def newest_first(self) -> EditionQuerySet:
        """The newest edition first."""
        return self.order_by("-number")

    def in_order(self) -> EditionQuerySet:
        """In the order that staff gave the documents."""
        return self.order_by("document__position", "title", "document_id")

    def for_reading(self) -> EditionQuerySet:
        """With all that a page shows of an edition, in one query, and without what only searching and the steps look at."""
        return self.defer(*UNREAD).select_related("document", "review").annotate(is_overdue=is_overdue())


class Edition(QuickModel):
    """One row, one JSON value. What it says never changes; when it is live follows from the facts of time below."""

    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.PROTECT, related_name="editions", editable=False
    )
    number = models.PositiveIntegerField(_("number"), editable=False)
    language = models.CharField(_("language"), max_length=10, editable=False)
    content = models.JSONField(_("content"), editable=False)
    content_hash = models.CharField(_("content hash"), max_length=64, editable=False)
    clinical = models.BooleanField(_("clinical"), editable=False)
    starter = models.BooleanField(_("starter content"), default=False, editable=False)
    address = models.CharField(_("address"), max_length=300, blank=True, editable=False)

    title = models.TextField(_("title"), blank=True, editable=False)
    other_names = models.TextField(_("other names"), blank=True, editable=False)
    headings = models.TextField(_("headings"), blank=True, editable=False)
    text = models.TextField(_("text"), blank=True, editable=False)
    search = models.GeneratedField(
        expression=WeightedSearchVector("language", "title", "other_names", "headings", "text"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    about = ArrayField(models.UUIDField(), verbose_name=_("about"), default=list, editable=False)
    uses = ArrayField(models.UUIDField(), verbose_name=_("uses"), default=list, editable=False)

    saved_at = models.DateTimeField(_("saved at"), editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("saved by"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    sent_back_at = models.DateTimeField(_("sent back at"), null=True, editable=False)
    sent_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    sent_back_note = models.TextField(_("why it was sent back"), blank=True, editable=False)
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    review = models.ForeignKey(
        "publishing.Review", null=True, on_delete=models.PROTECT, related_name="stands_for", editable=False
    )
    publish_at = models.DateTimeField(_("publish at"), null=True, editable=False)
    publish_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    withdraw_at = models.DateTimeField(_("withdraw at"), null=True, editable=False)
    withdraw_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    live = DateTimeRangeField(_("live"), null=True, editable=False)
    change_note = models.CharField(
        _("what changed, for readers"),
        max_length=200,
        blank=True,
        editable=False,
    )
    changes = models.JSONField(_("what changed lately"), default=list, editable=False)

    objects = EditionQuerySet.as_manager()

    is_overdue = False
    """Whether readers are told that it is being reviewed again; `for_reading` finds it out."""

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        get_latest_by = "number"
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="edition_number_once_per_document"),
            ExclusionConstraint(
                name="edition_one_live_at_a_time",
                expressions=[
                    (Func(F("document"), F("document"), Value("[]"), function="int8range"), "&&"),
                    ("live", "&&"),
                ],
            ),
            models.CheckConstraint(condition=Q(live__isempty=False), name="edition_live_is_never_empty"),
            models.CheckConstraint(
                condition=Q(live__isnull=True) | Q(publish_at__isnull=False, publish_at=F("live__startswith")),
                name="edition_live_from_publish_at",
            ),
            models.CheckConstraint(
                condition=Q(withdraw_at__isnull=True)
                | Q(live__endswith__isnull=False, withdraw_at=F("live__endswith")),
                name="edition_withdrawn_when_live_ends",
            ),
            models.CheckConstraint(
                condition=Q(live__isnull=True) | Q(cancelled_at__isnull=True), name="edition_live_or_cancelled"
            ),
            *[both_or_neither("edition", fact) for fact in FACTS],
        ]
        indexes = [
            # What is live, and what was, is found without touching a text.
            models.Index(
                fields=["document"],
                include=["number", "live"],
                name="edition_public",
                condition=Q(live__isnull=False),
            ),
            # Nearly every document has one of these, and one alone, however often it was changed.
            models.Index(
                fields=["document"],
                include=["number", "live"],
                name="edition_stays",
                condition=Q(live__upper_inf=True),
            ),
            models.Index(
                fields=["document"], include=["number"], name="edition_never_live", condition=Q(live__isnull=True)
            ),
            GinIndex(fields=["search"], name="edition_search_live", condition=Q(live__isnull=False)),
            # Of a frequent word, the editions that have it in a name are found without reading any of the others.
            GinIndex(
                NamesVector("language", "title", "other_names"),
                name="edition_names_live",
                condition=Q(live__isnull=False),
            ),
            GinIndex(fields=["about"], name="edition_about_live", condition=Q(live__isnull=False)),
            GinIndex(fields=["uses"], name="edition_uses"),
            # What waits for somebody is little, however many editions there are.
            models.Index(
                fields=["submitted_at"],
                name="edition_submitted",
                condition=Q(live__isnull=True, approved_at__isnull=True, submitted_at__isnull=False),
            ),
            models.Index(
                fields=["approved_at"],
                name="edition_approved",
                condition=Q(live__isnull=True, approved_at__isnull=False),
            ),
            models.Index(fields=["publish_at"], name="edition_planned", condition=Q(live__isnull=False)),
            GistIndex(
                fields=["live"],
                name="edition_live_unsigned",
                condition=Q(clinical=True, live__isnull=False, review__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return _("%(title)s, edition %(number)s") % {"title": self.title or self.kind.name, "number": self.number}

    @property
    def kind(self) -> kinds.Kind:
        """The kind of the document that this is an edition of."""
        return self.document.described_by

    @property
    def key(self) -> UUID:
        """The key of the document."""
        return self.document.key

    @cached_property
    def reads(self) -> Content:
        """The content as its kind's struct."""
        return from_json(self.kind.content, self.content)

    def is_live(self, at: datetime) -> bool:
        """Whether readers see it at that moment."""
        return self.live is not None and self.live.lower <= at and (self.live.upper is None or at < self.live.upper)
