"""Who answers which requests: a short list of rules in their order, and the days on which somebody is not here."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contact.models.choices import LANGUAGES

ANYTHING, SOMETHING_ELSE = "", "other"
"""Reasons beside the pages that the form offers, of which each is named by its key."""


class RoutingRule(models.Model):
    """Requests for this reason and in this language are for these people. The first rule that fits counts, and no other."""

    position = models.PositiveSmallIntegerField(_("place"), default=0, editable=False)
    reason = models.CharField(
        _("about"),
        max_length=36,
        blank=True,
        help_text=_("What the patient chose in the form: one of your pages, or “Something else”."),
    )
    reason_title = models.CharField(_("about"), max_length=200, blank=True, editable=False)
    language = models.CharField(
        _("language"),
        max_length=5,
        choices=LANGUAGES,
        blank=True,
        help_text=_("The language in which the patient would like to be called."),
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who answers"),
        blank=True,
        related_name="+",
        help_text=_(
            "One or several. For somebody who is away or has left, the substitute of the publishing rules answers. Choose "
            "nobody to leave these requests to everybody."
        ),
    )
    target_hours = models.PositiveSmallIntegerField(
        _("hours until the first call"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(80)],
        help_text=_("Office hours, for these requests alone. Leave empty for those of the practice."),
    )

    class Meta:
        verbose_name = _("rule for who answers")
        verbose_name_plural = _("rules for who answers")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target_hours__isnull=True) | Q(target_hours__gte=1), name="routing_target_is_some_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.about()}, {self.get_language_display() or _('any language')}"

    def about(self) -> str:
        """Its reason in words."""
        named = {ANYTHING: _("Anything"), SOMETHING_ELSE: _("Something else")}
        return str(named.get(self.reason) or self.reason_title or _("A page that is not offered any more"))

    def fits(self, reason: str, language: str) -> bool:
        """Whether it is for requests with this reason (the key of a page, or SOMETHING_ELSE) in this language."""
        return self.reason in (ANYTHING, reason) and self.language in ("", language)


class Absence(models.Model):
    """Days on which somebody is not here, the first and the last included."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.PROTECT, related_name="absences"
    )
    first_on = models.DateField(_("first day"), help_text=_("The first day on which the person is not here."))
    last_on = models.DateField(_("last day"), help_text=_("The last day on which the person is not here."))

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-last_on", "first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_on__lte=F("last_on")),
                name="absence_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person.get_full_name() or self.person.get_username()}, {self.first_on} – {self.last_on}"
