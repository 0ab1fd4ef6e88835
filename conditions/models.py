"""Conditions and procedures: the drafts that staff edit, with their sections, preparation steps and comparison."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from conditions.section_kinds import aspects, regions, section_kinds
from publishing.fields import LinesField, RichTextField
from publishing.models import Document
from publishing.pictures import Pictured, one_picture


class Described(models.Model):
    """The fields that a condition and a procedure share."""

    title = models.CharField(
        _("title"),
        max_length=120,
        help_text=_("What the page is about, as patients would say it. Good: “Broken hip”. Bad: “Our hip services”."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=80,
        help_text=_(
            "The last part of the page's address, for example “broken-hip”. When it changes, the old address leads to the new one."
        ),
    )
    other_names = LinesField(
        _("also called"),
        blank=True,
        help_text=_(
            "Other names that patients or doctors use, one a line, for example “Broken vertebra”. They stand in the A to Z list "
            "and help searching."
        ),
    )
    summary = models.TextField(
        _("short answer"),
        blank=True,
        help_text=_(
            "Two or three sentences that stand first on the page and answer the question people come with. Good: “A weak bone "
            "of the spine can break by being pressed together. It can hurt a lot.” Bad: “On this page you find information.”"
        ),
    )
    description = models.CharField(
        _("description for search engines"),
        max_length=160,
        blank=True,
        help_text=_(
            "One sentence for the list of a search engine, for example “What a broken hip is, and how it is treated.” Left empty, "
            "the short answer is used."
        ),
    )
    region = models.CharField(
        _("region of the body"),
        max_length=20,
        blank=True,
        choices=regions,
        help_text=_("Where patients would point. The page is listed under it."),
    )
    emergency_signs = LinesField(
        _("emergency signs"),
        blank=True,
        help_text=_(
            "Each line finishes the sentence “Call the emergency number if …”. Shown in a red card near the top, always "
            "open. Good: “you cannot control your bladder”. No links."
        ),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class Procedure(Described, Document):
    """A procedure: what is done, and how to get ready for it."""

    KIND = "procedure"

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")


class Condition(Described, Document):
    """A condition, with the procedures that treat it."""

    KIND = "condition"

    procedures = models.ManyToManyField(
        Procedure,
        through="ConditionProcedure",
        related_name="conditions",
        verbose_name=_("procedures"),
    )

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")


class ConditionProcedure(models.Model):
    """One of the procedures that treat a condition, in its place."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="treatments")
    procedure = models.ForeignKey(
        Procedure,
        verbose_name=_("procedure"),
        on_delete=models.CASCADE,
        help_text=_("Two or more are compared side by side on the page."),
    )
    position = models.PositiveIntegerField(_("order"), default=0, help_text=_("Smaller numbers stand first."))

    class Meta:
        verbose_name = _("procedure for this condition")
        verbose_name_plural = _("procedures for this condition")
        ordering = ["position", "pk"]
        constraints = [
            # Asked for when all rows are written: two of them may swap their procedures.
            models.UniqueConstraint(
                fields=["condition", "procedure"],
                name="condition_procedure_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return str(self.procedure)


class Section(Pictured):
    """One part of a page: its kind decides where it stands."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(
        _("part"),
        max_length=30,
        choices=section_kinds,
        help_text=_("Parts always stand in the order of this list, whatever their order here."),
    )
    heading = models.CharField(
        _("heading"),
        max_length=120,
        blank=True,
        help_text=_("For example “How the doctor finds it”. Left empty, the name of the part is the heading."),
    )
    body = RichTextField(
        _("text"),
        help_text=_(
            "Short sentences, the everyday word first and the medical term in brackets. Good: “Live X-ray (fluoroscopy) shows "
            "the bone.” Bad: “Fluoroscopic guidance is utilized.” A link to a page of this site can "
            "be its address, like /conditions/…: it follows when the address changes."
        ),
    )
    position = models.PositiveIntegerField(
        _("order"), default=0, help_text=_("The order among parts of one kind. Smaller numbers stand first.")
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "pk"]
        constraints = [one_picture("section")]

    def __str__(self) -> str:
        return self.heading or str(self.get_kind_display())


class PreparationStep(models.Model):
    """One thing that a patient does before a procedure."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(
        _("what to do"), max_length=200, help_text=_("An instruction. Good: “Arrange a ride home”. Bad: “Transport”.")
    )
    why = models.CharField(
        _("why"),
        max_length=300,
        blank=True,
        help_text=_("The reason, in one sentence, for example “You will be too sleepy to drive.” Optional."),
    )
    who_for = models.CharField(
        _("for whom"),
        max_length=200,
        blank=True,
        help_text=_("Only where it is not for everybody, for example “If you take blood thinners”."),
    )
    hours_before = models.PositiveSmallIntegerField(
        _("hours before"),
        null=True,
        blank=True,
        help_text=_("How many hours before the procedure it begins. Leave empty where no number is set."),
    )
    position = models.PositiveIntegerField(_("order"), default=0, help_text=_("Smaller numbers stand first."))

    class Meta:
        verbose_name = _("preparation step")
        verbose_name_plural = _("preparation steps")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.what


class ComparisonPoint(models.Model):
    """What a procedure has to say in one row of the comparison."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="comparison")
    aspect = models.CharField(
        _("row"), max_length=30, choices=aspects, help_text=_("The row of the comparison with other procedures.")
    )
    text = models.CharField(
        _("in this procedure"),
        max_length=200,
        help_text=_(
            "A few words, without a source no number. Good: “You go home the same day.” Bad: “95% go home the same day.”"
        ),
    )

    class Meta:
        verbose_name = _("point of comparison")
        verbose_name_plural = _("points of comparison")
        ordering = ["pk"]
        constraints = [
            # As above.
            models.UniqueConstraint(
                fields=["procedure", "aspect"],
                name="comparison_one_text_per_aspect",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_aspect_display())
