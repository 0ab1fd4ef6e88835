"""The page on which somebody reads a submitted text and decides: all that is needed for that, and nothing to be fetched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from publishing import impact, notes, steps
from publishing.checks.report import report_on
from publishing.errors import Refused
from publishing.models import Edition
from publishing.permissions import check_can_approve, newest_review, signed_text
from publishing.schedule import database_clock
from publishing.staff_pages import compared, edition_url, noting
from publishing.steps import Step

STEPS = ("approve_and_publish", "approve", "send_back")
"""The steps that are taken on this page, each by its own button."""

FORM = "decision-form"
"""The one form of the page: the buttons of the notes post it as well, so that what was typed towards a decision goes along."""


@dataclass(frozen=True)
class Link:
    """The one button that leads to the page."""

    url: str
    label: str


def link(edition: Edition, offered: list[Step]) -> Link | None:
    """The way to the page, for somebody who can decide something there."""
    names = [step.name for step in offered if step.name in STEPS]
    if not names:
        return None
    label = _("Read and send back") if names == ["send_back"] else _("Read and approve")
    return Link(edition_url(edition, "step", step=names[0]), label)


def context(edition: Edition, user, chosen: Step, form: forms.Form) -> dict[str, Any]:
    """What the page shows beside the facts of the edition. `form` is that of the button that was pressed."""
    at = database_clock()
    decisions = [step for step in steps.offered(edition, user, at) if step.name in STEPS]
    signed = signed_text(edition, at)
    return {
        **compared(edition),
        "decisions": [(step, edition_url(edition, "step", step=step.name)) for step in decisions],
        "fields": _fields(decisions, chosen, form),
        "why_not": _why_not(edition, user, at),
        "signed_review": newest_review(signed) if signed else None,
        "report": report_on(edition),
        "impact": impact.of_publishing(edition),
        "noting": noting(edition, user, back="approving") | {"form": FORM if decisions else ""},
    }


def _fields(decisions: list[Step], chosen: Step, form: forms.Form) -> dict[str, tuple[forms.BoundField, list[str]]]:
    """Each field that one of the buttons asks for, once, as typed; with what is wrong, where its button was pressed."""
    found: dict[str, tuple[forms.BoundField, list[str]]] = {}
    for step in decisions:
        asked = form if step is chosen else step.form(form.data if form.is_bound else None, initial=form.initial)
        # The browser must not ask for a note before an approval.
        asked.use_required_attribute = False
        for field in asked:
            if step is chosen or field.name not in found:
                found[field.name] = (field, list(field.errors) if step is chosen else [])
    return found


def _why_not(edition: Edition, user, at) -> str:
    """Why this person cannot approve it; "" for somebody who can."""
    try:
        check_can_approve(edition, user, at)
        notes.check_settled(edition.document)
    except Refused as refusal:
        return str(refusal)
    return ""
