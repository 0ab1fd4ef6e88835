"""What posted forms hold, for comparing them: rows of tables, meanings that do not depend on spelling, words for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django_prose_editor.widgets import ProseEditorWidget

from publishing.posted import plain_widget
from publishing.richtext import clean, plain

ORDER = "position"
"""The field by which the rows of a table are ordered."""


@dataclass
class Row:
    """A row of a table in one of the three forms. `pk` is "" for a new one."""

    prefix: str
    pk: str
    data: QueryDict

    def has(self) -> bool:
        return f"{self.prefix}-DELETE" not in self.data


def rows(data: QueryDict, formset: Any) -> list[Row]:
    """The rows that a posted form has of a table."""
    total = data.get(f"{formset.prefix}-TOTAL_FORMS", "0")
    pk_name = formset.model._meta.pk.name
    prefixes = [f"{formset.prefix}-{place}" for place in range(min(int(total), 1000) if total.isdecimal() else 0)]
    return [Row(prefix, data.get(f"{prefix}-{pk_name}", ""), data) for prefix in prefixes]


def row_fields(formset: Any) -> dict[str, forms.Field]:
    """The fields of a row that people fill in; its place is compared with the whole order."""
    hidden = (formset.model._meta.pk.name, formset.fk.name, "DELETE", ORDER)
    fields = formset.empty_form.fields.items()
    return {name: each for name, each in fields if name not in hidden and not isinstance(each, forms.FileField)}


def row_label(formset: Any, row: Row, fields: dict[str, forms.Field]) -> str:
    """What people would call a row: the first words in it."""
    told = (readable(each, row.data, f"{row.prefix}-{name}") for name, each in fields.items())
    first = next((text for text in told if text.strip()), row.prefix)
    return f"{formset.model._meta.verbose_name.capitalize()} “{first[:60]}”"


def values(row: Row, fields: dict[str, forms.Field]) -> list[Any]:
    """What a row means, field by field."""
    return [meaning(each, row.data, f"{row.prefix}-{name}") for name, each in fields.items()]


def values_readable(row: Row, fields: dict[str, forms.Field]) -> str:
    """The same for people."""
    told = [readable(each, row.data, f"{row.prefix}-{name}") for name, each in fields.items()]
    return "\n".join(text for text in told if text)


def meaning(each: forms.Field, data: QueryDict, name: str) -> Any:
    """The value of a field such that equal meanings are equal, however a browser or an editor writes them."""
    raw = plain_widget(each).value_from_datadict(data, MultiValueDict(), name)
    if isinstance(plain_widget(each), ProseEditorWidget):
        return clean(raw or "")
    try:
        value = each.clean(raw)
    except ValidationError:
        return raw
    if isinstance(value, QuerySet):
        return sorted(row.pk for row in value)
    if isinstance(value, Model):
        return value.pk
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def readable(each: forms.Field, data: QueryDict, name: str) -> str:
    """The value of a field as people read it."""
    widget = plain_widget(each)
    raw = widget.value_from_datadict(data, MultiValueDict(), name)
    if isinstance(widget, ProseEditorWidget):
        return plain(raw or "")
    if isinstance(each, forms.BooleanField):
        return _("yes") if raw else _("no")
    if isinstance(each, forms.ModelChoiceField):
        try:
            found = each.clean(raw)
        except ValidationError:
            return ""
        return "\n".join(map(str, found)) if isinstance(found, QuerySet) else str(found or "")
    if isinstance(each, forms.ChoiceField):
        return str(dict(_flat(each.choices)).get(raw, raw or ""))
    return " ".join(filter(None, raw)) if isinstance(raw, list) else str(raw or "")


def _flat(choices: Iterable) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield str(value), label


def copy_field(each: forms.Field, source: QueryDict, source_name: str, target: QueryDict, target_name: str) -> None:
    """Copy what a field posts, all its controls, from one form to another."""
    widget = plain_widget(each)
    endings = widget.widgets_names if isinstance(widget, forms.MultiWidget) else [""]
    for ending in endings:
        target.pop(target_name + ending, None)
        if source_name + ending in source:
            target.setlist(target_name + ending, source.getlist(source_name + ending))
