"""Gaps as a part of the staff site: only the addresses, since none of the admin's own pages shows one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path

from publishing.admin_activity import ReadOnlyAdmin
from publishing.roles import may
from search import gaps_views


class GapAdmin(ReadOnlyAdmin):
    """The list, one gap, and its steps."""

    VIEWS = (
        ("", gaps_views.gap_list, "changelist"),
        ("<int:pk>/change/", gaps_views.gap_page, "change"),
        ("<int:pk>/<slug:step>/", gaps_views.take_step, "step"),
    )

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [path(route, view(each), name=f"search_gap_{name}") for route, each, name in self.VIEWS]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "edit")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "edit")
