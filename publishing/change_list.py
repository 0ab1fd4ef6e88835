"""What the lists of documents leave out of the admin's own work: on a large site it is half of a page's time."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, OuterRef, Q, Subquery, Window
from django.db.models.functions import Now
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from publishing.models import Document, Edition

STATUS_READS = ("document", "number", "live", "submitted_at", "sent_back_at", "approved_at")
"""What `states.status_of` reads of an edition."""


class PageByPage(Paginator):
    """Finds the keys of a page before its rows: putting thousands in order is quick as long as none carries its text along.

    The keys of the `wanted` page come with the count of all, so that a list which somebody narrowed is gone through once.
    """

    wanted = 1

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return self._found[0]

    @cached_property
    def _found(self) -> tuple[int, list[int] | None]:
        """The count with the keys of the wanted page; None for keys that have still to be found."""
        if not self.object_list.query.where:
            # Counting a whole table takes no joins.
            return super().count, None
        first = (self.wanted - 1) * self.per_page
        counted = self.object_list.annotate(total=Window(Count("*"))).values_list("pk", "total")
        rows = list(counted[first : first + self.per_page])
        if not rows and self.wanted > 1:
            return super().count, None
        return (rows[0][1] if rows else 0), [key for key, _total in rows]

    def page(self, number: int) -> Page:
        number = self.validate_number(number)
        keys = self._found[1] if number == self.wanted else None
        rows = self.object_list.all()
        # What the keys were found by need not be asked again.
        rows.query.clear_where()
        return self._get_page(rows.filter(pk__in=self._keys(number) if keys is None else keys), number, self)

    def _keys(self, number: int) -> list[int]:
        first = (number - 1) * self.per_page
        return list(self.object_list.values_list("pk", flat=True)[first : first + self.per_page])


def page_wanted(request: HttpRequest) -> int:
    """The number of the page that an address names; 1 for one that is none."""
    number = request.GET.get(PAGE_VAR, "")
    return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 8 else 1


class DocumentChangeList(ChangeList):
    """Makes the addresses of its rows from one, where the admin resolves and puts together each anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Where staff came from goes along to the form; the admin would add it row by row.
        self._filters = f"?{self.preserved_filters}" if self.preserved_filters else ""
        self.preserved_filters = ""

    def get_results(self, request: HttpRequest) -> None:
        """With the editions that the status column speaks of. What fits on one page is not looked for a second time."""
        super().get_results(request)
        if not self.multi_page and self.queryset.query.where:
            self.result_list = self.paginator.page(1).object_list
        self.result_list = with_shown_editions(list(self.result_list))

    @cached_property
    def _address(self) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return reverse(name, current_app=self.model_admin.admin_site.name)

    def url_for_result(self, result: Model) -> str:
        """The form of a row's document, with the filters of the list."""
        return f"{self._address}{result.pk}/change/{self._filters}"


def with_shown_editions(documents: list[Document]) -> list[Document]:
    """The same, each with `shown_editions`: its newest, and those that are live or will be. One query, however long their past."""
    keys = [document.pk for document in documents]
    newest = Edition.objects.filter(document=OuterRef("pk")).newest_first().values("pk")[:1]
    newest_of_each = Document.objects.filter(pk__in=keys).values_list(Subquery(newest))
    matters = Q(pk__in=newest_of_each) | Q(live__upper_inf=True) | Q(live__endswith__gt=Now())
    shown: dict[int, list[Edition]] = {key: [] for key in keys}
    for edition in Edition.objects.filter(matters, document__in=keys).only(*STATUS_READS):
        shown[edition.document_id].append(edition)
    for document in documents:
        document.shown_editions = shown[document.pk]
    return documents
