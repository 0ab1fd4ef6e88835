"""One request on the staff site: read once the look is written down, and worked by buttons of which each is a step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contact import inbox_lists
from contact.access import Opened, open_request
from contact.inbox_forms import CallForm
from contact.inbox_views import for_coordinators, page
from contact.models import AccessEntry, ContactRequest, Outcome
from contact.models.choices import LANGUAGES
from contact.references import spaced
from contact.request_steps import EVERYBODY, STEPS
from contact.routing import coordinators, names_of_answerers
from contact.states import TABLE
from contact.waiting import Clock
from publishing.errors import NotPermitted, Refused

SHOWN = 20
ONLY_LOOKS = ("viewed", "phone list")


@for_coordinators
def request_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who asks and what for, and what can be done about it."""
    return _shown(request, _get(pk))


@for_coordinators
@require_POST
def take_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """One step. A refusal is told above the request as it is now, with what was typed."""
    row = _get(pk)
    if step not in STEPS:
        raise Http404
    call_form = CallForm(request.POST, request=row) if step == "call" else None
    if call_form and not call_form.is_valid():
        return _shown(request, row, status=422, call_form=call_form, refused=_("This was not kept: see below."))
    try:
        STEPS[step].take(row, call_form.cleaned_data if call_form else request.POST, request.user)
    except Refused as refusal:
        status = 403 if isinstance(refusal, NotPermitted) else 409
        return _shown(request, _get(pk), status=status, call_form=call_form, refused=str(refusal), typed=request.POST)
    messages.success(request, STEPS[step].done)
    return HttpResponseRedirect(reverse("admin:contact_contactrequest_change", args=[pk]))


def _get(pk: UUID) -> ContactRequest:
    found = ContactRequest.objects.select_related("claimed_by", "closed_by", "duplicate_of", "held_by").filter(pk=pk)
    row = found.first()
    if row is None:
        raise Http404
    return row


def _shown(request: HttpRequest, row: ContactRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    opened = open_request(row, by=request.user)
    clock = Clock.now()
    line = inbox_lists.line(row, clock, _meant_for(row, clock))
    reference = spaced(row.reference)
    context = {"call_form": None, "refused": "", "typed": {}} | context
    context["call_form"] = context["call_form"] or CallForm(request=row)
    return page(
        request,
        "request.html",
        title=_("Request %(reference)s") % {"reference": reference},
        status=status,
        original=row,
        opened=opened,
        line=line,
        may=dict.fromkeys(TABLE[line.state].allows, True),
        is_mine=line.holder == request.user,
        others=_others(row, opened, clock),
        calls=row.attempts.select_related("called_by"),
        log=_log(row),
        language=dict(LANGUAGES).get(row.language, row.language),
        outcomes=_outcomes(row),
        coordinators=list(coordinators()),
        everybody=EVERYBODY,
        **context,
    )


def _meant_for(row: ContactRequest, clock: Clock) -> list[str]:
    """For whom it is, by name; nobody for everybody."""
    names = names_of_answerers(localdate(clock.at))
    return ContactRequest.objects.filter(pk=row.pk).values_list(names, flat=True).get()


def _others(row: ContactRequest, opened: Opened, clock: Clock) -> list[inbox_lists.Line]:
    """Requests from the same number, before and after this one, whichever key has marked them."""
    if opened.person is None:
        return []
    same = ContactRequest.objects.from_phone(opened.person.phone).exclude(pk=row.pk)
    return inbox_lists.lines(same.order_by("-asked_at")[:SHOWN], clock)


def _log(row: ContactRequest) -> list[AccessEntry]:
    """What was done with it; who only looked stands in the list of accesses."""
    entries = AccessEntry.objects.filter(reference=row.reference).exclude(what__in=ONLY_LOOKS)
    return list(entries.select_related("by").order_by("number"))


def _outcomes(row: ContactRequest) -> list[tuple[str, str]]:
    """How it can be closed now."""
    found = [Outcome.SPOKE, Outcome.NOT_REACHED] if row.first_called_at else []
    return [(each.value, each.label) for each in [*found, *([Outcome.ANSWERED] if row.wants_email else [])]]
