"""The staff form of coordinators, and the inbox."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from contact import closed_days
from contact.inbox_admin import AccessEntryAdmin, RequestAdmin, RequestRulesAdmin
from contact.models import Absence, AccessEntry, ContactRequest, Coordinator, OfficeHours, RequestRules, RoutingRule
from contact.routing_admin import AbsenceAdmin, RoutingRuleAdmin
from publishing.admin import DocumentAdmin
from publishing.admin_form import DraftForm, PartsInline
from publishing.phones import national, normalize


class CoordinatorForm(DraftForm):
    """Takes a telephone number in any spelling, and shows it as people write it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.phone:
            self.initial["phone"] = national(self.instance.phone)

    def clean_phone(self) -> str:
        return normalize(self.cleaned_data["phone"])

    def clean_closed_days(self) -> str:
        return closed_days.as_lines(closed_days.read(self.cleaned_data["closed_days"]))

    class Meta:
        widgets = {
            "phone": forms.TextInput(attrs={"type": "tel", "size": 24}),
            "closed_days": forms.Textarea(attrs={"rows": 6, "cols": 40}),
        }


class OfficeHoursInline(PartsInline):
    model = OfficeHours
    fields = ["weekday", "opens", "closes"]


@admin.register(Coordinator)
class CoordinatorAdmin(DocumentAdmin):
    form = CoordinatorForm
    fieldsets = [
        (None, {"fields": ["name", "phone", "answers", "email", "closed_days"]}),
        (_("Order"), {"classes": ["collapse"], "fields": ["position", "language"]}),
    ]
    inlines = [OfficeHoursInline]
    search_fields = ["name"]


admin.site.register(ContactRequest, RequestAdmin)
admin.site.register(RequestRules, RequestRulesAdmin)
admin.site.register(RoutingRule, RoutingRuleAdmin)
admin.site.register(Absence, AbsenceAdmin)
admin.site.register(AccessEntry, AccessEntryAdmin)
