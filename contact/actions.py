"""The steps in the life of a request. Each one locks the row, checks person and state, changes it, and leaves a row of access.

A refusal is a `Refused` whose text can be shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from contact import notify
from contact.access import check_may_work, may_work, person_of, record
from contact.inbox_filter import TO_ANSWER
from contact.models import CallAttempt, CallOutcome, ContactRequest, Outcome, RequestNote
from contact.references import spaced
from contact.routing import who_answers
from contact.states import CLAIM_LASTS, allows, holder_of, state_of
from contact.waiting import Clock, by_urgency, unclaimed
from publishing.errors import TransitionNotAllowed
from publishing.schedule import database_clock

MOST_TRIED = 20
LONGEST_NOTE = 2000
LONGEST_REASON = 200


def claim(request: ContactRequest, *, by) -> ContactRequest:
    """Take it. Of two who do so at once one gets it, and the other is told who has it."""
    with _step(request, "claim", by, is_for_holder=False) as row:
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lte=Now() - CLAIM_LASTS) | Q(claimed_by=by)
        taken = ContactRequest.objects.filter(free, pk=row.pk).update(claimed_at=Now(), claimed_by=by)
        if not taken:
            raise TransitionNotAllowed(_has_it(row.claimed_by))
        row.refresh_from_db()
    return row


def claim_next(*, by) -> ContactRequest | None:
    """Take the most urgent one that nobody has, before all of what is for oneself or everybody; None where there is none."""
    check_may_work(by)
    clock = Clock.now()
    free = unclaimed(clock)
    for requests in (TO_ANSWER.rows(free, clock, by), free):
        for request in by_urgency(requests, clock)[:MOST_TRIED]:
            try:
                return claim(request, by=by)
            except TransitionNotAllowed:
                continue
    return None


def release(request: ContactRequest, *, by) -> ContactRequest:
    """Give it back to everybody."""
    with _step(request, "release", by) as row:
        row.claimed_at = row.claimed_by = None
    return row


def hand_over(request: ContactRequest, *, to, by) -> ContactRequest:
    """Give it to a coordinator: also to oneself, from somebody who is not there."""
    if not may_work(to):
        raise TransitionNotAllowed(_("Only a coordinator can have a request."))
    with _step(request, "hand_over", by, is_for_holder=False, why=to.get_username()) as row:
        row.claimed_at, row.claimed_by = database_clock(), to
    return row


def route(request: ContactRequest, *, to, by) -> ContactRequest:
    """Say for whom it is, or, with None, that it is for everybody. Whoever gets it so is told."""
    if to is not None and not may_work(to):
        raise TransitionNotAllowed(_("Only a coordinator can have a request."))
    with _step(request, "route", by, is_for_holder=False, why=to.get_username() if to else "everybody") as row:
        row.answerers.set([to] if to else [])
        if to and to != by and to.email:
            notify.tell_staff(row, [to])
    return row


def call(
    request: ContactRequest,
    *,
    outcome: str,
    by,
    next_call_at: datetime | None = None,
    is_done: bool = False,
    seen: int | None = None,
) -> ContactRequest:
    """Write down a call. `is_done` closes the request with it; otherwise it waits for the next one.

    `seen` is the version that the caller looked at: of two clicks on one page the second writes nothing down.
    """
    with _step(request, "call", by, why=outcome) as row:
        _check_unchanged(row, seen)
        if outcome not in CallOutcome.values:
            raise TransitionNotAllowed(_("Say how the call went."))
        if outcome == CallOutcome.LEFT_MESSAGE and not row.may_leave_message:
            raise TransitionNotAllowed(_("This patient does not want a message to be left."))
        if next_call_at and next_call_at <= database_clock():
            raise TransitionNotAllowed(_("The time for the next call has passed. Choose one that is still to come."))
        CallAttempt.objects.create(
            request=row, called_by=by, outcome=outcome, next_call_at=None if is_done else next_call_at
        )
        row.first_called_at = row.first_called_at or database_clock()
        row.next_call_at = None if is_done else next_call_at
        row.claimed_at, row.claimed_by = (None, None) if next_call_at and not is_done else (database_clock(), by)
        if is_done:
            _close(row, Outcome.SPOKE if outcome == CallOutcome.SPOKE else Outcome.NOT_REACHED, by)
    return row


def close(request: ContactRequest, *, outcome: str, by) -> ContactRequest:
    """End it. "Spoke" and "could not be reached" need a call that was written down."""
    with _step(request, "close", by, why=outcome) as row:
        if outcome == Outcome.DUPLICATE or outcome not in Outcome.values:
            raise TransitionNotAllowed(_("Say which request came first: it is a duplicate of that one."))
        if outcome == Outcome.ANSWERED and not row.wants_email:
            raise TransitionNotAllowed(_("This patient gave no e-mail address."))
        if outcome != Outcome.ANSWERED and row.first_called_at is None:
            raise TransitionNotAllowed(_("Nobody has called so far. Write down the call first."))
        _close(row, outcome, by)
    return row


def mark_duplicate(request: ContactRequest, *, of: ContactRequest, by) -> ContactRequest:
    """It came twice: the other one is worked."""
    first = of.duplicate_of or of
    if first.pk == request.pk:
        raise TransitionNotAllowed(_("A request is no duplicate of itself."))
    with _step(request, "duplicate", by, why=first.reference) as row:
        if first.erased_at or first.is_put_aside():
            raise TransitionNotAllowed(_("The other request is erased or put aside."))
        if row.duplicates.exists():
            raise TransitionNotAllowed(_("Others are duplicates of this one. Close the later one instead."))
        row.duplicate_of = first
        _close(row, Outcome.DUPLICATE, by)
    return row


def reopen(request: ContactRequest, *, by) -> ContactRequest:
    """It was closed too early."""
    with _step(request, "reopen", by, is_for_holder=False) as row:
        row.closed_at = row.closed_by = row.duplicate_of = row.erasable_at = None
        row.outcome = ""
        row.claimed_at, row.claimed_by = database_clock(), by
    return row


def put_aside(request: ContactRequest, *, by) -> ContactRequest:
    """A person says that it is spam."""
    with _step(request, "put_aside", by) as row:
        row.put_aside_at, row.put_aside_by = database_clock(), by
        row.restored_at = row.restored_by = None
    return row


def restore(request: ContactRequest, *, by) -> ContactRequest:
    """It is no spam: it waits with the others again, and those for whom it is are told, as if it had just come."""
    with _step(request, "restore", by) as row:
        row.restored_at, row.restored_by = database_clock(), by
        row.erasable_at = None
        _tell_of_restored(row)
    return row


def _tell_of_restored(row: ContactRequest) -> None:
    """The messages that it would have caused. Whoever got theirs before it was called spam gets no second one."""
    person = person_of(row, what="matched", why="For the receipt") if row.wants_email else None
    people = who_answers(row.answerers.all(), localdate(database_clock()))
    notify.tell(row, people, person.email if person else "")


def note(request: ContactRequest, *, text: str, by) -> RequestNote:
    """Keep a note for colleagues, sealed like the request."""
    text = text.replace("\0", "").strip()
    if not text or len(text) > LONGEST_NOTE:
        raise TransitionNotAllowed(_("Write a note of 1 to %(most)s characters.") % {"most": LONGEST_NOTE})
    with _step(request, "note", by, is_for_holder=False) as row:
        made = RequestNote(request=row, written_by=by)
        made.seal(text)
        made.save()
    return made


def hold(request: ContactRequest, *, reason: str, by) -> ContactRequest:
    """It must not be erased, for a reason that the law gives."""
    reason = reason.replace("\0", "").strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise TransitionNotAllowed(_("Say in 1 to %(most)s characters why it must be kept.") % {"most": LONGEST_REASON})
    with _step(request, "hold", by, is_for_holder=False) as row:
        row.held_at, row.held_by, row.hold_reason, row.erasable_at = database_clock(), by, reason, None
    return row


def unhold(request: ContactRequest, *, by) -> ContactRequest:
    """It need not be kept any more."""
    with _step(request, "unhold", by, is_for_holder=False) as row:
        row.held_at, row.held_by, row.hold_reason = None, None, ""
    return row


def release_stale() -> str:
    """Take away claims that nobody has touched for too long. A chore."""
    stale = ContactRequest.objects.open().filter(claimed_at__lte=Now() - CLAIM_LASTS)
    for row in stale:
        with transaction.atomic():
            released = stale.filter(pk=row.pk).update(claimed_at=None, claimed_by=None, version=F("version") + 1)
            if released:
                record("released", by=None, reference=row.reference, why=_("Nobody had touched it for too long"))
    return ""


@contextmanager
def _step(request: ContactRequest, step: str, by, *, is_for_holder: bool = True, why: str = "") -> Iterator:
    """The locked row, for one step. What is set on it is saved, and who did it is written down, in one transaction."""
    check_may_work(by)
    with transaction.atomic():
        # Without a join: after waiting for the lock it would bring the person of before.
        row = ContactRequest.objects.select_for_update().get(pk=request.pk)
        at = database_clock()
        if not allows(row, step, at):
            raise TransitionNotAllowed(
                _("This cannot be done: request %(reference)s is “%(state)s” by now.")
                % {"reference": spaced(row.reference), "state": state_of(row, at).label}
            )
        holder = holder_of(row, at)
        if is_for_holder and holder not in (None, by):
            raise TransitionNotAllowed(_has_it(holder))
        record(step, by=by, reference=row.reference, why=why)
        yield row
        row.version += 1
        row.save(update_fields=_MOVING)


def _check_unchanged(row: ContactRequest, seen: int | None) -> None:
    """A call is never taken back: whoever writes one down must know of the last one."""
    if seen is not None and seen != row.version:
        raise TransitionNotAllowed(
            _("This request has changed since you opened the page. Look whether your call stands below already.")
        )


def _close(row: ContactRequest, outcome: str, by) -> None:
    row.closed_at, row.closed_by, row.outcome = database_clock(), by, outcome
    row.next_call_at = None


def _has_it(person) -> str:
    name = person.get_full_name() or person.get_username()
    return _("%(name)s has this request. Take it over first if it cannot wait.") % {"name": name}


_FACTS = ("put_aside", "restored", "claimed", "closed", "held")
_MOVING = [
    *(f"{fact}_{what}" for fact in _FACTS for what in ("at", "by")),
    *("first_called_at", "next_call_at", "outcome", "duplicate_of", "hold_reason", "erasable_at", "version"),
]
