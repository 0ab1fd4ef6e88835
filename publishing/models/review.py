"""Reviews: that a clinician read exactly this text, and who is shown to readers as having done so."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models.edition import Edition


class ReviewerProfile(models.Model):
    """How a member of staff is named on the pages that they reviewed."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE, related_name="reviewer_profile"
    )
    name = models.CharField(
        _("name"), max_length=100, help_text=_("As patients should read it under a page, for example “Jane Roe”.")
    )
    credentials = models.CharField(
        _("credentials"),
        max_length=100,
        blank=True,
        help_text=_("Degrees and board certification as they stand behind the name, for example “MD”."),
    )

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")

    def __str__(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name


class Review(models.Model):
    """One clinician's word on one text, append-only. The name and credentials are kept as they were shown."""

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="reviews")
    content_hash = models.CharField(_("content hash"), max_length=64)
    reviewed_at = models.DateTimeField(_("reviewed at"))
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("reviewed by"), on_delete=models.PROTECT, related_name="+"
    )
    reviewer_name = models.CharField(_("reviewer's name"), max_length=100)
    reviewer_credentials = models.CharField(_("reviewer's credentials"), max_length=100, blank=True)
    reviewed_on = models.DateField(_("reviewed on"))
    next_review_on = models.DateField(_("next review due"))

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(next_review_on__gt=models.F("reviewed_on")), name="review_next_after_reviewed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_name}, {self.reviewed_on}"
