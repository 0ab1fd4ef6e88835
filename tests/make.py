"""Builders: people by role, drafts of every kind with sensible defaults, and the short way to a live page.

    site = make.site()                              # a practice with its coordinator, both live
    fasting = make.question(title="Must I fast?")   # a draft, with a live practical topic of its own
    make.live(fasting)                              # kept, signed where it has to be, and published

Each builder takes fields by keyword. People are made once and then found again: `make.cast().cora`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.text import slugify

from conditions.models import ComparisonPoint, Condition, ConditionProcedure, PreparationStep, Procedure, Section
from contact.asked import Asked, idem_of
from contact.models import ContactRequest, Coordinator, OfficeHours
from contact.models.request import Person
from contact.storing import store
from deliveries.actions import enqueue
from deliveries.models import Delivery
from faq.models import Question, Topic
from practice.models import Notice, Page, Practice
from publishing import actions
from publishing.models import Document, Edition
from publishing.permissions import needs_clinician
from publishing.roles import ADMINISTRATOR, CLINICIAN, COORDINATOR
from publishing.schedule import database_clock

PHONE = "+15550100100"


@dataclass(frozen=True)
class Cast:
    """Two coordinators, two clinicians and an administrator."""

    carla: Any
    cora: Any
    clara: Any
    cleo: Any
    ada: Any


def person(name: str, *roles: str):
    """A member of staff with these roles; the same one for the same name."""
    user, created = get_user_model().objects.get_or_create(
        username=name.lower(),
        defaults={"first_name": name, "last_name": "Roe", "is_staff": True, "email": f"{name.lower()}@example.org"},
    )
    if created:
        user.groups.set(Group.objects.filter(name__in=roles))
    return user


def message(key: str = "one", *, to=None, **fields) -> Delivery:
    """A message that waits to be sent, to Carla where nobody else is named."""
    given = {"purpose": "A test", "subject": f"Message {key}", "body": "Nothing personal."} | fields
    return enqueue(key=key, to=to or carla(), **given)


def carla():
    """The coordinator who does what a test does not say somebody else does."""
    return person("Carla", COORDINATOR)


def clara():
    """The clinician who signs what a test does not say somebody else signs."""
    return person("Clara", CLINICIAN)


def cast() -> Cast:
    """Everybody: Carla and Cora coordinate, Clara and Cleo are clinicians, Ada is the administrator."""
    return Cast(
        carla=carla(),
        cora=person("Cora", COORDINATOR),
        clara=clara(),
        cleo=person("Cleo", CLINICIAN),
        ada=person("Ada", ADMINISTRATOR),
    )


def coordinator(hours: tuple[tuple[int, str, str], ...] = (), **fields) -> Coordinator:
    """A draft of a coordinator; `hours` are (ISO weekday, opens, closes)."""
    draft = Coordinator.objects.create(**{"name": "Care Desk", "phone": PHONE} | fields)
    OfficeHours.objects.bulk_create(
        OfficeHours(coordinator=draft, weekday=weekday, opens=opens, closes=closes) for weekday, opens, closes in hours
    )
    return draft


def practice(**fields) -> Practice:
    """A draft of the practice, with a draft of a main coordinator where none is given."""
    if "coordinator" not in fields:
        fields["coordinator"] = coordinator()
    return Practice.objects.create(**{"name": "Hill Clinic", "tagline": "Care for your back"} | fields)


def topic(**fields) -> Topic:
    """A draft of a topic, practical unless `clinical=True`."""
    return Topic.objects.create(**_titled("Your visit") | _slugged(fields))


def question(about: tuple[Document, ...] = (), **fields) -> Question:
    """A draft of a question; without a topic it gets a live practical one."""
    if "topic" not in fields:
        fields["topic"] = Topic.objects.filter(slug="your-visit").first() or live(topic()).document.draft
    fields = _titled("Where do I park?") | {"answer": "<p>Behind the house.</p>"} | _slugged(fields)
    draft = Question.objects.create(**fields)
    draft.about.set(about)
    return draft


def live_questions(count: int, *, topic: Topic, about: tuple[Document, ...] = ()) -> None:
    """Many live questions at once, written straight into the tables as unsigned starter content: for counting queries."""
    first = kept(question(title="Question 1", topic=topic, about=about))
    editions = []
    for number in range(1, count + 1):
        title, slug = f"Question {number}", f"question-{number}"
        draft = first.document if number == 1 else Question.objects.create(title=title, slug=slug, topic=topic)
        content = first.content | {"title": title, "slug": slug}
        editions.append(_unsigned(first, document_id=draft.pk, title=title, content=content, address=f"/faq/*/{slug}/"))
    Edition.objects.bulk_create(editions)


def live_unsigned(document: Document) -> Edition:
    """The draft as live starter content that nobody has signed, written straight into the table."""
    edition = _unsigned(kept(document))
    edition.save()
    return edition


def _unsigned(edition: Edition, **changes) -> Edition:
    """A second edition like this one, as live starter content, not saved."""
    at = database_clock()
    values = {field.attname: getattr(edition, field.attname) for field in Edition._meta.fields if not field.generated}
    values |= {"id": None, "number": 2, "starter": True, "publish_at": at, "publish_by_id": edition.saved_by_id}
    return Edition(**values | {"live": DateTimeTZRange(at, None)} | changes)


def condition(
    procedures: tuple[Procedure, ...] = (), sections: tuple[tuple[str, str], ...] | None = None, **fields
) -> Condition:
    """A draft of a condition; `sections` are (kind, rich text), one by default."""
    draft = Condition.objects.create(**_titled("Sore back") | {"summary": "A back that hurts."} | _slugged(fields))
    _add_sections(draft, sections)
    ConditionProcedure.objects.bulk_create(
        ConditionProcedure(condition=draft, procedure=each, position=place) for place, each in enumerate(procedures, 1)
    )
    return draft


def procedure(
    steps: tuple[dict[str, Any], ...] = (),
    comparison: tuple[tuple[str, str], ...] = (),
    sections: tuple[tuple[str, str], ...] | None = None,
    **fields,
) -> Procedure:
    """A draft of a procedure; `steps` are fields of preparation steps, `comparison` is (aspect, text)."""
    draft = Procedure.objects.create(**_titled("Back repair") | {"summary": "A repair."} | _slugged(fields))
    _add_sections(draft, sections)
    for place, step in enumerate(steps, 1):
        PreparationStep.objects.create(**{"procedure": draft, "position": place} | step)
    for aspect, text in comparison:
        ComparisonPoint.objects.create(procedure=draft, aspect=aspect, text=text)
    return draft


def page(**fields) -> Page:
    """A draft of a plain page."""
    return Page.objects.create(**_titled("Privacy") | {"body": "<p>We keep nothing.</p>"} | _slugged(fields))


def notice(**fields) -> Notice:
    """A draft of a notice that ends in a week."""
    ends_at = database_clock() + timedelta(days=7)
    return Notice.objects.create(
        **{"title": "Closed on Monday", "body": "<p>Call on Tuesday.</p>", "ends_at": ends_at} | fields
    )


def section(document: Document, kind: str = "what_it_is", body: str = "<p>It hurts.</p>", **fields) -> Section:
    """One more section of a condition or a procedure."""
    return Section.objects.create(document=document, kind=kind, body=body, **fields)


def edit(document: Document, **fields) -> Document:
    """The draft with other values in its own fields, saved but not kept."""
    draft = type(document.draft).objects.get(pk=document.pk)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save()
    return draft


def kept(document: Document, *, by=None, at: datetime | None = None, **fields) -> Edition:
    """The edition that a save of these values leaves behind."""
    return actions.keep(edit(document, **fields), by=by or carla(), at=at)


def approved(document: Document, *, by=None, clinician=None, at: datetime | None = None, **fields) -> Edition:
    """An edition of these values: submitted by Carla, approved by Clara."""
    edition = kept(document, by=by, at=at, **fields)
    note = "We updated this page." if document.editions.was_live(at).exists() else ""
    edition = actions.submit(edition, by=by or carla(), at=at, change_note=note)
    return actions.approve(edition, by=clinician or clara(), at=at)


def live(
    document: Document,
    *,
    by=None,
    clinician=None,
    at: datetime | None = None,
    publish_at: datetime | None = None,
    **fields,
) -> Edition:
    """An edition of these values that readers see from `publish_at` on, else from `at`, else from now."""
    by = by or carla()
    edition = kept(document, by=by, at=at, **fields)
    if needs_clinician(edition, at):
        edition = approved(document, by=by, clinician=clinician, at=at)
    return actions.publish(edition, by=by, at=at, publish_at=publish_at)


def due(document: Document, *, days_ago: int, clinician=None) -> Edition:
    """A live edition whose review fell due so many days ago; with a negative number it will."""
    due_on = timezone.localdate() - timedelta(days=days_ago)
    at = database_clock() - timedelta(days=max(days_ago, 0) + 300)
    edition = actions.submit(kept(document), by=carla())
    edition = actions.approve(edition, by=clinician or clara(), at=at, next_review=due_on)
    return actions.publish(edition, by=carla())


def site(*, at: datetime | None = None, phone: str = PHONE, **fields) -> Practice:
    """A practice and its main coordinator, both live."""
    desk = coordinator(phone=phone)
    live(desk, at=at)
    draft = practice(coordinator=desk, **fields)
    live(draft, at=at)
    return draft


def _titled(title: str) -> dict[str, Any]:
    return {"title": title, "slug": slugify(title)}


def _slugged(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, with an address made of the title where there is one."""
    return ({"slug": slugify(fields["title"])} if "title" in fields else {}) | fields


def _add_sections(document: Document, sections: tuple[tuple[str, str], ...] | None) -> None:
    for place, (kind, body) in enumerate((("what_it_is", "<p>It hurts.</p>"),) if sections is None else sections, 1):
        section(document, kind, body, position=place)


def asked(**fields) -> Asked:
    """A request as a patient sends it, with a mark of its own for what is in it."""
    said = {name: fields.pop(name) for name in ("name", "phone", "email", "message", "extension") if name in fields}
    person = Person(**{"name": "Pat Doe", "phone": "+15550100177"} | said)
    chosen = {"best_time": "any", "topic": "", "topic_title": "", "for_whom": "self", "language": "en"}
    chosen |= {"may_leave_message": True, "consent_version": "v1", "consent_text": "I agree."}
    made = Asked(person=person, **chosen | fields)
    return made if made.idem else made.with_idem(idem_of("a form", made))


def request(**fields) -> ContactRequest:
    """A stored request; one of the same content is the same one."""
    return store(asked(**fields))
