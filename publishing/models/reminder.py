"""That somebody was reminded of a review: each stage of each review once, however late the run that does it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models.review import Review


class Reminder(models.Model):
    """One stage of reminding: soon due, due."""

    class Stage(models.TextChoices):
        SOON = "soon", _("soon due")
        DUE = "due", _("due")

    review = models.ForeignKey(Review, verbose_name=_("review"), on_delete=models.PROTECT, related_name="reminders")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint(fields=["review", "stage"], name="reminder_once_a_stage")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.stage}"
