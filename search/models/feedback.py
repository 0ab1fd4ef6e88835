"""What readers say of an answer: which edition, which of a few reasons, how often on a day. Nothing of who said it."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from publishing.models import Edition


class Verdict(models.TextChoices):
    """What can be said of an answer. The labels of the reasons are what readers press."""

    YES = "yes", _("Yes")
    MISSING = "missing", _("No, it does not say what I want to know")
    UNCLEAR = "unclear", _("No, I do not understand it")
    WRONG = "wrong", _("No, something seems wrong or out of date")
    PHONE = "phone", _("Read out on the phone")


BY_READERS = (Verdict.YES, Verdict.MISSING, Verdict.UNCLEAR, Verdict.WRONG)
UNHELPFUL = (Verdict.MISSING, Verdict.UNCLEAR, Verdict.WRONG)


class FeedbackQuerySet(models.QuerySet):
    def unhelpful(self) -> QuerySet:
        """What says that an answer did not help."""
        return self.filter(verdict__in=UNHELPFUL)


class Feedback(models.Model):
    """How often one verdict was given on one edition on one day. A rewritten answer starts afresh: it is another edition."""

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=1)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.UniqueConstraint(fields=["edition", "verdict", "day"], name="feedback_once_a_day_and_verdict")
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} {self.times}"
