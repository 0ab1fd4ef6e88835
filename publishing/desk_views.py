"""A list of the start page in full, a page at a time."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from publishing import desk, needs

A_PAGE = 50


def needs_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All that waits in one list, for somebody whose role it is for. 404 for a list that there is not."""
    heading, explanation, page = _unfilled(request) if slug == desk.UNFILLED else _need(request, slug)
    context = {
        **admin.site.each_context(request),
        "title": heading,
        "explanation": explanation,
        "page": page,
    }
    return TemplateResponse(request, "admin/needs.html", context)


def _need(request: HttpRequest, slug: str) -> tuple[Any, Any, Page]:
    need = needs.get(slug)
    if need is None:
        raise Http404
    if not need.is_for(request.user):
        raise PermissionDenied
    page = Paginator(need.rows(needs.Person(request.user)), A_PAGE).get_page(request.GET.get("page"))
    page.object_list = [desk.item(need, needs.Row(*values), request.user) for values in page.object_list]
    return need.heading, need.explanation, page


def _unfilled(request: HttpRequest) -> tuple[Any, Any, Page]:
    found = desk.unfilled_list(request.user, shown=None)
    if found is None:
        raise PermissionDenied
    return found.heading, found.explanation, Paginator(found.items, A_PAGE).get_page(request.GET.get("page"))
