"""The staff site: what needs somebody stands first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _

from publishing import desk, guide


class StaffSite(admin.AdminSite):
    """The Django admin with a start page that says what is waiting."""

    site_header = _("Staff site")
    site_title = _("Staff site")
    index_title = _("What needs you")
    index_template = "admin/desk.html"
    empty_value_display = "–"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None):
        return super().index(request, {**(extra_context or {}), "lists": desk.lists(), "unfilled": desk.unfilled()})

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """With the part of the guide that belongs to the screen."""
        return {**super().each_context(request), "help_url": guide.help_url(request)}

    def get_urls(self) -> list:
        """The guide beside the admin's own pages."""
        own = [
            path("guide/", self.admin_view(guide.guide), name="guide"),
            path("guide/<str:name>", self.admin_view(guide.picture), name="guide_picture"),
        ]
        return own + super().get_urls()

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Apps in the order in which they are installed, pages before settings."""
        apps = super().get_app_list(request, app_label)
        order = ("conditions", "faq", "contact", "practice", "publishing", "auth")
        return sorted(apps, key=lambda app: order.index(app["app_label"]) if app["app_label"] in order else len(order))
