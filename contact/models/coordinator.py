"""The people whom patients call."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from contact import closed_days
from publishing.fields import LinesField
from publishing.models import Document


class Coordinator(Document):
    """A person or desk with a telephone number. The number stands here and nowhere else."""

    KIND = "coordinator"

    # Without a name on the other side: other kinds have a field "coordinator".
    document_ptr = models.OneToOneField(Document, on_delete=models.CASCADE, parent_link=True, related_name="+")

    name = models.CharField(
        _("name"),
        max_length=100,
        help_text=_("How patients should ask for this person or desk, for example “Care Coordinator”."),
    )
    phone = models.CharField(
        _("telephone number"),
        max_length=30,
        blank=True,
        help_text=_(
            "In any spelling, for example (555) 010-0100. It is shown on every page, so check it by calling it."
        ),
    )
    answers = models.CharField(
        _("what they help with"),
        max_length=200,
        blank=True,
        help_text=_("One line, for example “Answers questions and arranges visits”."),
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Shown to patients. Leave empty to show none."))
    closed_days = LinesField(
        _("closed on"),
        blank=True,
        default="",
        validators=[closed_days.check],
        help_text=_(
            "Holidays and other days on which nobody answers, one a line: the date, then why. For example 2026-12-25 Christmas Day."
        ),
    )

    class Meta:
        verbose_name = _("coordinator")
        verbose_name_plural = _("coordinators")

    def __str__(self) -> str:
        return self.name


class OfficeHours(models.Model):
    """One stretch of one weekday in which the phone is answered."""

    class Weekday(models.IntegerChoices):
        MONDAY = 1, _("Monday")
        TUESDAY = 2, _("Tuesday")
        WEDNESDAY = 3, _("Wednesday")
        THURSDAY = 4, _("Thursday")
        FRIDAY = 5, _("Friday")
        SATURDAY = 6, _("Saturday")
        SUNDAY = 7, _("Sunday")

    coordinator = models.ForeignKey(Coordinator, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(
        _("day"), choices=Weekday.choices, help_text=_("A day on which the phone is answered.")
    )
    opens = models.TimeField(_("from"), help_text=_("For example 8:00."))
    closes = models.TimeField(_("to"), help_text=_("For example 17:00. For a lunch break, add the day twice."))

    class Meta:
        verbose_name = _("phone hours")
        verbose_name_plural = _("phone hours")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__lt=models.F("closes")),
                name="office_hours_open_before_they_close",
                violation_error_message=_("The phone hours end before they begin."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"
