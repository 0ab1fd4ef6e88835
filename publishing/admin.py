"""The staff site's form for every kind of document, and the read-only views of what publishing keeps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Max, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy
from js_asset import Media

from publishing import actions, admin_views, draft_views, roles
from publishing.admin_form import DraftForm
from publishing.admin_lists import DocumentList
from publishing.models import Document, Edition, Event, ReviewerProfile, Rules
from publishing.permissions import can_discard


class DocumentAdmin(DocumentList):
    """A kind's list and form. Saving keeps an edition; the buttons above the form do the rest."""

    form = DraftForm
    change_form_template = "admin/publishing/change_form.html"
    save_on_top = True

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
        last = self.model.objects.aggregate(last=Max("position"))["last"] or 0
        return {"position": last + 10, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Document, form: forms.ModelForm, change: bool) -> None:
        moved = change and "position" in form.changed_data
        obj.edit_no += 1
        super().save_model(request, obj, form, change)
        if moved and not getattr(request, "is_preview", False):
            actions.reorder({obj: obj.position}, by=request.user)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not getattr(request, "is_preview", False):
            actions.keep(self.model.objects.get(pk=form.instance.pk), by=request.user)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With the editions' panel, and a nonce on the one inline script: the editor's import map."""
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        if obj and obj.pk:
            context["panel"] = admin_views.panel(obj, request.user)
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
        return admin_views.editions(self, request, object_id)

    def get_urls(self) -> list:
        """The buttons' own small views before the admin's."""
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path("add/preview/", view(self.preview_view), name=f"{name}_add_preview"),
            path("<int:object_id>/change/preview/", view(self.preview_view), name=f"{name}_preview"),
            path("<int:object_id>/discard/", view(self.discard_view), name=f"{name}_discard"),
            path("<int:object_id>/editions/<int:number>/", view(self.edition_view), name=f"{name}_edition"),
            path(
                "<int:object_id>/editions/<int:number>/preview/",
                view(self.edition_preview),
                name=f"{name}_edition_preview",
            ),
            path("<int:object_id>/editions/<int:number>/<slug:step>/", view(self.step_view), name=f"{name}_step"),
        ]
        return own + super().get_urls()

    def preview_view(self, request: HttpRequest, object_id: int | None = None) -> HttpResponse:
        """What is typed, on the real template. Nothing is kept."""
        return draft_views.preview_draft(self, request, object_id)

    def edition_view(self, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
        """One edition: what it says, and what it changes."""
        return admin_views.edition(self, request, object_id, number)

    def edition_preview(self, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
        """One edition on the real template."""
        return admin_views.preview_edition(self, request, object_id, number)

    def step_view(self, request: HttpRequest, object_id: int, number: int, step: str) -> HttpResponse:
        """A button: GET asks, POST does it."""
        return admin_views.step(self, request, object_id, number, step)

    def discard_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Delete a draft that was never public: GET asks, POST does it."""
        return admin_views.discard(self, request, object_id)


class ReadOnlyAdmin(admin.ModelAdmin):
    """What is only looked at."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["number", "at", "by", "verb", "subject", "edition_number"]
    list_filter = ["verb", "at"]
    list_select_related = ["by"]
    search_fields = ["=document_key"]
    show_full_result_count = False

    @admin.display(description=gettext_lazy("document"))
    def subject(self, event: Event) -> str:
        """The title of the edition that the event is about."""
        return event.title or str(event.document_key or "")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        title = Edition.objects.filter(document__key=OuterRef("document_key")).newest_first().values("title")[:1]
        return super().get_queryset(request).annotate(title=Subquery(title))


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
