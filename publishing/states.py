"""The life of an edition: its states, what they mean, whose move it is, and the steps that each allows. One table for all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.roles import CLINICIAN, COORDINATOR

if TYPE_CHECKING:
    from publishing.models import Edition


class State(models.TextChoices):
    KEPT = "kept", _("Draft")
    SUBMITTED = "submitted", _("Waiting for approval")
    SENT_BACK = "sent_back", _("Sent back")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Live")
    PAST = "past", _("Past")


@dataclass(frozen=True)
class Row:
    """Who has the next move while an edition is in a state, and which steps the state allows."""

    owner: str
    allows: frozenset[str]


TABLE: dict[State, Row] = {
    State.KEPT: Row(COORDINATOR, frozenset({"submit", "publish_unreviewed", "restore"})),
    State.SUBMITTED: Row(CLINICIAN, frozenset({"approve", "send_back", "publish_unreviewed", "restore"})),
    State.SENT_BACK: Row(COORDINATOR, frozenset({"submit", "publish_unreviewed", "restore"})),
    State.APPROVED: Row(COORDINATOR, frozenset({"publish", "restore"})),
    State.SCHEDULED: Row(COORDINATOR, frozenset({"cancel", "withdraw", "restore"})),
    State.LIVE: Row(COORDINATOR, frozenset({"withdraw", "undo_publish", "review", "restore"})),
    State.PAST: Row(COORDINATOR, frozenset({"restore"})),
}
"""`publish_unreviewed` is publishing in one click, for text that no clinician has to read."""


def state_of(edition: Edition, at: datetime) -> State:
    """The state at a moment, from the facts of time alone."""
    if edition.live is not None:
        if at < edition.live.lower:
            return State.SCHEDULED
        return State.LIVE if edition.is_live(at) else State.PAST
    if edition.approved_at:
        return State.APPROVED
    if edition.sent_back_at:
        return State.SENT_BACK
    return State.SUBMITTED if edition.submitted_at else State.KEPT


def allows(edition: Edition, step: str, at: datetime) -> bool:
    """Whether the edition's state at that moment allows the step."""
    return step in TABLE[state_of(edition, at)].allows


def status_of(editions: Iterable[Edition], at: datetime) -> list[tuple[str, str]]:
    """A document's status in a few words, as (state, label): what is live, what is planned, what is newer than that."""
    states = {state_of(edition, at): edition for edition in editions}
    newest = max(editions, key=lambda edition: edition.number, default=None)
    if newest is None:
        return [(State.KEPT.value, str(_("Not saved yet")))]
    is_live, state = State.LIVE in states, state_of(newest, at)
    badges = [(each.value, str(each.label)) for each in (State.LIVE, State.SCHEDULED) if each in states]
    if state is State.PAST and not is_live:
        badges.append((state.value, str(_("Taken down"))))
    elif state not in (State.LIVE, State.SCHEDULED, State.PAST):
        label = _("Newer draft") if state is State.KEPT and is_live else state.label
        badges.append((state.value, str(label)))
    return badges
