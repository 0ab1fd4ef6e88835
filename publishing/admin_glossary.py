"""The glossary on the staff site: whoever writes texts keeps it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from publishing import glossary, roles
from publishing.models import Term


class TermForm(forms.ModelForm):
    """Takes each form once, without empty lines, and refuses one that another entry has.

    `seen` is a mark of what the entry said when the form was opened: what somebody else saved since is shown, not overwritten.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = glossary.mark(self.instance) if self.instance.pk else ""

    def clean_also(self) -> str:
        lines = (" ".join(line.split()) for line in self.cleaned_data["also"].splitlines())
        return "\n".join(dict.fromkeys(line for line in lines if line))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_unchanged(cleaned)
        forms_here = {form.casefold() for form in [cleaned.get("term", ""), *cleaned.get("also", "").splitlines()]}
        others = Term.objects.filter(language=cleaned.get("language", "")).exclude(pk=self.instance.pk)
        for other in others:
            if taken := forms_here & {form.casefold() for form in [other.term, *other.also.splitlines()]}:
                raise forms.ValidationError(
                    _("“%(form)s” already stands in the entry “%(entry)s”.") % {"form": min(taken), "entry": other.term}
                )
        return cleaned

    def _check_unchanged(self, cleaned: dict[str, Any]) -> None:
        """Refuse, with both texts, what would overwrite somebody else's. The next press has seen theirs."""
        held = Term.objects.select_for_update().filter(pk=self.instance.pk).first()
        if held is None or cleaned.get("seen") == glossary.mark(held):
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = glossary.mark(held)
        differing = [name for name in glossary.SAID if getattr(held, name) != cleaned.get(name, "")]
        raise forms.ValidationError(
            [
                _("Somebody else saved this entry while you had it open. Nothing of yours is saved yet."),
                *(self._both(name, getattr(held, name), cleaned.get(name, "")) for name in differing),
                _("The fields below have your text. Take over what you want of theirs, then press Save."),
            ]
        )

    def _both(self, name: str, theirs: str, mine: str) -> str:
        texts = {"field": self.fields[name].label, "theirs": theirs, "mine": mine}
        return _("%(field)s: they saved “%(theirs)s”, you typed “%(mine)s”.") % texts


class TermAdmin(admin.ModelAdmin):
    """A list by the alphabet, searched by all that an entry says."""

    form = TermForm
    fields = ["term", "meaning", "also", "language"]
    list_display = ["term", "meaning", "language"]
    list_filter = ["language"]
    search_fields = ["term", "also", "meaning"]

    def get_fields(self, request: HttpRequest, obj: Term | None = None) -> list[str]:
        """With the mark, which nobody sees."""
        return [*self.fields, "seen"]

    def save_model(self, request: HttpRequest, obj: Term, form: forms.ModelForm, change: bool) -> None:
        glossary.define(obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Term) -> None:
        glossary.remove(obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Term]) -> None:
        for term in queryset:
            glossary.remove(term, by=request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return roles.may(request.user, "define") and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        return roles.may(request.user, "define") and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        return roles.may(request.user, "define") and super().has_delete_permission(request, obj)
