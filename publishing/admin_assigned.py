"""Who looks after a document, on its form: out of the way, and an event when it changes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from publishing import actions
from publishing.bulk import writers
from publishing.models import Document


class AssignedAdmin(admin.ModelAdmin):
    """The part of a document's form that says who looks after it."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list:
        """Behind all that patients read."""
        own = (_("Who looks after it"), {"classes": ["collapse"], "fields": ["assigned_to"]})
        return [*super().get_fieldsets(request, obj), own]

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "assigned_to":
            # Whoever has left stays to be seen, so that saving a form takes nobody's place.
            chosen = Document.objects.filter(assigned_to__isnull=False).values("assigned_to")
            kwargs["queryset"] = writers() | get_user_model().objects.filter(pk__in=chosen).distinct()
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "assigned_to":
            field.label_from_instance = lambda user: user.get_full_name() or user.get_username()
        return field

    def save_model(self, request: HttpRequest, obj: Document, form: forms.ModelForm, change: bool) -> None:
        if change and "assigned_to" in form.changed_data and not getattr(request, "is_preview", False):
            actions.assign(Document.objects.get(pk=obj.pk), by=request.user, to=obj.assigned_to)
        super().save_model(request, obj, form, change)
