"""The staff forms of topics and questions."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from faq.models import Question, Topic
from publishing.admin import DocumentAdmin


@admin.register(Topic)
class TopicAdmin(DocumentAdmin):
    fieldsets = [
        (None, {"fields": ["title", "summary", "clinical"]}),
        (_("Address and order"), {"classes": ["collapse"], "fields": ["slug", "position", "language"]}),
    ]
    prepopulated_fields = {"slug": ["title"]}
    search_fields = ["title"]
    list_display = ["__str__", "clinical", "status", "live_since", "position"]


@admin.register(Question)
class QuestionAdmin(DocumentAdmin):
    fieldsets = [
        (None, {"fields": ["title", "answer", "topic", "about", "asked_most"]}),
        (_("Address and order"), {"classes": ["collapse"], "fields": ["slug", "position", "language"]}),
    ]
    prepopulated_fields = {"slug": ["title"]}
    search_fields = ["title", "answer"]
    list_display = ["__str__", "topic", "status", "live_since", "asked_most"]
    ordering = ["topic__position", "position"]
    list_filter = ["topic", "asked_most"]
    list_select_related = ["topic"]
    autocomplete_fields = ["topic"]
    filter_horizontal = ["about"]
