"""Requests, their rules, and who looked at them, as parts of the staff site."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _

from contact import export_views, inbox_views, metrics_views, request_views
from contact.access import may_work
from contact.models import AccessEntry, RequestRules
from publishing.admin_activity import ReadOnlyAdmin


class RequestAdmin(ReadOnlyAdmin):
    """Only the addresses: none of the admin's own pages shows a request, and all of ours ask who it is."""

    VIEWS = (
        ("", inbox_views.inbox, "changelist"),
        ("search/", inbox_views.search, "search"),
        ("next/", inbox_views.take_next, "next"),
        ("phones/", inbox_views.phone_list, "phones"),
        ("export/", export_views.export, "export"),
        ("metrics/", metrics_views.metrics_page, "metrics"),
        ("<uuid:pk>/change/", request_views.request_page, "change"),
        ("<uuid:pk>/<slug:step>/", request_views.take_step, "step"),
    )

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [path(route, view(each), name=f"contact_contactrequest_{name}") for route, each, name in self.VIEWS]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_work(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_work(request.user)


class RequestRulesAdmin(admin.ModelAdmin):
    """One row, which is never removed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not RequestRules.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: RequestRules, form, change: bool) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)


class AccessEntryAdmin(ReadOnlyAdmin):
    """Who looked at which request and what was done with it; never what stands in it."""

    list_display = ["at", "who", "what", "reference", "count", "why"]
    list_display_links = None
    list_filter = ["what", ("at", admin.DateFieldListFilter)]
    list_select_related = ["by"]
    list_per_page = 50
    search_fields = ["=reference"]
    search_help_text = _("A whole reference")
    show_full_result_count = False

    @admin.display(description=_("who"), ordering="by")
    def who(self, entry: AccessEntry) -> str:
        return (entry.by.get_full_name() or entry.by.get_username()) if entry.by else str(_("the site"))
