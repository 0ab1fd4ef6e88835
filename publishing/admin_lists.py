"""The lists of documents on the staff site: what is live, what is newer than that, and what is done with many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import bulk, bulk_views, roles
from publishing.change_list import DocumentChangeList, PageByPage, page_wanted
from publishing.list_filters import LookedAfterFilter, StatusFilter
from publishing.models import Document, Edition
from publishing.models.search_vector import CONFIGURATIONS
from publishing.states import status_of

MOST_FOUND = 1000
"""Pages that a search finds by their text; nobody looks through more, and the database would read them all."""


class DocumentList(admin.ModelAdmin):
    """The list of one kind's documents."""

    list_display = ["__str__", "status", "assigned_to", "live_since", "position"]
    list_filter = [StatusFilter, LookedAfterFilter, "language"]
    list_select_related = ["assigned_to"]
    list_per_page = 50
    paginator = PageByPage
    # All of a kind at once would be one query of minutes.
    list_max_show_all = 100
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_help_text = gettext_lazy("Part of the title, or words of the text as patients read it")
    ordering = ["position"]
    bulk_steps: tuple[bulk.BulkStep, ...] = bulk.STEPS

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """With the moment at which the status column speaks of editions."""
        return super().get_queryset(request).annotate(moment=Now())

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[DocumentChangeList]:
        return DocumentChangeList

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> PageByPage:
        """One that knows which page is going to be asked of it."""
        paginator = super().get_paginator(request, *args, **kwargs)
        paginator.wanted = page_wanted(request)
        return paginator

    def action_checkbox(self, document: Document) -> str:
        """The box that chooses a row, as the admin makes it, but without two templates for each."""
        label = _("Select this object for an action - {}").format(document)
        return format_html(
            '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">',
            ACTION_CHECKBOX_NAME,
            document.pk,
            label,
        )

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """Parts of the title as it is in the draft, or words of the text as patients read it, which has an index."""
        parts = search_term.split()
        if not parts or not self.search_fields:
            return queryset, False
        words = Q()
        for configuration in CONFIGURATIONS.values():
            words |= Q(search=SearchQuery(search_term, config=configuration, search_type="websearch"))
        live = Edition.objects.live().of_kind(self.model.KIND).filter(words)
        read = list(live.order_by().values_list("document", flat=True)[: MOST_FOUND + 1])
        if len(read) > MOST_FOUND:
            messages.info(
                request, _("Very many pages say this. Those with it in their title are all here; add a word.")
            )
        in_title = Q()
        for part in parts:
            in_title &= Q(*((f"{name}__icontains", part) for name in self.search_fields), _connector=Q.OR)
        return queryset.filter(in_title | Q(pk__in=read)), False

    def get_actions(self, request: HttpRequest) -> dict[str, tuple[Callable, str, Any]]:
        """One for each step that this person may take with many documents."""
        if not self.has_change_permission(request):
            return {}
        allowed = [step for step in self.bulk_steps if roles.may(request.user, step.role)]
        return {step.name: (_ask_about(step), step.name, step.label) for step in allowed}

    def get_urls(self) -> list:
        """The pages that do something with many documents, before the admin's own."""
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [path("bulk/<slug:step>/", view(self.bulk_view), name=f"{name}_bulk"), *super().get_urls()]

    def bulk_view(self, request: HttpRequest, step: str) -> HttpResponse:
        """Do one thing with many documents, once somebody has been asked."""
        return bulk_views.take(self, request, step)

    @admin.display(description=gettext_lazy("status"))
    def status(self, document: Document) -> str:
        """Whether it is live, and whether there is something newer than what is live."""
        badges = status_of(document.shown_editions, document.moment)
        return format_html_join(" ", '<span class="badge badge--{}">{}</span>', badges)

    @admin.display(description=gettext_lazy("live since"))
    def live_since(self, document: Document) -> datetime | None:
        """Since when patients read what they read now."""
        return next((e.live.lower for e in document.shown_editions if e.is_live(document.moment)), None)


def _ask_about(step: bulk.BulkStep) -> Callable[[DocumentList, HttpRequest, models.QuerySet], HttpResponse]:
    """What the list does when the step is chosen in its menu: ask."""
    return lambda model_admin, request, chosen: bulk_views.ask(model_admin, request, step, chosen)
