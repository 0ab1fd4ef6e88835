"""May this person take this step with this edition? Each question has a twin that raises the reason as a sentence.

A step asks two things in two places: does the person's role allow it (`roles`), and does the edition's state allow it (`states`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing import roles
from publishing.errors import NotPermitted, Refused, TransitionNotAllowed
from publishing.models import Document, Edition, Review, Rules, Term
from publishing.states import allows, state_of
from publishing.wording import Change, change_between

UNDO_WITHIN = timedelta(hours=24)


def check_role(user, step: str) -> None:
    """Raise NotPermitted unless the user's role allows the step."""
    if not roles.may(user, step):
        names = _(" or ").join(str(roles.LABELS[name]) for name in roles.MAY[step])
        raise NotPermitted(_("This needs the role of %(roles)s.") % {"roles": names})


def signed_before(edition: Edition) -> Edition | None:
    """The newest edition of the document, older than this one, that a clinician reviewed."""
    return (
        Edition.objects.filter(document=edition.document_id, number__lt=edition.number, reviews__isnull=False)
        .newest_first()
        .select_related("document")
        .first()
    )


def leaves_clinical(edition: Edition, at: datetime | None = None) -> bool:
    """Whether it could take the place of clinical text: of what is live or planned, or else of what was live last."""
    others = Edition.objects.filter(document=edition.document_id, live__isnull=False).exclude(pk=edition.pk)
    return _standing_clinical(others, at).exists()


def would_leave_clinical() -> Exists:
    """The same of each edition in a query of such as are neither live nor planned."""
    return Exists(_standing_clinical(Edition.objects.filter(document=OuterRef("document"), live__isnull=False)))


def _standing_clinical(others: QuerySet, at: datetime | None = None) -> QuerySet:
    """Of the public editions of a document the clinical ones that are live or planned, or else the one that was live last."""
    not_over = Q(live__endswith__isnull=True) | Q(live__endswith__gt=at or Now())
    last = others.order_by("-live__startswith").values("pk")[:1]
    return others.filter(not_over | Q(pk=Subquery(last)), clinical=True)


def needs_clinician(edition: Edition, at: datetime | None = None) -> bool:
    """Whether a clinician must sign it: clinical text, text that has become so since, text that would leave the clinical set."""
    return edition.clinical or edition.kind.is_clinical(edition.reads) or leaves_clinical(edition, at)


def signed_text(edition: Edition, at: datetime | None = None) -> Edition | None:
    """The text that a clinician signed and that this one is compared with.

    It is the one behind what readers see, or saw last: what was undone since does not count. Else the newest that was signed.
    """
    others = Edition.objects.filter(document=edition.document_id, number__lt=edition.number)
    public = others.was_live(at).order_by("-live__startswith").select_related("review__edition__document").first()
    return public.review.edition if public and public.review else signed_before(edition)


def change_of(edition: Edition, at: datetime | None = None) -> Change:
    """What kind of change it is from the text that a clinician signed last. Without such a text all of it is clinical."""
    signed = signed_text(edition, at)
    if signed is None:
        return Change.CLINICAL
    return change_between(signed.content, edition.content, language=edition.language, terms=Term.objects.words)


def newest_review(edition: Edition) -> Review | None:
    """The newest review of an edition."""
    return edition.reviews.order_by("-reviewed_at").first()


def saved_since(edition: Edition, user, *, base: Edition | None) -> bool:
    """Whether the user saved one of the editions after `base`, up to this one."""
    since = base.number if base else 0
    return Edition.objects.filter(
        document=edition.document_id, number__gt=since, number__lte=edition.number, saved_by=user
    ).exists()


def check_state(edition: Edition, step: str, at: datetime) -> None:
    """Raise TransitionNotAllowed unless the edition's state allows the step."""
    if not allows(edition, step, at):
        raise TransitionNotAllowed(
            _("“%(title)s” is %(state)s, so this cannot be done now.")
            % {"title": edition, "state": str(state_of(edition, at).label).lower()}
        )


def publishing_step(edition: Edition, at: datetime | None = None) -> str:
    """Which of the two ways of publishing an edition must go: after an approval, or in one click."""
    return "publish" if edition.approved_at or needs_clinician(edition, at) else "publish_unreviewed"


def check_can_approve(edition: Edition, user, at: datetime) -> None:
    """Raise a Refused unless the user may approve this submitted edition."""
    check_role(user, "approve")
    check_state(edition, "approve", at)
    if needs_clinician(edition, at) and change_of(edition, at) is Change.CLINICAL:
        check_can_review(edition, user)
    elif Rules.current().second_person and saved_since(edition, user, base=_approved_before(edition)):
        raise NotPermitted(_("You wrote part of this text, so somebody else has to approve it."))


def _approved_before(edition: Edition) -> Edition | None:
    """The newest older edition that somebody approved."""
    older = Edition.objects.filter(was_approved(), document=edition.document_id, number__lt=edition.number)
    return older.newest_first().first()


def was_approved() -> Q:
    """Editions that were submitted and approved. A copy that an undo put back has its approval from an older text: nobody read on."""
    return Q(submitted_at__isnull=False, approved_at__isnull=False)


def check_can_review(edition: Edition, user) -> None:
    """Raise a Refused unless the user is a clinician who wrote none of it since the last review."""
    if not roles.may(user, "review"):
        raise NotPermitted(_("This changes what patients are told about their care, so a clinician has to approve it."))
    base = edition if newest_review(edition) else signed_before(edition)
    if Rules.current().second_person and saved_since(edition, user, base=base):
        raise NotPermitted(_("You wrote part of this text, so another clinician has to review it."))


def put_back_by_undo(document: Document, at: datetime) -> Edition:
    """The edition that undoing the last publication puts back. Raises a Refused where there is nothing to undo or to put back."""
    current = document.editions.live(at).select_related("document").first()
    if current is None or at - current.publish_at > UNDO_WITHIN:
        raise TransitionNotAllowed(_("Nothing was published within the last 24 hours."))
    before = document.editions.filter(live__endswith=current.live.lower, withdraw_at__isnull=True)
    before = before.for_reading().first()
    if before is None:
        raise TransitionNotAllowed(_("Nothing was live just before. Take the page down instead."))
    if current.clinical or needs_clinician(before, at):
        _check_review_stands(before, at)
    return before


def _check_review_stands(edition: Edition, at: datetime) -> None:
    """Raise unless the text was signed and its review is not overdue."""
    if edition.review is None:
        raise NotPermitted(_("What was live before was never signed by a clinician, so it cannot be put back."))
    if edition.review.next_review_on <= timezone.localdate(at):
        raise NotPermitted(_("The review of what was live before is overdue, so it cannot be put back."))


def to_put_back(document: Document, at: datetime) -> Edition | None:
    """The same edition; None where a publication cannot be undone."""
    try:
        return put_back_by_undo(document, at)
    except Refused:
        return None


def can_undo(document: Document, at: datetime) -> bool:
    """Whether there is a publication to undo."""
    return to_put_back(document, at) is not None


def check_can_discard(document: Document) -> None:
    """Raise TransitionNotAllowed for a document that was public, or that a clinician signed."""
    if not Document.objects.never_public().filter(pk=document.pk).exists():
        raise TransitionNotAllowed(_("“%(title)s” has been public: take it down instead.") % {"title": document})
    if Review.objects.filter(edition__document=document.pk).exists():
        raise TransitionNotAllowed(_("A clinician has signed “%(title)s”, so it is kept.") % {"title": document})


def can_discard(document: Document) -> bool:
    """Whether `check_can_discard` lets it pass."""
    return _passes(check_can_discard, document)


def can_approve(edition: Edition, user, at: datetime) -> bool:
    """Whether `check_can_approve` lets it pass."""
    return _passes(check_can_approve, edition, user, at)


def can_review(edition: Edition, user) -> bool:
    """Whether `check_can_review` lets it pass."""
    return _passes(check_can_review, edition, user)


def _passes(check: Callable[..., Any], *arguments: Any) -> bool:
    """Whether a check raises no refusal."""
    try:
        check(*arguments)
    except Refused:
        return False
    return True
