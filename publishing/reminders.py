"""Reminding of reviews: who is written to, once when a review is soon due and once when it is.

What is chosen is everything that is due by now and has no `Reminder` yet, so that a run missed for days still reminds, once; the row's
constraint keeps two workers from reminding twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deliveries.actions import enqueue
from publishing.desk import change_url
from publishing.models import Edition, Reminder, Rules
from publishing.reviewing import due_for_review
from publishing.roles import ADMINISTRATOR, CLINICIAN, ROLES
from publishing.schedule import database_clock


@dataclass
class Tally:
    """How many reviews somebody was reminded of, by stage, and of how many nobody could be."""

    soon: int = 0
    due: int = 0
    nobody: int = 0


@dataclass
class People:
    """Everybody who can be reminded, by primary key, with the names of their roles; and who stands in for those who have left."""

    roles: dict[int, set[str]] = field(default_factory=dict)
    users: dict[int, object] = field(default_factory=dict)
    substitute: int | None = None

    def can(self, pk: int | None, *roles: str) -> bool:
        """Whether somebody is still here, can be written to, and has one of the roles."""
        return bool(self.roles.get(pk, set()) & set(roles))

    def recipients(self, edition: Edition) -> list:
        """Whoever looks after the page and whoever reviewed it last; the substitute, or everybody, for one who has left."""
        wanted = {edition.review.reviewed_by_id: (CLINICIAN,)}
        if edition.document.assigned_to_id:
            wanted.setdefault(edition.document.assigned_to_id, ROLES)
        chosen = {pk for pk, roles in wanted.items() if self.can(pk, *roles)}
        if len(chosen) < len(wanted):
            chosen |= self._stand_ins()
        return [self.users[pk] for pk in sorted(chosen)]

    def _stand_ins(self) -> set[int]:
        if self.can(self.substitute, *ROLES):
            return {self.substitute}
        return {pk for pk in self.users if self.can(pk, CLINICIAN, ADMINISTRATOR)}


def people() -> People:
    """Everybody who can be written to, as things are now."""
    found = People(substitute=Rules.current().substitute_id)
    here = get_user_model().objects.filter(is_active=True, is_staff=True, groups__name__in=ROLES).exclude(email="")
    for user in here.distinct().prefetch_related("groups"):
        found.users[user.pk] = user
        found.roles[user.pk] = {group.name for group in user.groups.all()}
    return found


def to_remind(stage: str, today: date) -> QuerySet[Edition]:
    """Live clinical text of whose review nobody was reminded at this stage. What is due already is no longer soon due."""
    reminded = Reminder.objects.filter(review=OuterRef("review"), stage=stage)
    if stage == Reminder.Stage.DUE:
        return due_for_review(today).filter(~Exists(reminded))
    soon = due_for_review(today + timedelta(days=Rules.current().remind_days_before))
    return soon.filter(~Exists(reminded), review__next_review_on__gt=today)


def remind(at: datetime | None = None) -> Tally:
    """Remind of all that is to be reminded of, a review at a time. Safe to run twice, and twice at once."""
    at = at or database_clock()
    tally, everybody = Tally(), people()
    for stage in Reminder.Stage.values:
        for edition in to_remind(stage, timezone.localdate(at)).defer("content", "text", "headings"):
            recipients = everybody.recipients(edition)
            if not recipients:
                tally.nobody += 1
            elif _remind(edition, stage, recipients, at):
                setattr(tally, stage, getattr(tally, stage) + 1)
    return tally


def _remind(edition: Edition, stage: str, recipients: list, at: datetime) -> bool:
    """The row and the messages, in one transaction; False where another worker has done it meanwhile."""
    try:
        with transaction.atomic():
            Reminder.objects.create(review=edition.review, stage=stage, made_at=at)
            for recipient in recipients:
                write_reminder(edition, stage, to=recipient)
    except IntegrityError:
        return False
    return True


def write_reminder(edition: Edition, stage: str, *, to) -> None:
    """The e-mail. It names the page, which is public, and no person."""
    context = {
        "title": edition.title,
        "due_on": edition.review.next_review_on,
        "is_due": stage == Reminder.Stage.DUE,
        "url": settings.SITE_URL + change_url(edition.document),
    }
    enqueue(
        key=f"review-{edition.review_id}-{stage}-{to.pk}",
        to=to,
        purpose=_("A review is due"),
        subject=render_to_string("emails/review_due_subject.txt", context),
        body=render_to_string("emails/review_due.txt", context),
    )


def chore() -> str:
    """What the worker runs: remind, and say of how many reviews nobody can be reminded."""
    nobody = remind().nobody
    if not nobody:
        return ""
    return ngettext(
        "%(count)s review is due and nobody can be reminded: no clinician and no administrator has an e-mail address.",
        "%(count)s reviews are due and nobody can be reminded: no clinician and no administrator has an e-mail address.",
        nobody,
    ) % {"count": nobody}
