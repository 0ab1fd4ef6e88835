"""The staff forms of conditions and procedures."""

from __future__ import annotations

from admin_ordering.admin import OrderableAdmin
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from conditions.models import ComparisonPoint, Condition, ConditionProcedure, PreparationStep, Procedure, Section
from publishing.admin import DocumentAdmin
from publishing.admin_form import PartsInline

WORDS = (None, {"fields": ["title", "summary", "other_names", "region"]})
EMERGENCY = (_("Emergency"), {"fields": ["emergency_signs"]})
PLACE = (
    _("Address, order and search engines"),
    {"classes": ["collapse"], "fields": ["slug", "position", "description", "language"]},
)


class SectionInline(OrderableAdmin, admin.StackedInline):
    model = Section
    fields = ["kind", "heading", "body", ("drawing", "image"), "alternative_text", "caption", "position"]
    ordering_field = "position"
    ordering_field_up_down_arrows = True
    extra = 0


class TreatmentInline(OrderableAdmin, PartsInline):
    model = ConditionProcedure
    fk_name = "condition"
    fields = ["procedure", "position"]
    ordering_field = "position"
    ordering_field_up_down_arrows = True


class StepInline(OrderableAdmin, admin.StackedInline):
    model = PreparationStep
    fields = ["what", "why", "who_for", "hours_before", "position"]
    extra = 0
    ordering_field = "position"
    ordering_field_up_down_arrows = True


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
