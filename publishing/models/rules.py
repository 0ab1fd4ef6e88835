"""The few rules of publishing that a practice chooses itself."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Rules(models.Model):
    """One row. Turning a rule is an event: see `actions.change_rules`."""

    second_person = models.BooleanField(
        _("a second person approves"),
        default=True,
        help_text=_(
            "Someone who wrote a text cannot approve it. Turn this off only where one member of staff does it all; "
            "clinical text still needs a clinician."
        ),
    )
    months_to_next_review = models.PositiveSmallIntegerField(
        _("months between reviews"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("How long a clinician's review stands before the page is due again."),
    )
    remind_days_before = models.PositiveSmallIntegerField(
        _("days of notice before a review"),
        default=30,
        validators=[MaxValueValidator(365)],
        help_text=_("How long before a review is due its reviewer is written to. Zero: on the day itself."),
    )
    overdue_days = models.PositiveSmallIntegerField(
        _("days after which patients are told"),
        default=30,
        validators=[MaxValueValidator(365)],
        help_text=_(
            "A clinical page whose review is overdue by so many days says that it is being reviewed again, and gives "
            "the number to call."
        ),
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("substitute"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_(
            "Who is reminded in place of somebody who has left, and answers requests in place of somebody who is away."
        ),
    )

    class Meta:
        verbose_name = _("publishing rules")
        verbose_name_plural = _("publishing rules")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="rules_are_one_row")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> Rules:
        """The rules in force; the defaults where nobody has chosen yet."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
