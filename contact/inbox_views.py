"""The inbox on the staff site: the lists, the exact search, the next one, and the list of numbers for the day."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from contact import actions, inbox_lists
from contact.access import may_export, may_work, open_many, record
from contact.inbox_filter import ALL, FILTERS
from contact.models import ContactRequest
from contact.routing_admin import may_keep_rules
from contact.waiting import Clock, by_urgency

LONGEST_PHONE_LIST = 100


def for_coordinators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For coordinators alone, whatever else somebody may do; silent about what was typed, and kept by no cache."""

    @sensitive_post_parameters()
    @sensitive_variables()
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_work(request.user):
            raise PermissionDenied(_("Only coordinators work the requests of patients."))
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response

    return guarded


def page(request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the inbox."""
    context |= {**admin.site.each_context(request), "title": title, "opts": ContactRequest._meta}
    return TemplateResponse(request, f"admin/contact/{template}", context, status=status)


@for_coordinators
def inbox(request: HttpRequest) -> HttpResponse:
    """One of the lists, the most urgent first."""
    which = inbox_lists.LISTS.get(request.GET.get("show", "open"), inbox_lists.LISTS["open"])
    whose = FILTERS.get(request.GET.get("for", ""), ALL)
    clock = Clock.now()
    shown, lines = inbox_lists.page(which, whose, request.GET.get("page", "1"), clock, request.user)
    record("listed", by=request.user, count=len(lines), why=which.slug)
    return _list(request, clock, which=which, whose=whose, page=shown, lines=lines)


@for_coordinators
@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """What the exact search finds. What was looked for stands in no address and in no record."""
    clock = Clock.now()
    try:
        found = inbox_lists.search(request.POST.get("term", ""), by=request.user)
    except ValidationError as error:
        return _list(request, clock, status=422, problem=error.messages[0], term=request.POST.get("term", ""))
    return _list(request, clock, lines=inbox_lists.lines(found, clock), is_search=True)


def _list(request: HttpRequest, clock: Clock, *, status: int = 200, **context: Any) -> HttpResponse:
    context = {"which": None, "whose": ALL} | context
    counts, for_whom = inbox_lists.counts(context["which"], context["whose"], clock, request.user)
    context["tabs"] = [(each, counts.get(each.slug)) for each in inbox_lists.LISTS.values()]
    offered = [each for each in FILTERS.values() if each.is_offered or each == context["whose"]]
    context["filters"] = [(each, for_whom[each.slug]) for each in offered if for_whom]
    rights = {"may_export": may_export(request.user), "may_keep_rules": may_keep_rules(request.user)}
    return page(
        request, "inbox.html", title=_("Requests for a call back"), status=status, clock=clock, **rights, **context
    )


@for_coordinators
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Claim the most urgent one that nobody has, and open it."""
    claimed = actions.claim_next(by=request.user)
    if claimed is None:
        messages.info(request, _("Nobody is waiting who is not taken care of."))
        return HttpResponseRedirect(reverse("admin:contact_contactrequest_changelist"))
    return HttpResponseRedirect(reverse("admin:contact_contactrequest_change", args=[claimed.pk]))


@for_coordinators
def phone_list(request: HttpRequest) -> HttpResponse:
    """Whom to call today, to be printed: each one on it is a look that is written down."""
    clock = Clock.now()
    rows = by_urgency(inbox_lists.due_today(clock), clock).select_related("claimed_by")[:LONGEST_PHONE_LIST]
    opened = open_many(rows, by=request.user, what="phone list")
    lines = [(inbox_lists.line(each.request, clock), each) for each in opened]
    return page(request, "phones.html", title=_("Phone list"), lines=lines, clock=clock, most=LONGEST_PHONE_LIST)
