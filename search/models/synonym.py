"""What patients say, and what the pages say for it. It works on what is searched for, never on the index."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Synonym(models.Model):
    """One meaning, with all the ways in which patients type or say it."""

    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("Of the pages that should be found. What patients say may be in any language."),
    )
    means = models.CharField(
        _("what the pages say"),
        max_length=200,
        help_text=_("In words that stand on the page, for example “vertebral compression fracture”."),
    )
    said = models.TextField(
        _("what patients say"),
        help_text=_(
            "One way a line: “broken back”, “crushed vertebra”, a brand name, an abbreviation, a Spanish word."
        ),
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["means", "pk"]
        constraints = [models.UniqueConstraint(fields=["language", "means"], name="synonym_meaning_once_a_language")]

    def __str__(self) -> str:
        return self.means
