"""What waits for somebody, as querysets: each list of the start page, for whom it is, and what it says of each row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    Window,
)
from django.db.models.functions import Cast, Now
from django.utils.translation import gettext_lazy as _

from publishing import kinds, submissions
from publishing.models import BrokenLink, Edition, Note, UnsavedText
from publishing.models.overdue import days_ahead, rule, today
from publishing.prepared import IsOneOf, Open
from publishing.reviewing import due_for_review
from publishing.roles import ADMINISTRATOR, CLINICIAN, COORDINATOR, has_role

EDITORS = (COORDINATOR, CLINICIAN)
EVERYBODY = (COORDINATOR, CLINICIAN, ADMINISTRATOR)


@dataclass(frozen=True)
class Row:
    """One thing that waits. `total` is how many there are in its list; `at` or `on` is the time that `Need.when` speaks of."""

    slug: str
    total: int
    title: str
    document_id: int | None
    kind: str
    at: datetime | None
    on: date | None
    note: str


class Person:
    """Whose lists they are. What this person may approve is found out once for all lists."""

    def __init__(self, user) -> None:
        self.user = user

    @cached_property
    def approvable(self) -> QuerySet:
        """What waits for this person's approval."""
        return submissions.approvable_by(self.user)


class Anybody:
    """Stands in for a person in a query that is put together once for all: who it is, and what they may approve, is left open."""

    user = Open("user", BigIntegerField())

    @property
    def approvable(self) -> QuerySet:
        """What waits for the person's approval."""
        return Edition.objects.filter(IsOneOf("pk", Open("approvable", ArrayField(BigIntegerField()))))


@dataclass(frozen=True)
class Need:
    """A list. `found` gives what is in it for a person; the names below it say where the columns of a row come from."""

    slug: str
    heading: Any
    explanation: Any
    roles: tuple[str, ...]
    found: Callable[[Person | Anybody], QuerySet]
    when: Any
    title: Any = "title"
    at: str = ""
    on: str = ""
    note: str = ""
    kind: str = "document__kind"

    def is_for(self, user) -> bool:
        """Whether the list is for people in this person's role; a superuser sees them all."""
        return user.is_superuser or has_role(user, *self.roles)

    def rows(self, person: Person | Anybody) -> QuerySet:
        """The rows as tuples with the columns of `Row`, what has waited longest or comes first on top."""
        columns = {
            "row_slug": Value(self.slug, output_field=TextField()),
            "row_total": Window(Count("*"), output_field=IntegerField()),
            "row_title": _column(self.title, "", TextField()),
            "row_document": F("document_id"),
            "row_kind": F(self.kind),
            "row_at": _column(self.at, None, DateTimeField()),
            "row_on": _column(self.on, None, DateField()),
            "row_note": _column(self.note, "", TextField()),
        }
        waiting = self.found(person).order_by().annotate(**columns)
        return waiting.order_by("row_at", "row_on", "pk").values_list(*columns)


def _column(source: Any, nothing: Any, field: Any) -> Cast:
    """A column of one type in every list, so that all lists can be asked for in one query."""
    if not isinstance(source, str):
        return Cast(source, field)
    return Cast(F(source) if source else Value(nothing), field)


def _mine(person: Person) -> Q:
    return Q(saved_by=person.user) | Q(submitted_by=person.user)


def _waiting_for_others(person: Person) -> QuerySet:
    return submissions.submitted().exclude(pk__in=person.approvable.values("pk"))


def _overdue(person: Person) -> QuerySet:
    return due_for_review(today())


def _soon(person: Person) -> QuerySet:
    """Due within the notice that the practice chose, and not yet due."""
    return due_for_review(days_ahead(rule("remind_days_before"))).filter(review__next_review_on__gt=today())


def _unsigned(person: Person) -> QuerySet:
    """Live text without a clinician's review that is clinical, or has become so: a document it names is marked clinical now."""
    marking = [kind.name for kind in kinds.every() if "clinical" in kind.content.__struct_fields__]
    marked = Edition.objects.live().of_kind(*marking).filter(content__clinical=True)
    is_clinical = Q(clinical=True) | Q(uses__overlap=marked.values_list("document__key"))
    return Edition.objects.live().filter(is_clinical, review__isnull=True)


def _scheduled(person: Person) -> QuerySet:
    return Edition.objects.filter(live__isnull=False, publish_at__gt=Now())


def _newest_title() -> Subquery:
    """The title of the newest edition of the document that a row is about."""
    newest = Edition.objects.filter(document=OuterRef("document")).newest_first()
    return Subquery(newest.values("title")[:1])


NEEDS = (
    Need(
        "approve",
        _("For you to approve"),
        _("Read the text and approve it, or send it back with a note."),
        EDITORS,
        lambda person: person.approvable,
        _("submitted"),
        at="submitted_at",
    ),
    Need(
        "sent-back-to-you",
        _("Sent back to you"),
        _("Somebody asked for a change. The note says which."),
        EDITORS,
        lambda person: submissions.sent_back().filter(_mine(person)),
        _("sent back"),
        at="sent_back_at",
        note="sent_back_note",
    ),
    Need(
        "unsaved",
        _("Your unsaved text"),
        _("You typed this and did not save it. Open the page to go on, or to throw it away."),
        EDITORS,
        lambda person: UnsavedText.objects.filter(user=person.user),
        _("kept"),
        title=_newest_title(),
        at="saved_at",
        kind="kind",
    ),
    Need(
        "overdue",
        _("Review overdue"),
        _("A clinician reads the page again and confirms it, or changes it."),
        EVERYBODY,
        _overdue,
        _("due since"),
        on="review__next_review_on",
    ),
    Need(
        "notes",
        _("Open notes"),
        _("Somebody asked something about a text. Nothing newer of it is published until the note is settled."),
        EDITORS,
        lambda person: Note.objects.open(),
        _("written"),
        title=_newest_title(),
        at="written_at",
        note="text",
    ),
    Need(
        "to-publish",
        _("Approved, not yet published"),
        _("Ready to go live."),
        EDITORS,
        lambda person: submissions.approved_unpublished(),
        _("approved"),
        at="approved_at",
    ),
    Need(
        "broken-links",
        _("Links that do not answer"),
        _("Readers who follow them find nothing. Correct the address, or take the link out."),
        EDITORS,
        lambda person: BrokenLink.objects.all(),
        _("looked at"),
        title=_newest_title(),
        at="checked_at",
        note="url",
    ),
    Need(
        "unsigned",
        _("Live, not yet signed by a clinician"),
        _("A clinician opens each page, reads it, and confirms it as reviewed."),
        EVERYBODY,
        _unsigned,
        _("live since"),
        at="publish_at",
    ),
    Need(
        "review-soon",
        _("Review due soon"),
        _("There is time: whoever looks after the page has been written to."),
        EDITORS,
        _soon,
        _("due"),
        on="review__next_review_on",
    ),
    Need(
        "waiting",
        _("Waiting for somebody else"),
        _("Submitted; another person has to approve it."),
        EDITORS,
        _waiting_for_others,
        _("submitted"),
        at="submitted_at",
    ),
    Need(
        "sent-back",
        _("Sent back to others"),
        _("Its author has been asked for a change."),
        EDITORS,
        lambda person: submissions.sent_back().exclude(_mine(person)),
        _("sent back"),
        at="sent_back_at",
        note="sent_back_note",
    ),
    Need(
        "scheduled",
        _("Scheduled"),
        _("These go live by themselves."),
        EDITORS,
        _scheduled,
        _("goes live"),
        at="publish_at",
    ),
)
"""The most urgent first. The place in this order is the place on the start page."""


def for_person(user) -> list[Need]:
    """The lists for this person's role, in order."""
    return [need for need in NEEDS if need.is_for(user)]


def get(slug: str) -> Need | None:
    """The list of that name."""
    return next((need for need in NEEDS if need.slug == slug), None)
