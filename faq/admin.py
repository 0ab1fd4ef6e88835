"""The staff forms of topics and questions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from faq import sheet_views
from faq.bulk import CHANGE_TOPIC
from faq.models import Question, Topic
from publishing.admin import DocumentAdmin
from publishing.bulk import STEPS
from publishing.list_filters import LookedAfterFilter, StatusFilter
from publishing.roles import may


@admin.register(Topic)
class TopicAdmin(DocumentAdmin):
    fieldsets = [
        (None, {"fields": ["title", "summary", "clinical"]}),
        (_("Address and order"), {"classes": ["collapse"], "fields": ["slug", "position", "language"]}),
    ]
    prepopulated_fields = {"slug": ["title"]}
    search_fields = ["title"]
    list_display = ["__str__", "status", "clinical", "assigned_to", "live_since", "position"]


@admin.register(Question)
class QuestionAdmin(DocumentAdmin):
    fieldsets = [
        (None, {"fields": ["title", "answer", "topic", "other_wordings", "about", "asked_most"]}),
        # Its order is set on its topic's page.
        (_("Address"), {"classes": ["collapse"], "fields": ["slug", "language"]}),
    ]
    prepopulated_fields = {"slug": ["title"]}
    search_fields = ["title"]
    list_display = ["__str__", "status", "topic", "assigned_to", "live_since", "asked_most"]
    ordering = ["topic__position", "position"]
    list_filter = [StatusFilter, "topic", LookedAfterFilter, "language", "asked_most"]
    list_select_related = ["topic", "assigned_to"]
    bulk_steps = (*STEPS, CHANGE_TOPIC)
    autocomplete_fields = ["topic"]
    filter_horizontal = ["about"]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """With the ways out to a table and in from one."""
        tools = {f"may_{step}": may(request.user, step) for step in ("export", "import")}
        return super().changelist_view(request, tools | (extra_context or {}))

    def get_urls(self) -> list:
        """The tables before the admin's own pages."""
        view = self.admin_site.admin_view
        own = [
            path("export/", view(self.export_view), name="faq_question_export"),
            path("import/", view(self.import_view), name="faq_question_import"),
            path("import/confirm/", view(self.confirm_import_view), name="faq_question_import_confirm"),
        ]
        return own + super().get_urls()

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The listed questions as a table."""
        return sheet_views.export_questions(self, request)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """What a table would change."""
        return sheet_views.import_questions(self, request)

    def confirm_import_view(self, request: HttpRequest) -> HttpResponse:
        """Save what was looked at."""
        return sheet_views.confirm_import(self, request)
