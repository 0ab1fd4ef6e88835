"""The list of gaps and one gap, for those who write answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from publishing.desk import change_url
from publishing.errors import NotPermitted, Refused
from publishing.roles import may
from search import gaps_lists
from search.finding import find
from search.gaps_buttons import BUTTONS
from search.gaps_gathering import gather
from search.gaps_retrying import AMONG_THE_FIRST, try_published
from search.models import Gap
from search.models.gap import State

ON_A_PAGE = 25
MERGE_CHOICES = 50


def for_editors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For those who write answers, and kept by no cache."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may(request.user, "edit"):
            raise PermissionDenied(_("Only those who write answers see what was not found."))
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response

    return guarded


def page(request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page about gaps."""
    context |= {**admin.site.each_context(request), "title": title, "opts": Gap._meta}
    return TemplateResponse(request, f"admin/search/{template}", context, status=status)


@for_editors
def gap_list(request: HttpRequest) -> HttpResponse:
    """One of the lists, the most asked first, counted anew."""
    gather()
    try_published()
    which = gaps_lists.LISTS.get(request.GET.get("show", ""), gaps_lists.LISTS["waiting"])
    where = gaps_lists.WHERE.get(request.GET.get("where", ""))
    shown = Paginator(gaps_lists.rows(which, where), ON_A_PAGE).get_page(request.GET.get("page"))
    counts = gaps_lists.counts()
    tabs = [(each, counts[each.slug]) for each in gaps_lists.LISTS.values()]
    context = {"which": which, "where": where, "places": gaps_lists.WHERE.values(), "page": shown, "tabs": tabs}
    return page(request, "gaps.html", title=_("What patients did not find"), **context)


@for_editors
def gap_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A gap: in which words it was asked, where it stands, and what can be done."""
    gather()
    try_published()
    return _shown(request, _get(pk))


@for_editors
@require_POST
def take_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step. A refusal is told above the gap as it is now."""
    gap, button = _get(pk), BUTTONS.get(step)
    if button is None:
        raise Http404
    try:
        done = button(gap, request.POST, request.user)
    except Refused as refusal:
        status = 403 if isinstance(refusal, NotPermitted) else 409
        return _shown(request, _get(pk), status=status, refused=str(refusal))
    messages.success(request, done.message)
    return HttpResponseRedirect(done.url or reverse("admin:search_gap_change", args=[pk]))


def _get(pk: int) -> Gap:
    found = Gap.objects.shown().select_related("answer", "page", "changed_by", "tried_with")
    return get_object_or_404(found, pk=pk)


def _shown(request: HttpRequest, gap: Gap, *, status: int = 200, refused: str = "") -> HttpResponse:
    document = gap.page or gap.answer
    others = Gap.objects.waiting().filter(language=gap.language, page=None).exclude(pk=gap.pk)
    context = {
        "gap": gap,
        "State": State,
        "wordings": gaps_lists.wordings(gap),
        "verdicts": gaps_lists.verdicts(gap),
        "form_url": change_url(document) if document else "",
        "now_found": [] if gap.page_id else find(gap.words, language=gap.language, limit=AMONG_THE_FIRST).hits,
        "others": others[:MERGE_CHOICES] if gap.answer_id is None and not gap.page_id else [],
        "is_waiting": gap.state in (State.OPEN, State.STAYS),
        "refused": refused,
        "among": AMONG_THE_FIRST,
    }
    return page(request, "gap.html", title=gap.words, status=status, **context)
