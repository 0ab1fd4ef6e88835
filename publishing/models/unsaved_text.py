"""What somebody has typed and not saved: one row a person and document, never part of the history."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.models.document import Document


class UnsavedText(models.Model):
    """A form as it stood in the browser a moment ago. `document` is null for something new of a kind."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE)
    document = models.ForeignKey(Document, verbose_name=_("document"), null=True, on_delete=models.CASCADE)
    kind = models.CharField(_("kind"), max_length=20)
    form = models.TextField(_("the form"), help_text=_("URL-encoded, as a browser would post it, without files."))
    opened_at_edit = models.PositiveIntegerField(_("edit number when it was opened"), default=0)
    saved_at = models.DateTimeField(_("kept at"))

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "document"], condition=Q(document__isnull=False), name="unsaved_text_one_a_document"
            ),
            models.UniqueConstraint(
                fields=["user", "kind"], condition=Q(document__isnull=True), name="unsaved_text_one_new_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.document_id or ''}".strip()
