"""The lists of documents on the staff site: what is live, what is newer than that, and what is done with many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.postgres.search import SearchQuery
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import bulk, bulk_views, roles
from publishing.list_filters import LookedAfterFilter, StatusFilter
from publishing.models import Document, Edition
from publishing.models.search_vector import CONFIGURATIONS
from publishing.states import status_of

MOST_FOUND = 1000
"""Pages that a search finds by their text; nobody looks through more, and the database would read them all."""


class PageByPage(Paginator):
    """Finds the keys of a page before its rows: putting thousands in order is quick as long as none carries its text along."""

    @cached_property
    def count(self) -> int:
        """How many there are. A whole list is counted; of one that somebody narrowed all keys are found, which is no more work."""
        return len(self._keys) if self.object_list.query.where else super().count

    @cached_property
    def _keys(self) -> list[int]:
        return list(self.object_list.values_list("pk", flat=True))

    def page(self, number: int) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = self._keys if self.object_list.query.where else self.object_list.values_list("pk", flat=True)
        rows = self.object_list.all()
        # What the keys were found by need not be asked again.
        rows.query.clear_where()
        return self._get_page(rows.filter(pk__in=list(keys[first : first + self.per_page])), number, self)


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
        """With the editions that the status column speaks of, in one query more."""
        newest = Edition.objects.filter(document=OuterRef("document")).newest_first().values("number")[:1]
        shown = Edition.objects.filter(
            Q(number=Subquery(newest)) | Q(live__contains=Now()) | Q(live__startswith__gt=Now())
        ).defer("content", "text", "headings", "other_names")
        documents = super().get_queryset(request).annotate(moment=Now())
        return documents.prefetch_related(Prefetch("editions", shown, to_attr="shown_editions"))

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
