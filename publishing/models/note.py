"""Review notes: what somebody asks about a text, until somebody says that it is settled."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models.document import Document
from publishing.models.pairs import both_or_neither


class NoteQuerySet(models.QuerySet):
    def open(self) -> NoteQuerySet:
        """Notes that nobody has settled yet."""
        return self.filter(resolved_at__isnull=True)


class Note(models.Model):
    """One remark on a document, about a place in it where one is named. While it is open, nothing newer is published."""

    document = models.ForeignKey(Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="notes")
    edition_number = models.PositiveIntegerField(_("edition that was read"), editable=False)
    place = models.CharField(
        _("about"), max_length=200, blank=True, help_text=_("The part of the page that it is about.")
    )
    text = models.TextField(_("note"), max_length=2000)
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(_("settled at"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("settled by"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["written_at", "pk"]
        constraints = [both_or_neither("note", "resolved")]

    def __str__(self) -> str:
        return self.text[:80]
