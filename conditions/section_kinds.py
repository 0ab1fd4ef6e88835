"""The parts a page about a condition or a procedure may have, in the order in which patients read them.

A new part is one line here: the admin offers it and the page shows it in its place.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SectionKind(models.TextChoices):
    """Declared in reading order: a page's sections are sorted by their place here, then by their own order."""

    WHAT_IT_IS = "what_it_is", _("What it is")
    SYMPTOMS = "symptoms", _("Symptoms")
    CAUSES = "causes", _("Causes")
    TESTS = "tests", _("Tests")
    TREATMENT = "treatment", _("Treatment")
    WITHOUT_TREATMENT = "without_treatment", _("What happens without treatment")
    WHY_IT_IS_DONE = "why_it_is_done", _("Why it is done")
    BEFORE = "before", _("Before")
    DURING = "during", _("During")
    AFTER = "after", _("After")
    RISKS = "risks", _("Risks")
    ALTERNATIVES = "alternatives", _("Other options")
    LIVING_WITH = "living_with", _("Living with it")
    RESEARCH = "research", _("What the research shows")


class Aspect(models.TextChoices):
    """What procedures are compared by: the rows of the comparison, in order. A row nobody filled leaves no trace."""

    WHEN_USED = "when_used", _("When it is used")
    WHAT_IS_DONE = "what_is_done", _("What is done")
    WHAT_IT_DOES = "what_it_does", _("What it does")
    HOW_IT_IS_GUIDED = "how_it_is_guided", _("How it is guided")
    SIZE = "size", _("Kind of procedure")
    STAY = "stay", _("Where you spend the night")
    ANESTHESIA = "anesthesia", _("Anesthesia")
    DURATION = "duration", _("How long it takes")
    RECOVERY = "recovery", _("Recovery")


class Region(models.TextChoices):
    """Regions of the body, from head to foot, by which conditions and procedures are listed."""

    HEAD = "head", _("Head")
    NECK = "neck", _("Neck")
    CHEST = "chest", _("Chest")
    SPINE = "spine", _("Spine and back")
    ABDOMEN = "abdomen", _("Belly")
    PELVIS = "pelvis", _("Pelvis and hips")
    ARMS = "arms", _("Arms and hands")
    LEGS = "legs", _("Legs and feet")
    WHOLE_BODY = "whole_body", _("Whole body")


def section_kinds() -> list[tuple[str, str]]:
    """The choices of parts, as a function: a new part needs no migration."""
    return SectionKind.choices


def aspects() -> list[tuple[str, str]]:
    """The choices of rows, likewise."""
    return Aspect.choices


def regions() -> list[tuple[str, str]]:
    """The choices of regions, likewise."""
    return Region.choices
