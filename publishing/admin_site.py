"""The staff site: what needs somebody stands first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from deliveries.health import health
from publishing import alarms, desk, desk_views, guide


class StaffSite(admin.AdminSite):
    """The Django admin with a start page that says what is waiting."""

    site_header = _("Staff site")
    site_title = _("Staff site")
    index_title = _("What needs you")
    index_template = "admin/desk.html"
    empty_value_display = "–"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None):
        found = {"lists": desk.lists(request.user), "health": health()}
        return super().index(request, {**(extra_context or {}), **found})

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one way in, LOGIN_URL: this address only leads there."""
        back = request.GET.get(REDIRECT_FIELD_NAME, "")
        is_own = url_has_allowed_host_and_scheme(back, {request.get_host()})
        return redirect_to_login(back if is_own else reverse("admin:index"))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one way out, too."""
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """One's own password is on the page of one's account."""
        return redirect("account_change_password")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """With the part of the guide that belongs to the screen, and what staff must know wherever they are."""
        more = {"help_url": guide.help_url(request), "alarms": alarms.current(request.user)}
        return {**super().each_context(request), **more}

    def get_urls(self) -> list:
        """The lists of the start page and the guide beside the admin's own pages."""
        own = [
            path("needs/<slug:slug>/", self.admin_view(desk_views.needs_list), name="needs"),
            path("guide/", self.admin_view(guide.guide), name="guide"),
            path("guide/<str:name>", self.admin_view(guide.picture), name="guide_picture"),
        ]
        return own + super().get_urls()

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Apps in the order in which they are installed, pages before settings."""
        # Asked for twice a page, and each time some models ask the database whether there may be another row.
        known = request.__dict__.setdefault("_app_lists", {})
        if app_label not in known:
            known[app_label] = super().get_app_list(request, app_label)
        apps = known[app_label]
        order = ("conditions", "faq", "contact", "practice", "publishing", "deliveries", "auth")
        return sorted(apps, key=lambda app: order.index(app["app_label"]) if app["app_label"] in order else len(order))
