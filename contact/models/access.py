"""Who looked at, changed, exported or searched which request, when and why. Rows are only ever added; a trigger sees to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class AccessEntry(models.Model):
    """One look or one step. It holds nothing of what was seen. Without `by` it was the site itself.

    `number`, `at` and the two hashes are the database's own: each row's hash covers the one before.
    """

    number = models.BigIntegerField(_("number"), unique=True, editable=False)
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    what = models.CharField(
        _("what"),
        max_length=30,
        editable=False,
        help_text=_("A word: asked, viewed, claimed, called, searched, exported, erased …"),
    )
    reference = models.CharField(_("reference"), max_length=8, blank=True, db_index=True, editable=False)
    count = models.PositiveIntegerField(_("how many"), default=1, editable=False)
    why = models.CharField(_("why"), max_length=300, blank=True, editable=False)
    previous_hash = models.CharField(max_length=64, editable=False)
    hash = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.what} {self.reference}"
