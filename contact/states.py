"""The life of a request: its states, what they mean, whose move it is, and the steps that each allows. One table for all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.roles import COORDINATOR

if TYPE_CHECKING:
    from contact.models import ContactRequest

CLAIM_LASTS = timedelta(hours=2)
"""After so long without a step by whoever claimed it, a request is anybody's again."""


class RequestState(models.TextChoices):
    NEW = "new", _("New")
    CLAIMED = "claimed", _("Claimed")
    WAITING = "waiting", _("Call again")
    DONE = "done", _("Done")
    DUPLICATE = "duplicate", _("Duplicate")
    SUSPECTED = "suspected", _("Put aside by the site")
    SPAM = "spam", _("Spam")
    ERASED = "erased", _("Erased")


@dataclass(frozen=True)
class Row:
    """Who has the next move while a request is in a state, and which steps the state allows."""

    owner: str
    allows: frozenset[str]


_ALWAYS = frozenset({"note", "hold", "unhold"})
_OPEN = _ALWAYS | {"claim", "release", "hand_over", "route", "call", "close", "duplicate", "put_aside"}

TABLE: dict[RequestState, Row] = {
    RequestState.NEW: Row(COORDINATOR, _OPEN - {"release"}),
    RequestState.CLAIMED: Row(COORDINATOR, _OPEN),
    RequestState.WAITING: Row(COORDINATOR, _OPEN),
    RequestState.DONE: Row(COORDINATOR, _ALWAYS | {"reopen"}),
    RequestState.DUPLICATE: Row(COORDINATOR, _ALWAYS | {"reopen"}),
    RequestState.SUSPECTED: Row(COORDINATOR, _ALWAYS | {"restore", "put_aside"}),
    RequestState.SPAM: Row(COORDINATOR, _ALWAYS | {"restore"}),
    RequestState.ERASED: Row(COORDINATOR, frozenset()),
}
"""Whoever has a request and claims it again keeps it for longer. What the site itself put aside is spam only once a person has said so: until then it is never erased."""


def state_of(request: ContactRequest, at: datetime) -> RequestState:
    """The state at a moment, from the facts of time alone."""
    if request.erased_at:
        return RequestState.ERASED
    if request.is_put_aside():
        return RequestState.SPAM if request.put_aside_at else RequestState.SUSPECTED
    if request.closed_at:
        return RequestState.DUPLICATE if request.duplicate_of_id else RequestState.DONE
    if request.first_called_at or request.next_call_at:
        return RequestState.WAITING
    return RequestState.CLAIMED if holder_of(request, at) else RequestState.NEW


def holder_of(request: ContactRequest, at: datetime):
    """Who has it; None where nobody has, or nobody has touched it for too long."""
    if request.claimed_at is None or request.claimed_at <= at - CLAIM_LASTS:
        return None
    return request.claimed_by


def allows(request: ContactRequest, step: str, at: datetime) -> bool:
    """Whether the state at that moment allows the step."""
    return step in TABLE[state_of(request, at)].allows
