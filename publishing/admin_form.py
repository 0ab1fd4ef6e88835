"""The pieces of a document's form on the staff site: the form itself, and its tables of parts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.forms.utils import ErrorDict
from django.utils.text import slugify

from publishing.models import Edition


class IncompleteForm(forms.ModelForm):
    """Stores what is there. Words that patients need are asked for when the page is submitted, not while it is written."""

    asked_for = ("title", "name")
    """What a draft is found by in lists: the only words that it cannot do without."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if self._may_wait(name):
                field.required = False

    def _may_wait(self, name: str) -> bool:
        """Whether the database can store nothing there, and the page can be shown with nothing there."""
        if name in self.asked_for or name not in {field.name for field in self._meta.model._meta.fields}:
            return False
        column = self._meta.model._meta.get_field(name)
        return isinstance(column, models.CharField | models.TextField) and not column.choices


class DraftForm(IncompleteForm):
    """Knows what the page said when it was opened, so that a save on top of somebody else's is seen."""

    opened_at_edit = forms.IntegerField(required=False, widget=forms.HiddenInput)
    opened_at_edition = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened_at_edit"].initial = self.instance.edit_no
        if self.instance.pk and not self.is_bound:
            newest = Edition.objects.filter(document=self.instance.pk).newest_first().values_list("number", flat=True)
            self.fields["opened_at_edition"].initial = newest.first()

    def clean(self) -> dict[str, Any]:
        """An address of its own for something new whose title makes one."""
        cleaned = super().clean()
        column = self.fields.get("slug")
        if column and not cleaned.get("slug") and not self.errors.get("slug") and cleaned.get("title"):
            cleaned["slug"] = slugify(cleaned["title"])[: column.max_length].rstrip("-")
        return cleaned


class SearchedSelect(AutocompleteSelect):
    """Chooses among many by typing. What cannot be a key is not looked up for the form that comes back: the admin's own would fail."""

    def optgroups(self, name: str, value: list[str], attr: dict[str, Any] | None = None) -> list:
        return super().optgroups(name, [each for each in value if _is_key(each)], attr)


def _is_key(value: Any) -> bool:
    """Whether a posted value is a number as the database counts."""
    return str(value).isascii() and str(value).isdigit()


class FilledIn:
    """Makes a form show what was typed, without a verdict on it, and never saves it."""

    def is_valid(self) -> bool:
        return False

    @property
    def errors(self) -> ErrorDict:
        return ErrorDict()


def fill_in(formset: Any) -> None:
    """The same for a table of parts: its rows are shown as they were typed, without a verdict."""
    for form in formset.forms:
        form._errors, form.cleaned_data = ErrorDict(), {}
    formset._errors = [ErrorDict() for _form in formset.forms]
    formset._non_form_errors = formset.error_class()


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
    form = IncompleteForm
    extra = 0


class StackedParts(admin.StackedInline):
    """Parts of a document one below the other, each to be opened by its heading and moved by drag or by buttons."""

    template = "admin/publishing/parts.html"
    form = IncompleteForm
    extra = 0
