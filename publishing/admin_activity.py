"""The activity log on the staff site: who did what and when. It is read, filtered and taken away, and never written."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from publishing import activity
from publishing.models import Event


class ReadOnlyAdmin(admin.ModelAdmin):
    """What is only looked at."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DoneFilter(admin.SimpleListFilter):
    """By what was done, in words."""

    title, parameter_name = _("what was done"), "verb"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return sorted(((verb, str(words)) for verb, words in activity.VERBS.items()), key=lambda row: row[1])

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(verb=self.value()) if self.value() else queryset


class PersonFilter(admin.SimpleListFilter):
    """By who did it; everybody who has an account, since those who left did things, too."""

    title, parameter_name = _("who"), "by"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        people = get_user_model().objects.order_by("first_name", "last_name", "username")
        return [(str(person.pk), person.get_full_name() or person.get_username()) for person in people]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        value = self.value() or ""
        return queryset.filter(by=int(value)) if value.isascii() and value.isdigit() else queryset


class EventAdmin(ReadOnlyAdmin):
    list_display = ["at", "who", "done", "page", "edition_number", "more"]
    list_display_links = None
    list_filter = [DoneFilter, PersonFilter, ("at", admin.DateFieldListFilter)]
    list_select_related = ["by"]
    list_per_page = 50
    search_fields = ["=document_key"]
    show_full_result_count = False
    change_list_template = "admin/publishing/activity.html"

    @admin.display(description=_("who"), ordering="by")
    def who(self, event: Event) -> str:
        return event.by.get_full_name() or event.by.get_username()

    @admin.display(description=_("what was done"), ordering="verb")
    def done(self, event: Event) -> str:
        return activity.in_words(event.verb)

    @admin.display(description=_("page"))
    def page(self, event: Event) -> str:
        """The title of the document, with the way to its form for those who may open it."""
        return format_html('<a href="?document_key={}">{}</a>', event.document_key, event.title) if event.title else ""

    @admin.display(description=_("more"))
    def more(self, event: Event) -> str:
        return activity.more(event)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return activity.with_titles(super().get_queryset(request))

    def get_search_results(self, request: HttpRequest, queryset: models.QuerySet, search_term: str):
        """By title, whichever of its titles a page had when it was done."""
        if search_term:
            return queryset.filter(document_key__in=activity.documents_called(search_term)), False
        return queryset, False

    def get_urls(self) -> list:
        export = self.admin_site.admin_view(self.export)
        return [path("export/", export, name="publishing_event_export"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None):
        query = request.GET.urlencode()
        return super().changelist_view(
            request, {**(extra_context or {}), "export_url": f"export/?{query}" if query else "export/"}
        )

    def export(self, request: HttpRequest) -> HttpResponse:
        """What the list shows with these filters, all pages of it, as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            shown = self.get_changelist_instance(request)
        except admin.options.IncorrectLookupParameters:
            return HttpResponseRedirect("../?e=1")
        return activity.as_csv(shown.get_queryset(request))
