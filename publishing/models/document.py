"""A document: a thing that staff edit and patients read. Its rows are the draft."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from publishing import kinds
from publishing.models.quick import QuickModel


class KindField(models.CharField):
    """Holds the name of the kind that a child table stands for; filled from the class, never by hand."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        name = getattr(type(model_instance), "KIND", "") or getattr(model_instance, self.attname)
        setattr(model_instance, self.attname, name)
        return name


class DocumentQuerySet(models.QuerySet):
    def of_kind(self, *names: str) -> DocumentQuerySet:
        """Documents of the named kinds."""
        return self.filter(kind__in=names)

    def titled(self) -> DocumentQuerySet:
        """With the title of the newest edition of each: for many at once, without a question to the database for each."""
        newest = self.model._meta.get_field("editions").related_model.objects.filter(document=models.OuterRef("pk"))
        return self.annotate(newest_title=models.Subquery(newest.newest_first().values("title")[:1]))

    def never_public(self) -> DocumentQuerySet:
        """Documents that never were and never will be live, nor had an address elsewhere: the only ones that may be discarded."""
        return self.exclude(editions__publish_at__isnull=False).exclude(addresses__isnull=False)


class Document(QuickModel):
    """What every kind has in common. Child tables hold the fields that staff fill in and set `KIND`."""

    KIND = ""

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    kind = KindField(_("kind"), max_length=20, editable=False)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("The language that this page is written in."),
    )
    translation_of = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="translations",
        help_text=_("The page that this one translates. Leave empty for an original."),
    )
    edit_no = models.PositiveIntegerField(_("edit number"), default=0, editable=False)
    position = models.PositiveIntegerField(
        _("order"),
        default=0,
        help_text=_("Its place in lists: smaller numbers stand first. A change shows at once."),
    )

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked after by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_documents",
        help_text=_("Who keeps this page true, and is reminded when it is due. Nobody else is kept from editing it."),
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_of", "language"], name="document_one_translation_per_language"
            ),
        ]
        indexes = [
            models.Index(fields=["kind"], name="document_kind"),
            # A list is put in order without touching a row.
            models.Index(fields=["id"], include=["position"], name="document_position"),
        ]

    def __str__(self) -> str:
        if "newest_title" in self.__dict__:
            title = self.newest_title
        else:
            title = self.editions.newest_first().values_list("title", flat=True).first()
        return title or f"{self.kind} {self.key}"

    @property
    def described_by(self) -> kinds.Kind:
        """The kind that knows this document's tables and content."""
        return kinds.get(self.kind)

    @cached_property
    def draft(self) -> Document:
        """This document as a row of its child table, with the fields that staff fill in."""
        if type(self) is not Document:
            return self
        return self.described_by.model.objects.get(pk=self.pk)
