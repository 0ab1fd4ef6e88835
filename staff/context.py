"""What the staff site's frame shows on pages that are not the admin's own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest

from staff.second_factor import has_passed
from staff.sessions import STAFF, seconds_left

WARN_SECONDS = 2 * 60


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: nothing for public pages, which must not meet a session."""
    if not request.path_info.startswith(STAFF) or not hasattr(request, "user"):
        return {}
    signed_in = request.user.is_authenticated and request.user.is_staff
    found = {
        "site_header": admin.site.site_header,
        "site_title": admin.site.site_title,
        "has_permission": signed_in,
        "second_factor_is_offered": not settings.REQUIRE_SECOND_FACTOR,
    }
    if signed_in:
        idle, longest = seconds_left(request)
        found["has_second_factor"] = has_passed(request)
        found["session_clock"] = {"idle": idle, "longest": longest, "warn": WARN_SECONDS}
    return found
