"""Links to one kept edition for somebody without an account: each can be taken back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models.edition import Edition
from publishing.models.pairs import both_or_neither


class ShareLink(models.Model):
    """One link. Its address is signed and holds this row's number; the row says until when it is good."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="share_links"
    )
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField(_("good until"))
    revoked_at = models.DateTimeField(_("taken back at"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("taken back by"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("link to share")
        verbose_name_plural = _("links to share")
        constraints = [both_or_neither("share_link", "revoked")]

    def __str__(self) -> str:
        return f"{self.edition_id}, {self.expires_at:%Y-%m-%d}"
