"""The staff forms of the practice, plain pages and notices."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from practice.models import Notice, Page, Practice
from publishing.admin import DocumentAdmin


@admin.register(Practice)
class PracticeAdmin(DocumentAdmin):
    fieldsets = [
        (None, {"fields": ["name", "tagline", "introduction", "coordinator", "emergency_number"]}),
        (_("Where it is"), {"fields": ["street", "city", "state", "postal_code", "email"]}),
        (_("Requests for a call back"), {"fields": ["consent_text", "asks_message"]}),
        (_("Look"), {"fields": ["color", ("drawing", "image"), "alternative_text"]}),
        (_("Search engines"), {"classes": ["collapse"], "fields": ["description", "language"]}),
    ]
    list_display = ["__str__", "status", "assigned_to", "live_since"]
    list_filter = []

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one practice."""
        return super().has_add_permission(request) and not Practice.objects.exists()

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """What the list of everything leads to: adding is offered only where it is asked whether there is a practice yet."""
        return {
            "add": False,
            "change": self.has_change_permission(request),
            "delete": self.has_delete_permission(request),
            "view": self.has_view_permission(request),
        }


@admin.register(Page)
class PageAdmin(DocumentAdmin):
    fieldsets = [
        (None, {"fields": ["title", "body", "in_footer"]}),
        (
            _("Address, order and search engines"),
            {"classes": ["collapse"], "fields": ["slug", "position", "description", "language"]},
        ),
    ]
    prepopulated_fields = {"slug": ["title"]}
    search_fields = ["title"]


@admin.register(Notice)
class NoticeAdmin(DocumentAdmin):
    fieldsets = [
        (None, {"fields": ["title", "body", "ends_at"]}),
        (_("Order"), {"classes": ["collapse"], "fields": ["position", "language"]}),
    ]
    search_fields = ["title"]
