"""The words of all live editions in one language, as they were counted last."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Vocabulary(models.Model):
    """One row a language. It only helps to read what somebody typed; what is found is always asked of what is live now."""

    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, unique=True)
    version = models.CharField(_("what was live when it was counted"), max_length=100)
    counted_at = models.DateTimeField(_("counted at"))
    editions = models.PositiveIntegerField(_("live editions"))
    words = models.JSONField(
        _("words"), help_text=_("Each word with its stem and the number of editions that have it.")
    )

    class Meta:
        verbose_name = _("vocabulary")
        verbose_name_plural = _("vocabularies")

    def __str__(self) -> str:
        return self.get_language_display()
