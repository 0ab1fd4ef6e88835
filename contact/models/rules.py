"""The few rules for requests that a practice chooses itself."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestRules(models.Model):
    """One row."""

    target_hours = models.PositiveSmallIntegerField(
        _("hours until the first call"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(80)],
        help_text=_("Office hours in which a patient should be called. A request that waits longer is shown in red."),
    )
    erase_after_days = models.PositiveSmallIntegerField(
        _("days until erased"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("So many days after a request is closed, what the patient sent is erased for good."),
    )

    class Meta:
        verbose_name = _("rules for requests")
        verbose_name_plural = _("rules for requests")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="request_rules_are_one_row")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> RequestRules:
        """The rules in force; the defaults where nobody has chosen yet."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
