"""The small views behind the staff site's buttons. Permission first; GET asks, POST does it; a refusal becomes a message."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Max, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import actions, approving, impact, live_proof, opened_pages, permissions, steps, typed_decision
from publishing.checks.report import report_on
from publishing.desk import change_url
from publishing.errors import Refused
from publishing.models import Document, Edition
from publishing.schedule import database_clock
from publishing.staff_pages import (
    about_document,
    about_edition,
    check_may,
    compared,
    document_of,
    edition_of,
    edition_url,
    naming,
    noting,
)
from publishing.states import State, state_of

if TYPE_CHECKING:
    from publishing.admin import DocumentAdmin

_READ_FIRST = ("submit", "publish", "restore")
"""Steps that show what differs before they are taken; those of approving have a page of their own."""

_CHECKED = ("submit", "publish")
"""Steps before which the checks of the text have their say."""


def panel(document: Document, user) -> dict[str, Any]:
    """What stands above the form: the editions that matter now, each with what this person can do with it, and open notes."""
    at = database_clock()
    shown = _shown_in_panel(document, at)
    rows = [_panel_row(edition, user, at, is_newest=edition is shown[0]) for edition in shown]
    return {"panel": rows, "noting": noting(shown[0], user, back="form") if shown else None}


def _shown_in_panel(document: Document, at: datetime) -> list[Edition]:
    """The newest first, whatever its state."""
    newest = document.editions.aggregate(number=Max("number"))["number"]
    not_over = Q(live__isnull=False) & (Q(live__endswith__isnull=True) | Q(live__endswith__gt=at))
    open_ = Q(live__isnull=True) & (Q(submitted_at__isnull=False) | Q(approved_at__isnull=False))
    editions = document.editions.filter(Q(number=newest) | not_over | open_)
    editions = list(editions.newest_first().for_reading().select_related("saved_by", "sent_back_by"))
    matters = (State.LIVE, State.SCHEDULED, State.SUBMITTED, State.APPROVED)
    rest = [each for each in editions[1:] if state_of(each, at) in matters]
    in_order = sorted(rest, key=lambda each: state_of(each, at) in (State.LIVE, State.SCHEDULED))
    return editions[:1] + in_order


def _panel_row(edition: Edition, user, at: datetime, *, is_newest: bool) -> dict[str, Any]:
    state = state_of(edition, at)
    leave_out = () if state is State.PAST else ("restore",) if is_newest else ("restore", "submit")
    offered = steps.offered(edition, user, at, leave_out=leave_out)
    is_public = state in (State.LIVE, State.SCHEDULED)
    return {
        "edition": edition,
        "state": state,
        "steps": [step for step in offered if step.name not in approving.STEPS],
        "approving": approving.link(edition, offered),
        "change": steps.change_kind(edition) if edition.live is None else "",
        "url": edition_url(edition),
        "starter": edition.clinical and edition.review is None and state is State.LIVE,
        "proof": live_proof.of(edition) if is_public else None,
    }


def take_step(model_admin: DocumentAdmin, request: HttpRequest, object_id: int, number: int, step: str) -> HttpResponse:
    """Ask, then take one step with one edition."""
    found = edition_of(model_admin, request, object_id, number)
    chosen = steps.STEPS.get(step)
    if chosen is None:
        raise Http404
    check_may(request, chosen.role)
    typed = request.POST if request.method == "POST" else None
    form = chosen.form_for(found)(typed, initial=typed_decision.initial(request, found))
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            if chosen.name == "review":
                opened_pages.check_opened(request, found)
            with transaction.atomic():
                chosen.act(found, request.user, form.cleaned_data)
        except Refused as refusal:
            refused = refusal.sentences
        else:
            typed_decision.forget(request)
            messages.success(request, chosen.done)
            return HttpResponseRedirect(change_url(found.document))
    is_approving = step in approving.STEPS
    context = {
        **about_edition(model_admin, request, found, title=_("Read and decide") if is_approving else chosen.label),
        **_asked(found, chosen, request, form),
        "step": chosen,
        "form": form,
        "refused": refused,
        "offered": chosen.offered(found, request.user, database_clock()),
    }
    template = "approving.html" if is_approving else "step.html"
    status = 409 if refused or form.errors else 200
    return TemplateResponse(request, f"admin/publishing/{template}", context, status=status)


def _asked(edition: Edition, chosen: steps.Step, request: HttpRequest, form) -> dict[str, Any]:
    """What a step shows before it is taken: what differs, and what it does to other pages."""
    if chosen.name in approving.STEPS:
        return approving.context(edition, request.user, chosen, form)
    shown = compared(edition) if chosen.name in _READ_FIRST else {}
    if chosen.name in _CHECKED:
        shown |= {"report": report_on(edition)}
    if chosen.name == "withdraw":
        shown |= {"naming": naming(edition.document)}
    if (told := _impact(edition, chosen)) is not None:
        shown |= {"impact": told, "impact_heading": _IMPACT_HEADINGS.get(chosen.name, "")}
    return shown


_IMPACT_HEADINGS = {
    "cancel": gettext_lazy("Pages that would have changed, and now stay as they are"),
    "cancel_withdrawal": gettext_lazy("Pages that would have changed, and now stay as they are"),
}


def _impact(edition: Edition, chosen: steps.Step) -> impact.Impact | None:
    """What the step does to the pages that readers see, or keeps from happening to them; None for a step that they do not see."""
    if chosen.name in ("publish", "cancel"):
        return impact.of_publishing(edition)
    if chosen.name in ("withdraw", "cancel_withdrawal"):
        return impact.of_taking_down(edition.document)
    if chosen.name == "undo_publish":
        before = permissions.to_put_back(edition.document, database_clock())
        return impact.of_publishing(before) if before else None
    return None


def discard(model_admin: DocumentAdmin, request: HttpRequest, object_id: int) -> HttpResponse:
    """Ask, then delete a draft that was never public. What others name stays, and the page says where it is named."""
    document = document_of(model_admin, request, object_id)
    check_may(request, "discard")
    sentences = []
    if request.method == "POST":
        try:
            actions.discard(document, by=request.user)
        except Refused as refusal:
            sentences = refusal.sentences
        else:
            messages.success(request, _("The draft is deleted."))
            meta = model_admin.opts
            return HttpResponseRedirect(reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"))
    context = {
        **about_document(model_admin, request, document, title=_("Delete this draft")),
        "naming": naming(document),
        "refused": sentences,
    }
    status = 409 if sentences else 200
    return TemplateResponse(request, "admin/publishing/discard.html", context, status=status)
