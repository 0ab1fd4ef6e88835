"""Forms as a browser posts them: what an untouched form would send, and rows of its tables in the order that Django expects."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from publishing.models import Document

if TYPE_CHECKING:
    from publishing.admin import DocumentAdmin

NOT_TYPED = ("csrfmiddlewaretoken", "_save", "_continue", "_addanother")
"""What a form sends besides what somebody typed."""
MOST_ROWS = 1000


def untouched(model_admin: DocumentAdmin, request: HttpRequest, document: Document | None) -> tuple[forms.Form, list]:
    """The form and its tables as they are shown when the page is opened now."""
    reading = copy.copy(request)
    reading.method = "GET"
    form_class = model_admin.get_form(reading, document, change=document is not None)
    form = form_class(instance=document) if document else form_class()
    formsets, _inlines = model_admin._create_formsets(reading, form.instance, change=document is not None)
    return form, formsets


def as_posted(form: forms.Form, formsets: Iterable[Any]) -> QueryDict:
    """What a browser would post if nobody touched anything; files left out."""
    data = QueryDict(mutable=True)
    every = [form]
    for formset in formsets:
        every += [formset.management_form, *formset.forms]
    for each in every:
        for field in each:
            context = plain_widget(field.field).get_context(field.html_name, field.value(), {})
            for name, value in _controls(context["widget"]):
                data.appendlist(name, value)
    return data


def plain_widget(field: forms.Field) -> forms.Widget:
    """The control itself, without the admin's links beside it."""
    return getattr(field.widget, "widget", field.widget)


def _controls(widget: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and values that a rendered control sends."""
    if widget.get("type") == "file":
        return
    if "subwidgets" in widget:
        for part in widget["subwidgets"]:
            yield from _controls(part)
    elif "optgroups" in widget:
        for _group, options, _place in widget["optgroups"]:
            yield from ((widget["name"], str(option["value"])) for option in options if option["selected"])
    elif widget.get("type") == "checkbox":
        if widget["attrs"].get("checked"):
            yield widget["name"], str(widget.get("value") or "on")
    else:
        yield widget["name"], "" if widget["value"] is None else str(widget["value"])


def says_the_same(one: QueryDict, other: QueryDict) -> bool:
    """Whether two posted forms hold the same words, whatever the browser does to the ends of lines."""
    return _words(one) == _words(other)


def _words(data: QueryDict) -> dict[str, list[str]]:
    kept = {name: values for name, values in data.lists() if name not in NOT_TYPED and not _BOOKKEEPING.search(name)}
    told = {name: sorted(value.replace("\r\n", "\n") for value in values if value) for name, values in kept.items()}
    return {name: values for name, values in told.items() if values}


_BOOKKEEPING = re.compile(r"^opened_at_|-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|-__prefix__-")


def settle(request: HttpRequest, formsets: Iterable[Any]) -> dict[str, list[int]]:
    """Bring the posted rows of each table into order: those that exist first. Returns, by table, the old place of each row.

    A row that somebody else removed meanwhile becomes a new one, so that what was typed in it is not lost; moving and
    removing new rows in the browser can leave them between the others, which Django would take for each other.
    """
    data, files, places = request.POST.copy(), MultiValueDict(request.FILES), {}
    for formset in formsets:
        places[formset.prefix] = _settle(data, formset)
        _renumber(files, formset.prefix, places[formset.prefix])
    request.POST, request._files = data, files
    return places


def _settle(data: QueryDict, formset: Any) -> list[int]:
    """Renumber the rows of one table; returns the old place of each row in its new order."""
    prefix, pk_name = formset.prefix, formset.model._meta.pk.name
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    if not total.isdecimal() or int(total) > MOST_ROWS:
        return []
    order = [str(row.pk) for row in formset.get_queryset()]
    there: dict[str, int] = {}
    others = []
    for place in range(int(total)):
        pk = data.get(f"{prefix}-{place}-{pk_name}", "")
        if pk in order and pk not in there:
            there[pk] = place
        elif f"{prefix}-{place}-DELETE" not in data:
            others.append(place)
            if pk:
                data[f"{prefix}-{place}-{pk_name}"] = ""
    places = [there[pk] for pk in order if pk in there] + others
    _renumber(data, prefix, places)
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(places)), str(len(there))
    return places


def _renumber(data: MultiValueDict, prefix: str, places: list[int]) -> None:
    """Move what is posted under the old numbers of rows to their new ones; rows without a place are dropped."""
    if places == list(range(len(places))) and not any(name.startswith(f"{prefix}-{len(places)}-") for name in data):
        return
    row = re.compile(rf"{re.escape(prefix)}-(\d+)-(.+)")
    found = [(match, data.pop(match[0])) for name in list(data) if (match := row.fullmatch(name))]
    for match, values in found:
        if int(match[1]) in places:
            data.setlist(f"{prefix}-{places.index(int(match[1]))}-{match[2]}", values)
