"""What can be done with documents and editions: each step of an edition's life, and nothing else changes it.

Every step takes the thing first and the rest by keyword, `by=` a user and `at=` the moment of doing it (the database's clock when left
out). It holds a lock on the document, checks the state and the person, changes the rows, writes one event, and returns the thing.
A refusal is a `Refused` whose text can be shown.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.addresses import claim_address
from publishing.completeness import check_can_go, check_complete, check_lasts, check_ready
from publishing.discarding import check_takes_nothing
from publishing.errors import NotComplete, TransitionNotAllowed
from publishing.freezing import frozen
from publishing.ledger import approval_hash, publication_hash, record
from publishing.models import Document, Edition, Review, Rules
from publishing.notes import check_settled
from publishing.permissions import (
    change_of,
    check_can_approve,
    check_can_discard,
    check_can_review,
    check_role,
    check_state,
    needs_clinician,
    newest_review,
    publishing_step,
    put_back_by_undo,
    signed_text,
)
from publishing.reviewing import next_review_on, public_changes, reviewer_of
from publishing.schedule import Schedule, database_clock
from publishing.states import State, state_of
from publishing.wording import Change


@transaction.atomic
def keep(document: Document, *, by, at: datetime | None = None, verb: str = "keep", starter: bool = False) -> Edition:
    """Freeze the draft into an edition, where it says anything else than the newest one; else return that.

    The same text is frozen again where it has become clinical since, or where what was taken down is restored.
    """
    if verb != "load":
        check_role(by, "edit")
    Document.objects.select_for_update().get(pk=document.pk)
    at = at or database_clock()
    fields = frozen(document.draft)
    newest = document.editions.newest_first().select_related("document").first()
    is_put_back = bool(newest) and verb == "restore" and state_of(newest, at) is State.PAST
    is_same = bool(newest) and all(getattr(newest, name) == fields[name] for name in ("content_hash", "language"))
    if is_same and newest.clinical >= fields["clinical"] and not is_put_back:
        return newest
    number = newest.number + 1 if newest else 1
    edition = Edition.objects.create(
        document=document, number=number, starter=starter, saved_at=at, saved_by=by, **fields
    )
    record(verb, by=by, document=document, edition=edition)
    return edition


@transaction.atomic
def submit(edition: Edition, *, by, at: datetime | None = None, change_note: str = "") -> Edition:
    """Ask for approval. An older open submission of the document gives way. `change_note` tells readers what changed."""
    schedule, edition, at = _hold(edition, at)
    check_role(by, "submit")
    check_state(edition, "submit", at)
    _check_newest(schedule, edition)
    check_ready(edition, at)
    if (
        schedule.last_public(at)
        and needs_clinician(edition, at)
        and change_of(edition, at) is Change.CLINICAL
        and not change_note
    ):
        raise NotComplete(_("Say in one line what changed: patients read it under the page."))
    edition.document.editions.filter(submitted_at__isnull=False, approved_at__isnull=True, live__isnull=True).update(
        submitted_at=None, submitted_by=None
    )
    edition.submitted_at, edition.submitted_by, edition.change_note = at, by, change_note
    edition.sent_back_at = edition.sent_back_by = None
    edition.sent_back_note = ""
    edition.save(
        update_fields=["submitted_at", "submitted_by", "sent_back_at", "sent_back_by", "sent_back_note", "change_note"]
    )
    record("submit", by=by, document=edition.document, edition=edition)
    return edition


@transaction.atomic
def send_back(edition: Edition, *, by, note: str, at: datetime | None = None) -> Edition:
    """Give a submitted edition back to its author, with the reason."""
    _schedule, edition, at = _hold(edition, at)
    check_role(by, "send_back")
    check_state(edition, "send_back", at)
    if not note.strip():
        raise NotComplete(_("Say what should be changed, so that the author knows."))
    edition.sent_back_at, edition.sent_back_by, edition.sent_back_note = at, by, note.strip()
    edition.save(update_fields=["sent_back_at", "sent_back_by", "sent_back_note"])
    record("send_back", by=by, document=edition.document, edition=edition)
    return edition


@transaction.atomic
def approve(edition: Edition, *, by, at: datetime | None = None, next_review: date | None = None) -> Edition:
    """Sign a submitted edition. A change of wording inherits the review of the text that a clinician signed."""
    _schedule, edition, at = _hold(edition, at)
    check_can_approve(edition, by, at)
    check_settled(edition.document)
    if needs_clinician(edition, at):
        if change_of(edition, at) is Change.CLINICAL:
            edition.review = _write_review(edition, by=by, at=at, next_review=next_review)
        else:
            edition.review = newest_review(signed_text(edition, at))
    edition.approved_at, edition.approved_by = at, by
    edition.save(update_fields=["approved_at", "approved_by", "review"])
    record(
        "approve",
        by=by,
        document=edition.document,
        edition=edition,
        review=edition.review,
        stands=approval_hash(edition),
    )
    return edition


@transaction.atomic
def review(edition: Edition, *, by, at: datetime | None = None, next_review: date | None = None) -> Review:
    """“Reviewed, no change needed”: a new review of the text that is live. For starter content it is the first."""
    _schedule, edition, at = _hold(edition, at)
    check_role(by, "review")
    check_state(edition, "review", at)
    if not needs_clinician(edition, at):
        raise TransitionNotAllowed(_("This page is not clinical, so it needs no review."))
    check_can_review(edition, by)
    edition.review = _write_review(edition, by=by, at=at, next_review=next_review)
    if edition.approved_at is None:
        edition.approved_at, edition.approved_by = at, by
    edition.save(update_fields=["review", "approved_at", "approved_by"])
    record(
        "review",
        by=by,
        document=edition.document,
        edition=edition,
        review=edition.review,
        stands=approval_hash(edition),
    )
    return edition.review


@transaction.atomic
def publish(
    edition: Edition, *, by, at: datetime | None = None, publish_at: datetime | None = None, change_note: str = ""
) -> Edition:
    """Make an edition live, now or at a later moment. Older editions that were scheduled for later are cancelled."""
    schedule, edition, at = _hold(edition, at)
    check_role(by, "publish")
    moment = publish_at or at
    is_clinical = needs_clinician(edition, at)
    check_state(edition, publishing_step(edition, at), at)
    check_settled(edition.document)
    if is_clinical and edition.review is None:
        raise TransitionNotAllowed(
            _("This text has become clinical since it was approved. Save it again and submit it.")
        )
    if moment < at:
        raise TransitionNotAllowed(_("That moment has passed. Choose one that is still to come."))
    if is_clinical and change_note not in ("", edition.change_note):
        raise TransitionNotAllowed(_("The line for readers was approved with the text and stays as it is."))
    edition.change_note = change_note or edition.change_note
    edition.changes = public_changes(edition, schedule.last_public(moment), moment)
    check_ready(edition, moment)
    return _go_live(schedule, edition, by=by, at=at, moment=moment, verb="publish")


@transaction.atomic
def withdraw(document: Document, *, by, at: datetime | None = None, withdraw_at: datetime | None = None) -> Edition:
    """Take the page down, now or at a later moment. What is scheduled for after that moment still goes live."""
    schedule = Schedule(document)
    at = at or database_clock()
    check_role(by, "withdraw")
    moment = withdraw_at or at
    if moment < at:
        raise TransitionNotAllowed(_("That moment has passed. Choose one that is still to come."))
    edition = schedule.live_at(moment)
    if edition is None or edition.publish_at == moment:
        raise TransitionNotAllowed(_("Nothing of “%(title)s” is live at that moment.") % {"title": document})
    check_can_go(document, schedule, moment)
    schedule.withdrawals.pop(edition.withdraw_at, None)
    schedule.withdrawals[moment] = by
    record("withdraw", by=by, document=document, edition=edition, bounds=schedule.write(), withdraw_at=moment)
    return edition


@transaction.atomic
def cancel(edition: Edition, *, by, at: datetime | None = None) -> Edition:
    """Take back a scheduled start. The edition before it stays live, up to a planned withdrawal if there is one."""
    schedule, edition, at = _hold(edition, at)
    check_role(by, "cancel")
    check_state(edition, "cancel", at)
    schedule.cancel(edition, by=by, at=at)
    if stays := schedule.live_at(edition.publish_at):
        check_lasts(stays, schedule, at)
    else:
        check_can_go(edition.document, schedule, edition.publish_at)
    record("cancel", by=by, document=edition.document, edition=edition, bounds=schedule.write())
    return edition


@transaction.atomic
def cancel_withdrawal(edition: Edition, *, by, at: datetime | None = None) -> Edition:
    """Take back a planned withdrawal that has not come yet."""
    schedule, edition, at = _hold(edition, at)
    check_role(by, "cancel")
    if edition.withdraw_at is None or edition.withdraw_at <= at:
        raise TransitionNotAllowed(_("No withdrawal of “%(title)s” is planned.") % {"title": edition})
    if edition.withdraw_at not in schedule.withdrawals:
        raise TransitionNotAllowed(
            _("“%(title)s” ends by itself. To keep it longer, publish it with a later end.") % {"title": edition}
        )
    del schedule.withdrawals[edition.withdraw_at]
    check_lasts(edition, schedule, at)
    record("cancel_withdrawal", by=by, document=edition.document, edition=edition, bounds=schedule.write())
    return edition


@transaction.atomic
def undo_publish(document: Document, *, by, at: datetime | None = None) -> Edition:
    """Within 24 hours: what was live just before goes live again, as a new edition of the same text."""
    schedule = Schedule(document)
    at = at or database_clock()
    check_role(by, "undo_publish")
    before = put_back_by_undo(document, at)
    edition = _copy_of(before, number=max(schedule.editions) + 1, by=by, at=at)
    record("undo_publish", by=by, document=document, edition=edition)
    return _go_live(schedule, edition, by=by, at=at, moment=at, verb="publish")


@transaction.atomic
def restore(edition: Edition, *, by, at: datetime | None = None) -> Edition:
    """Copy an edition back into the draft and keep it. The page does not change until that is published."""
    check_role(by, "restore")
    document = Document.objects.select_for_update().get(pk=edition.document_id)
    edition.kind.restore(document.draft, edition.reads)
    Document.objects.filter(pk=document.pk).update(edit_no=document.edit_no + 1, language=edition.language)
    return keep(document.described_by.model.objects.get(pk=document.pk), by=by, at=at, verb="restore")


@transaction.atomic
def discard(document: Document, *, by) -> None:
    """Delete a document that was never public, that nobody has signed and that nobody names or is writing.

    What was public is withdrawn instead.
    """
    check_role(by, "discard")
    held = Document.objects.select_for_update().get(pk=document.pk)
    check_can_discard(held)
    check_takes_nothing(held, by=by)
    record("discard", by=by, document=held)
    draft = held.draft
    held.editions.all().delete()
    try:
        draft.delete()
    except ProtectedError as error:
        raise TransitionNotAllowed(_("Others still name “%(title)s”. Change them first.") % {"title": draft}) from error


@transaction.atomic
def reorder(positions: dict[Document, int], *, by) -> None:
    """Change the order of documents in lists. It shows at once."""
    check_role(by, "reorder")
    in_order = sorted(positions.items(), key=lambda item: item[0].pk)
    # All documents before the first event: whoever waits for the ledger holds no document that others wait for.
    for document, position in in_order:
        Document.objects.filter(pk=document.pk).update(position=position)
    for document, position in in_order:
        record("reorder", by=by, document=document, position=position)


@transaction.atomic
def assign(document: Document, *, by, to) -> Document:
    """Say who looks after a document; `to` is None for nobody. A form opened before is refused: it would say it otherwise."""
    check_role(by, "assign")
    held = Document.objects.select_for_update().get(pk=document.pk)
    if held.assigned_to_id == (to.pk if to else None):
        return held
    held.assigned_to, held.edit_no = to, held.edit_no + 1
    held.save(update_fields=["assigned_to", "edit_no"])
    record("assign", by=by, document=held, to=to.pk if to else None)
    return held


@transaction.atomic
def change_rules(*, by, **values: Any) -> Rules:
    """Turn one of the practice's publishing rules."""
    check_role(by, "change_rules")
    rules, _created = Rules.objects.select_for_update().update_or_create(pk=1, defaults=values)
    record("change_rules", by=by, rules={name: str(value) for name, value in values.items()})
    return rules


def _hold(edition: Edition, at: datetime | None) -> tuple[Schedule, Edition, datetime]:
    """Lock the document; its schedule, the edition as it is now, and the moment, taken after the lock."""
    schedule = Schedule(edition.document)
    return schedule, schedule.editions[edition.number], at or database_clock()


def _go_live(schedule: Schedule, edition: Edition, *, by, at: datetime, moment: datetime, verb: str) -> Edition:
    """Plan the start, cancel older editions planned for later, claim the address, write it all down."""
    planned = schedule.live_at(moment)
    if planned and planned.number > edition.number:
        raise TransitionNotAllowed(_("A newer edition is live, or planned to be live, at that moment."))
    ends_at = edition.kind.ends_at(edition.reads)
    if ends_at and ends_at <= moment:
        raise NotComplete(_("It would end before it begins. Choose a later end."))
    check_complete(edition, moment)
    claim_address(edition)
    overtaken = [e for e in schedule.editions.values() if _is_overtaken(e, edition, moment)]
    for older in overtaken:
        schedule.cancel(older, by=by, at=at)
    schedule.publish(edition, by=by, at=moment)
    check_lasts(edition, schedule, at)
    edition.save(update_fields=["change_note", "changes"])
    bounds = schedule.write()
    record(
        verb,
        by=by,
        document=edition.document,
        edition=edition,
        bounds=bounds,
        publish_at=moment,
        stands=approval_hash(edition),
        published=publication_hash(edition),
        cancelled=[e.number for e in overtaken],
    )
    return edition


def _is_overtaken(other: Edition, edition: Edition, moment: datetime) -> bool:
    """Whether another edition, older than this one, is planned to start only after it."""
    return bool(
        other.publish_at and not other.cancelled_at and other.number < edition.number and other.publish_at >= moment
    )


def _check_newest(schedule: Schedule, edition: Edition) -> None:
    """Only the newest text is worth a reader's time."""
    if edition.number != max(schedule.editions):
        raise TransitionNotAllowed(_("There is a newer draft. Submit that one."))


def _copy_of(edition: Edition, *, number: int, by, at: datetime) -> Edition:
    """A new edition of the same text, with the approval that this text has."""
    copied = ("language", "content", "content_hash", "clinical", "address", "title", "other_names", "headings", "text")
    return Edition.objects.create(
        document=edition.document,
        number=number,
        saved_at=at,
        saved_by=by,
        about=edition.about,
        uses=edition.uses,
        approved_at=edition.approved_at,
        approved_by=edition.approved_by,
        review=edition.review,
        changes=edition.changes,
        **{name: getattr(edition, name) for name in copied},
    )


def _write_review(edition: Edition, *, by, at: datetime, next_review: date | None) -> Review:
    """The reviewer's word, with the name and credentials that readers are shown."""
    name, credentials = reviewer_of(by)
    if next_review and next_review <= timezone.localdate(at):
        raise NotComplete(_("The next review has to be on a later day than today."))
    return Review.objects.create(
        edition=edition,
        content_hash=edition.content_hash,
        reviewed_at=at,
        reviewed_by=by,
        reviewer_name=name,
        reviewer_credentials=credentials,
        reviewed_on=timezone.localdate(at),
        next_review_on=next_review or next_review_on(timezone.localdate(at), edition.document.key),
    )
