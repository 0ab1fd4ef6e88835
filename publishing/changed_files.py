"""Pictures that somebody else chose while a form was open. A browser posts no file that is there already: stored names are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

Files = dict[tuple[str, Any, str], tuple[str, str]]
"""By table ("" for the form itself), key of the row and field: what people would call the place, and the name of the stored file."""


def stored(form: forms.ModelForm, formsets: Iterable[Any]) -> Files:
    """The files of a draft, as the form and its tables show it."""
    files = {("", "", name): (label, file) for name, label, file in _of(form)}
    for formset in formsets:
        for row in formset.initial_forms:
            part = f"{formset.model._meta.verbose_name.capitalize()} “{row.instance}”"
            files |= {(formset.prefix, row.instance.pk, name): (part, file) for name, _label, file in _of(row)}
    return files


def _of(form: forms.ModelForm) -> Iterator[tuple[str, str, str]]:
    """Fields that take a file: name, label, and what is stored."""
    for name, field in form.fields.items():
        if isinstance(field, forms.FileField):
            yield name, str(field.label), getattr(form.instance, name).name or ""


def replaced(base: Files, theirs: Files) -> list[str]:
    """A sentence about each place that was there when the form was opened and has another file now."""
    others = [(part, file) for place, (part, file) in theirs.items() if place in base and base[place][1] != file]
    return [_sentence(file) % {"part": part} for part, file in others]


def _sentence(file: str) -> str:
    if file:
        return _("%(part)s: they chose another picture. It stays unless you choose yours again.")
    return _("%(part)s: they took the picture away.")
