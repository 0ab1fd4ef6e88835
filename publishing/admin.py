"""The staff site's form for every kind of document, and the read-only views of what publishing keeps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from js_asset import Media

from publishing import actions, admin_urls, admin_views, history_views, roles
from publishing.admin_activity import EventAdmin
from publishing.admin_assigned import AssignedAdmin
from publishing.admin_form import DraftForm, SearchedSelect
from publishing.admin_glossary import TermAdmin
from publishing.admin_lists import DocumentList
from publishing.admin_writing import WritingAdmin
from publishing.models import Document, Event, ReviewerProfile, Rules, Term
from publishing.permissions import can_discard


class DocumentAdmin(WritingAdmin, AssignedAdmin, DocumentList):
    """A kind's list and form. Saving keeps an edition; the buttons above the form do the rest."""

    form = DraftForm
    change_form_template = "admin/publishing/document_form.html"

    # What may be done by whom

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever has a role that writes; being a superuser is none."""
        return roles.may(request.user, "edit") and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        return roles.may(request.user, "edit") and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        """What is or was public is withdrawn; a draft that never was is discarded by its own button."""
        return False

    # The form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Something new stands last."""
        return {"position": self._last_place(), **super().get_changeform_initial_data(request)}

    def _last_place(self) -> int:
        return (self.model.objects.aggregate(last=Max("position"))["last"] or 0) + 10

    def formfield_for_manytomany(self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any):
        """Other documents are chosen by their titles, found for all of them at once."""
        if db_field.remote_field.model is Document:
            kwargs.setdefault("queryset", Document.objects.titled())
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any):
        """One of many is chosen by typing."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchedSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Document, form: forms.ModelForm, change: bool) -> None:
        moved = change and "position" in form.changed_data
        if not change and "position" not in form.fields:
            obj.position = self._last_place()
        obj.edit_no += 1
        super().save_model(request, obj, form, change)
        if moved and not getattr(request, "is_preview", False):
            actions.reorder({obj: obj.position}, by=request.user)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not getattr(request, "is_preview", False):
            actions.keep(self.model.objects.get(pk=form.instance.pk), by=request.user)
            self.saved(request, form.instance, change=change)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With the editions' panel, and a nonce on the one inline script: the editor's import map."""
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        context.update(self.writing_context(request, context, obj if obj and obj.pk else None))
        if obj and obj.pk:
            context |= admin_views.panel(obj, request.user)
            context["can_discard"] = roles.may(request.user, "discard") and can_discard(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Document) -> HttpResponse:
        """After saving, stay: the next step stands above the form."""
        return HttpResponseRedirect(
            reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])
        )

    response_post_save_add = response_post_save_change

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None):
        """The editions: one list for history, comparison and restoring."""
        return history_views.editions(self, request, object_id)

    def get_urls(self) -> list:
        """The buttons' own small views before the admin's."""
        return admin_urls.about_editions(self) + super().get_urls()


admin.site.register(Event, EventAdmin)
admin.site.register(Term, TermAdmin)


@admin.register(ReviewerProfile)
class ReviewerProfileAdmin(admin.ModelAdmin):
    list_display = ["name", "credentials", "user"]
    list_select_related = ["user"]


@admin.register(Rules)
class RulesAdmin(admin.ModelAdmin):
    list_display = ["__str__", "second_person", "months_to_next_review"]
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and not Rules.objects.exists()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return roles.may(request.user, "change_rules") and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Rules, form: forms.ModelForm, change: bool) -> None:
        """Turning a rule is an event."""
        actions.change_rules(by=request.user, **{name: form.cleaned_data[name] for name in form.fields})
        obj.pk = 1
