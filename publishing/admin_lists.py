"""The lists of documents on the staff site: what is live, and what is newer than that."""

from __future__ import annotations

from datetime import datetime

from django.contrib import admin
from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy

from publishing.models import Document, Edition
from publishing.states import status_of


class DocumentList(admin.ModelAdmin):
    """The list of one kind's documents."""

    list_display = ["__str__", "status", "live_since", "position"]
    list_per_page = 50
    ordering = ["position"]
    actions = None

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Filters of the address bar, but for patterns: a broken one would be an error of the database."""
        return not lookup.endswith("regex") and super().lookup_allowed(lookup, value, request)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """With the editions that the status column speaks of, in one query more."""
        newest = Edition.objects.filter(document=OuterRef("document")).newest_first().values("number")[:1]
        shown = Edition.objects.filter(
            Q(number=Subquery(newest)) | Q(live__contains=Now()) | Q(live__startswith__gt=Now())
        ).defer("content", "text", "headings", "other_names")
        documents = super().get_queryset(request).annotate(moment=Now())
        return documents.prefetch_related(Prefetch("editions", shown, to_attr="shown_editions"))

    @admin.display(description=gettext_lazy("status"))
    def status(self, document: Document) -> str:
        """Whether it is live, and whether there is something newer than what is live."""
        badges = status_of(document.shown_editions, document.moment)
        return format_html_join(" ", '<span class="badge badge--{}">{}</span>', badges)

    @admin.display(description=gettext_lazy("live since"))
    def live_since(self, document: Document) -> datetime | None:
        """Since when patients read what they read now."""
        return next((e.live.lower for e in document.shown_editions if e.is_live(document.moment)), None)
