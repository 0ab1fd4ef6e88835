"""The staff forms of conditions and procedures."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from conditions.models import ComparisonPoint, Condition, ConditionProcedure, PreparationStep, Procedure, Section
from publishing.admin import DocumentAdmin
from publishing.admin_form import PartsInline, StackedParts

WORDS = (None, {"fields": ["title", "summary", "other_names", "region"]})
EMERGENCY = (_("Emergency"), {"fields": ["emergency_signs"]})
PLACE = (
    _("Address, order and search engines"),
    {"classes": ["collapse"], "fields": ["slug", "position", "description", "language"]},
)


class SectionInline(StackedParts):
    model = Section
    fields = ["kind", "heading", "body", ("drawing", "image"), "alternative_text", "caption", "position"]


class TreatmentInline(PartsInline):
    model = ConditionProcedure
    fk_name = "condition"
    fields = ["procedure", "position"]


class StepInline(StackedParts):
    model = PreparationStep
    fields = ["what", "why", "who_for", "hours_before", "position"]


class ComparisonInline(PartsInline):
    model = ComparisonPoint
    fields = ["aspect", "text"]


@admin.register(Condition)
class ConditionAdmin(DocumentAdmin):
    fieldsets = [WORDS, EMERGENCY, PLACE]
    inlines = [SectionInline, TreatmentInline]
    prepopulated_fields = {"slug": ["title"]}
    search_fields = ["title", "other_names"]


@admin.register(Procedure)
class ProcedureAdmin(DocumentAdmin):
    fieldsets = [WORDS, EMERGENCY, PLACE]
    inlines = [SectionInline, StepInline, ComparisonInline]
    prepopulated_fields = {"slug": ["title"]}
    search_fields = ["title", "other_names"]
