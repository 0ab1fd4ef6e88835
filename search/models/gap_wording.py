"""What was asked and not found: reduced words, how often, on which day, and where. Nothing of who asked."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from search.models.gap import Gap

LONGEST = 100
"""Characters of a wording."""


class Source(models.TextChoices):
    """Where somebody asked."""

    SEARCH = "search", _("searched")
    PHONE = "phone", _("asked by phone")


class GapWording(models.Model):
    """A wording on a day. `settled` are those that have been answered since: the same words, asked again, begin a new row."""

    gap = models.ForeignKey(Gap, null=True, on_delete=models.SET_NULL, related_name="wordings")
    words = models.CharField(_("words"), max_length=LONGEST)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    source = models.CharField(_("where"), max_length=10, choices=Source.choices)
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=1)
    settled = models.BooleanField(default=False)
    is_found = models.BooleanField(_("finds the answer"), null=True)

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        constraints = [
            models.UniqueConstraint(
                fields=["words", "language", "source", "day"],
                condition=Q(settled=False),
                name="gap_wording_once_a_day",
            )
        ]
        indexes = [models.Index(fields=["day"], name="gap_wording_by_day")]

    def __str__(self) -> str:
        return self.words
