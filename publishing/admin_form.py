"""The pieces of a document's form on the staff site: the form itself, and its tables of parts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy

from publishing.models import Document


class DraftForm(forms.ModelForm):
    """Refuses to overwrite what somebody else saved since this form was opened."""

    opened_at_edit = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened_at_edit"].initial = self.instance.edit_no

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk:
            # Locked, so that of two saves at one moment the second sees the first.
            current = Document.objects.select_for_update().get(pk=self.instance.pk).edit_no
            if current != self.cleaned_data.get("opened_at_edit"):
                self.add_error(None, _CONFLICT)
        return cleaned


_CONFLICT = gettext_lazy(
    "Somebody else saved this page since you opened it, so nothing was saved. Your text still stands below: copy what you "
    "need, open the page again and put it in."
)


class LabelledFormSet(forms.models.BaseInlineFormSet):
    """Gives each control of a table a name for people who cannot see the table's head."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            widget = getattr(field.widget, "widget", field.widget)
            if field.label:
                widget.attrs.setdefault("aria-label", str(field.label))


class PartsInline(admin.TabularInline):
    """Parts of a document in a table."""

    formset = LabelledFormSet
    extra = 0
