"""Who has which form open, so that two people on one document know of each other."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models.document import Document


class Presence(models.Model):
    """One person at one document's form. `seen_at` moves with each sign of life of the browser."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE)
    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="presences"
    )
    opened_at = models.DateTimeField(_("opened at"))
    seen_at = models.DateTimeField(_("seen at"))
    typed_at = models.DateTimeField(_("typed at"), null=True)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["user", "document"], name="presence_once_a_document")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.document_id}"
