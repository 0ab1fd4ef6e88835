"""The ledger: what was done, by whom, to which text. Append-only and hash-chained by the database (migration 0002)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One thing that was done. `number`, `at` and both hashes are the database's own: what is given for them is overwritten.

    `bounds` are the live ranges that this event gave to editions, by edition number: {"3": ["2026-05-03T…", null]}; null for none.
    """

    number = models.BigIntegerField(_("number"), unique=True, editable=False, default=0)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(_("what was done"), max_length=30)
    document_key = models.UUIDField(_("document"), null=True)
    edition_number = models.PositiveIntegerField(_("edition"), null=True)
    content_hash = models.CharField(_("content hash"), max_length=64, blank=True)
    bounds = models.JSONField(_("bounds"), default=dict)
    details = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(_("hash before"), max_length=64, blank=True, editable=False)
    hash = models.CharField(_("hash"), max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-number"]
        indexes = [models.Index(fields=["document_key", "number"], name="event_of_document")]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"
