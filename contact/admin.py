"""The staff form of coordinators."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from contact.models import Coordinator, OfficeHours
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

    class Meta:
        widgets = {"phone": forms.TextInput(attrs={"type": "tel", "size": 24})}


class OfficeHoursInline(PartsInline):
    model = OfficeHours
    fields = ["weekday", "opens", "closes"]


@admin.register(Coordinator)
class CoordinatorAdmin(DocumentAdmin):
    form = CoordinatorForm
    fieldsets = [
        (None, {"fields": ["name", "phone", "answers", "email"]}),
        (_("Order"), {"classes": ["collapse"], "fields": ["position", "language"]}),
    ]
    inlines = [OfficeHoursInline]
